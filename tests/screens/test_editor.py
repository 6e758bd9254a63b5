"""The line in an editor of one's own: what comes back stands in the line, and nothing is left on the disk."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from tests.screens.driving import go, note, opener, room, typed

from dialogue_tui.text import LONGEST
from dialogue_tui.widgets.line import Line

PHRASES = "vis.phrases/round"
BROKEN = "did not come back with a text; the line is as it was."


@pytest.mark.parametrize(
    ("script", "line", "said"),
    [
        ("t.write_text(t.read_text() + ' and more\\n')", "a thought and more", ""),
        ("t.write_text('two\\nlines\\n')", "two\nlines", ""),
        ("t.write_text('\\x1b[2Jgone')", "[2Jgone", ""),
        ("t.write_text('')", "", ""),
        (f"t.write_text('x' * {LONGEST + 1})", "a thought", "20,001 characters"),
        ("t.write_bytes(b'\\xff')", "a thought", BROKEN),
        ("sys.exit(3)", "a thought", BROKEN),
        (
            "t.chmod(t.stat().st_mode | 0o077) if t.stat().st_mode & 0o077 else t.write_text('mine alone')",
            "mine alone",
            "",
        ),
    ],
)
async def test_what_comes_back_stands_in_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, line: str, said: str
) -> None:
    program = tmp_path / "an editor.py"
    program.write_text(f"import pathlib, sys\nt = pathlib.Path(sys.argv[-1])\n{script}\n", "utf-8")
    monkeypatch.setenv("EDITOR", "no-such-editor")
    monkeypatch.setenv("VISUAL", f"{sys.executable} '{program}'")
    async with room(tmp_path / "data", opener("shared-vision")) as (pilot, screen, engine):
        monkeypatch.setattr(pilot.app, "suspend", nullcontext)
        go(screen, PHRASES)
        screen.query_one(Line).reset("a thought")
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert typed(screen) == line
        assert said in note(screen)
        assert (note(screen) == "") == (said == "")
        assert engine.work().entries == []
        assert [p.name for p in (tmp_path / "data").iterdir() if "line" in p.name] == []


async def test_without_an_editor_it_says_where_one_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    async with room(tmp_path, opener("shared-vision")) as (pilot, screen, _):
        go(screen, PHRASES)
        screen.query_one(Line).reset("a thought")
        await pilot.press("ctrl+o")
        assert note(screen).startswith("No editor is set; put its name into the variable EDITOR")
        assert typed(screen) == "a thought"
        monkeypatch.setenv("EDITOR", "no-such-editor-here")
        monkeypatch.setattr(pilot.app, "suspend", nullcontext)
        await pilot.press("ctrl+o")
        assert note(screen) == f"The editor 'no-such-editor-here' {BROKEN}"
