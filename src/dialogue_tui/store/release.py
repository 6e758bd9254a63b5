"""A private line's way to the team, across two files (model.md, "Two files").

The journal notes the intent with the copy's id, the team's store takes the copy, the journal notes that it is done.
Whatever stops half way is finished by `resume`; withdrawing runs the other way round. The team's store never learns
where a line came from. These wait for the disk: call them from a thread that may wait.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from random import Random
from typing import Protocol

from .errors import NotFound
from .ids import new_id
from .reading import Reading
from .records import Entry, Release, RowChange, Write, as_row, from_row


class Saving(Protocol):
    """What is needed of each of the two savers."""

    def submit(self, write: Write) -> Future[int]:
        """Write in one transaction."""
        ...


def release(
    journal: Saving, team: Saving, entry: Entry, copy: Entry, *, at: str, process: str, random: Random
) -> Release:
    """Give the team a copy of the journal's `entry`; `copy` is the line as it will stand there, under its own id.

    `at` is UTC in ISO 8601. Raises StoreError where either file refuses; what was begun is finished by `resume`.
    """
    intent = Release(new_id(random), entry.id, copy.session, copy.id, row=as_row(copy))
    _note(journal, None, intent, entry.session, at, process, random)
    return _deliver(journal, team, intent, entry.session, at, process, random)


def withdraw(
    journal: Saving, team: Saving, reading: Reading, id: str, *, at: str, process: str, random: Random
) -> Release:
    """Take the copy out of the team's store for good. `reading` reads the journal. Raises NotFound, StoreError."""
    found = next((r for r in reading.releases() if r.id == id), None)
    if found is None:
        raise NotFound("That line was not released.")
    if found.state == "withdrawn":
        return found
    session = _session_of(reading, found)
    leaving = replace(found, state="withdrawing", row={})
    _note(journal, found, leaving, session, at, process, random)
    return _take_back(journal, team, leaving, session, at, process, random)


def resume(journal: Saving, team: Saving, reading: Reading, *, at: str, process: str, random: Random) -> int:
    """Finish what was left half done, in either direction; how many there were."""
    left = [r for r in reading.releases() if r.state in ("intended", "withdrawing")]
    for found in left:
        step = _deliver if found.state == "intended" else _take_back
        step(journal, team, found, _session_of(reading, found), at, process, random)
    return len(left)


def _deliver(
    journal: Saving, team: Saving, intent: Release, session: str | None, at: str, process: str, random: Random
) -> Release:
    copy = as_row(from_row("entry", intent.row))
    rows = (RowChange("entry", intent.copy, None, copy),)
    # The write is named after the copy, so that doing it again after a crash does nothing.
    team.submit(
        Write(intent.copy, intent.team_session, process, at, "line released", rows, undoable=False)
    ).result()
    done = replace(intent, state="done", row={})
    _note(journal, intent, done, session, at, process, random)
    return done


def _take_back(
    journal: Saving, team: Saving, leaving: Release, session: str | None, at: str, process: str, random: Random
) -> Release:
    write = Write(
        new_id(random),
        leaving.team_session,
        process,
        at,
        "line withdrawn",
        (),
        undoable=False,
        scrub=(leaving.copy,),
    )
    team.submit(write).result()
    gone = replace(leaving, state="withdrawn")
    _note(journal, leaving, gone, session, at, process, random)
    return gone


def _note(
    journal: Saving, old: Release | None, new: Release, session: str | None, at: str, process: str, random: Random
) -> None:
    rows = (RowChange("release", new.id, as_row(old) if old else None, as_row(new)),)
    journal.submit(Write(new_id(random), session, process, at, f"release {new.state}", rows, logged=False)).result()


def _session_of(reading: Reading, release: Release) -> str | None:
    entry = reading.entry(release.entry)
    return entry.session if entry else None
