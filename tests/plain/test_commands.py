"""What the commands of plain lines do and say, through their streams."""

from __future__ import annotations

import pytest
from tests.plain.desk import Desk

from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.plain.commands import COMMANDS, HELP


def at(desk: Desk, protocol: str, place: str, **wanted: str) -> Engine:
    engine = desk.begin(protocol, **wanted)
    engine.go(place)
    return engine


def said(desk: Desk) -> list[str]:
    return desk.out.splitlines()


def noted(desk: Desk) -> list[str]:
    return desk.err.splitlines()


# Steps


def test_skip_passes_a_question_and_then_the_part(desk: Desk) -> None:
    engine = desk.begin("ladder-of-inference", form="hour")
    assert desk.type(engine, "/skip\n/skip\n/skip\n/where\n/skip\n/where\n") == 0
    assert "All asked. /next goes on." in said(desk)
    assert [line for line in said(desk) if "left" in line] == [
        "Opening, Before we begin; 3 minutes left.",
        "Step 1 of 8, part 1 of 2, The top; lines go to action; 3 minutes left.",
    ]
    assert desk.type(engine, "/skip\na belief\n/skip\n/skip\n/skip\n/where\n") == 0
    assert [(e.slot, e.text) for e in desk.loaded(engine).entries] == [("belief", "a belief")]
    assert engine.place.key == "loi.down/paper"


def test_the_last_part_is_not_skipped(desk: Desk) -> None:
    engine = at(desk, "dialogue-circle", "close/telling", form="short")
    assert desk.type(engine, "/skip\n" * 9) == 1
    assert noted(desk)[0].endswith("This is the last part; /close ends the session.")
    assert desk.loaded(engine).session.state == "open"


def test_a_form_asks_one_field_at_a_time(desk: Desk) -> None:
    engine = desk.begin("dialogue-circle", form="short")
    desk.type(engine, "a result\n", terminal=True)
    opening = desk.out.partition("The result: ")
    assert said(desk).count("What result is this about? One line; it may stay empty.") == 1
    assert "1 this team" not in opening[0]
    assert "1 this team, 2 our organisation, 3 anyone" in opening[2]
    desk.type(engine, "us\n", terminal=True)
    assert "Worth it if, several lines; an empty line goes on: " in desk.out


def test_later_rungs_are_read_only_where_they_are_new(desk: Desk) -> None:
    engine = at(desk, "ladder-of-inference", "loi.down/rungs", form="short")
    desk.type(engine, "/next\n>\n")
    down, pool, listed = (
        desk.out.split("The sign")[0].split("To choose, type > and a name or a number:")[1],
        *(desk.out.split("\n\n")[-1].split("Type > alone to hear all 9.")),
    )
    assert "data: " in down
    assert "data: " not in pool
    assert "data: " in listed


def test_private_is_said_first_and_pairs_are_not_sent_to_paper(desk: Desk) -> None:
    engine = at(desk, "ladder-of-inference", "loi.down/paper", form="hour")
    desk.type(engine, "x\n")
    title = said(desk).index("Climb down, on paper. 3 minutes.")
    assert said(desk)[title + 1].startswith("PRIVATE: on paper")
    engine.go("loi.alt/pairs")
    assert desk.type(engine, "x\n!x\n") == 1
    assert "PRIVATE: it stays between the two of you. Nothing of it is kept here." in said(desk)
    assert "paper" not in desk.err


def test_tips_are_read_and_examples_are_said_to_be_invented(desk: Desk) -> None:
    engine = at(desk, "ladder-of-inference", "loi.top/top")
    step = engine.place.step
    desk.type(engine, "/tips\n")
    assert f"Tip: {step.tips[0]}" in said(desk)
    assert f"When it goes wrong: {step.failures[0]}" in said(desk)
    assert f"Invented example, a good one: {step.good}" in said(desk)
    assert f"Invented example, one that misses: {step.bad}" in said(desk)


# Lines


