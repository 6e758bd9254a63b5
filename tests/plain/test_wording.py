"""What plain lines say of the time is what the wall says of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue_tui.facilitation.timing import told
from dialogue_tui.plain.wording import left
from dialogue_tui.widgets.top import time_words


def minutes(words: str) -> tuple[int, bool]:
    """(minutes, over) as somebody reads them."""
    number = re.search(r"\d+", words)
    return int(number[0]) if number else 0, "over" in words


@pytest.mark.parametrize(
    ("seconds", "wall", "plain"),
    [
        (330, "6 min left", "6 minutes left"),
        (60, "1 min left", "1 minute left"),
        (59, "under a minute left", "under a minute left"),
        (-29, "under a minute left", "under a minute left"),
        (-30, "+1 over", "1 minute over"),
        (-90, "+2 over", "2 minutes over"),
    ],
)
def test_both_faces_tell_the_same_time_each_in_its_words(seconds: float, wall: str, plain: str) -> None:
    time = told(seconds)
    assert (time_words(time), left(time)) == (f"paused · {wall}", f"{plain}, paused")


@given(st.floats(-7200, 7200))
def test_both_faces_tell_the_same_minutes_at_any_second(seconds: float) -> None:
    time = told(seconds)
    assert minutes(time_words(time)) == minutes(left(time)) == (time.minutes, time.over)
