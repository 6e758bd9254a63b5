"""One typed line makes a hand-on; what it leaves out shows as a gap."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.activities.making import entry

from dialogue_tui.activities.base import Work
from dialogue_tui.activities.blocks import Brought
from dialogue_tui.activities.handon import InParts, due_day, in_parts, split_due, thread_of
from dialogue_tui.activities.threads import Threads, ThreadsSettings, gaps, guess

TODAY = date(2026, 11, 24)


def test_a_commitment_is_read_into_its_parts() -> None:
    draft = thread_of(
        "FW: pairing retry in 3.2 by 28 Jan > tickets under 10 a week ? support dashboard", "commitment", TODAY
    )
    assert (draft.owner, draft.due) == ("FW", "2027-01-28")
    assert (draft.expected, draft.measure) == ("tickets under 10 a week", "support dashboard")
    assert gaps("FW: pairing retry in 3.2 by 28 Jan > fewer ? board", "commitment") == []


@pytest.mark.parametrize(
    ("typed", "kind", "parts"),
    [
        ("FW: retry by 28 Jan > fewer ? log", "commitment", InParts("retry by 28 Jan", "FW", "fewer", "log")),
        ("retry ? who says: the log", "commitment", InParts("retry", measure="who says: the log")),
        ("retry > 3: fewer", "commitment", InParts("retry", expected="3: fewer")),
        ("FW:", "commitment", InParts("FW:")),
        ("a" * 41 + ": b", "commitment", InParts("a" * 41 + ": b")),
        ("> only", "commitment", InParts("> only")),
        (
            "we assume: they call ? nobody calls",
            "assumption",
            InParts("we assume: they call", measure="nobody calls"),
        ),
        ("What would make a date ours ? really", "question", InParts("What would make a date ours ? really")),
    ],
)
def test_every_part_of_a_line_is_read_once_for_threads_documents_and_home(
    typed: str, kind: str, parts: InParts
) -> None:
    assert in_parts(typed, kind) == parts


def test_what_is_missing_is_named() -> None:
    assert gaps("improve pairing", "commitment") == [
        "who",
        "by when",
        "expected impact",
        "how we will notice",
    ]
    assert gaps("we assume they read it", "assumption") == ["what would show it wrong"]
    assert gaps("who may know that a date is soft?", "question") == []


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
    thread_of(text, kind, TODAY)
    gaps(text, kind)
    assert guess(text, ["commitment", "assumption", "question"]) in {"commitment", "assumption", "question"}


def test_a_line_says_by_its_form_what_it_is() -> None:
    kinds = ["commitment", "assumption", "question"]
    assert guess("We assume installers read the card", kinds) == "assumption"
    assert guess("What does a date mean between us?", kinds) == "question"
    assert guess("FW: retry > fewer tickets ? board", kinds) == "commitment"


def test_the_day_is_what_the_last_by_says() -> None:
    assert thread_of("FW: have it read by Ana by Friday", "commitment", TODAY).due == "2026-11-27"
    assert split_due("have it read by Ana by Friday") == ("have it read by Ana", "Friday")
    assert split_due("a stand-by generator") == ("a stand-by generator", "")
    assert split_due("stand by") == ("stand by", "")


def test_a_part_with_nothing_brought_and_nothing_to_open_is_idle() -> None:
    threads = Threads()
    reviewed = ThreadsSettings(opens=[], brings=["commitment"])
    assert threads.idle(reviewed, Work())
    assert threads.idle(reviewed, Work(threads=[Brought("t", "question", "why?")]))
    assert not threads.idle(reviewed, Work(threads=[Brought("t", "commitment", "Ana: ring")]))
    assert not threads.idle(ThreadsSettings(), Work())


def test_alone_nobody_is_asked_who() -> None:
    threads, alone = Threads(), ThreadsSettings(alone=True)
    assert "who" not in threads.slots(alone, Work())[0].ask
    (_, note) = threads.rows(alone, Work(entries=[entry("ring ten technicians", "commitment")]))
    assert note.text == "not said yet: by when, expected impact, how we will notice"
