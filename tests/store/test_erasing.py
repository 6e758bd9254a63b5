"""What is scrubbed or torn up is found in no byte of any file."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from tests.store.keeping import added, all_bytes, begun, changed, entry, fresh, write

from dialogue_tui.store.encoding import to_json
from dialogue_tui.store.opening import Store
from dialogue_tui.store.records import Link, Person, Thread, ThreadEvent
from dialogue_tui.store.sqlite.driver import SQLite
from dialogue_tui.store.sqlite.reader import SQLiteReader
from dialogue_tui.store.writing import Writing

CANARY = "Kanarienvogel"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "team.db"


def _said(path: Path) -> tuple[str, str, str]:
    """A line that says the canary, was edited, linked and made a thread; (session, line, person)."""
    one, lines = begun(path, lines=40)
    ana = Person(fresh(), None, "Ana")
    said = entry(
        one.id, f"{CANARY} one", person=ana.id, value={"to": f"{CANARY} two"}, at="2026-03-04T11:11:11+00:00"
    )
    link = Link(fresh(), one.id, said.id, lines[0].id, "because", {"x": f"{CANARY} three"})
    thread = Thread(fresh(), "commitment", said.id, one.id, owner_typed=f"{CANARY} four")
    event = ThreadEvent(fresh(), thread.id, one.id, said.at, "kept", {"why": f"{CANARY} five"})
    with Store(path, "team").write() as writing:
        writing.write(write(added(ana), added(said), of=one.id, id="said", at="2026-03-04T11:11:11+00:00"))
        edited = replace(said, text=f"{CANARY} six")
        writing.write(write(changed(said, text=edited.text), of=one.id))
        writing.write(write(added(link), added(thread), added(event), of=one.id))
        writing.tick(0)
        for line in random.Random(3).sample(lines, 10):
            writing.write(write(changed(line, text="other"), of=one.id))
    return one.id, said.id, ana.id


def _nowhere(path: Path) -> None:
    kept = all_bytes(path.parent).lower()
    for form in (CANARY, CANARY[2:], CANARY.encode("utf-16-le").decode("latin-1")):
        assert form.lower().encode("latin-1") not in kept


def test_the_canary_would_be_found(path: Path) -> None:
    _said(path)
    assert CANARY.lower().encode() in all_bytes(path.parent)


def test_a_line_made_anonymous_leaves_nothing_of_the_old(path: Path) -> None:
    session, old, person = _said(path)
    new = entry(session, "what was said, now by nobody", attribution="anonymous", at=None)
    with Store(path, "team").write() as writing, Store(path, "team").read() as reading:
        seq = writing.write(write(added(new), of=session, scrub=(old,)))
        _nowhere(path)
        loaded = reading.load(session)
        assert old not in {e.id for e in loaded.entries}
        assert loaded.links == loaded.threads == loaded.events == []
        assert len(loaded.entries) == 41
        changes = reading.changes_after(0, session)
    assert changes[-1].seq == seq
    assert not changes[-1].undoable
    # Nothing in the log ties the person, the minute or the old line to anything that was said.
    earlier = to_json([[c.at, c.label, [[r.id, r.before, r.after] for r in c.rows]] for c in changes[:-1]])
    assert old not in earlier
    assert "11:11" not in earlier
    # Nor does a change that has become empty tell who came with it, or which lines it stood between.
    assert not any(r.id == person for c in changes for r in c.rows)
    bare = [at for at, c in enumerate(changes) if not c.label]
    assert bare == list(range(1, 1 + len(bare)))
    assert not any(changes[at].undoable for at in bare)
    assert {(r.table, r.before, r.after) for r in changes[-1].rows[1:]} == {
        (t, None, None) for t in ("entry", "link", "thread", "thread_event")
    }


def test_a_case_is_torn_up(path: Path) -> None:
    session, old, _ = _said(path)
    with Store(path, "team").write() as writing, Store(path, "team").read() as reading:
        writing.write(write(of=session, scrub=(old,)))
        _nowhere(path)
        assert reading.search(CANARY) == []
        assert len(reading.search("many")) == 30
    assert all(b"11:11:11" not in p.read_bytes() for p in path.parent.iterdir())


def test_the_only_line_of_a_store_is_torn_up(path: Path) -> None:
    one, _ = begun(path)
    line = entry(one.id, CANARY)
    with Store(path, "team").write() as writing:
        writing.write(write(added(line), of=one.id))
        writing.write(write(of=one.id, scrub=(line.id,)))
        _nowhere(path)


def test_no_free_pages_are_left(path: Path) -> None:
    one, _ = begun(path)
    lines = [entry(one.id, f"{CANARY} " * 300) for _ in range(40)]
    with Store(path, "team").write() as writing:
        writing.write(write(*map(added, lines), of=one.id))
        writing.write(write(of=one.id, scrub=tuple(e.id for e in lines)))
        _nowhere(path)
        with SQLiteReader(path).connection() as connection:
            assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_a_thread_given_another_origin_stays(path: Path) -> None:
    session, old, _ = _said(path)
    with Store(path, "team").read() as reading:
        (thread,) = reading.load(session).threads
    new = entry(session, "now by nobody")
    with Store(path, "team").write() as writing, Store(path, "team").read() as reading:
        writing.write(write(added(new), changed(thread, origin=new.id), of=session, scrub=(old,)))
        assert [t.origin for t in reading.load(session).threads] == [new.id]
        row = next(r for r in reading.changes_after(0, session)[-1].rows if r.table == "thread")
    assert row.before is None
    assert row.after["origin"] == new.id


def test_while_somebody_reads_erasing_is_done_later(path: Path) -> None:
    session, old, _ = _said(path)
    with SQLiteReader(path).connection() as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM entry").fetchone()
        with Writing(SQLite(path), "team", patience=0.01) as writing:
            writing.write(write(of=session, scrub=(old,)))
            assert not writing.tidy()
            other.execute("COMMIT")
            writing.tick(0)
            _nowhere(path)


def test_what_was_left_to_erase_is_erased_by_the_next_program(path: Path) -> None:
    session, old, _ = _said(path)
    with SQLiteReader(path).connection() as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM entry").fetchone()
        with Writing(SQLite(path), "team", patience=0.01) as writing:
            writing.write(write(of=session, scrub=(old,)))
        other.execute("COMMIT")
    assert CANARY.lower().encode() in all_bytes(path.parent).lower()
    with Store(path, "team").write() as writing:
        writing.tick(0)
        _nowhere(path)


def test_a_torn_up_line_is_not_torn_up_twice(path: Path) -> None:
    session, old, _ = _said(path)
    again = write(of=session, scrub=(old,))
    with Store(path, "team").write() as writing:
        assert writing.write(again) == writing.write(again)
