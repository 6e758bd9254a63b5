"""What each kind of database does in its own way: a file, one day a server, an encrypted file.

Above this everything is SQL that databases agree on, over the tables of `tables`. Whatever of these meets trouble
raises StoreError, but for what an engine of SQLAlchemy raises, which `explain` puts into words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from .errors import StoreError

Kind = Literal["team", "journal"]
"""What a store may hold: what was said in a room, or one person's own."""

Level = Literal["ok", "look", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: in order, worth a look, or wrong; and what to do where it is not in order."""

    level: Level
    sentence: str


@dataclass(frozen=True, slots=True)
class Known:
    """The store's id and its highest change. Both are empty where the note of it can't be read."""

    store: str = ""
    highest: int = 0


class Reader(Protocol):
    """A store open for reading; may be used from several threads. One that is not there reads as empty."""

    def all(self, statement: str, given: Sequence[Any] = ()) -> list[Any]:
        """The rows of a statement, in which `?` stands for each of those given."""

    def each(self, statement: str) -> Iterator[Any]:
        """The rows of a statement one by one, where all of them may be more than memory holds."""

    def moment(self) -> AbstractContextManager[None]:
        """All reading within sees the same state."""

    def search(self, query: str, limit: int) -> list[str]:
        """The ids of the entries that hold every word of the query, or words that begin so; the best first."""

    def highest(self) -> int:
        """The highest number a change ever had."""

    def damage(self) -> Iterator[str]:
        """What the database finds wrong with itself, a sentence each."""

    def misfit(self) -> bool:
        """Whether the search index does not fit the lines."""

    def close(self) -> None:
        """Let go of it; reading again opens it again."""


class Writer(Protocol):
    """A store open for writing; one thread at a time."""

    def make_ready(self, known: Known | None) -> None:
        """Make room for a store where none has been, or bring an older one up to date, a backup first."""

    def engine(self) -> Engine:
        """The engine that writes. Every transaction holds the only writing lock from its beginning."""

    def is_new(self, connection: Connection) -> bool:
        """Whether the store holds no tables yet. Raises NotOurs and Newer."""

    def create_search(self, connection: Connection) -> None:
        """Make the search index and mark the store as ours, of this version."""

    def index(self, connection: Connection, texts: Iterable[tuple[str, str | None]]) -> None:
        """Let search find these (entry id, folded text); a text of None is found no more."""

    def highest(self, connection: Connection) -> int:
        """The highest number a change ever had."""

    def checkpoint(self) -> None:
        """Now and then: what keeps the log of writes short. Never waits."""

    def erase(self) -> bool:
        """Leave no copy of what was deleted. False where somebody is reading and it must be tried again."""

    def moved(self) -> bool:
        """Whether the store that was opened is no longer the one at its place."""

    def put_back(self) -> None:
        """Write what was opened, and deleted since, to its place again. Raises Vanished and OSError."""

    def close(self) -> None:
        """Let go of everything. What was written is safe already."""


class Attachment(Protocol):
    """A program at a session, among others that may be there too. It ends with the program, however that ends."""

    def join(self) -> bool:
        """Be counted, once the store is there; whether nobody else is. After `leave` nothing comes of it."""

    def leave(self, last: Callable[[], object]) -> None:
        """Be counted no more. Where this program was counted and nobody else is left, `last` is done first, before
        anybody else can come."""


class Driver(Protocol):
    """One store as its kind of database sees it, whether it is there yet or not."""

    @property
    def where(self) -> Path | str:
        """Its path or its address."""

    def exists(self) -> bool:
        """Whether there is a store."""

    def reader(self) -> Reader:
        """A way to read it. Nothing is opened before the first use."""

    def writer(self, patience: float) -> Writer:
        """A way to write to it, waiting so many seconds for another program's lock."""

    def attach(self, session: str) -> Attachment:
        """This program at a session, not counted yet."""

    def recall(self) -> Known | None:
        """What was last known of it, whatever became of it since; None where no store has been."""

    def remember(self, known: Known) -> None:
        """Note what is known, once the store itself has it. Raises OSError."""

    def compare(self, known: Known | None, now: Known) -> None:
        """Raise Damaged where the store is not the one that was known, or lacks changes that it had."""

    def explain(self, error: BaseException) -> StoreError | None:
        """What a failure of the database or the disk means for this store; None where it is neither."""

    def back_up(self, to: Path, *, replace: bool = False) -> Path:
        """A checked copy in a file. Raises Damaged where it is not sound, FileExistsError unless `replace`."""

    def examine(self) -> Iterator[Finding]:
        """What is worth a look about how it lies; looking changes nothing."""

    def software(self) -> Finding:
        """The version of the database, and whether it is a good one."""
