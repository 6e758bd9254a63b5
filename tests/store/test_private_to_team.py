"""A line on its way from the journal to the team, stopped anywhere and finished later."""

from __future__ import annotations

import random
from concurrent.futures import Future
from pathlib import Path

import pytest
from tests.store.keeping import AT, added, all_bytes, begun, entry, write

from dialogue_tui.store.errors import Busy, StoreError
from dialogue_tui.store.opening import Store
from dialogue_tui.store.private_to_team import release, resume
from dialogue_tui.store.records import Entry, Transaction
from dialogue_tui.store.saver import Inline
from dialogue_tui.store.sqlite.driver import SQLite

WHEN = {"at": AT, "process": "p", "random": random.Random(5)}


class Stopping(Inline):
    """Stops after so many writes, as a killed program would."""

    left = 99

    def submit(self, write: Transaction) -> Future[int]:
        if self.left == 0:
            raise Busy("stopped here")
        self.left -= 1
        return super().submit(write)


class Two:
    """A team's store and a journal, each with a session, and a private line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.team_path, self.journal_path = folder / "t" / "team.db", folder / "j" / "journal.db"
        (self.room, _), (self.own, _) = begun(self.team_path), begun(self.journal_path, "journal", solo=True)
        self.line = entry(self.own.id, "I was afraid to say it")
        self.team, self.journal = (
            Stopping(SQLite(self.team_path), "team"),
            Stopping(SQLite(self.journal_path), "journal"),
        )
        self.journal.submit(write(added(self.line), of=self.own.id)).result()
        self.copy = entry(self.room.id, "I was afraid to say it", at=None)

    def state(self) -> tuple[list[str], list[str]]:
        """(states of the releases, texts in the team's session)"""
        with Store(self.journal_path, "journal").read() as own, Store(self.team_path, "team").read() as room:
            return [r.state for r in own.releases()], [e.text for e in room.load(self.room.id).entries]

    def resume(self) -> int:
        self.team.left = self.journal.left = 99
        with Store(self.journal_path, "journal").read() as own:
            return resume(self.journal, self.team, own, **WHEN)  # type: ignore[arg-type]


@pytest.fixture
def two(tmp_path: Path) -> Two:
    return Two(tmp_path)


def _release(two: Two, copy: Entry) -> str:
    return release(two.journal, two.team, two.line, copy, **WHEN).id  # type: ignore[arg-type]


def test_released(two: Two) -> None:
    id = _release(two, two.copy)
    assert two.state() == (["done"], [two.line.text])
    assert two.resume() == 0
    team = all_bytes(two.team_path.parent)
    assert all(private.encode() not in team for private in (two.line.id, two.own.id, id))
    with Store(two.journal_path, "journal").read() as own:
        assert [e.text for e in own.load(two.own.id).entries] == [two.line.text]


@pytest.mark.parametrize(("journal", "team"), [(1, 0), (1, 1)])
def test_a_release_stopped_half_way_is_finished_once(two: Two, journal: int, team: int) -> None:
    two.journal.left, two.team.left = journal, team
    with pytest.raises(StoreError, match="stopped"):
        _release(two, two.copy)
    assert two.state() == (["intended"], [two.line.text] * team)
    assert two.resume() == 1
    assert two.resume() == 0
    assert two.state() == (["done"], [two.line.text])


def test_the_journal_keeps_no_second_copy_of_what_was_released(two: Two) -> None:
    _release(two, two.copy)
    with Store(two.journal_path, "journal").read() as own:
        assert [r.row for r in own.releases()] == [{}]
