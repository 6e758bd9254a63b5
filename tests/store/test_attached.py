"""Who is attached to a session is known by locks, which end with their program, however it ends."""

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dialogue_tui.store.driver import Attachment
from dialogue_tui.store.opening import Store
from dialogue_tui.store.sqlite import attached

PROGRAM = """
import sys
from dialogue_tui.store.opening import Store
here = Store(sys.argv[1], "team").driver().attach("one")
print(here.join(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "team.db", "team")


def at(store: Store, session: str = "one") -> Attachment:
    return store.driver().attach(session)


def last(here: Attachment) -> bool:
    """Leave; whether this was the last one there."""
    done: list[bool] = []
    here.leave(lambda: done.append(True))
    return bool(done)


def test_the_first_and_the_last_are_alone(store: Store) -> None:
    first, second, third = (at(store) for _ in range(3))
    assert [first.join(), second.join(), third.join()] == [True, False, False]
    assert [last(second), last(first), last(third)] == [False, False, True]
    assert at(store).join()


def test_each_session_has_its_own(store: Store) -> None:
    one, two = at(store), at(store, "two")
    assert one.join()
    assert two.join()
    assert last(one)


def test_who_never_came_is_not_the_last_to_leave_and_comes_no_more(store: Store) -> None:
    never, there = at(store), at(store)
    assert not last(never)
    never.join()
    assert there.join()
    assert last(there)
    assert not last(there)


def test_of_many_that_leave_at_once_exactly_one_is_the_last(store: Store) -> None:
    everyone = [at(store) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda one: one.join(), everyone)) == 1
        assert sum(pool.map(last, everyone)) == 1
    assert list(Path(store.where).parent.glob("*.lock")) == []


def test_a_program_that_was_killed_is_attached_no_more(store: Store) -> None:
    command = [sys.executable, "-c", PROGRAM, str(store)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"True\n"
        here = at(store)
        assert not here.join()
        other.kill()
        other.wait()
        assert last(here)
    assert list(Path(store.where).parent.glob("*.lock")) == []


def test_nobody_is_alone_who_comes_while_the_last_one_puts_things_in_order(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attached, "PATIENCE", 0)
    here, coming = at(store), at(store)
    alone: list[bool] = []
    here.join()
    here.leave(lambda: alone.append(coming.join()))
    assert alone == [False]
    assert last(coming)


def test_who_fails_while_leaving_is_gone_all_the_same(store: Store) -> None:
    here = at(store)
    here.join()
    with pytest.raises(ZeroDivisionError):
        here.leave(lambda: 1 // 0)
    assert list(Path(store.where).parent.glob("*.lock")) == []
    assert at(store).join()


def test_a_store_that_was_copied_while_somebody_was_there_has_nobody_there(store: Store, tmp_path: Path) -> None:
    at_work = at(store)
    at_work.join()
    shutil.copytree(tmp_path, tmp_path.parent / "copy")
    copied = at(Store(tmp_path.parent / "copy" / "team.db", "team"))
    assert copied.join()
    assert last(copied)
    assert list((tmp_path.parent / "copy").glob("*.lock")) == []
    assert last(at_work)


def test_where_nothing_can_be_locked_each_is_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    nowhere = Store(tmp_path / "file" / "team.db", "team")
    one, two = at(nowhere), at(nowhere)
    assert [one.join(), two.join()] == [True, True]
    assert [last(one), last(two)] == [True, True]
