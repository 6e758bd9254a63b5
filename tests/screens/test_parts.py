"""The parts of a session's screen, each without the others: verbs on a bare face, and a scene by itself."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from subprocess import run
from typing import Any

import pytest
from tests.facilitation.house import House, texts
from tests.screens.driving import PHRASES, go, opener, room, say, until

from dialogue_tui.activities.base import Row
from dialogue_tui.app import DialogueApp
from dialogue_tui.errors import OneSentence
from dialogue_tui.facilitation.desk import Desk
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.facilitation.scene import scene
from dialogue_tui.screens.curtain import CurtainScreen
from dialogue_tui.screens.line_verbs import LineVerbs
from dialogue_tui.screens.questions import Question
from dialogue_tui.screens.session import SessionScreen
from dialogue_tui.screens.session_verbs import SessionVerbs
from dialogue_tui.screens.step_verbs import StepVerbs
from dialogue_tui.store.reading import Reading
from dialogue_tui.store.saver import Saver
from dialogue_tui.store.where import DataFolder
from dialogue_tui.widgets.keys import here


class Bare:
    """A face without a screen: it remembers what it was told to show."""

    selecting = half_slip = False

    def __init__(self, desk: Desk, selected: Row | None = None) -> None:
        self.desk, self.selected, self.note = desk, selected, ""
        self.told: list[str] = []
        self.left: list[str] = []
        self.asked: list[Question] = []
        self.monotonic: Callable[[], float] = count().__next__

    def do(self, command: Callable[[], Any], keep: str = "") -> Any:
        try:
            return command()
        except OneSentence as refused:
            self.note = str(refused)
            return None

    def show(self, newest: str = "") -> None: ...

    def unselect(self) -> None: ...

    def uncover(self) -> None: ...

    def ask(self, question: Question) -> None:
        self.asked.append(question)

    def say_note(self, words: str) -> None:
        self.note = words

    def arrived(self, before: str) -> None:
        self.left.append(before)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    for door in made.opened:
        door.close()


def said(house: House, *lines: str) -> Desk:
    desk = Desk(house.begin("try.say/round"))
    for line in lines:
        desk.say(line)
    return desk


async def test_every_action_of_the_registry_is_a_verb_and_every_verb_is_in_it(tmp_path: Path) -> None:
    offered = {action.id.partition("(")[0] for action in here("room", "selected")}
    typed = {action.id for action in here("room") if action.typed and not action.keys} - {"pause", "extend"}
    async with room(tmp_path, opener("dialogue-circle")) as (_, screen, _engine):
        assert {id for id in offered - typed if not callable(getattr(screen, f"action_{id}", None))} == set()
        verbs = set(screen.verbs)
    assert verbs - offered == set()


@pytest.mark.parametrize("keys", [(), ("up",)], ids=["typing", "a line selected"])
async def test_what_the_palette_offers_in_the_room_can_be_done(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with room(tmp_path, opener("shared-vision", form="hour")) as (pilot, screen, engine):
        go(screen, PHRASES)
        await say(pilot, screen, "The bench is cold.")
        await pilot.press(*keys)
        app = pilot.app
        assert isinstance(app, DialogueApp)
        offered = {name: run for name, _, run in app.commands(screen)}
        assert "Release" not in offered
        assert ("Edit" in offered) is bool(keys)
        if not keys:
            await offered["Pause the clock"]()
            assert not screen.desk.running
            before = engine.seconds_left()
            await offered["Two more minutes"]()
            assert engine.seconds_left() == before + 120


async def test_the_curtain_covers_a_session_that_is_still_being_opened(tmp_path: Path) -> None:
    stands = threading.Event()

    def slow(reading: Reading, saver: Saver) -> Engine:
        stands.wait(10)
        return opener("dialogue-circle")(reading, saver)

    screen = SessionScreen(DataFolder(tmp_path), slow)
    app = DialogueApp(DataFolder(tmp_path), lambda _: screen)
    async with app.run_test() as pilot:
        await pilot.press("ctrl+l")
        assert isinstance(app.screen, CurtainScreen)
        stands.set()
        await until(pilot, lambda: screen.engine is not None)


def test_a_line_is_worded_moved_and_removed_without_a_screen(house: House) -> None:
    desk = said(house, "The bench is cold.", "Nobody asked.")
    face = Bare(desk, desk.rows()[0])
    verbs = LineVerbs(face, lambda entry: None)
    asked = verbs.edit()
    assert (asked.prompt, asked.text) == ("edit line 1", "The bench is cold.")
    assert asked.answer("The bench was cold.") == ""
    verbs.consent()
    assert face.note == "Line 1: not for export."
    verbs.remove()
    assert texts(desk.engine) == ["Nobody asked."]
    assert verbs.restore().answer("1") == ""
    assert texts(desk.engine) == ["The bench was cold.", "Nobody asked."]


def test_steps_are_gone_and_the_end_asks_without_a_screen(house: House) -> None:
    face, written = Bare(said(house, "One.")), []
    verbs = StepVerbs(face, lambda: written.append(True))
    start = face.desk.engine.place.key
    assert (verbs.next_step(), face.left) == ("", [start])
    while not face.desk.at_last:
        verbs.next_step()
    face.note = str(verbs.next_step())
    assert face.note == "Press pgdn again to end the session and write."
    assert verbs.next_step() == ""
    assert (face.told, written, face.desk.closed) == (
        ["Writing the learning history and the transcript…"], [True], True,
    )  # fmt: skip


def test_a_session_is_named_without_a_screen(house: House) -> None:
    face = Bare(said(house))
    assert SessionVerbs(face).rename().answer("Cold benches") == ""
    assert face.desk.engine.session.title == "Cold benches"


def drawn(desk: Desk) -> list[str]:
    """A face in ten lines: whoever shows a session needs its scene and nothing else."""
    seen = scene(desk)
    left = f"{seen.time.minutes} {'over' if seen.time.over else 'left'}"
    steps = [f"{'> ' if at == seen.here else ''}{title}" for at, (title, _) in enumerate(seen.steps)]
    if seen.private:
        return [*steps, left, "private"]
    lines = [
        f"{row.number} {row.text} {seen.who.get(row.entry, '')} {seen.states.get(row.entry, '')}"
        for row in seen.rows
    ]
    return [*steps, left, seen.question, *map(str.strip, lines), seen.slot.title if seen.slot else ""]


def test_a_face_draws_a_session_from_its_scene_alone(house: House) -> None:
    desk = said(house, "@Ines (Night shift) The bench is cold.", "~ Nobody asked.")
    face = drawn(desk)
    numbered = [line for line in face if line[:1].isdigit()]
    assert numbered[-2:] == ["1 The bench is cold. Night shift", "2 Nobody asked.  in short"]
    assert any(line.startswith("> ") for line in face)
    private = next(place for place in desk.engine.places if place.private)
    desk.go(private.key)
    assert drawn(desk)[-1] == "private"
    assert not scene(desk).rows


def test_scene_and_verbs_load_without_a_screen() -> None:
    modules = "dialogue_tui.facilitation.scene, dialogue_tui.screens.line_verbs, dialogue_tui.screens.session_verbs"
    code = f"import sys, {modules}, dialogue_tui.screens.step_verbs; sys.exit('textual' in sys.modules)"
    assert run([sys.executable, "-c", code], check=False).returncode == 0
