"""Writing: all or nothing, checked against what was there, and nothing private in a team's store."""

from __future__ import annotations

import sqlite3
import stat
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.hostile import cleaned
from tests.store.keeping import added, begun, changed, entry, gone, session, texts, write

from dialogue_tui.store.errors import Conflict, Private, StoreError
from dialogue_tui.store.opening import Store
from dialogue_tui.store.records import RECORDS, Link, Live, Paragraph, Release, Team, Version, as_row, from_row
from dialogue_tui.store.tables import MODELS, TABLES
from dialogue_tui.text import clean

CANARY = "the line nobody else may read"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "team.db"


@pytest.mark.parametrize("table", RECORDS)
def test_tables_and_records_have_the_same_columns(table: str) -> None:
    columns = TABLES[table].columns
    assert {c.name for c in columns} == {f.name for f in fields(RECORDS[table])} | {"checksum"}
    optional = {f.name for f in fields(RECORDS[table]) if "None" in str(f.type)}
    assert {c.name for c in columns if c.nullable} == optional


def test_what_was_written_is_read(path: Path) -> None:
    one = session(visited=["opening/card"], protocol_text="name = 'x'", team="t", case="open", offset=-90)
    line = entry(one.id, "Ja", value={"answer": 2, "to": ["ä", None]}, position=0.1 + 0.2, person="p", offset=60)
    room = Live(one.id, spent={"opening/card": 1.5}, curtain=True)
    with Store(path, "team").write() as writing:
        assert writing.write(write(added(one), of=one.id)) == 1
        assert writing.write(write(added(line), of=one.id)) == 2
        assert writing.write(write(added(room), of=one.id, logged=False)) == 0
    with Store(path, "team").read() as reading:
        loaded = reading.load(one.id)
    assert loaded.session == replace(one, revision=1)
    assert loaded.entries == [replace(line, revision=1)]
    assert loaded.live == replace(room, revision=1)
    assert [c.seq for c in loaded.changes] == [1, 2]
    assert loaded.seq == 2


def test_the_folder_and_every_file_are_for_their_owner_alone(path: Path) -> None:
    one = session()
    saver = Store(path, "team").save_at_once()
    saver.submit(write(added(one), of=one.id)).result()
    saver.call(lambda w: w.tick(0)).result()
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in [path.parent, *path.parent.iterdir()]}
    saver.close()
    assert modes.pop("data") == 0o700
    assert set(modes) == {"team.db", "team.db-wal", "team.db-shm", "team.known", "team.lock"}
    assert set(modes.values()) == {0o600}


def test_the_pragmas_that_keep_lines(path: Path) -> None:
    with Store(path, "team").write() as writing:
        raw = writing.writer.engine().raw_connection()
        names = ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "wal_autocheckpoint", "temp_store")
        assert [raw.cursor().execute(f"PRAGMA {n}").fetchone()[0] for n in names] == ["wal", 2, 1, 1, 0, 2]
        raw.close()


