"""What a failure of SQLite or of the disk means to a person, in one sentence."""

from __future__ import annotations

import errno
import re
import sqlite3
from pathlib import Path

from dialogue_tui.store.errors import (
    Busy,
    InTheWay,
    NoRoom,
    NotOurs,
    ReadOnly,
    StoreError,
    Vanished,
    damaged,
    not_ours,
)

_BROKEN = re.compile("decode to UTF-8|no such (table|column)|malformed")

_ERRNO: dict[int, type[InTheWay]] = {
    errno.ENOSPC: NoRoom,
    errno.EDQUOT: NoRoom,
    errno.EACCES: ReadOnly,
    errno.EPERM: ReadOnly,
    errno.EROFS: ReadOnly,
    errno.ENOENT: Vanished,
    errno.ENOTDIR: Vanished,
}


def explain(error: BaseException, path: Path) -> StoreError | None:
    """What a failure of the database or the disk means for the store at `path`; None where it is neither."""
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, sqlite3.Error | OSError) and (wrong := _in_the_way(path)):
        return wrong
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause, path)
    if isinstance(cause, UnicodeDecodeError):  # SQLite quotes broken bytes in its own messages
        return damaged(path)
    if isinstance(cause, OSError):
        kind = _ERRNO.get(cause.errno or 0)
        return (
            _sentence(kind, path)
            if kind
            else InTheWay(f"{path} can't be used: {cause.strerror or 'unknown error'}.")
        )
    return None


def _in_the_way(path: Path) -> StoreError | None:
    """A file where the folder should be, or a folder where the file should be."""
    if path.is_dir():
        return NotOurs(f"{path} is a folder, where a file should be; move it or choose another folder with --data.")
    if path.parent.exists() and not path.parent.is_dir():
        return NotOurs(f"{path.parent} is not a folder; choose another with --data.")
    return None


def _of_sqlite(error: sqlite3.Error, path: Path) -> StoreError | None:
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL):
        return _sentence(Busy, path)
    if code == sqlite3.SQLITE_FULL:
        return _sentence(NoRoom, path)
    if code == sqlite3.SQLITE_READONLY:
        return _sentence(ReadOnly, path)
    if code == sqlite3.SQLITE_CANTOPEN:
        return _sentence(ReadOnly if path.parent.is_dir() else Vanished, path)
    if code == sqlite3.SQLITE_IOERR:
        return InTheWay(f"The disk under {path} reports an error; check it, and that there is room.")
    if code == sqlite3.SQLITE_NOTADB and not path.with_suffix(".known").exists():
        return not_ours(path)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or _BROKEN.search(str(error)):
        return damaged(path)
    return None


def _sentence(kind: type[InTheWay], path: Path) -> InTheWay:
    if kind is Busy:
        return Busy(f"Another program is holding {path}; close it, or wait.")
    if kind is NoRoom:
        return NoRoom(f"The disk that holds {path.parent} is full; make some room.")
    if kind is ReadOnly:
        return ReadOnly(f"{path} can't be written; check the permissions of the file and of its folder.")
    return Vanished(f"The folder {path.parent} is gone; put it back.")
