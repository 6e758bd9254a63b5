"""Where the next plain line goes at a place: a field, a rung, a column, a turn of a case, a group."""

from __future__ import annotations

from collections.abc import Sequence

from dialogue_tui.activities.base import Slot
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.facilitation.errors import Refused

from . import plain_view as view


class Pointer:
    """Points at a slot of the place. What a method returns is said: what the slot asks, "" for nothing.

    `field` counts the fields of a form, one more than there are once all were asked, None elsewhere.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.slot, self.row = "", ""
        self.field: int | None = None
        self._read: set[str] = set()

    @property
    def slots(self) -> list[Slot]:
        """What there is to point at."""
        return self._engine.slots()

    @property
    def here(self) -> Slot | None:
        """The slot that lines go to; None where nothing is chosen, or all fields were asked."""
        if self.field is not None:
            return self.slots[self.field] if self.field < len(self.slots) else None
        named = [s for s in self.slots if s.name == self.slot]
        return next((s for s in named if s.row == self.row), named[0] if named else None)

    @property
    def title(self) -> str:
        """What that slot is called; "" where there is no choice."""
        return self.here.title if self.here and len(self.slots) > 1 else ""

    @property
    def all_asked(self) -> bool:
        """Whether every field of a form was asked."""
        return self.field is not None and self.here is None

    @property
    def many(self) -> bool:
        """Whether the field takes several lines."""
        return self.field is not None and self.here is not None and self.here.many

    def settle(self) -> None:
        """To the first empty field or the first rung, or to whatever the kind guesses."""
        activity = self._engine.place.part.activity
        self.slot, self.row, self.field = "", "", None
        if self._engine.private():
            return
        slots = self.slots
        if activity.fields:
            filled = {e.slot for e in self._engine.state.of_part(self._engine.place.key)}
            self.field = next((n for n, s in enumerate(slots) if s.name not in filled), len(slots))
            self.slot = self.here.name if self.here else ""
        elif slots and not activity.guesses_slot:
            self.slot, self.row = slots[0].name, slots[0].row

    def stay(self) -> None:
        """After an undo: a form asks for what is empty now; elsewhere lines go where they went before."""
        if self.field is not None or self.here is None:
            self.settle()

    def point(self, index: int) -> str:
        """To this slot."""
        slot = self.slots[index]
        self.slot, self.row = slot.name, slot.row
        if self.field is not None:
            self.field = index
        return self.asks()

    def choose(self, typed: str) -> str:
        """To the slot that is meant by a name or a number. Raises Refused."""
        slots = self.slots
        return self.point(slots.index(view.slot_of(slots, typed)))

    def pass_field(self) -> str:
        """On to the next field of a form; after the last one nothing more is taken there."""
        assert self.field is not None
        if self.field + 1 < len(self.slots):
            return self.point(self.field + 1)
        if self.all_asked:
            return ""
        self.slot, self.row, self.field = "", "", len(self.slots)
        return view.ALL_ASKED

    def leave_empty(self) -> str:
        """What an empty line does: it passes a field, or a turn of a case whose other side is asked."""
        if self.field is not None:
            return self.pass_field()
        slots = self.slots
        at = next((n for n, s in enumerate(slots) if self.row and (s.name, s.row) == (self.slot, self.row)), None)
        if at is None:
            return ""
        following = next((n for n, s in enumerate(slots) if n > at and s.row), None)
        return "That was the last turn. /next goes on." if following is None else self.point(following)

    def skip(self) -> str:
        """Past this question, where the place asks several and another one follows. Raises Refused where not."""
        if self._engine.private() or not self._engine.place.part.activity.in_turn or self.all_asked:
            raise Refused("No other question follows here.")
        if self.field is not None:
            return self.pass_field()
        at = [(s.name, s.row) for s in self.slots].index((self.slot, self.row))
        if at + 1 == len(self.slots):
            raise Refused("No other question follows here.")
        return self.point(at + 1)

    def go_on(self, before: Sequence[Slot]) -> str:
        """After a line: a form asks its next field; a turn that had one side gives way to the next one `before` it
        was filled."""
        if self.field is not None:
            return "" if self.many else self.pass_field()
        slots = self.slots
        part = self._engine.place.part
        following = part.activity.onward(part.settled, self.slot, self._engine.work())
        if following != self.slot:
            return self.point(next(n for n, s in enumerate(slots) if s.name == following))
        if not self.row or (self.slot, self.row) in [(s.name, s.row) for s in slots]:
            return ""
        at = [(s.name, s.row) for s in before].index((self.slot, self.row))
        same = [n for n, s in enumerate(slots) if s.name == self.slot]
        return self.point(next((n for n in same if n >= at), same[0] if same else 0))

    def asks(self) -> str:
        """What the slot asks, in a sentence."""
        slot = self.here
        if slot is None:
            return view.ALL_ASKED if self.all_asked else ""
        ask, title = view.asked(slot), view.brief(slot.title)
        if self.field is not None:
            return ask or view.sentence(title)
        return f"Lines go to {title}: {ask}" if ask else f"Lines go to {title}."

    def offered(self) -> list[str]:
        """Where lines can go at a place that was just entered; of rungs only those that were not read before."""
        slots = self.slots
        if self._engine.private():
            return []
        if self.field is not None:
            return [self.asks()]
        if len(slots) < 2:
            return view.slot_lines(self._engine)
        known = {slot.title for slot in slots if slot == self.here or slot.row}
        known |= self._read if self._engine.place.part.activity.stacked else set()
        self._read |= {slot.title for slot in slots}
        listed = view.slot_lines(self._engine, known)
        chosen = [self.asks()] if self.here else []
        how = ["To choose, type > and a name or a number:"] if len(listed) > 1 else []
        return [*chosen, *how, *listed]
