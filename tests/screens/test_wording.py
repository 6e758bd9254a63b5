"""What is shown at the foot comes from what a kind declares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.facilitation.house import House

from dialogue_tui.facilitation.desk import Desk
from dialogue_tui.facilitation.scene import scene
from dialogue_tui.screens.wording import Own, view


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    for door in made.opened:
        door.close()


@pytest.mark.parametrize(
    ("place", "lines", "turns", "leads_to"),
    [
        ("opening/card", (), 0, "field"),
        ("try.climb/rungs", (), 0, "rung"),
        ("try.case/open", ("Me: Is it fixed?",), 0, "column"),
        ("try.case/open", ("Me: Is it fixed?",), 1, "turn"),
        ("try.sort/groups", ("1 A theme",), 0, "group"),
        ("try.text/one", (), 0, "why"),
    ],
)
def test_tab_says_what_it_leads_to(
    house: House, place: str, lines: tuple[str, ...], turns: int, leads_to: str
) -> None:
    engine = house.begin("try.say/round")
    engine.say("one")
    if place != engine.place.key:
        engine.go(place)
    desk = Desk(engine)
    for line in lines:
        desk.say(line)
    desk.at.turn(turns)
    assert ("tab", leads_to) in view(scene(desk), Own()).keys
