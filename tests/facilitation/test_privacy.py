"""Private parts keep nothing in a room; a case in the open has three endings."""

from __future__ import annotations

import pytest
from tests.facilitation.house import House, texts

from dialogue_tui.facilitation import case, entries
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.facilitation.errors import Refused
from dialogue_tui.protocols.library import text_of

CANARY = "a canary that nobody may hear"


def test_a_private_part_keeps_nothing(house: House) -> None:
    engine = house.begin("try.case/turns")
    before, changes = house.bytes(), len(engine.state.changes)
    for line in (CANARY, f"!{CANARY}", f"@Ana {CANARY}", f"Me: {CANARY} | {CANARY}", "@Canary"):
        with pytest.raises(Refused):
            engine.say(line)
    assert (house.bytes(), len(engine.state.changes)) == (before, changes)
    assert (engine.rows(), engine.state.people) == ([], [])


def test_the_whole_left_hand_column_keeps_nothing_private(house: House) -> None:
    engine = house.begin(text=text_of("left-hand-column"), form="hour")
    refused = []
    while engine.place.key != engine.order[-1]:
        if engine.private():
            with pytest.raises(Refused):
                engine.say(CANARY)
            refused.append(engine.place.key)
        engine.next()
    assert len(refused) >= 5
    assert CANARY.encode() not in house.bytes()


def test_alone_private_parts_take_lines_into_the_journal(house: House) -> None:
    engine = house.begin("try.case/turns", solo=True)
    assert not engine.private()
    engine.say("Me: Is it fixed? | I knew it was.")
    again = house.again(engine)
    assert texts(again) == ["Is it fixed?", "I knew it was."]
    assert {e.wording for e in again.state.of_part(again.place.key)} == {"written"}
    assert not (house.folder / "team.db").exists()


def opened(house: House) -> Engine:
    engine = house.begin("try.case/turns")
    case.open_case(engine)
    with pytest.raises(Refused):
        case.open_case(engine)
    engine.say(f"R.: Is it fixed? | {CANARY}")
    engine.say(f"!{CANARY}, parked")
    entries.consent(engine, engine.state.of_part(engine.place.key)[0].id, "role only")
    return engine


def test_a_case_in_the_open_begins_without_consent(house: House) -> None:
    engine = opened(house)
    lines = house.again(engine).state.of_part("try.case/turns")
    assert [(e.text, e.consent) for e in lines] == [("Is it fixed?", "role only"), (CANARY, "no")]
    assert [e.consent for e in engine.parked()] == ["no"]
    assert len(engine.rows()) == 2
    engine.set_wall(off_wall=True)
    assert engine.rows() == []
    assert house.again(engine).state.live.off_wall


def test_a_case_is_kept(house: House) -> None:
    engine = opened(house)
    case.end_case(engine, "kept")
    assert texts(house.again(engine), "try.case/turns") == ["Is it fixed?", CANARY]
    with pytest.raises(Refused):
        engine.say("more")
    with pytest.raises(Refused):
        case.end_case(engine, "kept")
    engine.undo()
    engine.say("Me: more")
    assert len(texts(engine)) == 3


@pytest.mark.parametrize(("ending", "left"), [("released", ["Is it fixed?"]), ("torn up", [])])
def test_a_case_ends_and_what_is_torn_up_is_gone(house: House, ending: str, left: list[str]) -> None:
    engine = opened(house)
    assert CANARY.encode() in house.bytes()
    case.end_case(engine, ending)  # type: ignore[arg-type]
    again = house.again(engine)
    assert (texts(engine, "try.case/turns"), texts(again, "try.case/turns")) == (left, left)
    assert (engine.parked(), again.session.case) == ([], ending)
    assert CANARY not in str(engine.state.changes)
    for door in house.opened:
        door.close()
    assert CANARY.encode() not in house.bytes()
    assert (b"Is it fixed?" in house.bytes()) == bool(left)


def test_undo_goes_on_before_a_case_that_was_torn_up(house: House) -> None:
    engine = house.begin("try.say/round")
    engine.say("one")
    engine.go("try.case/turns")
    case.open_case(engine)
    engine.say("R.: words")
    case.end_case(engine, "torn up")
    engine.go("try.climb/rungs")
    assert engine.undo().label == "moved to Climb"
    assert engine.place.key == "try.case/turns"
    engine.undo()
    assert texts(engine, "try.say/round") == ["one"]
    engine.undo()
    assert texts(engine, "try.say/round") == []


def test_a_line_removed_from_a_case_is_not_listed_while_the_case_is_off_the_wall(house: House) -> None:
    engine = opened(house)
    line = engine.state.of_part(engine.place.key)[0].id
    entries.remove(engine, line)
    assert [e.id for e in entries.removed(engine)] == [line]
    engine.set_wall(off_wall=True)
    assert entries.removed(engine) == []
    engine.go("try.say/round")
    assert entries.removed(engine) == []
    engine.set_wall(off_wall=False)
    assert [e.id for e in entries.removed(engine)] == [line]


def test_a_session_without_private_parts_has_no_case(house: House) -> None:
    engine = house.begin(form="two", sitting="b")
    with pytest.raises(Refused):
        case.open_case(engine)
