"""The harness itself: what it says of a program must be so."""

from __future__ import annotations

import signal
import sys

import pytest
from tests.terminal.harness import NeverShown, Terminal

pytestmark = pytest.mark.terminal


def program(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


@pytest.mark.parametrize(
    "code", ["\\x1b]52;c;aGk=\\x07", "\\x1b]0;title\\x07", "\\x1bP1$r\\x1b\\\\", "\\x07", "\\x9b2J", "\\u202e"]
)
def test_what_no_drawing_needs_is_found(code: str) -> None:
    with Terminal(program=program(f"print('a', {code!r}.encode().decode('unicode_escape'), 'z')")) as terminal:
        assert terminal.ended() == 0
        assert terminal.forbidden() != []


def test_drawing_is_not_forbidden() -> None:
    drawing = "\\x1b[2J\\x1b[3;4H\\x1b[38;2;1;2;3mhello\\x1b[0m\\x1b[?25l\\x1b[?25h\\x1b[K"
    with Terminal(program=program(f"print('{drawing}')")) as terminal:
        assert terminal.wait("hello").ended() == 0
        assert terminal.forbidden() == []
        assert terminal.sane()


@pytest.mark.parametrize("mode", ["?1049h", "?1000;1006h", "?25l", "?2004h"])
def test_what_is_left_on_is_found(mode: str) -> None:
    with Terminal(program=program(f"print('\\x1b[{mode}')")) as terminal:
        terminal.ended()
        assert not terminal.sane()


def test_it_types_resizes_and_tells_how_it_ended() -> None:
    code = "import os, time\nprint(input(), os.get_terminal_size())\ntime.sleep(60)"
    with Terminal(program=program(code)) as terminal:
        terminal.resize(100, 30)
        terminal.type("wörld 日本")
        terminal.keys("enter")
        terminal.wait("wörld 日本 os.terminal_size(columns=100, lines=30)")
        terminal.kill(signal.SIGTERM)
        assert terminal.ended() == -signal.SIGTERM


def test_what_never_comes_is_said_with_the_screen() -> None:
    with (
        Terminal(program=program("print('something else')")) as terminal,
        pytest.raises(NeverShown, match="something else"),
    ):
        terminal.wait("this", seconds=5)


def test_a_frame_shows_once_it_is_whole() -> None:
    code = "import sys\nsys.stdout.write('\\x1b[?2026hfirst half'); sys.stdout.flush()\ninput()\n" \
        "sys.stdout.write(' and second\\x1b[?2026l'); sys.stdout.flush(); input()"  # fmt: skip
    with Terminal(program=program(code)) as terminal:
        while b"first half" not in terminal.raw:
            terminal.pump(0.05)
        assert "first half" not in terminal.text()
        terminal.keys("enter")
        terminal.wait("first half")
        assert "and second" in terminal.text()
