"""What undo must not take back, and what comes back where it stood."""

from __future__ import annotations

import pytest
from tests.facilitation.house import House, texts

from dialogue_tui.facilitation import anonymising, entries, room
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.facilitation.errors import Refused
from dialogue_tui.facilitation.releases import release_to_team
from dialogue_tui.store.where import DataFolder

SAY = "try.say/round"


def ids(engine: Engine) -> list[str]:
    return [e.id for e in engine.state.of_part(SAY)]


def test_a_removed_line_comes_back_where_it_stood(house: House) -> None:
    engine = house.begin(SAY)
    for words in ("one", "two", "three"):
        engine.say(words)
        house.clock.advance(60)
    one, two, _ = ids(engine)
    entries.remove(engine, one)
    entries.remove(engine, two)
    assert texts(engine) == ["three"]
    assert [e.text for e in entries.removed(engine)] == ["two", "one"]
    entries.restore(engine, two)
    assert texts(engine) == texts(house.again(engine), SAY) == ["two", "three"]
    assert [e.text for e in entries.removed(engine)] == ["one"]
    engine.undo()
    assert texts(engine) == ["three"]


def test_a_line_given_to_the_team_is_not_taken_back_by_undo(house: House) -> None:
    meeting = house.begin(SAY)
    meeting.say("a line of the meeting")
    alone = house.begin(solo=True)
    alone.go(next(p.key for p in alone.places if p.part.kind == "threads"))
    alone.say("I was afraid to say it")
    line = next(e for e in alone.state.tables["entry"].values() if e.text.startswith("I was"))
    release_to_team(alone, DataFolder(house.folder).team, line)
    again = house.again(meeting)
    again.undo(others=True)
    left = [e.text for e in house.again(meeting).state.tables["entry"].values() if not e.removed]
    assert left == ["I was afraid to say it"]


def test_nobody_comes_into_the_room_twice(house: House) -> None:
    engine = house.begin(SAY)
    room.present(engine, "Ana", "Firmware lead")
    with pytest.raises(Refused, match=r"Ana is in the room already\."):
        room.present(engine, "Ana")


def test_an_anonymous_line_can_not_be_put_in_another_place(house: House) -> None:
    engine = house.begin(SAY)
    for words in ("one", "two"):
        engine.say(words)
    anonymising.anonymise(engine, ids(engine)[1])
    with pytest.raises(Refused, match=r"An anonymous line has no order of its own\."):
        entries.shift(engine, next(e.id for e in engine.state.of_part(SAY) if e.text == "two"), -1)
