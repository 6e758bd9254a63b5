"""Fields: a choice, and one that takes other words too."""

from __future__ import annotations

import pytest
from tests.activities.making import Table

from dialogue_tui.activities.base import Misread
from dialogue_tui.activities.form import Form

READERS = {"name": "readers", "title": "Readers", "ask": "Who reads?", "options": [{"name": "us"}, {"name": "all"}]}


def chosen(typed: str, free: bool = True) -> str:
    table = Table(Form(), {"fields": [READERS | {"free": free}]})
    table.say(typed)
    return table.entries[0].text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1", "us"),
        ("2", "all"),
        ("ALL", "all"),
        ("2 all", "all"),
        ("the board", "the board"),
        ("2 of us", "2 of us"),
    ],
)
def test_a_free_choice_takes_a_number_or_other_words(typed: str, kept: str) -> None:
    assert chosen(typed) == kept


def test_a_number_that_is_not_there_is_refused() -> None:
    with pytest.raises(Misread, match="1 us · 2 all"):
        chosen("3")
    with pytest.raises(Misread):
        chosen("the board", free=False)
    assert chosen("2 for now", free=False) == "all for now"


def test_the_question_says_what_can_be_chosen() -> None:
    table = Table(Form(), {"fields": [READERS | {"free": True}]})
    assert [s.ask for s in table.activity.slots(table.settings, table.work)] == ["Who reads? 1 us · 2 all"]
