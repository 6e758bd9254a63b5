"""Which actions of a session's screen can be done now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_tui.widgets.keys import here

if TYPE_CHECKING:
    from .session import SessionScreen

SELECTED, ROOM = ({action.id for action in here(place)} for place in ("selected", "room"))
BEFORE_IT_STANDS = {"curtain", "editor"}
"""What can be done in the room while the session is being opened."""
WHEN_TOLD = {"back", "undo", "redo", "curtain"}
"""What can still be done in the room once a session is closed."""


def can(screen: SessionScreen, action: str) -> bool:
    """Letters are verbs only while a line is selected; space and + act only where there is no line."""
    line = screen.stage.line
    if screen.engine is None and action in (ROOM | SELECTED) - BEFORE_IT_STANDS:
        return False
    if (screen.told or screen.failed) and action in ROOM - WHEN_TOLD:
        return False
    if action == "select_up" and not screen.selecting:
        return screen.question is None and line.display and line.at_top
    if action == "release" and not screen.solo:
        return False
    if action in SELECTED:
        leaves = screen.question is not None or line.brought_back
        return screen.selecting or (action == "unselect" and leaves)
    if action in {"unless_typing", "go_on"}:
        return not (line.display or screen.typing.mid_sentence)
    return True
