"""Plain line mode through its streams."""

from __future__ import annotations

import io
from functools import partial

import pytest
from tests.hostile import hostile
from tests.plain.desk import Desk, Typing

from dialogue_tui.facilitation.releases import release_to_team
from dialogue_tui.plain.commands import COMMANDS, HELP
from dialogue_tui.plain.run import run_plain
from dialogue_tui.text import LONGEST, clean

CANARY = "a canary that nobody may hear"


HOUR = """\
fewer calls about calibration

Less arguing, more knowing

/next
@"Fay Winter" (Field support manager) Take field calibration out of release 3.
/next
/next
/next
Scope kills dates.
>conclusion
Calibration is a nice-to-have.
>ass
We assume they would have told us.
>4
Four of sixty looked like "nobody cares".
>data
The survey chart, and two angry e-mails.
/next
Nine site visits, six manual recalibrations.
>missing
@"Dev Ortiz" Who logs it?
/next
loud customers

2
/next
/next
They call because the manual is wrong.
/next
/skip
Fewer than 2 of 10 sites touch it in 30 days.
/next
Fay Winter: ring ten technicians by 28 Jan > we know ? my notes
/next
Keep the manual routine and log its use.
/next
/next
/next
>question
Who reads the log?
/next
We climbed one ladder.
We found nine visits.
/next
"""


def test_a_whole_hour_of_the_ladder(desk: Desk) -> None:
    engine = desk.begin("ladder-of-inference", form="hour", title="calibration in release 3")
    told: list[str] = []
    status = desk.type(engine, HOUR, write_documents=lambda: told.append("asked") or ["Learning history: here.md"])
    assert (status, desk.err, told) == (0, "", ["asked"])
    assert desk.out.endswith("\nClosed.\nLearning history: here.md\n")
    whole = desk.loaded(engine)
    assert whole.session.state == "closed"
    assert {e.slot: e.text for e in whole.entries if e.part == "opening/card"} == {
        "result": "fewer calls about calibration",
        "worth": "Less arguing, more knowing",
    }
    rungs = {e.slot: e.text for e in whole.entries if e.part == "loi.down/rungs"}
    assert rungs == {
        "belief": "Scope kills dates.",
        "conclusion": "Calibration is a nice-to-have.",
        "assumption": "We assume they would have told us.",
        "meaning": 'Four of sixty looked like "nobody cares".',
        "data": "The survey chart, and two angry e-mails.",
    }
    assert {e.slot: e.text for e in whole.entries if e.part == "loi.loop/loop"} == {
        "sees": "loud customers",
        "proves": "no",
    }
    fay, dev = sorted(whole.people, key=lambda p: p.role, reverse=True)
    assert (fay.name, fay.role, dev.name) == ("Fay Winter", "Field support manager", "Dev Ortiz")
    commitment = next(t for t in whole.threads if t.kind == "commitment")
    assert (commitment.owner, commitment.due, commitment.measure) == (fay.id, "2027-01-28", "my notes")
    assert [t.kind for t in whole.threads].count("question") == 1
    assert {e.slot: e.text for e in whole.entries if e.part == "close/telling"} == {
        "tried": "We climbed one ladder.",
        "happened": "We found nine visits.",
    }
    assert "1, action: Take field calibration out of release 3. (Field support manager)" in desk.out.splitlines()


def test_output_is_words_alone(desk: Desk) -> None:
    desk.type(desk.begin("ladder-of-inference"), HOUR)
    assert not set("\x1b│─┌└█■›·…|→×") & set(desk.out + desk.err)
    assert "> " not in [line[:2] for line in desk.out.splitlines()]


def test_the_end_of_input_saves_and_leaves(desk: Desk) -> None:
    engine = desk.begin("dialogue-circle", form="short")
    assert desk.type(engine, "/next\n@Ana here") == 0
    assert (desk.loaded(engine).session.state, desk.texts(engine, "cir.in/round")) == ("open", ["here"])
    again = desk.again(engine)
    assert desk.type(again, "and now\n/quit\nnever read\n") == 0
    assert desk.texts(engine, "cir.in/round")[0] == "here"
    assert desk.out.splitlines()[:2] == ["Dialogue circle", f"You are back. Step 1 of 4, {again.place.title}."]
    assert desk.out.splitlines()[-1] == "Kept. `dialogue resume --plain` goes on."


