"""Whatever is typed or pasted comes back as typed, through every door, and runs nothing."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from tests.hostile import hostile
from tests.reliability.samples import driving, made, meant
from tests.store.counts import Told, few_or, told_in
from tests.terminal.harness import DIALOGUE, Terminal
from tests.terminal.stage import again, room, saved, texts

from dialogue_tui.text import clean

pytestmark = pytest.mark.terminal

FEW = 30
LITERAL = "\\"
"""Before a line: nothing in it means anything else."""
READER = MarkdownIt("commonmark").enable("table")


def dialogue(data: Path, *words: str, typed: bytes = b"", status: int = 0) -> str:
    done = subprocess.run(
        [str(DIALOGUE), *words],
        input=typed,
        capture_output=True,
        env={**os.environ, "DIALOGUE_DATA": str(data)},
        timeout=120,
        check=False,
    )
    assert done.returncode == status, done.stderr.decode()
    assert driving(done.stderr.decode()) == []
    out = done.stdout.decode()
    assert driving(out) == []
    return out


def read(markdown: str) -> str:
    """What a reader of the markdown sees, as one text."""
    found = []
    for token in READER.parse(markdown.split("---\n", 2)[2]):
        for child in token.children or []:
            broken = child.type.endswith("break") or child.content == "<br>"
            assert broken or child.type in {
                "text",
                "html_inline",
                "strong_open",
                "strong_close",
                "em_open",
                "em_close",
            }
            found.append("\n" if broken else child.content)
        found.append("\n\n")
    return "".join(found)


def comes_out(data: Path, expected: list[str], everywhere: bool) -> None:
    """Every command and document gives the texts back as they are."""
    assert texts(data / "team.db") == expected
    assert [e["text"] for e in json.loads(dialogue(data, "show", "last", "--json"))["entries"]] == expected
    history = read(dialogue(data, "export", "last", "--to", "-"))
    assert [t for t in expected if t not in history] == []
    transcript = read(dialogue(data, "transcript", "last", "--to", "-"))
    assert [t for t in expected if t not in transcript] == []
    if not everywhere:
        return
    shown = dialogue(data, "show", "last")
    assert [t for t in expected if t.replace("\n", "\n    ") not in shown] == []
    told = json.loads(dialogue(data, "transcript", "last", "--format", "json", "--to", "-"))
    assert [e["text"] for e in told["entries"]] == expected
    table = io.StringIO(dialogue(data, "transcript", "last", "--format", "csv", "--to", "-"), newline="")
    assert [row["text"] for row in csv.DictReader(table)] == expected
    for layout in ("table", "staggered"):
        history = read(dialogue(data, "export", "last", "--layout", layout, "--to", "-"))
        assert [t for t in expected if t not in history] == []


@few_or(500, FEW)
def test_pasted_into_the_room(tmp_path: Path, times: int, record_property: Told) -> None:
    told_in(
        record_property, times, "with all hostile samples: as typed in store, screen, show, transcript, history"
    )
    data, given = tmp_path / "data", [*hostile(), *made(times)]
    with room(data) as terminal:
        for text in given:
            terminal.paste(LITERAL + text)
            terminal.keys("enter")
        terminal.paste("the last one")
        terminal.keys("enter")
        terminal.wait("the last one").wait(saved, 60)
        seen_again(terminal, len(given) if times > FEW else 40)
    comes_out(data, [*map(meant, given), "the last one"], times > FEW)
    with again(data) as terminal:
        terminal.wait("the last one")
        seen_again(terminal, 30)


def seen_again(terminal: Terminal, count: int) -> None:
    """Go up through the lines, put one alone on the wall now and then, and leave: nothing was run."""
    for number in range(count):
        terminal.keys("up")
        if number % 10 == 0:
            terminal.keys("s", "s")
    terminal.settle()
    terminal.keys("ctrl+q")
    terminal.wait("Leave the session?")
    terminal.keys("y")
    assert terminal.ended() == 0
    assert terminal.sane()
    assert terminal.forbidden() == []


def test_typed_key_by_key(tmp_path: Path) -> None:
    """What keyboards and input methods send one at a time: joiners, marks, wide spaces, letters of any plane."""
    given = [
        "می\u200cخواهم",
        "👩\u200d👩\u200d👧\u200d👦 family",
        "a\u00a0b",
        "全角\u3000空白",
        "e\u0301 é ﷺ",
        "שלום",
    ]
    with room(tmp_path) as terminal:
        for text in given:
            terminal.type(text)
            terminal.keys("enter")
        terminal.wait("שלום"[0]).wait(saved)
        assert terminal.forbidden() == []
    assert texts(tmp_path / "team.db") == given


@few_or(500, FEW)
def test_in_plain_lines(tmp_path: Path, times: int, record_property: Told) -> None:
    told_in(
        record_property, times, "with all hostile samples: as typed in plain line mode and out of every command"
    )
    given = [t for t in [*hostile(), *made(times)] if not set(t) & set("\n\0") and not t.endswith("\r")]
    typed = "\n".join(["/next", *(LITERAL + t for t in given)]).encode()
    dialogue(tmp_path, "run", "dialogue-circle", "--plain", typed=typed)
    wanted = [t.replace("\r", "") for t in given]
    assert texts(tmp_path / "team.db") == [clean(t) for t in wanted]
    if times > FEW:
        comes_out(tmp_path, [clean(t) for t in wanted], True)
    dialogue(tmp_path, "resume", "--plain", typed=b"/rows\n/who\n")


@few_or(500, 8)
def test_looked_for_at_home(tmp_path: Path, times: int, record_property: Told) -> None:
    """Each is looked for, and the list of what was found is drawn."""
    told_in(record_property, times, "with all hostile samples: looked for at Home and found, nothing run")
    given = [t for t in [*hostile(), *made(times)] if "\n" not in meant(t)]
    given = given if times > 8 else given[::6]
    typed = "\n".join(["/next", *(LITERAL + clean(t) for t in given)]).encode()
    dialogue(tmp_path, "run", "dialogue-circle", "--plain", typed=typed)
    found = 0
    with Terminal(data=tmp_path) as terminal:
        terminal.wait("All protocols")
        for text in given:
            terminal.keys("/")
            terminal.wait("words of a line")
            terminal.paste(text)
            terminal.gone("words of a line").keys("enter")
            terminal.wait("Lines with “").wait("enter take it")
            found += "No line has these words" not in terminal.text()
            terminal.keys("escape")
            terminal.gone("Lines with “")
        terminal.keys("q")
        assert terminal.ended() == 0
        assert terminal.forbidden() == []
    assert found > len(given) / 2


@few_or(25, 2)
def test_as_titles_and_names(tmp_path: Path, times: int, record_property: Told) -> None:
    told_in(
        record_property,
        times,
        "hostile titles and teams: Home and the lists run nothing; documents stay in their folder",
    )
    data, to = tmp_path / "data", tmp_path / "documents"
    given = hostile()
    for text in given[:: max(1, len(given) // times)][:times]:
        begin = ("run", "dialogue-circle", "--plain", f"--title={text}", f"--team={text}")
        dialogue(data, *begin, typed=b"@Ana heard\n")
    dialogue(data, "people")
    found = json.loads(dialogue(data, "sessions", "--json"))["sessions"]
    assert len(found) == times
    for row in found[: times // 2]:
        dialogue(data, "export", row["id"], "--to", str(to))
    assert {path.parent for path in tmp_path.rglob("*.md")} == {to}
    with Terminal(data=data, size=(120, 34)) as terminal:
        terminal.wait("dialogue").settle()
        terminal.keys("down", "down", "q")
        assert terminal.ended() == 0
        assert terminal.forbidden() == []
