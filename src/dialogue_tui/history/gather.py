"""Gather a session into a tale: what may be told, in order, numbered. Pure; the same data gives the same tale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dialogue_tui.activities.base import Block, Brought, Fact, Heading, Item, Voice, Work
from dialogue_tui.activities.entry import Entry, in_order
from dialogue_tui.activities.sort import BELONGS
from dialogue_tui.protocols.plan import HANDONS, OPENING, PARKED, TELLING, Place
from dialogue_tui.store.records import Comment, Paragraph, ThreadEvent
from dialogue_tui.telling.cast import Cast
from dialogue_tui.telling.sources import Stretch, answer, audience_of, belonging, day, stretches, visited
from dialogue_tui.text import clean_line

from .blocks import (
    PRIVATE,
    anonymous_last,
    capital,
    capital_headings,
    choices_unquoted,
    heading_of,
    in_text,
    listed,
    opens,
    private_at_the_head,
    private_together,
    raiser,
    why_empty,
    without_empty,
)
from .handons import since, without_due, without_parts
from .tale import Chapter, HandOn, Line, Options, Passage, Question, Tale
from .themes import lead_of, quoted

if TYPE_CHECKING:
    from dialogue_tui.store.records import Loaded

IN_SHARED = "The text as it stood then is among the shared texts below."
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
        said = "author" if loaded.session.solo else options.audience or audience_of(loaded)
        self.audience = said
        shown = "core-team" if options.agreed or loaded.session.solo else said
        self.stretches = stretches(loaded, places, shown)
        agreed = shown == "core-team" or bool(loaded.session.spreads_agreed)
        sittings = list(dict.fromkeys(e.session for e in before))
        self.before = [
            e for e in sorted(before, key=lambda e: (sittings.index(e.session), e.position, e.id))
            if not e.removed and e.consent != "no" and (agreed or e.attribution != "anonymous")
        ]  # fmt: skip
        everything = (e for s in self.stretches for e in [*s.entries, *s.withheld])
        self.cast = Cast(loaded.people, everything, options.names, self.session.solo, said == "core-team")
        self.threads = {t.origin: t for t in loaded.threads if t.session == self.session.id}
        self.numbers = {p.about: p.number for p in loaded.paragraphs}
        self.highest = max(self.numbers.values(), default=0)
        self.today = _date(day(self.session.started, self.session.offset))
        self.new: list[Paragraph] = []
        self.comments: dict[int, list[Comment]] = {}
        for comment in sorted(loaded.comments, key=lambda c: (c.position, c.at, c.id)):
            self.comments.setdefault(comment.paragraph, []).append(comment)
        self.told: list[Line] = []
        self.there: dict[str, Line] = {}
        self.said: dict[str, int] = {}
        self.shared: Stretch | None = None
        self.members: dict[str, list[str]] = {}
        for link in loaded.links:
            if link.kind == BELONGS:
                self.members.setdefault(link.target, []).append(link.source)
        lines = [*self.before, *(e for s in self.stretches for e in s.entries)]
        self.words = {e.id: e for e in lines if e.text}
        self.reviews = {
            kind: s.key
            for s in self.stretches if s.place and visited(self.session, s)
            for kind in getattr(s.place.part.settled, "brings", ())
        }  # fmt: skip

    # lines and their numbers

    def line(self, block: Voice | Item) -> Line:
        """A block as a numbered line; its number is kept from earlier exports, or is the next one."""
        entry = self.cast.disguised(block.entry, self.threads.get(block.entry.id))
        number = self.numbers.get(entry.id)
        if number is None:
            self.highest += 1
            number = self.numbers[entry.id] = self.highest
            self.new.append(Paragraph(f"{self.session.id}:{number}", self.session.id, number, entry.id))
        item = isinstance(block, Item)
        line = Line(
            entry, number, self.cast.who(entry),
            lead="" if isinstance(block, Item) else lead_of(block.lead, self.members.get(entry.id, ()), self.there),
            note=block.note if isinstance(block, Item) else "",
            artefact=item, item=block.number if isinstance(block, Item) else None,
            comments=tuple(self.comments.get(number, ())),
        )  # fmt: skip
        self.told.append(line)
        self.there[entry.id] = line
        self.said.setdefault(entry.text, number)
        return line

    def passages(self, blocks: Iterable[Block]) -> list[Passage]:
        """Blocks as passages. Lines told before are named by their numbers where they only stand in a list."""
        passages: list[Passage] = []
        again: list[int] = []
        for block in [*without_empty(blocks), None]:
            if isinstance(block, Voice) and not block.lead and block.entry.id in self.there:
                again.append(self.there[block.entry.id].number)
                continue
            if again:
                passages.append(Fact(f"{listed(again)}, told above."))
                again = []
            if isinstance(block, Heading):
                passages.append(self.headed(block))
            elif block is not None:
                passages.append(block if isinstance(block, Fact) else self.line(block))
                if isinstance(block, Voice):
                    passages += quoted(self.members.get(block.entry.id, ()), self.there, self.words)
        return passages

    def headed(self, heading: Heading) -> Heading:
        """A heading in words that were told before says where."""
        if isinstance(heading, Question):
            return heading
        number = self.said.get(heading.text)
        return Heading(f"{heading.text} [p{number}]") if number else heading

    # what a stretch tells

    def work(self, stretch: Stretch, entries: Sequence[Entry]) -> Work:
        """What the kind of a place may look at, with nothing in it that may not be told."""
        assert stretch.place is not None
        part = stretch.place.part
        named = part.activity.sources(part.settled)
        return Work(
            entries=entries,
            links=self.loaded.links,
            sources=self.sources(named) if named else (),
            threads=[b for b in self.brought() if self.reviews.get(b.kind) == stretch.key],
            people=self.session.people,
            today=self.today,
        )

    def sources(self, names: Iterable[str]) -> list[Entry]:
        """The entries of steps or parts by name, earlier sittings first."""
        return [self.seen(e) for e in belonging(self.stretches, names, self.before)]

    def seen(self, entry: Entry) -> Entry:
        """The entry as readers meet it, so that it may also head what others said about it."""
        return self.cast.disguised(entry, self.threads.get(entry.id))

    def brought(self) -> list[Brought]:
        """Threads of earlier sessions, in the order they were looked at in this one, as they stood then."""
        touched: dict[str, ThreadEvent] = {}
        for event in sorted(self.loaded.events, key=lambda e: (e.at, e.id)):
            if event.session == self.session.id:
                touched[event.thread] = event
        there = {thread.id: (thread, origin) for thread, origin in self.loaded.brought}
        found = []
        for id, touch in touched.items():
            thread, origin = there.get(id, (None, None))
            if thread is None or origin is None or origin.removed:
                continue
            if origin.consent == "no" or origin.attribution == "anonymous":
                continue
            actual = str(touch.value.get("actual") or thread.actual)
            owner, words = self.cast.owner(thread), without_parts(origin.text, thread)
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
            return [Voice(self.seen(e)) for e in stretch.entries]
        part = place.part
        entries = [self.seen(e) for e in stretch.entries]
        blocks = part.activity.told(part.settled, self.work(stretch, entries))
        if stretch.withheld:
            # Numbers and leads as the room knew them, though lines between are kept back.
            whole = part.activity.told(part.settled, self.work(stretch, in_order([*entries, *stretch.withheld])))
            known = {b.entry.id: b for b in whole if isinstance(b, Voice | Item)}
            blocks = [known.get(b.entry.id, b) if isinstance(b, Voice | Item) else b for b in blocks]
        blocks = choices_unquoted(place, capital_headings(place, blocks)) + self.answers(stretch)
        if part.kind == "threads":
            blocks = [b for b in blocks if not (isinstance(b, Voice) and b.entry.id in self.threads)]
        return blocks

    def answers(self, stretch: Stretch) -> list[Block]:
        """One person's own answers, under what they answered; a room has spreads instead."""
        if not self.session.solo:
            return []
        named = stretch.place.part.activity.sources(stretch.place.part.settled) if stretch.place else ()
        items = {e.id: e.text for e in self.sources(named)}
        return [
            Voice(replace(e, text=answer(stretch.place, e)), items.get(e.slot, ""))
            for e in stretch.entries
            if "answer" in e.value and not e.text
        ]

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
        first = next((s for s in there if s.entries), there[0])
        title = heading_of(first.place)
        told: list[Block] = []
        for stretch in there:
            if stretch.private:
                told.append(Fact(PRIVATE))
                continue
            blocks = self.blocks_here(stretch)
            question = heading_of(stretch.place)
            if blocks and question != title:
                told.append(Question(question))
            told += blocks
        passages = private_at_the_head(self.passages(anonymous_last(told)))
        return Chapter(title, passages or [Fact(why_empty(there))])

    def hoped(self) -> Chapter:
        """What people said at the start would make the time worth it."""
        return self.form_chapter(OPENING, "What would make this time worth it?", ("result", "audience"))

    def at_the_close(self) -> Chapter:
        """What the close asked beyond the sentences at the top."""
        return self.form_chapter(TELLING, "At the close", TOLD_ABOVE)

    def form_chapter(self, key: str, title: str, apart: tuple[str, ...]) -> Chapter:
        """The fields of one of the engine's own cards, but those told elsewhere."""
        found = [s for s in self.stretches if s.key == key]
        blocks = [b for s in found for b in self.blocks(s) if not (isinstance(b, Voice) and b.entry.slot in apart)]
        return Chapter(title, self.passages(anonymous_last(blocks)))

    def put_aside(self) -> Chapter:
        """Parked lines, and lines of parts that this form does not have."""
        blocks = [b for s in self.stretches if s.place is None for b in self.blocks(s)]
        parked = all(s.key == PARKED for s in self.stretches if s.place is None)
        return Chapter("Put aside for later" if parked else "Also kept", self.passages(anonymous_last(blocks)))

    # what stands in sections of its own

    def field(self, key: str, slot: str) -> list[Line]:
        """The lines of one field of the engine's own cards."""
        return [self.line(Voice(e)) for s in self.stretches if s.key == key for e in s.entries if e.slot == slot]

    def text(self) -> Stretch | None:
        """Where the shared text was left last: the last place that tells numbered lines."""
        there = (s for s in reversed(self.stretches) if s.place and not s.private and s.entries)
        return next((s for s in there if any(in_text(b) for b in self.blocks(s))), None)

    def blocks_here(self, stretch: Stretch) -> list[Block]:
        """How the stretch is told among the chapters: a shared text stands in a section of its own."""
        blocks = self.blocks(stretch)
        if stretch is not self.shared:
            return blocks
        first = next(n for n, b in enumerate(blocks) if in_text(b))
        return [*blocks[:first], Fact(IN_SHARED), *(b for b in blocks[first:] if not in_text(b))]

    def artefact(self) -> tuple[str, list[Line]] | None:
        """The shared text as this session left it, under the number of its version."""
        if self.shared is None:
            return None
        lines = [self.line(b) for b in self.blocks(self.shared) if isinstance(b, Item) and in_text(b)]
        versions = [v for v in self.loaded.versions if v.session == self.session.id]
        number = max((v.number for v in versions), default=None)
        return (f"The text as it stands, version {number}" if number else "The text as it stands"), lines

    def handons(self, kinds: Iterable[str]) -> list[HandOn]:
        """The threads of these kinds opened here, kind by kind, in the order of their lines."""
        found = []
        origins = [(e, self.threads[e.id]) for s in self.stretches for e in s.entries if e.id in self.threads]
        for kind in kinds:
            for entry, thread in origins:
                if thread.kind == kind:
                    line = self.there.get(entry.id) or self.line(Voice(entry))
                    what = without_due(without_parts(line.entry.text, thread), thread, self.today)
                    later = since(thread, self.loaded.events, self.session.id)
                    found.append(HandOn(line, thread, self.cast.owner(thread), what, later))
        return found

    def borrow(self) -> list[Passage]:
        """What another team could borrow, from the part that asks for it."""
        blocks = [b for s in self.stretches if _borrows(s) for b in self.blocks(s) if not isinstance(b, Heading)]
        return self.passages(anonymous_last(blocks))

    # the whole

    def tale(self) -> Tale:
        session = self.session
        telling = {slot: self.field(TELLING, slot) for slot in TOLD_ABOVE[:3]}
        result = self.field(OPENING, "result")
        self.shared = self.text()
        chapters = self.chapters()
        artefact = self.artefact()
        may_open = {s.key for s in self.stretches if opens(s.place)}
        voices = [p for c in chapters for p in c.passages if isinstance(p, Line) and not p.artefact]
        handons = self.handons(("assumption", "commitment"))
        borrow = self.borrow()
        handons += self.handons(("question",))
        telling["reader"] = self.field(TELLING, "reader")
        speaking = {n.entry.person for n in self.told if n.entry.person and n.entry.attribution != "anonymous"}
        present = {p.person for p in self.loaded.presence} | speaking
        here, away = self.roles(present)
        return Tale(
            session=session,
            options=self.options,
            audience=self.audience,
            title=clean_line(session.title) or clean_line(session.protocol.replace("-", " ")).capitalize(),
            date=day(session.started, session.offset),
            chapters=chapters,
            result=result,
            telling=telling,
            artefact=artefact,
            handons=handons,
            borrow=borrow,
            raiser=raiser([v for v in voices if v.entry.part in may_open]),
            cast=here,
            absent=away,
            attendance_noted=bool(present),
            not_taken_up=self.not_taken_up(),
            voices=(1, 1) if session.solo else (len(speaking), max(session.people, len(present))),
            lines=len(self.told),
            unsaid=sum(len(s.withheld) for s in self.stretches),
            hidden=any(s.hidden for s in self.stretches),
            commented=any(n.comments for n in self.told),
            new=self.new,
            names_in=self.cast.names_in([(n.number, n.entry.text) for n in self.told]),
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
    return stretch.key.startswith("atr.share") and any(e.slot == "borrow" for e in stretch.entries)


def _date(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None
