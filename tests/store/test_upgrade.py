"""Upgrades: a checked backup first, all or nothing, once."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.store.counts import Told, few_or, told_in
from tests.store.keeping import begun, texts

from dialogue_tui.store.errors import Newer
from dialogue_tui.store.opening import Store
from dialogue_tui.store.sqlite import upgrade as upgrading
from dialogue_tui.store.sqlite.backup import backup
from dialogue_tui.store.sqlite.upgrade import OURS, upgrade

STEPS = """
import os, signal, sys
from pathlib import Path
from dialogue_tui.store.sqlite.upgrade import upgrade
def first(c): c.execute("CREATE TABLE first (n)"); c.execute("INSERT INTO first VALUES (1)")
def second(c): c.execute("ALTER TABLE first ADD COLUMN m")
def killed(c): c.execute("CREATE TABLE killed (n)"); os.kill(os.getpid(), signal.SIGKILL)
path = Path(sys.argv[1])
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "team.db"


def _run(path: Path, code: str, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", STEPS + code, str(path), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def _version(path: Path) -> int:
    with sqlite3.connect(path) as plain:
        version = int(plain.execute("PRAGMA user_version").fetchone()[0])
    plain.close()
    return version


def _first(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE first (n)")


def _fails(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE second (n)")
    raise RuntimeError("half way")


def test_a_current_file_is_left_alone(path: Path) -> None:
    begun(path)
    before = path.read_bytes()
    assert upgrade(path) is None
    assert path.read_bytes() == before


def test_a_backup_is_made_first_and_holds_every_line(path: Path) -> None:
    one, lines = begun(path, lines=3)
    copy = upgrade(path, [_first])
    assert copy is not None
    assert (_version(path), _version(copy)) == (2, 1)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert texts(copy, one.id) == [e.text for e in lines]
    assert sorted(p.name for p in path.parent.iterdir() if p.suffix == ".tmp") == []


def test_a_step_that_fails_leaves_the_old_file(path: Path) -> None:
    one, _ = begun(path, lines=1)
    with pytest.raises(RuntimeError):
        upgrade(path, [_first, _fails])
    assert _version(path) == 1
    assert texts(path, one.id) == ["line 0 of many"]
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT count(*) FROM sqlite_master WHERE name = 'first'").fetchone() == (0,)
    plain.close()
    upgrade(path, [_first])
    assert _version(path) == 2


def test_what_a_longer_list_of_steps_wrote_is_newer(path: Path) -> None:
    begun(path)
    upgrade(path, [_first, lambda c: None])
    with pytest.raises(Newer):
        upgrade(path, [_first])


@few_or(50)
def test_two_at_once_upgrade_once(path: Path, times: int, record_property: Told) -> None:
    told_in(record_property, times, "one upgraded, the other found it done")
    for number in range(times):
        one = path.with_name(f"store{number}.db")
        begun(one)
        both = [_run(one, "print(upgrade(path, [first, second]))") for _ in range(2)]
        told = [p.communicate(timeout=30) for p in both]
        assert [p.returncode for p in both] == [0, 0], told
        assert sorted(out.strip() == "None" for out, _ in told) == [False, True]
        assert _version(one) == 3


@few_or(100)
def test_killed_half_way_nothing_happened(path: Path, times: int, record_property: Told) -> None:
    told_in(record_property, times, "the old file each time, every line in it")
    one, _ = begun(path, lines=1)
    for number in range(times):
        done = _run(path, "upgrade(path, [first, killed])" if number % 2 else "upgrade(path, [killed])")
        done.communicate(timeout=30)
        assert done.returncode == -9
        assert _version(path) == 1
        assert texts(path, one.id) == ["line 0 of many"]
    assert upgrade(path, [_first]) is not None


def test_two_programs_that_begin_one_store_share_it(path: Path) -> None:
    code = """
from tests.store.keeping import *
name = sys.argv[2]
with Store(path, "team").write() as writing:
    writing.write(write(added(session(id=name)), of=name, id=name))
"""
    both = [_run(path, code, name) for name in ("one", "two")]
    told = [p.communicate(timeout=60)[1] for p in both]
    assert [p.returncode for p in both] == [0, 0], told
    with Store(path, "team").read() as reading:
        assert {s.id for s in reading.sessions()} == {"one", "two"}


@few_or(40)
def test_a_backup_of_a_store_in_use_is_whole(path: Path, times: int, record_property: Told) -> None:
    told_in(record_property, times, "every copy sound")
    code = """
from tests.store.keeping import *
one = session(id="s")
with Store(path, "team").write() as writing:
    writing.write(write(added(one), of="s"))
    print("ready", flush=True)
    while True:
        writing.write(write(added(entry("s", "x" * 2000)), of="s"))
"""
    writer = _run(path, code)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        counts = [len(texts(backup(path, path.with_name(f"copy{n}.db")), "s")) for n in range(times)]
    finally:
        writer.kill()
        writer.communicate(timeout=30)
    assert counts == sorted(counts)


def test_a_store_that_another_program_makes_meanwhile_is_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the first look at its head and the second it was made: whole, at once."""
    begun(tmp_path / "team.db")
    looks = iter([(0, upgrading.VERSION), (OURS, upgrading.VERSION)])
    monkeypatch.setattr(upgrading, "identify", lambda _: next(looks, (OURS, upgrading.VERSION)))
    with sqlite3.connect(tmp_path / "team.db") as connection:
        assert upgrading.version_of(connection, tmp_path / "team.db") == upgrading.VERSION
    connection.close()
