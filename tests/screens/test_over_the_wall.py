"""What stands over the wall for a moment, and what is asked on the line: back in the room all is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.screens.driving import PHRASES, go, note, opener, room, say, shown, typed, until

from dialogue_tui.store.errors import Busy


@pytest.mark.parametrize(
    "away", [("ctrl+l", "ctrl+l", "ctrl+l"), ("ctrl+p", "escape"), ("f1", "escape"), ("ctrl+g", "escape")]
)
async def test_nothing_is_taken_in_a_private_part_whatever_stood_over_it(
    tmp_path: Path, away: tuple[str, ...]
) -> None:
    async with room(tmp_path, opener("ladder-of-inference")) as (pilot, screen, engine):
        private = next(p.key for p in engine.places if p.private)
        go(screen, private)
        for key in away:
            await pilot.press(key)
            await pilot.pause()
        await until(pilot, lambda: pilot.app.screen is screen)
        await pilot.press(*"heron")
        assert typed(screen) == ""
        assert "Nothing is kept here" in note(screen)
        await pilot.press("pagedown")
        await until(pilot, lambda: engine.place.key != private)
        assert "heron" not in typed(screen) + shown(screen)


@pytest.mark.parametrize("away", [("ctrl+l", "ctrl+l", "ctrl+l"), ("ctrl+p", "escape"), ("f1", "escape")])
async def test_a_letter_is_still_a_verb_whatever_stood_over_a_selected_line(
    tmp_path: Path, away: tuple[str, ...]
) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, engine):
        go(screen, PHRASES)
        await say(pilot, screen, "The box explains itself")
        await pilot.press("up")
        for key in away:
            await pilot.press(key)
            await pilot.pause()
        await until(pilot, lambda: pilot.app.screen is screen)
        await pilot.press("c")
        assert typed(screen) == ""
        assert engine.work().entries[0].consent == "no"


async def test_a_step_can_be_chosen_from_a_private_part(tmp_path: Path) -> None:
    async with room(tmp_path, opener("ladder-of-inference")) as (pilot, screen, engine):
        go(screen, next(p.key for p in engine.places if p.private))
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "Where to?" in shown(screen)
        await pilot.press("1", "enter")
        assert engine.place.key == engine.order[0]


async def test_what_was_refused_does_not_follow_to_another_step(tmp_path: Path) -> None:
    async with room(tmp_path, opener("action-to-reflection")) as (pilot, screen, engine):
        go(
            screen,
            "atr.more/surprises"
            if "atr.more/surprises" in engine.order
            else next(p.key for p in engine.places if p.part.kind == "talk"),
        )
        await pilot.press("x", "enter")
        assert note(screen)
        await pilot.press("pagedown")
        await pilot.pause()
        assert typed(screen) == ""


async def test_who_is_typed_over_the_name_that_stands_there(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, engine):
        go(screen, PHRASES)
        await say(pilot, screen, "@Ben The box explains itself")
        await pilot.press("up", "w", *"Cem", "enter")
        assert [p.name for p in engine.state.people] == ["Ben", "Cem"]
        (line,) = engine.work().entries
        assert engine.state.person(line.person).name == "Cem"


async def test_a_key_with_alt_is_an_action_and_no_letter(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, _):
        go(screen, PHRASES)
        await pilot.press("alt+r")
        assert typed(screen) == ""
        assert note(screen) == "No line was removed."
        await pilot.press("alt+z")
        assert typed(screen) == ""


async def test_a_parked_line_is_taken_up_as_a_hand_on(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, engine):
        go(screen, PHRASES)
        await say(pilot, screen, "!Ana: ask ten technicians by Friday")
        go(screen, "close/handons")
        await pilot.press("up", "m", "enter")
        (line,) = engine.work().entries
        assert (line.text, line.slot, engine.parked()) == ("Ana: ask ten technicians by Friday", "commitment", [])
        assert [t.kind for t in engine.state.tables["thread"].values()] == ["commitment"]
        await pilot.press("ctrl+z")
        assert [e.text for e in engine.parked()] == ["Ana: ask ten technicians by Friday"]


async def test_tearing_up_a_case_is_asked_twice_and_says_what_went(tmp_path: Path) -> None:
    async with room(tmp_path, opener("left-hand-column", form="open")) as (pilot, screen, engine):
        go(screen, "lhc.right/write")
        await say(pilot, screen, "Me: is it fixed? | he has promised it")
        go(screen, engine.order[-1])
        await pilot.press("pagedown")
        await pilot.press("pagedown")
        await pilot.pause()
        assert "What becomes of the case?" in shown(screen)
        await say(pilot, screen, "3")
        assert "2 lines go for good" in shown(screen)
        assert engine.session.case == "open"
        await say(pilot, screen, "yes")
        assert engine.session.case == "torn up"
        await until(pilot, lambda: "Learning history:" in shown(screen))
        assert "2 lines are torn up, 0 lines kept." in shown(screen)
        assert engine.session.state == "closed"


async def test_what_was_revealed_is_in_sight_from_its_first_line_on(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision"), size=(80, 24)) as (pilot, screen, engine):
        go(screen, PHRASES)
        for number in range(12):
            await say(pilot, screen, f"said aloud {number}")
        await pilot.press("ctrl+t")
        for number in range(6):
            await say(pilot, screen, f"on a slip {number}")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "on a slip" in shown(screen))
        assert sum(f"on a slip {n}" in shown(screen) for n in range(6)) == 6
        assert "lines again" in shown(screen)
    async with room(tmp_path / "small", opener("shared-vision"), size=(60, 18)) as (pilot, screen, engine):
        go(screen, PHRASES)
        await pilot.press("ctrl+t")
        for number in range(15):
            await say(pilot, screen, f"on a slip {number}")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "on a slip" in shown(screen))
        first = engine.work().entries[0].text
        assert first in shown(screen)
        assert "more" in shown(screen)


async def test_a_case_that_was_left_as_it_is_ends_later_without_the_session(tmp_path: Path) -> None:
    async with room(tmp_path, opener("left-hand-column", form="open")) as (pilot, screen, engine):
        go(screen, "lhc.right/write")
        await say(pilot, screen, "Me: is it fixed?")
        go(screen, engine.order[-1])
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        await pilot.press("escape")
        screen.action_case()
        await say(pilot, screen, "3")
        assert "1 line goes for good" in shown(screen)
        await say(pilot, screen, "yes")
        assert (engine.session.case, engine.session.state) == ("torn up", "open")
        assert note(screen) == "1 line is torn up, 0 lines kept."


async def test_where_nothing_goes_nothing_is_asked_twice(tmp_path: Path) -> None:
    async with room(tmp_path, opener("left-hand-column", form="open")) as (pilot, screen, engine):
        screen.action_case()
        await say(pilot, screen, "2")
        assert engine.session.case == "released"
        assert note(screen) == "The case is kept: 0 lines."


async def test_undo_while_the_store_cannot_be_read_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, engine):
        go(screen, PHRASES)
        await say(pilot, screen, "@Ana The box explains itself")

        def gone(*_: object) -> bool:
            raise Busy("Another program holds the store; it is tried again.")

        monkeypatch.setattr(engine.reading, "known_elsewhere", gone)
        await pilot.press("ctrl+z")
        assert note(screen).startswith("Another program holds the store")
        assert [e.text for e in engine.work().entries] == ["The box explains itself"]
