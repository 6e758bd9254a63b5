"""Time, passed in: the engine never asks the machine itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol

from dialogue_tui import days


class Clock(Protocol):
    """What the engine needs to know of time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    def offset(self) -> int:
        """Minutes that local time is east of UTC."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)

    def offset(self) -> int:
        """Minutes that local time is east of UTC now."""
        away = days.now().utcoffset() or timedelta()
        return int(away.total_seconds() // 60)


class FakeClock:
    """Time that stands still until it is advanced; for tests, samples and the demo."""

    def __init__(self, start: datetime, offset: int = 0) -> None:
        self._now = start
        self._offset = offset

    def now(self) -> datetime:
        """The moment this clock was set or advanced to."""
        return self._now

    def offset(self) -> int:
        """The offset this clock was made with."""
        return self._offset

    def advance(self, seconds: float) -> None:
        """Let that many seconds pass."""
        self._now += timedelta(seconds=seconds)
