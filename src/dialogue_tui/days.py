"""The local day and hour: a moment as the clock on the wall showed it where it happened.

Moments are stored in UTC beside the minutes that local time was east of it, so that a history tells the hour people
remember, wherever it is read.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone


def now() -> datetime:
    """The moment now, as the clock shows it where the program runs."""
    return datetime.now(UTC).astimezone()


def there(moment: datetime, offset: int) -> datetime:
    """An aware moment as the clock shows it `offset` minutes east of UTC."""
    return moment.astimezone(timezone(timedelta(minutes=offset)))


def hour(moment: datetime, today: date) -> str:
    """The hour and minute of a local moment, after its date where that is not today's."""
    return f"{moment:%H:%M}" if moment.date() == today else f"{moment:%Y-%m-%d %H:%M}"


def local(at: str | None, offset: int | None) -> datetime | None:
    """A stored moment, in UTC where it names no zone, as the clock showed it there. None where there is none."""
    try:
        moment = datetime.fromisoformat(at or "")
        return there(moment if moment.tzinfo else moment.replace(tzinfo=UTC), offset or 0)
    except (ValueError, OverflowError):
        return None


def day(at: str | None, offset: int | None = 0) -> str:
    """The ISO date of a stored moment, empty where there is none."""
    moment = local(at, offset)
    return moment.date().isoformat() if moment else ""
