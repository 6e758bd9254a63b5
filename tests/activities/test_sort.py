"""Themes out of lines, as people call the numbers out."""

from __future__ import annotations

import pytest
from tests.activities.making import Table, belongs, entry

from dialogue_tui.activities.base import Add, Change, Join, Misread, Work
from dialogue_tui.activities.blocks import Fact, Voice
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


MARKS = [{"name": "judged", "title": "J judged"}, {"name": "motive", "title": "M guessed a motive"},
         {"name": "held", "title": "H held back"}, {"name": "question", "title": "? a real question"}]  # fmt: skip


def conversation(**more: object) -> Table:
    """Three turns; the second has a thought."""
    turns = [entry(f"turn {n}", "said", row=f"r{n}", value={"speaker": "Me"}) for n in (1, 2, 3)]
    turns.append(entry("a thought", "unsaid", row="r2"))
    return Table(Sort(), {"about": ["a.b"], "groups": MARKS, **more}, turns)


def marks_of(made: Table) -> dict[str, list[int]]:
    numbers = {e.id: n for n, e in made.activity.lines(made.work).items()}
    groups = made.activity.groups(made.work)
    return {group.slot: [numbers[e.id] for e in members] for group, members in groups}


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("J 1 3", {"judged": [1, 3]}),
        ("j1,3", {"judged": [1, 3]}),
        ("3 M and H", {"motive": [3], "held": [3]}),
        ("turn 3: mh", {"motive": [3], "held": [3]}),
        ("1 ?", {"question": [1]}),
        ("? 1 2", {"question": [1, 2]}),
        ("J 1 M 2 3", {"judged": [1], "motive": [2, 3]}),
        ("1 J 2 M", {"judged": [1], "motive": [2]}),
    ],
)
def test_signs_and_numbers_mark_in_either_order(typed: str, given: dict[str, list[int]]) -> None:
    made = conversation(many=True)
    made.say(typed, "judged")
    assert marks_of(made) == given


def test_a_turn_may_carry_many_marks_and_shows_them() -> None:
    made = conversation(many=True)
    made.say("2 H J", "judged")
    assert made.shown() == [
        (1, "Me", "turn 1"), (2, "Me · J H", "turn 2"), (None, "not said", "a thought"), (3, "Me", "turn 3"),
        (None, "", "H held back: 2 · J judged: 2"),
    ]  # fmt: skip
    drafts = made.say("3 J", "held")
    assert [(type(d), d.only) for d in drafts if isinstance(d, Join)] == [(Join, False)]


@pytest.mark.parametrize("typed", ["J", "hello", "1 3 J M", "J 9", "9"])
def test_what_marks_nothing_says_so_and_changes_nothing(typed: str) -> None:
    made = conversation()
    made.say("1 J")
    before = list(made.entries)
    with pytest.raises(Misread) as refused:
        made.say(typed, "judged")
    assert len(str(refused.value)) > 20
    assert made.entries == before


def test_words_after_numbers_are_kept_whatever_group_is_chosen() -> None:
    made = conversation()
    (add,) = made.say("1 a complaint with a question mark", "judged")
    assert isinstance(add, Add)
    assert (add.text, add.slot) == ("a complaint with a question mark", "")


def test_moving_a_thought_marks_its_turn() -> None:
    made = conversation(many=True)
    made.take(made.activity.into(made.settings, made.sources[3].id, "held", made.work))
    assert marks_of(made) == {"held": [2]}
    with pytest.raises(Misread):
        made.activity.into(made.settings, "nowhere", "held", made.work)


@pytest.mark.parametrize("digits", ["9" * 30, "9" * 5000])
def test_a_number_of_any_length_is_no_line(digits: str) -> None:
    with pytest.raises(Misread, match="There is no"):
        table().say(f"{digits} words")
