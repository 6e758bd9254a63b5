"""The disk is in the way while a meeting goes on: a banner says so, typing goes on, all is saved afterwards."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.reliability.privileges import without_privileges
from tests.store.counts import Told, few_or, told_in
from tests.store.keeping import damage
from tests.terminal.harness import DIALOGUE, Terminal
from tests.terminal.stage import QUESTION, line, room, saved, say, texts, wall_ends_with

pytestmark = pytest.mark.terminal

SHOWS = "a banner that says what to do; typing goes on; all saved afterwards"


def comes_through(
    terminal: Terminal, store: Path, banner: str, first: int, mend: Callable[[], None], many: int = 5
) -> None:
    """Lines typed into the trouble stand on the wall under a banner; once it is over they are saved."""
    say(terminal, *range(first, first + many))
    terminal.wait(lambda t: banner in unwrapped(t)).wait(wall_ends_with(first + many - 1))
    assert terminal.screen()[-1].endswith("not saved yet…")
    say(terminal, first + many)
    terminal.wait(wall_ends_with(first + many))
    terminal.type("half a line")
    terminal.wait("›  half a line")
    mend()
    terminal.wait(saved).wait(lambda t: banner not in unwrapped(t))
    assert "half a line" in terminal.text()
    assert damage(store) == []
    assert texts(store) == [line(n) for n in range(first + many + 1)]


def unwrapped(terminal: Terminal) -> str:
    """The screen as one line."""
    return " ".join(terminal.text().split())


def begun(terminal: Terminal) -> Terminal:
    """With one line that is safe."""
    say(terminal, 0)
    return terminal.wait(wall_ends_with(0)).wait(saved)


@pytest.mark.parametrize("seconds", [1.5, pytest.param(5.0, marks=pytest.mark.soak)])
def test_another_program_holds_the_lock(tmp_path: Path, seconds: float, record_property: Told) -> None:
    told_in(record_property, 1, f"held for {seconds:.0f} s: {SHOWS}")
    store = tmp_path / "data" / "team.db"
    with room(tmp_path / "data") as terminal:
        begun(terminal)
        other = sqlite3.connect(store, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        since = time.monotonic()

        def let_go() -> None:
            while time.monotonic() - since < seconds:
                terminal.pump(0.05)
            other.close()

        comes_through(terminal, store, "! Another program is holding", 1, let_go)
        assert terminal.forbidden() == []


@few_or(1, 1)
def test_the_folder_is_deleted(tmp_path: Path, times: int, record_property: Told) -> None:
    told_in(record_property, times, SHOWS)
    data = tmp_path / "data"
    with room(data) as terminal:
        begun(terminal)
        shutil.rmtree(data)
        comes_through(terminal, data / "team.db", "is gone", 1, data.mkdir)


@few_or(1, 1)
def test_the_file_is_deleted(tmp_path: Path, times: int, record_property: Told) -> None:
    """Where the folder is still there it is put back before anybody has to do anything."""
    told_in(record_property, times, "what was there is put back; nothing is lost")
    data = tmp_path / "data"
    with room(data) as terminal:
        begun(terminal)
        for file in data.glob("team.db*"):
            file.unlink()
        say(terminal, 1, 2)
        terminal.wait(wall_ends_with(2)).wait(saved)
    assert texts(data / "team.db") == [line(0), line(1), line(2)]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a file system of one megabyte; skipped where none can be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(filler: Path) -> None:
    """Write until there is no room left."""
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 1024)


@few_or(1, 1)
def test_the_disk_is_full(small_disk: Path, times: int, record_property: Told) -> None:
    told_in(record_property, times, SHOWS)
    data, filler = small_disk / "data", small_disk / "filler"
    with room(data) as terminal:
        begun(terminal)
        fill(filler)
        comes_through(terminal, data / "team.db", "is full", 1, filler.unlink)


@few_or(1, 1)
def test_a_quota_is_used_up(tmp_path: Path, times: int, record_property: Told) -> None:
    """The same without root: no file of the program may grow any more."""
    told_in(record_property, times, SHOWS)
    store = tmp_path / "data" / "team.db"
    with room(tmp_path / "data") as terminal:
        begun(terminal)
        _, hard = resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE, (100, hard))

        def more() -> None:
            resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE, (hard, hard))

        comes_through(terminal, store, "! The disk", 1, more)


@few_or(1, 1)
def test_the_folder_is_read_only(tmp_path: Path, times: int, record_property: Told) -> None:
    told_in(record_property, times, SHOWS)
    data = tmp_path / "data"
    with room(data) as terminal:
        begun(terminal)
        terminal.keys("ctrl+q")
        terminal.wait("Leave the session?")
        terminal.keys("y")
        assert terminal.ended() == 0
    files = [data, *data.iterdir()]
    for file in files:
        file.chmod(0o500 if file.is_dir() else 0o400)

    def writable() -> None:
        for file in files:
            file.chmod(0o700 if file.is_dir() else 0o600)

    with Terminal("resume", data=data, program=(*without_privileges(), DIALOGUE)) as terminal:
        terminal.wait(QUESTION)
        comes_through(terminal, data / "team.db", "can't be written", 1, writable)
