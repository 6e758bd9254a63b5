"""Drives the installed `dialogue` in a real terminal: a pty between the program and a screen that is read."""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import select
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte
from ptyprocess import PtyProcess

SIZES = ("COLUMNS", "LINES")
"""What pytest sets, and no terminal does."""
DIALOGUE = Path(sys.executable).with_name("dialogue")

KEYS = {
    "enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "escape": "\x1b", "space": " ", "backspace": "\x7f",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "delete": "\x1b[3~",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
    **{f"alt+{digit}": f"\x1b{digit}" for digit in "0123456789"},
}  # fmt: skip

# Questions to the terminal that pyte would print: device status with $, keyboard protocol, strings of any kind.
_BEYOND_PYTE = re.compile(
    rb"\x1b\[[?>=<][0-9;]*(?:\$p|[uqc])|\x1b[P_^X].*?\x1b\\|\x1b\].*?(?:\x07|\x1b\\)",
    re.DOTALL,
)
_CAN_DRAW_WHOLE_FRAMES = (b"\x1b[?2026$p", b"\x1b[?2026;2$y")
"""The question whether a whole frame can be shown at once, and yes."""
BEGIN_OF_FRAME, END_OF_FRAME = b"\x1b[?2026h", b"\x1b[?2026l"
_UNFINISHED = re.compile(rb"\x1b(?:\[[?>=<0-9;$]*|[\]P_^X][^\x07\x1b]*\x1b?)?$")

_ESCAPE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b[\]P_^X].*?(?:\x07|\x1b\\|$)"  # OSC, DCS, APC, PM, SOS
    r"|\x1b[ -/]*[0-~]"  # the short ones
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]",
    re.DOTALL,
)
_DRAWING = re.compile(
    r"\x1b\[[0-?]*[ -/]*[A-KL-MPSTXdfhlmnpqrsu]|\x1b\[[0-9;]*c"  # CSI: move, erase, colour, modes, questions
    r"|\x1b[()][0B]|\x1b[78=>HM]|[\x0e\x0f]"  # character sets, saved cursor
    r"|\x1b\]22;[a-z-]*\x07"  # the shape of the mouse pointer
)

Expected = str | re.Pattern[str] | Callable[["Terminal"], bool]


class NeverShown(AssertionError):
    """The screen never came to what was waited for; the message holds the screen."""


