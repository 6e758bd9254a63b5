"""Gather a session into a tale: what may be told, in order, numbered. Pure; the same data gives the same tale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from dialogue_tui.activities.blocks import Block, Fact, Heading, Item, Voice
from dialogue_tui.activities.entry import Entry
from dialogue_tui.days import day
from dialogue_tui.protocols.plan import HANDONS, OPENING, PARKED, TELLING, Place
from dialogue_tui.telling.handons_and_due_dates import since, what_is_done
from dialogue_tui.telling.record import Record, Source, anonymous
from dialogue_tui.telling.stretches import Stretch, visited
from dialogue_tui.text import clean_line

from .arranging import (
    PRIVATE,
    anonymous_last,
    heading_of,
    in_text,
    opens,
    private_together,
    raiser,
    why_empty,
)
from .chapters import Chapter, HandOn, HistoryLine, Options, Passage, Question, Tale
from .paragraphs import Paragraphs
from .told_by_kind import ToldByKind

if TYPE_CHECKING:
    from dialogue_tui.store.records import Loaded

IN_SHARED = "The text as it was left here is among the shared texts below."
BORROW = "borrow"
"""A slot of this name, in whatever step, takes what another team could use."""
TOLD_ABOVE = ("tried", "happened", "open", "reader")
"""Fields of the close that have a place of their own in the document."""


def gather(
    loaded: Loaded, places: Sequence[Place], options: Options | None = None, before: Sequence[Entry] = ()
) -> Tale:
    """The tale of a session. `before` are the entries of earlier sittings that its parts worked on.

    Paragraph numbers of earlier exports stay; new lines get the next ones, in document order, and are returned in
    `Tale.new` for the caller to keep.
    """
    return _Gathering(loaded, places, options or Options(), before).tale()


class _Gathering:
    def __init__(self, loaded: Loaded, places: Sequence[Place], options: Options, before: Sequence[Entry]) -> None:
        self.loaded, self.options, self.session = loaded, options, loaded.session
        source = Source(loaded, places, before=before)
        record = Record([source], options.audience, options.names, options.agreed, together=True)
        (self.of_session,) = record.sessions
        self.audience, self.cast, self.stretches = record.readers, record.cast, self.of_session.stretches
        self.parts, self.lines = ToldByKind(self.of_session), Paragraphs(self.of_session)
        self.own = {e.id for e in self.of_session.lines}
        self.shared: Stretch | None = None
        self.partly: list[str] = []

    # chapters

    def chapters(self) -> list[Chapter]:
        """The steps in order, then what was put aside."""
        groups: list[list[Stretch]] = []
        for stretch in self.stretches:
            if stretch.key in (OPENING, HANDONS, TELLING) or stretch.place is None or _borrows(stretch):
                continue
            if groups and groups[-1][0].step == stretch.step:
                groups[-1].append(stretch)
            else:
                groups.append([stretch])
        chapters = [self.hoped()] + [self.chapter(g) for g in groups if any(visited(self.session, s) for s in g)]
        chapters += [self.at_the_close(), self.put_aside()]
        return private_together(c for c in chapters if c.passages)

    def chapter(self, group: list[Stretch]) -> Chapter:
        """One step: what each part tells under its own question, its anonymous lines together at the end."""
        there = [s for s in group if visited(self.session, s)]
        parts = [(s, self.blocks_here(s)) for s in there if not s.private]
        # Its title is the question that its first words answer; anonymous lines come behind them.
        first = next((s for s, blocks in parts if any(not _nobodys(b) for b in blocks)), None)
        first = first or next((s for s, _ in parts if s.entries), there[0])
        title = Question(heading_of(first.place))
        told: list[Block] = []
        asked = ""
        for stretch, blocks in parts:
            if blocks and asked != (question := heading_of(stretch.place)):
                told.append(Question(question))
                asked = question
            told += blocks
        blocks = anonymous_last(told)
        passages = self.lines.passages(blocks[1:] if blocks[:1] == [title] else blocks)
        if any(s.private for s in there):
            if not passages and not any(s.moved or s.entries for s in there):
                return Chapter(title.text, [Fact(PRIVATE)])
            self.partly.append(clean_line(there[0].place.step.title if there[0].place else ""))
        return Chapter(title.text, passages or [Fact(why_empty(there))])

    def hoped(self) -> Chapter:
        """What people said at the start would make the time worth it."""
        return self.form_chapter(OPENING, "What would make this time worth it?", ("result", "audience"))

    def at_the_close(self) -> Chapter:
        """What the close asked beyond the sentences at the top."""
        return self.form_chapter(TELLING, "At the close", TOLD_ABOVE)

    def form_chapter(self, key: str, title: str, apart: tuple[str, ...]) -> Chapter:
        """The fields of one of the engine's own cards, but those told elsewhere."""
        found = [s for s in self.stretches if s.key == key]
        blocks = [b for s in found for b in self.parts.blocks(s) if not _of(b, apart)]
        return Chapter(title, self.lines.passages(anonymous_last(blocks)))

    def put_aside(self) -> Chapter:
        """Parked lines, and lines of parts that this form does not have."""
        blocks = [b for s in self.stretches if s.place is None for b in self.parts.blocks(s)]
        parked = all(s.key == PARKED for s in self.stretches if s.place is None)
        return Chapter(
            "Put aside for later" if parked else "Also kept", self.lines.passages(anonymous_last(blocks))
        )

    # what stands in sections of its own

    def field(self, key: str, slot: str) -> list[HistoryLine]:
        """The lines of one field of the engine's own cards."""
        found = (e for s in self.stretches if s.key == key for e in s.entries if e.slot == slot)
        return [self.lines.line(Voice(e)) for e in found]

    def text(self) -> Stretch | None:
        """Where the shared text was left last: the last place that tells numbered lines."""
        there = (s for s in reversed(self.stretches) if s.place and not s.private and s.entries)
        return next((s for s in there if any(in_text(b) for b in self.parts.blocks(s))), None)

    def blocks_here(self, stretch: Stretch) -> list[Block]:
        """How the stretch is told among the chapters: a shared text stands in a section of its own."""
        blocks = self.parts.blocks(stretch)
        if stretch is not self.shared:
            return blocks
        first = next(n for n, b in enumerate(blocks) if in_text(b))
        return [*blocks[:first], Fact(IN_SHARED), *(b for b in blocks[first:] if not in_text(b))]

    def artefact(self) -> tuple[str, list[HistoryLine]] | None:
        """The shared text as this session left it, under the number of its version."""
        if self.shared is None:
            return None
        lines = [self.lines.line(b) for b in self.parts.blocks(self.shared) if isinstance(b, Item) and in_text(b)]
        versions = [v for v in self.loaded.versions if v.session == self.session.id]
        number = max((v.number for v in versions), default=None)
        return (f"The text as it stands, version {number}" if number else "The text as it stands"), lines

    def handons(self, kinds: Iterable[str]) -> list[HandOn]:
        """The threads of these kinds opened here, kind by kind, in the order of their lines."""
        found = []
        threads = self.of_session.threads
        origins = [(e, threads[e.id]) for s in self.stretches for e in s.entries if e.id in threads]
        for kind in kinds:
            for entry, thread in origins:
                if thread.kind == kind:
                    line = self.lines.there.get(entry.id) or self.lines.line(Voice(entry))
                    what = what_is_done(line.entry.text, thread, self.of_session.today)
                    later = since(thread, self.loaded.events, self.session.id)
                    found.append(HandOn(line, thread, self.cast.owner(thread), what, later))
        return found

    def borrow(self) -> list[Passage]:
        """What another team could borrow, from the part that asks for it."""
        blocks = [
            b for s in self.stretches if _borrows(s) for b in self.parts.blocks(s) if not isinstance(b, Heading)
        ]
        return self.lines.passages(anonymous_last(blocks))

    # the whole

    def tale(self) -> Tale:
        session = self.session
        readers = self.field(OPENING, "audience")
        telling = {slot: self.field(TELLING, slot) for slot in TOLD_ABOVE[:3]}
        result = self.field(OPENING, "result")
        self.shared = self.text()
        chapters = self.chapters()
        artefact = self.artefact()
        may_open = {s.key for s in self.stretches if opens(s.place)}
        voices = [p for c in chapters for p in c.passages if isinstance(p, HistoryLine) and not p.artefact]
        handons = self.handons(("assumption", "commitment"))
        borrow = self.borrow()
        handons += self.handons(("question",))
        telling["reader"] = self.field(TELLING, "reader")
        told = self.lines.told
        said = [n.entry for n in told if n.entry.id in self.own and not anonymous(n.entry)]
        speaking = {entry.person for entry in said if entry.person}
        present = {p.person for p in self.loaded.presence} | speaking
        here, away = self.roles(present)
        counted = max(session.people, len(present))
        return Tale(
            session=session,
            options=self.options,
            audience=self.audience,
            title=clean_line(session.title) or clean_line(session.protocol.replace("-", " ")).capitalize(),
            date=day(session.started, session.offset),
            chapters=chapters,
            readers=readers,
            result=result,
            telling=telling,
            artefact=artefact,
            handons=handons,
            borrow=borrow,
            raiser=raiser([v for v in voices if v.entry.part in may_open]),
            cast=here,
            absent=away,
            counted=counted,
            unnamed=counted - len(present),
            partly=self.partly,
            not_taken_up=self.not_taken_up(),
            voices=(1, 1) if session.solo else (len(speaking), counted),
            lines=len(told),
            unsaid=self.of_session.withheld,
            hidden=self.of_session.hidden,
            commented=any(n.comments for n in told),
            new=self.lines.new,
        )

    def roles(self, present: set[str]) -> tuple[list[str], list[str]]:
        """The roles of those who were there, with their part in the effort, and of those who were not."""
        here, away = set(), set()
        for person in self.loaded.people:
            part = clean_line(person.part)
            if person.id in present:
                role = self.cast.role(person.id)
                here.add(f"{role} ({part})" if part and part.casefold() != role.casefold() else role)
            elif clean_line(person.role):
                away.add(clean_line(person.role))
        return sorted(here), sorted(away - {self.cast.role(p) for p in present})

    def not_taken_up(self) -> list[str]:
        """The titles of steps that the room never came to, in the form's order."""
        steps: dict[str, tuple[str, bool]] = {}
        for stretch in self.stretches:
            if stretch.place and stretch.key not in (OPENING, HANDONS, TELLING):
                _, been = steps.get(stretch.step, ("", False))
                steps[stretch.step] = (stretch.place.step.title, been or visited(self.session, stretch))
        return [title for title, been in steps.values() if not been]


def _borrows(stretch: Stretch) -> bool:
    return any(e.slot == BORROW for e in stretch.entries)


def _nobodys(block: Block) -> bool:
    """Whether it is told at the end of its step, or heads what may be."""
    return isinstance(block, Heading) or (isinstance(block, Voice) and anonymous(block.entry))


def _of(block: Block, slots: Sequence[str]) -> bool:
    return isinstance(block, Voice) and block.entry.slot in slots
