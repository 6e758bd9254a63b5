"""The wall: the newest in view, the cost of what is visible, and nobody's words as anything but words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.hostile import hostile
from tests.widgets.stage import SIZES, Stage, column, lines, shows

from dialogue_tui.activities.base import Row
from dialogue_tui.protocols.schema import Part
from dialogue_tui.widgets import wall as module
from dialogue_tui.widgets.wall import Wall
from dialogue_tui.widgets.workspace import Workspace

LONG = "A technician rings me to tell me what she fixed without us, and I have time to ask how she did it."


def rows(count: int, text: str = "Line") -> list[Row]:
    return [Row(f"{text} {n}", f"e{n}", n) for n in range(1, count + 1)]


def painted(wall: Wall, cells: int, height: int) -> list[str]:
    """The wall without a terminal."""
    return ["".join(words for words, _ in line) for line in wall._draw(cells, height).lines]


@pytest.mark.parametrize("size", SIZES)
async def test_newest_line_is_in_view_and_the_rest_is_counted(size):
    wall = Wall()
    async with Stage(wall).run_test(size=size) as pilot:
        wall.set_rows(rows(40), {"e40": "Firmware lead", "e39": "Sales"})
        await pilot.pause()
        shown = lines(pilot.app)
        assert any(line.strip().startswith("40  Line 40") for line in shown)
        assert f"↑ {40 - sum('Line' in line for line in shown)} more" in shown[0]
        assert shown[-1].endswith("Firmware lead")
        assert "Sales" not in "".join(shown)


async def test_the_line_said_last_takes_the_place_of_the_newest():
    wall = Wall()
    async with Stage(wall).run_test(size=(80, 10)) as pilot:
        wall.set_rows(rows(30), {"e30": "before"})
        wall.set_rows(rows(31), {"e30": "before", "e31": "after"})
        await pilot.pause()
        assert "Line 31" in "".join(lines(pilot.app))
        assert shows(pilot.app, "after")
        assert not shows(pilot.app, "before")


def test_text_wraps_under_its_own_first_word_and_stays_narrow_on_a_wide_screen():
    wall = Wall()
    wall.set_rows([Row(LONG, "a", 1), Row("short", "b", 2)])
    first, second, *_ = painted(wall, 116, 20)
    assert len(second) - len(second.lstrip()) == first.index("A technician")
    assert max(len(line.strip().removeprefix("1").strip()) for line in (first, second)) <= 76


def test_when_the_selected_line_goes_the_nearest_line_is_selected():
    wall = Wall()
    because = Row("because", style="note")
    wall.set_rows([*rows(2), because, Row("Line 3", "e3", 3), because, Row("Line 4", "e4", 4)])
    wall.select(3)
    wall.set_rows([*rows(2), because, because, Row("Line 4", "e4", 4)])
    assert wall.selected is not None
    assert wall.selected.entry in {"e2", "e4"}
    wall.set_rows([because])
    assert wall.selected is None


def test_what_stands_alone_is_set_apart_from_the_last_group():
    wall = Workspace(Part(id="p", kind="sort", minutes=1, settings={"about": ["a.b"]}))
    alone = Row("on their own", style="note")
    wall.set_rows([Row("A theme", "g", style="heading"), Row("in it", "a", 1), alone, Row("not in it", "b", 2)])
    shown = [line.strip() for line in painted(wall, 76, 20)]
    assert shown[shown.index("on their own") - 1] == ""


def test_labels_stand_in_a_column_of_their_own():
    wall = Wall()
    wall.set_rows([Row("Take it out.", "a", 1, "action"), Row("", label="because", style="note"),
                   Row("Scope kills dates.", "b", 2, "assumption")])  # fmt: skip
    shown = painted(wall, 76, 20)
    assert column(shown, "Take it") == column(shown, "Scope")
    assert column(shown, "action") == column(shown, "because") == column(shown, "assumption")


@given(st.lists(st.integers(1, 300), min_size=1, max_size=60), st.integers(12, 120), st.integers(3, 40), st.data())
@settings(max_examples=80, deadline=None)
def test_what_is_selected_is_always_visible_and_every_row_is_counted_once(lengths, cells, height, data):
    wall = Wall()
    wall.set_rows([Row("x" * n, f"e{i}", i) for i, n in enumerate(lengths, 1)])
    for index in data.draw(st.lists(st.integers(0, len(lengths) - 1), max_size=6)):
        wall.select(index)
        drawn = wall._draw(cells, height)
        shown = {i for band in drawn.rows for i in band if i is not None}
        assert index in shown
        text = "\n".join("".join(words for words, _ in line) for line in drawn.lines)
        above = re.search(r"↑ (\d+) more", text)
        below = re.search(r"↓ (\d+) more", text)
        hidden = int(above[1]) if above else 0
        hidden += int(below[1]) if below else 0
        assert hidden + len(shown) == len(lengths)
        assert len(drawn.lines) <= height


def test_painting_looks_only_at_what_is_visible(monkeypatch):
    looked: list[str] = []
    true = module.block

    def counting(row, *given):
        looked.append(row.entry)
        return true(row, *given)

    monkeypatch.setattr(module, "block", counting)
    wall = Wall()
    wall.set_rows(rows(10_000, LONG))
    wall._draw(76, 20)
    assert 0 < len(looked) < 100
    wall.select(5_000)
    wall._draw(76, 20)
    assert len(looked) < 300


def test_selection_moves_over_entries_only_and_stops_at_the_ends():
    wall = Wall()
    wall.set_rows([Row("a", "1", 1), Row("heading", style="heading"), Row("b", "2", 2)])
    assert wall.selected is None
    assert wall.move_selection(-1)
    assert wall.selected.text == "b"
    assert wall.move_selection(-1)
    assert wall.selected.text == "a"
    assert not wall.move_selection(-1)
    assert wall.move_selection(1)
    assert not wall.move_selection(1)


def test_the_selected_line_stays_selected_when_others_come_and_go():
    wall = Wall()
    wall.set_rows(rows(3))
    wall.select(1)
    wall.set_rows([Row("first", "e0", 1), *rows(3)])
    assert wall.selected.entry == "e2"
    wall.set_rows([])
    assert wall.selected is None


def test_selected_and_newest_say_who_the_others_do_not():
    wall = Wall()
    wall.set_rows(rows(5), {f"e{n}": f"who{n}" for n in range(1, 6)})
    wall.select(1)
    text = "\n".join(painted(wall, 76, 20))
    assert re.findall(r"who\d", text) == ["who2", "who5"]
    assert "›  2" in text


def test_a_line_longer_than_the_wall_says_what_is_missing():
    wall = Wall()
    wall.set_rows([Row("word " * 400, "a", 1)])
    shown = painted(wall, 60, 8)
    assert len(shown) == 8
    assert "more lines" in shown[-1]


def test_sorting_sets_numbered_lines_in_two_columns_and_all_in_sight():
    wall = Wall()
    wall.stand(columns=2)
    wall.set_rows(rows(24, LONG))
    shown = "\n".join(painted(wall, 76, 14))
    assert all(re.search(rf"(^|\s){n}  A tech", shown, re.MULTILINE) for n in range(1, 25))


def test_what_was_not_said_stands_left_of_what_was():
    wall = Wall()
    wall.stand(left_label="not said", titles=("not said", "said"))
    wall.set_rows(
        [Row("Fine.", "s1", 1, "Me"), Row("Not fine.", "u1", None, "not said"), Row("Good.", "s2", 2, "R.")]
    )
    shown = painted(wall, 110, 20)
    line = next(line for line in shown if "Fine." in line)
    assert line.index("Not fine.") < line.index("Fine.", line.index("Not fine.") + 9)
    assert column(shown, "Good.") > 55


def test_a_spread_shows_its_squares_its_count_and_what_it_means():
    wall = Wall()
    happen = Row("I will make it happen", "s", 2, "commitment", "dots")
    refused = Row("I will not", "s", 0, "noncompliance", "dots")
    wall.set_rows([happen, refused, Row("A note of some length.", "n")])
    first, second, third = painted(wall, 76, 20)
    assert re.match(r"  commitment +■ ■ +2   I will make it happen", first)
    assert "■" not in second
    assert "0" not in second
    assert third.strip() == "A note of some length."


async def test_one_line_alone_and_back():
    wall = Wall()
    async with Stage(wall).run_test() as pilot:
        wall.set_rows(rows(3))
        wall.spotlight(wall.rows[1])
        await pilot.pause()
        shown = [line for line in lines(pilot.app) if line]
        assert [line.strip() for line in shown] == ["Line 2"]
        wall.spotlight(None)
        await pilot.pause()
        assert len([line for line in lines(pilot.app) if line]) == 3


async def test_a_click_picks_the_row_under_it():
    class Hearing(Stage):
        def on_wall_picked(self, message: Wall.Picked) -> None:
            self.got.append(message.row.entry)

    wall = Wall()
    async with Hearing(wall).run_test() as pilot:
        wall.set_rows(rows(3))
        await pilot.pause()
        await pilot.click(wall, offset=(10, 1))
        assert pilot.app.got == ["e2"]


async def test_the_wheel_looks_back_and_the_next_line_comes_back_to_the_newest():
    wall = Wall()
    async with Stage(wall).run_test(size=(80, 10)) as pilot:
        wall.set_rows(rows(30))
        wall._scroll(-10)
        await pilot.pause()
        assert not shows(pilot.app, "Line 30")
        assert "↓ 10 more" in lines(pilot.app)[-1]
        wall.set_rows(rows(31))
        await pilot.pause()
        assert shows(pilot.app, "Line 31")


async def test_every_hostile_text_is_shown_as_typed():
    wall = Wall()
    async with Stage(wall).run_test(size=(80, 24)) as pilot:
        for text in hostile():
            wall.set_rows([Row(text, "a", 1, text[:10])], {"a": text[:30]}, {"a": text[:30]})
            wall.select(0)
            wall.set_note(text[:60])
            await pilot.pause()
            assert shows(pilot.app, text.strip()), text
            assert "\x1b" not in "".join(lines(pilot.app))


@pytest.mark.parametrize("size", [(20, 5), (5, 2), (1, 1)])
async def test_a_tiny_terminal_is_survived(size):
    wall = Wall(empty="Nothing yet.")
    async with Stage(wall).run_test(size=size) as pilot:
        wall.set_rows([Row(LONG, "a", 100, "assumption"), Row("x", "b", 3, "commitment", "dots")])
        wall.stand(columns=2)
        await pilot.pause()
        await pilot.resize_terminal(80, 24)
        wall.stand(columns=1)
        await pilot.pause()
        assert shows(pilot.app, LONG[:30])
