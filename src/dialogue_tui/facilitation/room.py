"""The people in the room, the case in the open, and a session's own particulars."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from dialogue_tui.activities.base import Touch
from dialogue_tui.protocols.plan import PARKED
from dialogue_tui.protocols.schema import NEVER_IN_TEAM_STORE
from dialogue_tui.store.records import Person, RowChange
from dialogue_tui.text import clean_line, counted

from . import saying
from .engine import Done, Engine
from .errors import Refused
from .state import added, changed, gone
from .typed import Typed

Ending = Literal["kept", "released", "torn up"]
"""What becomes of a case in the open (model.md)."""

MOST = 99
"""People in a room, as `run --people` has it."""


def people(engine: Engine, number: int) -> Done:
    """Say how many are in the room; the minutes of rounds follow."""
    if not 1 <= number <= MOST:
        raise Refused(f"The number of people is between 1 and {MOST}.")
    done = engine.commit(f"{number} people", [changed(engine.session, people=number)])
    engine.replan()
    return done


def title(engine: Engine, words: str) -> Done:
    """Name the session."""
    return engine.commit("session named", [changed(engine.session, title=clean_line(words)[:120])])


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


def set_role(engine: Engine, person: str, role: str) -> Done:
    """Give a person the role under which they are told."""
    found = engine.state.person(person)
    if found is None:
        raise Refused("That person is not known here.")
    return engine.commit("role given", [changed(found, role=clean_line(role))])


def without_role(engine: Engine) -> list[Person]:
    """Those in the room who would be told as "Participant A"."""
    return [p for p in engine.state.present if not p.role]


def open_case(engine: Engine) -> Done:
    """Work one writer's case on the wall: its parts take lines, with consent `no` (model.md)."""
    if engine.session.solo or not any(p.private for p in engine.places):
        raise Refused("There is no case to bring to the wall in this session.")
    if engine.session.case == "open":
        raise Refused("The case is on the wall already.")
    # It can't be undone: lines that stood in the case would be left behind where nothing can tear them up.
    return engine.commit("case in the open", [changed(engine.session, case="open")], undoable=False)


def case_lines(engine: Engine) -> list[str]:
    """Ids of the lines that stand in the case's own parts, or were parked there."""
    keys = {p.key for p in engine.places if p.part.privacy in NEVER_IN_TEAM_STORE}
    parked = [e.id for e in engine.state.parts.get(PARKED, {}).values() if e.value.get("from") in keys]
    return [id for key in sorted(keys) for id in engine.state.parts.get(key, {})] + parked


def undone_lines(engine: Engine) -> set[str]:
    """Ids of lines of the case that were undone, and so stand in the log alone."""
    keys = {p.key for p in engine.places if p.part.privacy in NEVER_IN_TEAM_STORE}
    there = engine.state.tables["entry"].keys()
    found: set[str] = set()
    for change in [*engine.reading.changes_after(0, engine.session.id), *engine.state.changes]:
        for row in change.rows:
            told = row.after or row.before or {}
            part = told.get("part") if row.table == "entry" else None
            if part in keys or (part == PARKED and told.get("value", {}).get("from") in keys):
                found.add(row.id)
    return found - there


def named_in(engine: Engine, lines: set[str]) -> list[RowChange]:
    """The rows that forget whoever was made known by a line of the case and has said nothing else."""
    rows: list[RowChange] = []
    entries = engine.state.tables["entry"].values()
    for change in [*engine.reading.changes_after(0, engine.session.id), *engine.state.changes]:
        if not any(r.table == "entry" and r.id in lines for r in change.rows):
            continue
        for made in (r for r in change.rows if r.table == "person" and r.before is None):
            person = engine.state.person(made.id)
            if person is None or any(e.person == made.id and e.id not in lines for e in entries):
                continue
            here = engine.state.tables["presence"].get(f"{engine.session.id}:{made.id}")
            rows += [gone(person), *([gone(here)] if here else [])]
    return list({row.id: row for row in rows}.values())


def leaving(engine: Engine, ending: Ending) -> list[str]:
    """Ids of the case's lines that go for good with this ending."""
    lines = case_lines(engine) if ending != "kept" else []
    return [id for id in lines if ending == "torn up" or engine.state.entry(id).consent == "no"]


def what_goes(engine: Engine, ending: Ending) -> str:
    """What this ending tears up, to be said before it is done; "" where it keeps every line."""
    going = len(leaving(engine, ending))
    return f"{counted(going, 'line goes', 'lines go')} for good: text, log and index." if going else ""


def what_went(engine: Engine, ending: Ending) -> str:
    """What this ending does, to be said once it is done; asked before, while the lines are still there."""
    going, there = len(leaving(engine, ending)), len(case_lines(engine))
    kept = counted(there - going, "line")
    return (
        f"{counted(going, 'line is', 'lines are')} torn up, {kept} kept." if going else f"The case is kept: {kept}."
    )


def came(engine: Engine) -> Person | None:
    """Whom the newest change brought into the room."""
    rows = engine.state.changes[-1].rows
    ids = [r.id if r.table == "person" else str((r.after or {}).get("person", "")) for r in rows]
    return next((p for id in ids if (p := engine.state.person(id))), None)


def end_case(engine: Engine, ending: Ending) -> Done:
    """End a case in the open: keep all of it, keep the lines with consent, or tear it up, log and index too."""
    if engine.session.case != "open":
        raise Refused("No case is open.")
    torn = leaving(engine, ending)
    scrubbed = {*torn, *(undone_lines(engine) if ending != "kept" else ())}
    people = named_in(engine, scrubbed)
    scrub = tuple(sorted(scrubbed | {row.id for row in people}))
    rows = [changed(engine.session, case=ending), *people]
    done = engine.commit(f"case {ending}", rows, undoable=not scrub, scrub=scrub)
    engine.state.forget(scrub)
    return done


def agree(engine: Engine) -> Done:
    """The group says yes to its anonymous lines and spreads being told beyond the core team; the day is kept."""
    return engine.commit("told beyond us", [changed(engine.session, spreads_agreed=engine.today.isoformat())])


def look_again(engine: Engine, thread: str, came: str) -> Done:
    """What came of an earlier hand-on, or "still open"; it counts as looked at again either way."""
    open_still = came.strip().casefold() in {"", "still open"}
    touch = Touch(thread, state="open") if open_still else Touch(thread, actual=came, state="done")
    return engine.commit("looked at again", saying.touched(engine.moment(), touch))


def leave(engine: Engine, person: str) -> Done:
    """Take somebody off those present; what they said stays theirs."""
    key = f"{engine.state.session_id}:{person}"
    there = engine.state.tables["presence"].get(key)
    if there is None:
        raise Refused("They are not marked as here.")
    return engine.commit("person left", [gone(there)])
