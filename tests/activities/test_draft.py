"""The text: what is taken in, and the numbers people call out while it changes."""

from __future__ import annotations

import pytest
from tests.activities.making import Table, entry

from dialogue_tui.activities.base import Misread
from dialogue_tui.activities.blocks import Item, Voice
from dialogue_tui.activities.draft import Drafting


def table(*sources: str) -> Table:
    return Table(Drafting(), {}, [entry(text) for text in sources])


def lines(made: Table) -> list[tuple[int | None, str]]:
    return [(n, text) for n, _, text in made.shown() if n is not None]


@pytest.mark.parametrize("typed", ["+3 +1", "+ 3, 1", "+3 and 1", "+3, 1", "+3 & +1", "+3 1 "])
def test_several_are_taken_in_however_they_are_called(typed: str) -> None:
    made = table("one", "two", "three")
    made.say(typed)
    assert lines(made) == [(1, "three"), (2, "one")]


def test_all_takes_in_what_is_left() -> None:
    made = table("one", "two", "three")
    made.say("+2")
    made.say("+All")
    assert [text for _, text in lines(made)] == ["two", "one", "three"]
    with pytest.raises(Misread, match="already"):
        made.say("+all")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("+9", r"\+1 to \+2"), ("+", r"\+1 to \+2"), ("+1 4b", "only numbers"), ("+1 the first", "only numbers")],
)
def test_what_is_not_understood_is_no_line_of_the_text(typed: str, said: str) -> None:
    made = table("one", "two")
    with pytest.raises(Misread, match=said) as refused:
        made.say(typed)
    assert str(refused.value).count("\n") == 0
    assert lines(made) == []


@pytest.mark.parametrize("typed", ["+1", "+", "+all"])
def test_with_nothing_to_take_in_it_says_so(typed: str) -> None:
    with pytest.raises(Misread, match="nothing to take in yet"):
        table().say(typed)


def test_words_may_begin_with_a_plus() -> None:
    made = table("one")
    made.say("+all of us can draw it")
    made.say("+ and a little more")
    assert [text for _, text in lines(made)] == ["+all of us can draw it", "+ and a little more"]


def test_dropping_a_line_leaves_the_other_numbers_alone() -> None:
    made = table()
    for words in ("one", "two", "three", "four"):
        made.say(words)
    made.say("-2 true of any company")
    made.say("-3, so is this")
    made.say("4=four, braver")
    made.say("4b or plainer")
    made.say("five")
    made.say("4 I doubt it", "dissent")
    assert lines(made) == [(1, "one"), (4, "four, braver"), (5, "five")]
    assert (None, "4b", "or plainer") in made.shown()
    assert (None, "dropped 2", "two") in made.shown()
    assert (None, "dissent 4", "I doubt it") in made.shown()
    for typed in ("2=again", "-3 once more", "2b beside"):
        with pytest.raises(Misread, match="was dropped"):
            made.say(typed)
    with pytest.raises(Misread, match="1 to 5"):
        made.say("-6")


def test_it_is_told_and_carried_on_without_gaps() -> None:
    made = table()
    for words in ("one", "two", "three"):
        made.say(words)
    made.say("-1 gone")
    made.say("3 I doubt it", "dissent")
    told = made.activity.told(made.settings, made.work)
    assert [(b.number, b.entry.text) for b in told if isinstance(b, Item)][:2] == [(1, "two"), (2, "three")]
    assert [b.lead for b in told if isinstance(b, Voice)] == ["line 2"]
    after = Table(Drafting(), {"about": ["a.b"]}, made.work.entries)
    after.take(after.activity.carry(after.settings, after.work))
    assert lines(after) == [(1, "two"), (2, "three")]


def test_the_hint_fits_a_narrow_screen() -> None:
    made = table()
    assert len(made.activity.slots(made.settings, made.work)[0].ask) <= 52


def test_a_transcript_names_the_line_that_every_wording_belongs_to() -> None:
    made = table()
    for words in ("one", "two", "three"):
        made.say(words)
    made.say("-1 gone")
    made.say("2=two, braver")
    made.say("3b or plainer")
    made.say("3 I doubt it", "dissent")
    made.say("it reads better", "reason")
    labels = made.activity.labels(made.settings, made.work)
    assert {e.text: labels.get(e.id) for e in made.work.entries} == {
        "one": "line 1, dropped", "two": "line 2, replaced", "two, braver": "line 2", "three": "line 3",
        "or plainer": "beside line 3", "I doubt it": "dissent on line 3", "it reads better": None,
    }  # fmt: skip


def test_an_alternative_that_was_taken_is_no_wording_of_its_own() -> None:
    made = table()
    made.say("one")
    made.say("1b or plainer")
    made.say("1=b")
    changed = [b for b in made.activity.told(made.settings, made.work) if isinstance(b, Item) and b.number is None]
    assert [(b.entry.text, b.after.text) for b in changed if b.after] == [("one", "or plainer")]


def test_an_edit_is_one_wherever_it_is_typed() -> None:
    made = table("one", "two")
    made.say("+1", "dissent")
    made.say("1=one, plainer", "reason")
    made.say("1b or braver", "dissent")
    made.say("1 I doubt it", "dissent")
    assert lines(made) == [(1, "one, plainer")]
    assert {(e.slot, e.text) for e in made.work.entries} >= {
        ("alternative", "or braver"),
        ("dissent", "I doubt it"),
    }


def test_a_line_goes_with_its_reason_which_stands_on_the_wall() -> None:
    made = table()
    made.say("one")
    for typed in ("-1", "-1 ", "-1:  "):
        with pytest.raises(Misread, match="goes with a reason"):
            made.say(typed)
    made.say("-1 too vague")
    assert [(label, text) for _, label, text in made.shown()] == [("dropped 1", "one"), ("why", "too vague")]
