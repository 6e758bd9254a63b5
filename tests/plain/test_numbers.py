"""What lines are called aloud: a number once said stays with its line, but where the numbers are what is typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.facilitation.house import House

from dialogue_tui.facilitation import entries
from dialogue_tui.facilitation.desk import Desk
from dialogue_tui.plain.numbers import Numbers


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    house = House(tmp_path)
    made = Desk(house.begin("try.say/round"), aloud=True)
    for words in ("one", "two", "three"):
        made.say(words)
    yield made
    for door in house.opened:
        door.close()


def called(desk: Desk, numbers: Numbers) -> dict[str, str]:
    return {name: desk.engine.state.entry(id).text for id, name in numbers.here().items()}


def test_a_number_stays_with_its_line(desk: Desk) -> None:
    numbers = Numbers(desk)
    assert called(desk, numbers) == {"1": "one", "2": "two", "3": "three"}
    entries.remove(desk.engine, numbers.entry("1"))
    desk.say("four")
    assert called(desk, numbers) == {"2": "two", "3": "three", "4": "four"}


@pytest.mark.parametrize("place", ["try.rate/scale", "try.sort/groups"])
def test_where_numbers_are_typed_they_are_those_that_the_kind_reads(desk: Desk, place: str) -> None:
    numbers = Numbers(desk)
    first = numbers.entry("1")
    desk.go(place)
    assert list(called(desk, numbers).items())[:2] == [("1", "one"), ("2", "two")]
    entries.remove(desk.engine, first)
    assert list(called(desk, numbers).items())[:2] == [("1", "two"), ("2", "three")]
