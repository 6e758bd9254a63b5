"""Reading a SQLite file with the standard library alone, beside programs that write to it."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dialogue_tui.store.driver import Known, Reader
from dialogue_tui.store.errors import StoreError, damaged
from dialogue_tui.text import fold, words

from .explaining import explain
from .last_known import compare, recall, something_there
from .upgrade import VERSION, upgrade, version_of

HIGHEST = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'change'"

LOOKED_FOR = 64
"""Words of a query at most: FTS5 weighs each against each place where it stands."""

RANKED = 2000
"""How many entries that hold the words of a query are weighed against each other."""

_ALONE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")


class SQLiteReader(Reader):
    """The file at `path`. Raises StoreError on first use: Vanished, Damaged, Newer, NotOurs, Busy."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._opened: tuple[int, int] | None = None
        self._lock = threading.RLock()
        self._within = 0

    def all(self, statement: str, given: Sequence[Any] = ()) -> list[Any]:
        with self.connection() as connection:
            return connection.execute(statement, given).fetchall() if connection else []

    def each(self, statement: str) -> Iterator[Any]:
        with self.connection() as connection:
            if connection:
                yield from connection.execute(statement)

    @contextlib.contextmanager
    def moment(self) -> Iterator[None]:
        with self.connection() as connection:
            if connection is None or connection.in_transaction:
                yield
                return
            connection.execute("BEGIN")
            try:
                yield
            finally:
                connection.execute("COMMIT")

    def search(self, query: str, limit: int) -> list[str]:
        quoted, alone = match(query)
        if not quoted and not alone:
            return []
        tests = ["search MATCH ?"] * bool(quoted) + ["folded LIKE ?"] * len(alone)
        rank = "rank" if quoted else "0"
        given = [*([quoted] if quoted else []), *(f"%{word}%" for word in alone), RANKED, limit]
        some = f"SELECT id, {rank} AS worth FROM search WHERE {' AND '.join(tests)} LIMIT ?"
        return [str(row[0]) for row in self.all(f"SELECT id FROM ({some}) ORDER BY worth, id LIMIT ?", given)]

    def highest(self) -> int:
        found = self.all(HIGHEST)
        return int(found[0][0]) if found else 0

    def damage(self) -> Iterator[str]:
        told = [str(row[0]) for row in self.all("PRAGMA integrity_check(5)")]
        if told not in ([], ["ok"]):
            yield str(damaged(self.path, told[0].splitlines()[0]))

    def misfit(self) -> bool:
        with self.connection() as connection:
            return connection is not None and not _fits(connection)

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @contextlib.contextmanager
    def connection(self) -> Iterator[sqlite3.Connection | None]:
        """The open file; None where no store has been."""
        with self._lock:
            self._within += 1
            try:
                if self._connection is not None and identity(self.path) != self._opened:
                    self.close()
                if self._connection is None:
                    self._opened = identity(self.path)
                    self._connection = self._open()
                yield self._connection
            except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
                raise explain(error, self.path) or StoreError(f"{self.path} can't be read.") from None
            finally:
                self._within -= 1
                # What is open shares its read-only index of the log with who writes, even once writing is allowed.
                if not self._within and self._connection is not None and not self._writable():
                    self.close()

    def _writable(self) -> bool:
        return os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)

    def _open(self) -> sqlite3.Connection | None:
        known = recall(self.path)
        if not something_there(self.path, known):
            return None
        connection = read_only(self.path)
        try:
            version = version_of(connection, self.path)
            if 0 < version < VERSION:
                connection.close()
                upgrade(self.path)
                connection = read_only(self.path)
            elif version == 0:
                connection.close()
                return None
            found = connection.execute("SELECT value FROM meta WHERE name = 'store'").fetchone()
            if found is None:
                raise damaged(self.path, "its head")
            highest = int(connection.execute(HIGHEST).fetchone()[0])
            compare(self.path, known, Known(str(found[0]), highest))
        except BaseException:
            connection.close()
            raise
        return connection


def identity(path: Path) -> tuple[int, int] | None:
    """Which file the path leads to; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def match(query: str) -> tuple[str, list[str]]:
    """A query as FTS5 takes it, each word quoted once; and lone ideographs, which the index holds in pairs only.

    A whole page may be pasted into a query: of its words the first ones are looked for.
    """
    typed = list(dict.fromkeys(words(query)))[:LOOKED_FOR]
    alone = [w for w in typed if len(w) == 1 and _ALONE.match(w)]
    return " ".join(f'"{w}"*' for w in typed if w not in alone), alone


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that can't write. Raises sqlite3.Error."""
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


def _fits(connection: sqlite3.Connection) -> bool:
    texts = {
        str(id): folded
        for id, text in connection.execute("SELECT id, text FROM entry WHERE removed = 0")
        if (folded := fold(text).strip())
    }
    if texts != {str(id): folded for id, folded in connection.execute("SELECT id, folded FROM search")}:
        return False
    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.backup(copy)
        copy.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        return False
    finally:
        copy.close()
    return True
