"""A store from before opens, reads as it was written, and what is written today is the same, byte for byte."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from tests.store.keeping import added, changed, write

from dialogue_tui.store.encoding import CHANGE
from dialogue_tui.store.opening import Store
from dialogue_tui.store.records import (
    RECORDS,
    Comment,
    Entry,
    Exported,
    Link,
    Live,
    Paragraph,
    Person,
    Presence,
    Session,
    Team,
    Thread,
    ThreadEvent,
    Version,
)
from dialogue_tui.store.tables import MODELS, TABLES

VERSION_1 = Path(__file__).with_name("version_1.sql")
AT = "2026-03-04T10:15:00+00:00"
PART = "loi.down/rungs"

SESSION = Session(
    "one", "loi", "hour", "Retries", AT, offset=-90, team="t", case="kept", visited=["opening/card"],
    protocol_text="name = 'x'", place=PART,
)  # fmt: skip
SAID = Entry(
    "said", "one", PART, row="r", position=0.1 + 0.2, text="Ja, größer ‘so’\nund mehr",
    value={"answer": 2, "to": ["ä", None]}, person="ana", at=AT, offset=60,
)  # fmt: skip
LOGGED = [
    Team("t", "Tarn", AT),
    Person("ana", "t", "Ana", role="Firmware"),
    SESSION,
    SAID,
    Entry("slip", "one", PART, position=1.0, text="A slip", attribution="anonymous", wording="written"),
    Entry("went", "one", PART, position=2.0, text="Taken back", removed=True, at=AT, offset=60),
    Link("link", "one", "said", "slip", "because"),
    Presence("one:ana", "one", "ana"),
    Thread("thread", "commitment", "said", "one", "t", owner="ana", due="2026-04-01", surprise=3),
    ThreadEvent("event", "thread", "one", AT, "looked at again", {"state": "open"}),
    Version("version", "one", "t", 1, ["said"], AT),
    Comment("comment", "one", 1, "So it was", at=AT, position=1.0),
]
BESIDE = [
    Live("one", since=AT, spent={"opening/card": 1.5}, curtain=True),
    Paragraph("one:1", "one", 1, "said"),
    Exported("exported", "one", "a.lh.md", "00ff"),
]


@pytest.fixture
def old(tmp_path: Path) -> Store:
    """A store as the first version of the file holds it, written by the program of then."""
    connection = sqlite3.connect(tmp_path / "old.db")
    connection.executescript(VERSION_1.read_text("utf-8"))
    connection.close()
    return Store(tmp_path / "old.db", "team")


@pytest.fixture
def new(tmp_path: Path) -> Store:
    """The same, written today."""
    store = Store(tmp_path / "new.db", "team")
    after = replace(SAID, text="Changed")
    with store.write() as writing:
        writing.write(write(*map(added, LOGGED), of="one", id="change", at=AT))
        writing.write(write(changed(SAID, text="Changed"), of="one", id="again", at=AT, label="line changed"))
        back = write(changed(after, text=SAID.text), of="one", id="back", at=AT, label="undo: line changed")
        writing.write(replace(back, kind="undo", of="again"))
        writing.write(write(*map(added, BESIDE), logged=False))
    return store


def _rows(store: Store) -> dict[str, list[Any]]:
    connection = sqlite3.connect(str(store))
    found = {t: sorted(connection.execute(f"SELECT * FROM {t}"), key=repr) for t in [*TABLES, "search"]}
    connection.close()
    del found["meta"]
    return found


def _form(store: Store) -> dict[str, str]:
    connection = sqlite3.connect(str(store))
    told = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'search%' AND name NOT LIKE 'sqlite_%'"
    found = {name: re.sub(r"\s+", " ", sql.strip()) for name, sql in connection.execute(told)}
    connection.close()
    return found


def test_an_old_store_is_sound_and_reads_as_it_was_written(old: Store) -> None:
    assert [f.sentence for f in old.examine() if f.level == "wrong"] == []
    with old.read() as reading:
        loaded = reading.load("one")
        assert [e.id for e in reading.search("grösser")] == ["said"]
    listed = [loaded.session, loaded.live, *loaded.people, *loaded.entries, *loaded.links, *loaded.presence,
              *loaded.threads, *loaded.events, *loaded.versions, *loaded.comments, *loaded.paragraphs,
              *loaded.exported]  # fmt: skip
    wanted = {r.id + type(r).__name__: replace(r, revision=3 if r is SAID else 1) for r in [*LOGGED[1:], *BESIDE]}
    assert {r.id + type(r).__name__: r for r in listed if r is not None} == wanted
    assert [c.label for c in loaded.changes] == ["line said", "line changed", "undo: line changed"]


def test_what_is_written_today_is_what_was_written_then(old: Store, new: Store) -> None:
    assert _rows(new) == _rows(old)


def test_a_file_made_today_has_the_form_of_its_version(old: Store, new: Store) -> None:
    assert _form(new) == _form(old)


def test_an_old_store_is_written_on(old: Store) -> None:
    with old.write() as writing:
        writing.write(write(changed(replace(SAID, revision=3), text="Later"), of="one"))
    with old.read() as reading:
        assert reading.entry("said") == replace(SAID, text="Later", revision=4)


@pytest.mark.parametrize("table", RECORDS)
def test_a_record_has_the_types_of_its_model(table: str) -> None:
    fields = {f.alias or name: f.annotation for name, f in MODELS[table].model_fields.items()}
    del fields["checksum"]
    assert fields == get_type_hints(RECORDS[table])


def test_the_log_is_read_and_sealed_by_all_its_columns() -> None:
    assert {"seq", *CHANGE, "checksum"} == set(TABLES["change"].columns.keys())
