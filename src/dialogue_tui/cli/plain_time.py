"""Time in words, as plain lines say it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dialogue_tui.text import counted

if TYPE_CHECKING:
    from dialogue_tui.facilitation.engine import Engine


def minutes(number: float) -> str:
    """Whole minutes, one at least: "1 minute", "9 minutes"."""
    return counted(max(1, round(number)), "minute")


def left(engine: Engine) -> str:
    """What is left of this place's time: "6 minutes left", "under a minute left", "2 minutes over"."""
    seconds = engine.seconds_left()
    if seconds < 0:
        words = f"{minutes(-seconds // 60)} over"
    elif seconds < 60:
        words = "under a minute left"
    else:
        words = f"{minutes(seconds // 60)} left"
    return words if engine.state.room.since is not None else f"{words}, paused"


def line(engine: Engine) -> str:
    """The same, and when the session ends where the clock runs."""
    if engine.state.room.since is None:
        return f"{left(engine)}."
    ends = engine.ends() + timedelta(minutes=engine.clock.offset())
    return f"{left(engine)}; the session ends at {ends:%H:%M}."
