"""Which programs are attached to a session of a store in a file: each holds a lock, gone when its program is.

Who comes and who leaves does so behind one more lock: of two that leave at the same moment exactly one is the last,
and the file of a lock is never deleted while somebody takes it.
"""

from __future__ import annotations

from pathlib import Path
from random import SystemRandom

from filelock import FileLock, Timeout

from dialogue_tui.store.driver import Attachment
from dialogue_tui.store.ids import new_id

PATIENCE = 2.0
"""Seconds to wait for somebody who is coming or leaving just now."""
NO_LOCKS = (OSError, NotImplementedError)
"""What a file system raises that has none, or a folder in which nothing can be made."""


class Attached(Attachment):
    """One program at a session. Where nothing can be locked, each is taken to be alone."""

    def __init__(self, path: Path, session: str) -> None:
        self._path, self._locks = path, f"{path.stem}.{session}."
        self._mine: FileLock | None = None
        self._left = False

    def join(self) -> bool:
        others = False
        if self._mine is None and not self._left:
            self._mine = _lock(self._path.with_name(f"{self._locks}{new_id(SystemRandom())}.lock"))
            try:
                with self._door():
                    others = self._others()
                    self._mine.acquire(blocking=False)
            except NO_LOCKS:
                pass
        return not others

    def leave(self) -> bool:
        mine, self._mine, self._left = self._mine, None, True
        others = False
        if mine is not None:
            try:
                with self._door():
                    mine.release()
                    others = self._others()
            except NO_LOCKS:
                mine.release()
        return mine is not None and not others

    def _door(self) -> FileLock:
        return _lock(self._path.with_suffix(".attached"))

    def _others(self) -> bool:
        """Whether a lock is held; the files of programs that were killed are cleared away."""
        held = [file for file in self._path.parent.glob(f"{self._locks}*.lock") if _held(file)]
        return bool(held)


def _held(file: Path) -> bool:
    lock = _lock(file)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return True
    lock.release()
    file.unlink(missing_ok=True)
    return False


def _lock(file: Path) -> FileLock:
    return FileLock(file, timeout=PATIENCE, mode=0o600, thread_local=False)
