"""Sentences that every face says alike, so that they are worded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_tui.text import counted

if TYPE_CHECKING:
    from .case import Cost

PRIVATE = "PRIVATE: on paper or on your own machine. Nothing of it is kept here."
PARKED = "Parked for the close."
LINES_AGAIN = "What is typed here now are lines again."
SLIP_BACK = "The last slip is taken back."
NONE_REMOVED = "No line was removed."
ALL_KEPT = "Everything said is kept in the store."


def goes(cost: Cost) -> str:
    """What an ending of a case tears up, before it is done; "" where it keeps every line."""
    return f"{counted(cost.torn, 'line goes', 'lines go')} for good: text, log and index." if cost.torn else ""


def went(cost: Cost) -> str:
    """What became of a case, once it has ended."""
    kept, torn = counted(cost.kept, "line"), counted(cost.torn, "line is", "lines are")
    return f"{torn} torn up, {kept} kept." if cost.torn else f"The case is kept: {kept}."


def unwritten(error: Exception) -> str:
    """Why there are no documents."""
    return f"The documents could not be written: {error}"


def cut_off(when: str) -> str:
    """Where the clock stopped (`Desk.cut_off`), after every program at a session was killed; "" where none was."""
    return f"Cut off: the clock stopped at {when}, the last change, and goes on now." if when else ""
