"""The tables, as SQLModel knows them: the records again, each with a checksum. A test holds both together.

Every row that is written is first one of these, of the types and limits declared here; the file does not repeat
them.

No table but the change log has a row number, so nothing of the order in which lines were written is kept.
Long columns come last, so that a list can be read without them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from pydantic import model_validator
from sqlalchemy import ForeignKey, Index, MetaData, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from dialogue_tui.activities.entry import ATTRIBUTIONS, CONSENTS, WORDINGS

from .encoding import CHANGE, change_checksum, checksum, encode, to_json


class Json(TypeDecorator[Any]):
    """JSON kept as text in our own spelling, so that a checksum over it is the same on every database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """What is stored."""
        return None if value is None else to_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """What was stored."""
        return None if value is None else json.loads(value)


def _in_session(**given: Any) -> Any:
    """The session a row belongs to, which must be in the same file: a journal's lines can't stray into a team's."""
    return Field(sa_type=Text, sa_column_args=[_session_key()], **given)


def _session_key() -> ForeignKey:
    return ForeignKey("session.id", deferrable=True, initially="DEFERRED")


def _one_of(*words: str) -> Any:
    """A column that holds one of these words."""
    return Field(schema_extra={"pattern": f"^({'|'.join(words)})$"})


class Row(SQLModel):
    """A row with nothing in it but what is declared, each of its type and no number that is none."""

    model_config = {"extra": "forbid", "strict": True, "allow_inf_nan": False}
    metadata: ClassVar[MetaData] = MetaData()

    def values(self) -> dict[str, Any]:
        """Its columns by their names."""
        return self.model_dump(by_alias=True, exclude_unset=True)


class Kept(Row):
    """What every row of a record has."""

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    id: str = Field(primary_key=True, min_length=1)
    revision: int = Field(ge=1)
    checksum: int

    @classmethod
    def sealed(cls, table: str, row: Mapping[str, Any]) -> Self:
        """A row of the table, with its checksum. Raises ValidationError, which holds what people wrote."""
        made = cls.model_validate({**row, "checksum": 0})
        made.checksum = checksum(table, list(encode(table, row).values()))
        return made


class Team(Kept, table=True):
    name: str
    created: str


class Person(Kept, table=True):
    team: str | None = Field(index=True)
    name: str
    role: str
    code: str
    part: str
    organisation: str


class Session(Kept, table=True):
    __table_args__: ClassVar[Any] = (
        Index("ix_session_state", "state", "started"),  # the newest open ones are found from it alone
        {"sqlite_with_rowid": False},
    )

    started: str = Field(index=True)
    offset: int
    protocol: str
    form: str
    sitting: str
    team: str | None = Field(index=True)
    solo: bool
    state: str = _one_of("open", "closed")
    place: str
    people: int
    ended: str | None
    earlier: str | None
    case: str = _one_of("", "open", "kept", "released", "torn up")
    spreads_agreed: str | None
    title: str
    visited: list[str] = Field(sa_type=Json)
    protocol_text: str = Field(sa_type=Text)


class Live(Kept, table=True):
    __tablename__: ClassVar[Any] = "room"

    since: str | None
    spent: dict[str, float] = Field(sa_type=Json)
    extra: dict[str, float] = Field(sa_type=Json)
    curtain: bool
    spotlight: str
    off_wall: bool


class Presence(Kept, table=True):
    session: str = Field(index=True)
    person: str


class Entry(Kept, table=True):
    __table_args__: ClassVar[Any] = (
        Index("ix_entry_session", "session", "removed"),  # sessions are counted from it alone
        {"sqlite_with_rowid": False},
    )

    session: str = _in_session()
    part: str
    slot: str
    row: str
    position: float
    person: str | None
    attribution: str = _one_of(*ATTRIBUTIONS)
    wording: str = _one_of(*WORDINGS)
    consent: str = _one_of(*CONSENTS)
    at: str | None
    offset: int | None
    removed: bool
    value: dict[str, Any] = Field(sa_type=Json)
    text: str = Field(sa_type=Text)

    @model_validator(mode="after")
    def _tells_nobody(self) -> Self:
        if self.attribution == "anonymous" and (self.person, self.at, self.offset) != (None, None, None):
            raise ValueError("anonymous, yet it tells who or when")
        return self


class Link(Kept, table=True):
    session: str = _in_session(index=True)
    source: str
    target: str
    kind: str
    value: dict[str, Any] = Field(sa_type=Json)


class Thread(Kept, table=True):
    kind: str
    origin: str
    session: str = Field(index=True)
    team: str | None = Field(index=True)
    owner: str | None
    owner_typed: str
    due: str
    state: str
    expected: str
    measure: str
    actual: str
    surprise: int | None
    why: str
    successor: str | None


class ThreadEvent(Kept, table=True):
    __tablename__: ClassVar[Any] = "thread_event"

    thread: str = Field(index=True)
    session: str | None = Field(index=True)
    at: str
    what: str
    value: dict[str, Any] = Field(sa_type=Json)


class Version(Kept, table=True):
    session: str = Field(index=True)
    team: str | None = Field(index=True)
    number: int = Field(ge=1)
    lines: list[str] = Field(sa_type=Json)
    at: str


class Comment(Kept, table=True):
    session: str = Field(index=True)
    paragraph: int
    text: str
    type: str
    by: str
    at: str
    position: float


class Paragraph(Kept, table=True):
    session: str = Field(index=True)
    number: int = Field(ge=1)
    about: str


class Exported(Kept, table=True):
    session: str = Field(index=True)
    path: str
    hash: str


class Release(Kept, table=True):
    entry: str
    team_session: str
    copy_: str = Field(alias="copy", sa_column_kwargs={"name": "copy"})
    state: str = _one_of("intended", "done")
    row: dict[str, Any] = Field(sa_type=Json)


class Change(Row, table=True):
    """One command, before and after."""

    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}

    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    session: str | None = Field(index=True)
    process: str
    at: str
    label: str
    kind: str = _one_of("do", "undo", "redo")
    of: str | None
    undoable: bool
    checksum: int
    rows: str = Field(sa_type=Text)

    @classmethod
    def sealed(cls, row: Mapping[str, Any]) -> Self:
        """A change with its checksum, given with the columns of CHANGE. Raises ValidationError."""
        kept = [int(row[name]) if name == "undoable" else row[name] for name in CHANGE]
        return cls.model_validate({**row, "checksum": change_checksum(kept)})


class Meta(Row, table=True):
    """What the store knows of itself: `store` its id, `kind` team or journal, `cleaning` what is left to erase."""

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    name: str = Field(primary_key=True)
    value: str


TABLES: dict[str, Table] = dict(Row.metadata.tables)
"""Every table by its name."""

MODELS: dict[str, type[Kept]] = {str(model.__tablename__): model for model in Kept.__subclasses__()}
"""The model of each table of records, by its name."""