def test_a_private_part_refuses_and_says_so(desk: Desk) -> None:
    engine = desk.begin("ladder-of-inference", form="hour")
    engine.go("loi.down/paper")
    before = desk.bytes()
    assert desk.type(engine, f"{CANARY}\n//{CANARY}\n@Ana {CANARY}\n!{CANARY}\n>data\n/rows\n") == 1
    assert CANARY.encode() not in desk.bytes()
    assert desk.loaded(engine).entries == []
    assert len(desk.err.splitlines()) == 5
    assert CANARY not in desk.out + desk.err
    assert "PRIVATE" in desk.out
    assert len(desk.bytes()) >= len(before)


def test_alone_it_is_the_journal_that_keeps_it(desk: Desk) -> None:
    engine = desk.begin("left-hand-column", solo=True)
    engine.go("lhc.right/write")
    assert desk.type(engine, "Me: Is it fixed?\nR.: Yes.\n/next\nI knew it was.\n/rows\n") == 0
    assert "1, Me: Is it fixed?" in desk.out.splitlines()
    assert desk.out.splitlines()[-1] == "Kept. `dialogue resume --solo --plain` goes on."
    assert desk.texts(engine, "lhc.left/write") == ["I knew it was."]
    assert not desk.folder.team.exists()


def test_lines_are_edited_moved_given_and_kept_back_by_their_numbers(desk: Desk) -> None:
    engine = desk.begin("ladder-of-inference", form="short")
    engine.go("loi.down/rungs")
    status = desk.type(
        engine,
        "belief one\n>data\ndata two\n/edit 2  other words \n/move 2 >meaning\n/who 2 Ana (Test lead)\n"
        "/consent 2 no\n/who\n/consent 1 role\n/edit 9 x\n/move 1 >nowhere\n/edit 1\n/consent 1 maybe\n/rows\n",
    )
    one, two = sorted(desk.loaded(engine).entries, key=lambda e: e.position)
    assert (two.text, two.slot, two.consent) == (" other words ", "meaning", "no")
    assert (one.text, one.consent) == ("belief one", "role only")
    assert "Ana (Test lead)" in desk.out.splitlines()
    assert "2, meaning:  other words  (Test lead, not for export)" in desk.out.splitlines()
    assert (status, len(desk.err.splitlines())) == (1, 5)
    assert desk.type(engine, "/who 2 -\n") == 0
    assert next(e for e in desk.loaded(engine).entries if e.id == two.id).person is None


def test_signs_that_people_typed_are_read_as_they_typed_them(desk: Desk) -> None:
    engine = desk.begin("ladder-of-inference", form="short")
    engine.go("loi.down/rungs")
    assert desk.type(engine, ">data\nred · green … or / blue\n/rows\n") == 0
    assert desk.out.count("red · green … or / blue") == 1


def test_what_has_no_number_is_called_by_a_letter(desk: Desk) -> None:
    engine = desk.begin("ladder-of-inference", form="hour")
    engine.go("loi.test/checks")
    desk.type(engine, "look into it\nWe assume so ? a call\n/edit b We assume not ? a call\n/rows\n")
    assert desk.texts(engine, "loi.test/checks") == ["look into it", "We assume not ? a call"]
    assert "b, assumption: We assume not ? a call" in desk.out.splitlines()


def test_undo_asks_before_it_takes_back_what_others_did(desk: Desk) -> None:
    engine = desk.begin("dialogue-circle", form="short")
    desk.type(engine, "/next\none\ntwo\n/undo\n/redo\n/undo\n")
    assert desk.texts(engine, "cir.in/round") == ["one"]
    assert desk.type(desk.again(engine), "/undo\n/rows\n/undo\n") == 0
    assert desk.texts(engine, "cir.in/round") == ["one"]
    assert len(desk.err.splitlines()) == 2
    assert desk.type(desk.again(engine, "three"), "/undo\n/undo\n") == 0
    assert desk.texts(engine, "cir.in/round") == []


