"""A conversation in two columns, and what could have been said."""

from __future__ import annotations

from typing import Any

import pytest
from tests.activities.making import Table, entry

from dialogue_tui.activities.base import Misread, Said
from dialogue_tui.activities.columns import Columns
from dialogue_tui.activities.earlier_lines import earlier_lines
from dialogue_tui.activities.entry import Entry
from dialogue_tui.activities.form import Form
from dialogue_tui.activities.sort import Sort

SPOKEN = [("Me", "Is the date fixed?"), ("He", "It's in the plan."), ("Me", "And the tests?")]
FILLING = {"about": "lhc.right"}
INSTEAD = {"about": "lhc.right", "show": ["lhc.left"], "instead": "instead"}


def spoken() -> list[Entry]:
    return [entry(text, "said", "lhc.right/write", row=f"r{n}", value={"speaker": who})
            for n, (who, text) in enumerate(SPOKEN, 1)]  # fmt: skip


def case() -> list[Entry]:
    """Turns 1 and 3 have their other side, typed in another order."""
    return [
        *spoken(),
        entry("I'm the blocker.", "unsaid", "lhc.left/write", row="r3"),
        entry("He promised it.", "unsaid", "lhc.left/write", row="r1"),
    ]


def filling(sources: list[Entry] | None = None, settings: dict[str, Any] = FILLING) -> Table:
    return Table(Columns(), settings, spoken() if sources is None else sources)


def type_at(table: Table, at: int, text: str) -> None:
    """As the screen does: the line goes to the slot that is chosen, and to its turn."""
    slots = table.activity.slots(table.settings, table.work)
    chosen = slots[at % len(slots)]
    table.take(table.activity.capture(table.settings, Said(text, chosen.name, row=chosen.row), table.work))


def sides(table: Table) -> list[tuple[int | None, str, str]]:
    return [row for row in table.shown() if row[1] == "not said"]


def test_each_turn_that_waits_is_a_slot_with_its_words() -> None:
    slots = filling().activity.slots(filling().settings, filling().work)
    assert [(s.title, s.ask) for s in slots[:3]] == [
        ("1 not said", "Me: Is the date fixed?"),
        ("2 not said", "He: It's in the plan."),
        ("3 not said", "Me: And the tests?"),
    ]
    assert [s.name for s in slots[3:]] == ["unsaid", "said"]


def test_a_turn_that_is_passed_over_stays_empty() -> None:
    table = filling()
    type_at(table, 0, "He promised it.")
    type_at(table, 1, "Stomach tight.")
    assert table.shown() == [
        (1, "Me", "Is the date fixed?"), (None, "not said", "He promised it."),
        (2, "He", "It's in the plan."),
        (3, "Me", "And the tests?"), (None, "not said", "Stomach tight."),
    ]  # fmt: skip


@pytest.mark.parametrize("slot", ["unsaid", "said"])
def test_a_number_says_which_turn_it_is_for(slot: str) -> None:
    table = filling()
    table.say("2: liar", slot)
    table.say("2: Liar, and a good one", slot)
    assert sides(table) == [(None, "not said", "Liar, and a good one")]
    assert [row[1] for row in table.shown()] == ["Me", "He", "not said", "Me"]
    assert table.entries[0].row == "r2"


def test_what_only_looks_like_a_turn_s_number_is_words() -> None:
    table = filling()
    for words in ("10:30 and nobody is here", "\\", "2 of 5"):
        table.say(words, "unsaid")
    assert [text for _, _, text in sides(table)] == ["10:30 and nobody is here", "\\", "2 of 5"]
    table = filling()
    table.take(table.activity.capture(table.settings, Said("2: a score", "unsaid", literal=True), table.work))
    assert (table.entries[0].text, table.entries[0].row) == ("2: a score", "r1")


@pytest.mark.parametrize(
    ("typed", "row", "said"),
    [
        ("12: no", "", "There is no turn 12; they run from 1 to 3."),
        ("no number", "-", "Begin with the number of the turn it belongs to, as in 2: …"),
        ("1: again", "", "Turn 1 has its other side already; select that line to word it anew."),
    ],
)
def test_a_line_that_fits_no_turn_says_so(typed: str, row: str, said: str) -> None:
    table = filling(case())
    with pytest.raises(Misread) as refused:
        table.activity.capture(table.settings, Said(typed, "unsaid", row=row), table.work)
    assert str(refused.value) == said


def test_the_hint_promises_no_second_column_where_there_is_none() -> None:
    (slot,) = filling(settings={"both": False}).activity.slots(
        filling(settings={"both": False}).settings, filling([]).work
    )
    assert slot.ask == "speaker: words"


def test_saying_it_differently_stands_under_its_turn() -> None:
    table = filling(case(), INSTEAD)
    with pytest.raises(Misread, match="Begin with the number of a turn"):
        table.say("I read that as a risk")
    table.say("3: Three of five units went silent.")
    table.say("What did you promise?")
    table.say("1: He: Two weeks, at most.")
    assert table.shown() == [
        (1, "Me", "Is the date fixed?"), (None, "not said", "He promised it."),
        (None, "instead", "Two weeks, at most."),
        (2, "He", "It's in the plan."),
        (3, "Me", "And the tests?"), (None, "not said", "I'm the blocker."),
        (None, "instead", "Three of five units went silent."), (None, "instead", "What did you promise?"),
    ]  # fmt: skip
    assert [e.value["speaker"] for e in table.entries] == ["Me", "Me", "He"]
    (slot,) = table.activity.slots(table.settings, table.work)
    assert slot.title == "1 instead"
    labels = table.activity.labels(table.settings, table.work)
    assert set(labels.values()) == {"instead of turn 3", "instead of turn 1"}


def test_later_parts_show_the_case_turn_by_turn() -> None:
    expected = [
        (1, "Me", "Is the date fixed?"), (None, "not said", "He promised it."),
        (2, "He", "It's in the plan."),
        (3, "Me", "And the tests?"), (None, "not said", "I'm the blocker."),
    ]  # fmt: skip
    assert [(r.number, r.label, r.text) for r in earlier_lines(case())] == expected
    assert Table(Sort(), {"about": ["lhc.right", "lhc.left"]}, case()).shown() == expected
    fields = {"fields": [{"name": "aim", "title": "aim"}], "show": ["lhc.right", "lhc.left"]}
    form = Table(Form(), fields, case())
    form.say("1, turn 3", "aim")
    assert form.shown() == [*expected, (4, "aim", "1, turn 3")]
