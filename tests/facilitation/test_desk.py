"""The desk: what stands in the way, what was kept, where one went and what was taken back: facts for any face."""

from __future__ import annotations

import pytest
from tests.facilitation.house import House, texts

from dialogue_tui.facilitation import case, entries
from dialogue_tui.facilitation.case import Cost
from dialogue_tui.facilitation.desk import Desk, Guard, Kept, Moved, Turned
from dialogue_tui.facilitation.errors import AskFirst, Refused
from dialogue_tui.facilitation.pointer import Onward
from dialogue_tui.protocols.library import text_of


def kept(desk: Desk, line: str) -> Kept:
    said = desk.say(line)
    assert isinstance(said, Kept)
    return said


# What stands in the way


def test_a_closed_session_takes_no_line(house: House) -> None:
    desk = Desk(house.begin("try.say/round"))
    desk.engine.close()
    assert desk.say("Late.") is Guard.CLOSED
    assert desk.closed
    assert texts(desk.engine) == []


def test_the_curtain_keeps_lines_out_where_somebody_sits_before_it(house: House) -> None:
    engine = house.begin("try.say/round")
    engine.set_wall(curtain=True)
    assert Desk(engine, covers=True).say("Hidden.") is Guard.COVERED
    assert kept(Desk(engine), "From a file.").what == "said"


def test_nothing_is_kept_at_a_private_part(house: House) -> None:
    desk = Desk(house.begin("try.say/own"))
    assert desk.say("Secret.") is Guard.PRIVATE
    assert b"Secret" not in house.bytes()


def test_a_case_off_the_wall_takes_no_line(house: House) -> None:
    desk = Desk(house.begin("try.case/turns"))
    case.open_case(desk.engine)
    desk.turn_case()
    assert desk.in_the_way() is Guard.OFF_WALL
    desk.turn_case()
    assert desk.in_the_way() is None


def test_once_every_field_was_asked_aloud_a_line_is_in_the_way_and_a_parked_one_is_not(house: House) -> None:
    desk = Desk(house.begin(), aloud=True)
    desk.at.settle()
    assert desk.at.here is not None
    while desk.at.pass_by() is not Onward.ALL_ASKED:
        pass
    assert desk.say("One more thing.") is Guard.ALL_ASKED
    assert desk.say("!   ") is Guard.ALL_ASKED
    assert kept(desk, "!For the close.").what == "parked"
    assert [e.text for e in desk.engine.parked()] == ["For the close."]


def test_slips_that_nobody_has_seen_hold_the_next_step_back_but_not_the_one_before(house: House) -> None:
    desk = Desk(house.begin("try.rate/slips"))
    here = desk.engine.place
    kept(desk, "Too much.")
    assert desk.next() is Guard.UNSEEN
    moved = desk.back()
    assert moved == Moved(here, 1)
    assert desk.unfinished.unseen == (here,)
    assert desk.unfinished.elsewhere


def test_the_last_place_is_where_going_on_ends(house: House) -> None:
    desk = Desk(house.begin())
    desk.go(desk.engine.order[-1])
    assert desk.at_last
    assert desk.next() is Guard.LAST
    assert not desk.unfinished.elsewhere


# What was kept


def test_a_line_is_kept_with_whose_it_is(house: House) -> None:
    desk = Desk(house.begin("try.say/round"))
    said = kept(desk, "@Ana (Test lead) The build is red.")
    assert (said.what, said.onward, len(said.entries)) == ("said", Onward.STAYED, 1)
    assert said.person is not None
    assert (said.person.name, said.person.role) == ("Ana", "Test lead")
    assert [p.name for p in desk.present] == ["Ana"]
    line = desk.line(said.entries[0])
    assert line is not None
    assert desk.here() == [line]


def test_a_name_alone_brings_somebody_in_and_goes_nowhere(house: House) -> None:
    desk = Desk(house.begin("try.climb/rungs"))
    came = kept(desk, "@Ana")
    assert (came.what, came.entries, came.onward) == ("came", (), Onward.STAYED)
    assert came.person is not None
    assert came.person.name == "Ana"


def test_a_parked_line_stands_aside_and_goes_nowhere(house: House) -> None:
    desk = Desk(house.begin("try.climb/rungs"))
    parked = kept(desk, "!Later.")
    assert (parked.what, parked.onward) == ("parked", Onward.STAYED)
    assert desk.here() == []


def test_a_slip_is_counted_and_nobody_s(house: House) -> None:
    desk = Desk(house.begin("try.rate/slips"))
    assert [kept(desk, line).slips for line in ("One.", "@Ana Two.")] == [1, 2]
    assert kept(desk, "Three.") == Kept("slip", (), Onward.STAYED, None, 3)
    assert not desk.here()


def test_what_a_command_did_is_a_code_and_its_label_only_told(house: House) -> None:
    engine = house.begin("try.say/round")
    assert engine.say("One.").what == "said"
    assert engine.say("!Two.").what == "parked"
    assert engine.say("@Ana").what == "came"
    assert engine.next().what == "changed"
    back = engine.undo()
    assert (back.what, back.label) == ("undone", "moved to Say")
    assert engine.redo().what == "undone"


# Taking back


def test_taking_back_begins_with_the_slips_of_the_place(house: House) -> None:
    desk = Desk(house.begin("try.rate/slips"))
    kept(desk, "One.")
    assert desk.undo() == Turned("slip")
    assert desk.undo() == Turned("change", "moved to Rate", moved=True)
    assert desk.redo() == Turned("change", "moved to Rate", moved=True)