def test_a_transaction_holds_the_writing_lock_from_its_beginning(path: Path) -> None:
    begun(path)
    with Store(path, "team").write() as writing, writing.writer.engine().begin():
        other = sqlite3.connect(path, timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_a_row_changed_twice_in_one_write(path: Path) -> None:
    one, _ = begun(path)
    line = entry(one.id, "first")
    with Store(path, "team").write() as writing, Store(path, "team").read() as reading:
        second = replace(line, text="second")
        writing.write(write(added(line), changed(line, text="second"), changed(second, removed=True), of=one.id))
        assert reading.search("first") == reading.search("second") == []
        writing.write(write(changed(replace(second, removed=True), removed=False, text="third"), of=one.id))
        assert [e.revision for e in reading.search("third")] == [4]


def test_a_row_that_somebody_else_changed_is_a_conflict(path: Path) -> None:
    one, (line,) = begun(path, lines=1)
    with Store(path, "team").write() as first, Store(path, "team").write() as second:
        first.write(write(changed(line, text="theirs"), of=one.id))
        with pytest.raises(Conflict):
            second.write(write(changed(line, text="mine"), added(entry(one.id, "beside")), of=one.id))
    assert texts(path, one.id) == ["theirs"]


def test_a_conflict_where_a_row_should_be_or_should_not(path: Path) -> None:
    one, (line,) = begun(path, lines=1)
    with Store(path, "team").write() as writing:
        with pytest.raises(Conflict):
            writing.write(write(added(replace(line, text="again")), of=one.id))
        with pytest.raises(Conflict):
            writing.write(write(gone(entry(one.id)), of=one.id))


def test_revisions_grow_whatever_the_writer_thought(path: Path) -> None:
    one, (line,) = begun(path, lines=1)
    with Store(path, "team").write() as writing:
        writing.write(write(changed(line, text="b"), of=one.id, id="w1"))
        writing.write(write(changed(replace(line, text="b"), text="c"), of=one.id))
    with Store(path, "team").read() as reading:
        assert reading.load(one.id).entries[0].revision == 3
        row = reading.change("w1").rows[0]
    assert (row.before["revision"], row.after["revision"]) == (1, 2)


def test_the_same_write_twice_is_written_once(path: Path) -> None:
    one, _ = begun(path)
    line = write(added(entry(one.id)), of=one.id)
    room, numbered = Live(one.id), Paragraph(f"{one.id}:1", one.id, 1, "x")
    beside = write(added(room), added(numbered), of=one.id, logged=False)
    with Store(path, "team").write() as writing:
        assert writing.write(line) == writing.write(line) == 2
        assert writing.write(beside) == writing.write(beside) == 0
    assert len(texts(path, one.id)) == 1


def test_a_line_can_go_and_come_back(path: Path) -> None:
    one, (line,) = begun(path, lines=1)
    with Store(path, "team").write() as writing, Store(path, "team").read() as reading:
        writing.write(write(gone(line), of=one.id))
        assert reading.load(one.id).entries == []
        assert reading.search("many") == []
        writing.write(write(added(line), of=one.id))
        assert [e.text for e in reading.search("many")] == [line.text]


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ({"attribution": "shouted"}, "attribution"),
        ({"wording": "sung"}, "wording"),
        ({"consent": "yes, why not"}, "consent"),
        ({"position": float("nan")}, "position"),
        ({"removed": "yes"}, "removed"),
        ({"offset": "60"}, "offset"),
        ({"text": None}, "text"),
        ({"value": ["a"]}, "value"),
        ({"attribution": "anonymous"}, "anonymous, yet it tells who or when"),
        ({"attribution": "anonymous", "at": None, "person": "p"}, "anonymous, yet it tells who or when"),
        ({"attribution": "anonymous", "at": None, "offset": 60}, "anonymous, yet it tells who or when"),
    ],
)
def test_a_row_that_is_not_what_its_table_holds_is_refused(path: Path, broken: dict[str, Any], named: str) -> None:
    one, _ = begun(path)
    line = added(entry(one.id, CANARY, **broken) if "text" not in broken else entry(one.id, **broken))
    with Store(path, "team").write() as writing, pytest.raises(StoreError, match="is no entry") as refused:
        writing.write(write(added(entry(one.id, "beside")), line, of=one.id))
    assert named in str(refused.value)
    assert CANARY not in repr(refused.value)
    assert texts(path, one.id) == []


@pytest.mark.parametrize(
    ("table", "broken"),
    [
        ("session", {"state": "ajar"}),
        ("session", {"case": "lost"}),
        ("paragraph", {"number": 0}),
        ("version", {"number": 0}),
        ("release", {"state": "sent"}),
        ("team", {"id": ""}),
        ("team", {"size": 8}),
    ],
)
def test_what_a_table_holds_is_declared(table: str, broken: dict[str, Any]) -> None:
    one = {
        "session": session(),
        "paragraph": Paragraph("s:1", "s", 1, "x"),
        "version": Version("v", "s", None, 1),
        "release": Release("r", "e", "s", "c"),
        "team": Team("t", "Tarn"),
    }[table]
    row = {**as_row(one), "revision": 1, "checksum": 0}
    assert MODELS[table].model_validate(row)
    with pytest.raises(ValueError, match="1 validation error"):
        MODELS[table].model_validate(row | broken)


@pytest.mark.parametrize("where", ["session", "release"])
def test_nothing_private_enters_a_team_store(path: Path, where: str) -> None:
    solo = session(solo=True)
    private = added(solo) if where == "session" else added(Release("r", "e", "s", "c"))
    with Store(path, "team").write() as writing, pytest.raises(Private):
        writing.write(write(added(session()), private))
    with Store(path, "team").read() as reading:
        assert reading.sessions() == []
    with Store(path.with_name("journal.db"), "journal").write() as writing:
        assert writing.write(write(private)) == 1


