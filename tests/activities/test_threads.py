"""One typed line makes a hand-on; what it leaves out shows as a gap."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue_tui.activities.threads import due_day, gaps, guess, parse

TODAY = date(2026, 11, 24)


def test_a_commitment_is_read_into_its_parts() -> None:
    draft = parse(
        "FW: pairing retry in 3.2 by 28 Jan > tickets under 10 a week ? support dashboard", "commitment", TODAY
    )
    assert (draft.owner, draft.due) == ("FW", "2027-01-28")
    assert (draft.expected, draft.measure) == ("tickets under 10 a week", "support dashboard")
    assert gaps("FW: pairing retry in 3.2 by 28 Jan > fewer ? board", "commitment", TODAY) == []


def test_what_is_missing_is_named() -> None:
    assert gaps("improve pairing", "commitment", TODAY) == [
        "who",
        "by when",
        "expected impact",
        "how we will notice",
    ]
    assert gaps("we assume they read it", "assumption", TODAY) == ["what would show it wrong"]
    assert gaps("who may know that a date is soft?", "question", TODAY) == []


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("28 Jan", date(2027, 1, 28)),
        ("the 14th", date(2026, 12, 14)),
        ("the 30th", date(2026, 11, 30)),
        ("Friday", date(2026, 11, 27)),
        ("2027-02-01", date(2027, 2, 1)),
        ("month end", date(2026, 11, 30)),
        ("tomorrow", date(2026, 11, 25)),
        ("when it is ready", None),
        ("the 31st of February", None),
    ],
)
def test_a_day_without_year_or_month_is_the_next_to_come(words: str, day: date | None) -> None:
    assert due_day(words, TODAY) == day


@given(st.text(max_size=120), st.sampled_from(["commitment", "assumption", "question"]))
def test_no_line_is_unreadable(text: str, kind: str) -> None:
    parse(text, kind, TODAY)
    gaps(text, kind, TODAY)
    assert guess(text, ["commitment", "assumption", "question"]) in {"commitment", "assumption", "question"}


def test_a_line_says_by_its_form_what_it_is() -> None:
    kinds = ["commitment", "assumption", "question"]
    assert guess("We assume installers read the card", kinds) == "assumption"
    assert guess("What does a date mean between us?", kinds) == "question"
    assert guess("FW: retry > fewer tickets ? board", kinds) == "commitment"
