"""The one linear history of a session: what can be undone and done again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dialogue_tui.store.records import Change, RowChange, as_row

from . import timing
from .errors import AskFirst, Refused
from .saving import Done
from .state import State

if TYPE_CHECKING:
    from .engine import Engine

PEOPLE = frozenset({"person", "presence"})
"""Tables whose rows outlive the line they came with as soon as anything else needs them."""
BESIDE_THE_POINT = frozenset({"revision", "checksum"})


def stacks(changes: Sequence[Change]) -> tuple[list[Change], list[Change]]:
    """(what can be undone, what can be done again), the newest last. A new command empties the second."""
    done: list[Change] = []
    undone: list[Change] = []
    by_id = {c.id: c for c in changes}
    for change in changes:
        if change.kind == "do":
            if change.undoable:
                done.append(change)
                undone.clear()
        elif change.of in by_id:
            about = by_id[change.of]
            source, target = (done, undone) if change.kind == "undo" else (undone, done)
            if about in source:
                source.remove(about)
                target.append(about)
    return done, undone


def undo(engine: Engine, others: bool = False) -> Done:
    """Take back the newest change of this process, or with `others` the newest of all."""
    change, before = _newest(engine, others), engine.place.key
    if _is_reveal(change):
        return _unrevealed(engine, change)
    rows = reversed_rows(engine.state, change, _others_know(engine, change))
    done = engine.commit(f"undone: {change.label}", rows, kind="undo", of=change.id)
    engine.slips.put_back(change.id)
    _after_turn(engine, before)
    return replace(done, label=change.label, what="undone")


def _newest(engine: Engine, others: bool) -> Change:
    """The change to take back next; what was scrubbed in the meantime is passed over."""
    while True:
        done, _ = stacks(engine.state.changes)
        mine = [c for c in done if c.process == engine.process]
        change = done[-1] if done and others else mine[-1] if mine else None
        if change is None:
            if done:
                raise AskFirst(done[-1].label)
            raise Refused("There is nothing to undo.")
        whole = _with_rows(engine, change)
        if whole.rows and whole.undoable:
            return whole
        engine.state.changes[engine.state.changes.index(change)] = replace(change, undoable=False)


def _is_reveal(change: Change) -> bool:
    """Whether a change made anonymous lines and nothing else."""
    return all(
        r.table == "entry" and r.before is None and r.after and r.after["attribution"] == "anonymous"
        for r in change.rows
    )


def _unrevealed(engine: Engine, change: Change) -> Done:
    """Take a reveal back and leave no trace of it.

    Two spreads in the log, one slip apart, would tell what the last person wrote; so the first goes for
    good, and the slips wait to be revealed together.
    """
    gone = tuple(r.id for r in change.rows)
    done = engine.commit(f"undone: {change.label}", (), undoable=False, scrub=gone)
    engine.slips.put_back(change.id)
    engine.state.forget(gone)
    return replace(done, label=change.label, what="undone")


def redo(engine: Engine) -> Done:
    """Make the newest undone change again."""
    _, undone = stacks(engine.state.changes)
    if not undone:
        raise Refused("There is nothing to do again.")
    change, before = _with_rows(engine, undone[-1]), engine.place.key
    done = engine.commit(f"again: {change.label}", repeated_rows(engine.state, change), kind="redo", of=change.id)
    engine.slips.drop(change.id)
    _after_turn(engine, before)
    return replace(done, label=change.label, what="undone")


def _with_rows(engine: Engine, change: Change) -> Change:
    return change if change.rows else engine.reading.change(change.id)


def _after_turn(engine: Engine, before: str) -> None:
    engine.replan()
    if engine.place.key != before:
        engine.set_live(timing.entered(engine.state.live, before, engine.clock.now()))


def _others_know(engine: Engine, change: Change) -> set[str]:
    """The rows of people whom this change made and something else needs: they stay when it is taken back."""
    state, own = engine.state, {row.id for row in change.rows}
    rows = {row.id: row.after for row in change.rows if row.table in PEOPLE and row.before is None and row.after}
    needed = set[str]()
    for id, made in rows.items():
        person = str(made.get("person", id))
        here = [e for e in state.tables["entry"].values() if e.person == person and e.id not in own]
        taken_on = [t for t in state.tables["thread"].values() if t.owner == person and t.id not in own]
        if here or taken_on or ("person" not in made and engine.reading.known_elsewhere(id, state.session_id)):
            needed.add(id)
    return needed


def reversed_rows(state: State, change: Change, stay: Collection[str] = ()) -> tuple[RowChange, ...]:
    """The rows that take a change back, without those that `stay`. Raises Refused where one has moved on since."""
    rows = [row for row in reversed(change.rows) if row.id not in stay]
    return tuple(_turned(state, row.table, row.id, row.after, row.before) for row in rows)


def repeated_rows(state: State, change: Change) -> tuple[RowChange, ...]:
    """The rows that make an undone change again, without people who stayed. Raises Refused where one of its rows
    has moved on since."""
    rows = [
        r for r in change.rows if not (r.table in PEOPLE and r.before is None and r.id in state.tables[r.table])
    ]
    return tuple(_turned(state, row.table, row.id, row.before, row.after) for row in rows)


def _turned(
    state: State, table: str, row: str, expected: dict[str, Any] | None, wanted: dict[str, Any] | None
) -> RowChange:
    record = state.tables.get(table, {}).get(row)
    present = as_row(record) if record is not None else None
    if present and expected and wanted and table == "session":
        # Each command sets a few of the session's particulars; those that others set stay as they are.
        touched = {k for k, v in wanted.items() if v != expected.get(k)}
        wanted = {**present, **{k: wanted[k] for k in touched}}
        expected = {**present, **{k: expected[k] for k in touched}}
    if _content(present) != _content(expected):
        raise Refused("That was changed again since, so it can't be undone on its own.")
    return RowChange(table, row, present, wanted)


def _content(row: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if row is None else {k: v for k, v in row.items() if k not in BESIDE_THE_POINT}
