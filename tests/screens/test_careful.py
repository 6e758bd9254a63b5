"""What the room's screen is careful with: half-typed lines, slips, held keys, a case, strangers in the door."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.screens.driving import PHRASES, go, keys_of, note, opener, room, say, shown, typed, until

from dialogue_tui.app import DialogueApp
from dialogue_tui.facilitation import case
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.screens.curtain import CurtainScreen
from dialogue_tui.screens.dialogs import Confirm
from dialogue_tui.screens.help import HelpScreen
from dialogue_tui.screens.session import SessionScreen
from dialogue_tui.store.errors import Damaged
from dialogue_tui.store.reading import Reading
from dialogue_tui.store.saver import Saver
from dialogue_tui.store.where import DataFolder
from dialogue_tui.widgets.line import Line
from dialogue_tui.widgets.small import WORDS as TOO_SMALL


def choice(engine: Engine) -> str:
    return next(p.key for p in engine.places if p.slips and p.part.settled.mode == "choice")


async def test_a_question_mark_on_an_empty_line_opens_help(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, _):
        go(screen, PHRASES)
        await pilot.press("?")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is screen


@pytest.mark.parametrize(
    "keys",
    [
        ["pagedown", "pageup"], ["ctrl+g", "escape"], ["up", "e", "escape"], ["up", "e", "Y", "enter", "escape"],
        ["up", "w", "escape"], ["up", "m", "escape"], ["up", "l", "escape"], ["ctrl+g", "tab", "escape"],
        ["ctrl+g", "1", "enter"],
    ],
    ids=" ".join,
)  # fmt: skip
async def test_a_half_typed_line_is_never_thrown_away(tmp_path: Path, keys: list[str]) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, engine):
        go(screen, PHRASES)
        await say(pilot, screen, "The box explains itself")
        await say(pilot, screen, "No heroics")
        screen.query_one(Line).reset("half a thou")
        await pilot.press(*keys)
        await pilot.pause()
        assert typed(screen) == "half a thou"
        assert len(engine.state.tables["entry"]) == 2


@pytest.mark.parametrize("ask", ["people", "rename"])
async def test_people_and_the_title_are_asked_without_losing_the_line(tmp_path: Path, ask: str) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, engine):
        go(screen, PHRASES)
        screen.query_one(Line).reset("half a thou")
        await screen.run_action(ask)
        await pilot.press("9", "enter")
        assert typed(screen) == "half a thou"
        assert "9" in (str(engine.session.people), engine.session.title)


async def test_a_refused_line_comes_back_selected(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, _):
        go(screen, PHRASES)
        await say(pilot, screen, "@Ana")
        await say(pilot, screen, "@Ana")
        assert "no words" in note(screen)
        assert typed(screen) == "@Ana"
        await pilot.press("n", "e", "x", "t")
        assert typed(screen) == "next"
        await pilot.press("ctrl+z", "ctrl+z")
        assert typed(screen) == "@Ana"
        await pilot.press("escape")
        assert typed(screen) == ""


async def test_what_was_typed_ahead_replaces_a_refused_line(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, _):
        line = screen.query_one(Line)
        line.reset("n")
        line.bring_back("refused")
        assert line.text == "n"
        await pilot.press("e")
        assert line.text == "ne"


async def test_an_answer_that_is_refused_stays_in_the_line(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, engine):
        go(screen, PHRASES)
        await say(pilot, screen, "The box explains itself")
        await pilot.press("up", "e", "enter")
        assert "already" in note(screen)
        assert typed(screen) == "The box explains itself"
        assert len(engine.work().entries) == 1


async def test_a_slip_is_dots_while_it_is_typed(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision", sitting="c")) as (pilot, screen, engine):
        go(screen, choice(engine))
        await pilot.press(*"heron é", "字")
        assert typed(screen) == "heron é字"
        assert "heron" not in shown(screen)
        assert "••••• •・" in shown(screen)
        await pilot.press("enter")
        assert "heron" not in shown(screen)
        assert note(screen)
        await pilot.press("pagedown")
        await pilot.pause()
        assert engine.place.key != choice(engine)
        assert "heron" not in typed(screen) + shown(screen)
        await pilot.press("pageup")
        assert typed(screen) == "heron é字"
        assert "heron" not in shown(screen)
        await pilot.press("ctrl+g", "escape")
        assert typed(screen) == "heron é字"
        assert "heron" not in shown(screen)
        await pilot.press("ctrl+g", "1", "enter")
        await pilot.pause()
        assert "heron" not in typed(screen) + shown(screen)


async def test_no_note_repeats_a_slip(tmp_path: Path) -> None:
    async with room(tmp_path, opener("dialogue-circle", form="hour")) as (pilot, screen, _):
        go(screen, "cir.out/pulse")
        for slip in ("99", "-3", "heron"):
            await say(pilot, screen, slip)
            assert note(screen)
            assert slip not in note(screen)
            assert typed(screen) == slip


async def test_the_end_waits_for_slips_elsewhere(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision", sitting="c")) as (pilot, screen, engine):
        go(screen, choice(engine))
        await say(pilot, screen, "1")
        title = engine.place.title
        go(screen, "close/telling")
        await pilot.press("pagedown", "pagedown")
        assert title in note(screen)
        assert engine.session.state == "open"
        screen.told = ["written"]
        await screen.run_action("quit")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Confirm)


async def test_words_off_the_wall_stand_there_while_one_is_selected(tmp_path: Path) -> None:
    async with room(tmp_path, opener("dialogue-circle", form="short")) as (pilot, screen, engine):
        place = next(p.key for p in engine.places if not getattr(p.part.settled, "on_wall", True))
        go(screen, place)
        await pilot.press("enter")
        assert "↑" not in keys_of(screen)
        await say(pilot, screen, "a heron in the fog")
        assert "heron" not in shown(screen)
        assert "↑ lines" in keys_of(screen)
        await pilot.press("up")
        assert "heron" in shown(screen)
        await pilot.press("e", "!", "enter")
        assert engine.work().entries[0].text == "a heron in the fog!"
        assert "heron" not in shown(screen)
        await pilot.press("up", "escape")
        assert "heron" not in shown(screen)


async def test_a_talk_offers_what_it_takes(tmp_path: Path) -> None:
    async with room(tmp_path, opener("dialogue-circle", form="hour")) as (pilot, screen, engine):
        go(screen, next(p.key for p in engine.places if not p.part.activity.takes_lines and not p.private))
        await pilot.press("enter")
        assert "! park" in keys_of(screen)
        assert "enter" not in keys_of(screen)
        assert "↑" not in keys_of(screen)


async def test_a_held_key_goes_one_step_and_never_ends(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, engine):
        times = iter([0.0, 0.2, 0.6, *(0.63 + n * 0.03 for n in range(40))])
        screen.monotonic = times.__next__
        await pilot.press("pagedown", "pagedown")
        assert engine.place.key == engine.order[1]
        go(screen, "close/telling")
        times = iter([10.0, 10.5, *(10.53 + n * 0.03 for n in range(60))])
        screen.monotonic = times.__next__
        await pilot.press(*["pagedown"] * 50)
        assert engine.session.state == "open"
        assert "again to end" in note(screen)
        screen.monotonic = lambda: 20.0
        await pilot.press("pagedown")
        assert engine.session.state == "closed"
        await until(pilot, lambda: len(screen.told) > 1)
        await pilot.press("ctrl+z")
        assert "pgup reopens" in note(screen)
        await pilot.press("ctrl+y")
        assert "pgup reopens" in note(screen)
        assert engine.session.state == "closed"
        assert "· Written" in shown(screen)


async def test_notes_say_what_became_of_it(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, engine):
        go(screen, PHRASES)
        for words in ("one", "two", "three"):
            await say(pilot, screen, words)
        await say(pilot, screen, "! the budget")
        assert note(screen) == "Parked for the close."
        await say(pilot, screen, "@Ana")
        assert note(screen) == "Ana is here."
        await pilot.press("up", "l", "1", "enter")
        assert note(screen) == "Linked: 3 because of 1."
        await pilot.press("up", "l", "2", "enter", "up", "u")
        assert "Unlinked" not in note(screen)
        assert "1  one" in shown(screen)
        await pilot.press("1", "enter")
        assert "Unlinked: line 3" in note(screen)
        assert len(engine.state.links) == 1
        await pilot.press("up", "u")
        assert "Unlinked: line 3" in note(screen)
        assert engine.state.links == []


async def test_consent_is_careful_first_and_a_line_is_told_by_name_or_role(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, engine):
        go(screen, PHRASES)
        await say(pilot, screen, "The box explains itself")
        await pilot.press("up")
        for consent, words in (
            ("no", "not for export"), ("yes", "told with the name"), ("role only", "told by role"),
        ):  # fmt: skip
            await pilot.press("c")
            assert engine.work().entries[0].consent == consent
            assert words in note(screen)
        before = engine.work().entries[0].attribution
        await pilot.press("n")
        assert {before, engine.work().entries[0].attribution} == {"named", "role"}
        await pilot.press("n")
        assert engine.work().entries[0].attribution == before
        assert "told by" in note(screen)


@pytest.mark.parametrize("key", ["ctrl+l", "full_stop", "enter", "escape", "space"])
async def test_the_curtain_lifts_at_two_presses_of_one_key(tmp_path: Path, key: str) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, _):
        go(screen, PHRASES)
        await pilot.press("ctrl+l")
        await pilot.press("x", "x", key, "x", "q", key)
        assert isinstance(pilot.app.screen, CurtainScreen)
        assert "twice" in shown(pilot.app.screen)  # type: ignore[arg-type]
        await pilot.press("ctrl+q", "x")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CurtainScreen)
        await pilot.press(key, key)
        await pilot.pause()
        assert pilot.app.screen is screen


async def test_an_open_case_is_worked_on_the_wall_without_private_words(tmp_path: Path) -> None:
    async with room(tmp_path, opener("left-hand-column", form="open")) as (pilot, screen, engine):
        go(screen, "lhc.right/write")
        for ending in (None, "kept"):
            if ending:
                case.end_case(engine, "kept")
                screen.show()
            screen.card = True
            await pilot.pause()
            place = engine.place
            assert place.private
            assert " ".join(place.say.split())[:20] not in " ".join(shown(screen).split())
            assert "PRIVATE" not in shown(screen)
            assert screen.query_one(Line).display
            screen.card = False
        await pilot.press("ctrl+k")
        assert not screen.query_one(Line).display
        assert "ctrl+k" in keys_of(screen)
        await pilot.press("ctrl+k")
        assert screen.query_one(Line).display


async def test_what_is_typed_in_a_private_part_is_warned_of_and_a_space_in_it_pauses_nothing(
    tmp_path: Path,
) -> None:
    async with room(tmp_path, opener("left-hand-column")) as (pilot, screen, engine):
        go(screen, next(p.key for p in engine.places if p.private))
        await pilot.pause()
        await pilot.press("space")
        assert note(screen) == "Clock paused. Space goes on."
        await pilot.press("space", "plus")
        assert note(screen) == ""
        screen.monotonic = lambda: 100.0
        await pilot.press("a", "space", "b", "plus", "space")
        assert note(screen) == "Nothing is kept here: write on paper or on your own machine."
        assert engine.state.live.since is not None
        screen.monotonic = lambda: 102.0
        await pilot.press("space")
        assert "Nothing is kept here" in note(screen)
        assert "Space goes on" in note(screen)
        await pilot.press("space")
        assert "Nothing is kept here" in note(screen)
        assert "Space goes on" not in note(screen)


async def test_a_session_that_fails_to_open_says_one_sentence(tmp_path: Path) -> None:
    def broken(reading: Reading, saver: Saver) -> Engine:
        raise Damaged("The session can't be read.")

    screen = SessionScreen(DataFolder(tmp_path), broken)
    async with DialogueApp(DataFolder(tmp_path), lambda _: screen).run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "can't be read" in shown(screen))
        assert not screen.query_one(Line).display
        assert "PRIVATE" not in shown(screen)
        assert keys_of(screen) == "ctrl+q leave"
        assert "Nothing was changed" not in shown(screen)
        await pilot.press("x", "up", "ctrl+g", "ctrl+z", "pagedown", "ctrl+t", "ctrl+o")
        assert pilot.app.is_running


@pytest.mark.parametrize("size", [(20, 5), (30, 24), (80, 6)])
async def test_a_window_too_small_says_so_and_nothing_else(tmp_path: Path, size: tuple[int, int]) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, _):
        go(screen, PHRASES)
        await say(pilot, screen, "The box explains itself")
        screen.query_one(Line).reset("half")
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert " ".join(shown(screen).split()) == TOO_SMALL
        await pilot.resize_terminal(60, 18)
        await pilot.pause()
        assert "The box explains itself" in shown(screen)
        assert typed(screen) == "half"
        assert TOO_SMALL not in shown(screen)


async def test_leaving_says_how_to_go_on(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, _, __):
        await pilot.press("ctrl+q")
        await pilot.pause()
        words = " ".join(shown(pilot.app.screen).split())  # type: ignore[arg-type]
        assert "Leave the session?" in words
        assert "Everything said is kept; dialogue resume goes on." in words
