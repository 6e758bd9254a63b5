"""What can't be worked with gets one clear sentence and the right exit status; nothing is lost or half-written."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.reliability.privileges import without_privileges
from tests.terminal.harness import DIALOGUE, Terminal
from tests.terminal.stage import texts

pytestmark = pytest.mark.terminal


def dialogue(
    data: Path, *words: str, typed: bytes = b"", before: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[bytes]:
    surroundings = {**os.environ, "DIALOGUE_DATA": str(data)}
    return subprocess.run(
        [*before, str(DIALOGUE), *words],
        input=typed,
        capture_output=True,
        env=surroundings,
        timeout=60,
        check=False,
    )


def says(done: subprocess.CompletedProcess[bytes], status: int, *words: str) -> None:
    """One line on standard error, with these words in it; nothing on standard output."""
    told = done.stderr.decode()
    assert done.returncode == status, told
    assert done.stdout == b""
    assert told.count("\n") == 1, told
    assert told.strip().endswith((".", "?")), told
    assert "Traceback" not in told
    for word in words:
        assert word in told


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one session in it."""
    data = tmp_path_factory.mktemp("begun") / "data"
    assert dialogue(data, "run", "dialogue-circle", "--plain", typed=b"/next\nheard\n").returncode == 0
    return data


@pytest.fixture
def data(begun: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(begun, tmp_path / "data"))


def newer(store: Path) -> None:
    with sqlite3.connect(store) as plain:
        plain.execute("PRAGMA user_version=999")
    plain.close()


def emptied(store: Path) -> None:
    store.write_bytes(b"")


def foreign(store: Path) -> None:
    for file in store.parent.iterdir():
        file.unlink()
    with sqlite3.connect(store) as plain:
        plain.execute("CREATE TABLE recipes (name TEXT)")
    plain.close()


def not_a_database(store: Path) -> None:
    for file in store.parent.iterdir():
        file.unlink()
    store.write_bytes(b"Dear diary,\n" * 1000)


def damaged(store: Path) -> None:
    whole = store.read_bytes()
    store.write_bytes(whole.replace(b"heard", b"hEard"))


def torn(store: Path) -> None:
    store.write_bytes(os.urandom(4096) + store.read_bytes()[4096:])


def gone(store: Path) -> None:
    store.unlink()


STORES = [
    (newer, "newer version"), (emptied, "is empty"), (foreign, "not a store of this program"),
    (not_a_database, "not a store of this program"), (damaged, "damaged"), (torn, "damaged"), (gone, "is gone"),
]  # fmt: skip


@pytest.mark.parametrize(("break_it", "sentence"), STORES, ids=[b.__name__ for b, _ in STORES])
def test_a_store_that_is_not_what_it_should_be(data: Path, break_it: Callable[[Path], None], sentence: str) -> None:
    store = data / "team.db"
    break_it(store)
    left = store.read_bytes() if store.exists() else None
    says(dialogue(data, "show", "last"), 1, sentence)
    if break_it is not damaged:  # a new session reads no line of an older one
        says(dialogue(data, "run", "dialogue-circle", "--plain", typed=b"/next\nx\n"), 1, sentence)
    assert (store.read_bytes() if store.exists() else None) == left
    if break_it in {newer, emptied}:
        home_says(data, sentence)
        assert (store.read_bytes() if store.exists() else None) == left


def home_says(data: Path, sentence: str) -> None:
    """Home is there all the same, with the sentence at its foot."""
    with Terminal(data=data) as terminal:
        terminal.wait(lambda t: sentence in " ".join(t.text().split()))
        terminal.keys("q")
        assert terminal.ended() == 0


def test_the_room_says_what_is_wrong_with_the_store(data: Path) -> None:
    newer(data / "team.db")
    with Terminal("run", "dialogue-circle", data=data) as terminal:
        terminal.wait(lambda t: "newer version" in " ".join(t.text().split()))


def test_an_export_folder_that_cannot_be_written(data: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    before = tuple(without_privileges())
    says(dialogue(data, "export", "last", "--to", str(closed), before=before), 1, str(closed))
    says(dialogue(data, "transcript", "last", "--to", "/dev/null/x"), 1, "/dev/null")
    assert list(closed.iterdir()) == []


@pytest.mark.parametrize("bad", [b"\xff\xfe\x00", b"good\xc3\n", b"PNG\0\0\n"])
def test_standard_input_that_is_not_text(tmp_path: Path, bad: bytes) -> None:
    done = dialogue(tmp_path, "run", "dialogue-circle", "--plain", typed=b"/next\nheard\n" + bad)
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert "Line 3 of the input is not text" in done.stderr.decode()
    assert texts(tmp_path / "team.db") == ["heard"]


def test_unknown_names_come_with_the_nearest(data: Path) -> None:
    says(dialogue(data, "run", "dialog-circle", "--plain"), 1, "dialogue-circle")
    ids = sqlite3.connect(data / "team.db").execute("SELECT id FROM session").fetchone()[0]
    near = ids[:-1] + ("a" if ids[-1] != "a" else "b")
    says(dialogue(data, "show", near), 1, ids)
    says(dialogue(data, "run", "dialogue-circle", "--form", "hours", "--plain"), 1, "hour")
    assert dialogue(data, "exprot", "last").returncode == 2


def on_screen(terminal: Terminal) -> bool:
    """The program has taken the terminal over: what is typed from now on reaches it."""
    return b"\x1b[?1049h" in terminal.raw


@pytest.mark.parametrize("size", [(20, 5), (10, 3), (1, 1)])
def test_a_tiny_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    """The room goes on at any size; where there is no room for it, it says what to do."""
    stale = {"COLUMNS": "80", "LINES": "24"}
    with Terminal("run", "dialogue-circle", data=tmp_path, size=size, env=stale) as terminal:
        terminal.wait(on_screen).settle(0.5)
        if size == (20, 5):
            terminal.wait("make it at")
        terminal.type("heard anyway\r")
        terminal.resize(80, 24)
        terminal.wait("heard anyway")
        terminal.resize(*size)
        terminal.settle(0.3)
        terminal.resize(80, 24)
        terminal.wait("heard anyway")
        terminal.kill(15)
        assert terminal.ended() == 143
        assert terminal.sane()
    with Terminal(data=tmp_path, size=size) as terminal:
        terminal.wait(on_screen).settle(0.5)
        if size == (20, 5):
            terminal.wait("make it at")
        terminal.keys("q")
        assert terminal.ended() == 0
        assert terminal.sane()