def test_a_reveal_that_is_taken_back_lets_its_slips_wait_again(house: House) -> None:
    desk = Desk(house.begin("try.rate/stand"))
    kept(desk, "yes")
    desk.go("try.rate/slips")
    for line in ("One.", "Two."):
        kept(desk, line)
    desk.engine.reveal()
    assert desk.undo() == Turned("change", "2 revealed", slips=2)
    assert desk.slips_here == 2


def test_what_another_process_did_is_asked_about_first(house: House) -> None:
    engine = house.begin("try.say/round")
    engine.say("One.")
    desk = Desk(house.again(engine))
    assert desk.engine.taken_up
    with pytest.raises(AskFirst):
        desk.undo()
    assert desk.undo(others=True).label == "line said"
    assert desk.here() == []


# A case


@pytest.mark.parametrize(
    ("ending", "cost"), [("kept", Cost(0, 3)), ("released", Cost(2, 1)), ("torn up", Cost(3, 0))]
)
def test_an_ending_of_a_case_says_what_it_costs_before_and_after(
    house: House, ending: case.Ending, cost: Cost
) -> None:
    desk = Desk(house.begin("try.case/turns"))
    case.open_case(desk.engine)
    kept(desk, "R.: Is it fixed? | I knew it was.")
    kept(desk, "!Later.")
    entries.consent(desk.engine, desk.here()[0].id, "role only")
    assert desk.unfinished.case
    assert case.cost(desk.engine, ending) == cost
    assert desk.end_case(ending) == cost
    assert not desk.unfinished.case
    assert len(desk.here()) + len(desk.engine.parked()) == cost.kept
    with pytest.raises(Refused):
        desk.end_case(ending)


# What faces show


def test_what_was_said_last_leaves_out_private_pages_and_lines_taken_off(house: House) -> None:
    desk = Desk(house.begin("try.case/turns"))
    case.open_case(desk.engine)
    kept(desk, "R.: Is it fixed?")
    desk.go("try.say/round")
    lines = [kept(desk, line).entries[0] for line in ("One.", "Two.", "Three.", "Four.")]
    entries.remove(desk.engine, lines[2])
    assert [e.text for e in desk.said_last(3)] == ["One.", "Two.", "Four."]


def test_a_line_knows_what_it_rests_on_and_what_it_is_joined_to(house: House) -> None:
    desk = Desk(house.begin("try.say/round"))
    one, two, three = (kept(desk, line).entries[0] for line in ("One.", "Two.", "Three."))
    entries.link(desk.engine, two, one)
    entries.link(desk.engine, three, two)
    assert desk.reasons() == {two: [one], three: [two]}
    assert {e.id for e in desk.linked(two)} == {one, three}
    entries.remove(desk.engine, one)
    assert [e.id for e in desk.linked(two)] == [three]


def test_lines_whose_words_stay_off_the_wall_are_near_while_one_is_looked_at(house: House) -> None:
    desk = Desk(house.begin("cir.in/round", text=text_of("dialogue-circle")))
    line = kept(desk, "Only for us.").entries[0]
    assert [row.entry for row in desk.rows() if row.entry] == []
    assert [row.entry for row in desk.rows(near=True) if row.entry] == [line]
    assert desk.said_last(3) == []


def test_beside_a_line_stands_how_it_may_be_told_and_that_it_was_shortened(house: House) -> None:
    desk = Desk(house.begin("try.say/round"))

    def beside(line: str) -> list[str]:
        found = desk.line(line)
        assert found is not None
        return desk.marks(found)

    plain, short = (kept(desk, line).entries[0] for line in ("Whole.", "~Shorter."))
    assert (beside(plain), beside(short)) == ([], ["in short"])
    for value, words in (("no", "not for export"), ("yes", "with name")):
        entries.consent(desk.engine, short, value)
        assert beside(short) == [words, "in short"]
    entries.attribution(desk.engine, plain, "named")
    assert beside(plain) == ["by name"]
    desk.go("try.text/one")
    assert (beside(kept(desk, "By name anyway.").entries[0]), beside(plain)) == ([], ["by name"])


def test_the_places_of_a_step_are_taken_together(house: House) -> None:
    steps = Desk(house.begin()).steps
    assert [[place.key for place in step] for step in steps[:2]] == [
        ["opening/card"],
        ["try.say/round", "try.say/own"],
    ]
    assert [len(step) for step in steps] == [1, 2, 1, 1, 1, 2, 3, 1, 1, 1, 2]


def test_what_earlier_sessions_handed_on_is_at_hand(house: House) -> None:
    earlier = Desk(house.begin("try.next/came"))
    earlier.engine.say("FW: pairing retry by Friday", "commitment")
    earlier.engine.close()
    assert [b.kind for b in Desk(house.begin()).brought] == ["commitment"]


def test_the_time_is_told_with_its_end_while_the_clock_runs(house: House) -> None:
    desk = Desk(house.begin("try.say/round"))
    house.clock.advance(150)
    assert (desk.time.minutes, desk.time.over, desk.time.paused) == (6, False, False)
    assert desk.time.ends is not None
    desk.engine.pause()
    assert not desk.running
    assert desk.time.paused
    assert desk.time.ends is None
