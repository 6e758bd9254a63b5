"""The program is killed, told to go, or loses its terminal while somebody types."""

from __future__ import annotations

import signal
import termios
import time
from pathlib import Path
from random import Random

import pytest
from tests.store.counts import Told, few_or, told_in
from tests.store.keeping import damage
from tests.terminal.harness import Terminal
from tests.terminal.stage import again, line, on_wall, room, saved, say, shown_as_saved, texts, wall_ends_with

from dialogue_tui.store.errors import NotFound

pytestmark = pytest.mark.terminal

GONE = 3.0
"""Seconds after which a program that was told to go must be gone."""


def whole_lines(data: Path) -> int:
    """How many lines the store holds, each of them whole and none left out."""
    assert damage(data / "team.db") == []
    try:
        found = texts(data / "team.db")
    except NotFound:
        return 0
    assert found == [line(n) for n in range(len(found))]
    return len(found)


@few_or(100, 3)
def test_kill_9_while_lines_are_typed(tmp_path: Path, times: int, record_property: Told) -> None:
    told_in(
        record_property, times, "no line lost that the screen showed as saved, none torn; goes on where it stood"
    )
    random, data = Random(9), tmp_path / "data"
    count = best = 0
    for turn in range(times + 1):
        with again(data) if count else room(data) as terminal:
            if count:
                terminal.wait(wall_ends_with(count - 1))
            if turn == times:
                break
            scribe(terminal, count, random)
            terminal.kill(signal.SIGKILL)
            assert terminal.ended() == -signal.SIGKILL
            promised = shown_as_saved(terminal)
            count = whole_lines(data)
            assert promised < count
            best = max(best, promised)
    assert best >= 0


def scribe(terminal: Terminal, number: int, random: Random) -> None:
    """Type lines until a moment nobody chose, mostly while lines are being saved and sometimes before the first."""
    say(terminal, number)
    if random.random() < 0.8:
        terminal.wait(saved)
    until = time.monotonic() + random.random() / 2
    while time.monotonic() < until:
        number += 1
        say(terminal, number)


def told_to_go(terminal: Terminal, how: str) -> None:
    """Send it away in one of the ways a meeting ends badly."""
    if how.startswith("stalled"):
        fill(terminal)
    if how in {"closed", "stalled, then hung up"}:
        terminal.hang_up()
    else:
        terminal.kill(signal.SIGHUP if how == "SIGHUP" else signal.SIGTERM)


def fill(terminal: Terminal) -> None:
    """Type on without reading, as behind Ctrl-S or a dead line, until nothing goes through any more."""
    number = next_line(terminal)
    while terminal.press_unread(line(number) + "\r"):
        number += 1


def next_line(terminal: Terminal) -> int:
    return on_wall(terminal.screen())[-1] + 1


WAYS = ["SIGTERM", "SIGHUP", "stalled, then hung up", "stalled, then SIGTERM", "closed"]


@few_or(25, 1)
@pytest.mark.parametrize("how", WAYS)
def test_told_to_go(tmp_path: Path, how: str, times: int, record_property: Told) -> None:
    told_in(
        record_property,
        times,
        "every line on the wall kept, none torn; the terminal sane where there is one; gone in 3 s",
    )
    random, data = Random(how), tmp_path / "data"
    count = 0
    for turn in range(times):
        with again(data) if turn else room(data) as terminal:
            usual = termios.tcgetattr(terminal.process.fd)
            many = random.randrange(3, 15)
            say(terminal, *range(count, count + many))
            terminal.wait(wall_ends_with(count + many - 1))
            accepted = count + many
            told_to_go(terminal, how)
            status = terminal.ended(GONE)
            assert status == 128 + (signal.SIGTERM if how.endswith("SIGTERM") else signal.SIGHUP)
            if not terminal.process.closed:
                assert terminal.sane()
                assert usual != termios.tcgetattr(terminal.process.fd)
                assert cooked(terminal)
            count = whole_lines(data)
            assert count >= accepted


def cooked(terminal: Terminal) -> bool:
    """Whether the terminal echoes and edits lines again, as a shell expects it."""
    local = termios.tcgetattr(terminal.process.fd)[3]
    return bool(local & termios.ECHO and local & termios.ICANON and local & termios.ISIG)


def test_what_was_saved_is_said_to_be(tmp_path: Path) -> None:
    """A line that is safe is shown as saved: without it the tests above would look at nothing."""
    with room(tmp_path / "data") as terminal:
        say(terminal, 0, 1, 2)
        terminal.wait(lambda it: wall_ends_with(2)(it) and shown_as_saved(it) == 2)
