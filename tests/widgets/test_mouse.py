"""What the mouse does: a click picks, the wheel moves, and neither does anything beside what there is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.widgets.stage import Stage, lines, shows
from textual import events
from textual.widget import Widget

from dialogue_tui.widgets.choices import Choice, Choices
from dialogue_tui.widgets.wall import Row, Wall


def wheel(kind: Callable[..., events.MouseEvent], widget: Widget) -> events.MouseEvent:
    return kind(widget, 1, 1, 0, 0, 0, False, False, False, 1, 1)


class Hearing(Stage):
    def on_choices_chosen(self, message: Choices.Chosen) -> None:
        self.got.append(message.id)


@pytest.mark.parametrize(("row", "chosen"), [(0, ["a"]), (1, []), (2, ["b"]), (3, [])])
async def test_a_click_opens_the_choice_under_it_and_nothing_beside_one(row: int, chosen: list[str]) -> None:
    choices = Choices([Choice("a", ("Alpha",)), Choice("", ("a heading",)), Choice("b", ("Beta",))])
    choices.styles.height = 6
    async with Hearing(choices).run_test() as pilot:
        await pilot.click(choices, offset=(4, row))
        await pilot.pause()
        assert pilot.app.got == chosen


async def test_the_wheel_moves_the_mark() -> None:
    choices = Choices([Choice(name, (name,)) for name in "abc"])
    async with Hearing(choices).run_test() as pilot:
        choices.post_message(wheel(events.MouseScrollDown, choices))
        await pilot.pause()
        assert choices.chosen == "b"
        choices.post_message(wheel(events.MouseScrollUp, choices))
        await pilot.pause()
        assert choices.chosen == "a"


async def test_the_wheel_looks_back_over_the_wall() -> None:
    wall = Wall()
    async with Stage(wall).run_test(size=(80, 10)) as pilot:
        wall.set_rows([Row(f"Line {n}", f"e{n}", n) for n in range(1, 31)])
        await pilot.pause()
        before = lines(pilot.app)
        wall.post_message(wheel(events.MouseScrollUp, wall))
        await pilot.pause()
        assert not shows(pilot.app, "Line 30")
        wall.post_message(wheel(events.MouseScrollDown, wall))
        await pilot.pause()
        assert lines(pilot.app) == before
