"""Themes and the lines they gathered: by number where a line is told in the same document, else in its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dialogue_tui.activities.base import Fact
from dialogue_tui.activities.entry import Entry

from .blocks import listed
from .tale import Line

NO_LINES = "0 lines"


def lead_of(lead: str, members: Sequence[str], told: Mapping[str, Line]) -> str:
    """What stands before a theme: the numbers it rests on, where all of its lines are told; else how many."""
    if not members:
        return lead
    numbers = [told[m].number for m in members if m in told]
    if len(numbers) == len(members):
        return f"rests on {listed(numbers)}"
    return "" if lead == NO_LINES else lead


def quoted(members: Sequence[str], told: Mapping[str, Line], words: Mapping[str, Entry]) -> list[Fact]:
    """The lines of a theme that are told nowhere else in the document, as those of an earlier sitting."""
    if not members:  # nearly every line: looking through all the words for each would be quadratic
        return []
    wanted = set(members)
    lines = [entry for id, entry in words.items() if id in wanted and id not in told]
    said = (f"“{e.text}”" if e.wording == "spoken" else e.text for e in lines)
    return [Fact("\n".join(said))] if lines else []
