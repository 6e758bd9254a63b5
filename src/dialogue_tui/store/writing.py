"""Writing to one store: every command is one transaction, checked, sealed, indexed and logged."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from random import SystemRandom
from typing import Any, Self

from pydantic import ValidationError
from sqlalchemy import (
    Connection,
    CursorResult,
    Delete,
    Insert,
    Select,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from dialogue_tui.text import fold

from .driver import Driver, Kind, Known
from .encoding import CHANGE, columns, content, rows_to_json
from .erasing import erase_sessions, scrub
from .errors import Conflict, InTheWay, Private, StoreError, Vanished
from .ids import new_id
from .records import RowChange, Transaction, from_row, mentions
from .tables import MODELS, TABLES, Change, Meta, Row

EVERY = 3.0
"""Seconds between checkpoints."""


class Writing:
    """A store open for writing, made where none has been.

    `kind` "team" takes nothing private. `patience` are the seconds to wait for another program's lock. Raises
    StoreError: Vanished, Damaged, Newer, NotOurs where the store is not what it should be, Busy, NoRoom or ReadOnly
    where the disk is in the way. One thread at a time.
    """

    def __init__(self, driver: Driver, kind: Kind, patience: float = 5.0) -> None:
        self.driver, self.kind, self.patience = driver, kind, patience
        self.writer = driver.writer(patience)
        self._store = ""
        self._cleaning = False
        self._checkpointed = time.monotonic()
        try:
            with self._explained():
                self._open()
        except BaseException:
            self.writer.close()
            raise

    def write(self, write: Transaction) -> int:
        """Write it all or nothing; its number in the log, 0 where it is not logged.

        A logged write that is in the log already is not written twice. Raises Conflict where a row is not what
        `before` says, Private where it does not belong in a team's store.
        """
        self._refuse_private(write.rows)
        with self._transaction() as connection:
            seq = self._written(connection, write)
        if seq:
            self._remember(seq)
        if write.scrub:
            self.tidy()
        return seq

    def erase(self, sessions: Sequence[str], teams: Sequence[str] = ()) -> None:
        """Take whole sessions, and teams with their people, out of the store for good, log and index included."""
        with self._transaction() as connection:
            self.writer.index(connection, [(e, None) for e in erase_sessions(connection, sessions, teams)])
            self._cleaning_due(connection, True)
        self.tidy()

    def tidy(self) -> bool:
        """Erase what was scrubbed from free pages, the index and the write-ahead log, where that is still due.

        False while another program reads an older state; `tick` tries again, and so does the next start.
        """
        if not self._cleaning:
            return True
        try:
            with self._explained():
                if self.writer.erase():
                    with self._transaction() as connection:
                        self._cleaning_due(connection, False)
                    return True
        except InTheWay:
            pass
        return False

    def tick(self, every: float = EVERY) -> None:
        """Call now and then: checkpoints and what is left to erase, at most once in `every` seconds."""
        if time.monotonic() - self._checkpointed < every:
            return
        with contextlib.suppress(StoreError), self._explained():
            self._checkpointed = time.monotonic()
            self.writer.checkpoint()
            self.tidy()

    def close(self) -> None:
        """Close the file. Everything written is on the disk already."""
        self.writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def holds_last_copy(self) -> bool:
        """Whether the file was deleted while in use, so that closing it would lose what it holds."""
        return self.writer.moved() and not self.driver.exists()

    def _open(self) -> None:
        known = self.driver.recall()
        self.writer.make_ready(known)
        deadline = time.monotonic() + self.patience
        while True:
            try:
                return self._prepare(known)
            except Exception as error:
                # Two programs that make one file at once can be refused without having waited.
                if not isinstance(self.driver.explain(error), InTheWay) or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    def _prepare(self, known: Known | None) -> None:
        with self.writer.engine().begin() as connection:
            if self.writer.is_new(connection):
                Row.metadata.create_all(connection)
                self.writer.create_search(connection)
                _add(connection, Meta(name="store", value=new_id(SystemRandom())))
                _add(connection, Meta(name="kind", value=self.kind))
            meta = {row.name: row.value for row in connection.execute(select(TABLES["meta"]))}
            highest = self.writer.highest(connection)
        if meta["kind"] != self.kind:
            raise Private(
                f"{self.driver.where} is a {meta['kind']} store, not a {self.kind} store; nothing was written."
            )
        self.driver.compare(known, Known(meta["store"], highest))
        self._store, self._cleaning = meta["store"], "cleaning" in meta
        self._remember(highest)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except StoreError:
            raise
        except IntegrityError as error:
            if "FOREIGN KEY" in str(error.orig):
                raise StoreError("A line belongs to a session that this store does not hold.") from None
            raise
        except ValidationError as error:
            named = ", ".join(sorted({".".join(map(str, e["loc"])) or e["msg"] for e in error.errors()}))
            what = f"What was about to be written is no {error.title.lower()} ({named})"
            raise StoreError(f"{what}; nothing was written.") from None
        except Exception as error:
            if meaning := self.driver.explain(error):
                raise meaning from None
            raise

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._explained():
            if self.writer.moved():
                self._put_back()
            with self.writer.engine().begin() as connection:
                yield connection

    def _put_back(self) -> None:
        if self.driver.exists():
            raise Vanished(f"{self.driver.where} was replaced while in use; put back the one that was there.")
        self.writer.put_back()
        self._open()

    def _remember(self, seq: int) -> None:
        # The change is on the disk already; that the note of it is not must not make it fail.
        with contextlib.suppress(OSError):
            self.driver.remember(Known(self._store, seq))

    def _refuse_private(self, rows: Sequence[RowChange]) -> None:
        if self.kind != "team":
            return
        for row in rows:
            if row.table == "release" or (row.table == "session" and row.after and row.after.get("solo")):
                raise Private("Something private was about to enter the team's store; nothing was written.")

    def _written(self, connection: Connection, write: Transaction) -> int:
        change = TABLES["change"]
        if write.logged:
            done = connection.execute(select(change.c.seq).where(change.c.id == write.id)).scalar()
            if done is not None:
                return int(done)
        rows = [self._apply(connection, row, write.logged) for row in write.rows]
        if write.scrub:
            rows = self._scrubbed(connection, rows, write.scrub)
        texts = [(r.id, _searched(r.after)) for r in rows if r.table == "entry"]
        self.writer.index(connection, texts)
        return self._log(connection, write, rows) if write.logged else 0

    def _scrubbed(
        self, connection: Connection, rows: Sequence[RowChange], entries: Sequence[str]
    ) -> list[RowChange]:
        """Scrub these entries; what the log may keep of `rows`, and which ids others must forget."""
        went = scrub(connection, entries)
        gone = set[str]().union(*went.values())
        # A thread that was given another origin is told as if it had always had that one.
        bare = [RowChange(r.table, r.id, None, r.after) if mentions(r, gone) else r for r in rows]
        self._cleaning_due(connection, True)
        forget = [RowChange(table, id, None, None) for table, ids in went.items() for id in sorted(ids)]
        return [*(r for r in bare if not mentions(r, gone)), *forget]

    def _apply(self, connection: Connection, row: RowChange, strict: bool) -> RowChange:
        """Write one row; the change as it went, with its revisions."""
        find, add, replace, remove = _statements(row.table)
        found = connection.execute(find, {"row_id": row.id}).mappings().first()
        after = _whole(row.table, row.after)
        present = {name: found[name] for name in columns(row.table)} if found else None
        if not _same(row.table, present, row.before):
            if not strict and _same(row.table, present, row.after):
                return row  # an unlogged write that came through the first time
            raise Conflict("Somebody else changed this first. Look at it again, then repeat what you did.")
        if after is None:
            connection.execute(remove, {"row_id": row.id})
            return RowChange(row.table, row.id, present, None)
        after["revision"] = (present["revision"] if present else 0) + 1
        sealed = MODELS[row.table].sealed(row.table, after)
        if present is None:
            connection.execute(add, sealed.values())
        else:
            connection.execute(replace, {**sealed.values(), "row_id": row.id})
        return RowChange(row.table, row.id, present, after)

    def _log(self, connection: Connection, write: Transaction, rows: Sequence[RowChange]) -> int:
        kept = {name: getattr(write, name) for name in CHANGE}
        kept |= {"undoable": write.undoable and not write.scrub, "rows": rows_to_json(rows)}
        change = Change.sealed(kept)
        return int(_add(connection, change).inserted_primary_key[0])  # type: ignore[index]

    def _cleaning_due(self, connection: Connection, due: bool) -> None:
        meta = TABLES["meta"]
        connection.execute(delete(meta).where(meta.c.name == "cleaning"))
        if due:
            _add(connection, Meta(name="cleaning", value="due"))
        self._cleaning = due


def _add(connection: Connection, row: Row) -> CursorResult[Any]:
    return connection.execute(insert(type(row)), row.values())


@cache
def _statements(name: str) -> tuple[Select[Any], Insert, Update, Delete]:
    """Find, add, replace and remove one row; made once, because making them costs more than running them."""
    table = TABLES[name]
    this = table.c.id == bindparam("row_id")
    return select(table).where(this), insert(table), update(table).where(this), delete(table).where(this)


def _whole(table: str, row: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The row with every column of its table, whatever version of the program it was made by."""
    if row is None:
        return None
    record = from_row(table, dict(row))
    return {name: getattr(record, name) for name in columns(table)}


def _same(table: str, present: Mapping[str, Any] | None, expected: Mapping[str, Any] | None) -> bool:
    if present is None or expected is None:
        return present is expected
    return content(table, present) == content(table, expected)


def _searched(row: Mapping[str, Any] | None) -> str | None:
    """What search sees of an entry: nothing of one that is removed or empty."""
    if row is None or row["removed"]:
        return None
    return fold(str(row["text"])).strip() or None
