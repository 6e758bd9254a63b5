"""A checked copy of a store that may be in use, by SQLite's own backup, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from .errors import damaged

ENDING = ".tmp"
"""How the temporary file of a copy ends; before it stands the id of the process that makes it."""


def backup(path: Path, to: Path, *, replace: bool = False) -> Path:
    """A copy of the store at `path`. Raises Damaged where it is not sound, FileExistsError unless `replace`."""
    source = sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True, isolation_level=None)
    try:
        return copy_of(source, path, to, replace=replace)
    finally:
        source.close()


def copy_of(source: sqlite3.Connection, path: Path, to: Path, *, replace: bool = False) -> Path:
    """The same, from a connection that is open already."""
    made = to.with_name(f"{to.name}.{os.getpid()}{ENDING}")
    with contextlib.suppress(FileNotFoundError):
        made.unlink()
    try:
        os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        target = sqlite3.connect(made, isolation_level=None)
        try:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE").fetchone()
            if target.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise damaged(path, "a copy of it is not sound")
        finally:
            target.close()
        with made.open("rb+") as file:
            os.fsync(file.fileno())
        if replace:
            made.replace(to)
        else:
            os.link(made, to)
        sync_folder(to.parent)
    finally:
        for left in (made, made.with_name(made.name + "-journal"), made.with_name(made.name + "-wal")):
            with contextlib.suppress(FileNotFoundError):
                left.unlink()
    return to


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk too, where the platform can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
