"""Plain line mode as the installed program, in processes of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dialogue_tui.store.reading import Reading

Program = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program itself, in a process of its own."""

    def run(*words: str, typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        surroundings = {**os.environ, "DIALOGUE_DATA": str(tmp_path / "data"), "NO_COLOR": "1"}
        return subprocess.run(
            [sys.executable, "-m", "dialogue_tui", *words],
            input=typed, capture_output=True, cwd=tmp_path, env=surroundings, timeout=60, check=False,
        )  # fmt: skip

    return run


def test_run_and_resume_in_processes_of_their_own(program: Program) -> None:
    begun = program("run", "dialogue-circle", "--form", "short", "--plain", typed=b"/next\n/next\n@Ana here\n")
    assert (begun.returncode, begun.stderr) == (0, b"")
    bad = program("resume", "--plain", typed=b"and here\ncaf\xe9\n")
    assert (bad.returncode, len(bad.stderr.splitlines())) == (1, 1)
    closed = program("resume", "--plain", typed=b"/rows\n/close\n")
    assert (closed.returncode, closed.stderr) == (0, b"")
    assert b"1 here (Ana)\n" in closed.stdout
    assert b"2 and here\n" in closed.stdout
    assert b"Transcript: " in closed.stdout


def test_ctrl_c_in_a_process_of_its_own(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "dialogue_tui", "run", "dialogue-circle", "--form", "short", "--plain"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
        env={**os.environ, "DIALOGUE_DATA": str(tmp_path / "data"), "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"/next\n/next\none\n/rows\n")
    process.stdin.flush()
    assert b"1 one\n" in iter(process.stdout.readline, b"")
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, b"")
    with Reading(tmp_path / "data" / "team.db") as reading:
        (entry,) = reading.load(reading.find("last").id).entries
    assert entry.text == "one"
