"""How a session's screen comes by its engine: a new session, or one taken up where it stood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dialogue_tui.store.reading import Reading
from dialogue_tui.store.saver import Saver

from .start import Wanted

if TYPE_CHECKING:
    from dialogue_tui.facilitation.engine import Engine


Opener = Callable[[Reading, Saver], "Engine"]
"""Makes the engine of a screen, in a thread, once the first frame is painted."""


def new(wanted: Wanted, folders: Sequence[Path]) -> Opener:
    """A session as the start dialog asked for it."""

    def opener(reading: Reading, saver: Saver) -> Engine:
        from dialogue_tui.facilitation.beginning import begin
        from dialogue_tui.protocols import library

        return begin(
            reading,
            saver,
            library.text_of(wanted.protocol, folders),
            form=wanted.form,
            sitting=wanted.sitting,
            team=wanted.team,
            title=wanted.title,
            people=wanted.people,
            solo=wanted.solo,
            **_surroundings(),
        )

    return opener


def again(session: str) -> Opener:
    """A session where it stood."""

    def opener(reading: Reading, saver: Saver) -> Engine:
        from dialogue_tui.facilitation.beginning import take_up

        return take_up(reading, saver, session, **_surroundings())

    return opener


def _surroundings() -> dict[str, Any]:
    from random import SystemRandom

    from dialogue_tui.facilitation.clock import SystemClock
    from dialogue_tui.store.ids import new_id

    chance = SystemRandom()
    return {"clock": SystemClock(), "random": chance, "process": new_id(chance)}