def test_slips_are_revealed_and_those_left_over_are_told(desk: Desk) -> None:
    engine = desk.begin("shared-vision", form="hour", sitting="c")
    engine.go("vis.commit/stand")
    assert desk.type(engine, "1\n2 if one date moves\n2\n7\n/rows\n/reveal\n") == 0
    assert "4 slips, kept when you /reveal." in desk.out.splitlines()
    assert {"enrolment, 2 people.", "commitment, 1 person.", "noncompliance, nobody."} <= set(desk.out.splitlines())
    assert desk.type(engine, "1\n") == 1
    assert "Undo the reveal to add it." in desk.err
    again = desk.begin("shared-vision", form="hour", sitting="c")
    again.go("vis.commit/stand")
    assert desk.type(again, "1\n2\n/close\n") == 1
    assert desk.err.splitlines() == [
        "Line 3: /close once more ends it; 2 slips are not revealed.",
        "2 slips were never revealed and not kept: the paper is the copy.",
    ]
    assert desk.loaded(again).session.state == "open"


def test_a_form_goes_on_by_itself_and_blank_leaves_empty(desk: Desk) -> None:
    engine = desk.begin("ladder-of-inference", form="hour")
    status = desk.type(engine, "\nus\na\nb\n\nsurplus\n/back\n")
    found = [(e.slot, e.text) for e in sorted(desk.loaded(engine).entries, key=lambda e: e.position)]
    assert found == [("audience", "us"), ("worth", "a"), ("worth", "b")]
    assert (status, len(desk.err.splitlines())) == (1, 2)
    assert desk.type(engine, "a result\n>who\nus and them\n") == 0
    assert {e.slot: e.text for e in desk.loaded(engine).entries if e.slot != "worth"} == {
        "result": "a result",
        "audience": "us and them",
    }


def test_a_line_that_begins_with_a_slash(desk: Desk) -> None:
    engine = desk.begin("dialogue-circle", form="short")
    engine.go("cir.in/round")
    assert desk.type(engine, "//next\n\\/back\n\\> quote\n") == 0
    assert desk.texts(engine, "cir.in/round") == ["/next", "/back", "> quote"]
    assert desk.type(engine, "/nexr\n/next please\n/\n/undo it\n") == 1
    assert desk.err.splitlines()[0].startswith("Line 1: There is no command /nexr; did you mean /next?")
    assert len(desk.err.splitlines()) == 4
    assert engine.place.key == "cir.in/round"


@pytest.mark.parametrize("bad", [b"caf\xe9\n", b"a\0b\n", b"\xff\xfe\n", b"x" * 90_000 + b"\0" * 90_000])
def test_what_is_not_text_stops_there(desk: Desk, bad: bytes) -> None:
    engine = desk.begin("dialogue-circle", form="short")
    assert desk.type(engine, b"/next\none\n" + bad + b"two\n") == 1
    assert desk.texts(engine, "cir.in/round") == ["one"]
    assert desk.err.splitlines() == [
        "Line 3 of the input is not text (UTF-8); it stops there, and what came before is kept."
    ]


def test_a_line_that_is_too_long_is_refused_and_the_rest_taken(desk: Desk) -> None:
    engine = desk.begin("dialogue-circle", form="short")
    engine.go("cir.in/round")
    typed = f"{'x' * (LONGEST + 1)}\n{'y' * (9 * LONGEST)}\n{'z' * LONGEST}\n{'日' * LONGEST}\r\nend"
    assert desk.type(engine, typed) == 1
    assert [len(t) for t in desk.texts(engine, "cir.in/round")] == [LONGEST, LONGEST, 3]
    assert len(desk.err.splitlines()) == 2


def test_hostile_lines_come_back_as_typed(desk: Desk) -> None:
    samples = [t for t in hostile() if clean(t).strip() and not {"\n", "\r", "\0"} & set(t)]
    engine = desk.begin("dialogue-circle", form="short")
    engine.go("cir.seed/question")
    assert desk.type(engine, "".join(f"\\{t}\n" for t in samples) + "/rows\n/next\n/back\n") == 0
    assert desk.texts(engine, "cir.seed/question") == [clean(t) for t in samples]
    assert "\x1b" not in desk.out
    for text in samples:
        assert clean(text) in desk.out


def test_interrupted_everything_is_kept(desk: Desk) -> None:
    class Interrupted(Typing):
        def readline(self, size: int | None = -1, /) -> bytes:
            return super().readline(size) or _interrupt()

    engine = desk.begin("dialogue-circle", form="short")
    out, err = io.StringIO(), io.StringIO()
    assert run_plain(engine, Interrupted(b"/next\none\ntwo\n"), out, err) == 130
    assert desk.texts(engine, "cir.in/round") == ["one", "two"]
    assert desk.loaded(engine).session.state == "open"


def _interrupt() -> bytes:
    raise KeyboardInterrupt


