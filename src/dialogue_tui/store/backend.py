"""What a database does in its own way, behind one small interface. SQLite is the only one so far."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from dialogue_tui.files import make_file, make_folder, sync_folder
from dialogue_tui.text import words

from .backup import copy_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

OURS = 0x6469616C
"""The application id in the head of every store: "dial"."""

_SEARCHED = "CREATE VIRTUAL TABLE search USING fts5(folded, id UNINDEXED, tokenize='unicode61 remove_diacritics 0')"
_HIGHEST = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'change'"
_ALONE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")

LOOKED_FOR = 64
"""Words of a query at most: FTS5 weighs each against each place where it stands."""


class Backend(Protocol):
    """One kind of database: how to open it for writing, search it, and leave nothing behind in it."""

    def create_file(self) -> None:
        """Make room for a store where none has been."""
        ...

    def engine(self) -> Engine:
        """The engine that writes. Every transaction holds the only writing lock from its beginning."""
        ...

    def create_search(self, connection: Connection) -> None:
        """Make the search index and mark the store as ours, of this version."""
        ...

    def index(self, connection: Connection, texts: Iterable[tuple[str, str | None]]) -> None:
        """Let search find these (entry id, folded text); a text of None is found no more."""
        ...

    def highest(self, connection: Connection) -> int:
        """The highest number a change ever had."""
        ...

    def checkpoint(self) -> None:
        """Now and then: what keeps the log of writes short. Never waits."""
        ...

    def erase(self) -> bool:
        """Leave no copy of what was deleted. False where somebody is reading and it must be tried again."""
        ...

    def moved(self) -> bool:
        """Whether the file that was opened is no longer the one at its path."""
        ...

    def put_back(self) -> None:
        """Write the file that was opened, and deleted since, to its path again. Raises OSError."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


