"""Saving in a thread: nothing is lost while the disk or another program is in the way."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from queue import SimpleQueue

import pytest
from tests.store.keeping import added, begun, changed, entry, session, texts, write

from dialogue_tui.store import saver as saving
from dialogue_tui.store.errors import Busy, Conflict, NoRoom, ReadOnly, StoreError
from dialogue_tui.store.opening import Store

WAIT = 20


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "PATIENCE", 0.05)
    monkeypatch.setattr(saving, "LONGEST_WAIT", 0.05)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "team.db"


def test_saves_in_order_and_gives_numbers(path: Path) -> None:
    one = session()
    saver = Store(path, "team").save()
    futures = [saver.submit(write(added(one), of=one.id))]
    futures += [saver.submit(write(added(entry(one.id, str(n), position=float(n))), of=one.id)) for n in range(20)]
    assert [f.result(WAIT) for f in futures] == list(range(1, 22))
    assert saver.close(WAIT)
    assert saver.pending == 0
    assert texts(path, one.id) == [str(n) for n in range(20)]


HELD_BACK = """
import sys, threading
from pathlib import Path
from dialogue_tui.store.records import RowChange, Session, Transaction, as_row
from dialogue_tui.store.opening import Store

class Slow:
    submitted = threading.Event()
    def find_spec(self, name, path=None, target=None):
        if name == "sqlmodel":
            assert self.submitted.wait(5), "the models were wanted before the write was submitted"

