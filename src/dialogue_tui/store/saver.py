"""Saving in a thread of its own, so that a slow disk or another program's lock never holds up who types."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from .errors import InTheWay, StoreError
from .records import Transaction

if TYPE_CHECKING:
    from .driver import Driver, Kind
    from .writing import Writing

T = TypeVar("T")
Job = tuple["Future[Any]", Callable[["Writing"], Any]]

FIRST_WAIT, LONGEST_WAIT = 0.05, 2.0
"""Seconds before a write that met trouble is tried again: doubled each time, up to the longest."""

PATIENCE = 1.0
"""Seconds to wait for another program's lock before saying so."""

IDLE = 3.0
"""Seconds without work after which the thread looks after the file."""


class Saving(Protocol):
    """Whoever saves, now or in time."""

    @property
    def pending(self) -> int:
        """How many writes wait."""
        ...

    def submit(self, write: Transaction) -> Future[int]:
        """Write in one transaction; the future has the change's number."""
        ...


class Saver:
    """One thread, one queue, one store: what is submitted is written in that order, and tried until it works.

    `on_trouble` is called in the saving thread: with a sentence when the disk is in the way, with None when it has
    passed. `pending` and `close` may be used from a signal handler.
    """

    def __init__(
        self, driver: Driver, kind: Kind, on_trouble: Callable[[str | None], object] | None = None
    ) -> None:
        self.driver, self.kind = driver, kind
        self._on_trouble = on_trouble
        self._troubled = ""
        # The put of this queue may be interrupted by a put in a signal handler.
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._open: set[Future[Any]] = set()
        self._closing = False
        self._give_up = threading.Event()
        self._writing: Writing | None = None
        self._thread = threading.Thread(target=self._run, name=f"saving {kind}", daemon=True)
        self._thread.start()

    @property
    def pending(self) -> int:
        """How many submitted writes are not on the disk yet."""
        return len(self._open)

    def submit(self, write: Transaction) -> Future[int]:
        """Write it; the future gives its number in the log, or the StoreError that refused it."""
        return self.call(lambda writing: writing.write(write))

    def call(self, fn: Callable[[Writing], T]) -> Future[T]:
        """Do something with the open store in the saving thread; done again after trouble, so it must bear that."""
        if self._closing:
            raise StoreError("Saving has ended; nothing more can be written.")
        future: Future[T] = Future()
        self._open.add(future)
        self._queue.put((future, fn))
        return future

    def close(self, timeout: float = 5.0) -> bool:
        """Write what is waiting and stop; False where something is left after `timeout` seconds."""
        if not self._closing:
            self._closing = True
            self._queue.put(None)
        self._thread.join(timeout)
        self._give_up.set()
        return not self._open

    def _run(self) -> None:
        while True:
            try:
                job = self._queue.get(timeout=IDLE)
            except Empty:
                self._look_after()
                continue
            if job is None:
                break
            self._do(*job)
            if self._queue.empty():
                self._look_after()
        self._let_go()

    def _look_after(self) -> None:
        if self._writing is not None:
            try:
                self._writing.tick()
            except Exception:
                self._let_go()  # the next write opens the file anew, and says what is wrong with it

    def _do(self, future: Future[Any], fn: Callable[[Writing], Any]) -> None:
        try:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = self._until_it_works(fn)
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)
        finally:
            self._open.discard(future)

    def _until_it_works(self, fn: Callable[[Writing], T]) -> T:
        wait = FIRST_WAIT
        while True:
            try:
                result = fn(self._opened())
            except InTheWay as trouble:
                self._say(str(trouble))
                if self._writing is not None and not self._writing.holds_last_copy():
                    self._let_go()
                if self._give_up.wait(wait):
                    raise
                wait = min(wait * 2, LONGEST_WAIT)
            else:
                self._say("")
                return result

    def _opened(self) -> Writing:
        if self._writing is None:
            from .writing import Writing

            self._writing = Writing(self.driver, self.kind, PATIENCE)
        return self._writing

    def _let_go(self) -> None:
        if self._writing is not None:
            self._writing.close()
            self._writing = None

    def _say(self, sentence: str) -> None:
        if sentence == self._troubled:
            return
        self._troubled = sentence
        if self._on_trouble is not None:
            # A screen that is going away must not cost the line that is being saved.
            with contextlib.suppress(Exception):
                self._on_trouble(sentence or None)


class Inline:
    """The same, at once and in the calling thread: for commands and tests. Trouble is not waited out."""

    def __init__(self, driver: Driver, kind: Kind) -> None:
        self.driver, self.kind = driver, kind
        self._writing: Writing | None = None

    @property
    def pending(self) -> int:
        """Nothing ever waits."""
        return 0

    def submit(self, write: Transaction) -> Future[int]:
        """Write it now; the future is done."""
        return self.call(lambda writing: writing.write(write))

    def call(self, fn: Callable[[Writing], T]) -> Future[T]:
        """Do something with the open store now; the future is done."""
        future: Future[T] = Future()
        try:
            if self._writing is None:
                from .writing import Writing

                self._writing = Writing(self.driver, self.kind)
            future.set_result(fn(self._writing))
            self._writing.tick()
        except Exception as error:
            future.set_exception(error)
        return future

    def close(self, timeout: float = 5.0) -> bool:
        """Close the store."""
        if self._writing is not None:
            self._writing.close()
            self._writing = None
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


__all__ = ["Inline", "Saver"]
