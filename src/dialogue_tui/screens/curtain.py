"""The curtain: one key covers the wall at once; two presses lift it, so that no stray key does."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from dialogue_tui.store.errors import StoreError
from dialogue_tui.widgets.card import Curtain
from dialogue_tui.widgets.text import show

if TYPE_CHECKING:
    from dialogue_tui.facilitation.engine import Engine

LIFTS = frozenset({"ctrl+l", "full_stop", "enter", "escape", "space"})
"""Keys of which two presses lift the curtain."""


class CurtainScreen(Screen[None]):
    """A calm card with the team's name; every key but the curtain's own is swallowed."""

    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = """
    CurtainScreen { background: $background; }
    CurtainScreen #how { dock: bottom; height: 1; margin: 0 2; color: $quiet; }
    """

    def __init__(self, team: str) -> None:
        super().__init__()
        self._team = team
        self._pressed = ""

    def compose(self) -> ComposeResult:
        """Nothing but the card."""
        yield Curtain(self._team)
        yield Static(show("enter, esc or ctrl+l, twice, goes on"), id="how")

    def on_key(self, event: events.Key) -> None:
        """The second press of the same key in a row lifts it, where that is a key that lifts."""
        event.stop()
        event.prevent_default()
        again, self._pressed = event.key == self._pressed, event.key
        if again and event.key in LIFTS:
            self.dismiss(None)

    async def action_quit(self) -> None:
        """Leaving is for whoever stands at the keys: lift the curtain first."""


def team(engine: Engine | None) -> str:
    """Whose meeting it is; "" where there is none or it can't be read now."""
    wanted = engine.session.team if engine else None
    try:
        return next((t.name for t in engine.reading.teams() if t.id == wanted), "") if engine and wanted else ""
    except StoreError:
        return ""
