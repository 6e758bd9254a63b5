"""Leaving a session: it asks, saves what is waiting, and lets go. Nothing said is ever lost by leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_tui.text import counted

from .dialogs import Confirm

if TYPE_CHECKING:
    from .session import SessionScreen


def leave(screen: SessionScreen) -> None:
    """Ask unless the session was told and nothing waits; then wait for the disk and dismiss the screen."""
    slips = screen.engine.slips.total() if screen.engine else 0
    if screen.engine is None or (screen.told and not slips):
        screen.dismiss(None)
        return
    said = f"Everything said is kept; dialogue resume{' --solo' if screen.solo else ''} goes on."
    if slips:
        unseen = counted(slips, "slip is", "slips are")
        said = f"{unseen} not revealed and would be gone; the paper is the copy. {said}"
    if screen.saver.pending:
        said = "Some lines are not saved yet; leaving waits a moment for the disk. " + said

    def answered(yes: bool | None) -> None:
        if yes:
            screen.dismiss(None)

    question = Confirm("Leave the session?", said, yes="Leave", no="Stay", careful=bool(slips))
    screen.app.push_screen(question, answered)
