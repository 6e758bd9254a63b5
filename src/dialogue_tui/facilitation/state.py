"""A running session in memory: the rows of one session, changed only by row changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from dialogue_tui.activities.base import belongs
from dialogue_tui.activities.blocks import Brought
from dialogue_tui.activities.entry import in_order, of_sittings
from dialogue_tui.store.records import (
    Change,
    Entry,
    Link,
    Live,
    Loaded,
    Person,
    RowChange,
    Session,
    Thread,
    Version,
    as_row,
    from_row,
    mentions,
    table_of,
)

KEPT = ("session", "room", "team", "person", "presence", "entry", "link", "thread", "thread_event", "version")


class State:
    """The rows of a session by table and id, with the entries of each part at hand.

    `before` are the entries of earlier sittings, `origins` those of threads brought forward; both are read,
    never changed.
    """

    def __init__(self, loaded: Loaded, before: Sequence[Entry] = ()) -> None:
        self.tables: dict[str, dict[str, Any]] = {name: {} for name in KEPT}
        self.parts: dict[str, dict[str, Entry]] = {}
        self._ordered: dict[str, list[Entry]] = {}
        self.before = of_sittings(before)
        self.origins = {thread.id: (thread, origin) for thread, origin in loaded.brought}
        self.session_id = loaded.session.id
        records: Iterable[Any] = (
            loaded.session,
            loaded.live,
            *loaded.people,
            *loaded.presence,
            *loaded.entries,
            *loaded.links,
            *loaded.threads,
            *loaded.events,
            *loaded.versions,
            *(thread for thread, _ in loaded.brought),
        )
        for record in records:
            self.put(table_of(record), record)
        self.changes: list[Change] = list(loaded.changes)

    def put(self, table: str, record: Any) -> None:
        """Take a row in, in the place of the one with its id."""
        if isinstance(record, Entry):
            old = self.tables[table].get(record.id)
            if old is not None and old.part != record.part:
                self._take_out(old)
            self.parts.setdefault(record.part, {})[record.id] = record
            self._arrange(record, new=old is None)
        self.tables[table][record.id] = record

    def drop(self, table: str, row: str) -> None:
        """Take a row out."""
        gone = self.tables[table].pop(row, None)
        if isinstance(gone, Entry):
            self._take_out(gone)

    def _take_out(self, entry: Entry) -> None:
        self.parts.get(entry.part, {}).pop(entry.id, None)
        self._ordered.pop(entry.part, None)

    def _arrange(self, entry: Entry, new: bool) -> None:
        """Keep the order of a part that a line was added to; any other change has it sorted anew when asked for."""
        order = self._ordered.pop(entry.part, [])
        if not order or not new or entry.removed:
            return
        if (entry.position, entry.id) > (order[-1].position, order[-1].id):
            self._ordered[entry.part] = [*order, entry]

    def apply(self, rows: Iterable[RowChange]) -> None:
        """Make the changes; tables a session does not need are passed over."""
        for change in rows:
            if change.table not in self.tables:
                continue
            if change.after is None:
                self.drop(change.table, change.id)
            else:
                self.put(change.table, from_row(change.table, change.after))

    def forget(self, entries: Iterable[str]) -> None:
        """Drop lines for good, as the store scrubs them: with their links, threads and part of the log."""
        gone = set(entries)
        gone |= {x.id for x in self.tables["link"].values() if x.source in gone or x.target in gone}
        gone |= {t.id for t in self.tables["thread"].values() if t.origin in gone}
        gone |= {e.id for e in self.tables["thread_event"].values() if e.thread in gone}
        for table in self.tables:
            for id in gone & self.tables[table].keys():
                self.drop(table, id)
        for index, change in enumerate(self.changes):
            kept = tuple(r for r in change.rows if not mentions(r, gone))
            if len(kept) < len(change.rows):
                self.changes[index] = replace(change, label="", at=self.session.started, undoable=False, rows=kept)

    @property
    def session(self) -> Session:
        """The session itself."""
        found: Session = self.tables["session"][self.session_id]
        return found

    @property
    def live(self) -> Live:
        """Its clock and curtain."""
        found: Live = self.tables["room"].get(self.session_id) or Live(self.session_id)
        return found

    def entry(self, id: str) -> Entry:
        """An entry of this session. Raises KeyError."""
        found: Entry = self.tables["entry"][id]
        return found

    def person(self, id: str | None) -> Person | None:
        """The person with this id, if there is one."""
        return self.tables["person"].get(id) if id else None

    @property
    def people(self) -> list[Person]:
        """Everybody the team knows, by name."""
        return sorted(self.tables["person"].values(), key=lambda p: (p.name.casefold(), p.id))

    @property
    def present(self) -> list[Person]:
        """Those named or marked in this session."""
        here = {p.person for p in self.tables["presence"].values()}
        return [p for p in self.people if p.id in here]

    @property
    def links(self) -> list[Link]:
        """Every link of the session."""
        return sorted(self.tables["link"].values(), key=lambda link: link.id)

    def of_part(self, part: str) -> list[Entry]:
        """The entries of one part, in order."""
        if part not in self._ordered:
            self._ordered[part] = in_order(list(self.parts.get(part, {}).values()))
        return list(self._ordered[part])

    def of(self, names: Sequence[str], order: Sequence[str]) -> list[Entry]:
        """The entries of steps or parts by name, earlier sittings first, parts in the plan's `order`."""
        found: list[Entry] = []
        for name in names:
            found += [e for e in self.before if belongs(e.part, name)]
            for part in sorted(
                (p for p in self.parts if belongs(p, name)), key=lambda p: order.index(p) if p in order else 999
            ):
                found += self.of_part(part)
        return found

    @property
    def brought(self) -> list[Brought]:
        """What is open from earlier sessions, as this one may look at it again; its state as it stands now."""
        found = []
        for thread, origin in self.origins.values():
            now: Thread = self.tables["thread"].get(thread.id, thread)
            owner = self.person(now.owner)
            found.append(
                Brought(
                    now.id,
                    now.kind,
                    origin.text,
                    owner.name if owner else now.owner_typed,
                    now.due,
                    now.expected,
                    now.measure,
                    now.actual,
                    now.state,
                )
            )
        return found

    @property
    def versions(self) -> list[Version]:
        """The versions of the text that this session left, in order."""
        return sorted(self.tables["version"].values(), key=lambda v: v.number)


def changed(record: Any, **fields: Any) -> RowChange:
    """The row change that sets these fields on a record."""
    after = replace(record, **fields)
    return RowChange(table_of(record), record.id, as_row(record), as_row(after))


def added(record: Any) -> RowChange:
    """The row change that brings a record in."""
    return RowChange(table_of(record), record.id, None, as_row(record))


def gone(record: Any) -> RowChange:
    """The row change that takes a record out."""
    return RowChange(table_of(record), record.id, as_row(record), None)