def test_every_command_on_a_line_says_which_and_what(desk: Desk) -> None:
    engine = at(desk, "ladder-of-inference", "loi.down/rungs", form="short")
    status = desk.type(
        engine,
        "We drop it.\n~>shortened\n/consent 1 no\n/consent 1 yes\n/edit 1 We keep it\n/move 1 >data\n/who 1 Ana\n"
        "/who 1 -\n/spoken 2\n/scribed 2\n/link 2 because 1\n/remove 1\n/undo\n/people 7\n",
    )
    assert (status, desk.err) == (0, "")
    assert [line for line in said(desk) if line.startswith(("1, We", "2, >sh", "7 "))] == [
        "1, We drop it: not for export.",
        "1, We drop it: told with the name.",
        "1, We keep it: worded anew.",
        "1, We keep it: moved to data.",
        "1, We keep it: said by Ana.",
        "1, We keep it: said by nobody in particular.",
        "2, >shortened: word for word.",
        "2, >shortened: in short.",
        "2, >shortened: because of 1.",
        "1, We keep it: removed. /undo brings it back.",
        "7 people in the room.",
    ]
    loaded = desk.loaded(engine)
    assert [x.kind for x in loaded.links].count("because") == len(loaded.links)
    assert {e.text: e.wording for e in loaded.entries} == {"We keep it": "spoken", ">shortened": "scribed"}


def test_a_number_stays_with_its_line_while_more_are_said(desk: Desk) -> None:
    engine = at(desk, "ladder-of-inference", "loi.down/rungs", form="short")
    lines = (">data", "at the foot", ">belief", "high up", "/edit 1 the foot", "/remove 1", ">belief", "high too")
    desk.type(engine, "\n".join([*lines, "/rows", ""]))
    assert [line for line in said(desk) if line[:1].isdecimal() and ", belief" in line][-2:] == [
        "2, belief: high up",
        "3, belief: high too",
    ]
    assert {e.text for e in desk.loaded(engine).entries if e.removed} == {"the foot"}


def test_rows_say_rung_consent_and_wording(desk: Desk) -> None:
    engine = at(desk, "ladder-of-inference", "loi.down/rungs", form="short")
    desk.type(engine, "one\n>belief\n~@Ana two\n/consent 2 no\n/rows\n")
    assert said(desk)[-3:-1] == ["1, belief: one", "2, belief: two (Ana, not for export, in short)"]


def test_down_a_ladder_each_line_leads_to_the_next_rung(desk: Desk) -> None:
    engine = at(desk, "ladder-of-inference", "loi.down/rungs", form="short")
    desk.type(engine, "one\ntwo\n>belief\nthree\n/rows\n")
    rows = [line for line in said(desk) if line[:1].isdecimal()][-3:]
    assert sorted(rows) == ["1, belief: one", "2, conclusion: two", "3, belief: three"]


def test_a_bare_number_is_no_place_to_move_to(desk: Desk) -> None:
    engine = at(desk, "ladder-of-inference", "loi.down/rungs", form="short")
    assert desk.type(engine, "one\n/move 1 2\n/move 1 >2\n") == 1
    assert noted(desk)[0].startswith("Line 2: Where to? A name, or > and a number: 1 belief, 2 conclusion")
    assert desk.loaded(engine).entries[0].slot == "conclusion"
    engine = at(desk, "dialogue-circle", "cir.seed/question", form="short")
    assert desk.type(engine, "one\n/move 1 2\n") == 1
    assert noted(desk) == ["Line 2: There is nowhere else to move a line here."]


def test_lines_kept_off_the_wall_are_reached_by_the_number_said_when_kept(desk: Desk) -> None:
    engine = at(desk, "dialogue-circle", "cir.round/round", form="short")
    desk.type(engine, "@Ana one\n@Bo two\n", terminal=True)
    assert "Kept as 2, Bo." in desk.out
    status = desk.type(engine, "/rows\n/edit 2 other\n/consent 2 no\n/who 1 Cy\n/remove 1\n")
    assert (status, "2 lines kept" in said(desk), "one" in said(desk)) == (0, True, False)
    (kept,) = [e for e in desk.loaded(engine).entries if not e.removed]
    assert (kept.text, kept.consent) == ("other", "no")


def test_a_removed_line_is_listed_and_brought_back(desk: Desk) -> None:
    engine = at(desk, "dialogue-circle", "cir.seed/question", form="short")
    assert desk.type(engine, "/restore\none\ntwo\n/remove 1\n/restore\n/restore 2\n/restore 1\n/rows\n") == 1
    assert noted(desk) == [
        "Line 1: No line was removed.",
        "Line 6: Which one? /restore lists them; they run from 1 to 1.",
    ]
    assert "1, one: back where it stood." in said(desk)
    assert said(desk)[-3:-1] == ["1, one", "2, two"]


