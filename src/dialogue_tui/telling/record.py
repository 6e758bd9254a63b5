"""What may be told of one session, or of several together: decided once, for every document and listing.

Who reads it, who speaks as whom, what is withheld, what is nobody's, which lines of earlier sittings stand beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from dialogue_tui.activities.entry import BELONGS, Entry, in_order, of_sittings
from dialogue_tui.activities.spread import FEWEST
from dialogue_tui.days import day
from dialogue_tui.protocols.library import parse
from dialogue_tui.protocols.plan import Place, plan
from dialogue_tui.text import counted

from .cast import Cast
from .handons_and_due_dates import without_parts
from .readers import AUDIENCES, audience_of
from .stretches import Stretch, belonging, stretches, turns_together

if TYPE_CHECKING:
    from dialogue_tui.store.reading import Reading
    from dialogue_tui.store.records import Loaded, Thread, ThreadEvent

AUTHOR = "author"
"""The reader of what one person wrote alone."""


@dataclass(frozen=True, slots=True)
class Source:
    """A session as its documents need it: with its places, what its team and its protocol are called, and the
    entries of earlier sittings that its parts worked on."""

    loaded: Loaded
    places: Sequence[Place]
    team: str = ""
    before: Sequence[Entry] = ()
    protocol: str = ""


def source(reading: Reading, session: str) -> Source:
    """Everything of one session and the sittings before it. Raises NotFound, Damaged, ProtocolError."""
    loaded = reading.load(session)
    row = loaded.session
    protocol = parse(row.protocol_text, f"session {row.id}")
    team = next((t.name for t in reading.teams() if t.id == row.team), "")
    places = plan(protocol, row.form, row.sitting, row.people, row.solo)
    return Source(loaded, places, team, reading.earlier(row.earlier), protocol.title)


@dataclass(frozen=True, slots=True)
class Finding:
    """What readers could learn that they should not, as a fact: which sentence it makes is the matter of a face.

    "name": the words of line `entry`, or words about the session where it is empty, hold `words`, of the name of
    `person`. "one holder": lines are told by the
    role `words`, which `person` alone has. "cast": the list of those who were there or not tells the role `words`,
    which `person` alone has, though no line does. "few": anonymous lines are told, and `count` people could have
    written them. "withheld": it is told that `count` lines are kept back.
    """

    what: Literal["name", "one holder", "cast", "few", "withheld"]
    session: str
    entry: str = ""
    person: str = ""
    words: str = ""
    count: int = 0


class Telling:
    """One session of a record."""

    def __init__(self, source: Source, found: list[Stretch], unsigned: bool, cast: Cast) -> None:
        self.loaded, self.session, self.stretches, self.cast = source.loaded, source.loaded.session, found, cast
        self.threads = {t.origin: t for t in self.loaded.threads if t.session == self.session.id}
        """Those that it opened, by their line."""
        self.earlier = of_sittings(source.before)
        """Every entry of earlier sittings, in the order the room knew."""
        self.before = [e for e in self.earlier if e.consent != "no" and (unsigned or not anonymous(e))]
        """Those of them that may be told."""
        self.lines = [e for s in found for e in s.entries]
        """The lines that may be told, in the order they are."""
        self.open = {e.id: e for e in [*self.before, *self.lines]}
        self.members: dict[str, list[str]] = {}
        """What belongs to each group, by id."""
        for link in self.loaded.links:
            if link.kind == BELONGS:
                self.members.setdefault(link.target, []).append(link.source)
        iso = day(self.session.started, self.session.offset)
        self.today = date.fromisoformat(iso) if iso else None
        """The day of the session, where it was."""

    @property
    def kept(self) -> list[Entry]:
        """All that is kept of it, in the order it is told, also what others are never told."""
        ranks = {s.key: rank for rank, s in enumerate(self.stretches)}
        return sorted(in_order(list(self.loaded.entries)), key=lambda e: ranks[e.part])

    @property
    def brought(self) -> list[tuple[Thread, Entry, ThreadEvent]]:
        """What earlier sessions handed on and this one looked at, in that order, with line and last look."""
        touched: dict[str, ThreadEvent] = {}
        for event in sorted(self.loaded.events, key=lambda e: (e.at, e.id)):
            if event.session == self.session.id:
                touched[event.thread] = event
        there = {thread.id: (thread, origin) for thread, origin in self.loaded.brought}
        found = [(*there[id], touch) for id, touch in touched.items() if id in there]
        return [each for each in found if not (each[1].removed or each[1].consent == "no" or anonymous(each[1]))]

    @property
    def withheld(self) -> int:
        """How many lines their speakers keep back."""
        return sum(len(s.withheld) for s in self.stretches)

    @property
    def hidden(self) -> bool:
        """Whether anonymous lines or spreads are left out for these readers."""
        return any(s.hidden for s in self.stretches)

    def seen(self, entry: Entry) -> Entry:
        """The entry as readers meet it."""
        return self.cast.disguised(entry, self.threads.get(entry.id))

    def words(self) -> Iterator[tuple[str, str]]:
        """All typed words that a document may hold, with the id of their line; "" for those about the session."""
        yield "", " ".join([self.session.title, *(c.text for c in self.loaded.comments)])
        for entry in [*self.before, *self.lines]:
            yield entry.id, " ".join([self.seen(entry).text, *map(str, self.seen(entry).value.values())])
        threads = {t.id: t for origin, t in self.threads.items() if origin in self.open}
        for thread, origin, _ in self.brought:
            yield origin.id, without_parts(origin.text, thread)
            threads[thread.id] = thread
        for thread in threads.values():
            yield thread.origin, " ".join([thread.expected, thread.measure, thread.actual, thread.why])
        for event in self.loaded.events:
            if event.thread in threads:
                yield threads[event.thread].origin, " ".join(map(str, event.value.values()))

    def sources(self, names: Iterable[str], withheld: bool = False) -> list[Entry]:
        """The lines of steps or parts by name as readers meet them, those of earlier sittings first; or also what
        is withheld, as it is, to number lines by."""
        if not withheld:
            return [self.seen(e) for e in belonging(self.stretches, names, self.before)]
        whole = [replace(s, entries=in_order([*s.entries, *s.withheld])) for s in self.stretches]
        return belonging(whole, names, self.earlier)


class Record:
    """What may be told of sessions, in the order they are told, by one cast.

    An empty `audience` is read from the opening cards: the fewest readers that any of them promised. `names` gives
    the names of those who agreed to it; `agreed` is the group's yes, given now, to anonymous lines and spreads for
    these readers. `together` tells both sides of a turn where the turn was said. What one person wrote alone is
    never told among the sessions of a team.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        audience: str = "",
        names: bool = False,
        agreed: bool = False,
        together: bool = False,
    ) -> None:
        self.solo = all(s.loaded.session.solo for s in sources)
        sources = [s for s in sources if s.loaded.session.solo == self.solo]
        promised = min((audience_of(s.loaded) for s in sources), key=AUDIENCES.index)
        self.readers = AUTHOR if self.solo else audience or promised
        ours = self.readers == AUDIENCES[0]
        unsigned = [bool(agreed or self.solo or ours or s.loaded.session.spreads_agreed) for s in sources]
        found = [stretches(s.loaded, s.places, each) for s, each in zip(sources, unsigned, strict=True)]
        found = [turns_together(of) for of in found] if together else found
        everything = (e for of in found for s in of for e in [*s.entries, *s.withheld])
        people = {p.id: p for s in sources for p in s.loaded.people}
        self.cast = Cast(people.values(), everything, names, self.solo, ours)
        self.sessions = [Telling(*each, self.cast) for each in zip(sources, found, unsigned, strict=True)]

    def findings(self) -> list[Finding]:
        """What a reader could learn that he should not, session by session; nothing of what one wrote alone."""
        return [] if self.solo else [f for each in self.sessions for f in self._of(each)]

    def _of(self, told: Telling) -> Iterator[Finding]:
        id = told.session.id
        found = ((entry, *named) for entry, words in told.words() for named in self.cast.named_in(words))
        for entry, person, name in dict.fromkeys(found):
            yield Finding("name", id, entry, person, name)
        by_role = {e.person for e in told.lines if e.person and not anonymous(e) and not self.cast.by_name(e)}
        by_role |= {t.owner for origin, t in told.threads.items() if t.owner and origin in told.open}
        for person, role in self.cast.one_holder():
            yield Finding("one holder" if person in by_role else "cast", id, person=person, words=role)
        there = max(told.session.people, len(told.loaded.presence))
        if there < FEWEST and any(anonymous(e) and e.text for e in told.lines):
            yield Finding("few", id, count=there)
        if told.withheld:
            yield Finding("withheld", id, count=told.withheld)


def anonymous(entry: Entry) -> bool:
    """Whether nobody is known to have said it."""
    return entry.attribution == "anonymous"


def withheld_sentence(count: int) -> str:
    """How many statements are kept back, as a sentence; empty for none."""
    if not count:
        return ""
    return f"{counted(count, 'statement')} withheld by {'its speaker' if count == 1 else 'their speakers'}."
