"""One's own case on the screen, turn by turn."""

from __future__ import annotations

from pathlib import Path

from tests.screens.driving import go, opener, room, say, shown

from dialogue_tui.widgets.line import Line

TURNS = ["Me: Is the date fixed?", "He: It's in the plan.", "Me: And the tests?", "He: You'll manage."]


async def test_enter_alone_leaves_a_turn_empty_and_numbers_go_where_they_say(tmp_path: Path) -> None:
    alone = opener("left-hand-column", form="solo", solo=True)
    async with room(tmp_path, alone) as (pilot, screen, engine):
        go(screen, "lhc.right/write")
        for turn in TURNS:
            await say(pilot, screen, turn)
        go(screen, "lhc.left/write")
        await pilot.press("enter")
        line = screen.query_one(Line)
        assert line.prompt == "1 not said"
        await pilot.press("enter")
        assert (line.prompt, line.hint) == ("2 not said", "He: It's in the plan.")
        await say(pilot, screen, "Liar.")
        await say(pilot, screen, "1: He promised it.")
        assert line.prompt == "3 not said"
        await say(pilot, screen, "Stomach tight.")
        assert line.prompt == "4 not said"
        await pilot.press("enter")
        await pilot.pause()
        by_row = {e.row: e.text for e in engine.state.of_part("lhc.left/write")}
        said = engine.state.of_part("lhc.right/write")
        assert [by_row.get(e.row, "") for e in said] == ["He promised it.", "Liar.", "Stomach tight.", ""]
        go(screen, "lhc.mark/mark")
        await pilot.press("enter")
        await say(pilot, screen, "2 M")
        assert "He · M" in shown(screen)
        assert "not said" in shown(screen)
