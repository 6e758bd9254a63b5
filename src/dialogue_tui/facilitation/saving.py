"""What the engine needs of whoever saves, and what it gives back for a command."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from dialogue_tui.store.records import Write


class Saving(Protocol):
    """What the engine needs of a saver (store/saver.py)."""

    @property
    def pending(self) -> int:
        """How many writes wait."""
        ...

    def submit(self, write: Write) -> Future[int]:
        """Write in one transaction; the future has the change's number."""
        ...


@dataclass(frozen=True, slots=True)
class Done:
    """A command that was carried out: how it is called, the entries it made, and when it is safe.

    `saved` is None for what is kept in memory until it is revealed.
    """

    label: str
    entries: tuple[str, ...] = ()
    saved: Future[int] | None = None

    def wait(self, timeout: float | None = None) -> Done:
        """Block until it is committed. Raises what the store raised."""
        if self.saved is not None:
            self.saved.result(timeout)
        return self
