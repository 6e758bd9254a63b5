"""Stepping into what was said: which line is marked, and which stands alone. Each method is the action so named."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .session import SessionScreen


class Selection:
    """The mark that goes over the wall line by line."""

    def __init__(self, screen: SessionScreen) -> None:
        self._screen, self._lit = screen, False

    def select_up(self) -> None:
        """Into what was said, then line by line upwards."""
        screen = self._screen
        if screen.selecting:
            screen.stage.wall.move_selection(-1)
            return
        screen.card, screen.selecting = False, True
        screen.show()
        screen.selecting = screen.stage.wall.move_selection(-1)
        screen.show()

    def select_down(self) -> None:
        """The line below; past the last one comes back to typing."""
        if not self._screen.stage.wall.move_selection(1):
            self.unselect()

    def unselect(self) -> None:
        """Back to typing; what was asked is left, and so is a line that was refused."""
        screen = self._screen
        screen.stage.wall.spotlight(None)
        self._lit = False
        screen.leave_line()
        screen.unselect()
        screen.say_note("")
        screen.show()

    def spotlight(self) -> None:
        """This line alone, big; again or escape brings the others back."""
        self._lit = not self._lit
        self._screen.stage.wall.spotlight(self._screen.selected if self._lit else None)
