"""What is in order with a store and what is not. Looking changes nothing."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dialogue_tui.files import ENDING
from dialogue_tui.text import fold

from .errors import StoreError, damaged
from .known import recall
from .reading import Reading, named
from .records import RECORDS
from .rows import CHANGE, change_checksum, checksum, columns

Level = Literal["ok", "look", "wrong"]

MENDED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""SQLite versions with the write-ahead log mended; each also stands for later ones of its line (reliability.md)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: in order, worth a look, or wrong; and what to do where it is not in order."""

    level: Level
    sentence: str


def examine(path: Path) -> list[Finding]:
    """Everything about the store at `path`; reads all of it."""
    findings = [*_permissions(path), *_leftovers(path)]
    wrong = damage(path)
    findings += [Finding("wrong", sentence) for sentence in wrong]
    if not wrong:
        there = "is sound" if path.exists() else "is made when something is first kept"
        findings.append(Finding("ok", f"{path} {there}."))
        findings += _unfinished(path)
    return findings


def mended(number: tuple[int, ...]) -> bool:
    """Whether this version of SQLite has the write-ahead log mended for several programs at once."""
    return number >= MENDED[0] or any(number[:2] == m[:2] and number >= m for m in MENDED)


def version() -> Finding:
    """The version of SQLite, and whether two programs may checkpoint at once with it."""
    if mended(sqlite3.sqlite_version_info):
        return Finding("ok", f"SQLite {sqlite3.sqlite_version}.")
    return Finding(
        "look",
        f"SQLite {sqlite3.sqlite_version} can damage a file when several programs tidy its log at once; "
        "dialogue lets only one do it. A newer Python brings a newer one.",
    )


def damage(path: Path) -> list[str]:
    """What is wrong with the store at `path`, a sentence each; nothing where all of it is as it was written."""
    try:
        with Reading(path) as reading, reading.connection() as connection:
            if connection is None:
                return []
            found = [*_structure(path, connection), *_rows(path, connection), *_changes(path, connection)]
            # Rows that can't be trusted say nothing about the index.
            return found or [*_index(connection), *_strangers(path, connection)]
    except StoreError as error:
        return [str(error)]


def _structure(path: Path, connection: sqlite3.Connection) -> Iterator[str]:
    told = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
    if told != ["ok"]:
        yield str(damaged(path, told[0].splitlines()[0]))


def _rows(path: Path, connection: sqlite3.Connection) -> Iterator[str]:
    for table in RECORDS:
        for *values, seal in connection.execute(
            f"SELECT {named((*columns(table), 'checksum'), table)} FROM {table}"
        ):
            if checksum(table, values) != seal:
                yield str(damaged(path, f"{table} {values[0]} is not what was written"))


def _changes(path: Path, connection: sqlite3.Connection) -> Iterator[str]:
    names = named(("seq", *CHANGE, "checksum"), "change")
    for seq, *values, seal in connection.execute(f"SELECT {names} FROM change"):
        if change_checksum(values) != seal:
            yield str(damaged(path, f"change {seq} of the log is not what was written"))


def _index(connection: sqlite3.Connection) -> Iterator[str]:
    texts = {
        str(id): folded
        for id, text in connection.execute("SELECT id, text FROM entry WHERE removed = 0")
        if (folded := fold(text).strip())
    }
    same = texts == {str(id): folded for id, folded in connection.execute("SELECT id, folded FROM search")}
    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.backup(copy)
        copy.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        same = False
    finally:
        copy.close()
    if not same:
        yield "The search index does not fit the lines; all lines are there."


def _strangers(path: Path, connection: sqlite3.Connection) -> Iterator[str]:
    kind = connection.execute("SELECT value FROM meta WHERE name = 'kind'").fetchone()[0]
    private = (
        connection.execute("SELECT (SELECT count(*) FROM session WHERE solo = 1) + (SELECT count(*) FROM release)")
    ).fetchone()[0]
    if kind == "team" and private:
        yield f"{path} holds something private, which it never should."


def _permissions(path: Path) -> Iterator[Finding]:
    for file in (path, *_beside(path)):
        if open_to_others(file):
            yield Finding("look", f"{file} can be read by others on this machine; chmod 600 closes it.")


def open_to_others(file: Path) -> bool:
    """Whether anybody but its owner may read or write it."""
    try:
        return os.name == "posix" and bool(stat.S_IMODE(file.stat().st_mode) & 0o077)
    except OSError:
        return False


def _beside(path: Path) -> list[Path]:
    names = (f"{path.stem}.*", f".{path.stem}.*")
    return sorted(p for name in names for p in path.parent.glob(name) if p != path)


def _leftovers(path: Path) -> Iterator[Finding]:
    for file in _beside(path):
        if file.suffix == ENDING:
            yield Finding("look", f"{file} was left by a program that was stopped; it can be deleted.")
        elif file.suffix == ".backup":
            yield Finding("look", f"{file} is an older copy; lines torn up since are still in it.")


def _unfinished(path: Path) -> Iterator[Finding]:
    if path.exists() and recall(path) is None:
        yield Finding("look", f"Nothing is known of {path} from before; the next line that is kept notes it.")
    with Reading(path) as reading, reading.connection() as connection:
        if connection and connection.execute("SELECT 1 FROM meta WHERE name = 'cleaning'").fetchone():
            yield Finding("look", f"Torn-up lines are still in free pages of {path}; the next write erases them.")