def test_a_line_of_the_journal_can_not_stray_into_the_team_store(path: Path) -> None:
    solo, _ = begun(path.with_name("journal.db"), "journal", solo=True)
    begun(path)
    with Store(path, "team").write() as writing:
        for stray in (entry(solo.id, "secret"), Link("l", solo.id, "a", "b", "because")):
            with pytest.raises(StoreError, match="session"):
                writing.write(write(added(stray), of=solo.id))


def test_a_journal_is_never_opened_as_a_team_store(path: Path) -> None:
    begun(path, "journal", solo=True)
    with pytest.raises(Private):
        Store(path, "team").write()


def test_no_table_keeps_the_order_of_writing(path: Path) -> None:
    begun(path)
    with sqlite3.connect(path) as plain:
        for table in RECORDS:
            with pytest.raises(sqlite3.OperationalError, match="rowid"):
                plain.execute(f"SELECT rowid FROM {table}")
    plain.close()


def test_a_change_of_an_older_program_can_be_undone(path: Path) -> None:
    one, _ = begun(path)
    line = entry(one.id)
    older = added(line)
    del older.after["consent"]
    with Store(path, "team").write() as writing:
        writing.write(write(older, of=one.id))
        writing.write(write(gone(from_row("entry", older.after)), of=one.id))


def test_a_session_change_gives_back_the_whole_row(path: Path) -> None:
    one, _ = begun(path, protocol_text="long " * 50)
    with Store(path, "team").write() as writing:
        writing.write(write(changed(one, place="loi.down/rungs"), of=one.id, id="moved"))
    with Store(path, "team").read() as reading:
        (row,) = reading.change("moved").rows
        assert row.after["protocol_text"] == row.before["protocol_text"] == "long " * 50
    with sqlite3.connect(path) as plain:
        (kept,) = plain.execute("SELECT rows FROM change WHERE id = 'moved'").fetchone()
    plain.close()
    assert "long" not in kept


def test_an_error_never_tells_what_was_written(path: Path) -> None:
    one, _ = begun(path)
    with Store(path, "team").write() as writing:
        wrong = added(entry(one.id, "CANARY"))
        wrong.after["part"] = None
        with pytest.raises(Exception) as told:
            writing.write(write(wrong, of=one.id))
    assert "CANARY" not in f"{told.value} {told.value.__cause__} {told.value.__context__}"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text().map(clean), min_size=1, max_size=8))
def test_text_comes_back_as_typed(tmp_path: Path, typed: list[str]) -> None:
    path = tmp_path / "team.db"
    one, given = session(), []
    saver = Store(path, "team").save_at_once()
    given = [entry(one.id, t, slot=t, value={t: t}, position=float(n)) for n, t in enumerate(typed)]
    saver.submit(write(added(one), *map(added, given), of=one.id, label=typed[0])).result()
    saver.close()
    with Store(path, "team").read() as reading:
        loaded = reading.load(one.id)
        assert sorted(loaded.entries, key=lambda e: e.position) == [replace(e, revision=1) for e in given]
        assert [r.after["text"] for r in reading.change(loaded.changes[-1].id).rows[1:]] == typed


def test_hostile_samples_come_back_as_typed(path: Path) -> None:
    typed = cleaned()
    assert len(typed) > 60
    one = session()
    lines = [entry(one.id, t, position=float(n)) for n, t in enumerate(typed)]
    with Store(path, "team").write() as writing, Store(path, "team").read() as reading:
        writing.write(write(added(one), *map(added, lines), of=one.id))
        for text in typed:
            reading.search(text[:200])
    assert texts(path, one.id) == typed


def test_a_checkpoint_keeps_the_log_short_and_one_process_makes_it(path: Path) -> None:
    one, _ = begun(path, lines=1)
    with Store(path, "team").write() as first, Store(path, "team").write() as second:
        first.tick(0)
        second.write(write(added(entry(one.id)), of=one.id))
        grown = path.stat().st_mtime_ns
        second.tick(0)
        assert path.stat().st_mtime_ns == grown
        first.tick(0)
        assert path.stat().st_mtime_ns > grown


def test_erasing_sessions_leaves_the_others(path: Path) -> None:
    one, lines = begun(path, lines=3)
    other, _ = begun(path, lines=2)
    with Store(path, "team").write() as writing:
        writing.erase([one.id])
        assert writing.write(write(added(entry(other.id, "more")), of=other.id)) == 8
    with Store(path, "team").read() as reading:
        assert [s.id for s in reading.sessions()] == [other.id]
        assert len(reading.search("many")) == 2
    content = b"".join(p.read_bytes() for p in path.parent.iterdir())
    assert one.id.encode() not in content
    assert lines[0].id.encode() not in content
