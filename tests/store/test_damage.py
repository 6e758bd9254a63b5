"""Damage is noticed and named, never read as an empty store."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from tests.store.counts import Told, few_or, told_in
from tests.store.keeping import added, begun, damage, entry, write

from dialogue_tui.store.errors import Damaged, Newer, NotOurs, StoreError, Vanished
from dialogue_tui.store.opening import Store
from dialogue_tui.store.records import RECORDS
from dialogue_tui.store.sqlite.driver import SQLite, mended
from dialogue_tui.store.sqlite.last_known import known_file
from dialogue_tui.store.sqlite.reader import read_only
from dialogue_tui.store.writing import Writing


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "team.db"


def _refused(path: Path, error: type[StoreError], words: str) -> None:
    with pytest.raises(error, match=words), Store(path, "team").read() as reading:
        reading.sessions()
    with pytest.raises(error, match=words):
        Writing(SQLite(path), "team", patience=0.01)


def test_where_no_store_has_been_there_is_nothing_and_nothing_is_made(path: Path) -> None:
    with Store(path, "team").read() as reading:
        assert reading.sessions() == reading.teams() == reading.search("x") == []
        assert reading.counts() == {}
        begun(path)
        assert len(reading.sessions()) == 1
    assert damage(path) == []


@pytest.mark.parametrize("ending", ["", "-wal", "-shm"])
def test_a_store_that_is_gone_is_not_begun_anew(path: Path, ending: str) -> None:
    begun(path, lines=3)
    path.unlink()
    if ending:
        path.with_name(path.name + ending).write_bytes(b"")
    _refused(path, Vanished, "4 changes were saved")
    assert not path.exists()


def test_an_emptied_store_is_named(path: Path) -> None:
    begun(path, lines=3)
    path.write_bytes(b"")
    _refused(path, Damaged, "empty, though 4 changes")
    assert path.read_bytes() == b""


def test_a_lost_log_is_noticed(path: Path) -> None:
    one, _ = begun(path)
    writing = Store(path, "team").write()
    writing.write(write(added(entry(one.id)), of=one.id))
    copy = shutil.copytree(path.parent, path.parent.with_name("copy"))
    writing.close()
    (copy / "team.db-wal").unlink()
    _refused(copy / "team.db", Damaged, "lacks 1 of the 2 changes")


def test_another_store_in_its_place_is_noticed(path: Path) -> None:
    begun(path)
    begun(path.with_name("other.db"), lines=4)
    path.with_name("other.db").replace(path)
    _refused(path, Damaged, "another store")
    known_file(path).unlink()
    with Store(path, "team").read() as reading:
        assert len(reading.sessions()) == 1


@pytest.mark.parametrize("note", [b"", b"{}", b"\xff\x00", b"[1]"])
def test_a_broken_note_beside_it_harms_nothing(path: Path, note: bytes) -> None:
    one, _ = begun(path)
    known_file(path).write_bytes(note)
    with Store(path, "team").write() as writing:
        writing.write(write(added(entry(one.id)), of=one.id))
    assert b'"highest":               2' in known_file(path).read_bytes()
    path.unlink()
    known_file(path).write_bytes(note)
    _refused(path, Vanished, "gone")


def test_a_newer_file_is_refused_and_left_alone(path: Path) -> None:
    begun(path)
    with sqlite3.connect(path) as plain:
        plain.execute("PRAGMA user_version=99")
    plain.close()
    before = path.read_bytes()
    _refused(path, Newer, "file version 99")
    assert path.read_bytes() == before


def test_a_foreign_database_is_refused_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE songs (name)")
    plain.close()
    before = path.read_bytes()
    _refused(path, NotOurs, "not a store")
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["team.db"]


def test_something_else_altogether_is_refused(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("Dear diary")
    _refused(path, NotOurs, "not a store")
    assert path.read_text() == "Dear diary"


def test_a_store_whose_head_was_overwritten_is_damaged(path: Path) -> None:
    begun(path)
    with path.open("rb+") as file:
        file.write(b"Dear diary, today")
    _refused(path, Damaged, "damaged")


def test_a_file_that_was_only_just_made_is_begun(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with Store(path, "team").read() as reading:
        assert reading.sessions() == []
    begun(path)


def test_a_changed_letter_names_the_entry(path: Path) -> None:
    one, lines = begun(path, lines=3)
    path.write_bytes(path.read_bytes().replace(b"line 1 of many", b"line 7 of many"))
    with pytest.raises(Damaged, match=f"entry {lines[1].id}"), Store(path, "team").read() as reading:
        reading.load(one.id)
    assert any(lines[1].id in told for told in damage(path))


@pytest.mark.parametrize("table", ["session", "change", "search"])
def test_a_changed_letter_anywhere_is_found(path: Path, table: str) -> None:
    begun(path, lines=3, protocol_text="name = 'x'")
    changed = {
        "session": "UPDATE session SET protocol_text = 'name = ''y'''",
        "change": "UPDATE change SET label = 'nothing' WHERE seq = 2",
        "search": "UPDATE search SET folded = 'nothing'",
    }
    with sqlite3.connect(path) as plain:
        plain.execute(changed[table])
    plain.close()
    assert damage(path) != []


@few_or(1000, 50)
def test_flipped_bits_are_noticed_or_change_nothing(path: Path, times: int, record_property: Told) -> None:
    told_in(record_property, times, "noticed, or nothing that was kept differs")
    begun(path, lines=60, protocol_text="long " * 900)
    good, source = path.read_bytes(), random.Random(11)
    kept = _everything(path)
    noticed = 0
    for _ in range(times):
        place, bit = source.randrange(len(good)), source.randrange(8)
        path.write_bytes(good[:place] + bytes([good[place] ^ 1 << bit]) + good[place + 1 :])
        told = damage(path)
        noticed += bool(told)
        assert told or _everything(path) == kept, f"bit {bit} of byte {place}"
    assert noticed > times / 5  # most of a small file is empty space


def _everything(path: Path) -> list[object]:
    connection = read_only(path)
    try:
        rows = [connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in RECORDS]
        return [*rows, connection.execute("SELECT * FROM change ORDER BY seq").fetchall()]
    finally:
        connection.close()


def test_the_doctor_finds_a_sound_store_sound(path: Path) -> None:
    begun(path, lines=3)
    assert {f.level for f in Store(path, "team").examine()} <= {"ok", "look"}
    assert Store(path, "team").examine()[-1].sentence.endswith("is sound.")


def test_the_doctor_sees_what_others_can_read_and_what_was_left(path: Path) -> None:
    begun(path)
    path.chmod(0o644)
    path.with_name(".team.version-1.backup.77.tmp").touch()
    told = " ".join(f.sentence for f in Store(path, "team").examine() if f.level == "look")
    assert "chmod 600" in told
    assert "77.tmp was left" in told


def test_the_doctor_says_when_nothing_is_known_from_before(path: Path) -> None:
    begun(path)
    unknown = f"Nothing is known of {path} from before; the next line that is kept notes it."
    assert unknown not in [f.sentence for f in Store(path, "team").examine()]
    known_file(path).unlink()
    assert ("look", unknown) in [(f.level, f.sentence) for f in Store(path, "team").examine()]


def test_the_doctor_sees_something_private_in_a_team_store(path: Path) -> None:
    begun(path)
    begun(path.with_name("journal.db"), "journal", solo=True)
    with sqlite3.connect(path) as plain:
        plain.execute("ATTACH ? AS j", [str(path.with_name("journal.db"))])
        plain.execute("INSERT INTO session SELECT * FROM j.session")
    plain.close()
    assert [f.level for f in Store(path, "team").examine() if "private" in f.sentence] == ["wrong"]


@pytest.mark.parametrize(
    ("number", "good"),
    [((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False), ((3, 50, 7), True),
     ((3, 51, 2), False), ((3, 51, 3), True), ((3, 60, 0), True)],
)  # fmt: skip
def test_which_sqlite_has_its_log_mended(number: tuple[int, ...], good: bool) -> None:
    assert mended(number) is good


def test_a_folder_that_can_not_be_written_can_be_read(path: Path, tmp_path: Path) -> None:
    one, _ = begun(path, lines=1)
    path.parent.chmod(0o500)
    try:
        with Store(path, "team").read() as reading:
            assert len(reading.load(one.id).entries) == 1
    finally:
        path.parent.chmod(0o700)
