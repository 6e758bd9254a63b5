"""A house with a store in a folder of its own, a clock that stands still and chance that comes again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from dialogue_tui.facilitation.beginning import begin, take_up
from dialogue_tui.facilitation.clock import FakeClock
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.store.opening import Store
from dialogue_tui.store.reading import Reading
from dialogue_tui.store.saver import Inline

TRIAL = Path(__file__).with_name("trial.toml").read_text("utf-8")
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass
class House:
    """Where sessions are held: each engine has its own saver and reading, as a process of its own would."""

    folder: Path
    clock: FakeClock = field(default_factory=lambda: FakeClock(START, 60))
    random: Random = field(default_factory=lambda: Random(7))
    opened: list[Any] = field(default_factory=list)

    def doors(self, kind: str = "team") -> tuple[Reading, Inline]:
        path = self.folder / f"{kind}.db"
        store = Store(path, "journal" if kind == "journal" else "team")
        reading, saver = store.read(), store.save_at_once()
        self.opened += [reading, saver]
        return reading, saver

    def begin(self, at: str = "", *, text: str = TRIAL, process: str = "first", **wanted: Any) -> Engine:
        doors = self.doors("journal" if wanted.get("solo") else "team")
        wanted = {} if wanted.get("solo") else {"team": "Tarn"} | wanted
        solo = {"solo": True} if not wanted else {}
        engine = begin(*doors, text, clock=self.clock, random=self.random, process=process, **wanted, **solo)
        if at:
            engine.go(at)
        return engine

    def again(self, engine: Engine, process: str = "second", **wanted: Any) -> Engine:
        """The same session as another process finds it in the store."""
        doors = self.doors("journal" if engine.session.solo else "team")
        return take_up(*doors, engine.session.id, clock=self.clock, random=self.random, process=process, **wanted)

    def bytes(self) -> bytes:
        """Everything in the folder, whatever the file."""
        return b"".join(p.read_bytes() for p in sorted(self.folder.iterdir()) if p.is_file())


def texts(engine: Engine, part: str = "") -> list[str]:
    """The words of a part, in order."""
    return [e.text for e in engine.state.of_part(part or engine.place.key)]


def phrases(house: House) -> Engine:
    """A session in which four lines were said."""
    engine = house.begin("try.say/round")
    for words in ("one", "two", "three", "four"):
        engine.say(words)
    return engine
