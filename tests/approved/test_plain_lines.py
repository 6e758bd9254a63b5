"""Whole sessions in plain lines, every kind and nearly every command, as they read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.approved.approve import approved
from tests.approved.typed import TYPED
from tests.plain.desk import Desk

from dialogue_tui.documents import tell_session
from dialogue_tui.store.where import DataFolder

LOOKING = "/where\n/rows\n/who\n"
MENDING = (
    "/edit 1 Worded anew\n/consent 1 no\n/scribed 1\n/link 2 because 1\n/remove 2\n/undo\n/undo\n/redo\n/rows\n"
)
SESSIONS = [
    ("dialogue-circle", "hour", False), ("ladder-of-inference", "hour", False),
    ("shared-vision", "long", False), ("action-to-reflection", "long", False), ("left-hand-column", "open", False),
    ("left-hand-column", "solo", True),
]  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.chdir(tmp_path)
    made = Desk(DataFolder(tmp_path / "data"))
    yield made
    for door in made.opened:
        door.close()


def told(desk: Desk, typed: str) -> str:
    """What came of it: the output, and under a line what was said of mistakes."""
    words = f"{desk.out}{'~~~' if desk.err else ''}\n{desk.err}".replace(str(desk.folder.path.parent), "FOLDER")
    return f"=== {typed.strip().replace(chr(10), ' ⏎ ')}\n{words}"


@pytest.mark.parametrize(("protocol", "form", "solo"), SESSIONS)
def test_a_session_from_its_opening_to_its_documents(desk: Desk, protocol: str, form: str, solo: bool) -> None:
    engine = desk.begin(protocol, form=form, people=5, title="Pairing", **({"solo": True} if solo else {}))
    read = []
    for number, place in enumerate(engine.places):
        if place.key not in engine.order:
            continue
        if engine.place.key != place.key:
            engine.go(place.key)
        then = MENDING if number % 3 == 1 else "/tips" if number == 3 else "/undo"
        typed = f"{TYPED[place.part.kind]}{LOOKING}{then}\n/time\n/pause\n/pause\n"
        desk.clock.advance(100 + 37 * number)
        desk.type(engine, typed)
        read.append(told(desk, typed))
    typed = (
        "/slips\nunseen\n/reveal\n/case\n/people 7\n/more 5\n/curtain\n/curtain\n/skip\n/back\n/nonsense\n/close\n"
    )
    desk.type(engine, typed)
    read.append(told(desk, typed))
    desk.type(engine, "/close\n/reopen\n/where\n/help\n/help move\n/quit\n")
    read.append(told(desk, "/close /reopen /where /help"))
    approved(f"plain-{protocol}-{form}", "\n".join(read))
    tell_session(desk.folder, engine.session.id, engine.saver, solo=solo)
    written = sorted(desk.folder.exports.rglob("*.md"))
    assert len(written) == 2
    approved(f"documents-{protocol}-{form}", "\n\n".join(path.read_text("utf-8") for path in written))
