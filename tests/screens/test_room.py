"""The room's screen, driven by keys, on a real store."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from tests.screens.driving import SIZES, go, opener, room, say, shown, until

from dialogue_tui.facilitation.beginning import take_up
from dialogue_tui.facilitation.clock import FakeClock, SystemClock
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.screens.curtain import CurtainScreen
from dialogue_tui.store.reading import Reading
from dialogue_tui.store.saver import Saver
from dialogue_tui.widgets.card import StepCard
from dialogue_tui.widgets.foot import Foot
from dialogue_tui.widgets.line import Line
from dialogue_tui.widgets.top import Top


@pytest.mark.parametrize("size", SIZES)
async def test_a_step_begins_with_its_question_and_gives_way_to_the_first_key(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with room(tmp_path, opener("ladder-of-inference"), size) as (pilot, screen, engine):
        await pilot.press("pagedown")
        assert screen.query_one(StepCard).display
        assert engine.place.ask.split()[0] in shown(screen)
        await pilot.press("W", "e")
        assert not screen.query_one(StepCard).display
        assert screen.query_one(Line).text == "We"
        assert screen.query_one(Top).question


async def test_a_line_is_said_shown_saved_and_undone(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, engine):
        go(screen, "vis.phrases/round")
        await say(pilot, screen, "@Ana (Sales operations) A date is something we keep")
        assert "A date is something we keep" in shown(screen)
        assert "Sales operations" in shown(screen)
        await until(pilot, lambda: screen.query_one(Foot).state == "saved")
        await pilot.press("ctrl+z")
        assert "A date is something we keep" not in shown(screen)
        await pilot.press("ctrl+y")
        assert "A date is something we keep" in shown(screen)
        assert [p.name for p in engine.state.present] == ["Ana"]


async def test_letters_are_verbs_only_while_a_line_is_selected(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, engine):
        go(screen, "vis.phrases/round")
        await say(pilot, screen, "The box explains itself")
        await say(pilot, screen, "No heroics")
        await pilot.press("x", "enter")
        assert [e.text for e in engine.work().entries] == ["The box explains itself", "No heroics", "x"]
        await pilot.press("up", "x")
        assert [e.text for e in engine.work().entries] == ["The box explains itself", "No heroics"]
        await pilot.press("escape", "up", "up", "e")
        assert screen.query_one(Line).text == "The box explains itself"
        await pilot.press("!", "enter")
        assert engine.work().entries[0].text == "The box explains itself!"
        await pilot.press("up", "c")
        assert engine.work().entries[1].consent == "no"
        assert "not for export" in shown(screen)


async def test_a_line_moves_to_another_rung(tmp_path: Path) -> None:
    async with room(tmp_path, opener("ladder-of-inference")) as (pilot, screen, engine):
        go(screen, "loi.down/rungs")
        await say(pilot, screen, "Support exaggerates")
        first = engine.work().entries[0].slot
        await pilot.press("up", "m", "tab", "enter")
        assert engine.work().entries[0].slot not in {first, ""}
        await pilot.press("ctrl+z")
        assert engine.work().entries[0].slot == first


async def test_what_is_refused_comes_back_into_the_line_with_one_sentence(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, engine):
        go(screen, "vis.stance/open")
        await say(pilot, screen, "everything is open")
        assert screen.query_one(Foot).note.startswith("Stance: choose one of 1 tell")
        assert screen.query_one(Line).text == "everything is open"
        assert engine.work().entries == []


async def test_a_private_part_has_no_line_and_keeps_nothing(tmp_path: Path) -> None:
    async with room(tmp_path, opener("left-hand-column")) as (pilot, screen, engine):
        go(screen, next(p.key for p in engine.places if p.private))
        await pilot.pause()
        assert not screen.query_one(Line).display
        assert "PRIVATE" in shown(screen)
        await pilot.press("s", "e", "c", "r", "e", "t", "enter")
        assert "secret" not in shown(screen)
        assert engine.state.tables["entry"] == {}
        assert "Nothing is kept here" in screen.query_one(Foot).note
        before = engine.seconds_left()
        await pilot.press("plus")
        assert engine.seconds_left() > before + 100
        await pilot.press("space")
        assert engine.state.live.since is None


async def test_slips_are_counted_until_they_are_revealed_at_once(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision", sitting="c")) as (pilot, screen, engine):
        go(screen, next(p.key for p in engine.places if p.slips and p.part.settled.mode == "choice"))
        for slip in ("1", "2", "2", "3 show me one moved date", "1"):
            await say(pilot, screen, slip)
        assert "5 of 8 answered" in shown(screen)
        assert screen.query_one(Foot).state == "kept when you reveal"
        assert "show me one moved date" not in shown(screen)
        await pilot.press("pagedown")
        assert engine.slips.total() == 5, "slips nobody has seen hold the step"
        await pilot.press("ctrl+r")
        assert "show me one moved date" in shown(screen)
        assert "■ ■" in shown(screen)
        await pilot.press("ctrl+z")
        assert "■ ■" not in shown(screen)
        assert engine.slips.total() == 5


async def test_the_curtain_falls_at_one_key_and_lifts_at_two(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision", team="Tarn core team")) as (pilot, screen, engine):
        await until(pilot, lambda: not engine.unsaved and not screen.saver.pending)
        go(screen, "vis.phrases/round")
        await say(pilot, screen, "not for strangers")
        await pilot.press(".")
        assert isinstance(pilot.app.screen, CurtainScreen)
        await until(pilot, lambda: engine.state.live.curtain)
        await pilot.press("ctrl+l")
        assert isinstance(pilot.app.screen, CurtainScreen)
        await pilot.press("ctrl+l")
        assert pilot.app.screen is screen
        await until(pilot, lambda: not engine.state.live.curtain)


async def test_the_end_writes_two_documents_and_back_takes_the_session_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with room(tmp_path / "data", opener("dialogue-circle", form="short")) as (pilot, screen, engine):
        go(screen, "close/handons")
        await say(pilot, screen, "Ana: ask ten technicians by Friday > fewer calls ? the log")
        await pilot.press("pagedown")
        await say(pilot, screen, "A first circle.")
        await pilot.press("pagedown", "pagedown")
        await until(
            pilot, lambda: bool(list((tmp_path / "data" / "exports").glob("*.md"))) and len(screen.told) > 1
        )
        assert engine.session.state == "closed"
        files = sorted((tmp_path / "data" / "exports").iterdir())
        assert [f.name.split(".", 1)[1] for f in files] == ["lh.md", "transcript.md"]
        assert "A first circle." in files[0].read_text("utf-8")
        assert str(files[0].name) in shown(screen).replace("\n", "").replace("  ", "")
        await pilot.press("pageup")
        assert engine.session.state == "open"


async def test_a_session_left_in_any_way_goes_on_where_it_stood(tmp_path: Path) -> None:
    async with room(tmp_path, opener("ladder-of-inference")) as (pilot, screen, engine):
        go(screen, "loi.pool/pool")
        await say(pilot, screen, "Four of nine people spoke")
        key = engine.session.id
    clock = FakeClock(SystemClock().now())

    def again(reading: Reading, saver: Saver) -> Engine:
        return take_up(reading, saver, key, clock=clock, random=Random(8), process="there")

    async with room(tmp_path, again) as (pilot, screen, engine):
        assert engine.place.key == "loi.pool/pool"
        await until(pilot, lambda: "Four of nine people spoke" in shown(screen))
        await pilot.press("ctrl+z")
        assert "before, or on another screen" in screen.query_one(Foot).note
        await pilot.press("ctrl+z")
        assert "Four of nine people spoke" not in shown(screen)


async def test_resizing_at_any_moment_keeps_what_was_typed(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, _):
        go(screen, "vis.phrases/round")
        screen.query_one(Line).reset("half a thou")
        for size in ((60, 18), (20, 5), (120, 34), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert screen.query_one(Line).text == "half a thou"
        assert "half a thou" in shown(screen)


async def test_the_close_shows_what_was_parked_and_who_has_no_role(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, _):
        go(screen, "vis.phrases/round")
        await say(pilot, screen, "! the budget, another day")
        await say(pilot, screen, "@Bo and a line of hers")
        assert "the budget" not in shown(screen)
        go(screen, "close/handons")
        await pilot.press("escape", "enter")
        assert "the budget, another day" in shown(screen)
        assert "Bo: @Name (role) gives one." in shown(screen)


async def test_a_form_in_the_open_takes_the_lines_of_a_case_and_can_be_torn_up(tmp_path: Path) -> None:
    async with room(tmp_path, opener("left-hand-column", form="open")) as (pilot, screen, engine):
        go(screen, "lhc.right/write")
        await say(pilot, screen, "Me: is it fixed? | he has promised it")
        lines = [e.text for e in engine.state.tables["entry"].values()]
        assert "is it fixed?" in lines
        assert {e.consent for e in engine.state.tables["entry"].values()} == {"no"}
        await pilot.press("ctrl+k")
        assert "is it fixed?" not in shown(screen)
        assert "off the wall" in shown(screen)
        await pilot.press("ctrl+k")
        screen.action_case()
        await pilot.pause()
        assert "Tear it up" in shown(screen)
        await say(pilot, screen, "3")
        await say(pilot, screen, "yes")
        assert "torn up" in shown(screen)
        assert engine.session.case == "torn up"
        assert engine.state.tables["entry"] == {}


async def test_what_is_due_comes_only_by_key_and_closes_with_one_line(tmp_path: Path) -> None:
    async with room(tmp_path, opener("dialogue-circle", form="short", team="T")) as (pilot, screen, engine):
        go(screen, "close/handons")
        await say(pilot, screen, "Ana: ask ten technicians by Friday > fewer calls ? the log")
        await until(pilot, lambda: not engine.unsaved)
    async with room(tmp_path, opener("dialogue-circle", form="short", team="T")) as (pilot, screen, engine):
        assert "technicians" not in shown(screen)
        await pilot.press("f4")
        assert "ask ten technicians" in shown(screen)
        await say(pilot, screen, "1 = calls went from nine to four")
        assert [t.actual for t in engine.state.brought] == ["calls went from nine to four"]


async def test_a_click_on_a_key_presses_it_and_a_click_on_a_line_selects_it(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, engine):
        go(screen, "vis.phrases/round")
        await say(pilot, screen, "The box explains itself")
        foot = screen.query_one(Foot)
        row = shown(screen).splitlines()[foot.region.bottom - 1]
        await pilot.click(foot, offset=(row.index("pgup") - foot.region.x + 1, foot.size.height - 1))
        await pilot.pause()
        assert engine.place.key == "vis.pair/talk"
        await pilot.press("pagedown", "enter")
        await pilot.click(screen.stage.wall, offset=(12, 0))
        await pilot.pause()
        assert screen.selecting


async def test_a_wide_screen_shows_the_plan_and_where_we_are(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision"), (120, 34)) as (pilot, screen, _):
        go(screen, "vis.phrases/round")
        await pilot.pause()
        assert "› Gather phrases" in shown(screen) or "› Phrases" in shown(screen)
        assert "Close" in shown(screen)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "› Phrases" not in shown(screen)