def _as_in_a_window() -> None:
    """A window's programs hear of a hang-up and of ctrl+c; under nohup or in some CI both would be ignored."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class View:
    """A screen fed with what a program wrote. What belongs to a frame shows once the frame is whole, as it does
    in a terminal that can hold a frame back."""

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = b""

    def feed(self, chunk: bytes) -> None:
        """Take in more of it, cut anywhere."""
        data = self._held + chunk
        cut = _UNFINISHED.search(data)
        end = cut.start() if cut else len(data)
        begun = data.rfind(BEGIN_OF_FRAME)
        if begun >= 0 and data.find(END_OF_FRAME, begun) < 0:
            end = min(end, begun)
        self._held = data[end:]
        self._stream.feed(self._decoder.decode(_BEYOND_PYTE.sub(b"", data[:end])))

    def flush(self) -> None:
        """Show what was held back: nothing more will come."""
        self._stream.feed(self._decoder.decode(_BEYOND_PYTE.sub(b"", self._held)))
        self._held = b""

    def lines(self) -> list[str]:
        """The lines it shows, without spaces at their ends."""
        return [line.rstrip() for line in self.screen.display]


class Terminal:
    """One program in one terminal. Use it in a `with`, so that it is closed whatever happens."""

    def __init__(
        self,
        *args: str,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        data: Path | None = None,
        program: Sequence[str | Path] = (DIALOGUE,),
        cwd: Path | None = None,
    ) -> None:
        surroundings = {
            k: v for k, v in os.environ.items() if not k.startswith(("DIALOGUE_", "TEXTUAL")) and k not in SIZES
        }
        surroundings |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **(env or {})}
        surroundings.pop("NO_COLOR", None) if "NO_COLOR" not in (env or {}) else None
        if data is not None:
            surroundings["DIALOGUE_DATA"] = str(data)
        columns, rows = size
        self.raw = bytearray()
        self._view = View(columns, rows)
        self._ended = False
        self.process = PtyProcess.spawn(
            [str(word) for word in (*program, *args)],
            dimensions=(rows, columns),
            env=surroundings,
            cwd=str(cwd) if cwd else None,
            preexec_fn=_as_in_a_window,
        )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # What a person does

    def keys(self, *names: str) -> None:
        """Press keys by name ("enter", "ctrl+z", "pagedown"); a single character is itself."""
        for name in names:
            self._send(KEYS.get(name, name))

    def type(self, text: str) -> None:
        """Type the text as it stands."""
        self._send(text)

    def paste(self, text: str) -> None:
        """Paste the text as a terminal does that brackets what is pasted."""
        self._send(f"\x1b[200~{text}\x1b[201~")

    def press_unread(self, text: str, seconds: float = 0.2) -> bool:
        """Type while nobody takes in what the program writes; False once it does not read any more either."""
        data = text.encode("utf-8")
        while data:
            if not select.select([], [self.process.fd], [], seconds)[1]:
                return False
            data = data[os.write(self.process.fd, data[:256]) :]
        return True

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self.pump(0)
        self._view.screen.resize(rows, columns)
        self.process.setwinsize(rows, columns)

    def kill(self, sig: int = signal.SIGKILL) -> None:
        """Send the program a signal."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process.pid, sig)

    def hang_up(self) -> None:
        """Close the window: the program loses its terminal and gets SIGHUP."""
        if not self.process.closed:
            self.process.fileobj.close()
            self.process.closed = True

    def close(self) -> None:
        """End the program if it still runs, and let go of the terminal."""
        if self.alive:
            self.kill(signal.SIGKILL)
        with contextlib.suppress(Exception):
            self.process.wait()
        self.hang_up()

    # What a person sees

    def screen(self) -> list[str]:
        """The lines the screen shows, without spaces at their ends."""
        return self._view.lines()

    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.screen())

    @property
    def cells(self) -> pyte.Screen:
        """The screen cell by cell, for pictures and colours."""
        return self._view.screen

    def wait(self, what: Expected, seconds: float = 15) -> Terminal:
        """Read until the screen shows this. Raises NeverShown, with what it showed instead."""
        deadline = time.monotonic() + seconds
        while not self._shows(what):
            if self._ended or time.monotonic() > deadline:
                why = "the program ended" if self._ended else f"not in {seconds} s"
                raise NeverShown(f"{what!r} was never shown ({why}). The screen:\n{self.text()}")
            self.pump(0.05)
        return self

    def settle(self, quiet: float = 0.15) -> Terminal:
        """Read until nothing more came for so many seconds: for pictures, where any moment of rest will do."""
        while self.pump(quiet):
            pass
        return self

    def gone(self, text: str, seconds: float = 15) -> Terminal:
        """Read until the screen does not show this any more."""
        return self.wait(lambda terminal: text not in terminal.text(), seconds)

    def ended(self, seconds: float = 15) -> int | None:
        """Read until the program ends. Its exit status, or minus the signal that ended it. Raises NeverShown."""
        deadline = time.monotonic() + seconds
        while self.alive:
            if time.monotonic() > deadline:
                raise NeverShown(f"The program did not end in {seconds} s. The screen:\n{self.text()}")
            self.pump(0.05)
        self.pump(0)
        self._view.flush()
        status, sig = self.process.exitstatus, self.process.signalstatus
        return -sig if sig is not None else status

    def pump(self, seconds: float = 0.0) -> bool:
        """Take in what the program wrote, waiting at most so long for the first of it. Whether there was any."""
        if self._ended or self.process.closed:
            time.sleep(seconds)
            return False
        fresh, read = False, len(self.raw)
        while select.select([self.process.fd], [], [], 0 if fresh else seconds)[0]:
            try:
                chunk = os.read(self.process.fd, 65536)
            except OSError:
                chunk = b""
            if not chunk:
                self._ended = True
                break
            fresh = True
            self.raw += chunk
            self._view.feed(chunk)
        question, answer = _CAN_DRAW_WHOLE_FRAMES
        if fresh and question in self.raw[max(0, read - len(question) + 1) :]:
            os.write(self.process.fd, answer)
        return fresh

    @property
    def alive(self) -> bool:
        """Whether the program still runs."""
        return bool(self.process.isalive())

    # What must not come out of it

    def forbidden(self) -> list[str]:
        """Control characters and escape codes among the output that no drawing needs, as they came."""
        found = _ESCAPE.findall(self.raw.decode("utf-8", "replace"))
        return [code for code in found if not _DRAWING.fullmatch(code)]

    def sane(self) -> bool:
        """Whether what was switched on was switched off: other screen, mouse, pasted brackets, hidden cursor."""
        state: dict[str, bool] = {}
        for codes, switch in re.findall(rb"\x1b\[\?([0-9;]+)([hl])", bytes(self.raw)):
            for code in codes.decode().split(";"):
                state[code] = switch == b"h"
        left_on = {"1049", "1000", "1002", "1003", "1006", "1015", "1004", "2004"} & {
            k for k, v in state.items() if v
        }
        return not left_on and state.get("25", True)

    def _shows(self, what: Expected) -> bool:
        if isinstance(what, str):
            return what in self.text()
        if isinstance(what, re.Pattern):
            return what.search(self.text()) is not None
        return what(self)

    def _send(self, text: str) -> None:
        data = text.encode("utf-8", "surrogateescape")
        while data:
            # A program that is still drawing does not read; taking in its output lets it come to that.
            self.pump(0)
            if self._ended:
                return
            if select.select([], [self.process.fd], [], 0.05)[1]:
                data = data[os.write(self.process.fd, data[:512]) :]
