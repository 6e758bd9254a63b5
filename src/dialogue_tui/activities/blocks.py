"""How a part is told in a learning history, which gives numbers, roles, quotation marks and escapes."""

from __future__ import annotations

from dataclasses import dataclass

from .entry import Entry


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
class Table:
    """Words that are read across and down: a row for each of `rows`, its cells under those of `head`.

    A cell is somebody's line, or a word of the kind's own, such as what a row is about.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Entry | str, ...], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of something that an earlier session handed on."""

    thread: Brought


Block = Voice | Heading | Fact | Item | Table | Outcome
