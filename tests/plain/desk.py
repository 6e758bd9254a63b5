"""Sessions worked in plain lines, over streams in memory."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any

from dialogue_tui.facilitation.beginning import begin, take_up
from dialogue_tui.facilitation.clock import FakeClock
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.plain.run import run_plain
from dialogue_tui.protocols.library import text_of
from dialogue_tui.store.reading import Reading
from dialogue_tui.store.records import Loaded
from dialogue_tui.store.saver import Inline
from dialogue_tui.store.where import DataFolder


class Typing(io.BytesIO):
    """Standard input, from a terminal or not."""

    def __init__(self, typed: bytes, terminal: bool = False) -> None:
        super().__init__(typed)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@dataclass
class Desk:
    """Sessions in a folder of their own, worked in plain lines; `out` and `err` are those of the last run."""

    folder: DataFolder
    clock: FakeClock = field(default_factory=lambda: FakeClock(datetime(2026, 11, 24, 9, tzinfo=UTC), 60))
    random: Random = field(default_factory=lambda: Random(3))
    out: str = ""
    err: str = ""
    opened: list[Any] = field(default_factory=list)

    def begin(self, protocol: str, process: str = "one", **wanted: Any) -> Engine:
        wanted.setdefault("team", "" if wanted.get("solo") else "Tarn")
        doors = self._doors(wanted.get("solo", False))
        return begin(*doors, text_of(protocol), clock=self.clock, random=self.random, process=process, **wanted)

    def again(self, engine: Engine, process: str = "two", **wanted: Any) -> Engine:
        doors = self._doors(engine.session.solo)
        return take_up(*doors, engine.session.id, clock=self.clock, random=self.random, process=process, **wanted)

    def type(self, engine: Engine, typed: str | bytes, terminal: bool = False, **passed: Any) -> int:
        raw = typed.encode() if isinstance(typed, str) else typed
        out, err = io.StringIO(), io.StringIO()
        status = run_plain(engine, Typing(raw, terminal), out, err, **passed)
        self.out, self.err = out.getvalue(), err.getvalue()
        return status

    def loaded(self, engine: Engine) -> Loaded:
        """The session as the store has it."""
        return self._doors(engine.session.solo)[0].load(engine.session.id)

    def texts(self, engine: Engine, part: str) -> list[str]:
        lines = [e for e in self.loaded(engine).entries if e.part == part and not e.removed]
        return [e.text for e in sorted(lines, key=lambda e: e.position)]

    def bytes(self) -> bytes:
        return b"".join(p.read_bytes() for p in sorted(self.folder.path.iterdir()) if p.is_file())

    def _doors(self, solo: bool) -> tuple[Reading, Inline]:
        store = self.folder.store(solo)
        doors = store.read(), store.save_at_once()
        self.opened += doors
        return doors
