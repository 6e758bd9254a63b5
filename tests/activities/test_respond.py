"""Answers from slips: what is asked for, what is shown, and that none comes late."""

from __future__ import annotations

from typing import Any

import pytest
from tests.activities.making import Table, entry

from dialogue_tui.activities.base import Misread
from dialogue_tui.activities.blocks import Fact, Heading
from dialogue_tui.activities.respond import Respond
from dialogue_tui.protocols.library import find

SCALE = {"mode": "scale"}
CHOICE = {"mode": "choice", "options": [{"name": "yes", "means": "I will"}, {"name": "no", "means": "I won't"}]}
OWN = {"mode": "choice", "options": [{"name": "mine"}, {"name": "ours"}]}
MARKS = {"mode": "marks", "about": "a.b", "options": [{"name": "not mine"}, {"name": "hm", "title": "not clear"}]}


def revealed(settings: dict[str, Any], *slips: str, items: int = 0) -> Table:
    table = Table(Respond(), settings, [entry(f"line {n}") for n in range(1, items + 1)])
    pile = [table.activity.capture(table.settings, _said(slip), table.work) for slip in slips]
    table.take(table.activity.reveal(table.settings, pile, table.work))
    return table


def _said(text: str) -> Any:
    from dialogue_tui.activities.base import Said

    return Said(text)


def test_one_late_slip_is_refused() -> None:
    for count in (3, 4):
        table = revealed(CHOICE, *["1 because"] * count)
        with pytest.raises(Misread, match="Undo the reveal"):
            table.say("2 I came late")


def test_what_an_answer_means_is_shown_before_the_reveal_alone() -> None:
    table = Table(Respond(), CHOICE)
    assert [row.text for row in table.activity.rows(table.settings, table.work)] == ["I will", "I won't"]
    table = revealed(CHOICE, "1", "1", "2 for now", "1")
    rows = table.activity.rows(table.settings, table.work)
    assert [(r.label, r.number, r.text) for r in rows if r.style == "dots"] == [("yes", 3, ""), ("no", 1, "")]
    heading = next(n for n, r in enumerate(rows) if r.text == "In their words")
    assert rows[heading].style == "heading"
    assert [r.text for r in rows[heading + 1 :]] == ["for now"]
    without = revealed(CHOICE, "1", "1", "2", "1")
    assert "In their words" not in [r.text for r in without.activity.rows(without.settings, without.work)]


@pytest.mark.parametrize(
    ("settings", "items", "said"),
    [
        (SCALE, 0, "One number from -2 to +2."),
        ({"mode": "scale", "low": 1, "high": 5}, 0, "One number from 1 to 5."),
        (SCALE | {"about": "a.b"}, 1, "One number from -2 to +2."),
        (SCALE | {"about": "a.b"}, 3, "3 numbers from -2 to +2, such as +2 0 -2."),
        (SCALE | {"about": "a.b"}, 0, "There is nothing to answer yet."),
        (MARKS, 0, "There is nothing to answer yet."),
    ],
)
def test_a_slip_that_cannot_be_read_says_what_one_is(settings: dict[str, Any], items: int, said: str) -> None:
    table = Table(Respond(), settings, [entry(f"line {n}") for n in range(items)])
    with pytest.raises(Misread) as refused:
        table.say("1 2 3 4 5 6 7")
    assert str(refused.value) == said


def test_the_hint_for_marks_is_made_of_their_titles_and_short() -> None:
    table = Table(Respond(), MARKS, [entry("line")])
    (slot,) = table.activity.slots(table.settings, table.work)
    assert slot.ask == "not mine / not clear, such as 1 4 / 2; - for none"
    long = MARKS | {
        "options": [{"name": "a line that nobody would ever say"}, {"name": "one that nobody can read"}]
    }
    table = Table(Respond(), long, [entry("line")])
    (slot,) = table.activity.slots(table.settings, table.work)
    assert slot.ask == "numbers, such as 1 4 / 2; - for none"


def test_the_hints_of_the_built_in_slips_fit_a_narrow_screen() -> None:
    names = ("shared-vision", "action-to-reflection", "dialogue-circle")
    parts = [p for name in names for s in find(name).steps for p in s.parts if p.kind == "respond"]
    assert len(parts) > len(names)
    for part in parts:
        lines = [entry(f"line {n}", part.settings.get("slot", "")) for n in range(3)]
        table = Table(part.activity, part.settings, lines)
        (slot,) = table.activity.slots(table.settings, table.work)
        assert len(slot.ask) <= 60, slot.ask


@pytest.mark.parametrize(
    ("settings", "slips", "items", "told"),
    [
        (SCALE, ["2", "2", "2", "-1", "0"], 0, "Three people +2, one person 0, one person -1; n = 5."),
        ({"mode": "scale", "low": 1, "high": 5}, ["5", "4", "4", "4"], 0, "One person 5, three people 4; n = 4."),
        (CHOICE, ["1", "1", "2", "1"], 0, "3 yes, 1 no; n = 4."),
        (MARKS, ["1", "- / 1", "-", "1"], 1, "2 not mine, 1 not clear; 1 left unmarked; n = 4."),
        (MARKS, ["-", "-", "-", "-"], 1, "4 left unmarked; n = 4."),
        (OWN, ["1", "1", "2", "1"], 0, "3 mine, 1 ours; n = 4."),
        (CHOICE, ["1", "1", "2"], 0, "Fewer than four people answered; the spread is not shown."),
    ],
)
def test_a_spread_says_how_many_first_and_takes_no_silence_for_a_yes(
    settings: dict[str, Any], slips: list[str], items: int, told: str
) -> None:
    table = revealed(settings, *slips, items=items)
    assert [b.text for b in table.activity.told(table.settings, table.work) if isinstance(b, Fact)] == [told]


def test_answers_stand_under_their_lines_by_number_and_none_under_a_line_that_is_gone() -> None:
    table = revealed(MARKS, "1", "2", "-", "1 2", items=2)
    told = table.activity.told(table.settings, table.work)
    assert [(b.text, b.number) for b in told if isinstance(b, Heading)] == [("line 1", 1), ("line 2", 2)]
    table.sources.pop()
    told = table.activity.told(table.settings, table.work)
    assert [type(b) for b in told] == [Heading, Fact]
    assert [b.number for b in told if isinstance(b, Heading)] == [None]


def test_one_question_needs_no_lines_and_says_what_to_type() -> None:
    table = Table(Respond(), {"mode": "scale", "low": 1, "high": 5})
    (row,) = table.activity.rows(table.settings, table.work)
    assert (row.text, row.style) == ("One number from 1 to 5.", "note")
    assert Table(Respond(), SCALE | {"about": "a.b"}).shown() == []
