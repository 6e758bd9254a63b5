"""The terminal underneath: bad bytes, hang-ups and signals must not cost a line or leave it raw."""

from __future__ import annotations

import os
import signal
import sys
import termios
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

PATIENCE = 2.2
"""Seconds that saving may take once the program was told to go; with the rest it is gone within 3."""
CHUNK = 4096
"""Bytes read from the terminal at a time."""
STALLED = 0.2
"""Seconds to wait for a frame that is being written; a stalled terminal never takes it."""
SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
RESET = (
    "\x1b[?2026l"  # end a synchronised update that was cut off
    "\x1b[?2004l\x1b[?2048l\x1b[?7h"  # bracketed paste, in-band resize off; line wrap on
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?1004l"  # mouse and focus reports off
    "\x1b[<u\x1b[0m\x1b[?1049l\x1b[?25h\r"  # plain keys, plain text, the screen there was, the cursor
)


class Guard:
    """Leaves in order on SIGTERM, SIGHUP and SIGINT, even while the terminal is stalled.

    A stalled terminal blocks the event loop and its signal handlers with it, so the work is done in a thread of
    its own: `flush` saves what is pending, the terminal is put back, the process ends with 128 + the signal.
    """

    def __init__(self, flush: Callable[[], object]) -> None:
        self._flush = flush
        self._before = _attributes()
        self._leaving = threading.Event()
        self.drawing = threading.Lock()
        """Held while a frame is written; for good, once the terminal is being put back."""

    def stand(self) -> None:
        """From now on. Call it in the main thread, before the first frame. What is ignored stays so."""
        for number in SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._told)

    def _told(self, number: int, frame: FrameType | None) -> None:
        # Restoring from a background process group would stop the process instead.
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        self.leave(number)

    def leave(self, number: int) -> None:
        """Save, restore, end. Returns at once; a second call changes nothing."""
        if not self._leaving.is_set():
            self._leaving.set()
            threading.Thread(target=self._go, args=(number,), name="leaving", daemon=True).start()

    def _go(self, number: int) -> None:
        saving = threading.Thread(target=self._save, name="last-save", daemon=True)
        saving.start()
        saving.join(PATIENCE)
        self.drawing.acquire(timeout=STALLED)  # a frame after the restoring would undo it
        try:
            restore(self._before)
        finally:
            os._exit(128 + number)

    def _save(self) -> None:
        try:
            self._flush()
        except Exception:
            return  # what could not be saved was never shown as saved


class Drawn:
    """The terminal as Textual writes to it: nothing more once it is being put back."""

    def __init__(self, file: Any, guard: Guard) -> None:
        self._file, self._guard = file, guard

    def write(self, text: str) -> None:
        """Write, or wait for the end of the process."""
        with self._guard.drawing:
            self._file.write(text)

    def flush(self) -> None:
        """Flush, or wait for the end of the process."""
        with self._guard.drawing:
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def _attributes() -> list[Any] | None:
    try:
        return termios.tcgetattr(sys.__stdin__.fileno()) if sys.__stdin__ else None
    except (termios.error, ValueError, OSError):
        return None


def restore(before: list[Any] | None) -> None:
    """Put the terminal back without ever waiting for it."""
    try:
        # An own, non-blocking way in: the one that everybody shares must not be changed.
        way = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError:
        return
    try:
        for quiet in (
            lambda: termios.tcflush(way, termios.TCOFLUSH),
            lambda: termios.tcflow(way, termios.TCOON),
            lambda: os.write(way, RESET.encode()),
            lambda: termios.tcsetattr(way, termios.TCSANOW, before) if before else None,
        ):
            try:
                quiet()
            except (OSError, termios.error):
                continue
    finally:
        os.close(way)


class Pastes:
    """Takes what is pasted out of the input. Textual would read an escape code inside a paste as keys, and act."""

    BEGIN, END = "\x1b[200~", "\x1b[201~"

    def __init__(self) -> None:
        self._inside: list[str] | None = None
        self._held = ""

    def feed(self, data: str, more: bool = False) -> Iterator[tuple[str, bool]]:
        """The input in pieces: (text, whether it was pasted). `more` says that the rest is already there."""
        data, self._held = self._held + data, ""
        while data:
            mark = self.BEGIN if self._inside is None else self.END
            before, found, data = data.partition(mark)
            if not found:
                # Escape alone is a key, and waits for nothing; half a mark waits for its other half.
                least = 1 if more or self._inside is not None else 2
                half = next((n for n in range(len(mark) - 1, least - 1, -1) if before.endswith(mark[:n])), 0)
                before, self._held = before[: len(before) - half], before[len(before) - half :]
            if self._inside is None:
                if before:
                    yield before, False
                self._inside = [] if found else None
            else:
                self._inside.append(before)
                if found:
                    yield "".join(self._inside), True
                    self._inside = None

    def rest(self) -> str:
        """What was held back and turned out to be no mark, once nothing more came."""
        if self._inside is not None:
            return ""
        held, self._held = self._held, ""
        return held


def _window(fileno: int) -> tuple[int, int] | None:
    """The window's size. Textual would believe COLUMNS and LINES, which no window keeps up to date."""
    try:
        width, height = os.get_terminal_size(fileno)
    except OSError:
        return None
    return (width, height) if width and height else None


def driver(guard: Guard | None = None) -> type[Any]:
    """Textual's driver, with an input thread that outlives bad bytes and notices a terminal that is gone."""
    from codecs import getincrementaldecoder
    from selectors import EVENT_READ, SelectSelector

    from textual import events
    from textual._xterm_parser import XTermParser
    from textual.drivers.linux_driver import LinuxDriver

    from dialogue_tui.widgets.text import plain

    class GuardedDriver(LinuxDriver):
        """Bytes that are not UTF-8 show as � (Textual issue 6456); what is pasted is text and nothing else."""

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            if guard is not None:
                self._file = Drawn(self._file, guard)  # type: ignore[assignment]

        def _get_terminal_size(self) -> tuple[int, int]:
            return _window(self.fileno) or super()._get_terminal_size()

        def run_input_thread(self) -> None:
            """Read until told to stop."""
            decode = getincrementaldecoder("utf-8")("replace").decode
            parser, pastes = XTermParser(self._debug), Pastes()
            with SelectSelector() as selector:
                selector.register(self.fileno, EVENT_READ)
                while not self.exit_event.is_set():
                    if selector.select(0.1):
                        try:
                            data = os.read(self.fileno, CHUNK)
                        except OSError:
                            data = b""
                        if not data:
                            if guard is not None:
                                guard.leave(signal.SIGHUP)
                            return
                        for text, pasted in pastes.feed(decode(data), more=len(data) == CHUNK):
                            if pasted:
                                self.process_message(
                                    events.Paste(plain(text.replace("\r\n", "\n").replace("\r", "\n")))
                                )
                            else:
                                parser = self._feed(parser, text)
                    elif rest := pastes.rest():
                        parser = self._feed(parser, rest)
                    for event in parser.tick():
                        self.process_message(event)

        def _feed(self, parser: XTermParser, data: str) -> XTermParser:
            try:
                for event in parser.feed(data):
                    self.process_message(event)
            except Exception:
                return XTermParser(self._debug)  # a parser that raised is finished; the keys after it count
            return parser

    return GuardedDriver
