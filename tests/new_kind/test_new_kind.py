"""A new kind is its own file and a line of the registry: every face and every document takes it as it declares."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from tests.new_kind.barter import Barter
from textual.pilot import Pilot

from dialogue_tui.__main__ import main
from dialogue_tui.activities.kinds import KINDS
from dialogue_tui.app import DialogueApp
from dialogue_tui.facilitation.beginning import begin
from dialogue_tui.facilitation.clock import SystemClock
from dialogue_tui.screens.session import SessionScreen
from dialogue_tui.store.where import DataFolder
from dialogue_tui.widgets.foot import Foot
from dialogue_tui.widgets.line import Line

PROTOCOL = Path(__file__).with_name("barter.toml")
TYPED = """\
/next
/help
@Ana Two hours of wiring
An hour at the lathe
/rows
Nothing but good company
/remove 2
/undo
/where
/close
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def barter(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one line that registers it."""
    monkeypatch.setitem(KINDS, Barter.kind, Barter())


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The program, with the protocol among one's own."""
    folder = tmp_path / "protocols"
    folder.mkdir()
    (folder / "market.toml").write_text(PROTOCOL.read_text("utf-8"), "utf-8")
    monkeypatch.setenv("DIALOGUE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DIALOGUE_PROTOCOLS", str(folder))
    monkeypatch.chdir(tmp_path)

    def command(*words: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        status = main(words)
        out, err = capsys.readouterr()
        return status, out, err

    return command


@pytest.fixture
def worked(run: Run) -> str:
    """What plain lines said of a whole session."""
    status, out, err = run("run", "market", "--plain", "--people", "3", typed=TYPED)
    assert (status, err) == (0, "")
    return out


def test_its_protocol_is_checked_with_its_own_settings(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "protocols" / "market.toml"
    assert run("protocols", "check", str(file))[:2] == (
        0, f"{file} is in order: A market of hours, 1 steps, forms short.\n",
    )  # fmt: skip
    file.write_text(PROTOCOL.read_text("utf-8").replace("takes = ", "tkes = "), "utf-8")
    status, _, err = run("protocols", "check", str(file))
    assert status != 0
    assert f"{file}:20: steps[mar.stalls].parts[pairs].settings.tkes: " in err
    assert "did you mean 'takes'?" in err
    file.write_text(PROTOCOL.read_text("utf-8").replace('"barter"', '"bartr"'), "utf-8")
    assert "did you mean 'barter'?" in run("protocols", "check", str(file))[2]


def test_it_stands_on_the_card(run: Run) -> None:
    status, out, _ = run("card", "market")
    assert status == 0
    assert "Stalls (8 min; together, by role)\n- **Who swaps what?**" in out


def test_plain_lines_ask_for_each_side_in_turn(worked: str) -> None:
    said = [line for line in worked.splitlines() if line]
    assert "say what you would give" in said
    assert Barter.help.splitlines()[1] in said
    assert "Lines go to 1 takes home: What would you take for it?" in said
    at = said.index("1, Two hours of wiring (Ana)")
    assert said[at + 1] == "a, takes home: An hour at the lathe"
    assert "Lines go to gives: say what you would give" in said[:at]
    assert any(line.startswith("Step 1 of 1, Stalls; lines go to 2 takes home; ") for line in said[at:])


def test_it_is_told_as_a_table_and_in_the_transcript_by_its_labels(run: Run, worked: str) -> None:
    history = run("export", "last", "--to", "-")[1]
    head = history.index("| gives | takes home |\n| :-- | :-- |\n")
    table = history[head:].split("\n\n")[0].splitlines()[2:]
    assert table == [
        '| <a id="p1"></a>**Participant A** [p1]: “Two hours of wiring” '
        '| <a id="p2"></a>**Someone** [p2]: “An hour at the lathe” |',
        '| <a id="p3"></a>**Someone** [p3]: “Nothing but good company” | nothing yet |',
    ]
    entries = json.loads(run("transcript", "last", "--format", "json", "--to", "-")[1])["entries"]
    assert [(e["part"], e["slot"], e["text"]) for e in entries] == [
        ("mar.stalls/pairs", "give", "Two hours of wiring"),
        ("mar.stalls/pairs", "take", "An hour at the lathe"),
        ("mar.stalls/pairs", "give", "Nothing but good company"),
    ]
    assert "· *swap 1*: “An hour at the lathe”" in run("transcript", "last", "--to", "-")[1]
    assert "[swap 1] An hour at the lathe" in run("show", "last")[1]


@pytest.mark.parametrize("layout", ["auto", "table", "staggered"])
def test_comments_on_its_lines_stand_under_the_table(run: Run, worked: str, layout: str) -> None:
    run("export", "last", "--to", "-")
    status, _, err = run("comment", "last", "p2", "A lathe is never alone.")
    assert (status, err) == (0, "")
    history = run("export", "last", "--layout", layout, "--to", "-")[1]
    assert "\n\n| gives | takes home |\n| :-- | :-- |\n" in history
    assert "nothing yet |\n\n- ◂ *" in history
    assert "A lathe is never alone." in history


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    for _ in range(400):
        await pilot.pause(0.01)
        if holds():
            return
    raise AssertionError("it never came to that")


def painted(screen: SessionScreen) -> list[str]:
    """The lines that the screen paints."""
    return ["".join(segment.text for segment in strip) for strip in screen._compositor.render_strips()]


async def test_the_wall_shows_both_sides_beside_each_other(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    screen = SessionScreen(
        folder,
        lambda reading, saver: begin(
            reading, saver, PROTOCOL.read_text("utf-8"), clock=SystemClock(), random=Random(7), process="here",
        ),
    )  # fmt: skip
    async with DialogueApp(folder, lambda _: screen).run_test(size=(120, 34)) as pilot:
        await until(pilot, lambda: screen.engine is not None)
        await pilot.press("pagedown", "enter")
        await pilot.pause()
        line = screen.query_one(Line)
        assert any(Barter.first in each for each in painted(screen))
        assert any("What would you give?" in each for each in painted(screen))
        assert line.prompt == "gives"
        for words, then in (("Two hours of wiring", "1 takes home"), ("An hour at the lathe", "gives")):
            line.reset(words)
            await pilot.press("enter")
            await pilot.pause()
            assert line.prompt == then
        assert any("takes home" in each and "gives" in each for each in painted(screen))
        assert any("An hour at the lathe" in each and "Two hours of wiring" in each for each in painted(screen))
        line.reset("Good company")
        await pilot.press("enter")
        await pilot.pause()
        assert ("tab", "side") in screen.query_one(Foot).keys


def test_its_name_stands_nowhere_else() -> None:
    source = Path(__file__).parents[2] / "src"
    files = [p for p in source.rglob("*") if p.suffix in {".py", ".toml"}]
    assert len(files) > 100
    assert [p for p in files if Barter.kind in p.read_text("utf-8").casefold()] == []
