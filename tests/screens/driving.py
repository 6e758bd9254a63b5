"""The room's screen driven by keys, on a real store, and what it shows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from random import Random

from textual.pilot import Pilot

from dialogue_tui.app import DialogueApp
from dialogue_tui.facilitation.beginning import begin
from dialogue_tui.facilitation.clock import SystemClock
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.protocols import library
from dialogue_tui.screens.session import SessionScreen
from dialogue_tui.store.reading import Reading
from dialogue_tui.store.saver import Saver
from dialogue_tui.store.where import DataFolder
from dialogue_tui.widgets.foot import Foot
from dialogue_tui.widgets.line import Line

SIZES = [(80, 24), (120, 34), (60, 18)]


def opener(protocol: str, **particulars: object) -> Callable[[Reading, Saver], Engine]:
    def made(reading: Reading, saver: Saver) -> Engine:
        return begin(
            reading, saver, library.text_of(protocol), clock=SystemClock(), random=Random(7), process="here",
            **particulars,  # type: ignore[arg-type]
        )  # fmt: skip

    return made


@asynccontextmanager
async def room(
    folder: Path, make: Callable[[Reading, Saver], Engine], size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Pilot[int], SessionScreen, Engine]]:
    screen = SessionScreen(DataFolder(folder), make)
    screen.monotonic = count().__next__  # every key a second after the one before
    app = DialogueApp(DataFolder(folder), lambda _: screen)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: screen.engine is not None)
        assert screen.engine is not None
        yield pilot, screen, screen.engine


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    for _ in range(400):
        await pilot.pause(0.01)
        if holds():
            return
    raise AssertionError("it never came to that")


async def say(pilot: Pilot[int], screen: SessionScreen, words: str) -> None:
    screen.query_one(Line).reset(words)
    await pilot.press("enter")
    await pilot.pause()


def go(screen: SessionScreen, place: str) -> None:
    screen.desk.engine.go(place)
    screen.arrived()


def shown(screen: SessionScreen) -> str:
    """Everything the screen paints, as text."""
    lines = screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in lines)


PHRASES = "vis.phrases/round"


def keys_of(screen: SessionScreen) -> str:
    return " · ".join(f"{key} {name}".strip() for key, name in screen.query_one(Foot).keys)


def note(screen: SessionScreen) -> str:
    return screen.query_one(Foot).note


def typed(screen: SessionScreen) -> str:
    return screen.query_one(Line).text
