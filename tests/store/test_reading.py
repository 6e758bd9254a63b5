"""Reading: what lists, sessions, search and the other screen see."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.store.keeping import added, begun, changed, entry, session, write

from dialogue_tui.store import reading as reading_module
from dialogue_tui.store.errors import Ambiguous, NotFound
from dialogue_tui.store.opening import Store
from dialogue_tui.store.records import Link, Person, Presence, Team, Thread, ThreadEvent, Version
from dialogue_tui.store.tables import TABLES
from dialogue_tui.store.where import DataFolder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "team.db"


def test_reading_imports_no_models() -> None:
    code = (
        "import sys, dialogue_tui.store.reading\n"
        "print(sorted({'sqlmodel', 'sqlalchemy', 'pydantic', 'textual', 'rich', 'hashlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout == "[]\n"


def test_every_column_that_reading_names_is_there() -> None:
    """SQLite takes a quoted name that is no column for a text, and finds nothing without a word."""
    columns = {c.name for table in TABLES.values() for c in table.columns}
    tree = ast.parse(Path(reading_module.__file__).read_text("utf-8"))
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    quoted = {name for text in texts for name in re.findall(r'"(\w+)"', text)}
    assert "session" in quoted
    assert quoted <= columns


def test_sessions_newest_first_and_light(path: Path) -> None:
    for day, state in ((2, "closed"), (9, "open"), (5, "closed")):
        begun(path, id=f"s{day}", started=f"2026-01-0{day}T09:00:00+00:00", state=state, protocol_text="long")
    with Store(path, "team").read() as reading:
        assert [s.id for s in reading.sessions()] == ["s9", "s5", "s2"]
        assert [s.id for s in reading.sessions(1)] == ["s9"]
        assert [s.id for s in reading.sessions(state="closed")] == ["s5", "s2"]
        assert {s.protocol_text for s in reading.sessions()} == {""}
        assert reading.session("s5").protocol_text == "long"


def test_finding_a_session_by_the_beginning_of_its_id(path: Path) -> None:
    for name in ("abc2", "abd3", "xyz4"):
        begun(path, id=name, started=f"2026-01-0{name[-1]}T09:00:00+00:00")
    with Store(path, "team").read() as reading:
        assert [reading.find(w).id for w in ("x", "ABC", "abd3", "last", " last ")] == [
            "xyz4", "abc2", "abd3", "xyz4", "xyz4"
        ]  # fmt: skip
        with pytest.raises(Ambiguous, match="abd3, abc2"):
            reading.find("ab")
        with pytest.raises(NotFound, match="'xyz4'"):
            reading.find("xyy4")
        for nothing in ("", "%", "_"):
            with pytest.raises((NotFound, Ambiguous)):
                reading.find(nothing)


def test_no_session_yet(path: Path) -> None:
    with Store(path, "team").read() as reading, pytest.raises(NotFound, match="no session yet"):
        reading.find("last")


def test_a_session_with_all_that_belongs_to_it_and_nothing_else(path: Path) -> None:
    one, two = session(id="one", team="t"), session(id="two", team="t")
    ana, ben, eve = Person("ana", "t", "Ana"), Person("ben", None, "Ben"), Person("eve", "other", "Eve")
    said, earlier = entry("one", "now", id="e1", person="ben"), entry("two", "then", id="e2")
    open_, done = (
        Thread("t2", "question", "e2", "two", "t"),
        Thread("t3", "question", "e2", "two", "t", state="kept"),
    )
    mine = Thread("t1", "commitment", "e1", "one", "t")
    rows = [
        Team("t", "Core"), one, two, ana, ben, eve, said, earlier, open_, done, mine,
        Link("l1", "one", "e1", "e1", "because"), Link("l2", "two", "e2", "e2", "because"),
        Presence("one:ana", "one", "ana"), Presence("two:ben", "two", "ben"),
        ThreadEvent("v1", "t1", "two", "2026-01-02", "kept"), ThreadEvent("v2", "t2", "one", "2026-01-01", "asked"),
        Version("n2", "two", "t", 2, ["e2"]), Version("n1", "one", "t", 1, ["e1"]),
    ]  # fmt: skip
    with Store(path, "team").write() as writing:
        writing.write(write(*map(added, rows), of="one"))
        writing.write(write(changed(said, text="now then"), of="one"))
        writing.write(write(changed(earlier, text="thus"), of="two"))
    with Store(path, "team").read() as reading:
        loaded = reading.load("one")
        assert [e.id for e in loaded.entries] == ["e1"]
        assert [x.id for x in loaded.links] == ["l1"]
        assert [p.id for p in loaded.people] == ["ana", "ben"]
        assert [p.id for p in loaded.presence] == ["one:ana"]
        assert [t.id for t in loaded.threads] == ["t1"]
        assert [e.id for e in loaded.events] == ["v2", "v1"]
        assert [v.id for v in loaded.versions] == ["n1", "n2"]
        assert [(t.id, e.text) for t, e in loaded.brought] == [("t2", "thus")]
        assert [len(c.rows) for c in loaded.changes] == [0, 0]
        assert loaded.seq == 3
        assert [(t.id, words) for t, words in reading.threads("t", None)] == [
            ("t1", "now then"), ("t2", "thus"), ("t3", "thus")
        ]  # fmt: skip
        assert [t.id for t, _ in reading.threads("t")] == ["t1", "t2"]
        assert [p.id for p in reading.people("t")] == ["ana"]
        assert [p.id for p in reading.people()] == ["ana", "ben", "eve"]
        assert [t.name for t in reading.teams()] == ["Core"]
        assert reading.counts() == {"one": 1, "two": 1}
        with pytest.raises(NotFound):
            reading.load("three")


@pytest.mark.parametrize(("kind", "solo", "brought"), [("team", False, 0), ("journal", True, 1)])
def test_without_a_team_only_ones_own_threads_come_back(path: Path, kind: str, solo: bool, brought: int) -> None:
    before, now = session(solo=solo), session(solo=solo)
    line = entry(before.id, "try it")
    with Store(path, kind).write() as writing:  # type: ignore[arg-type]
        thread = Thread("t", "commitment", line.id, before.id)
        writing.write(write(*map(added, (before, now, line, thread)), of=now.id))
    with Store(path, "team").read() as reading:
        assert len(reading.load(now.id).brought) == brought


def test_another_programs_changes_are_seen(path: Path) -> None:
    one, (line,) = begun(path, lines=1)
    other, _ = begun(path)
    with Store(path, "team").read() as reading, Store(path, "team").write() as writing:
        seen = reading.load(one.id).seq
        writing.write(write(changed(line, text="new"), of=one.id))
        writing.write(write(added(entry(other.id)), of=other.id))
        writing.write(write(added(Person("p", None, "Ana")), of=None))
        news = reading.changes_after(seen, one.id)
    assert [(c.session, c.rows[0].table) for c in news] == [(one.id, "entry"), (None, "person")]
    assert news[0].rows[0].after["text"] == "new"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("angstrom", "Ångström units"), ("ÅNGSTRÖM", "Ångström units"), ("ångs", "Ångström units"),
        ("units angstrom", "Ångström units"), ("strasse", "Große Straße"), ("GROSSE", "Große Straße"),
        ("日本語", "これは日本語です"), ("本", "これは日本語です"), ("語で", "これは日本語です"),
        ("한국", "한국어 문장"), ("مرحبا", "مرحبا بالعالم"), ("cafe", "un cafe\u0301 noir"), ("fi", "ﬁne print"),
        ("3.2", "retry in 3.2"), ("a_b", "name a_b"), ("it's", "it's late"),
    ],
)  # fmt: skip
def test_search_finds_what_people_would_call_the_same(path: Path, query: str, found: str) -> None:
    one, _ = begun(path)
    typed = [
        "Ångström units", "Große Straße", "これは日本語です", "한국어 문장", "مرحبا بالعالم", "un cafe\u0301 noir",
        "ﬁne print", "retry in 3.2", "name a_b", "it's late",
    ]  # fmt: skip
    with Store(path, "team").write() as writing:
        writing.write(write(*(added(entry(one.id, t)) for t in typed), of=one.id))
    with Store(path, "team").read() as reading:
        assert [e.text for e in reading.search(query)] == [found]


@pytest.mark.parametrize(
    "query", ["", " ", '"', "'", "*", "NEAR(", "a AND", "-x", "folded:", "^", "(", "_", "%", "\\"]
)
def test_search_takes_any_query(path: Path, query: str) -> None:
    begun(path, lines=1)
    with Store(path, "team").read() as reading:
        assert reading.search(query) == []


def test_words_that_mean_something_to_the_index_are_words(path: Path) -> None:
    one, _ = begun(path)
    with Store(path, "team").write() as writing:
        writing.write(write(added(entry(one.id, "this OR that")), of=one.id))
    with Store(path, "team").read() as reading:
        assert len(reading.search("OR")) == len(reading.search("that OR")) == 1
        assert reading.search("x OR that") == []


def test_search_follows_edits_removal_and_the_limit(path: Path) -> None:
    one, lines = begun(path, lines=5)
    with Store(path, "team").write() as writing, Store(path, "team").read() as reading:
        writing.write(write(changed(lines[0], text="few"), changed(lines[1], removed=True), of=one.id))
        assert {e.id for e in reading.search("many")} == {e.id for e in lines[2:]}
        assert len(reading.search("many", 2)) == 2
        assert [e.text for e in reading.search("few")] == ["few"]
        gone = replace(lines[1], removed=True)
        writing.write(write(changed(gone, removed=False), of=one.id))
        assert len(reading.search("many")) == 4
        assert reading.counts() == {one.id: 5}


def test_where_things_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIALOGUE_DATA", str(tmp_path / "env"))
    assert DataFolder.find(tmp_path / "flag").team == Store(tmp_path / "flag" / "team.db", "team")
    assert DataFolder.find().journal == Store(tmp_path / "env" / "journal.db", "journal")
    monkeypatch.delenv("DIALOGUE_DATA")
    assert DataFolder.find().path.name == "dialogue"
    assert not (tmp_path / "env").exists()


def test_what_a_session_is_about_is_told_without_a_title(path: Path) -> None:
    for name in ("one", "two", "three", "four"):
        begun(path, id=name, title="")
    card = {"part": "opening/card", "at": "2026-03-04T10:00:00+00:00"}
    with Store(path, "team").write() as writing:
        lines = [
            entry("one", "the June date", slot="result", **card),
            entry("one", "spoken before", at="2026-03-04T09:00:00+00:00"),
            entry("two", "this team", slot="audience", **card),
            entry("two", "second", at="2026-03-04T12:00:00+00:00"),
            entry("two", "first", at="2026-03-04T11:00:00+00:00"),
            entry("three", "not for export", slot="result", consent="no", **card),
            entry("four", "taken back", slot="result", removed=True, **card),
        ]
        writing.write(write(*(added(line) for line in lines)))
    with Store(path, "team").read() as reading:
        everything = ["one", "two", "three", "four"]
        assert reading.abouts(everything) == {"one": "the June date"}
        assert reading.abouts(everything, first=True) == {"one": "the June date", "two": "first"}
        assert reading.abouts(["two"]) == {}
        with pytest.raises(NotFound, match=r"no session 'zz' \(here\)\."):
            reading.find("zz", " (here)")
