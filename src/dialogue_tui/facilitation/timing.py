"""The clock of a place: it starts itself, informs, and never cuts anybody off (domain.md §0.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil

from dialogue_tui.protocols.plan import Place
from dialogue_tui.store.records import Room

HALF = 30
"""Seconds: half a minute."""


def elapsed(room: Room, place: str, now: datetime) -> float:
    """Seconds spent at the place the room stands at, pauses left out."""
    since = datetime.fromisoformat(room.since) if room.since else now
    return room.spent.get(place, 0.0) + max(0.0, (now - since).total_seconds())


def left(room: Room, place: str, minutes: float, now: datetime) -> float:
    """Seconds left of the place's minutes and those added; negative once it runs over."""
    return (minutes + room.extra.get(place, 0.0)) * 60 - elapsed(room, place, now)


def ends(room: Room, ahead: Sequence[Place], now: datetime) -> datetime:
    """When the meeting ends if nobody pauses: what is left of the place it stands at, the first, and of those that
    follow it and can't be left out. What runs over is over; nothing that follows gets shorter by itself.
    """
    here, *rest = ahead
    seconds = max(0.0, left(room, here.key, here.minutes, now))
    for place in rest:
        if not place.optional:
            planned = (place.minutes + room.extra.get(place.key, 0.0)) * 60
            seconds += max(0.0, planned - room.spent.get(place.key, 0.0))
    return now + timedelta(seconds=seconds)


def entered(room: Room, leaving: str, now: datetime) -> Room:
    """The room once it left one place for another: the new place's clock runs on from where it was."""
    spent = {**room.spent, leaving: round(elapsed(room, leaving, now), 3)}
    return replace(room, spent=spent, since=now.isoformat(), spotlight="")


def paused(room: Room, place: str, now: datetime) -> Room:
    """The room with its clock stopped, or running again where it was stopped."""
    if room.since is None:
        return replace(room, since=now.isoformat())
    return replace(room, spent={**room.spent, place: round(elapsed(room, place, now), 3)}, since=None)


def extended(room: Room, place: str, minutes: float) -> Room:
    """The room with minutes added to a place; no place goes below nothing added."""
    return replace(room, extra={**room.extra, place: max(0.0, room.extra.get(place, 0.0) + minutes)})


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
