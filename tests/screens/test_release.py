"""A line written alone is given to the team from the screen, and only after a yes."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.screens.driving import go, opener, say, shown, until

from dialogue_tui.app import DialogueApp
from dialogue_tui.facilitation.beginning import begin
from dialogue_tui.facilitation.clock import SystemClock
from dialogue_tui.protocols import library
from dialogue_tui.screens.session import SessionScreen
from dialogue_tui.store.where import DataFolder


def team_session(folder: DataFolder) -> str:
    engine = begin(
        folder.team.read(), folder.team.save_at_once(), library.text_of("left-hand-column"), clock=SystemClock(),
        random=Random(1), process="team", team="T",
    )  # fmt: skip
    return str(engine.session.id)


def told(folder: DataFolder, session: str) -> list[str]:
    with folder.team.read() as reading:
        return [e.text for e in reading.load(session).entries]


async def test_a_line_is_released_only_after_a_yes(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    session = team_session(folder)
    screen = SessionScreen(folder, opener("left-hand-column", solo=True), True)
    async with DialogueApp(folder, lambda _: screen).run_test() as pilot:
        await until(pilot, lambda: screen.engine is not None)
        go(screen, "lhc.assume/write")
        await say(pilot, screen, "I assumed he had promised it already")
        await until(pilot, lambda: not screen.desk.engine.unsaved)
        assert "PRIVATE" in shown(screen)
        await pilot.press("up", "r")
        await say(pilot, screen, "no")
        assert told(folder, session) == []
        await pilot.press("escape", "up", "r")
        await say(pilot, screen, "yes")
        await until(pilot, lambda: told(folder, session) == ["I assumed he had promised it already"])
        await until(pilot, lambda: "Released to" in shown(screen))


async def test_in_a_room_there_is_nothing_to_release(tmp_path: Path) -> None:
    screen = SessionScreen(DataFolder(tmp_path), opener("shared-vision"))
    async with DialogueApp(DataFolder(tmp_path), lambda _: screen).run_test() as pilot:
        await until(pilot, lambda: screen.engine is not None)
        go(screen, "vis.phrases/round")
        await say(pilot, screen, "They fix it without us")
        await pilot.press("up", "r")
        assert screen.question is None
