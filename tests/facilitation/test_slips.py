"""Slips: in memory alone until they are shown at once, in no order that tells whose they were."""

from __future__ import annotations

import pytest
from tests.facilitation.house import House, phrases, texts

from dialogue_tui.activities.base import Misread
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.facilitation.errors import Refused
from dialogue_tui.protocols.library import text_of


def slips(engine: Engine, *typed: str) -> None:
    for line in typed:
        assert engine.say(line).saved is None


def test_slips_are_in_memory_until_they_are_revealed(house: House) -> None:
    engine = phrases(house)
    engine.go("try.rate/slips")
    before = house.bytes()
    slips(engine, "a canary in a mine", "@Ana another", "Ben: a third")
    assert house.bytes() == before
    assert (engine.rows(), engine.slips.count(engine.place.key)) == ([], 3)
    assert engine.reveal().label == "3 revealed"
    assert sorted(texts(engine)) == ["Ben: a third", "a canary in a mine", "another"]
    for entry in house.again(engine).state.of_part("try.rate/slips"):
        assert (entry.person, entry.at, entry.offset, entry.attribution) == (None, None, None, "anonymous")
    assert engine.state.people == []
    with pytest.raises(Refused):
        engine.reveal()


def test_a_slip_is_thrown_away(house: House) -> None:
    engine = house.begin("try.rate/slips")
    slips(engine, "a", "b")
    assert engine.slips.take_back(engine.place.key)
    engine.reveal()
    assert texts(engine) == ["a"]


def test_a_slip_that_would_change_a_line_is_refused(house: House) -> None:
    engine = house.begin()
    engine.say("a result", "result")
    assert engine.take_slips()
    with pytest.raises(Refused):
        engine.say("another result", "result")
    assert engine.say("it rains", "worth").saved is None
    with pytest.raises(Refused):
        engine.take_slips()


def test_the_order_of_slips_is_lost(house: House) -> None:
    engine = house.begin("try.rate/slips")
    typed = [f"slip {n:02}" for n in range(20)]
    slips(engine, *typed)
    engine.reveal()
    assert sorted(texts(engine)) == typed
    assert texts(engine) != typed
    assert len({e.position for e in engine.state.of_part(engine.place.key)}) == 20
    logged = [r.after["text"] for r in engine.state.changes[-1].rows if r.after]
    assert logged != typed
    assert logged != texts(engine)


def test_a_scale_is_shown_as_a_spread(house: House) -> None:
    engine = phrases(house)
    engine.go("try.rate/scale")
    for wrong in ("1", "1 2 0", "+3 0", "one two"):
        with pytest.raises(Misread):
            engine.say(wrong)
    slips(engine, "+2 0", "+2 -1", "1, 0", "−2 0")
    engine.reveal()
    values = [e.value for e in house.again(engine).state.of_part("try.rate/scale")]
    by_count = sorted(values, key=lambda v: len(v["counts"]))
    assert by_count == [
        {"answered": 4, "counts": {"-1": 1, "0": 3}},
        {"answered": 4, "counts": {"-2": 1, "1": 1, "2": 2}},
    ]


@pytest.mark.parametrize(("answers", "counts"), [(3, {}), (4, {"yes": 4})])
def test_a_spread_of_fewer_than_four_is_withheld(house: House, answers: int, counts: dict[str, int]) -> None:
    engine = house.begin("try.rate/stand")
    slips(engine, *["yes because I like it"] * answers)
    engine.reveal()
    spread = next(e for e in engine.state.of_part(engine.place.key) if "answered" in e.value)
    assert spread.value == {"answered": answers, "counts": counts}
    assert texts(engine).count("because I like it") == answers
    assert any(r.style == "dots" for r in engine.rows()) == bool(counts)


def test_where_nothing_is_written_down_there_are_no_slips(house: House) -> None:
    engine = house.begin("cir.open/open", text=text_of("dialogue-circle"))
    engine.go(next(p.key for p in engine.places if not p.part.activity.takes_lines))
    with pytest.raises(Refused, match="slips can be chosen where lines are typed"):
        engine.take_slips()
    with pytest.raises(Misread, match="Nothing is written down here"):
        engine.say("a line")
