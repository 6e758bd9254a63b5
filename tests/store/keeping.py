"""Records and writes, made short for the tests of the store."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

from dialogue_tui.store import doctor
from dialogue_tui.store.ids import new_id
from dialogue_tui.store.opening import Store
from dialogue_tui.store.records import Entry, RowChange, Session, Transaction, as_row, table_of

NUMBERS = random.Random(7)
AT = "2026-03-04T10:15:00+00:00"


def fresh() -> str:
    return new_id(NUMBERS)


def session(**given: Any) -> Session:
    return Session(**{"id": fresh(), "protocol": "loi", "form": "hour", "title": "Retries", "started": AT} | given)


def entry(of: str, text: str = "We ship on Thursday", **given: Any) -> Entry:
    return Entry(**{"id": fresh(), "session": of, "part": "loi.down/rungs", "text": text, "at": AT} | given)


def added(record: Any) -> RowChange:
    return RowChange(table_of(record), record.id, None, as_row(record))


def changed(record: Any, **given: Any) -> RowChange:
    return RowChange(table_of(record), record.id, as_row(record), as_row(replace(record, **given)))


def gone(record: Any) -> RowChange:
    return RowChange(table_of(record), record.id, as_row(record), None)


def write(*rows: RowChange, of: str | None = None, **given: Any) -> Transaction:
    return Transaction(**{
        "id": fresh(), "session": of, "process": "p", "at": AT, "label": "line said", "rows": tuple(rows),
    } | given)  # fmt: skip


def begun(path: Path, kind: Any = "team", lines: int = 0, **given: Any) -> tuple[Session, list[Entry]]:
    """A store with one session of so many lines."""
    one = session(**given)
    entries = [entry(one.id, f"line {n} of many", position=float(n)) for n in range(lines)]
    with Store(path, kind).write() as writing:
        writing.write(write(added(one), of=one.id))
        for e in entries:
            writing.write(write(added(e), of=one.id))
    return one, entries


def texts(path: Path, of: str) -> list[str]:
    with Store(path, "team").read() as reading:
        return [e.text for e in sorted(reading.load(of).entries, key=lambda e: e.position)]


def damage(path: Path) -> list[str]:
    return doctor.damage(Store(path, "team").driver())


def all_bytes(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())
