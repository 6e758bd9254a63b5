"""Every store is opened through one door, which knows where it is and what opens it."""

from __future__ import annotations

import ast
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from tests.store.keeping import begun, texts
from tests.store.memory import HELD, Memory

from dialogue_tui.documents import tale_of
from dialogue_tui.facilitation.beginning import begin
from dialogue_tui.facilitation.clock import FakeClock
from dialogue_tui.history.render import render
from dialogue_tui.protocols import library
from dialogue_tui.store.errors import StoreError
from dialogue_tui.store.opening import DRIVERS, Store
from dialogue_tui.store.records import Session
from dialogue_tui.telling.record import source

PACKAGE = Path(__file__).parents[2] / "src" / "dialogue_tui"
OPENERS = {"Reading", "Writing", "Saver", "Inline"}
BEHIND = "dialogue_tui.store.sqlite"


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setitem(DRIVERS, "memory", Memory)
    yield Store("memory://one", "team")
    HELD.clear()


def _session(store: Store) -> Session:
    clock = FakeClock(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), 60)
    with store.read() as reading, store.save_at_once() as saver:
        text = library.text_of("dialogue-circle")
        engine = begin(reading, saver, text, clock=clock, random=Random(7), process="one", team="Tarn")
        engine.say("Lanterns at the crossing")
        return engine.session


def test_a_session_goes_from_its_beginning_to_its_history_by_any_driver(
    memory: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    session = _session(memory)
    with memory.read() as reading:
        told = render(tale_of(source(reading, session.id)))
        assert [e.text for e in reading.search("lanterns")] == ["Lanterns at the crossing"]
    assert "Lanterns at the crossing" in told
    assert [f.level for f in memory.examine()] == ["ok"]
    with memory.write() as writing:
        writing.erase([session.id])
    with memory.read() as reading:
        assert reading.sessions() == reading.search("lanterns") == []
    assert list(tmp_path.iterdir()) == []


def test_the_driver_is_named_by_the_address_or_beside_it(memory: Store, tmp_path: Path) -> None:
    assert not memory.exists()
    begun_by_name = Store(tmp_path / "team.db", "team", "memory")
    _session(begun_by_name)
    assert begun_by_name.exists()
    assert list(tmp_path.iterdir()) == []


def test_what_nothing_opens_is_refused_in_one_sentence() -> None:
    with pytest.raises(StoreError, match="Nothing here opens a store of the kind 'postgresql'; there is sqlite"):
        Store("postgresql://tarn/team", "team").read()


def test_a_backup_is_a_store_of_its_own_and_its_owners_alone(tmp_path: Path) -> None:
    one, lines = begun(tmp_path / "team.db", lines=3)
    copy = Store(tmp_path / "team.db", "team").back_up(tmp_path / "copy.db")
    assert texts(copy, one.id) == [line.text for line in lines]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        Store(tmp_path / "team.db", "team").back_up(copy)


def _opened_past_the_door(code: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            found += [name] * (name in OPENERS)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            found += [name for name in names if name.startswith(BEHIND)][:1]
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.startswith(BEHIND)]
    return found


def test_nobody_opens_a_store_past_the_door() -> None:
    outside = [p for p in PACKAGE.rglob("*.py") if PACKAGE / "store" not in p.parents]
    assert len(outside) > 100
    assert {p.name: found for p in outside if (found := _opened_past_the_door(p.read_text("utf-8")))} == {}


@pytest.mark.parametrize(
    "code",
    [
        "with Reading(path) as reading: pass",
        "saver = saving.Inline(path, 'team')",
        "from dialogue_tui.store.sqlite.reader import read_only",
        "from dialogue_tui.store import sqlite",
        "import dialogue_tui.store.sqlite.driver",
    ],
)
def test_what_goes_past_the_door_is_seen(code: str) -> None:
    assert _opened_past_the_door(code) != []


def test_only_the_door_and_its_own_folder_know_sqlite() -> None:
    store = [p for p in (PACKAGE / "store").glob("*.py") if p.name != "opening.py"]
    assert [p.name for p in store if "sqlite3" in (text := p.read_text("utf-8")) or ".sqlite" in text] == []
