"""The installed program, started as people start it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from tests.terminal.harness import DIALOGUE, Terminal

pytestmark = pytest.mark.terminal


def dialogue(*args: str, data: Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    surroundings = {**os.environ, "DIALOGUE_DATA": str(data), **env}
    return subprocess.run([str(DIALOGUE), *args], capture_output=True, env=surroundings, timeout=60, check=False)


def test_home_opens_and_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    with Terminal(data=tmp_path / "data") as terminal:
        terminal.wait("Shared vision")
        terminal.keys("q")
        assert terminal.ended() == 0
        assert terminal.sane()
        assert terminal.forbidden() == []


def test_looking_keeps_nothing(tmp_path: Path) -> None:
    with Terminal(data=tmp_path / "data") as terminal:
        terminal.wait("Shared vision")
        terminal.keys("q")
        terminal.ended()
    assert not (tmp_path / "data" / "team.db").exists()


@pytest.mark.parametrize("size", [(20, 5), (60, 18), (80, 24), (120, 34)])
def test_home_draws_at_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    with Terminal(data=tmp_path / "data", size=size) as terminal:
        terminal.wait(lambda shown: any(line.strip() for line in shown.screen()))
        terminal.keys("q")
        assert terminal.ended() == 0
        assert terminal.sane()


def test_without_a_terminal_home_says_so(tmp_path: Path) -> None:
    done = dialogue(data=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().startswith("Home needs a terminal")
    assert done.stderr.count(b"\n") == 1


def test_without_a_terminal_the_room_says_how(tmp_path: Path) -> None:
    done = dialogue("run", "dialogue-circle", data=tmp_path)
    assert done.returncode == 2
    assert "--plain" in done.stderr.decode()


def test_a_reader_that_leaves_is_no_trouble(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [str(DIALOGUE), "--help"], stdout=write, stderr=subprocess.PIPE, timeout=60, check=False
        )
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_shell_without_utf8_gets_utf8(tmp_path: Path) -> None:
    done = dialogue("protocols", "--json", data=tmp_path, LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr
    done.stdout.decode("utf-8")
