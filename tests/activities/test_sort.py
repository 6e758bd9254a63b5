"""Themes out of lines, as people call the numbers out."""

from __future__ import annotations

import pytest
from tests.activities.making import Table, belongs, entry

from dialogue_tui.activities.base import Add, Change, Fact, Join, Misread, Voice, Work
from dialogue_tui.activities.sort import Sort, SortSettings


def table(number: int = 9, **more: object) -> Table:
    return Table(Sort(), {"about": ["a.b"], **more}, [entry(f"line {n}") for n in range(1, number + 1)])


def made_of(made: Table, typed: str, slot: str = "") -> tuple[list[int], str]:
    numbers = {e.id: n for n, e in enumerate(made.sources, 1)}
    (add,) = made.say(typed, slot)
    assert isinstance(add, Add)
    return [numbers[source] for source, _ in add.joins], add.text


@pytest.mark.parametrize(
    ("typed", "numbers", "name"),
    [
        ("1, 6 and 9 Nobody waits", [1, 6, 9], "Nobody waits"),
        ("1 & 6 Nobody waits", [1, 6], "Nobody waits"),
        ("1, 6, and 9 Nobody waits", [1, 6, 9], "Nobody waits"),
        ("2 and 2 Nobody waits", [2], "Nobody waits"),
        ("2 3D printing", [2], "3D printing"),
        ("1 and all that", [1], "and all that"),
        ("12V batteries", [], "12V batteries"),
        ("4, 5 & Co", [4, 5], "& Co"),
    ],
)
def test_numbers_stand_before_the_name(typed: str, numbers: list[int], name: str) -> None:
    assert made_of(table(), typed) == (numbers, name)


def test_a_name_that_is_there_takes_the_lines_in() -> None:
    made = table()
    made.say("1 Nobody waits")
    drafts = made.say("2 3  nobody WAITS ")
    assert [type(d) for d in drafts] == [Join, Join]
    assert {d.target for d in drafts if isinstance(d, Join)} == {made.entries[0].id}
    with pytest.raises(Misread, match="already"):
        made.say("nobody waits")
    made.say("4 Something else")
    with pytest.raises(Misread, match="already"):
        made.say("nobody waits", made.entries[1].id)
    (again,) = made.say("Nobody waits!", made.entries[0].id)
    assert isinstance(again, Change)
    (same,) = made.say("NOBODY waits!", made.entries[0].id)
    assert isinstance(same, Change)


def test_a_given_group_is_found_by_its_words() -> None:
    made = table(groups=[{"name": "better", "title": "Do it better"}, {"name": "other"}])
    (add,) = made.say("1 do it better", "other")
    assert isinstance(add, Add)
    assert (add.slot, add.text) == ("better", "Do it better")


def test_nothing_to_sort_is_said_in_words() -> None:
    with pytest.raises(Misread, match="no line to sort yet"):
        table(0).say("1 2 Nobody waits")


def test_a_group_whose_lines_moved_away_stays_on_the_wall_and_is_not_told() -> None:
    lines = [entry("one"), entry("two")]
    full, empty = entry("Full"), entry("Empty")
    work = Work(entries=[full, empty], sources=lines, links=[belongs(line, full) for line in lines])
    settings = SortSettings(about=["a.b"])
    assert "Empty" in [row.text for row in Sort().rows(settings, work)]
    assert [b.entry.text for b in Sort().told(settings, work) if isinstance(b, Voice)] == ["Full"]
    alone = Work(entries=[empty], sources=lines)
    assert Sort().told(settings, alone) == [Fact("Nothing was grouped.")]
