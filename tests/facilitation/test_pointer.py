"""Where the next line goes: in turn, by choice and after each line; for faces that show the slots, and not."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.facilitation.house import House

from dialogue_tui.activities.base import Slot
from dialogue_tui.errors import OneSentence
from dialogue_tui.facilitation.desk import Desk, Kept
from dialogue_tui.facilitation.pointer import Onward, Pointer, meant
from dialogue_tui.protocols.library import text_of

PLACES = ("opening/card", "try.say/round", "try.sort/groups", "try.climb/rungs", "try.case/open", "try.next/came")


def onward(desk: Desk, line: str) -> Onward:
    said = desk.say(line)
    assert isinstance(said, Kept)
    return said.onward


def test_a_ladder_goes_on_to_the_next_rung_after_its_first_line(house: House) -> None:
    engine = house.begin("loi.down/rungs", text=text_of("ladder-of-inference"), solo=True)
    desk = Desk(engine)
    names = [slot.name for slot in desk.at.slots]
    assert onward(desk, "We said no.") is Onward.MOVED
    assert desk.at.slot == names[1]
    desk.at.turn(-1)
    assert onward(desk, "We left.") is Onward.STAYED
    assert desk.at.slot == names[0]


@pytest.fixture
def waiting(house: House) -> Desk:
    """Four turns that were said, and their other sides to be filled."""
    desk = Desk(house.begin("lhc.right/write", text=text_of("left-hand-column"), solo=True), aloud=True)
    for line in ("R.: Is it fixed?", "Me: It is.", "R.: Good.", "Me: Yes."):
        desk.say(line)
    desk.go("lhc.left/write")
    return desk


def test_a_turn_that_has_both_sides_gives_way_to_the_one_after_it(waiting: Desk) -> None:
    at = waiting.at
    rows = [slot.row for slot in at.slots]
    at.point(1)
    assert onward(waiting, "I hoped it was.") is Onward.MOVED
    assert at.row == rows[2]
    assert at.pass_by() is Onward.MOVED
    assert at.row == rows[3]
    assert onward(waiting, "If only.") is Onward.MOVED
    assert [slot.row for slot in at.slots] == [rows[0], rows[2], *rows[4:]]


def test_turns_that_wait_can_be_skipped(waiting: Desk) -> None:
    rows = [slot.row for slot in waiting.at.slots]
    assert waiting.at.skip() is Onward.MOVED
    assert waiting.at.row == rows[1]


def test_an_empty_line_passes_the_turns_that_wait_to_the_last(waiting: Desk) -> None:
    at = waiting.at
    rows = [slot.row for slot in at.slots if slot.row]
    passed = [at.row]
    while at.pass_by() is Onward.MOVED:
        passed.append(at.row)
    assert passed == rows
    assert at.pass_by() is Onward.LAST
    at.turn(1)
    assert at.row == ""
    assert at.pass_by() is Onward.STAYED


def test_a_form_is_asked_field_by_field_and_then_no_more(house: House) -> None:
    at = Pointer(house.begin(), aloud=True)
    at.settle()
    asked = [at.slot]
    while at.pass_by() is Onward.MOVED:
        asked.append(at.slot)
    assert asked == [slot.name for slot in at.slots]
    assert at.all_asked
    assert (at.here, at.index, at.slot, at.title) == (None, None, "", "")
    assert at.pass_by() is Onward.STAYED
    assert at.skip() is Onward.LAST
    at.point(0)
    assert (at.all_asked, at.slot) == (False, asked[0])


def test_a_form_that_is_shown_stays_at_its_last_field(house: House) -> None:
    at = Pointer(house.begin())
    while at.pass_by() is Onward.MOVED:
        pass
    assert at.slot == at.slots[-1].name
    assert not at.all_asked


def test_settling_in_a_form_begins_at_its_first_empty_field(house: House) -> None:
    desk = Desk(house.begin(), aloud=True)
    desk.at.settle()
    first = desk.at.slot
    onward(desk, "The June date.")
    second = desk.at.slot
    assert second != first
    desk.at.point(2)
    desk.at.settle()
    assert desk.at.slot == second
    desk.at.point(2)
    desk.undo()
    desk.at.stay()
    assert desk.at.slot == first


def test_an_undo_elsewhere_leaves_lines_going_where_they_went(house: House) -> None:
    desk = Desk(house.begin("try.climb/rungs"), aloud=True)
    desk.at.point(2)
    onward(desk, "We say so.")
    desk.at.point(1)
    desk.undo()
    desk.at.stay()
    assert desk.at.slot == "meaning"


def test_skipping_ends_with_the_last_slot_that_is_asked(house: House) -> None:
    at = Pointer(house.begin("try.climb/rungs"), aloud=True)
    names = [slot.name for slot in at.slots]
    seen = [at.slot]
    while at.skip() is Onward.MOVED:
        seen.append(at.slot)
    assert seen == names
    assert Pointer(house.begin("try.say/round")).skip() is Onward.LAST


def test_a_kind_that_finds_the_place_of_a_line_itself_does_so_until_somebody_chooses(house: House) -> None:
    engine = house.begin("try.next/came")
    aloud, shown = Pointer(engine, aloud=True), Pointer(engine)
    assert (aloud.here, aloud.slot, shown.slot) == (None, "", aloud.slots[0].name)
    assert aloud.following == aloud.slots[0]
    aloud.turn(1)
    assert aloud.slot == aloud.slots[0].name
    aloud.settle()
    assert aloud.here is None


def test_at_a_private_part_nothing_is_asked_aloud(house: House) -> None:
    engine = house.begin("try.case/turns")
    assert Pointer(engine, aloud=True).here is None
    assert Pointer(engine).here is not None
    form = Pointer(house.begin("loi.top/paper", text=text_of("ladder-of-inference")), aloud=True)
    form.settle()
    assert form.here is None
    assert (form.pass_by(), form.all_asked) == (Onward.STAYED, False)


def test_each_place_keeps_its_own(house: House) -> None:
    desk = Desk(house.begin("try.climb/rungs"))
    desk.at.point(2)
    desk.go("try.next/came")
    assert desk.at.index == 0
    desk.at.turn(-1)
    last = desk.at.slot
    desk.go("try.climb/rungs")
    assert desk.at.slot == desk.at.slots[2].name
    desk.go("try.next/came")
    assert desk.at.slot == last == desk.at.slots[-1].name


@pytest.mark.parametrize("aloud", [True, False])
@settings(deadline=None, max_examples=40)
@given(
    place=st.sampled_from(PLACES), steps=st.lists(st.sampled_from(["turn", "back", "pass", "skip", "say", "undo"]))
)
def test_whatever_is_done_lines_go_to_a_slot_there_is(aloud: bool, place: str, steps: list[str]) -> None:
    with TemporaryDirectory() as folder:
        house = House(Path(folder))
        engine = house.begin(place if place != "opening/card" else "")
        desk = Desk(engine, aloud=aloud)
        for step in steps:
            with suppress(OneSentence):  # a kind may not read the line, and there may be nothing to take back
                _do(desk, step)
            slots, index = desk.at.slots, desk.at.index
            assert index is None or 0 <= index < len(slots)
            assert desk.at.here == (None if index is None else slots[index])
            assert aloud or not slots or index is not None
            following = desk.at.following
            assert (following in slots) if len(slots) > 1 else following is None
        for door in house.opened:
            door.close()


def _do(desk: Desk, step: str) -> None:
    at, before = desk.at, desk.at.index
    if step == "turn":
        at.turn(1)
        assert not at.slots or at.index == ((-1 if before is None else before) + 1) % len(at.slots)
    elif step == "back":
        at.turn(-1)
    elif step == "pass":
        at.pass_by()
    elif step == "skip":
        moved = at.skip() is Onward.MOVED
        assert not moved or at.index == (before or 0) + 1
    elif step == "say":
        desk.say("R.: we said it")
    else:
        desk.undo()
        at.stay()


SLOTS = [Slot("data", "What we saw"), Slot("meaning", "What it means"), Slot("do", "What we did")]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("1", "data"),
        (" 3 ", "do"),
        ("0", None),
        ("4", None),
        ("1234567", None),
        ("MEANING", "meaning"),
        ("mea", "meaning"),
        ("what  it", "meaning"),
        ("What we", None),
        ("what we did", "do"),
        ("d", None),
        ("do", "do"),
        ("", None),
        ("nowhere", None),
    ],
)
def test_a_slot_is_meant_by_its_number_its_name_or_how_only_it_begins(typed: str, name: str | None) -> None:
    found = meant(SLOTS, typed)
    assert (found.name if found else None) == name
