"""Stores of any size to measure on; the same every time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from dialogue_tui.activities.entry import Entry
from dialogue_tui.protocols import library
from dialogue_tui.protocols.plan import Place, plan
from dialogue_tui.store.ids import new_id
from dialogue_tui.store.opening import Store
from dialogue_tui.store.records import Live, RowChange, Session, Team, Transaction, as_row, table_of

PROTOCOL, FORM, SITTING = "shared-vision", "hour", "a"
WORDS = [
    "a",
    "technician",
    "rings",
    "me",
    "to",
    "tell",
    "me",
    "what",
    "she",
    "fixed",
    "without",
    "us",
    "and",
    "I",
    "have",
    "time",
    "to",
    "ask",
    "how",
]
TITLE = "Zq9"
"""Stands in the newest session's title, where a clock looks for it on the screen."""
BATCH = 5_000
BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)


def place() -> Place:
    """Where people say lines that all see: the part that everything is put into."""
    places = plan(library.find(PROTOCOL), FORM, SITTING)
    return next(p for p in places if p.part.kind == "write" and not p.private and not p.slips)


def fill(path: Path, sessions: int, lines: int, newest: int | None = None) -> None:
    """Make a team's store of so many sessions with so many lines each; `newest` are those of the newest one."""
    chance = Random(7)
    team = Team(new_id(chance), "Tarn core team", BEGAN.isoformat())
    text, key = library.text_of(PROTOCOL), place().key
    with Store(path, "team").write() as store:
        rows: list[Any] = [team]
        for number in range(sessions):
            last = number == sessions - 1
            session = _session(chance, team, number, text, key, last)
            rows += [session, Live(session.id)]
            rows += _lines(chance, session, newest if last and newest is not None else lines)
            if len(rows) > BATCH or last:
                store.write(_write(chance, rows))
                rows = []


def _session(chance: Random, team: Team, number: int, text: str, key: str, last: bool) -> Session:
    return Session(
        id=new_id(chance),
        protocol=PROTOCOL,
        form=FORM,
        sitting=SITTING,
        title=f"{TITLE} the newest" if last else f"session {number}",
        started=(BEGAN + timedelta(hours=number)).isoformat(),
        team=team.id,
        state="open" if last else "closed",
        place=key,
        visited=[key],
        protocol_text=text,
    )


def _lines(chance: Random, session: Session, count: int) -> Iterable[Entry]:
    for number in range(count):
        words = " ".join(chance.sample(WORDS, 14))
        at = (datetime.fromisoformat(session.started) + timedelta(seconds=number)).isoformat()
        yield Entry(new_id(chance), session.id, session.place, position=float(number), text=words, at=at, offset=0)


def _write(chance: Random, rows: list[Any]) -> Transaction:
    changes = tuple(RowChange(table_of(row), row.id, None, as_row(row)) for row in rows)
    return Transaction(new_id(chance), None, "bench", BEGAN.isoformat(), "filled", changes, logged=False)
