"""What can be wrong with a store: each says in one sentence what, where, and what to do."""

from __future__ import annotations

import errno
import re
import sqlite3
from pathlib import Path

from dialogue_tui.errors import OneSentence


class StoreError(OneSentence):
    """Anything a store refuses or can't do. The message is one sentence for people, without what they wrote."""


class NotFound(StoreError):
    """Nothing has that name."""


class Ambiguous(StoreError):
    """More than one thing has a name that begins like this."""


class Conflict(StoreError):
    """A row is not what the writer thought it was: somebody else changed it first."""


class Private(StoreError):
    """Something private was about to be written into the team's store."""


class Newer(StoreError):
    """The file was written by a newer version of this program."""


class Damaged(StoreError):
    """The file does not hold what was written to it."""


class NotOurs(StoreError):
    """The file is something else."""


class Trouble(StoreError):
    """The disk or another program is in the way; it may pass, so trying again is right."""


class Vanished(Trouble):
    """There is no store where one used to be."""


class Busy(Trouble):
    """Another program holds the store."""


class NoRoom(Trouble):
    """The disk is full."""


class ReadOnly(Trouble):
    """The file or its folder can't be written."""


_BROKEN = re.compile("decode to UTF-8|no such (table|column)|malformed")

_ERRNO: dict[int, type[Trouble]] = {
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
            else Trouble(f"{path} can't be used: {cause.strerror or 'unknown error'}.")
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
        return Trouble(f"The disk under {path} reports an error; check it, and that there is room.")
    if code == sqlite3.SQLITE_NOTADB and not path.with_suffix(".known").exists():
        return not_ours(path)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or _BROKEN.search(str(error)):
        return damaged(path)
    return None


def damaged(path: Path, what: str = "") -> Damaged:
    """The sentence for a file that does not hold what was written; `what` names the row where it is known."""
    where = f": {what}" if what else ""
    return Damaged(f"{path} is damaged{where}. Keep a copy of its folder, then put back a backup.")


def not_ours(path: Path) -> NotOurs:
    """The sentence for a file that is something else."""
    return NotOurs(f"{path} is not a store of this program; move it elsewhere or choose another folder.")


def _sentence(kind: type[Trouble], path: Path) -> Trouble:
    if kind is Busy:
        return Busy(f"Another program is holding {path}; close it, or wait.")
    if kind is NoRoom:
        return NoRoom(f"The disk that holds {path.parent} is full; make some room.")
    if kind is ReadOnly:
        return ReadOnly(f"{path} can't be written; check the permissions of the file and of its folder.")
    return Vanished(f"The folder {path.parent} is gone; put it back.")
