"""The clock of a session is stopped by whoever leaves its screen, however soon."""

from __future__ import annotations

from pathlib import Path

from tests.facilitation.house import House

from dialogue_tui.screens import opening
from dialogue_tui.screens.session import SessionScreen
from dialogue_tui.store.where import DataFolder


def test_who_leaves_before_anything_is_shown_stops_it(tmp_path: Path) -> None:
    begun = House(tmp_path).begin("try.say/round")
    begun.leave()
    folder = DataFolder(tmp_path)
    screen = SessionScreen(folder, opening.again(begun.session.id))
    screen.call_later = lambda *_: True  # type: ignore[method-assign]
    screen._open()
    screen.on_unmount()
    with folder.team.read() as reading:
        live = reading.live(begun.session.id)
    assert live is not None
    assert live.since is None
    assert list(tmp_path.glob("*.*.lock")) == []
