"""What the parts of a session tell: the blocks of their kinds, with nothing in them that may not be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dialogue_tui.activities.base import Work
from dialogue_tui.activities.blocks import Block, Brought, Heading, Item, Voice
from dialogue_tui.activities.entry import in_order
from dialogue_tui.telling.handons_and_due_dates import without_parts
from dialogue_tui.telling.record import Telling
from dialogue_tui.telling.stretches import Stretch, answer, visited
from dialogue_tui.text import capital

from .arranging import choices_unquoted

if TYPE_CHECKING:
    pass


class ToldByKind:
    """Tells the stretches of a session as their kinds do."""

    def __init__(self, told: Telling) -> None:
        self.told, self.loaded, self.session = told, told.loaded, told.session
        self.reviews = {
            kind: s.key
            for s in told.stretches if s.place and visited(self.session, s)
            for kind in s.place.part.activity.brings(s.place.part.settled)
        }  # fmt: skip

    def work(self, stretch: Stretch, withheld: bool = False, sources_withheld: bool = False) -> Work:
        """What the kind of a place may look at: what may be told, or also what is withheld, to number lines by."""
        assert stretch.place is not None
        part = stretch.place.part
        named = part.activity.sources(part.settled)
        entries = [self.told.seen(e) for e in stretch.entries]
        return Work(
            entries=in_order([*entries, *stretch.withheld]) if withheld else entries,
            links=self.loaded.links,
            sources=self.told.sources(named, sources_withheld) if named else (),
            threads=[b for b in self.brought() if self.reviews.get(b.kind) == stretch.key],
            people=self.session.people,
            today=self.told.today,
        )

    def brought(self) -> list[Brought]:
        """Threads of earlier sessions, in the order they were looked at in this one, as they stood then."""
        found = []
        for thread, origin, touch in self.told.brought:
            actual = str(touch.value.get("actual") or thread.actual)
            owner, words = self.told.cast.owner(thread), without_parts(origin.text, thread)
            words = f"{capital(owner)}: {words}" if owner and thread.kind == "commitment" else words
            found.append(
                Brought(thread.id, thread.kind, words, owner, thread.due, thread.expected,
                        thread.measure, actual, thread.state)
            )  # fmt: skip
        return found

    def blocks(self, stretch: Stretch) -> list[Block]:
        """How the stretch is told by its kind, without the lines that stand in sections of their own."""
        place = stretch.place
        if place is None:
            return [Voice(self.told.seen(e)) for e in stretch.entries]
        part = place.part
        blocks = part.activity.told(part.settled, self.work(stretch))
        if stretch.withheld:
            blocks = _numbered_by(part.activity.told(part.settled, self.work(stretch, withheld=True)), blocks)
        if any(isinstance(b, Heading) and b.number for b in blocks) and self._anything_withheld():
            blocks = _called(part.activity.told(part.settled, self.work(stretch, sources_withheld=True)), blocks)
        blocks = choices_unquoted(place, blocks) + self.answers(stretch)
        if part.activity.hands_on:
            blocks = [b for b in blocks if not (isinstance(b, Voice) and b.entry.id in self.told.threads)]
        return blocks

    def _anything_withheld(self) -> bool:
        return len(self.told.earlier) > len(self.told.before) or bool(self.told.withheld)

    def answers(self, stretch: Stretch) -> list[Block]:
        """One person's own answers, under what they answered; a room has spreads instead."""
        if not self.session.solo:
            return []
        named = stretch.place.part.activity.sources(stretch.place.part.settled) if stretch.place else ()
        items = {e.id: e.text for e in self.told.sources(named)}
        return [
            Voice(replace(e, text=answer(stretch.place, e)), items.get(e.slot, ""))
            for e in stretch.entries
            if "answer" in e.value and not e.text
        ]


def _numbered_by(whole: Sequence[Block], blocks: Sequence[Block]) -> list[Block]:
    """The blocks under the numbers and leads that the room knew, though lines between are kept back.

    Nothing else is taken from the whole: its notes and wordings may be those that are kept back.
    """
    known = {b.entry.id: b for b in whole if isinstance(b, Voice | Item)}
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Voice):
            block = replace(block, lead=known[block.entry.id].lead if block.entry.id in known else block.lead)
        elif isinstance(block, Item) and isinstance(there := known.get(block.entry.id), Item):
            block = replace(block, lead=there.lead, number=there.number)
        found.append(block)
    return found


def _called(whole: Sequence[Block], blocks: Sequence[Block]) -> list[Block]:
    """The blocks with headings under the numbers that the room called those lines by."""
    numbers = {b.about: b.number for b in whole if isinstance(b, Heading)}
    return [replace(b, number=numbers.get(b.about, b.number)) if isinstance(b, Heading) else b for b in blocks]
