"""Taking lines out of a store so that nothing of them stays: rows, links, threads and every mention in the log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, bindparam, delete, or_, select, update

from .encoding import CHANGE, change_checksum, checksum, columns, rows_from_json, rows_to_json
from .records import RECORDS, mentions
from .tables import TABLES

_BATCH = 500
_MANY = 50


def scrub(connection: Connection, entries: Sequence[str]) -> dict[str, set[str]]:
    """Delete these entries with their links and threads and what was commented on them, and every row of theirs
    from the log; of ids that are no entries, the rows in the log alone.

    What stays of a change that touched them tells neither what was said nor when: its label is empty, its time the
    beginning of its session, its place in the log behind that, and it can't be undone. Who came into the room with
    which line is forgotten for the whole session. Gives the ids of what went, by table.
    """
    gone = set(entries)
    link, thread, event = TABLES["link"], TABLES["thread"], TABLES["thread_event"]
    links = _ids(connection, link, entries, link.c.source, link.c.target)
    threads = _ids(connection, thread, entries, thread.c.origin)
    events = _ids(connection, event, threads, event.c.thread)
    comments = _numbers_taken_away(connection, entries)
    went = {"entry": gone, "link": links, "thread": threads, "thread_event": events, "comment": comments}
    for name, ids in went.items():
        _delete(connection, TABLES[name], ids)
    for session, numbers in _forget(connection, set[str]().union(*went.values())).items():
        _to_the_front(connection, session, numbers)
        _no_arrivals(connection, session)
    return went


def _numbers_taken_away(connection: Connection, entries: Sequence[str]) -> set[str]:
    """Let the numbers they were told under stand for nothing, so that none is given again; the comments on them."""
    paragraph, comment = TABLES["paragraph"], TABLES["comment"]
    comments: set[str] = set()
    for some in _batches(entries):
        for row in connection.execute(select(paragraph).where(paragraph.c.about.in_(some))).mappings().all():
            blank = {name: row[name] for name in columns("paragraph")} | {"about": ""}
            sealed = {"about": "", "checksum": checksum("paragraph", list(blank.values()))}
            connection.execute(update(paragraph).where(paragraph.c.id == row["id"]).values(**sealed))
            beside = (comment.c.session == row["session"]) & (comment.c.paragraph == row["number"])
            comments |= set(connection.scalars(select(comment.c.id).where(beside)))
    return comments


def erase_sessions(connection: Connection, sessions: Sequence[str], teams: Sequence[str]) -> list[str]:
    """Delete these sessions with all that belongs to them, and these teams with their people; the entries' ids."""
    change, entry, person = TABLES["change"], TABLES["entry"], TABLES["person"]
    for some in _batches(sessions):
        connection.execute(delete(change).where(change.c.session.in_(some)))
    entries = sorted(_ids(connection, entry, sessions, entry.c.session))
    records = {name: table for name, table in TABLES.items() if name in RECORDS}
    gone = {*teams, *_ids(connection, person, teams, person.c.team)}
    for name, table in records.items():
        owner = {"session": "id", "room": "id", "release": "team_session"}.get(name, "session")
        if owner in table.c:
            gone |= _ids(connection, table, sessions, table.c[owner])
    for table in records.values():
        _delete(connection, table, gone)
    _forget(connection, gone)
    return entries


def _forget(connection: Connection, gone: set[str]) -> dict[str, list[int]]:
    """Take every row of these ids, and those that point at them, out of the log; what was touched, by session."""
    bare: dict[str, list[int]] = {}
    change, session = TABLES["change"], TABLES["session"]
    started: dict[str, str] = {
        row.id: row.started for row in connection.execute(select(session.c.id, session.c.started))
    }
    touched = [
        row
        for row in connection.execute(select(change).order_by(change.c.seq)).yield_per(_BATCH)
        if len(gone) > _MANY or any(id in row.rows for id in gone)
    ]
    for row in touched:
        told = rows_from_json(row.rows)
        kept = [r for r in told if not mentions(r, gone)]
        if len(kept) == len(told):
            continue
        _rewrite(
            connection,
            row,
            label="",
            at=started.get(row.session or "", row.at[:10]),
            undoable=False,
            rows=rows_to_json(kept),
        )
        bare.setdefault(row.session or "", []).append(row.seq)
    return bare


def _rewrite(connection: Connection, row: Any, **fields: Any) -> None:
    change = TABLES["change"]
    now: dict[str, Any] = {**{name: getattr(row, name) for name in CHANGE}, **fields}
    now["checksum"] = _sealed(now)
    connection.execute(update(change).where(change.c.seq == row.seq).values(**now))


def _to_the_front(connection: Connection, session: str, bare: Sequence[int]) -> None:
    """Let these changes change places with the others of their session, so that none stands where it happened."""
    change = TABLES["change"]
    numbers = select(change.c.seq).where(change.c.session == session).order_by(change.c.seq)
    here = list(connection.scalars(numbers))
    first, rest = here[:1], here[1:]
    order = [*first, *(n for n in rest if n in bare), *(n for n in rest if n not in bare)]
    moves = [{"old": old, "new": -new} for old, new in zip(order, here, strict=True) if old != new]
    if moves:
        step = update(change).where(change.c.seq == bindparam("old")).values(seq=bindparam("new"))
        connection.execute(step, moves)
        connection.execute(update(change).where(change.c.seq < 0).values(seq=-change.c.seq))


def _no_arrivals(connection: Connection, session: str) -> None:
    """Forget who came with which line: a change left with nothing but a person would tell whose line it was."""
    change = TABLES["change"]
    for row in connection.execute(select(change).where(change.c.session == session)).fetchall():
        told = rows_from_json(row.rows)
        kept = [r for r in told if r.table not in ("person", "presence") or r.before is not None]
        if len(kept) < len(told):
            _rewrite(connection, row, undoable=bool(kept) and row.undoable, rows=rows_to_json(kept))


def _sealed(change: dict[str, Any]) -> int:
    return change_checksum([int(change[n]) if n == "undoable" else change[n] for n in CHANGE])


def _ids(connection: Connection, table: Table, given: Iterable[str], *columns: Column[Any]) -> set[str]:
    """The ids of the rows that hold one of those given in one of these columns."""
    found: set[str] = set()
    for some in _batches(given):
        where = or_(*(column.in_(some) for column in columns))
        found |= set(connection.scalars(select(table.c.id).where(where)))
    return found


def _delete(connection: Connection, table: Table, ids: Iterable[str]) -> None:
    for some in _batches(ids):
        connection.execute(delete(table).where(table.c.id.in_(some)))


def _batches(ids: Iterable[str]) -> list[list[str]]:
    listed = sorted(ids)
    return [listed[i : i + _BATCH] for i in range(0, len(listed), _BATCH)]
