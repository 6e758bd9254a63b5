"""From Home into a session: which team, which sitting, and back to a line that was found."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.screens.driving import until
from tests.screens.hearing import NOW, Hearing, month_four, typed_into
from tests.store.keeping import added, entry, session, write
from tests.widgets.stage import shows

from dialogue_tui.app import DialogueApp
from dialogue_tui.protocols import library
from dialogue_tui.screens.home import Home
from dialogue_tui.screens.home_view import ways
from dialogue_tui.store.where import DataFolder


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path)


async def test_a_team_without_a_name_is_asked_for_one_and_alone_nobody_is(folder):
    async with Hearing(folder).run_test(size=(80, 24)) as pilot:
        await typed_into(pilot, "down", "enter")
        await typed_into(pilot, *"June", "tab", *"Tarn", "enter")
        assert (pilot.app.got[0].title, pilot.app.got[0].team) == ("June", "Tarn")
        await typed_into(pilot, "down", "enter")
        assert shows(pilot.app, "About")
        assert not shows(pilot.app, "How many")
        assert not shows(pilot.app, "Team")
        await typed_into(pilot, "enter")
        assert (pilot.app.got[1].solo, pilot.app.got[1].team, pilot.app.got[1].people) == (True, "", 1)


async def test_the_team_that_met_last_stands_there_and_another_can_be_typed_over_it(folder):
    month_four(folder)
    async with Hearing(folder).run_test(size=(80, 24)) as pilot:
        await typed_into(pilot, "n", "enter", "enter")
        await typed_into(pilot, "n", "enter", "tab", *"Weir", "enter")
        assert [wanted.team for wanted in pilot.app.got] == ["Tarn core team", "Weir"]


@pytest.mark.parametrize("over", ["f1", "ctrl+p"])
async def test_leaving_under_help_or_the_palette_leaves_the_room_and_not_the_program(folder, over):
    month_four(folder)
    async with DialogueApp(folder, lambda app: Home(folder, now=lambda: NOW)).run_test(size=(80, 24)) as pilot:
        await typed_into(pilot, "n", "enter", "enter")
        room = pilot.app.screen
        await until(pilot, lambda: getattr(room, "engine", None) is not None)
        await typed_into(pilot, over, "ctrl+q")
        assert shows(pilot.app, "Leave the session?")
        await typed_into(pilot, "y")
        await until(pilot, lambda: isinstance(pilot.app.screen, Home))


async def test_the_next_sitting_is_marked(folder):
    found = ways("shared-vision")
    team = month_four(folder)[0].team
    for number, (held, following) in enumerate([("a", "hour/b"), ("b", "hour/c"), ("c", "hour/a")]):
        one = session(
            protocol="shared-vision", sitting=held, team=team, started=f"2026-11-2{number}T09:00:00+00:00"
        )
        with folder.team.write() as store:
            store.write(write(added(one), of=one.id))
        assert Home(folder)._following("shared-vision", found) == following
    assert Home(folder)._following("dialogue-circle", ways("dialogue-circle")) == ""


@pytest.mark.parametrize(
    "wrong", ['[forms.hour]\nminutes = "x"', "forms = 3", "[forms.hour]\nsittings = [{}]", "x = ["]
)
def test_what_is_wrong_with_a_protocol_of_one_s_own_is_said_in_words(tmp_path, wrong):
    (tmp_path / "mine.toml").write_text(f'schema = 1\nname = "mine"\ntitle = "Mine"\nquestion = "What?"\n{wrong}\n')
    with pytest.raises(library.ProtocolError, match=r"mine\.toml:\d+: "):
        ways("mine", [tmp_path])


async def test_a_found_line_is_shown_with_its_day_and_opened_where_it_stands(folder):
    month_four(folder)
    held = session(protocol="dialogue-circle", form="hour", state="closed", started="2026-11-12T09:00:00+00:00",
                   protocol_text=library.text_of("dialogue-circle"))  # fmt: skip
    said = [entry(held.id, f"line {n} of many", part="cir.in/round", position=float(n)) for n in range(80)]
    with folder.team.write() as store:
        store.write(write(added(held), *map(added, said), of=held.id))
    async with DialogueApp(folder, lambda app: Home(folder, now=lambda: NOW)).run_test(size=(80, 24)) as pilot:
        await typed_into(pilot, "slash", *"line 70", "enter")
        await until(pilot, lambda: shows(pilot.app, "line 70 of many"))
        assert shows(pilot.app, "12 Nov")
        await typed_into(pilot, "enter")
        await until(pilot, lambda: shows(pilot.app, "line 70 of many") and not shows(pilot.app, "Lines with"))
        await until(pilot, lambda: not shows(pilot.app, "line 1 of many"))
        assert shows(pilot.app, "line 71 of many")


async def test_the_name_that_was_typed_is_the_teams(folder):
    async with DialogueApp(folder, lambda app: Home(folder, now=lambda: NOW)).run_test(size=(80, 24)) as pilot:
        await typed_into(pilot, "down", "enter")
        await typed_into(pilot, "tab", *"Tarn", "enter")
        room = pilot.app.screen
        await until(pilot, lambda: getattr(room, "engine", None) is not None)
        await typed_into(pilot, "ctrl+q")
        await typed_into(pilot, "y")
        assert isinstance(pilot.app.screen, Home)
        assert shows(pilot.app, "dialogue · Tarn")
