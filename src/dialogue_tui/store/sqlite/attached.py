"""Which programs are attached to a session of a store in a file: each holds a lock, gone when its program is.

Who comes and who leaves does so behind one more lock, the door: of two that leave at the same moment exactly one is
the last, nobody comes before it is done, and the file of a lock is never deleted while somebody takes it.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
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
        self._turn = threading.Lock()
        """Who leaves may do so while the saving thread, in which a new session is joined, is about to come."""

    def join(self) -> bool:
        with self._turn:
            if self._mine is not None or self._left:
                return True
            with self._door() as alone:
                self._mine = _lock(self._path.with_name(f"{self._locks}{new_id(SystemRandom())}.lock"))
                with contextlib.suppress(*NO_LOCKS):
                    self._mine.acquire(blocking=False)
            return alone

    def leave(self, last: Callable[[], object]) -> None:
        with self._turn:
            mine, self._mine, self._left = self._mine, None, True
            if mine is None:
                return
            with self._door(mine) as alone:
                try:
                    if alone:
                        last()
                finally:
                    mine.release()
                    with contextlib.suppress(OSError):
                        Path(mine.lock_file).unlink()

    @contextlib.contextmanager
    def _door(self, mine: FileLock | None = None) -> Iterator[bool]:
        """Whether nobody else is there, while nobody comes or leaves; who stands in it too long is there."""
        door = _lock(self._path.with_suffix(".attached"))
        try:
            door.acquire()
            alone = not self._others(mine)
        except Timeout:
            alone = False
        except NO_LOCKS:
            alone = True
        try:
            yield alone
        finally:
            door.release()

    def _others(self, mine: FileLock | None) -> bool:
        """Whether another lock is held; the files of programs that were killed are cleared away."""
        files = set(self._path.parent.glob(f"{self._locks}*.lock")) - {Path(mine.lock_file) if mine else None}
        return sum(_held(file) for file in files) > 0


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
