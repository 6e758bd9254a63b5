"""Private lines whose way to the team, or back, was cut short: finished when somebody works alone again."""

from __future__ import annotations

import contextlib
from pathlib import Path

from dialogue_tui.store import release
from dialogue_tui.store.errors import StoreError
from dialogue_tui.store.saver import Inline

from .engine import Engine


def finish(engine: Engine, team: Path) -> int:
    """Finish them, from one's own session to the team's store at `team`, which is not opened where there are none.

    How many there were. Raises StoreError where one of the two files is in the way.
    """
    saver = Inline(team, "team")
    try:
        return release.resume(
            engine.saver,
            saver,
            engine.reading,
            at=engine.clock.now().isoformat(),
            process=engine.process,
            random=engine.random,
        )
    finally:
        saver.close()


def try_to_finish(engine: Engine, team: Path) -> None:
    """The same on the way into a session, which opens whatever the team's store says; the next one tries again."""
    with contextlib.suppress(StoreError):
        finish(engine, team)
