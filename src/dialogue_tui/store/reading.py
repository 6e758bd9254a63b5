"""Reading a store, without models: a list is there before SQLModel would be imported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Self

from dialogue_tui.text import nearest, shorten

from .driver import Driver
from .encoding import CHANGE, change_checksum, checksum, columns, decode, rows_from_json
from .errors import Ambiguous, NotFound, damaged
from .records import (
    Change,
    Comment,
    Entry,
    Live,
    Loaded,
    Paragraph,
    Person,
    Release,
    RowChange,
    Session,
    Team,
    Thread,
    Version,
)

_LIGHT = tuple(name for name in columns("session") if name != "protocol_text")
_HEAD = ("seq", *(name for name in CHANGE if name != "rows"))


def named(names: Iterable[str], table: str) -> str:
    """The columns as a statement names them; without its table SQLite takes an unknown one for a text."""
    return ", ".join(f'{table}."{name}"' for name in names)


class Reading:
    """A store, read only. One that is not there reads as empty, unless it used to be.

    Raises StoreError on first use: Vanished, Damaged, Newer, NotOurs, Busy. Every row that is loaded whole is held
    against its checksum; Damaged names the one that fails. May be used from several threads.
    """

    def __init__(self, driver: Driver) -> None:
        self.where, self.attach = driver.where, driver.attach
        self._reader = driver.reader()
        self._all, self._moment = self._reader.all, self._reader.moment

    def sessions(self, limit: int | None = None, state: str | None = None) -> list[Session]:
        """Sessions, newest first, without the text of their protocols."""
        where, given = ("WHERE state = ?", [state]) if state else ("", [])
        some, number = ("LIMIT ?", [limit]) if limit is not None else ("", [])
        rows = self._all(
            f"SELECT {named(_LIGHT, 'session')} FROM session {where} ORDER BY started DESC, id {some}",
            [*given, *number],
        )
        try:
            return [_light_session(row) for row in rows]
        except ValueError:
            raise damaged(self.where, "the list of sessions") from None

    def session(self, id: str) -> Session:
        """One session with the text of its protocol. Raises NotFound."""
        found: list[Session] = self._records("session", "WHERE id = ?", [id])
        if not found:
            raise NotFound(f"There is no session '{id}'.")
        return found[0]

    def find(self, word: str, elsewhere: str = "") -> Session:
        """The session with this id or beginning of one, or the `last`.

        Raises Ambiguous, and NotFound, which says `elsewhere` where that is given.
        """
        typed = word.strip().casefold()
        if typed == "last":
            newest = self.sessions(1)
            if not newest:
                raise NotFound(f"There is no session yet{elsewhere}.")
            return self.session(newest[0].id)
        ids = [str(row[0]) for row in self._all("SELECT id FROM session ORDER BY started DESC, id")]
        begun = [i for i in ids if typed and i.casefold().startswith(typed)]
        exact = [i for i in begun if i.casefold() == typed]
        if len(exact or begun) == 1:
            return self.session((exact or begun)[0])
        if begun:
            raise Ambiguous(
                f"{len(begun)} sessions begin with '{word}': {', '.join(begun[:5])}. Type more of the id."
            )
        near = nearest(typed, [*ids, "last"])
        hint = f" The nearest is '{near}'." if near else ""
        raise NotFound(f"There is no session '{shorten(word, 60)}'{elsewhere}.{hint}")

    def load(self, id: str) -> Loaded:
        """Everything of one session, as one moment saw it. Raises NotFound."""
        with self._moment():
            session = self.session(id)
            live = self._records("room", "WHERE id = ?", [id])
            paragraphs, comments = self.numbered(id)
            return Loaded(
                session=session,
                live=live[0] if live else None,
                entries=self._records("entry", "WHERE session = ?", [id]),
                links=self._records("link", "WHERE session = ?", [id]),
                threads=self._records("thread", "WHERE session = ?", [id]),
                events=self._records(
                    "thread_event",
                    "WHERE session = ? OR thread IN (SELECT id FROM thread WHERE session = ?) ORDER BY at, id",
                    [id, id],
                ),
                people=self._people_of(session),
                presence=self._records("presence", "WHERE session = ?", [id]),
                versions=self._records(
                    "version", "WHERE session = ? OR team = ? ORDER BY number, at, id", [id, session.team]
                ),
                comments=comments,
                paragraphs=paragraphs,
                exported=self._records("exported", "WHERE session = ? ORDER BY id", [id]),
                changes=self._changes(id),
                brought=self.brought(session.team, id),
                seq=self._reader.highest(),
            )

    def earlier(self, session: str | None) -> list[Entry]:
        """The entries of this sitting and those before it, the first one first, as far back as they are there."""
        entries: list[Entry] = []
        seen: set[str] = set()
        while session and session not in seen:
            seen.add(session)
            try:
                loaded = self.load(session)
            except NotFound:
                break
            entries = [*loaded.entries, *entries]
            session = loaded.session.earlier
        return entries

    def teams(self) -> list[Team]:
        """Every team, by name."""
        return self._records("team", "ORDER BY name, id")

    def people(self, team: str | None = None) -> list[Person]:
        """The people of a team, or everybody, by name."""
        where, given = ("WHERE team = ?", [team]) if team else ("", [])
        return self._records("person", f"{where} ORDER BY name, id", given)

    def threads(self, team: str | None, state: str | None = "open") -> list[tuple[Thread, str]]:
        """The threads of a team, or of no team, each with its words; in any state where `state` is None."""
        return [(thread, entry.text) for thread, entry in self._threads(team, state)]

    def change(self, id: str) -> Change:
        """One change with its rows. Raises NotFound."""
        with self._moment():
            found = self._changes_where("WHERE id = ?", [id])
        if not found:
            raise NotFound("There is no such change any more.")
        return found[0]

    def changes_after(self, seq: int, session: str) -> list[Change]:
        """What came after the change `seq`, in the session or between sessions, with its rows, oldest first."""
        with self._moment():
            return self._changes_where('WHERE seq > ? AND ("session" = ? OR "session" IS NULL)', [seq, session])

    def brought(self, team: str | None, session: str = "") -> list[tuple[Thread, Entry]]:
        """The threads of a team's other sessions that are open, or were looked at again in this one, each with its
        origin; in the journal, of one's own."""
        if team is None and self._kind() != "journal":
            return []
        touched = {row[0] for row in self._all("SELECT thread FROM thread_event WHERE session = ?", [session])}
        others = [pair for pair in self._threads(team, None) if pair[0].session != session]
        return [
            (t, origin) for t, origin in others if t.state == "open" or (t.id in touched and t.kind != "vision")
        ]

    def versions(self, team: str) -> list[Version]:
        """The versions of a team's vision, in order."""
        return self._records("version", "WHERE team = ? ORDER BY number, at, id", [team])

    def live(self, session: str) -> Live | None:
        """The clock and curtain of a session; None where there is no such session."""
        found: list[Live] = self._records("room", "WHERE id = ?", [session])
        return found[0] if found else None

    def entry(self, id: str) -> Entry | None:
        """One entry, if it is there."""
        found: list[Entry] = self._records("entry", "WHERE id = ?", [id])
        return found[0] if found else None

    def numbered(self, session: str) -> tuple[list[Paragraph], list[Comment]]:
        """The numbers that a session's lines were told under, and what was commented on them."""
        return (
            self._records("paragraph", "WHERE session = ? ORDER BY number", [session]),
            self._records("comment", "WHERE session = ? ORDER BY paragraph, position, id", [session]),
        )

    def known_elsewhere(self, person: str, session: str) -> bool:
        """Whether other sessions hold lines, the presence or a thread of this person."""
        tests = (
            'entry WHERE person = ? AND "session" != ?',
            'presence WHERE person = ? AND "session" != ?',
            'thread WHERE owner = ? AND "session" != ?',
        )
        return any(self._all(f"SELECT 1 FROM {test} LIMIT 1", [person, session]) for test in tests)

    def releases(self) -> list[Release]:
        """Every line of the journal that was on its way to the team."""
        return self._records("release", "ORDER BY id")

    def search(self, query: str, limit: int = 50) -> list[Entry]:
        """The entries that hold every word of the query, or words that begin so; the best first."""
        with self._moment():
            ids = self._reader.search(query, limit)
            marks = ", ".join("?" * len(ids))
            entries: list[Entry] = self._records("entry", f"WHERE id IN ({marks})", ids) if ids else []
        place = {id: n for n, id in enumerate(ids)}
        return sorted(entries, key=lambda e: place[e.id])

    def counts(self, of: Sequence[str] | None = None) -> dict[str, int]:
        """How many entries each session holds, or each of those asked for; removed ones not counted."""
        some, given = (f"AND session IN ({', '.join('?' * len(of))})", of) if of is not None else ("", ())
        rows = self._all(f"SELECT session, count(*) FROM entry WHERE removed = 0 {some} GROUP BY session", given)
        return {str(session): int(number) for session, number in rows}

    def abouts(self, of: Sequence[str], first: bool = False) -> dict[str, str]:
        """What each of these sessions is about, as its opening card says, if that may be told; with `first` the
        words it begins with where the card says nothing."""
        marks = ", ".join("?" * len(of))
        begins = "part NOT LIKE 'opening/%' OR" if first else ""
        rows = self._all(
            "SELECT session, text, min((part != 'opening/card') || coalesce(at, '')) FROM entry "
            f"WHERE session IN ({marks}) AND removed = 0 AND text != '' AND consent != 'no' "
            f"AND ({begins} (part = 'opening/card' AND slot = 'result')) GROUP BY session",
            of,
        )
        return {str(session): str(text) for session, text, _ in rows}

    def close(self) -> None:
        """Close the file; reading again opens it again."""
        self._reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _people_of(self, session: Session) -> list[Person]:
        return self._records(
            "person",
            "WHERE team = ? OR id IN (SELECT person FROM presence WHERE session = ?) "
            "OR id IN (SELECT person FROM entry WHERE session = ?) ORDER BY name, id",
            [session.team, session.id, session.id],
        )

    def _threads(self, team: str | None, state: str | None) -> list[tuple[Thread, Entry]]:
        where, given = ("thread.team = ?", [team]) if team is not None else ("thread.team IS NULL", [])
        if state is not None:
            where, given = f"{where} AND thread.state = ?", [*given, state]
        with self._moment():
            threads: list[Thread] = self._records("thread", f"WHERE {where} ORDER BY due = '', due, id", given)
            origins: list[Entry] = self._records(
                "entry", f"WHERE id IN (SELECT origin FROM thread WHERE {where})", given
            )
        words = {entry.id: entry for entry in origins if not entry.removed}
        return [(thread, words[thread.origin]) for thread in threads if thread.origin in words]

    def _changes(self, session: str) -> list[Change]:
        rows = self._all(f'SELECT {named(_HEAD, "change")} FROM change WHERE "session" = ? ORDER BY seq', [session])
        return [_change(row, ()) for row in rows]

    def _changes_where(self, where: str, given: Sequence[Any]) -> list[Change]:
        changes = []
        for row in self._all(
            f"SELECT {named(_HEAD, 'change')}, rows, checksum FROM change {where} ORDER BY seq", given
        ):
            *head, rows, seal = row
            if change_checksum([*head[1:], rows]) != seal:
                raise damaged(self.where, f"change {head[1]}")
            changes.append(_change(head, tuple(self._with_protocol(r) for r in rows_from_json(rows))))
        return changes

    def _with_protocol(self, row: RowChange) -> RowChange:
        """The log leaves a session's protocol out where it stayed the same."""
        if row.table != "session" or not row.before or not row.after or "protocol_text" in row.after:
            return row
        found = self._all("SELECT protocol_text FROM session WHERE id = ?", [row.id])
        text = {"protocol_text": str(found[0][0]) if found else ""}
        return RowChange(row.table, row.id, {**row.before, **text}, {**row.after, **text})

    def _kind(self) -> str:
        found = self._all("SELECT value FROM meta WHERE name = 'kind'")
        return str(found[0][0]) if found else ""

    def _records(self, table: str, rest: str, given: Sequence[Any] = ()) -> list[Any]:
        """The rows of a table as records, each held against its checksum."""
        found = []
        for *values, seal in self._all(
            f"SELECT {named(columns(table), table)}, checksum FROM {table} {rest}", given
        ):
            if checksum(table, values) != seal:
                raise damaged(self.where, f"{table} {values[0]}")
            found.append(decode(table, values))
        return found


def _light_session(row: Sequence[Any]) -> Session:
    values = dict(zip(_LIGHT, row, strict=True))
    session: Session = decode("session", [values.get(name, "") for name in columns("session")])
    return session


def _change(head: Sequence[Any], rows: tuple[RowChange, ...]) -> Change:
    kept = dict(zip(_HEAD, head, strict=True))
    return Change(**{**kept, "undoable": bool(kept["undoable"])}, rows=rows)
