"""Several programs on one session, each a process of its own: its clock runs as long as one of them is there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from subprocess import PIPE

import pytest
from tests.terminal.harness import Terminal
from tests.terminal.stage import again, kept, room, saved, say, wall_ends_with

from dialogue_tui.store.opening import Store
from dialogue_tui.store.records import Live

pytestmark = pytest.mark.terminal

CUT_OFF = "Cut off: the clock stopped at "
FACES = [(), ("--plain",)]


def clock(data: Path) -> Live:
    live = kept(data / "team.db").live
    assert live is not None
    return live


def begun(data: Path) -> Terminal:
    """A session on the room's screen, one line of it saved."""
    terminal = room(data)
    say(terminal, 0)
    return terminal.wait(wall_ends_with(0)).wait(saved)


def running_again(terminal: Terminal, data: Path) -> Live:
    """The clock once it was started, which is saved in a thread."""
    terminal.wait(lambda _: clock(data).since is not None)
    return clock(data)


def leave(terminal: Terminal) -> None:
    """As each face is left."""
    if "Leaves" in terminal.text() or "You are back" in terminal.text():
        terminal.keys("ctrl+d")
    else:
        terminal.keys("ctrl+q")
        terminal.wait("Leave the session?").keys("enter")
    assert terminal.ended() == 0


@pytest.mark.parametrize("face", FACES)
def test_it_runs_on_whoever_comes_and_leaves_until_the_last_one_leaves(
    tmp_path: Path, face: tuple[str, ...]
) -> None:
    with begun(tmp_path) as first:
        running = clock(tmp_path)
        assert running.since is not None
        with again(tmp_path, *face) as passing:
            assert clock(tmp_path) == running
            leave(passing)
        assert clock(tmp_path) == running
        with again(tmp_path, *face) as staying:
            leave(first)
            assert clock(tmp_path) == running
            leave(staying)
    stopped = clock(tmp_path)
    assert stopped.since is None
    assert sum(stopped.spent.values()) > sum(running.spent.values())
    assert sorted(file.suffix for file in tmp_path.glob("team.*.*")) == []


@pytest.mark.parametrize("face", FACES)
def test_when_all_were_killed_the_next_start_says_where_it_stopped(tmp_path: Path, face: tuple[str, ...]) -> None:
    with begun(tmp_path) as one, again(tmp_path, "--plain") as other:
        running = clock(tmp_path)
        for terminal in (one, other):
            terminal.kill(signal.SIGKILL)
            assert terminal.ended() == -signal.SIGKILL
    assert clock(tmp_path) == running
    last = max(change.at for change in kept(tmp_path / "team.db").changes)
    assert running.since is not None
    counted = (datetime.fromisoformat(last) - datetime.fromisoformat(running.since)).total_seconds()
    with again(tmp_path, *face) as after:
        after.wait(f"{CUT_OFF}{datetime.fromisoformat(last).astimezone():%H:%M}, the last change, and goes on now.")
        going_on = running_again(after.wait(lambda _: clock(tmp_path) != running), tmp_path)
        place = kept(tmp_path / "team.db").session.place
        assert going_on.spent == {**running.spent, place: pytest.approx(counted, abs=0.001)}
        assert going_on.since is not None
        assert going_on.since > last
        leave(after)
    with again(tmp_path, *face) as after:
        assert CUT_OFF not in after.text()


def test_one_killed_and_the_other_left_is_a_session_that_was_left(tmp_path: Path) -> None:
    with begun(tmp_path) as one, again(tmp_path, "--plain") as other:
        one.kill(signal.SIGKILL)
        one.ended()
        leave(other)
    assert clock(tmp_path).since is None
    with again(tmp_path) as after:
        assert CUT_OFF not in after.text()


def test_a_pause_in_one_is_seen_in_the_other_and_outlasts_who_leaves(tmp_path: Path) -> None:
    with begun(tmp_path) as screen, again(tmp_path, "--plain") as plain:
        plain.type("/pause\r")
        screen.wait("paused · ")
        paused = clock(tmp_path)
        assert paused.since is None
        leave(plain)
        assert clock(tmp_path) == paused
        with again(tmp_path, "--plain") as plain:
            assert clock(tmp_path) == paused
            plain.type("/pause\r")
            screen.gone("paused · ")
            assert clock(tmp_path).since is not None


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("face", FACES)
def test_told_to_go_is_leaving(tmp_path: Path, face: tuple[str, ...], how: int) -> None:
    with begun(tmp_path) as first:
        leave(first)
    with again(tmp_path, *face) as terminal:
        running_again(terminal, tmp_path)
        terminal.kill(how)
        terminal.ended()
    assert clock(tmp_path).since is None


def test_a_journal_through_pipes_has_a_clock_like_any_other(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "dialogue_tui"]
    env = {**os.environ, "DIALOGUE_DATA": str(tmp_path), "PYTHONUNBUFFERED": "1"}

    def live() -> Live:
        with Store(tmp_path / "journal.db", "journal").read() as reading:
            found = reading.live(reading.find("last").id)
        assert found is not None
        return found

    def passing() -> bytes:
        words = [*program, "resume", "--solo", "--plain"]
        return subprocess.run(words, input=b"/where\n", env=env, stdout=PIPE, check=True, timeout=60).stdout

    begin = [*program, "run", "ladder-of-inference", "--solo", "--plain"]
    with subprocess.Popen(begin, stdin=PIPE, stdout=PIPE, env=env) as first:
        assert first.stdin is not None
        assert first.stdout is not None
        first.stdin.write(b"/more 5\n/where\n")
        first.stdin.flush()
        assert any(b"minutes left" in said for said in iter(first.stdout.readline, b""))
        running = live()
        assert running.since is not None
        assert CUT_OFF.encode() not in passing()
        assert live() == running
        first.kill()
    assert CUT_OFF.encode() in passing()
    assert live().since is None
    assert CUT_OFF.encode() not in passing()
