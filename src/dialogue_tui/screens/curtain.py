"""The curtain: one key covers the wall at once; two presses lift it, so that no stray key does."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from dialogue_tui.widgets.card import Curtain


class CurtainScreen(Screen[None]):
    """A calm card with the team's name; every key but the curtain's own is swallowed."""

    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = "CurtainScreen { background: $background; }"

    def __init__(self, team: str) -> None:
        super().__init__()
        self._team = team
        self._pressed = 0

    def compose(self) -> ComposeResult:
        """Nothing but the card."""
        yield Curtain(self._team)

    def on_key(self, event: events.Key) -> None:
        """The second press of the curtain's key lifts it."""
        event.stop()
        event.prevent_default()
        self._pressed = self._pressed + 1 if event.key in {"ctrl+l", "full_stop"} else 0
        if self._pressed == 2:
            self.dismiss(None)
