"""A saver that waits for something worth keeping, so that looking in leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from dialogue_tui.store.errors import Conflict

if TYPE_CHECKING:
    from dialogue_tui.store.records import Transaction
    from dialogue_tui.store.saver import Inline
    from dialogue_tui.store.writing import Writing

T = TypeVar("T")


class HeldSaver:
    """What opening a session writes waits here until the first write after it. Once `opened`, that one lets it go.

    A session that was begun and left again, or a closed one that was only looked at, is then not written at all.
    """

    def __init__(self, saver: Inline) -> None:
        self._saver = saver
        self._waiting: list[tuple[Transaction, Future[int]]] = []
        self.opened = False

    @property
    def pending(self) -> int:
        """How many writes wait."""
        return len(self._waiting) + self._saver.pending

    def submit(self, write: Transaction) -> Future[int]:
        """Write it, and what waits before it; while the session is being opened, let it wait."""
        future: Future[int] = Future()
        if not self.opened:
            self._waiting.append((write, future))
            return future
        error = self.let_go()
        if error is None:
            return self._saver.submit(write)
        future.set_exception(error)
        return future

    def call(self, fn: Callable[[Writing], T]) -> Future[T]:
        """Do something with the open store, after what waits."""
        self.let_go()
        return self._saver.call(fn)

    def let_go(self) -> BaseException | None:
        """Write what waits. What stands in the way is returned, and the rest waits on."""
        self.opened = True
        while self._waiting:
            write, future = self._waiting[0]
            done = self._saver.submit(write)
            error = done.exception()
            if error is not None and not isinstance(error, Conflict):
                return error
            del self._waiting[0]
            if error is None:
                future.set_result(done.result())
            else:
                future.set_exception(error)
        return None
