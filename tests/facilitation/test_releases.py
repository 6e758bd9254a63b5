"""A private line's way to the team, cut short, is finished with the next session that somebody works alone."""

from __future__ import annotations

import pytest
from tests.facilitation.house import House
from tests.facilitation.releasing import cut_short, told

from dialogue_tui.facilitation.releases import finish, try_to_finish
from dialogue_tui.store.errors import StoreError


def test_a_line_on_its_way_arrives_with_the_next_session_alone(house: House) -> None:
    room = house.begin().session.id
    alone = house.begin(solo=True)
    cut_short(alone, room)
    again = house.again(alone)
    assert finish(again, house.folder / "team.db") == 1
    assert told(house, room) == ["I was afraid to say it"]
    assert finish(again, house.folder / "team.db") == 0


def test_with_nothing_on_its_way_the_team_store_is_not_touched(house: House) -> None:
    alone = house.begin(solo=True)
    assert finish(alone, house.folder / "team.db") == 0
    assert not (house.folder / "team.db").exists()


def test_a_team_store_in_the_way_does_not_keep_anybody_from_working_alone(house: House) -> None:
    room = house.begin().session.id
    alone = house.begin(solo=True)
    cut_short(alone, room)
    elsewhere = house.folder / "other" / "team.db"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(b"no store at all, but a letter to somebody")
    with pytest.raises(StoreError):
        finish(alone, elsewhere)
    try_to_finish(alone, elsewhere)
    assert finish(alone, house.folder / "team.db") == 1
