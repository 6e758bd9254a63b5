"""The rows of a store as plain values, for everybody above it; `tables` says the same to SQLModel.

Every record has a text `id` and a `revision` that grows with each write. Times are UTC in ISO 8601.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from dialogue_tui.activities.entry import Entry as Entry
from dialogue_tui.activities.entry import Link as Link


@dataclass(frozen=True, slots=True)
class Team:
    """A core team."""

    id: str
    name: str
    created: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a team. `code` are initials typed for them; `part` their part in the effort, as they said it."""

    id: str
    team: str | None
    name: str
    role: str = ""
    code: str = ""
    part: str = ""
    organisation: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Session:
    """A protocol being worked through. `protocol_text` is the protocol as it ran, in TOML.

    `state` is "open" or "closed"; `place` the key of the place it stands at (`step/part`, "opening/card",
    "close/…"); `solo` sessions live in the journal store; `earlier` is the session of the sitting before.
    `case` is "" or, for a case in the open, "open", "kept", "released" or "torn up".
    """

    id: str
    protocol: str
    form: str
    title: str
    started: str
    offset: int = 0
    sitting: str = ""
    team: str | None = None
    solo: bool = False
    state: str = "open"
    place: str = ""
    visited: list[str] = field(default_factory=list)
    people: int = 8
    ended: str | None = None
    earlier: str | None = None
    case: str = ""
    spreads_agreed: str | None = None
    protocol_text: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Live:
    """What the clock and the curtain need; one a session, never logged, and kept in the table "room".

    `spent` are the seconds gone in each place before `since`, the UTC second at which the clock last started,
    or None while it is paused; `extra` the minutes added to each place. `off_wall` hides a case in the open.
    """

    id: str
    since: str | None = None
    spent: dict[str, float] = field(default_factory=dict)
    extra: dict[str, float] = field(default_factory=dict)
    curtain: bool = False
    off_wall: bool = False
    spotlight: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody is in the room of a session. The id is `session:person`."""

    id: str
    session: str
    person: str
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Thread:
    """An entry that outlives its session; its words are those of `origin`."""

    id: str
    kind: str
    origin: str
    session: str
    team: str | None = None
    owner: str | None = None
    owner_typed: str = ""
    due: str = ""
    state: str = "open"
    expected: str = ""
    measure: str = ""
    actual: str = ""
    surprise: int | None = None
    why: str = ""
    successor: str | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class ThreadEvent:
    """One touch of a thread, in a session or between; appended, never changed."""

    id: str
    thread: str
    session: str | None
    at: str
    what: str
    value: dict[str, Any] = field(default_factory=dict)
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the team's vision: the ids of its lines, in order."""

    id: str
    session: str
    team: str | None
    number: int
    lines: list[str] = field(default_factory=list)
    at: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Comment:
    """A historian's comment on a paragraph of a session's history. `by` is a function, not a name."""

    id: str
    session: str
    paragraph: int
    text: str
    type: str = "theme"
    by: str = "historian"
    at: str = ""
    position: float = 0.0
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The number a line got when it was first told; it keeps it for good. The id is `session:number`."""

    id: str
    session: str
    number: int
    about: str
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Exported:
    """A file this store wrote, and the hash of what it wrote, so that an edit by hand is noticed."""

    id: str
    session: str
    path: str
    hash: str
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Release:
    """Journal only: a line on its way to the team. `state` is "intended" or "done".

    `row` is the copy as it will stand in the team's store, until it stands there.
    """

    id: str
    entry: str
    team_session: str
    copy: str
    state: str = "intended"
    row: dict[str, Any] = field(default_factory=dict)
    revision: int = 0


RECORDS: dict[str, type[Any]] = {
    "team": Team,
    "person": Person,
    "session": Session,
    "room": Live,
    "presence": Presence,
    "entry": Entry,
    "link": Link,
    "thread": Thread,
    "thread_event": ThreadEvent,
    "version": Version,
    "comment": Comment,
    "paragraph": Paragraph,
    "exported": Exported,
    "release": Release,
}
"""Table name to record. Column names are the field names."""

_NAMES = {record: name for name, record in RECORDS.items()}


def table_of(record: Any) -> str:
    """The name of the table a record belongs to."""
    return _NAMES[type(record)]


def as_row(record: Any) -> dict[str, Any]:
    """The record as a plain dictionary, as the change log keeps it."""
    return asdict(record)


def from_row(table: str, row: dict[str, Any]) -> Any:
    """The record of a dictionary; columns this program does not know are left out."""
    known = {f.name for f in fields(RECORDS[table])}
    return RECORDS[table](**{k: v for k, v in row.items() if k in known})


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None where it was not there yet, or is not there any more."""

    table: str
    id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def mentions(row: RowChange, gone: Collection[str]) -> bool:
    """Whether a row of a change tells of something that is gone: is it, points at it, or has it among its lines."""
    for side in (row.before, row.after):
        if side and (
            any(side.get(key) in gone for key in _POINTERS) or any(i in gone for i in side.get("lines", ()))
        ):
            return True
    return row.id in gone


_POINTERS = ("source", "target", "origin", "thread", "slot")
"""Fields that hold the id of a row."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """What one command changes, in one transaction, and how the change log names it.

    `kind` is "do", "undo" or "redo"; `of` the id of the change that an undo or redo is about. An unlogged write
    (room, paragraph, exported) leaves no change. `scrub` are ids of entries whose text, person and time are
    taken out of every earlier change, out of the index and out of free pages: nothing is left to tell whose.
    """

    id: str
    session: str | None
    process: str
    at: str
    label: str
    rows: tuple[RowChange, ...]
    kind: str = "do"
    of: str | None = None
    logged: bool = True
    undoable: bool = True
    scrub: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One command as the log keeps it. `seq` grows with every change of the store; gaps mean nothing.

    `rows` is empty where only the list of changes was loaded; `Reading.change` gives them. A row with neither
    before nor after names something that was scrubbed: forget it.
    """

    seq: int
    id: str
    session: str | None
    process: str
    at: str
    label: str
    kind: str = "do"
    of: str | None = None
    undoable: bool = True
    rows: tuple[RowChange, ...] = ()


@dataclass(slots=True)
class Loaded:
    """Everything of one session, as one moment saw it.

    `people` are those of its team and whoever else it names; `versions` those of the team's vision; `brought` the
    open threads of the team's other sessions, each with the entry that words it; `seq` the store's highest change.
    """

    session: Session
    live: Live | None = None
    entries: list[Entry] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)
    events: list[ThreadEvent] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    presence: list[Presence] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    exported: list[Exported] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    brought: list[tuple[Thread, Entry]] = field(default_factory=list)
    seq: int = 0
