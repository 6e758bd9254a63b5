"""Leaving a session: it asks, saves what is waiting, and lets go. Nothing said is ever lost by leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .ask import Confirm

if TYPE_CHECKING:
    from .session import SessionScreen


def leave(screen: SessionScreen) -> None:
    """Ask unless the session was told; then wait for the disk and dismiss the screen."""
    if screen.told or screen.engine is None:
        screen.dismiss(None)
        return
    slips = screen.engine.slips.total()
    said = "Everything said is kept, and the session goes on where it stands."
    if slips:
        many = "slip is" if slips == 1 else "slips are"
        said = f"{slips} {many} not revealed and would be gone; the paper is the copy. {said}"
    if screen.saver.pending:
        said = "Some lines are not saved yet; leaving waits a moment for the disk. " + said

    def answered(yes: bool | None) -> None:
        if yes:
            screen.dismiss(None)

    question = Confirm("Leave the session?", said, yes="Leave", no="Stay", careful=bool(slips))
    screen.app.push_screen(question, answered)
