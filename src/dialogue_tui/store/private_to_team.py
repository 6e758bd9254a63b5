"""A private line's way to the team, across two stores.

The journal notes the intent with the copy's id, the team's store takes the copy, the journal notes that it did.
Whatever stops half way is finished by `resume`. The team's store never learns where a line came from. These wait
for the disk: call them from a thread that may wait.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from .ids import new_id
from .reading import Reading
from .records import Entry, Release, RowChange, Transaction, as_row, from_row
from .saver import Saving


def release(
    journal: Saving, team: Saving, entry: Entry, copy: Entry, *, at: str, process: str, random: Random
) -> Release:
    """Give the team a copy of the journal's `entry`; `copy` is the line as it will stand there, under its own id.

    `at` is UTC in ISO 8601. Raises StoreError where either file refuses; what was begun is finished by `resume`.
    """
    intent = Release(new_id(random), entry.id, copy.session, copy.id, row=as_row(copy))
    _note(journal, None, intent, entry.session, at, process, random)
    return _deliver(journal, team, intent, entry.session, at, process, random)


def resume(journal: Saving, team: Saving, reading: Reading, *, at: str, process: str, random: Random) -> int:
    """Finish what was left half done; `reading` reads the journal. How many there were."""
    left = [found for found in reading.releases() if found.state == "intended"]
    for found in left:
        entry = reading.entry(found.entry)
        _deliver(journal, team, found, entry.session if entry else None, at, process, random)
    return len(left)


def _deliver(
    journal: Saving, team: Saving, intent: Release, session: str | None, at: str, process: str, random: Random
) -> Release:
    copy = as_row(from_row("entry", intent.row))
    rows = (RowChange("entry", intent.copy, None, copy),)
    # The write is named after the copy, so that doing it again after a crash does nothing.
    team.submit(
        Transaction(intent.copy, intent.team_session, process, at, "line released", rows, undoable=False)
    ).result()
    done = replace(intent, state="done", row={})
    _note(journal, intent, done, session, at, process, random)
    return done


def _note(
    journal: Saving, old: Release | None, new: Release, session: str | None, at: str, process: str, random: Random
) -> None:
    rows = (RowChange("release", new.id, as_row(old) if old else None, as_row(new)),)
    journal.submit(
        Transaction(new_id(random), session, process, at, f"release {new.state}", rows, logged=False)
    ).result()