def test_what_comes_after_the_close_is_told(desk: Desk) -> None:
    engine = desk.begin("dialogue-circle", form="short")
    assert desk.type(engine, "/close\n\n\n") == 0
    assert desk.type(desk.again(engine), "/reopen\n/close\na line\n") == 1
    assert desk.err == "Line 2: The session was closed here; what came after in the input was not kept.\n"


def test_a_closed_session_is_taken_up_again_when_asked_for(desk: Desk) -> None:
    engine = desk.begin("dialogue-circle", form="short")
    desk.type(engine, "/next\none\n/close\n")
    assert desk.type(desk.again(engine), "more\n\n/remove 1\n/rows\n") == 1
    assert desk.loaded(engine).session.state == "closed"
    assert desk.texts(engine, "cir.in/round") == ["one"]
    assert [line.partition(":")[0] for line in desk.err.splitlines()] == ["Line 1", "Line 3"]
    assert "This session is closed. /reopen goes on with it; /quit leaves it as it is." in desk.out
    assert desk.out.splitlines()[-1] == "The session stays closed."
    assert desk.type(desk.again(engine), "/reopen\nmore\n/reopen\n") == 1
    assert (desk.loaded(engine).session.state, desk.texts(engine, "cir.in/round")) == ("open", ["one", "more"])
    assert desk.err == "Line 3: This session is open already.\n"


def test_at_a_terminal_it_prompts_and_says_what_was_kept(desk: Desk) -> None:
    engine = desk.begin("ladder-of-inference", form="short")
    desk.type(engine, "less rework\n/next\n@Ana Take it out\n!later\n/quit\n", terminal=True)
    assert "The result: Kept as 1." in desk.out
    assert "action: Kept as 1, Ana." in desk.out
    assert "action: Parked for the close." in desk.out
    assert "Say: " not in desk.out


def test_time_and_people(desk: Desk) -> None:
    engine = desk.begin("shared-vision", form="hour", sitting="a")
    engine.go("vis.phrases/round")
    desk.clock.advance(150)
    assert desk.type(engine, "/time\n/people 12\n/time\n/people many\n") == 1
    assert [line for line in desk.out.splitlines() if "session ends" in line] == [
        "10 minutes left; the session ends at 10:14.",
        "14 minutes left; the session ends at 10:18.",
    ]


def test_time_away_is_not_counted(desk: Desk) -> None:
    engine = desk.begin("shared-vision", form="hour", sitting="a")
    engine.go("vis.phrases/round")
    desk.clock.advance(150)
    desk.type(engine, "/quit\n")
    desk.clock.advance(5000)
    assert desk.again(engine).seconds_left() == 12 * 60 - 150


def test_another_screen_that_moved_on_keeps_a_line_from_the_wrong_place(desk: Desk) -> None:
    engine = desk.begin("dialogue-circle", form="short")
    other = desk.again(engine)

    class Meanwhile(Typing):
        def readline(self, size: int | None = -1, /) -> bytes:
            line = super().readline(size)
            if line == b"meant for here\n":
                other.go("cir.in/round")
            return line

    out, err = io.StringIO(), io.StringIO()
    assert run_plain(engine, Meanwhile(b"meant for here\nmeant for there\n"), out, err) == 1
    assert [e.text for e in desk.loaded(engine).entries] == ["meant for there"]
    assert err.getvalue().startswith("Line 1: Another screen moved on")


def test_a_line_written_alone_is_released_to_the_team(desk: Desk) -> None:
    alone = desk.begin("left-hand-column", solo=True)
    alone.go("lhc.case/write")
    releasing = partial(release_to_team, alone, desk.folder.team)
    assert desk.type(alone, "what I wanted\n/release 1\n", release=releasing) == 1
    assert "No session of a team" in desk.err
    room = desk.begin("left-hand-column", form="hour", title="The June date")
    assert desk.type(alone, "/release 1\n/release 1\n", release=releasing) == 1
    assert "Released to" in desk.out
    assert "released already" in desk.err
    (copy,) = desk.loaded(room).entries
    (mine,) = desk.loaded(alone).entries
    assert (copy.text, copy.part, copy.wording) == ("what I wanted", "lhc.release/round", "written")
    assert copy.id != mine.id
    assert desk.type(room, "/release 1\n") == 1


def test_every_command_is_in_the_help() -> None:
    assert [name for name in COMMANDS if f"/{name}" not in HELP] == []
