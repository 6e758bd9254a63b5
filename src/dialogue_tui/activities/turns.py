"""Turns of a conversation as later parts show them: who, what was said, what was not, what could be instead."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .base import Misread, Row
from .entry import Entry

SAID, UNSAID, INSTEAD = "said", "unsaid", "instead"
"""Slots. The first two share a row with each other, the third has the row of the turn that it is for."""
NOT_SAID = "not said"
"""How the left column is called where nobody named it."""
_NUMBERED = re.compile(r"\s*(\d{1,4})\s*:(?!\d)\s*(\S.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn, under the number that it has in every part."""

    number: int
    row: str
    said: Entry | None = None
    unsaid: Entry | None = None
    instead: tuple[Entry, ...] = ()

    @property
    def entries(self) -> list[Entry]:
        """What there is of it, what was said first; never empty."""
        return [e for e in (self.said, self.unsaid, *self.instead) if e is not None]

    @property
    def speaker(self) -> str:
        """Who said it; "" where nobody was named."""
        return str(self.said.value.get("speaker", "")) if self.said else ""

    @property
    def words(self) -> str:
        """Speaker and words as they were typed; of a turn without words, what was not said."""
        return ": ".join(part for part in (self.speaker, self.entries[0].text) if part)


def turns(entries: Sequence[Entry]) -> list[Turn]:
    """The turns in the order of the conversation. A second line for one side of a turn stands on its own."""
    sides: dict[str, dict[str, Entry]] = {}
    instead: dict[str, list[Entry]] = {}
    for entry in entries:
        row = entry.row or entry.id
        if entry.slot == INSTEAD:
            instead.setdefault(row, []).append(entry)
            continue
        side = UNSAID if entry.slot == UNSAID else SAID
        if side in sides.get(row, {}):
            row = entry.id
        sides.setdefault(row, {})[side] = entry
    rows = [*sides, *(row for row in instead if row not in sides)]
    return [
        Turn(n, r, sides.get(r, {}).get(SAID), sides.get(r, {}).get(UNSAID), tuple(instead.get(r, ())))
        for n, r in enumerate(rows, 1)
    ]


def is_case(entries: Sequence[Entry]) -> bool:
    """Whether these lines are the turns of a conversation."""
    return any(e.row and e.slot in (SAID, UNSAID) for e in entries)


def called(text: str, of: Sequence[Turn]) -> tuple[Turn | None, str]:
    """The turn whose number a line begins with, as in `2: I knew`, and the words after it; None where it has none.

    Raises Misread for a number that no turn has.
    """
    match = _NUMBERED.match(text)
    if match is None:
        return None, text
    found = next((turn for turn in of if turn.number == int(match[1])), None)
    if found is None:
        raise Misread(f"There is no turn {match[1]}{f'; they run from 1 to {len(of)}' if of else ' yet'}.")
    return found, match[2]


def rows(of: Sequence[Turn], titles: Mapping[str, str] = {}, marks: Mapping[str, str] = {}) -> list[Row]:
    """Each turn as its words, under it what was not said and what could be said instead.

    `titles` are the names of the two further columns by slot, `marks` what stands in the margin of a turn, by row.
    """
    shown: list[Row] = []
    for turn in of:
        for entry in turn.entries:
            first = entry is turn.entries[0]
            label = turn.speaker if entry is turn.said else _title(entry, titles)
            margin = [part for part in (label, marks.get(turn.row, "") if first else "") if part]
            shown.append(Row(entry.text, entry.id, turn.number if first else None, " · ".join(margin)))
    return shown


def _title(entry: Entry, titles: Mapping[str, str]) -> str:
    return titles.get(entry.slot, "") or {UNSAID: NOT_SAID, INSTEAD: INSTEAD}.get(entry.slot, "")
