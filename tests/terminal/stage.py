"""The room's screen in a real terminal: begun, taken up, typed into; and what the store then holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.terminal.harness import END_OF_FRAME, Terminal, View

from dialogue_tui.store.opening import Store
from dialogue_tui.store.records import Entry, Loaded

CIRCLE = "dialogue-circle"
QUESTION = "What do you need from us"
"""Of the circle's first step, where lines are written."""
SIZE = (80, 24)


def room(data: Path, *words: str, size: tuple[int, int] = SIZE) -> Terminal:
    """A new session, standing where lines are written."""
    terminal = Terminal("run", CIRCLE, *words, data=data, size=size)
    terminal.wait("begin")
    terminal.keys("pagedown")
    return terminal.wait(QUESTION)


def again(data: Path, *words: str) -> Terminal:
    """The newest session, where it stood."""
    return Terminal("resume", *words, data=data).wait(QUESTION)


def line(number: int) -> str:
    """A line that tells its number and whether it is whole."""
    return f"line {number} {'x' * (number * 37 % 90)}|"


def say(terminal: Terminal, *numbers: int) -> None:
    """Type these lines as fast as it goes."""
    for number in numbers:
        terminal.type(line(number) + "\r")


def saved(terminal: Terminal) -> bool:
    """Whether the foot says so, and nothing is in the way."""
    lines = terminal.screen()
    return lines[-1].endswith(" saved") and not any(row.lstrip().startswith("! ") for row in lines[-6:])


def on_wall(lines: list[str]) -> list[int]:
    """The numbers of the lines between the two rules."""
    rules = [at for at, row in enumerate(lines) if row.strip().startswith("───")]
    if len(rules) != 2:
        return []
    return [int(n) for row in lines[rules[0] : rules[1]] for n in re.findall(r"^ *›? *\d+  line (\d+)\b", row)]


def wall_ends_with(number: int) -> Callable[[Terminal], bool]:
    """The newest line on the wall has this number."""
    return lambda terminal: on_wall(terminal.screen())[-1:] == [number]


def frames(raw: bytes, size: tuple[int, int] = SIZE) -> Iterator[list[str]]:
    """Every whole frame that was drawn: the screen as people saw it at each moment."""
    view = View(*size)
    *whole, _cut_off = bytes(raw).split(END_OF_FRAME)
    for frame in whole:
        view.feed(frame + END_OF_FRAME)
        yield view.lines()


def shown_as_saved(terminal: Terminal) -> int:
    """The highest line that stood on the wall while the foot said saved; -1 without one."""
    best = -1
    for lines in frames(terminal.raw):
        if lines[-1].endswith(" saved"):
            best = max([best, *on_wall(lines)])
    return best


def kept(path: Path) -> Loaded:
    """All the store at `path` holds of its newest session, checked against its checksums."""
    with Store(path, "team").read() as reading:
        return reading.load(reading.find("last").id)


def entries(path: Path) -> list[Entry]:
    """Its entries as they stand."""
    return sorted((e for e in kept(path).entries if not e.removed), key=lambda e: (e.part, e.position))


def texts(path: Path) -> list[str]:
    """Their words."""
    return [entry.text for entry in entries(path)]
