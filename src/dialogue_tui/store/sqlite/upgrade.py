"""From an older version of the file to this one: all steps in one transaction, a checked backup first."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from dialogue_tui.store.errors import Newer, damaged, not_ours

from .backup import backup

OURS = 0x6469616C
"""The application id in the head of every store: "dial"."""

Step = Callable[[sqlite3.Connection], None]

STEPS: tuple[Step, ...] = ()
"""Step n takes a file of version n + 1 to version n + 2. New files are made from the tables as they are."""

VERSION = 1 + len(STEPS)
"""The version of files this program writes."""


def identify(connection: sqlite3.Connection) -> tuple[int, int]:
    """The application id and the version in the head of the file."""
    return (
        int(connection.execute("PRAGMA application_id").fetchone()[0]),
        int(connection.execute("PRAGMA user_version").fetchone()[0]),
    )


def version_of(connection: sqlite3.Connection, path: Path, newest: int = VERSION) -> int:
    """The version of an open file; 0 where it is still empty. Raises NotOurs and Newer."""
    owner, version = identify(connection)
    if owner == OURS and version > newest:
        raise Newer(
            f"{path} was written by a newer version of dialogue (file version {version}, here {newest}); "
            "install that version to open it."
        )
    if owner == OURS:
        if version < 1:
            raise damaged(path, "its version is gone")
        return version
    if version or owner or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        if identify(connection)[0] == OURS:  # another program made it between two of these looks
            return version_of(connection, path, newest)
        raise not_ours(path)
    return 0


def upgrade(path: Path, steps: Sequence[Step] = STEPS, patience: float = 5.0) -> Path | None:
    """Bring the file at `path` to the newest version; the backup made first, None where nothing was to do.

    Two programs may call this at once: one upgrades, the other finds it done. Killed half way, nothing happened.
    """
    newest = 1 + len(steps)
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        if version_of(connection, path, newest) in (0, newest):
            return None
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("BEGIN IMMEDIATE")
        version = version_of(connection, path, newest)
        if version == newest:
            return None
        copy = backup(path, path.with_name(f"{path.stem}.version-{version}.backup"), replace=True)
        for step in steps[version - 1 :]:
            step(connection)
        connection.execute(f"PRAGMA user_version={newest}")
        connection.execute("COMMIT")
        return copy
    finally:
        connection.close()  # which undoes what is not committed
