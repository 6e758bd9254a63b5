"""A private line's way to the team, cut short, is finished with the next session that somebody works alone."""

from __future__ import annotations

import pytest
from tests.facilitation.house import House
from tests.facilitation.releasing import cut_short, told

from dialogue_tui.facilitation.releases import finish, try_to_finish
from dialogue_tui.store.errors import StoreError
from dialogue_tui.store.opening import Store


def test_a_line_on_its_way_arrives_with_the_next_session_alone(house: House) -> None:
    room = house.begin().session.id
    alone = house.begin(solo=True)
    cut_short(alone, room)
    again = house.again(alone)
    assert finish(again, Store(house.folder / "team.db", "team")) == 1
    assert told(house, room) == ["I was afraid to say it"]
    assert finish(again, Store(house.folder / "team.db", "team")) == 0


def test_with_nothing_on_its_way_the_team_store_is_not_touched(house: House) -> None:
    alone = house.begin(solo=True)
    assert finish(alone, Store(house.folder / "team.db", "team")) == 0
    assert not (house.folder / "team.db").exists()


def test_a_team_store_in_the_way_does_not_keep_anybody_from_working_alone(house: House) -> None:
    room = house.begin().session.id
    alone = house.begin(solo=True)
    cut_short(alone, room)
    elsewhere = house.folder / "other" / "team.db"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(b"no store at all, but a letter to somebody")
    with pytest.raises(StoreError):
        finish(alone, Store(elsewhere, "team"))
    try_to_finish(alone, Store(elsewhere, "team"))
    assert finish(alone, Store(house.folder / "team.db", "team")) == 1
