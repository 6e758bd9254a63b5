"""A checked copy of a store that may be in use, by SQLite's own backup, whole or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from dialogue_tui.files import draft, publish
from dialogue_tui.store.errors import damaged


def backup(path: Path, to: Path, *, replace: bool = False) -> Path:
    """A copy of the store at `path`. Raises Damaged where it is not sound, FileExistsError unless `replace`."""
    source = sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True, isolation_level=None)
    try:
        return copy_of(source, path, to, replace=replace)
    finally:
        source.close()


def copy_of(source: sqlite3.Connection, path: Path, to: Path, *, replace: bool = False) -> Path:
    """The same, from a connection that is open already."""
    with draft(to) as made:
        target = sqlite3.connect(made, isolation_level=None)
        try:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE").fetchone()
            if target.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise damaged(path, "a copy of it is not sound")
        finally:
            target.close()
            for beside in ("-journal", "-wal"):
                made.with_name(made.name + beside).unlink(missing_ok=True)
        publish(made, to, replace=replace)
    return to
