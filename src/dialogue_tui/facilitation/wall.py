"""What stands beside a line, and which lines can be worked on: rules that all faces share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_tui.activities.base import Row

if TYPE_CHECKING:
    from dialogue_tui.store.records import Entry

    from .engine import Engine


def within_reach(engine: Engine) -> list[Row]:
    """The rows of the place, with those whose words stay off the wall: they can be corrected all the same."""
    rows, part = engine.rows(), engine.place.part
    if not rows or part.activity.on_wall(part.settled):
        return rows
    return part.activity.within_reach(part.settled, engine.work())


def marks(engine: Engine, entry: Entry) -> list[str]:
    """What stands beside a line: whether and how it may be told, and whether it was shortened."""
    words = {"no": ["not for export"], "yes": ["with name"]}.get(entry.consent, [])
    if entry.attribution == "named":
        place = next((p for p in engine.places if p.key == entry.part), engine.place)
        words += ["by name"] if place.part.privacy != "named" else []
    if entry.wording == "scribed":
        words.append("in short")
    return words


def off_wall(engine: Engine) -> bool:
    """Whether an open case is worked here and stands off the wall now."""
    return engine.state.live.off_wall and engine.place.private and not engine.private()
