"""Plain lines go through the same places as the room's screen, there and back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random

import pytest
from tests.plain.desk import Desk

from dialogue_tui.app import DialogueApp
from dialogue_tui.facilitation.beginning import begin
from dialogue_tui.facilitation.clock import SystemClock
from dialogue_tui.protocols.library import text_of
from dialogue_tui.screens.session import SessionScreen
from dialogue_tui.store.where import DataFolder

PROTOCOLS = (
    "left-hand-column",
    "ladder-of-inference",
    "shared-vision",
    "action-to-reflection",
    "dialogue-circle",
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(DataFolder(tmp_path / "plain"))
    yield made
    for door in made.opened:
        door.close()


async def in_the_room(folder: Path, protocol: str) -> tuple[list[str], list[str]]:
    """The places that PageDown's action visits, and those that PageUp's visits from the last."""
    where = DataFolder(folder)
    screen = SessionScreen(
        where,
        lambda reading, saver: begin(
            reading, saver, text_of(protocol), clock=SystemClock(), random=Random(7), process="here"
        ),
    )
    screen.monotonic = count().__next__  # every key a second after the one before
    there: list[str] = []
    back: list[str] = []
    async with DialogueApp(where, lambda _: screen).run_test() as pilot:
        for _ in range(400):
            await pilot.pause(0.01)
            if screen.engine is not None:
                break
        engine = screen.desk.engine
        for move, visited, last in ((screen.action_next_step, there, -1), (screen.action_back, back, 0)):
            while engine.place.key != engine.order[last]:
                move()
                assert engine.place.key not in visited
                visited.append(engine.place.key)
    return there, back


def in_plain_lines(desk: Desk, protocol: str) -> tuple[list[str], list[str]]:
    """The same for /next and /back."""
    engine = desk.begin(protocol)
    there: list[str] = []
    back: list[str] = []
    for typed, visited, last in (("/next\n", there, -1), ("/back\n", back, 0)):
        while engine.place.key != engine.order[last]:
            assert desk.type(engine, typed) == 0
            visited.append(engine.place.key)
    return there, back


@pytest.mark.parametrize("protocol", PROTOCOLS)
async def test_next_and_back_visit_what_the_page_keys_visit(desk: Desk, tmp_path: Path, protocol: str) -> None:
    there, back = await in_the_room(tmp_path / "room", protocol)
    assert in_plain_lines(desk, protocol) == (there, back)
    assert back == [*there[:-1][::-1], "opening/card"]
    assert len(there) >= 6
