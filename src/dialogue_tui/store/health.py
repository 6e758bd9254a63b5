"""A look over a whole store, for `dialogue doctor`; nothing is changed by looking."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from .errors import Damaged
from .reading import Reading
from .records import RECORDS


def sqlite_version() -> tuple[int, ...]:
    """The version of SQLite in use."""
    return sqlite3.sqlite_version_info


def problems(path: Path) -> list[str]:
    """What is wrong with the file, a sentence each: pages that don't fit together, rows that fail their checksum.

    Raises StoreError for a file that can't be read at all.
    """
    found = []
    with Reading(path) as store:
        pages = [str(row[0]) for row in store._all("PRAGMA integrity_check(1)")]
        if pages and pages != ["ok"]:
            found.append(f"{path} is damaged: its pages do not fit together. Put back a backup.")
        for table in RECORDS:
            try:
                store._records(table, "")
            except Damaged as damage:
                found.append(str(damage))
    return found
