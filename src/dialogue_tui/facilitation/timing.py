"""The clock of a place: it starts itself, informs, and never cuts anybody off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil

from dialogue_tui.protocols.plan import Place
from dialogue_tui.store.records import Live

HALF = 30
"""Seconds: half a minute."""


def elapsed(live: Live, place: str, now: datetime) -> float:
    """Seconds spent at the place the room stands at, pauses left out."""
    since = datetime.fromisoformat(live.since) if live.since else now
    return live.spent.get(place, 0.0) + max(0.0, (now - since).total_seconds())


def left(live: Live, place: str, minutes: float, now: datetime) -> float:
    """Seconds left of the place's minutes and those added; negative once it runs over."""
    return (minutes + live.extra.get(place, 0.0)) * 60 - elapsed(live, place, now)


def ends(live: Live, ahead: Sequence[Place], now: datetime) -> datetime:
    """When the meeting ends if nobody pauses: what is left of the place it stands at, the first, and of those that
    follow it and can't be left out. What runs over is over; nothing that follows gets shorter by itself.
    """
    here, *rest = ahead
    seconds = max(0.0, left(live, here.key, here.minutes, now))
    for place in rest:
        if not place.optional:
            planned = (place.minutes + live.extra.get(place.key, 0.0)) * 60
            seconds += max(0.0, planned - live.spent.get(place.key, 0.0))
    return now + timedelta(seconds=seconds)


def entered(live: Live, leaving: str, now: datetime) -> Live:
    """The state once it left one place for another: the new place's clock runs on from where it was."""
    spent = {**live.spent, leaving: round(elapsed(live, leaving, now), 3)}
    return replace(live, spent=spent, since=now.isoformat(), spotlight="")


def paused(live: Live, place: str, now: datetime) -> Live:
    """The state with its clock stopped, or running again where it was stopped."""
    if live.since is None:
        return replace(live, since=now.isoformat())
    return replace(live, spent={**live.spent, place: round(elapsed(live, place, now), 3)}, since=None)


def extended(live: Live, place: str, minutes: float) -> Live:
    """The state with minutes added to a place; no place goes below nothing added."""
    return replace(live, extra={**live.extra, place: max(0.0, live.extra.get(place, 0.0) + minutes)})


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """The time of a place as people tell it: whole `minutes`, 0 for less than one, left or `over`.

    Of the time that is left a minute that has begun counts, so that nobody is hurried; what runs over is told to
    the nearest minute, from half a minute on, so that nobody is caught out by a breath. `ends` is when the meeting
    ends, by the clock in the room; None while it is `paused`, when that is not known.
    """

    minutes: int
    over: bool = False
    paused: bool = False
    ends: datetime | None = None


def told(seconds: float, ends: datetime | None = None) -> TimeLeft:
    """Seconds left, negative once it runs over, as they are told; without an end the clock stands."""
    over = seconds <= -HALF
    minutes = int((-seconds + HALF) // 60) if over else ceil(seconds / 60) if seconds >= 60 else 0
    return TimeLeft(minutes, over, ends is None, ends)
