"""A store that is nowhere on the disk, to show that nothing but its driver knows where a store is."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from dialogue_tui.store.driver import Driver, Finding, Known
from dialogue_tui.store.errors import StoreError
from dialogue_tui.store.sqlite.backup import copy_of
from dialogue_tui.store.sqlite.reader import SQLiteReader
from dialogue_tui.store.sqlite.writer import SQLiteWriter

HELD: dict[str, sqlite3.Connection] = {}
"""The one connection of each store."""


class Memory(Driver):
    """The store at `memory://name`, of this process."""

    def __init__(self, where: Path | str) -> None:
        self.name = str(where)

    @property
    def where(self) -> str:
        return self.name

    def exists(self) -> bool:
        return self.where in HELD

    def reader(self) -> MemoryReader:
        return MemoryReader(self.where)

    def writer(self, patience: float) -> MemoryWriter:
        return MemoryWriter(self.where)

    def recall(self) -> Known | None:
        return Known() if self.exists() else None

    def remember(self, known: Known) -> None:
        pass

    def compare(self, known: Known | None, now: Known) -> None:
        pass

    def explain(self, error: BaseException) -> StoreError | None:
        return None

    def back_up(self, to: Path, *, replace: bool = False) -> Path:
        return copy_of(HELD[self.where], Path(self.where), to, replace=replace)

    def examine(self) -> Iterator[Finding]:
        return iter(())

    def software(self) -> Finding:
        return Finding("ok", "Memory.")


class MemoryReader(SQLiteReader):
    """Reads what this process holds."""

    def __init__(self, where: str) -> None:
        super().__init__(Path(where))
        self.where = where

    @contextlib.contextmanager
    def connection(self) -> Iterator[sqlite3.Connection | None]:
        yield HELD.get(self.where)


class MemoryWriter(SQLiteWriter):
    """Writes to what this process holds."""

    def __init__(self, where: str) -> None:
        super().__init__(Path("nowhere"), 0)
        self.where = where

    def make_ready(self, known: Known | None) -> None:
        if self.where not in HELD:
            HELD[self.where] = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)

    def connect(self) -> sqlite3.Connection:
        return HELD[self.where]

    def checkpoint(self) -> None:
        pass

    def erase(self) -> bool:
        return True

    def close(self) -> None:
        self._engine = None
