"""Writing to a SQLite file: the connection that keeps lines safe, the search index, and who tidies the log."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, cast

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from dialogue_tui.files import make_file, make_folder, sync_folder
from dialogue_tui.store.driver import Known, Writer
from dialogue_tui.store.errors import Vanished

from .backup import copy_of
from .last_known import something_there
from .reader import HIGHEST, identity
from .upgrade import OURS, VERSION, upgrade, version_of

_SEARCHED = "CREATE VIRTUAL TABLE search USING fts5(folded, id UNINDEXED, tokenize='unicode61 remove_diacritics 0')"


def row_number(entry: str) -> int:
    """60 bits that stand for an entry in the index; they tell no order, and stay what they are."""
    return int.from_bytes(blake2b(entry.encode(), digest_size=8).digest(), "big") >> 4


class SQLiteWriter(Writer):
    """The file at `path`. `patience` are the seconds to wait for another program's lock."""

    def __init__(self, path: Path, patience: float) -> None:
        self.path, self.patience = path, patience
        self._engine: Engine | None = None
        self._alone = FileLock(path.with_suffix(".lock"), mode=0o600, thread_local=False)
        self._opened: tuple[int, int] | None = None

    def make_ready(self, known: Known | None) -> None:
        """Bring an older file to the newest version, or make one with its folder, for their owner alone."""
        if something_there(self.path, known):
            upgrade(self.path, patience=self.patience)
            return
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
            engine = create_engine(
                "sqlite://",
                creator=self.connect,
                hide_parameters=True,
                pool_size=1,
                max_overflow=0,
                poolclass=QueuePool,
            )
            event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
            self._engine = engine
        return self._engine

    def is_new(self, connection: Connection) -> bool:
        raw = connection.connection.dbapi_connection
        return version_of(cast(sqlite3.Connection, raw), self.path) == 0

    def create_search(self, connection: Connection) -> None:
        """The full-text table, the application id and the version."""
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
        return int(connection.exec_driver_sql(HIGHEST).scalar_one())

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
        if not self.path.parent.is_dir():
            raise Vanished(f"The folder {self.path.parent} is gone; make it again, and everything is saved there.")
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
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None
        self._opened = None
        self._alone.release()

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
        if not self._alone.is_locked:
            try:
                self._alone.acquire(blocking=False)
            except Timeout:
                return False
        return True
