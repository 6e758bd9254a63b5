"""Kinds, actions and themes: nothing missing, nothing twice, everything legible."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
from tests.widgets.stage import Stage, lines

from dialogue_tui.activities.base import Row
from dialogue_tui.activities.kinds import KINDS
from dialogue_tui.protocols.schema import Part
from dialogue_tui.widgets import keys as actions
from dialogue_tui.widgets.themes import DEFAULT, MEANINGS, THEMES, TITLES
from dialogue_tui.widgets.workspace import Workspace


def part(kind: str, **settings: Any) -> Part:
    return Part(id="p", kind=kind, minutes=1, settings=settings)


NEEDED = {
    "form": {"fields": [{"name": "a", "title": "A"}]},
    "ladder": {"rungs": [{"name": "a"}]},
    "respond": {"mode": "scale"},
    "sort": {"about": ["a.b"]},
}
"""Settings that kinds can't do without."""


@pytest.mark.parametrize("kind", sorted(KINDS))
async def test_every_kind_has_a_wall_that_shows_rows_and_says_what_to_do_without(kind):
    workspace = Workspace(part(kind, **NEEDED.get(kind, {})))
    assert workspace.empty == KINDS[kind].first
    async with Stage(workspace).run_test(size=(120, 34)) as pilot:
        workspace.set_rows([Row("words", "a", 1)])
        await pilot.pause()
        assert "words" in "".join(lines(pilot.app))


def test_a_wall_that_keeps_the_words_off_says_nothing_while_it_is_empty():
    assert Workspace(part("write", on_wall=False)).empty == ""


def test_a_wall_stays_as_long_as_it_would_be_drawn_alike():
    wall = Workspace(part("write"))
    assert wall.fits(part("write"))
    assert not wall.fits(part("write", on_wall=False))
    assert not wall.fits(part("release"))
    assert not wall.fits(None)


async def test_columns_stand_side_by_side_where_there_is_room():
    columns = Workspace(part("columns"))
    async with Stage(columns).run_test(size=(120, 34)) as pilot:
        columns.set_rows([Row("Fine.", "s", 1, "Me"), Row("No.", "u", None, "not said")])
        await pilot.pause()
        assert any("Fine." in line and "No." in line for line in lines(pilot.app))
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not any("Fine." in line and "No." in line for line in lines(pilot.app))


def test_action_ids_are_unique_and_complete():
    ids = [a.id for a in actions.ACTIONS]
    assert len(ids) == len(set(ids))
    assert all(a.name and a.tooltip and a.group for a in actions.ACTIONS)


def test_no_key_means_two_things_on_one_screen():
    for places in (("everywhere", "home"), ("everywhere", "room", "selected")):
        keys = [k for a in actions.here(*places) for k in a.keys.split(",") if k]
        assert sorted(keys) == sorted(set(keys))


def test_letters_act_only_where_there_is_no_line():
    for a in actions.here("everywhere", "room"):
        assert not [k for k in a.keys.split(",") if re.fullmatch(r"[a-z0-9]", k)], a.id


def test_q_leaves_home_only_and_leaving_comes_first_everywhere():
    assert [a.where for a in actions.ACTIONS if "q" in a.keys.split(",")] == ["home"]
    assert [b.key for b in actions.bindings("everywhere") if b.priority] == ["ctrl+q"]


def test_keys_are_shown_as_people_read_them():
    assert actions.keys_shown(actions.action("next_step")) == "pgdn or ctrl+n"
    assert actions.keys_shown(actions.action("who")) == "@"
    with pytest.raises(LookupError, match="nothing"):
        actions.action("nothing")


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_colours_are_legible_on_a_washed_out_projector(theme):
    assert contrast(theme.foreground, theme.background) >= 14
    for name in MEANINGS:
        if name == "mark":
            assert contrast(theme.foreground, theme.variables[name]) >= 7
        elif name != "rule":
            assert contrast(theme.variables[name], theme.background) >= 5.5, name
    for colour in (theme.accent, theme.error):
        assert contrast(colour, theme.background) >= 5.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_meanings_can_be_told_apart(theme):
    told = [theme.variables["private"], theme.variables["released"], theme.variables["over"], theme.accent]
    assert all(one != other for one, other in combinations(told, 2))


def test_every_theme_has_a_title():
    assert set(TITLES) == {theme.name for theme in THEMES}
    assert DEFAULT in TITLES


def turns(filled: int) -> list[Row]:
    """Forty turns, the first of which have their other side."""
    rows: list[Row] = []
    for n in range(1, 41):
        rows.append(Row(f"turn {n}.", f"s{n}", n, "Me"))
        rows += [Row(f"thought {n}.", f"u{n}", None, "not said")] * (n <= filled)
    return rows


@pytest.mark.parametrize(("kind", "settings"), [("columns", {"about": "a.b"}), ("sort", {"about": ["a.b"]})])
async def test_a_conversation_of_before_is_read_from_its_head_and_followed(kind, settings):
    case = Workspace(part(kind, **settings))
    async with Stage(case).run_test(size=(80, 20)) as pilot:
        case.set_rows(turns(0))
        await pilot.pause()
        assert any("turn 1." in line for line in lines(pilot.app))
        case.set_rows(turns(20))
        case.set_rows(turns(21), newest="u21")
        case.set_rows(turns(21))
        await pilot.pause()
        shown = "".join(lines(pilot.app))
        assert all(words in shown for words in ("turn 21.", "thought 21.", "turn 22."))


async def test_turns_to_be_marked_stand_side_by_side_where_there_is_room():
    case = Workspace(part("sort", about=["a.b"]))
    async with Stage(case).run_test(size=(120, 34)) as pilot:
        case.set_rows([Row("Fine.", "s", 1, "Me · J"), Row("No.", "u", None, "not said")])
        await pilot.pause()
        assert any("Fine." in line and "No." in line and "Me · J" in line for line in lines(pilot.app))
