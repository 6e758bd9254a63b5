"""What Home and the app say when a store or a folder is in the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.screens.driving import go, keys_of, note, opener, room, say
from tests.screens.hearing import Hearing, typed_into
from tests.widgets.stage import shows

from dialogue_tui.app import DialogueApp
from dialogue_tui.screens import settings
from dialogue_tui.screens.home import Home
from dialogue_tui.store.errors import InTheWay
from dialogue_tui.store.opening import Store
from dialogue_tui.store.where import DataFolder
from dialogue_tui.widgets.themes import DEFAULT, TITLES

AWAY = "The disk is away; plug it in."


def broken(*_: object, **__: object) -> None:
    raise InTheWay(AWAY)


@pytest.mark.parametrize("keys", [["h"], ["slash", "x", "enter"], ["j"]], ids=" ".join)
async def test_a_store_that_can_not_be_read_is_said_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: list[str]
) -> None:
    async with Hearing(DataFolder(tmp_path)).run_test(size=(80, 24)) as pilot:
        await typed_into(pilot)
        monkeypatch.setattr(Store, "read", broken)
        monkeypatch.setattr(Store, "exists", lambda store: True)
        await typed_into(pilot, *keys)
        assert shows(pilot.app, AWAY)
        assert isinstance(pilot.app.screen, Home)
        assert pilot.app.got == []


async def test_a_demo_that_can_not_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dialogue_tui.demo.fill.fill", broken)
    app = DialogueApp(DataFolder(tmp_path), lambda app: Home(app.folder))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await typed_into(pilot)
        app.screen.post_message(Home.Demo())
        await typed_into(pilot)
        await typed_into(pilot)
        assert shows(app, AWAY)
        assert not shows(app, "are being written")


async def test_colours_are_chosen_from_a_list_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = DialogueApp(DataFolder(tmp_path), lambda app: Home(app.folder))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await typed_into(pilot)
        await app.run_action("change_theme")
        await typed_into(pilot)
        for title in TITLES.values():
            assert shows(app, title)
        await typed_into(pilot, "escape")
        assert app.theme == DEFAULT
        await app.run_action("change_theme")
        await typed_into(pilot, "down", "enter")
        assert app.theme == list(TITLES)[1]
        assert settings.value(app.folder.settings, "theme") == app.theme

        def refused(*_: object) -> None:
            raise OSError("no")

        monkeypatch.setattr(settings, "keep", refused)
        app.set_theme(DEFAULT)
        await typed_into(pilot)
        assert app.theme == DEFAULT
        assert shows(app, "These colours can't")


async def test_how_to_leave_is_told_where_a_habit_would_leave(tmp_path: Path) -> None:
    app = DialogueApp(DataFolder(tmp_path), lambda app: Home(app.folder))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await typed_into(pilot, "ctrl+c")
        assert shows(app, "ctrl+q leaves, and asks first.")


async def test_a_line_without_links_has_none_to_take_away(tmp_path: Path) -> None:
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, _):
        go(screen, "vis.phrases/round")
        await say(pilot, screen, "one")
        await pilot.press("up", "u")
        assert note(screen) == "That line has no links."
        await pilot.press("down")
        assert "letters" not in note(screen)
        assert keys_of(screen).startswith("enter say")