def test_a_line_is_parked_for_the_close(desk: Desk) -> None:
    engine = at(desk, "dialogue-circle", "cir.seed/question", form="short")
    assert desk.type(engine, "one\ntwo\n/park 1\n/rows\n") == 0
    assert [e.text for e in engine.parked()] == ["one"]
    assert engine.parked()[0].value == {"from": "cir.seed/question"}
    assert said(desk)[-2] == "2, two"
    desk.type(engine, "/undo\n/rows\n")
    assert desk.texts(engine, "cir.seed/question") == ["one", "two"]
    engine.go("close/handons")
    assert desk.type(engine, "Ana: call by Friday\n/park a\n") == 1
    assert noted(desk) == ["Line 2: That line opened a hand-on, which stays where it is; remove it instead."]


def test_a_line_is_parked_where_every_field_was_asked(desk: Desk) -> None:
    engine = desk.begin("left-hand-column")
    assert desk.type(engine, "\n\n\n!later\nsurplus\n/next\n/next\n!never\n") == 1
    assert [e.text for e in desk.loaded(engine).entries] == ["later"]
    assert [line[:7] for line in noted(desk)] == ["Line 5:", "Line 8:"]


def test_anonymous_is_for_good_and_so_asked_for_twice(desk: Desk) -> None:
    engine = at(desk, "ladder-of-inference", "loi.down/rungs", form="short")
    desk.type(engine, "@Ana one\n@Bo two\n/anonymous 2\n/rows\n/anonymous 2\n/anonymous 1\n/anonymous 1\n")
    by_text = {e.text: e for e in desk.loaded(engine).entries}
    assert (by_text["one"].attribution, by_text["one"].person, by_text["one"].at) == ("anonymous", None, None)
    assert by_text["two"].attribution == "role"
    assert noted(desk)[0].startswith("Line 3: two: without author, time or order, for good")
    assert len(noted(desk)) == 3


# Slips


def test_a_slip_is_taken_back_and_a_reveal_undone(desk: Desk) -> None:
    engine = at(desk, "shared-vision", "vis.commit/stand", form="hour", sitting="c")
    assert desk.type(engine, "1\n1\n7\n/undo\n1\n1\n/reveal\n/undo\n/reveal\n") == 0
    assert "The last slip is taken back." in said(desk)
    assert "4 slips wait again. /reveal shows them." in said(desk)
    assert "commitment, 4 people." in said(desk)
    (spread,) = [e for e in desk.loaded(engine).entries if "counts" in e.value]
    assert spread.value["counts"] == {"commitment": 4}


def test_a_step_with_unseen_slips_is_not_left_forwards(desk: Desk) -> None:
    engine = at(desk, "shared-vision", "vis.commit/stand", form="hour", sitting="c")
    assert desk.type(engine, "1\n/next\n/skip\n/back\n/next\n/reveal\n") == 1
    unseen = "There are slips that nobody has seen. /reveal shows them."
    assert noted(desk) == [f"Line 2: {unseen}", f"Line 3: {unseen}"]
    assert "1 slip waits at Where do you stand? /reveal there" in desk.out
    assert engine.place.key == "vis.commit/stand"


def test_slips_on_any_step(desk: Desk) -> None:
    engine = at(desk, "dialogue-circle", "cir.seed/question", form="short")
    desk.type(engine, "/slips\n@Ana one\n/rows\n/slips\n/reveal\n/slips\nplain\n", terminal=True)
    entries = {e.text: e.attribution for e in desk.loaded(engine).entries}
    assert entries == {"one": "anonymous", "plain": "named"}
    assert "Slip 2: 1 slip, kept when you /reveal." in desk.out
    assert "What is typed here now are lines again." in desk.out


