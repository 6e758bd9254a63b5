"""What a killed program left half done between the two stores is done when somebody works alone again."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facilitation.house import House
from tests.facilitation.releasing import cut_short, told
from tests.screens.driving import until

from dialogue_tui.app import DialogueApp
from dialogue_tui.facilitation.releases import try_to_finish
from dialogue_tui.screens import opening
from dialogue_tui.screens.session import SessionScreen
from dialogue_tui.store.where import DataFolder


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def half_done(house: House) -> tuple[str, str]:
    """The ids of a team's session and of one's own, with a line on its way from one to the other."""
    room, alone = house.begin(), house.begin(solo=True)
    cut_short(alone, room.session.id)
    for door in house.opened:
        door.close()
    return room.session.id, alone.session.id


async def test_on_the_screen(house: House) -> None:
    room, alone = half_done(house)
    folder = DataFolder(house.folder)
    screen = SessionScreen(folder, opening.again(alone), True)
    async with DialogueApp(folder, lambda _: screen).run_test() as pilot:
        await until(pilot, lambda: screen.engine is not None)
    assert told(house, room) == ["I was afraid to say it"]


def test_in_plain_lines(house: House) -> None:
    room, _ = half_done(house)
    try_to_finish(house.begin(solo=True), DataFolder(house.folder).team)
    assert told(house, room) == ["I was afraid to say it"]
