"""The streams of plain lines: a file of answers, a terminal with keys that edit a line, and where the words go."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import BinaryIO, TextIO

from dialogue_tui.errors import OneSentence
from dialogue_tui.facilitation.errors import Refused
from dialogue_tui.text import LONGEST

WIDEST = 4 * LONGEST + 2
"""Bytes that the longest line can have, its end included."""
LEAVE = "/quit"
"""What the end of input means at a terminal, where it can be taken back."""

Heard = str | Refused
"""A typed line, or why it could not be taken."""


class NotText(OneSentence):
    """What came on standard input is not text, or can't be read."""


class Unheard(Exception):
    """Standard output takes nothing more."""


class Outlet:
    """Standard output. Raises Unheard where it can't be written, BrokenPipeError where its reader left."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, words: str) -> None:
        """Write words as they are."""
        try:
            self._stream.write(words)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _unheard(error) from None

    def flush(self) -> None:
        """Let them be read."""
        try:
            self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _unheard(error) from None


def _unheard(error: OSError) -> Unheard:
    return Unheard(f"Standard output can't be written: {error.strerror}.")


def silence(stream: TextIO) -> None:
    """What Python still holds for a stream that can't be written goes nowhere, so that leaving is quiet."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def lines(stdin: BinaryIO, prompt: Callable[[], object] = lambda: None) -> Iterator[Heard]:
    """The lines of a stream without their ends; `prompt` is called before each. Raises NotText."""
    number = 0
    prompt()
    while raw := _read(stdin):
        number += 1
        whole = raw.endswith(b"\n") or len(raw) < WIDEST
        words: Heard = Refused(f"That line is longer than {LONGEST:,} characters. Split it and try again.")
        if whole:
            words = _text(raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw, number)
        while not whole:
            _no_zero(raw, number)
            raw = _read(stdin)
            whole = raw.endswith(b"\n") or len(raw) < WIDEST
        yield words
        prompt()


def _read(stdin: BinaryIO) -> bytes:
    try:
        return stdin.readline(WIDEST)
    except OSError as error:
        raise NotText(f"Standard input can't be read: {error.strerror}.") from None


def _text(raw: bytes, number: int) -> str:
    _no_zero(raw, number)
    try:
        return raw.decode("utf-8").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise NotText(_not_text(number)) from None


def _no_zero(raw: bytes, number: int) -> None:
    if b"\0" in raw:
        raise NotText(_not_text(number))


def _not_text(number: int) -> str:
    return f"Line {number} of the input is not text (UTF-8); it stops there, and what came before is kept."


def edited_lines(
    prompt: Callable[[], str], recall: Callable[[str], bool], stays: Callable[[], bool]
) -> Iterator[Heard]:
    """Lines from the terminal, edited and recalled with the arrow keys; nothing of them is written anywhere.

    `recall` says whether a line may come back with the arrow keys, `stays` whether ctrl+c is asked about first.
    The end of input comes as `/quit`. Raises KeyboardInterrupt.
    """
    import readline

    readline.set_auto_history(False)
    interrupt = _Interrupt()
    while True:
        try:
            words = prompt()
            with interrupt:
                line = input(words)
        except (EOFError, OSError):
            _end_line()
            yield LEAVE
            continue
        except KeyboardInterrupt:
            _end_line()
            if not stays():
                raise
            continue
        except UnicodeDecodeError:
            yield Refused("That line is not text (UTF-8); type it again.")
            continue
        if any("\ud800" <= letter <= "\udfff" for letter in line):
            yield Refused("That line is not text (UTF-8); type it again.")
            continue
        if line.strip() and recall(line):
            readline.add_history(line)
        yield line


def _end_line() -> None:
    with contextlib.suppress(OSError):
        sys.stdout.write("\n")


class _Interrupt:
    """Ctrl+c is heard while a line is waited for; what comes between two lines counts for the next one."""

    def __init__(self) -> None:
        self._waiting = self._came = False
        signal.signal(signal.SIGINT, self._told)

    def _told(self, number: int, frame: FrameType | None) -> None:
        self._came = True
        if self._waiting:
            self._came = False
            raise KeyboardInterrupt

    def __enter__(self) -> None:
        self._waiting = True
        if self._came:
            self._told(signal.SIGINT, None)

    def __exit__(self, *_: object) -> None:
        self._waiting = False
