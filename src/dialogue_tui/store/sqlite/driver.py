"""A store in one SQLite file, with its log of writes, its lock and a note of what was last known beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dialogue_tui.files import ENDING, open_to_others
from dialogue_tui.store.driver import Attachment, Driver, Finding, Known
from dialogue_tui.store.errors import StoreError

from . import last_known
from .backup import backup
from .explaining import explain
from .reader import SQLiteReader

if TYPE_CHECKING:
    from .writer import SQLiteWriter

MENDED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""SQLite versions with the write-ahead log mended; each also stands for later ones of its line."""


class SQLite(Driver):
    """The store in the file at `path`. What it noted itself it knows, even where the note could not be kept."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: Known | None = None

    @property
    def where(self) -> Path:
        return self.path

    def exists(self) -> bool:
        return self.path.exists()

    def reader(self) -> SQLiteReader:
        return SQLiteReader(self.path)

    def writer(self, patience: float) -> SQLiteWriter:
        from .writer import SQLiteWriter

        return SQLiteWriter(self.path, patience)

    def attach(self, session: str) -> Attachment:
        from .attached import Attached

        return Attached(self.path, session)

    def recall(self) -> Known | None:
        """What was last known of it, by this or an earlier program; None where no store has been."""
        notes = (self._known, last_known.recall(self.path))
        return max((k for k in notes if k is not None), key=lambda k: k.highest, default=None)

    def remember(self, known: Known) -> None:
        """Note what is known beside the file. Raises OSError."""
        self._known = known
        last_known.remember(self.path, known)

    def compare(self, known: Known | None, now: Known) -> None:
        last_known.compare(self.path, known, now)

    def explain(self, error: BaseException) -> StoreError | None:
        return explain(error, self.path)

    def back_up(self, to: Path, *, replace: bool = False) -> Path:
        return backup(self.path, to, replace=replace)

    def examine(self) -> Iterator[Finding]:
        """Who may read it, what was left beside it, and whether it is known."""
        for file in (self.path, *self._beside()):
            if open_to_others(file):
                yield Finding("look", f"{file} can be read by others on this machine; chmod 600 closes it.")
        for file in self._beside():
            if file.suffix == ENDING:
                yield Finding("look", f"{file} was left by a program that was stopped; it can be deleted.")
            elif file.suffix == ".backup":
                yield Finding("look", f"{file} is an older copy; lines torn up since are still in it.")

    def software(self) -> Finding:
        """The version of SQLite, and whether two programs may checkpoint at once with it."""
        if mended(sqlite3.sqlite_version_info):
            return Finding("ok", f"SQLite {sqlite3.sqlite_version}.")
        return Finding(
            "look",
            f"SQLite {sqlite3.sqlite_version} can damage a file when several programs tidy its log at once; "
            "dialogue lets only one do it. A newer Python brings a newer one.",
        )

    def _beside(self) -> list[Path]:
        path = self.path
        names = (f"{path.stem}.*", f".{path.stem}.*")
        return sorted(p for name in names for p in path.parent.glob(name) if p != path)


def mended(number: tuple[int, ...]) -> bool:
    """Whether this version of SQLite has the write-ahead log mended for several programs at once."""
    return number >= MENDED[0] or any(number[:2] == m[:2] and number >= m for m in MENDED)
