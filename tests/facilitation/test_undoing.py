"""One linear history: across restarts, between processes, and never over what has moved on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.facilitation.house import House, texts

from dialogue_tui.facilitation import entries, particulars, room
from dialogue_tui.facilitation.anonymising import anonymise
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.facilitation.errors import AskFirst, Refused
from dialogue_tui.store.errors import Conflict


def test_undo_and_redo_one_after_the_other(house: House) -> None:
    engine = house.begin("try.say/round")
    for words in ("one", "two", "three"):
        engine.say(words)
    assert [engine.undo().label for _ in range(3)] == ["line said"] * 3
    assert texts(house.again(engine)) == []
    assert [engine.redo().label for _ in range(3)] == ["line said"] * 3
    assert texts(house.again(engine)) == ["one", "two", "three"]
    with pytest.raises(Refused):
        engine.redo()


def test_everything_is_undone_down_to_the_beginning(house: House) -> None:
    engine = house.begin()
    engine.say("a result")
    engine.next()
    engine.say("@Ana (Test) words")
    room.people(engine, 5)
    particulars.title(engine, "The June date")
    entries.consent(engine, engine.state.of_part(engine.place.key)[0].id, "yes")
    engine.close()
    taken = [engine.undo().label for _ in range(7)]
    with pytest.raises(Refused):
        engine.undo()
    assert taken == [
        "session closed", "consent: yes", "session named", "5 people", "line said", "moved to Say", "line said",
    ]  # fmt: skip
    again = house.again(engine)
    assert (again.place.key, again.session.people, again.session.title) == ("opening/card", 8, "")
    assert (again.state.tables["entry"], again.state.people, again.session.state) == ({}, [], "open")
    assert len([again.redo().label for _ in taken]) == 7
    whole = house.again(again, "third")
    assert (whole.session.state, whole.session.people, whole.session.title) == ("closed", 5, "The June date")
    assert whole.session.protocol_text == engine.session.protocol_text != ""
    assert [(e.text, e.consent) for e in whole.state.of_part("try.say/round")] == [("words", "yes")]


def test_another_process_is_asked_first(house: House) -> None:
    first = house.begin("try.say/round")
    first.say("one")
    second = house.again(first)
    with pytest.raises(AskFirst) as asked:
        second.undo()
    assert asked.value.label == "line said"
    assert texts(second) == ["one"]
    assert second.undo(others=True).label == "line said"
    assert texts(house.again(second)) == []
    second.redo()
    assert texts(house.again(second)) == ["one"]


def test_its_own_newest_change_goes_first(house: House) -> None:
    first = house.begin("try.say/round")
    first.say("one")
    second = house.again(first)
    second.say("two")
    first.poll()
    first.say("three")
    second.poll()
    second.undo()
    assert texts(house.again(second, "third")) == ["one", "three"]


def test_a_new_command_empties_redo(house: House) -> None:
    engine = house.begin("try.say/round")
    engine.say("one")
    engine.undo()
    engine.say("two")
    for each in (engine, house.again(engine)):
        with pytest.raises(Refused):
            each.redo()


def test_what_moved_on_is_not_undone(house: House) -> None:
    first = house.begin("try.say/round")
    (line,) = first.say("one").entries
    second = house.again(first)
    entries.edit(second, line, "one, otherwise")
    first.poll()
    with pytest.raises(Refused, match="changed again"):
        first.undo()
    assert texts(house.again(first, "third")) == ["one, otherwise"]


def test_moving_is_undone_though_others_changed_something_else_of_the_session(house: House) -> None:
    first = house.begin("try.say/round")
    second = house.again(first)
    room.people(second, 5)
    first.poll()
    assert first.undo().label == "moved to Say"
    whole = house.again(first, "third")
    assert (whole.place.key, whole.session.people) == ("opening/card", 5)
    assert whole.session.protocol_text != ""


def test_moving_destroys_nothing(house: House) -> None:
    engine = house.begin("try.say/round")
    for words in ("one", "two"):
        engine.say(words)
    for key in engine.order:
        if key != engine.place.key:
            engine.go(key)
    while engine.place.key != engine.order[0]:
        engine.back()
    assert texts(house.again(engine), "try.say/round") == ["one", "two"]
    assert engine.session.visited[0] == "opening/card"
    assert sorted(engine.session.visited) == sorted(engine.order)
    with pytest.raises(Refused):
        engine.back()


def test_going_nowhere_is_refused(house: House) -> None:
    engine = house.begin("try.say/round")
    before = len(engine.state.changes)
    for key in ("try.say/round", "try.nothing/x"):
        with pytest.raises(Refused):
            engine.go(key)
    engine.go(engine.order[-1])
    with pytest.raises(Refused):
        engine.next()
    assert len(engine.state.changes) == before + 1


def test_a_reveal_is_undone_as_a_whole_and_the_slips_wait_again(house: House) -> None:
    engine = house.begin("try.rate/slips")
    for words in ("a", "b", "c"):
        engine.say(words)
    engine.reveal()
    assert engine.undo().label == "3 revealed"
    assert (texts(house.again(engine)), engine.slips.count(engine.place.key)) == ([], 3)
    engine.say("d")
    with pytest.raises(Refused):
        engine.redo()  # the first reveal left nothing behind to be made again
    engine.reveal()
    assert sorted(texts(house.again(engine))) == ["a", "b", "c", "d"]


def test_two_engines_see_each_other(house: House) -> None:
    first = house.begin("try.say/round")
    second = house.again(first)
    first.say("@Ana one")
    assert second.poll()
    assert not second.poll()
    assert texts(second) == ["one"]
    second.say("two")
    second.go("try.climb/rungs")
    assert first.poll()
    assert (first.place.key, texts(first, "try.say/round")) == ("try.climb/rungs", ["one", "two"])
    assert [p.name for p in second.state.present] == ["Ana"]
    room.people(second, 4)
    first.poll()
    assert first.at("try.say/round").minutes == 4.0
    house.clock.advance(60)
    first.pause()
    assert second.poll()
    assert second.seconds_left() == first.seconds_left() == 300
    second.pause()
    assert first.poll()
    assert (first.failed, second.failed) == (None, None)


def test_a_line_scrubbed_by_one_is_forgotten_by_the_other(house: House) -> None:
    first = house.begin("try.say/round")
    (line,) = first.say("@Ana one").entries
    second = house.again(first)
    entries.edit(second, line, "a canary")
    first.poll()
    anonymise(first, line)
    second.poll()
    assert [(e.text, e.person) for e in second.state.of_part(second.place.key)] == [("a canary", None)]
    told = [r for c in second.state.changes for r in c.rows if "canary" in str(r.after)]
    assert [line in (r.id,) for r in told] == [False]
    with pytest.raises((AskFirst, Refused)):
        second.undo()


RACES: dict[str, Callable[[Engine], object]] = {
    "a line": lambda e: entries.edit(e, e.state.of_part("try.say/round")[0].id, f"{e.process} was here"),
    "the place": lambda e: e.go("try.climb/rungs"),
}


@pytest.mark.parametrize("what", RACES)
def test_a_race_is_lost_by_one_and_both_agree_afterwards(house: House, what: str) -> None:
    first = house.begin("try.say/round")
    first.say("one")
    second = house.again(first)
    told: list[bool] = []
    second.on_change = lambda: told.append(second.failed is not None)
    RACES[what](first)
    house.clock.advance(1)
    RACES[what](second)
    assert isinstance(second.failed, Conflict)
    assert told[-1]
    assert second.poll()
    assert (second.place.key, texts(second)) == (first.place.key, texts(first))
    second.say("still here")
    first.poll()
    assert texts(first)[-1] == "still here"


def test_the_curtain_stays_drawn_though_another_set_the_clock(house: House) -> None:
    first = house.begin("try.say/round")
    second = house.again(first)
    first.extend(3)
    second.set_wall(curtain=True)
    assert second.state.live.curtain
    assert second.poll()
    assert first.poll()
    for each in (first, second):
        assert (each.state.live.curtain, each.state.live.extra, each.failed) == (True, {"try.say/round": 3.0}, None)


def test_somebody_stays_whom_another_line_needs(house: House) -> None:
    first = house.begin("try.say/round")
    first.say("@Ana (Firmware lead) one")
    second = house.again(first)
    second.say("@Ana two")
    first.poll()
    assert first.undo().label == "line said"
    for each in (first, house.again(first)):
        (line,) = each.state.of_part(each.place.key)
        assert (line.text, each.role_of(line)) == ("two", "Firmware lead")
    assert first.redo().label == "line said"
    assert len(house.again(first, "third").state.people) == 1


def test_somebody_stays_who_speaks_in_another_session(house: House) -> None:
    first = house.begin("try.say/round")
    first.say("@Ana (Firmware lead) one")
    other = house.begin("try.say/round", process="other")
    other.say("@Ana again")
    first.undo()
    (line,) = house.again(other).state.of_part("try.say/round")
    assert house.again(other, "third").role_of(line) == "Firmware lead"
    assert (texts(house.again(first)), house.again(first, "third").state.present) == ([], [])
    first.redo()
    assert [p.name for p in house.again(first, "fourth").state.present] == ["Ana"]


def test_somebody_goes_with_their_only_line(house: House) -> None:
    engine = house.begin("try.say/round")
    engine.say("@Ana one")
    engine.undo()
    assert house.again(engine).state.people == []
