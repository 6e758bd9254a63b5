"""What a session says of itself, beside its lines."""

from __future__ import annotations

from dialogue_tui.activities.base import Touch
from dialogue_tui.text import clean_line

from . import saying
from .engine import Engine
from .saving import Done
from .state import changed


def title(engine: Engine, words: str) -> Done:
    """Name the session."""
    return engine.commit("session named", [changed(engine.session, title=clean_line(words)[:120])])


def agree(engine: Engine) -> Done:
    """The group says yes to its anonymous lines and spreads being told beyond the core team; the day is kept."""
    return engine.commit("told beyond us", [changed(engine.session, spreads_agreed=engine.today.isoformat())])


def look_again(engine: Engine, thread: str, came: str) -> Done:
    """What came of an earlier hand-on, or "still open"; it counts as looked at again either way."""
    open_still = came.strip().casefold() in {"", "still open"}
    touch = Touch(thread, state="open") if open_still else Touch(thread, actual=came, state="done")
    return engine.commit("looked at again", saying.touched(engine.moment(), touch))