sys.meta_path.insert(0, Slow())
saver = Store(Path(sys.argv[1]), "team").save()
one = Session("s1", "shared-vision", "hour", "", "2026-11-24T09:00:00+00:00")
row = RowChange("session", one.id, None, as_row(one))
written = saver.submit(Transaction("w", one.id, "p", "", "begun", (row,)))
assert not written.done() and saver.pending == 1
Slow.submitted.set()
print(written.result(20), saver.close(20))
"""


def test_submitting_does_not_wait_for_models(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", HELD_BACK, str(path)], capture_output=True, text=True, timeout=4 * WAIT, check=False
    )
    assert (done.stdout, done.stderr) == ("1 True\n", "")
    with Store(path, "team").read() as reading:
        assert reading.load("s1").session.protocol == "shared-vision"


def test_what_is_refused_reaches_who_asked(path: Path) -> None:
    one, (line,) = begun(path, lines=1)
    told: list[str | None] = []
    saver = Store(path, "team").save(told.append)
    refused = saver.submit(write(changed(entry(one.id), text="x"), of=one.id))
    fine = saver.submit(write(changed(line, text="after"), of=one.id))
    with pytest.raises(Conflict):
        refused.result(WAIT)
    assert fine.result(WAIT) == 3
    assert saver.close(WAIT)
    assert told == []
    with pytest.raises(StoreError):
        saver.submit(write())


def _holding(path: Path) -> sqlite3.Connection:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other


def test_another_programs_lock_is_told_and_waited_out(path: Path) -> None:
    one, _ = begun(path)
    told: SimpleQueue[str | None] = SimpleQueue()
    other = _holding(path)
    saver = Store(path, "team").save(told.put)
    futures = [saver.submit(write(added(entry(one.id, str(n), position=float(n))), of=one.id)) for n in range(3)]
    assert "Another program" in str(told.get(timeout=WAIT))
    assert saver.pending == 3
    other.execute("ROLLBACK")
    other.close()
    assert [f.result(WAIT) for f in futures] == [2, 3, 4]
    assert told.get(timeout=WAIT) is None
    assert saver.close(WAIT)
    assert texts(path, one.id) == ["0", "1", "2"]


def test_a_screen_that_fails_to_show_trouble_costs_no_line(path: Path) -> None:
    one, _ = begun(path)
    told = threading.Event()

    def gone(sentence: str | None) -> None:
        told.set()
        raise RuntimeError("no screen any more")

    other = _holding(path)
    saver = Store(path, "team").save(gone)
    future = saver.submit(write(added(entry(one.id)), of=one.id))
    assert told.wait(WAIT)
    other.close()
    assert future.result(WAIT) == 2
    assert saver.close(WAIT)


def test_closing_does_not_wait_for_ever(path: Path) -> None:
    one, _ = begun(path)
    told: SimpleQueue[str | None] = SimpleQueue()
    other = _holding(path)
    saver = Store(path, "team").save(told.put)
    future = saver.submit(write(added(entry(one.id)), of=one.id))
    told.get(timeout=WAIT)
    assert not saver.close(0.01)
    with pytest.raises(Busy):
        future.result(WAIT)
    other.close()


def test_a_full_disk_is_told_and_waited_out(path: Path) -> None:
    one, _ = begun(path)
    told: SimpleQueue[str | None] = SimpleQueue()
    saver = Store(path, "team").save(told.put)

    def fill(writing: object) -> None:
        _pragma(writing, "max_page_count=1")

    saver.call(fill).result(WAIT)
    # Trouble opens the file anew, which frees this disk again.
    future = saver.submit(write(added(entry(one.id, "x" * 20_000)), of=one.id))
    assert "full" in str(told.get(timeout=WAIT))
    assert future.result(WAIT) == 2
    assert told.get(timeout=WAIT) is None
    assert saver.close(WAIT)


def _pragma(writing: object, pragma: str) -> None:
    raw = writing.writer.engine().raw_connection()  # type: ignore[attr-defined]
    raw.cursor().execute(f"PRAGMA {pragma}")
    raw.close()


@pytest.mark.parametrize(("pragma", "error"), [("max_page_count=1", NoRoom), ("query_only=1", ReadOnly)])
def test_trouble_has_a_name_where_nobody_waits(path: Path, pragma: str, error: type[StoreError]) -> None:
    one, _ = begun(path)
    saver = Store(path, "team").save_at_once()
    saver.call(lambda writing: _pragma(writing, pragma)).result()
    with pytest.raises(error, match=str(path.parent)):
        saver.submit(write(added(entry(one.id, "x" * 20_000)), of=one.id)).result()
    saver.close()
    assert texts(path, one.id) == []


def test_a_folder_that_was_moved_away_and_comes_back(path: Path) -> None:
    one, _ = begun(path)
    told: SimpleQueue[str | None] = SimpleQueue()
    saver = Store(path, "team").save(told.put)
    saver.submit(write(added(entry(one.id, "before", position=0)), of=one.id)).result(WAIT)
    away = path.parent.rename(path.parent.with_name("away"))
    future = saver.submit(write(added(entry(one.id, "while", position=1)), of=one.id))
    assert "gone" in str(told.get(timeout=WAIT))
    away.rename(path.parent)
    assert future.result(WAIT) == 3
    assert saver.close(WAIT)
    assert texts(path, one.id) == ["before", "while"]


def test_a_deleted_folder_is_written_anew_with_all_that_was_in_it(path: Path) -> None:
    one, _ = begun(path, lines=2)
    told: SimpleQueue[str | None] = SimpleQueue()
    saver = Store(path, "team").save(told.put)
    saver.submit(write(added(entry(one.id, "before", position=5)), of=one.id)).result(WAIT)
    shutil.rmtree(path.parent)
    future = saver.submit(write(added(entry(one.id, "while", position=6)), of=one.id))
    assert "gone" in str(told.get(timeout=WAIT))
    path.parent.mkdir()
    assert future.result(WAIT) == 5
    assert told.get(timeout=WAIT) is None
    saver.submit(write(added(entry(one.id, "after", position=7)), of=one.id)).result(WAIT)
    assert saver.close(WAIT)
    assert texts(path, one.id)[2:] == ["before", "while", "after"]


def test_a_deleted_file_comes_back_at_once(path: Path) -> None:
    one, _ = begun(path, lines=1)
    saver = Store(path, "team").save()
    saver.submit(write(added(entry(one.id, "before", position=5)), of=one.id)).result(WAIT)
    for file in path.parent.iterdir():
        file.unlink()
    assert saver.submit(write(added(entry(one.id, "after", position=6)), of=one.id)).result(WAIT) == 4
    assert saver.close(WAIT)
    assert texts(path, one.id)[1:] == ["before", "after"]


def test_an_older_copy_put_in_place_while_running_is_not_written_to(path: Path) -> None:
    one, _ = begun(path, lines=1)
    older = shutil.copytree(path.parent, path.parent.with_name("older"))
    told: SimpleQueue[str | None] = SimpleQueue()
    saver = Store(path, "team").save(told.put)
    saver.submit(write(added(entry(one.id)), of=one.id)).result(WAIT)
    shutil.rmtree(path.parent)
    shutil.copytree(older, path.parent)
    future = saver.submit(write(added(entry(one.id)), of=one.id))
    with pytest.raises(StoreError, match="lacks 1 of the 3"):
        future.result(WAIT)
    saver.close(WAIT)


def test_calls_from_many_threads(path: Path) -> None:
    one, _ = begun(path)
    saver = Store(path, "team").save()
    lines = [[write(added(entry(one.id)), of=one.id) for _ in range(10)] for _ in range(4)]
    threads = [threading.Thread(target=lambda w=w: [saver.submit(x) for x in w]) for w in lines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert saver.close(WAIT)
    assert len(texts(path, one.id)) == 40
