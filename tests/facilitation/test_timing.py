"""The clock starts itself, informs, and counts only the time that was spent here."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.facilitation.house import START, House, texts

from dialogue_tui.facilitation import room, timing
from dialogue_tui.facilitation.beginning import take_up
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.facilitation.errors import Refused
from dialogue_tui.protocols.library import text_of
from dialogue_tui.store.errors import NotFound
from dialogue_tui.store.opening import Store
from dialogue_tui.store.records import Live


def test_it_starts_itself_and_runs_over(house: House) -> None:
    engine = house.begin()
    assert engine.seconds_left() == engine.place.minutes * 60
    engine.next()
    assert engine.seconds_left() == 480
    house.clock.advance(470)
    assert timing.told(engine.seconds_left()).minutes == 0
    house.clock.advance(100)
    assert (engine.seconds_left(), timing.told(engine.seconds_left()).over) == (-90, True)
    assert engine.place.key == "try.say/round"
    engine.say("still taken")
    assert texts(engine) == ["still taken"]


def test_it_runs_on_where_one_comes_back(house: House) -> None:
    engine = house.begin("try.say/round")
    house.clock.advance(100)
    engine.go("try.climb/rungs")
    house.clock.advance(50)
    engine.go("try.say/round")
    assert engine.seconds_left() == 380
    house.clock.advance(10)
    engine.undo()
    assert (engine.place.key, engine.seconds_left()) == ("try.climb/rungs", 310)


def test_pausing_and_extending(house: House) -> None:
    engine = house.begin("try.say/round")
    house.clock.advance(60)
    assert engine.pause() is False
    house.clock.advance(3600)
    assert engine.seconds_left() == 420
    assert engine.pause() is True
    engine.extend()
    assert house.again(engine).seconds_left() == 540
    engine.extend(-60)
    assert engine.seconds_left() == 420


def test_the_end_is_that_of_the_meeting_and_moves_when_a_step_runs_over(house: House) -> None:
    engine = house.begin("try.say/round")
    minutes = {p.key: p.minutes for p in engine.places}
    planned = timedelta(minutes=sum(minutes.values()) - minutes["opening/card"])
    assert engine.ends() == START + planned
    house.clock.advance(minutes["try.say/round"] * 60)
    assert engine.ends() == START + planned
    house.clock.advance(120)
    assert engine.ends() == START + planned + timedelta(minutes=2)
    engine.next()
    engine.extend(3)
    assert engine.ends() == START + planned + timedelta(minutes=5)
    engine.go(engine.order[-1])
    assert engine.ends() == house.clock.now() + timedelta(minutes=minutes[engine.order[-1]])


def test_time_away_is_not_time_spent(house: House) -> None:
    engine = house.begin("try.say/round")
    house.clock.advance(60)
    engine.say("one")
    house.clock.advance(30)
    engine.leave()
    house.clock.advance(3600)
    engine = house.again(engine)
    assert engine.seconds_left() == 390
    house.clock.advance(10)
    engine.say("two")
    house.clock.advance(7200)
    stopped = engine.clock.now() - timedelta(seconds=7200)
    killed(engine)
    after = house.again(engine, "third")
    assert after.seconds_left() == 380
    assert (engine.cut_off, after.cut_off) == (None, stopped)
    house.clock.advance(80)
    assert after.seconds_left() == 300


def test_coming_and_leaving_beside_others_never_writes_the_clock(house: House) -> None:
    engine = house.begin("try.say/round")
    house.clock.advance(300)
    before = stored(house, engine)
    other = house.again(engine)
    assert other.seconds_left() == engine.seconds_left() == 180
    other.leave()
    assert stored(house, engine) == before
    other = house.again(engine, "third")
    engine.leave()
    assert stored(house, engine) == before
    house.clock.advance(60)
    assert other.seconds_left() == 120
    other.leave()
    house.clock.advance(3600)
    assert house.again(engine, "fourth").seconds_left() == 120


def test_who_comes_while_it_stands_does_not_start_it(house: House) -> None:
    engine = house.begin("try.say/round")
    house.clock.advance(60)
    engine.pause()
    other = house.again(engine)
    house.clock.advance(60)
    assert other.seconds_left() == 420
    assert stored(house, engine).since is None
    assert other.pause()
    engine.poll()
    engine.leave()
    house.clock.advance(60)
    assert other.seconds_left() == 360


def test_leaving_twice_or_a_closed_session_writes_nothing(house: House) -> None:
    engine = house.begin("try.say/round")
    engine.leave()
    engine.pause()
    before = stored(house, engine)
    engine.leave()
    assert stored(house, engine) == before
    closed = house.begin()
    closed.close()
    before = stored(house, closed)
    closed.leave()
    assert stored(house, closed) == before


def test_what_the_last_to_leave_has_not_seen_yet_stays(house: House) -> None:
    engine = house.begin("try.say/round")
    other = house.again(engine)
    house.clock.advance(60)
    other.extend(5)
    other.leave()
    engine.leave()
    assert (stored(house, engine).since, stored(house, engine).extra) == (None, {"try.say/round": 5})
    assert house.again(engine, "third").seconds_left() == 720


def test_a_closed_session_that_is_looked_at_keeps_its_clock_and_a_reopened_one_runs(house: House) -> None:
    engine = house.begin("try.say/round")
    house.clock.advance(60)
    engine.close()
    engine.leave()
    before = stored(house, engine)
    house.clock.advance(3600)
    again = house.again(engine)
    assert stored(house, engine) == before
    again.reopen()
    house.clock.advance(30)
    assert again.seconds_left() == 390
    again.leave()
    assert house.again(engine, "third").cut_off is None


def test_one_is_there_before_anything_is_read_and_gone_where_there_is_no_such_session(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = house.begin("try.say/round")
    engine.leave()
    reading, saver = house.doors()
    other, load, alone = reading.attach(engine.session.id), reading.load, []
    monkeypatch.setattr(reading, "load", lambda id: (alone.append(other.join()), load(id))[1])
    given = {"clock": house.clock, "random": house.random, "process": "second"}
    taken_up = take_up(reading, saver, engine.session.id, **given)
    assert alone == [False]
    other.leave(lambda: None)
    taken_up.leave()
    with pytest.raises(NotFound):
        take_up(*house.doors(), "nowhere", **given)
    assert list(house.folder.glob("*.*.*.lock")) == []


def killed(engine: Engine) -> None:
    """As if it were: its lock is gone, the clock was not stopped."""
    engine.attached.leave(lambda: None)


def stored(house: House, engine: Engine) -> Live:
    return house.doors()[0].load(engine.session.id).live


@pytest.mark.parametrize("people", [0, 100])
def test_no_room_has_that_many(house: House, people: int) -> None:
    with pytest.raises(Refused):
        room.people(house.begin(), people)


def test_rounds_take_as_long_as_there_are_people(house: House) -> None:
    engine = house.begin(text=text_of("ladder-of-inference"), form="hour")
    rounds = [p for p in engine.places if p.part.who == "round"]
    before = {p.key: p.minutes for p in engine.places}
    room.people(engine, 12)
    after = {p.key: p.minutes for p in house.again(engine).places}
    assert rounds
    for place in engine.places[1:-2]:  # the opening and the close share what is left
        grown = after[place.key] > before[place.key]
        assert grown == (place.part.who == "round"), place.key
    engine.undo()
    assert {p.key: p.minutes for p in engine.places} == before


def test_seconds_are_told_in_whole_minutes() -> None:
    seconds = (3600, 330, 61, 60, 59.9, 0, -29, -30, -89, -90, -119, -150)
    told = [timing.told(s) for s in seconds]
    assert [t.minutes for t in told] == [60, 6, 2, 1, 0, 0, 0, 1, 1, 2, 2, 3]
    assert [s for s, t in zip(seconds, told, strict=True) if t.over] == [-30, -89, -90, -119, -150]


def test_through_the_saving_thread_nothing_is_called_saved_too_early(house: House) -> None:
    began = house.begin("try.say/round")
    reading, _ = house.doors()
    saver = Store(house.folder / "team.db", "team").save()
    engine = take_up(reading, saver, began.session.id, clock=house.clock, random=house.random, process="threaded")
    done = [engine.say(f"line {n}") for n in range(20)]
    seen = {d.entries[0] for d in done if d.saved is not None and d.saved.done()}
    kept = {e.id for e in reading.load(engine.session.id).entries}
    assert seen <= kept
    for each in done:
        each.wait(10)
    assert saver.close()
    assert (engine.unsaved, engine.failed) == (frozenset(), None)
    assert texts(house.again(engine)) == [f"line {n}" for n in range(20)]


def test_a_session_goes_on_where_it_stood(house: House) -> None:
    engine = house.begin("try.rate/slips")
    engine.say("a slip that is on paper")
    engine.go("try.climb/rungs")
    engine.say("@Ana words", "meaning")
    again = house.again(engine)
    assert again.place.key == "try.climb/rungs"
    assert [r.text for r in again.rows()] == ["words"]
    assert [p.name for p in again.state.present] == ["Ana"]
    assert again.slips.total() == 0
    again.close()
    assert house.again(again).session.state == "closed"
    again.reopen()
    again.say("more", "data")
    assert texts(house.again(again)) == ["words", "more"]
