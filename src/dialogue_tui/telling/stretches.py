"""The lines of a session place by place, as consent allows.

What was worked privately in a room is never among them, whatever a file holds. A case in the open was not private.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from dialogue_tui.activities.base import Activity, Settings, belongs
from dialogue_tui.activities.entry import Entry, in_order
from dialogue_tui.activities.spread import FEWEST
from dialogue_tui.activities.turns import SAID, UNSAID
from dialogue_tui.protocols.plan import PARKED, Place
from dialogue_tui.store.records import Session

if TYPE_CHECKING:
    from dialogue_tui.store.records import Loaded

IN_THE_OPEN = frozenset({"open", "kept", "released"})
"""States of a case whose private parts stood on the wall; what is told of them is what consent allows."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The lines of one place, in order: those that may be told, and how many their speakers keep back.

    `place` is None for lines whose part the form does not have, such as those put aside with `!`.
    """

    key: str
    place: Place | None
    entries: list[Entry] = field(default_factory=list)
    withheld: list[Entry] = field(default_factory=list)
    hidden: int = 0
    """Anonymous lines and spreads left out for this audience."""
    moved: int = 0
    """Lines that are told with an earlier part, which they belong to."""
    private: bool = False
    """Whether it was worked privately in a room, and no case stood on the wall."""

    @property
    def step(self) -> str:
        """The step it belongs to."""
        return self.place.step.id if self.place else self.key.partition("/")[0]


def stretches(loaded: Loaded, places: Sequence[Place], unsigned: bool) -> list[Stretch]:
    """Everything a document may tell, in the order of the places; parked lines and unknown parts at the end.

    Anonymous lines and spreads are left out unless readers may see what is `unsigned`.
    """
    known: dict[str, Place | None] = {}
    for place in places:
        known.setdefault(place.key, place)
    by_part: dict[str, list[Entry]] = {}
    for entry in loaded.entries:
        by_part.setdefault(entry.part, []).append(entry)
    for part in sorted(by_part, key=lambda key: (key == PARKED, key)):
        known.setdefault(part, None)
    in_the_open = loaded.session.case in IN_THE_OPEN
    return [_stretch(key, place, by_part.get(key, ()), unsigned, in_the_open) for key, place in known.items()]


def _stretch(key: str, place: Place | None, entries: Iterable[Entry], unsigned: bool, in_the_open: bool) -> Stretch:
    stretch = Stretch(key, place, private=bool(place and place.private and not in_the_open))
    if stretch.private:
        return stretch
    hidden = 0
    for entry in in_order(list(entries)):
        if entry.consent == "no":
            stretch.withheld.append(entry)
        elif not unsigned and (entry.attribution == "anonymous" or "counts" in entry.value):
            hidden += 1
        else:
            stretch.entries.append(_few_hidden(entry))
    return replace(stretch, hidden=hidden)


def _few_hidden(entry: Entry) -> Entry:
    """A spread of fewer than four answers without its counts, in case a file holds them."""
    counts = entry.value.get("counts")
    if not isinstance(counts, dict):
        return entry
    if _whole(entry.value.get("answered")) >= FEWEST and all(isinstance(n, int) for n in counts.values()):
        return entry
    return replace(entry, value={"answered": 0, "counts": {}})


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else 0


def turns_together(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches with what was not said moved to the turn it belongs to, though a later part asked for it."""
    turns = {e.row: s for s in stretches for e in s.entries if e.row and e.slot == _two_sides(s)[0]}
    moved: dict[str, list[Entry]] = {}
    found = []
    for stretch in stretches:
        away = []
        if stretch.place and stretch.place.part.activity.fills(stretch.place.part.settled):
            beside = _two_sides(stretch)[1]
            away = [e for e in stretch.entries if e.slot == beside and turns.get(e.row, stretch) is not stretch]
        for entry in away:
            moved.setdefault(turns[entry.row].key, []).append(entry)
        here = [e for e in stretch.entries if e not in away]
        found.append(replace(stretch, entries=here, moved=len(away)))
    return [replace(s, entries=[*s.entries, *moved.get(s.key, ())]) for s in found]


def _two_sides(stretch: Stretch) -> tuple[str | None, str | None]:
    sides = stretch.place.part.activity.two_sides if stretch.place and not stretch.private else None
    return sides or (None, None)


def belonging(stretches: Iterable[Stretch], names: Iterable[str], before: Iterable[Entry] = ()) -> list[Entry]:
    """The lines of steps or parts by name that may be told, those of earlier sittings first."""
    found: list[Entry] = []
    earlier, here = list(before), list(stretches)
    for name in names:
        found += [e for e in earlier if belongs(e.part, name)]
        found += [e for stretch in here if belongs(stretch.key, name) for e in stretch.entries]
    return found


def whole_turns(members: Iterable[str], lines: Iterable[Entry]) -> list[str]:
    """The ids of lines, and with one side of a turn in a conversation the other: what is marked is the turn."""
    marked = dict.fromkeys(members)
    there = [e for e in lines if e.row and e.slot in (SAID, UNSAID)] if marked else []
    rows = {e.row for e in there if e.id in marked}
    return list(marked | dict.fromkeys(e.id for e in there if e.row in rows))


def visited(session: Session, stretch: Stretch) -> bool:
    """Whether the room was there: the place was opened, or a line of it was kept."""
    return stretch.key in session.visited or bool(
        stretch.entries or stretch.withheld or stretch.hidden or stretch.moved
    )


def answer(place: Place | None, entry: Entry) -> str:
    """The words of an entry; for an answer or a spread without words, what was chosen."""
    if entry.text or not entry.value:
        return entry.text
    if place is None:
        return Activity[Settings]().answer(Settings(), entry.value)
    return place.part.activity.answer(place.part.settled, entry.value)


def chosen(place: Place | None, entry: Entry) -> bool:
    """Whether the words were chosen from a list that its part offers: then nobody spoke them."""
    return bool(place and place.part.activity.chosen(place.part.settled, entry))
