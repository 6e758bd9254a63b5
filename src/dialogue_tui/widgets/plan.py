"""The plan at the side of a wide screen: which steps there are, and where we stand."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from .text import Piece, content, fitted


class Plan(Widget):
    """The steps of the session, one a line; only a screen that has room to spare shows it."""

    DEFAULT_CSS = """
    Plan { width: 34; height: 1fr; padding: 1 0 0 4; background: $background; color: $foreground; }
    """

    _steps: Sequence[tuple[str, str]] = ()
    _here = -1

    def show(self, steps: Sequence[tuple[str, str]], here: int) -> None:
        """(title, minutes) of each step, and the index of the one we are in, or -1."""
        if (steps, here) != (self._steps, self._here):
            self._steps, self._here = steps, here
            self.refresh()

    def render(self) -> Content:
        """The steps around the one we are in, as many as fit."""
        size = self.content_size
        first = max(0, min(self._here - size.height // 2, len(self._steps) - size.height))
        lines: list[list[Piece]] = []
        for index, (title, minutes) in list(enumerate(self._steps))[first : first + max(1, size.height)]:
            here = index == self._here
            style = "bold $accent" if here else "$quiet"
            room = max(4, size.width - len(minutes) - 4)
            lines.append([("› " if here else "  ", style), (fitted(title, room), style), (f"  {minutes}", style)])
        return content(lines)