@pytest.mark.parametrize("end", ["/quit", "/close"])
def test_slips_are_asked_about_before_they_go(desk: Desk, end: str) -> None:
    engine = at(desk, "dialogue-circle", "cir.seed/question", form="short")
    assert desk.type(engine, f"/slips\none\n{end}\n/rows\n{end}\n{end}\n", terminal=True) == 1
    assert [line for line in noted(desk) if "1 slip is not revealed" in line] == noted(desk)[:2]
    assert noted(desk)[2:] == ["1 slip was never revealed and not kept: the paper is the copy."]


# The end


def test_the_close_is_asked_about_where_somebody_sits(desk: Desk) -> None:
    engine = at(desk, "dialogue-circle", "close/telling", form="short")
    assert desk.type(engine, "/close\n/rows\n/next\n", terminal=True) == 0
    assert desk.loaded(engine).session.state == "open"
    assert noted(desk) == ["/close once more ends it."] * 2
    assert desk.type(engine, "/next\n/close\n", terminal=True) == 0
    assert desk.loaded(engine).session.state == "closed"


def test_documents_that_cannot_be_written_cost_nothing(desk: Desk) -> None:
    def full() -> list[str]:
        raise OSError(28, "No space left on device")

    engine = at(desk, "dialogue-circle", "cir.seed/question", form="short")
    assert desk.type(engine, "one\n/close\n", write_documents=full) == 1
    assert noted(desk)[0].startswith("Line 2: The documents could not be written: [Errno 28]")
    assert desk.loaded(engine).session.state == "closed"


@pytest.mark.parametrize(
    ("answer", "case", "left"),
    [
        ("1", "kept", {"secret", "given"}),
        ("keep what was released", "released", {"given"}),
        ("tear it up.", "torn up", set()),
    ],
)
def test_a_case_in_the_open_is_ended_at_the_close(desk: Desk, answer: str, case: str, left: set[str]) -> None:
    engine = at(desk, "left-hand-column", "lhc.right/write", form="open")
    typed = f"R.: secret\nMe: given\n/consent 2 yes\n/close\nmaybe\n{answer}\n"
    assert desk.type(engine, typed) == 1
    assert "1 keep all, 2 keep what was released, 3 tear it up" in noted(desk)[0]
    assert noted(desk)[1].startswith("Line 5: 1, 2 or 3, please.")
    loaded = desk.loaded(engine)
    assert (loaded.session.state, loaded.session.case) == ("closed", case)
    assert {e.text for e in loaded.entries} == left


def test_tearing_a_case_up_takes_a_yes_where_somebody_sits(desk: Desk) -> None:
    engine = at(desk, "left-hand-column", "lhc.right/write", form="open")
    desk.type(engine, "R.: secret\n/case\n3\nno\n", terminal=True)
    assert noted(desk)[-1] == "1 line goes for good: text, log and index. Type yes."
    assert [e.text for e in desk.loaded(engine).entries] == ["secret"]
    desk.type(engine, "/case\n3\nyes\n", terminal=True)
    assert "1 line is torn up, 0 lines kept." in desk.out
    assert desk.loaded(engine).entries == []


def test_a_case_whose_end_was_not_said_stays_open(desk: Desk) -> None:
    engine = at(desk, "left-hand-column", "lhc.right/write", form="open")
    assert desk.type(engine, "R.: secret\n/close\n") == 1
    assert desk.loaded(engine).session.state == "open"
    assert desk.type(engine, "/close\n\n/where\n") == 0
    assert (desk.loaded(engine).session.state, engine.session.case) == ("open", "open")


def test_a_case_is_brought_taken_off_the_wall_and_ended(desk: Desk) -> None:
    engine = at(desk, "left-hand-column", "lhc.left/write", form="hour")
    assert (
        desk.type(engine, "/case off\n/case\n>said\nR.: words\n/case off\n/rows\nmore\n/case on\n/rows\n/case\n3\n")
        == 1
    )
    assert noted(desk)[:2] == [
        "Line 1: No case is open.",
        "Line 7: The case is off the wall. /case on brings it back.",
    ]
    assert said(desk).count("1, R.: words (not for export)") == 1
    assert desk.loaded(engine).entries == []
    assert engine.session.case == "torn up"


# The room