def identity(path: Path) -> tuple[int, int] | None:
    """Which file the path leads to; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def row_number(entry: str) -> int:
    """60 bits that stand for an entry in the index; they tell no order, and stay what they are."""
    from hashlib import blake2b  # 3 ms that reading can do without

    return int.from_bytes(blake2b(entry.encode(), digest_size=8).digest(), "big") >> 4


def match(query: str) -> tuple[str, list[str]]:
    """A query as FTS5 takes it, each word quoted once; and lone ideographs, which the index holds in pairs only.

    A whole page may be pasted into a query: of its words the first ones are looked for.
    """
    typed = list(dict.fromkeys(words(query)))[:LOOKED_FOR]
    alone = [w for w in typed if len(w) == 1 and _ALONE.match(w)]
    return " ".join(f'"{w}"*' for w in typed if w not in alone), alone


class SQLite:
    """A store in one file. `patience` are the seconds to wait for another program's lock."""

    def __init__(self, path: Path, patience: float = 5.0) -> None:
        self.path, self.patience = path, patience
        self._engine: Engine | None = None
        self._lock: int | None = None
        self._opened: tuple[int, int] | None = None

    def create_file(self) -> None:
        """Make the folder and the file, for their owner alone. A file that is there stays as it is."""
        folder = self.path.parent
        make_folder(folder)
        with contextlib.suppress(FileExistsError):
            make_file(self.path)
            sync_folder(folder)
            sync_folder(folder.parent)

    def connect(self) -> sqlite3.Connection:
        """A connection that writes, with every pragma set."""
        connection = sqlite3.connect(
            self.path.absolute().as_uri() + "?mode=rw",
            uri=True,
            timeout=self.patience,
            isolation_level=None,
            check_same_thread=False,
        )
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "secure_delete=ON",
            "foreign_keys=ON",
            "wal_autocheckpoint=0",
            "temp_store=MEMORY",
            "cell_size_check=ON",
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        self._opened = identity(self.path)
        return connection

    def engine(self) -> Engine:
        """The engine that writes: BEGIN IMMEDIATE, and no text in its error messages."""
        if self._engine is None:
            from sqlalchemy import create_engine, event

            engine = create_engine(
                "sqlite://",
                creator=self.connect,
                hide_parameters=True,
                pool_size=1,
                max_overflow=0,
                poolclass=_pool(),
            )
            event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
            self._engine = engine
        return self._engine

    def create_search(self, connection: Connection) -> None:
        """The full-text table, the application id and the version."""
        from .upgrade import VERSION

        connection.exec_driver_sql(_SEARCHED)
        connection.exec_driver_sql(f"PRAGMA application_id={OURS}")
        connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")

    def index(self, connection: Connection, texts: Iterable[tuple[str, str | None]]) -> None:
        """Put the words of entries in or take them out, in the order of their numbers, which is none."""
        changed = sorted((row_number(entry), entry, text) for entry, text in dict(texts).items())
        if changed:
            connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", [(n,) for n, _, _ in changed])
        if found := [c for c in changed if c[2] is not None]:
            connection.exec_driver_sql("INSERT INTO search (rowid, id, folded) VALUES (?, ?, ?)", found)

    def highest(self, connection: Connection) -> int:
        """The highest number given, kept even when its change is erased."""
        return int(connection.exec_driver_sql(_HIGHEST).scalar_one())

    def checkpoint(self) -> None:
        """A passive checkpoint, by whichever process holds the lock file; the others leave it alone."""
        if self._engine is not None and self._hold():
            self._run("PRAGMA wal_checkpoint(PASSIVE)")

    def erase(self) -> bool:
        """Merge the index, write the file anew without its free pages, and empty the write-ahead log."""
        self._run("INSERT INTO search (search) VALUES ('optimize')")
        self._run("VACUUM")
        return bool(self._run("PRAGMA wal_checkpoint(TRUNCATE)")[0][0] == 0)

    def moved(self) -> bool:
        """Whether the path now leads elsewhere; a deleted file can be written to without anybody noticing."""
        return self._opened is not None and identity(self.path) != self._opened

    def put_back(self) -> None:
        """Copy what the open connection still holds, then open that; another program may have done it first."""
        raw = self.engine().raw_connection()
        try:
            held = raw.dbapi_connection
            assert isinstance(held, sqlite3.Connection)
            with contextlib.suppress(FileExistsError):
                copy_of(held, self.path, self.path)
        finally:
            raw.close()
        self.close()

    def close(self) -> None:
        """Close the connection and give up the lock file."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None
        self._opened = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _run(self, statement: str) -> Sequence[Any]:
        assert self._engine is not None
        raw = self._engine.raw_connection()
        try:
            cursor = raw.cursor()
            cursor.execute(statement)
            return cursor.fetchall()
        finally:
            raw.close()

    def _hold(self) -> bool:
        """Whether this process is the one that checkpoints. It stays so until it closes."""
        if self._lock is not None:
            return True
        handle = os.open(self.path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _try_lock(handle)
        except OSError:
            os.close(handle)
            return False
        self._lock = handle
        return True


def _pool() -> Any:
    from sqlalchemy.pool import QueuePool

    return QueuePool


def _try_lock(handle: int) -> None:
    """Take the lock on an open file or raise OSError."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        return
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that can't write, with the standard library alone. Raises sqlite3.Error."""
    base = path.absolute().as_uri()
    connection = _query_only(f"{base}?mode=ro")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        wal = path.with_name(path.name + "-wal")
        frozen = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        if not frozen or (wal.exists() and wal.stat().st_size):
            raise
        # In a folder that can't be written and without a log, nothing can change under us.
        connection.close()
        connection = _query_only(f"{base}?mode=ro&immutable=1")
    return connection


def _query_only(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, timeout=5.0, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA query_only=ON")
    connection.execute("PRAGMA temp_store=MEMORY")
    return connection


def identify(connection: sqlite3.Connection) -> tuple[int, int]:
    """The application id and the version in the head of the file."""
    return (
        int(connection.execute("PRAGMA application_id").fetchone()[0]),
        int(connection.execute("PRAGMA user_version").fetchone()[0]),
    )


def highest_of(connection: sqlite3.Connection) -> int:
    """The highest number a change ever had."""
    return int(connection.execute(_HIGHEST).fetchone()[0])
