"""A moment is told as the clock on the wall showed it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dialogue_tui import days


def test_an_hour_has_its_date_where_that_is_another_day() -> None:
    moment = datetime(2026, 1, 14, 9, 5, tzinfo=UTC)
    assert days.hour(moment, moment.date()) == "09:05"
    assert days.hour(moment, date(2026, 1, 15)) == "2026-01-14 09:05"


@pytest.mark.parametrize(
    ("at", "offset", "told"),
    [
        ("2026-01-14T23:30:00+00:00", 0, "2026-01-14"),
        ("2026-01-14T23:30:00+00:00", 60, "2026-01-15"),
        ("2026-01-15T00:30:00+00:00", -60, "2026-01-14"),
        ("2026-01-15T04:30:00+05:00", 0, "2026-01-14"),
        ("2026-01-14T23:30:00", 60, "2026-01-15"),
        ("2026-01-14T23:30:00+00:00", None, "2026-01-14"),
        ("", 60, ""),
        (None, 60, ""),
        ("yesterday", 60, ""),
        ("0001-01-01T00:00:00", -60, ""),
    ],
)
def test_the_day_is_that_of_the_place(at: str | None, offset: int | None, told: str) -> None:
    assert days.day(at, offset) == told


def test_a_moment_is_the_same_moment_there() -> None:
    moment = datetime(2026, 1, 14, 23, 30, tzinfo=UTC)
    shown = days.there(moment, 330)
    assert (shown, f"{shown:%d %H:%M}") == (moment, "15 05:00")
