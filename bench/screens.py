"""How long a screen takes to be there, and a key to be seen, in a terminal and beside the least Textual draws."""

from __future__ import annotations

import os
import select
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path

from bench.filling import TITLE, fill
from bench.result import Result
from tests.terminal.harness import DIALOGUE, Terminal

BARE = (sys.executable, Path(__file__).with_name("bare.py"))
TIMES = 9
ROUNDS = 3
"""Of typing everything, by turns."""
GLYPHS = "абвгдежзийклмнопрстуфхцчшщъыьэюяαβγδεζηθλμ"
"""Typed one after the other; none stands on the screen before, none is part of an escape code."""
QUIET = 0.03
"""Seconds without output after which the program has finished drawing."""


def results(folder: Path) -> list[Result]:
    """Home's first rows, a key in the room, and how the key's time grows with the session."""
    home, small, large = folder / "home", folder / "small", folder / "large"
    fill(home / "team.db", 2_000, 5)
    fill(small / "team.db", 1, 50)
    fill(large / "team.db", 1, 10_000)
    ours, bare = frames(home)
    found = [Result("Home with its rows, 2,000 sessions", ours, bare, "Header, TextArea, Footer", 1.5)]
    rounds = [_keys((None, small, large)) for _ in range(ROUNDS)]
    typed, few, many = (statistics.median(chain(*times)) for times in zip(*rounds, strict=True))
    found.append(Result("key to paint, session of 10,000 lines", many, typed, "TextArea", 1.25))
    found.append(Result("key to paint, 10,000 lines", many, few, "50 lines", 1.1))
    return found


def frames(data: Path) -> tuple[float, float]:
    """The median milliseconds from the start to the first frame with real rows: Home's, and the bare one's."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(TIMES):
        for times, program, folder in zip(taken, ((DIALOGUE,), BARE), (data, None), strict=True):
            begun = time.perf_counter()
            with Terminal(program=program, data=folder) as terminal:
                _until(terminal, TITLE.encode(), 30)
                times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken[0][1:]), statistics.median(taken[1][1:])


def _keys(folders: Sequence[Path | None]) -> list[list[float]]:
    """The milliseconds from each key to its letter on the screen, of the rooms in these folders, bare without one.

    All stand open and get each key by turns, so that they meet the same machine.
    """
    with ExitStack() as stack:
        terminals = [stack.enter_context(_writing(folder)) for folder in folders]
        taken = [[_key(terminal, glyph) for terminal in terminals] for glyph in GLYPHS]
    return [list(times) for times in zip(*taken, strict=True)]


@contextmanager
def _writing(data: Path | None) -> Iterator[Terminal]:
    """A terminal in which typing has begun."""
    program, words = ((DIALOGUE,), ("resume",)) if data else (BARE, ())
    with Terminal(*words, program=program, data=data) as terminal:
        # The room opens on the step's card, which gives way to the first key.
        _until(terminal, b"\xe2\x80\xba" if data else TITLE.encode(), 60)
        _settle(terminal)
        terminal.type("o")
        _settle(terminal)
        yield terminal


def _key(terminal: Terminal, glyph: str) -> float:
    begun = time.perf_counter()
    os.write(terminal.process.fd, glyph.encode())
    _until(terminal, glyph.encode(), 10)
    taken = (time.perf_counter() - begun) * 1000
    _settle(terminal)
    return taken


def _until(terminal: Terminal, wanted: bytes, seconds: float) -> None:
    """Read until these bytes came. Nothing is drawn from them, so that only the program's time is measured."""
    seen, deadline = b"", time.perf_counter() + seconds
    while wanted not in seen:
        if not select.select([terminal.process.fd], [], [], max(0.0, deadline - time.perf_counter()))[0]:
            raise SystemExit(f"{wanted.decode()!r} was not drawn in {seconds:g} s")
        seen = seen[-64:] + os.read(terminal.process.fd, 65536)


def _settle(terminal: Terminal) -> None:
    while select.select([terminal.process.fd], [], [], QUIET)[0]:
        os.read(terminal.process.fd, 65536)
