"""What the room's screen paints in every step: words, and how they are set off."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from rich.style import Style
from tests.approved.approve import approved
from tests.approved.typed import TYPED
from tests.screens.driving import SIZES, go, room, say, until
from tests.screens.hearing import Hearing, month_four, typed_into
from tests.store import keeping
from textual.pilot import Pilot
from textual.screen import Screen

from dialogue_tui.app import DialogueApp
from dialogue_tui.demo.fill import fill
from dialogue_tui.facilitation.beginning import begin
from dialogue_tui.facilitation.clock import FakeClock
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.protocols import library
from dialogue_tui.screens.history import History
from dialogue_tui.store.reading import Reading
from dialogue_tui.store.saver import Saver
from dialogue_tui.store.where import DataFolder
from dialogue_tui.widgets.themes import MEANINGS, THEMES

SESSIONS = [("shared-vision", "long"), ("ladder-of-inference", "short"), ("left-hand-column", "open")]
NAMES = {THEMES[0].variables[name].lower(): name for name in reversed(MEANINGS)} | {
    str(getattr(THEMES[0], name)).lower(): name for name in ("accent", "background", "foreground", "error")
}


def named(style: Style | None) -> str:
    """How a style sets words off, in the words of the theme; empty for plain text."""
    if style is None:
        return ""
    front, back = (
        NAMES.get(c.triplet.hex, c.name) if c and c.triplet else "" for c in (style.color, style.bgcolor)
    )
    said = [word for word in ("bold", "reverse", "italic", "underline", "dim") if getattr(style, word)]
    said += [front] if front not in ("foreground", "") else []
    return " ".join(said + ([f"on {back}"] if back not in ("background", "") else []))


def painted(screen: Screen[object]) -> str:
    """Every row, and after a bar what in it is set off and how; of many empty rows, how many they are."""
    rows = list[str]()
    for strip in screen._compositor.render_strips():
        parts = [(s.text.strip(), named(s.style)) for s in strip]
        off = [f"{words[:12]}={how}" for words, how in parts if how and words.strip("─│")]
        rows.append(f"{strip.text.rstrip()}{'   ‖ ' if off else ''}{'; '.join(off)}")
    return re.sub(r"\n{4,}", lambda empty: f"\n~ {len(empty[0]) - 1} empty rows\n", "\n".join(rows))


def opened(clock: FakeClock, protocol: str, form: str) -> Callable[[Reading, Saver], Engine]:
    def made(reading: Reading, saver: Saver) -> Engine:
        around = {"clock": clock, "random": Random(7), "process": "here"}
        particulars = {"team": "Tarn", "form": form, "title": "Pairing", "people": 5}
        return begin(reading, saver, library.text_of(protocol), **around, **particulars)

    return made


async def settled(pilot: Pilot[Any]) -> str:
    """What is painted once nothing moves any more."""
    seen = list[str]()

    def still() -> bool:
        seen.append(painted(pilot.app.screen))
        return len(set(seen[-3:])) == 1 and len(seen) > 2 and "saving…" not in seen[-1]

    await pilot.app.workers.wait_for_complete()
    await until(pilot, still)
    return seen[-1]


@pytest.mark.parametrize(("protocol", "form"), SESSIONS)
async def test_every_step_of_a_session(tmp_path: Path, protocol: str, form: str) -> None:
    clock, read = FakeClock(datetime(2026, 11, 24, 9, tzinfo=UTC), 60), list[str]()
    async with room(tmp_path, opened(clock, protocol, form)) as (pilot, screen, engine):

        async def keep(what: str) -> None:
            read.append(f"=== {what}\n{await settled(pilot)}")

        for number, place in enumerate(list(engine.places)):
            await pilot.resize_terminal(*SIZES[number % 3])
            clock.advance(100 + 37 * number)
            if engine.place.key != place.key:
                go(screen, place.key)
            await pilot.pause()
            if number % 3 == 1:
                await keep(f"{place.key}: as it begins")
            for words in TYPED[place.part.kind].split("\n"):
                if words[:1] not in ("/", ">"):
                    await say(pilot, screen, words)
            await keep(f"{place.key}: {place.part.kind}")
            if number % 3 == 0:
                await pilot.press("up", "up")
                await keep(f"{place.key}: a line selected")
                await pilot.press("escape")
    approved(f"screens-{protocol}-{form}", "\n\n".join(read))


KEYS = [
    "up e ! enter", "up w", "A n a enter", "up n", "c", "c", "c", "escape", "up up m escape", "up l enter",
    "up u", "up shift+up", "shift+down", "tilde", "s", "s", "up a", "n escape", "up x", "ctrl+z", "ctrl+y",
    "alt+r", "enter", "f8", "escape", "ctrl+g", "down down enter", "pageup", "pagedown", "ctrl+r",
    "question_mark", "escape", "ctrl+p", "n a m e", "enter", "escape", "ctrl+p", "p e o p l e", "enter",
    "escape", "alt+d", "escape", "f7", "f6", "ctrl+c", "ctrl+q", "n",
]  # fmt: skip


async def test_what_keys_do_to_lines(tmp_path: Path) -> None:
    clock, read = FakeClock(datetime(2026, 11, 24, 9, tzinfo=UTC), 60), list[str]()
    async with room(tmp_path, opened(clock, "ladder-of-inference", "hour"), (100, 26)) as (pilot, screen, _):
        go(screen, "loi.down/rungs")
        for words in (
            "We ship in May",
            "Four of sixty called",
            "Nobody asked them",
            "~ they cope",
            "@Bo No heroics",
        ):
            await say(pilot, screen, words)
        for keys in KEYS:
            await pilot.press(*keys.split())
            read.append(f"=== {keys}\n{await settled(pilot)}")
    approved("screens-keys", "\n\n".join(read))


VERBS = [
    "agree", "> yes", "agree", "> no", "people", "> 9", "people", "> 0", "people", "> Dee (Test lead)",
    "people", "> @Dee", "rename", "> Another name", "look_again", "escape", "slips", "> unseen",
    "> unseen too", "undo", "steps", "escape", "next_step", "reveal", "slips", "> a half-typed line", "up",
    "edit", "> worded anew", "up", "shift(-1)", "shift(1)", "spoken", "spoken", "link", "> 1", "up", "unlink",
    "up", "whose", "> Dee", "up", "anonymous", "y", "at vis.pair/talk", "space", "+", "space", "enter",
    "back", "curtain", "curtain", "at vis.commit/stand", "> maybe", "> 1", "> 2", "reveal",
    "at vis.themes/groups", "> 1 2 Trust", "> 9 Noise", "escape", "up", "move", "> 1", "escape", "finish",
    "escape", "at close/telling", "> tried", "> happened", "next_step", "enter", "escape", "next_step", "y",
    "pagedown",
]  # fmt: skip


async def test_what_verbs_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    clock, read = FakeClock(datetime(2026, 11, 24, 9, tzinfo=UTC), 60), list[str]()
    async with room(tmp_path / "data", opened(clock, "shared-vision", "long"), (100, 26)) as (pilot, screen, _):
        go(screen, "vis.phrases/round")
        for words in ("The box explains itself", "Nobody drives out twice", "@Bo We hear it first"):
            await say(pilot, screen, words)
        for verb in VERBS:
            word, _, rest = verb.partition(" ")
            if word == ">":
                await say(pilot, screen, rest)
            elif word == "at":
                go(screen, rest)
            elif hasattr(screen, f"action_{word.partition('(')[0]}"):
                await screen.run_action(word)
            else:
                await pilot.press(word)
            read.append(f"=== {verb}\n{await settled(pilot)}")
    said = re.sub(r"Both are in[^~]*~ \d+ empty rows", "Both are in HERE", "\n\n".join(read))
    approved("screens-verbs", said)


AT_HOME = [
    "down", "d", "d", "n", "down enter", "escape", "escape", "h", "down", "escape", "slash", "l i n e",
    "enter", "escape", "j", "escape", "question_mark", "escape", "end", "ctrl+q", "n",
]  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
async def test_home(tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "NUMBERS", Random(7))
    folder, read = DataFolder(tmp_path), list[str]()
    month_four(folder)
    async with Hearing(folder).run_test(size=size) as pilot:
        await typed_into(pilot)
        for keys in ["", *AT_HOME]:
            await typed_into(pilot, *keys.split())
            read.append(f"=== {keys}\n{await settled(pilot)}")
    approved(f"screens-home-{size[0]}", "\n\n".join(read))


async def test_a_history_is_read(tmp_path: Path) -> None:
    folder, read = DataFolder(tmp_path), list[str]()
    fill(folder, date(2026, 11, 24), Random(4))
    with folder.team.read() as reading:
        told = next(s.id for s in reading.sessions() if s.title == "Build 3.2 and the card")
    async with DialogueApp(folder, lambda app: History(folder, told)).run_test(size=(90, 30)) as pilot:
        await until(pilot, lambda: len(pilot.app.screen.query("MarkdownBlock")) > 10)
        for keys in ["", "pagedown", "down", "end", "question_mark", "escape", "home"]:
            await typed_into(pilot, *keys.split())
            read.append(f"=== {keys}\n{await settled(pilot)}")
    approved("screens-history", "\n\n".join(read))


async def test_home_the_first_time(tmp_path: Path) -> None:
    read = list[str]()
    async with Hearing(DataFolder(tmp_path)).run_test(size=(80, 24)) as pilot:
        for keys in ["", "down", "h", "j", "escape", "d", "slash", "x enter", "escape", "end"]:
            await typed_into(pilot, *keys.split())
            read.append(f"=== {keys}\n{await settled(pilot)}")
    approved("screens-home-first", "\n\n".join(read))
