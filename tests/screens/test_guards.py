"""What can go wrong underneath: crashes, signals, bad bytes. In a real terminal where that is the point."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from dialogue_tui.app import DialogueApp
from dialogue_tui.screens import crash
from dialogue_tui.store.where import DataFolder

SECRET = "canary-what-somebody-said"


def failing(words: str) -> None:
    local = words
    raise ValueError(f"could not keep {local}")


def caught() -> Exception:
    try:
        try:
            failing(SECRET)
        except ValueError as error:
            raise RuntimeError(SECRET) from error
    except RuntimeError as error:
        return error
    raise AssertionError


def test_a_report_tells_where_and_nobodys_words(tmp_path):
    path = crash.report(caught(), tmp_path / "data")
    text = path.read_text()
    assert "ValueError" in text
    assert "in failing" in text
    assert SECRET not in text
    assert str(Path(__file__).parent) not in text
    assert path.stat().st_mode & 0o777 == 0o600
    assert str(path) in crash.sentence(path)


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path):
    (tmp_path / "file").write_text("")
    assert crash.report(caught(), tmp_path / "file" / "below") is None
    assert "No report could be written" in crash.sentence(None)


async def test_an_error_in_the_app_saves_first_and_leaves_a_report(tmp_path):
    app = DialogueApp(DataFolder(tmp_path))
    saved: list[bool] = []
    app.flush = lambda: saved.append(True)

    async def ran() -> None:
        async with app.run_test() as pilot:
            app.call_later(failing, SECRET)
            await pilot.pause()

    with pytest.raises(ValueError, match="could not keep"):
        await ran()
    (report,) = tmp_path.glob("crash-*.txt")
    assert saved == [True]
    assert SECRET not in report.read_text()
    assert app.return_code == 1


def _in_a_window() -> None:
    """The terminal is its own, and it hears of a hang-up: under nohup that would be ignored."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        self.master, self.slave = pty.openpty()
        termios.tcsetwinsize(self.slave, (24, 80))
        self.before = termios.tcgetattr(self.slave)
        self.seen = b""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dialogue_tui", "--data", str(folder)],
            stdin=self.slave, stdout=self.slave, stderr=self.slave, start_new_session=True,
            preexec_fn=_in_a_window,
            env=os.environ | {"TERM": "xterm-256color"},
        )  # fmt: skip

    def read_until(self, wanted: bytes, seconds: float = 10) -> bool:
        ends = time.monotonic() + seconds
        while wanted not in self.seen and time.monotonic() < ends:
            if select.select([self.master], [], [], 0.1)[0]:
                self.seen += os.read(self.master, 65536)
        return wanted in self.seen

    def press(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for end in (self.master, self.slave):
            os.close(end)


@pytest.fixture
def terminal(tmp_path):
    made = Terminal(tmp_path)
    yield made
    made.close()


@pytest.mark.terminal
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_soon_and_leaves_the_terminal_as_it_was(terminal, number):
    assert terminal.read_until(b"All protocols")
    assert termios.tcgetattr(terminal.slave)[3] != terminal.before[3]
    terminal.process.send_signal(number)
    assert terminal.process.wait(3) == 128 + number
    assert terminal.read_until(b"\x1b[?25h")
    assert b"\x1b[?1049l" in terminal.seen
    assert termios.tcgetattr(terminal.slave) == terminal.before


@pytest.mark.terminal
def test_a_signal_ends_it_while_the_terminal_takes_nothing(terminal):
    # Nobody reads: the painting of the first frames fills the terminal and stops.
    assert terminal.read_until(b"\x1b[?1049h")
    for width in (70, 90) * 10:
        termios.tcsetwinsize(terminal.slave, (24, width))
        terminal.process.send_signal(signal.SIGWINCH)
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.process.wait(3) == 128 + signal.SIGTERM
    assert termios.tcgetattr(terminal.slave)[3] == terminal.before[3]


@pytest.mark.terminal
def test_bytes_that_are_not_text_do_not_end_it(terminal, tmp_path):
    assert terminal.read_until(b"All protocols")
    terminal.press(b"\xff\xfe\xc3\x28\x80")
    terminal.press(b"\x1b[200~\xff\x1b[201~")
    terminal.seen = b""
    terminal.press(b"?")
    assert terminal.read_until(b"Around")
    terminal.press(b"\x1b")
    time.sleep(0.3)  # a lone Escape is told from a sequence by what does not follow
    terminal.press(b"q")
    terminal.read_until(b"\x1b[?25h")
    assert terminal.process.wait(5) == 0
    assert not list(tmp_path.glob("crash-*"))
