"""Other processes on the same session: what they changed is taken in, what met theirs is put right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .state import State

if TYPE_CHECKING:
    from .engine import Engine


class OtherProcesses:
    """What an engine knows of the other processes: the last change it has seen of them.

    `astray` is set where a write of its own failed, so that memory and store differ; `to_set_again` holds what it
    set of the room while another process set something else of it.
    """

    def __init__(self, engine: Engine, seen: int) -> None:
        self._engine, self._seen = engine, seen
        self.astray = False
        self.to_set_again: dict[str, Any] = {}

    def poll(self) -> bool:
        """Take in what others changed, the clock too; returns whether anything did."""
        engine = self._engine
        if self.astray and not engine.saver.pending:
            self._read_anew()
            return True
        news = engine.reading.changes_after(self._seen, engine.state.session_id)
        for change in news:
            self._seen = max(self._seen, change.seq)
            if change.process != engine.process:
                engine.state.forget(r.id for r in change.rows if r.before is None and r.after is None)
                engine.state.apply(change.rows)
                engine.state.changes.append(change)
        others = [c for c in news if c.process != engine.process]
        # Where lines were scrubbed, the log before them was written anew.
        self.astray |= any(r.before is None and r.after is None for c in others for r in c.rows)
        if others:
            engine.replan()
        return self._poll_live() or bool(others)

    def _poll_live(self) -> bool:
        """The clock is not in the log; it is read where none of this process's own writes are on their way."""
        engine = self._engine
        live = None if engine.saver.pending else engine.reading.live(engine.state.session_id)
        if live is None or replace(live, revision=0) == replace(engine.state.live, revision=0):
            return False
        again, self.to_set_again = self.to_set_again, {}
        engine.state.put("room", live)
        if again:
            engine.set_live(replace(live, **again))
        return True

    def _read_anew(self) -> None:
        engine = self._engine
        loaded = engine.reading.load(engine.state.session_id)
        here = {t.id for t in loaded.threads}
        known = engine.state.tables["thread"].values()
        loaded.threads += [t for t in known if t.kind == "vision" and t.id not in here]
        engine.state = State(loaded, engine.state.before)
        self._seen, self.astray = loaded.seq, False
        engine.replan()
