"""The one linear history of a session: what can be undone and done again (model.md, "Commands and undo")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dialogue_tui.store.records import Change, RowChange, as_row

from .errors import Refused
from .state import State

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


def reversed_rows(state: State, change: Change) -> tuple[RowChange, ...]:
    """The rows that take a change back. Raises Refused where one of its rows has moved on since."""
    return tuple(_turned(state, row.table, row.id, row.after, row.before) for row in reversed(change.rows))


def repeated_rows(state: State, change: Change) -> tuple[RowChange, ...]:
    """The rows that make an undone change again. Raises Refused where one of its rows has moved on since."""
    return tuple(_turned(state, row.table, row.id, row.before, row.after) for row in change.rows)


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
