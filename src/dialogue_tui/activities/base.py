"""What every kind of activity offers: what it captures, how a line is worked, how it is told.

A kind is one module here, registered in `activities/kinds.py`, and one workspace in `widgets/<kind>.py`.
Everything in this layer is pure: entries and settings in, drafts, rows and blocks out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from dialogue_tui.errors import OneSentence

from .entry import Entry, Link


class Settings(BaseModel):
    """A part's own settings, from the protocol file. Unknown fields are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Option(Settings):
    """One of the values that people choose between."""

    name: str
    title: str = ""
    means: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a part that a line can go to: a rung, a column, a field, a group; `row` ties it to one turn."""

    name: str
    title: str
    ask: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A typed line after its marks were read: the words, and where they should go."""

    text: str
    slot: str = ""
    speaker: str = ""
    row: str = ""
    literal: bool = False
    """Typed with `\\` before it: the words stand as they are, whatever they begin with."""
    person: str = ""
    """The id of whoever the line is given to, empty where nobody was named."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A thread of an earlier session as this one needs it: its words, and what was expected of it."""

    id: str
    kind: str
    text: str
    owner: str = ""
    due: str = ""
    expected: str = ""
    measure: str = ""
    actual: str = ""
    state: str = "open"


@dataclass(frozen=True, slots=True)
class Work:
    """What a kind may look at while it captures or shows: the part's entries and its links.

    Entries and sources come in the order they are told, removed ones left out (`entry.in_order`).

    `sources` are the entries of earlier parts that this part works on (see `Activity.sources`), `threads` what is
    open from earlier sessions, `people` the number present, `today` the day in the room.
    """

    entries: Sequence[Entry] = ()
    links: Sequence[Link] = ()
    sources: Sequence[Entry] = ()
    threads: Sequence[Brought] = ()
    people: int = 8
    today: date | None = None


# What a typed line becomes; the engine gives ids, person, attribution and time, and writes it in one change.
@dataclass(frozen=True, slots=True)
class Add:
    """A new entry. `row` "new" begins a row shared by the adds of this line; `instead` is the id of an entry
    whose position it takes, `words_of` of one whose words it repeats: what was asked for those holds for it too."""

    text: str
    slot: str = ""
    value: dict[str, Any] = field(default_factory=dict)
    row: str = ""
    instead: str = ""
    words_of: str = ""
    wording: str | None = None
    thread: ThreadDraft | None = None
    joins: tuple[tuple[str, str], ...] = ()
    """Links from existing entries to this new one, as (entry id, link kind)."""


@dataclass(frozen=True, slots=True)
class Change:
    """An existing entry worded or valued anew."""

    entry: str
    text: str | None = None
    slot: str | None = None
    value: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """A link between two existing entries; any other link of that kind from `source` goes when `only`."""

    source: str
    target: str
    kind: str
    only: bool = False


@dataclass(frozen=True, slots=True)
class ThreadDraft:
    """What a line opens beyond its session (model.md, "Thread"). `due` is an ISO date or empty."""

    kind: Literal["assumption", "commitment", "question", "vision"]
    owner: str = ""
    due: str = ""
    expected: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Touch:
    """An earlier thread looked at again: what came of it, and how it stands now."""

    thread: str
    actual: str | None = None
    state: str | None = None
    surprise: int | None = None


Draft = Add | Change | Join | Touch


class Misread(OneSentence, ValueError):
    """A line this kind can't take; the message is one sentence for the room and says what to type."""


# What is shown of a part, on the wall and in plain lines.
@dataclass(frozen=True, slots=True)
class Row:
    """One item of the wall. `label` stands in the left margin, `number` is what people say aloud."""

    text: str
    entry: str = ""
    number: int | None = None
    label: str = ""
    style: Literal["line", "heading", "note", "dots"] = "line"


# How a part is told in a learning history; `history` gives numbers, roles, quotation marks and escapes.
@dataclass(frozen=True, slots=True)
class Voice:
    """One person's words. `lead` is what stands before them: a rung, a field, "because". `under` ties them to the
    voice or item before: a thought to its turn, a reason to its change."""

    entry: Entry
    lead: str = ""
    under: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A question or an event that the following voices answer.

    Where it is a line that people called by a number, `number` is that, and `about` the id of its entry.
    """

    text: str
    number: int | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Full-column text: a spread, a count. Never an interpretation."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a shared artefact (a vision line, an agreement), numbered as the room left it.

    `lead` says which line of the text it was, `note` why it went, `after` the wording that took its place.
    """

    entry: Entry
    number: int | None = None
    note: str = ""
    lead: str = ""
    after: Entry | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of something that an earlier session handed on."""

    thread: Brought


Block = Voice | Heading | Fact | Item | Outcome


def of_steps(entries: Sequence[Entry], names: Sequence[str]) -> list[Entry]:
    """The entries of these steps or parts (`step` or `step/part`), in the order they stand."""
    return [e for e in entries if any(belongs(e.part, name) for name in names)]


def belongs(part: str, name: str) -> bool:
    """Whether a place's key is of this step or part (`step` or `step/part`), whichever turn of it."""
    return part.partition("#")[0] == name or part.startswith(f"{name}/")


class Activity:
    """One kind of part. Subclasses override what differs; the defaults are those of a plain list."""

    kind: ClassVar[str]
    title: ClassVar[str]
    settings: ClassVar[type[Settings]] = Settings
    takes_lines: ClassVar[bool] = True
    """Whether a typed line is captured; talk shows the question alone."""

    def sources(self, settings: Any) -> tuple[str, ...]:
        """Ids of earlier steps or parts (`step` or `step/part`) whose entries this part works on."""
        return ()

    def slots(self, settings: Any, work: Work) -> list[Slot]:
        """What Tab moves through. One nameless slot where there is nothing to choose."""
        return [Slot("", "")]

    def capture(self, settings: Any, said: Said, work: Work) -> list[Draft]:
        """What a typed line becomes. Raises Misread with a sentence for the room."""
        return [Add(said.text, said.slot)]

    def onward(self, settings: Any, slot: str, work: Work) -> str:
        """Where the line after one said at `slot` goes: there too, but where each place takes one line."""
        return slot

    def idle(self, settings: Any, work: Work) -> bool:
        """Whether there is nothing to do here, so that going on passes it by."""
        return False

    def carry(self, settings: Any, work: Work) -> list[Draft]:
        """What a part begins with when it is first entered: a text brought forward from an earlier part."""
        return []

    def reveal(self, settings: Any, slips: Sequence[Sequence[Draft]], work: Work) -> list[Draft]:
        """What a pile of anonymous slips becomes when it is shown at once; each slip is one `capture`."""
        return [draft for slip in slips for draft in slip]

    def rows(self, settings: Any, work: Work) -> list[Row]:
        """What the wall shows, top to bottom. Called on every repaint of the wall, so linear at most."""
        return [Row(e.text, e.id, n) for n, e in enumerate(work.entries, 1)]

    def labels(self, settings: Any, work: Work) -> dict[str, str]:
        """What entries are called in a transcript where the name of their slot does not say it, by entry id.

        Never anybody's words: those may be kept back.
        """
        return {}

    def told(self, settings: Any, work: Work) -> list[Block]:
        """How the part reads in a learning history."""
        return [Voice(e) for e in work.entries]
