"""Plain line mode as the installed program, in processes of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.terminal.harness import Terminal

from dialogue_tui.store.opening import Store
from dialogue_tui.store.records import Live

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
    assert b"1, here (Ana)\n" in closed.stdout
    assert b"2, and here\n" in closed.stdout
    assert b"Transcript: " in closed.stdout


def test_ctrl_c_in_a_process_of_its_own(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "dialogue_tui", "run", "dialogue-circle", "--form", "short", "--plain"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
        env={**os.environ, "DIALOGUE_DATA": str(tmp_path / "data"), "PYTHONUNBUFFERED": "1"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # in the background it would be ignored
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"/next\n/next\none\n/rows\n")
    process.stdin.flush()
    assert b"1, one\n" in iter(process.stdout.readline, b"")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, b"")
    assert out.endswith(b"Kept. `dialogue resume --plain` goes on.\n")
    with Store(tmp_path / "data" / "team.db", "team").read() as reading:
        (entry,) = reading.load(reading.find("last").id).entries
    assert entry.text == "one"


def test_a_second_program_leaves_the_clock_as_it_runs_and_the_last_one_stops_it(
    tmp_path: Path, program: Program
) -> None:
    def clock() -> Live:
        with Store(tmp_path / "data" / "team.db", "team").read() as reading:
            return reading.load(reading.find("last").id).live or Live("")

    with subprocess.Popen(
        [sys.executable, "-m", "dialogue_tui", "run", "dialogue-circle", "--form", "short", "--plain"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path,
        env={**os.environ, "DIALOGUE_DATA": str(tmp_path / "data"), "PYTHONUNBUFFERED": "1"},
    ) as first:  # fmt: skip
        assert first.stdin is not None
        assert first.stdout is not None
        first.stdin.write(b"/next\n/next\none\n/rows\n")
        first.stdin.flush()
        assert b"1, one\n" in iter(first.stdout.readline, b"")
        before = clock()
        assert before.since is not None
        assert program("resume", "--plain", typed=b"/where\n/quit\n").returncode == 0
        assert clock() == before
        first.communicate(b"/quit\n", timeout=30)
    assert clock().since is None


def shell(folder: Path, words: str) -> subprocess.CompletedProcess[str]:
    """The program with its streams as a shell arranges them."""
    return subprocess.run(
        ["sh", "-c", f"{sys.executable} -m dialogue_tui {words}"], capture_output=True, text=True, cwd=folder,
        env={**os.environ, "DIALOGUE_DATA": str(folder / "data")}, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("streams", "sentence"),
    [
        ("<&-", "Standard input is closed; --plain takes its lines from there.\n"),
        (">&- </dev/null", "Standard output is closed; --plain has nowhere to say anything.\n"),
        (">/dev/full </dev/null", "Standard output can't be written: No space left on device.\n"),
    ],
)
def test_streams_that_are_closed_or_full_get_one_sentence(tmp_path: Path, streams: str, sentence: str) -> None:
    done = shell(tmp_path, f"run dialogue-circle --plain {streams}")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence)
    assert not (tmp_path / "data").exists()


def test_looking_in_keeps_nothing(tmp_path: Path, program: Program) -> None:
    looked = program("run", "dialogue-circle", "--plain", typed=b"/where\n\n/help\n?\n/quit\n")
    assert (looked.returncode, looked.stderr) == (0, b"")
    assert looked.stdout.endswith(b"Nothing was said, so nothing is kept.\n")
    assert not (tmp_path / "data").exists()
    program("run", "dialogue-circle", "--plain", typed=b"/more 5\n")
    with Store(tmp_path / "data" / "team.db", "team").read() as reading:
        (session,) = reading.sessions()
        assert reading.live(session.id).extra == {"opening/card": 5.0}


def test_a_closed_session_that_is_looked_at_stays_as_it_was(tmp_path: Path, program: Program) -> None:
    program("run", "dialogue-circle", "--form", "short", "--plain", typed=b"/next\none\n/close\n")
    store = tmp_path / "data" / "team.db"
    before = store.read_bytes()
    for typed, status in ((b"", 0), (b"/rows\n/where\n", 0), (b"two\n/next\n", 1)):
        done = program("resume", "last", "--plain", typed=typed)
        assert (done.returncode, done.stdout.splitlines()[-1]) == (status, b"The session stays closed.")
        assert store.read_bytes() == before
    program("resume", "last", "--plain", typed=b"/reopen\n\ntwo\n")
    with Store(store, "team").read() as reading:
        whole = reading.load(reading.find("last").id)
    assert (whole.session.state, sorted(e.text for e in whole.entries)) == ("open", ["one", "two"])


# In a real terminal


@pytest.mark.terminal
def test_arrows_edit_and_recall_and_nothing_is_left_on_the_disk(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with Terminal(
        "run", "dialogue-circle", "--form", "short", "--plain", data=tmp_path / "data", env={"HOME": str(home)}
    ) as terminal:
        terminal.wait("The result:")
        terminal.type("/next\r")
        terminal.wait("Check-in")
        terminal.type("bc")
        terminal.keys("left", "left")
        terminal.type("a\r")
        terminal.wait("Kept as 1.")
        terminal.keys("up")
        terminal.type("d\r")
        terminal.wait("Kept as 2.")
        terminal.type("?\r")
        terminal.wait("Before a line")
        terminal.keys("ctrl+d")
        assert terminal.ended() == 0
        assert "goes on." in terminal.text()
        assert terminal.sane()
    assert texts(tmp_path) == ["abc", "abcd"]
    assert list(home.iterdir()) == []


@pytest.mark.terminal
def test_what_is_private_or_on_a_slip_does_not_come_back_with_the_arrows(tmp_path: Path) -> None:
    with Terminal("run", "ladder-of-inference", "--plain", data=tmp_path / "data") as terminal:
        for typed, shown in (
            ("/next", "The top"),
            ("said", "Kept as 1."),
            ("/slips", "Slip 1:"),
            ("slip", "Slip 2"),
        ):
            terminal.type(f"{typed}\r")
            terminal.wait(shown)
        terminal.keys("up", "enter")
        terminal.wait("There are slips that nobody has seen. Reveal them first.")
        terminal.keys("up", "up", "up")  # past /slips, twice, and past the slip that must not be there
        terminal.wait("Slip 2: said")
        terminal.keys("enter")
        terminal.wait("2 slips, kept")
        terminal.keys("ctrl+c")
        terminal.wait("Ctrl+c once more leaves.")
        terminal.keys("ctrl+c")
        assert terminal.ended() == 130
        assert terminal.sane()
    assert texts(tmp_path) == ["said"]


@pytest.mark.terminal
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_go_the_terminal_is_put_back(tmp_path: Path, number: int) -> None:
    with Terminal("run", "dialogue-circle", "--plain", data=tmp_path / "data") as terminal:
        before = termios.tcgetattr(terminal.process.fd)[3]
        terminal.wait("The result:")
        terminal.type("kept\r")
        terminal.wait("Kept as 1.")
        terminal.wait("Who will read this:")
        terminal.kill(number)
        assert terminal.ended() == 128 + number
        assert termios.tcgetattr(terminal.process.fd)[3] == before
        assert terminal.sane()
    assert texts(tmp_path) == ["kept"]


@pytest.mark.terminal
@pytest.mark.parametrize("face", [("--plain",), ()], ids=["plain", "room"])
def test_after_a_kill_the_next_start_says_where_the_clock_stopped(tmp_path: Path, face: tuple[str, ...]) -> None:
    where = tmp_path / "data"
    with Terminal("run", "dialogue-circle", "--plain", data=where) as terminal:
        terminal.wait("The result:")
        terminal.type("kept\r")
        terminal.wait("Kept as 1.")
        terminal.kill(signal.SIGKILL)
        assert terminal.ended() == -signal.SIGKILL
    with Terminal("resume", *face, data=where) as terminal:
        terminal.wait("the clock stopped at ")
        terminal.wait("and goes on now.")
        leave(terminal, face)
    with Terminal("resume", "--plain", data=where) as terminal:
        terminal.wait("You are back.")
        terminal.wait("kept")
        assert "the clock stopped" not in terminal.text()


def leave(terminal: Terminal, face: tuple[str, ...]) -> None:
    if face:
        terminal.type("/quit\r")
    else:
        terminal.keys("ctrl+q")
        terminal.wait("Leave the session?")
        terminal.keys("enter")
    assert terminal.ended() == 0


def texts(folder: Path) -> list[str]:
    with Store(folder / "data" / "team.db", "team").read() as reading:
        whole = reading.load(reading.find("last").id)
    return [e.text for e in sorted(whole.entries, key=lambda e: e.position)]
