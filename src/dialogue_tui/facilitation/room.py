"""The room: the people in it, how many they are and under which role each is told."""

from __future__ import annotations

from dataclasses import replace

from dialogue_tui.store.records import Person, RowChange
from dialogue_tui.text import clean_line

from . import saying
from .engine import Engine
from .errors import Refused
from .saving import Done
from .state import added, changed
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


def present(engine: Engine, name: str, role: str = "", code: str = "", part: str = "") -> Done:
    """Mark somebody as in the room, made known when new; what is given of role, code and part is kept."""
    typed = Typed("", clean_line(name), clean_line(role))
    person, rows = saying.who(engine.moment(), typed)
    if person is None:
        raise Refused("Whose name is it?")
    extra = {key: clean_line(value) for key, value in (("code", code), ("part", part)) if value}
    if extra:
        rows.append(changed(person, **extra)) if not _is_new(rows, person) else _amend(rows, person, extra)
    if not rows:
        raise Refused(f"{person.name} is in the room already.")
    return engine.commit("person in the room", rows)


def _is_new(rows: list[RowChange], person: Person) -> bool:
    return any(r.id == person.id and r.before is None for r in rows)


def _amend(rows: list[RowChange], person: Person, extra: dict[str, str]) -> None:
    index = next(i for i, r in enumerate(rows) if r.id == person.id)
    rows[index] = added(replace(person, **extra))  # type: ignore[arg-type]
