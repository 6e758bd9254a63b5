"""What the engine gives back for a command."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import Literal

What = Literal["said", "slip", "parked", "came", "changed", "undone"]
"""What a command did: said a line, kept a slip until it is revealed, put a line aside, brought somebody into the
room, changed something else, or took a change back or made it again."""


@dataclass(frozen=True, slots=True)
class Done:
    """A command that was carried out: how it is called in the log, the entries it made, and when it is safe.

    `saved` is None for what is kept in memory until it is revealed. `label` is for people alone: what was done,
    faces learn from `what`. `person` is the id of who was brought into the room.
    """

    label: str
    entries: tuple[str, ...] = ()
    saved: Future[int] | None = None
    what: What = "changed"
    person: str = ""

    def wait(self, timeout: float | None = None) -> Done:
        """Block until it is committed. Raises what the store raised."""
        if self.saved is not None:
            self.saved.result(timeout)
        return self
