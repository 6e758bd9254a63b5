"""Where the next line goes at a place: a field, a rung, a column, a turn of a case, a group."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING

from dialogue_tui.activities.base import Slot

if TYPE_CHECKING:
    from .engine import Engine


class Onward(Enum):
    """What became of going on from a slot: nothing, another slot has the next line, there is no other to go on to,
    or each was asked once and none takes a line now."""

    STAYED = auto()
    MOVED = auto()
    LAST = auto()
    ALL_ASKED = auto()


class Pointer:
    """Points at a slot of the place the session stands at, each place's for itself.

    `aloud` is for a face that asks one slot after the other and shows none: it begins at the first empty field, no
    field takes a line once all were asked, and a kind that finds out by itself where a line goes does so until
    somebody chooses. A face that shows the slots has one of them chosen at all times.
    """

    def __init__(self, engine: Engine, *, aloud: bool = False) -> None:
        self._engine, self._aloud = engine, aloud
        self._chosen: dict[str, tuple[str, str]] = {}
        self._asked: set[str] = set()

    @property
    def slots(self) -> list[Slot]:
        """What there is to point at."""
        return self._engine.slots()

    @property
    def index(self) -> int | None:
        """Which of them; None where nothing is chosen, or all fields were asked."""
        return self._among(self.slots)

    def _among(self, slots: Sequence[Slot]) -> int | None:
        place = self._engine.place
        if place.key in self._asked or (self._aloud and self._engine.private()):
            return None
        free = self._aloud and place.part.activity.guesses_slot
        name, row = self._chosen.get(place.key, ("", "") if free or not slots else (slots[0].name, slots[0].row))
        named = [n for n, slot in enumerate(slots) if slot.name == name]
        exact = next((n for n in named if slots[n].row == row), named[0] if named else None)
        return exact if exact is not None or free or not slots else 0

    @property
    def here(self) -> Slot | None:
        """The slot that lines go to."""
        slots = self.slots
        index = self._among(slots)
        return None if index is None else slots[index]

    @property
    def slot(self) -> str:
        """Its name; "" where there is none."""
        here = self.here
        return here.name if here else ""

    @property
    def row(self) -> str:
        """The turn of a conversation that lines go to; "" where they go to none."""
        here = self.here
        return here.row if here else ""

    @property
    def title(self) -> str:
        """What it is called; "" where there is no choice."""
        here = self.here
        return here.title if here and len(self.slots) > 1 else ""

    @property
    def all_asked(self) -> bool:
        """Whether every field was asked."""
        return self._engine.place.key in self._asked

    @property
    def following(self) -> Slot | None:
        """The slot that Tab leads to; None where there is nothing to choose."""
        slots = self.slots
        index = self._among(slots)
        return slots[((-1 if index is None else index) + 1) % len(slots)] if len(slots) > 1 else None

    # Choosing

    def point(self, index: int) -> None:
        """To this slot."""
        slot, key = self.slots[index], self._engine.place.key
        self._chosen[key] = slot.name, slot.row
        self._asked.discard(key)

    def turn(self, by: int) -> None:
        """That many further, round and round."""
        slots = self.slots
        index = self._among(slots)
        if slots:
            self.point(((-1 if index is None else index) + by) % len(slots))

    def settle(self) -> None:
        """A face that asks aloud begins anew: at the first empty field, or where the kind begins."""
        place = self._engine.place
        self._chosen.pop(place.key, None)
        self._asked.discard(place.key)
        if place.part.activity.fields and not self._engine.private():
            filled = {entry.slot for entry in self._engine.work().entries}
            empty = next((n for n, slot in enumerate(self.slots) if slot.name not in filled), None)
            if empty is None:
                self._asked.add(place.key)
            else:
                self.point(empty)

    def stay(self) -> None:
        """After an undo: a form asks for what is empty now; elsewhere lines go where they went before."""
        if self._aloud and (self._engine.place.part.activity.fields or self.here is None):
            self.settle()

    # Going on

    def onward(self, before: Sequence[Slot], slot: str, row: str) -> Onward:
        """After a line was kept at `slot` and `row`, which were among the slots `before`.

        A form goes on to its next field, a ladder to its next rung; a turn that has both its sides gives way to
        the one after it, in the same column.
        """
        part, slots = self._engine.place.part, self.slots
        following = part.activity.onward(part.settled, slot, self._engine.work())
        if following != slot:
            self.point(next(n for n, s in enumerate(slots) if s.name == following))
            return Onward.MOVED
        if part.activity.fields:
            many = any(s.many for s in before if s.name == slot)
            return Onward.STAYED if many or not slot else self._pass_last()
        if not row or (slot, row) in [(s.name, s.row) for s in slots]:
            return Onward.STAYED
        at = [(s.name, s.row) for s in before].index((slot, row))
        same = [n for n, s in enumerate(slots) if s.name == slot]
        self.point(next((n for n in same if n >= at), same[0] if same else 0))
        return Onward.MOVED

    def pass_by(self) -> Onward:
        """What an empty line does: it leaves a field open, or a turn of a case whose other side is asked."""
        slots = self.slots
        index = self._among(slots)
        if index is None:
            return Onward.STAYED
        if self._engine.place.part.activity.fields:
            if index + 1 == len(slots):
                return self._pass_last()
            self.point(index + 1)
            return Onward.MOVED
        if not slots[index].row:
            return Onward.STAYED
        ahead = enumerate(slots[index + 1 :], index + 1)
        following = next((n for n, slot in ahead if slot.row or not self._aloud), None)
        if following is None:
            return Onward.LAST
        self.point(following)
        return Onward.MOVED

    def skip(self) -> Onward:
        """Past this question, where each is asked in turn; LAST where no other follows."""
        activity, index = self._engine.place.part.activity, self.index
        if not activity.in_turn or index is None:
            return Onward.LAST
        if activity.fields:
            return self.pass_by()
        if index + 1 == len(self.slots):
            return Onward.LAST
        self.point(index + 1)
        return Onward.MOVED

    def _pass_last(self) -> Onward:
        if not self._aloud:
            return Onward.LAST
        self._asked.add(self._engine.place.key)
        return Onward.ALL_ASKED


def meant(slots: Sequence[Slot], typed: str) -> Slot | None:
    """The one slot meant by a number, a name or a title, or by how only one of them begins; None for no one."""
    wanted = " ".join(typed.split()).casefold()
    if wanted.isdecimal() and len(wanted) <= 6 and 1 <= int(wanted) <= len(slots):
        return slots[int(wanted) - 1]
    for found in (
        [s for s in slots if wanted in _called(s)],
        [s for s in slots if wanted and any(word.startswith(wanted) for word in _called(s))],
    ):
        if len({s.name for s in found}) == 1:
            return found[0]
    return None


def _called(slot: Slot) -> tuple[str, str]:
    return slot.name.casefold(), " ".join(slot.title.split()).casefold()
