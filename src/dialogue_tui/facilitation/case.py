"""One writer's case on the wall, by their choice, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dialogue_tui.protocols.plan import PARKED
from dialogue_tui.protocols.schema import NEVER_IN_TEAM_STORE
from dialogue_tui.store.records import Change, RowChange

from .engine import Engine
from .errors import Refused
from .saving import Done
from .state import changed, gone

Ending = Literal["kept", "released", "torn up"]
"""What becomes of a case: all of it is kept, the lines with consent are, or it is torn up."""

ENDINGS: tuple[Ending, ...] = ("kept", "released", "torn up")
"""In the order in which its writer is asked."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What an ending costs: how many lines go for good, text, log and index, and how many stay."""

    torn: int
    kept: int


def open_case(engine: Engine) -> Done:
    """Work one writer's case on the wall: its parts take lines, with consent `no`."""
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
    for change in _changes(engine):
        for row in change.rows:
            told = row.after or row.before or {}
            part = told.get("part") if row.table == "entry" else None
            if part in keys or (part == PARKED and told.get("value", {}).get("from") in keys):
                found.add(row.id)
    return found - there


def _changes(engine: Engine) -> list[Change]:
    """All that was ever changed in this session, with what is on its way to the disk."""
    return [*engine.reading.changes_after(0, engine.session.id), *engine.state.changes]


def named_in(engine: Engine, lines: set[str]) -> list[RowChange]:
    """The rows that forget whoever was made known by a line of the case and has said nothing else."""
    rows: list[RowChange] = []
    entries = engine.state.tables["entry"].values()
    for change in _changes(engine):
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


def cost(engine: Engine, ending: Ending) -> Cost:
    """What this ending costs, as long as the case is open."""
    torn = len(leaving(engine, ending))
    return Cost(torn, len(case_lines(engine)) - torn)


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
