"""The room: the people in it, how many they are and under which role each is told."""

from __future__ import annotations

from dataclasses import replace

from dialogue_tui.store.records import RowChange, as_row
from dialogue_tui.text import clean_line

from . import saying
from .engine import Engine
from .errors import Refused
from .saving import Done
from .state import changed
from .typed import Typed

MOST = 99
"""People in a room, as `run --people` has it."""


def people(engine: Engine, number: int) -> Done:
    """Say how many are in the room; the minutes of rounds follow."""
    if not 1 <= number <= MOST:
        raise Refused(f"The number of people is between 1 and {MOST}.")
    done = engine.commit(f"{number} people", [changed(engine.session, people=number)])
    engine.replan()
    return done


def present(engine: Engine, name: str, role: str = "", **known: str) -> Done:
    """Mark somebody as in the room, made known when new; what else is `known` of the person is kept."""
    typed = Typed("", clean_line(name), clean_line(role))
    person, rows = saying.who(engine.moment(), typed)
    if person is None:
        raise Refused("Whose name is it?")
    if known:
        before = engine.state.person(person.id)
        after = replace(person, **known)  # type: ignore[arg-type]
        row = RowChange("person", person.id, as_row(before) if before else None, as_row(after))
        rows = [row, *(r for r in rows if r.id != person.id)]
    if not rows:
        raise Refused(f"{person.name} is in the room already.")
    return engine.commit("person in the room", rows)