def test_the_curtain_keeps_lines_out(desk: Desk) -> None:
    engine = at(desk, "dialogue-circle", "cir.seed/question", form="short")
    assert desk.type(engine, "one\n/curtain\ntwo\n\n/next\n/curtain\n/rows\n", terminal=True) == 1
    assert noted(desk) == ["The curtain is down; /curtain lifts it."] * 2
    assert "Say: Curtain. /curtain lifts it.\nCurtain: " in desk.out
    assert desk.texts(engine, "cir.seed/question") == ["one"]
    desk.type(engine, "/curtain\n", terminal=True)
    desk.type(engine, "", terminal=True)
    assert said(desk)[2] == "Curtain. /curtain lifts it."
    assert "one" not in desk.out


def test_time_is_stopped_and_added(desk: Desk) -> None:
    engine = at(desk, "shared-vision", "vis.phrases/round", form="hour", sitting="a")
    assert desk.type(engine, "/pause\n/pause\n/more 5\n/more\n/more 0\n/more \u00b2\n/time\n") == 1
    assert [line for line in said(desk) if "clock" in line or "more;" in line] == [
        "The clock is stopped. /pause lets it go on.",
        "The clock runs again; 12 minutes left.",
        "5 minutes more; 17 minutes left.",
        "2 minutes more; 19 minutes left.",
    ]
    assert len(noted(desk)) == 2


def test_a_part_over_its_time_is_said_once_at_the_prompt(desk: Desk) -> None:
    engine = at(desk, "shared-vision", "vis.phrases/round", form="hour", sitting="a")
    desk.clock.advance(13 * 60)
    over = "The time for this part is over. /more 5 adds five minutes."
    desk.type(engine, "one\ntwo\n/time\n", terminal=True)
    assert said(desk).count(over) == 1
    assert "1 minute over; " in desk.out
    desk.type(engine, "three\n")
    assert over not in desk.out


def test_help_is_short_and_tells_of_each(desk: Desk) -> None:
    engine = at(desk, "shared-vision", "vis.one/text", form="hour", sitting="b")
    assert desk.type(engine, "?\n\\?\n/help move\n/help /move\n/help mvoe\n") == 1
    assert "plus, number" in desk.out
    assert said(desk).count(COMMANDS["move"].tells) == 2
    assert noted(desk) == ["Line 5: There is no command /mvoe; did you mean /move?"]
    assert desk.texts(engine, "vis.one/text") == ["?"]
    assert len(HELP.splitlines()) <= 12
    assert [name for name in COMMANDS if f"/{name}" not in HELP] == []
    assert [c.name for c in COMMANDS.values() if not c.tells.startswith(f"/{c.name}")] == []


@pytest.mark.parametrize(
    "typed", [">\u00b2", "/move 1 >\u00b2", "/people \u00b2", "/people " + "9" * 5000, "/edit \u00b2 x"]
)
def test_odd_digits_are_refused_in_a_sentence(desk: Desk, typed: str) -> None:
    engine = at(desk, "ladder-of-inference", "loi.down/rungs", form="short")
    assert desk.type(engine, f"one\n{typed}\ntwo\n") == 1
    assert len(noted(desk)) == 1
    assert noted(desk)[0].startswith("Line 2: ")
    assert desk.texts(engine, "loi.down/rungs") == ["one", "two"]


def test_an_answer_with_nothing_to_answer_says_what_to_do(desk: Desk) -> None:
    engine = at(desk, "shared-vision", "vis.react/slips", form="hour", sitting="c")
    assert desk.type(engine, "1\n") == 1
    assert noted(desk)[0].startswith("Line 1: There is nothing to answer yet")
    assert noted(desk)[0].endswith("/back goes there, /next goes on without.")


def test_what_people_typed_is_read_out_with_its_own_signs(desk: Desk) -> None:
    engine = at(desk, "dialogue-circle", "cir.seed/question")
    words = "first · second | third → fourth / fifth … sixth…"
    desk.type(engine, f"{words}\n/rows\n")
    assert f"1, {words}" in said(desk)
    engine = at(desk, "ladder-of-inference", "loi.down/rungs")
    desk.type(engine, f"{words}\n/rows\n")
    assert any(line.endswith(f": {words}") for line in said(desk))


def test_commands_that_only_look_are_these() -> None:
    looking = {name for name, command in COMMANDS.items() if command.looks}
    assert looking == {"where", "rows", "tips", "quit", "who", "time", "help"}
