"""What is private, and who wrote an anonymous line or when, is found nowhere but where it belongs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.store.counts import Told, few_or, told_in
from tests.terminal.harness import DIALOGUE, NeverShown, Terminal
from tests.terminal.stage import entries, kept, room, saved

from dialogue_tui.exchange.files import HISTORY, TRANSCRIPT
from dialogue_tui.history.render import render
from dialogue_tui.store.opening import Store
from dialogue_tui.store.records import Entry
from dialogue_tui.store.sqlite.reader import SQLiteReader

pytestmark = pytest.mark.terminal

F9 = "\x1b[20~"
SLIPS = ["zebra slip", "yak slip", "walrus slip", "vole slip", "urchin slip"]


def dialogue(data: Path, *words: str) -> str:
    done = subprocess.run(
        [str(DIALOGUE), *words],
        capture_output=True, env={**os.environ, "DIALOGUE_DATA": str(data)}, timeout=60, check=True,
    )  # fmt: skip
    return done.stdout.decode()


def holding(folder: Path, word: str) -> set[str]:
    """The names of the files that hold the word, in whatever of its bytes."""
    forms = [word.encode(how) for how in ("utf-8", "utf-16-le")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.name for path in files if any(form in path.read_bytes() for form in forms)}


def leave(terminal: Terminal) -> None:
    terminal.keys("ctrl+q")
    terminal.wait("Leave the session?").keys("y")
    assert terminal.ended() == 0


def on_until(terminal: Terminal, words: str, steps: int = 30) -> Terminal:
    """Go on until the screen says this."""
    for _ in range(steps):
        terminal.settle()
        if words in terminal.text():
            return terminal
        terminal.keys("pagedown")
    raise NeverShown(f"{words} was never come to")


def documents(data: Path) -> None:
    """Every document there is, beside the store; made as the commands make them, without starting each."""
    from dialogue_tui import documents as made

    saver = Store(data / "team.db", "team").save_at_once()
    with Store(data / "team.db", "team").read() as reading:
        found = made.source(reading, reading.find("last").id)
    texts = {HISTORY: render(made.tale_of(found))}
    texts |= {suffix: made.transcript_text(found, form) for form, suffix in TRANSCRIPT.items()}
    for suffix, text in texts.items():
        made.write(found, text, suffix, data / "exports", saver)
    saver.close()
    assert len(list((data / "exports").iterdir())) == len(texts)


@few_or(3, 1)
def test_typed_into_the_air_at_a_private_part(tmp_path: Path, times: int, record_property: Told) -> None:
    told_in(record_property, times, "private part in a room: in no file at all, and never on the screen")
    for turn in range(times):
        data, canary = tmp_path / str(turn) / "data", f"heron{turn}canary"
        with Terminal("run", "left-hand-column", data=data) as terminal:
            terminal.wait("begin")
            on_until(terminal, "PRIVATE:")
            terminal.type(canary.replace(".", ""))
            terminal.wait("Nothing is kept here")
            terminal.paste(canary)
            terminal.keys("enter")
            terminal.type(canary)
            terminal.settle()
            assert canary not in terminal.text()
            terminal.keys("pagedown")
            terminal.settle()
            terminal.kill(15)
            terminal.ended()
            assert canary.encode() not in bytes(terminal.raw)
        documents(data)
        assert holding(tmp_path / str(turn), canary) == set()


@few_or(3, 1)
def test_written_alone(tmp_path: Path, times: int, record_property: Told) -> None:
    told_in(
        record_property, times, "a solo session: in the journal alone; no team's screen, list or document has it"
    )
    for turn in range(times):
        folder = tmp_path / str(turn)
        data, canary = folder / "data", f"heron{turn}canary"
        with Terminal("run", "left-hand-column", "--solo", data=data) as terminal:
            terminal.wait("begin")
            on_until(terminal.keys("pagedown") or terminal, "›")
            terminal.type(canary + "\r")
            terminal.wait(saved)
            terminal.kill(9 if turn % 2 else 15)
            terminal.ended()
        with room(data) as terminal:
            terminal.type("what the room heard\r")
            terminal.wait("what the room heard").wait(saved)
            leave(terminal)
        with Terminal(data=data) as terminal:
            terminal.wait("dialogue").settle()
            assert canary.encode() not in bytes(terminal.raw)
            terminal.keys("q")
            terminal.ended()
        documents(data)
        assert canary not in dialogue(data, "show", "last") + dialogue(data, "sessions", "--json")
        assert holding(folder, canary) in ({"journal.db"}, {"journal.db-wal"}, {"journal.db", "journal.db-wal"})
        assert canary in dialogue(data, "show", "last", "--solo")


@few_or(10, 1)
def test_slips(tmp_path: Path, times: int, record_property: Told) -> None:
    told_in(
        record_property,
        times,
        "anonymous slips: nothing on disk before the reveal; after it no author, time or order",
    )
    orders = set()
    for turn in range(times):
        data = tmp_path / str(turn)
        with room(data) as terminal:
            terminal.type("@Ana (Firmware lead) said by name\r")
            terminal.wait("1  said by name").wait(saved)
            terminal.keys("ctrl+t")
            terminal.wait("What is typed here now are slips")
            for number, slip in enumerate(SLIPS, 1):
                terminal.type(slip + "\r")
                terminal.wait(f"{number} of 8 answered")
                assert slip not in terminal.text().replace("› ", "")
            assert [holding(data, slip) for slip in SLIPS] == [set()] * len(SLIPS)
            terminal.keys("ctrl+r")
            terminal.wait("zebra slip").wait(saved)
            orders.add(tuple(nothing_to_find(data)))
            leave(terminal)
        documents(data)
        orders.add(tuple(nothing_to_find(data)))
    assert len(orders) > times / 2


def nothing_to_find(data: Path) -> list[str]:
    """Of the anonymous lines: no author, no time, no order, in any row or in the log; their order on the wall."""
    store = data / "team.db"
    loaded = kept(store)
    people = {person.id for person in loaded.people}
    assert people
    hidden = [e for e in loaded.entries if e.attribution == "anonymous"]
    assert {e.text for e in hidden} == set(SLIPS)
    assert {(e.person, e.at, e.offset) for e in hidden} == {(None, None, None)}
    ids = {e.id for e in hidden}
    with SQLiteReader(store).connection() as connection:
        assert connection is not None
        for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE type='table' AND name='entry'"):
            assert sql.rstrip().endswith("WITHOUT ROWID")
        for (rows,) in connection.execute("SELECT rows FROM change"):
            for row in json.loads(rows):
                told = json.dumps(row)
                assert not any(id in told for id in ids) or not any(person in told for person in people)
                if any(id in told for id in ids):
                    assert not re.search(r'"at": ?"[^"]', told)
    for path in (p for p in data.rglob("*") if p.suffix in {".md", ".json", ".csv"}):
        for row in path.read_text("utf-8").splitlines():
            assert not any(slip in row for slip in SLIPS) or not ("Ana" in row or "Firmware" in row)
    on_the_wall = [e.text for e in entries(store) if e.attribution == "anonymous"]
    return [*on_the_wall, *(e.text for e in sorted(hidden, key=lambda e: e.id))]


@few_or(10, 1)
def test_made_anonymous_afterwards(tmp_path: Path, times: int, record_property: Told) -> None:
    told_in(
        record_property,
        times,
        "a line made anonymous with key a: its time is in no file, "
        "and the log tells neither whose it was nor where it stood",
    )
    for turn in range(times):
        data = tmp_path / str(turn)
        store = data / "team.db"
        with room(data) as terminal:
            for text in ("before it", "@Ana (Firmware lead) the one that weighs", "after it"):
                terminal.type(text + "\r")
            terminal.wait("after it").wait(saved)
            (old,) = [e for e in entries(store) if e.text == "the one that weighs"]
            assert old.person
            assert old.at
            terminal.keys("up", "up", "a")
            terminal.wait("to make it anonymous for good")
            terminal.type("yes\r")
            terminal.wait(lambda t, store=store: any(e.attribution == "anonymous" for e in entries(store)))
            terminal.wait(saved)
            leave(terminal)
        (now,) = [e for e in entries(store) if e.text == "the one that weighs"]
        assert (now.attribution, now.person, now.at, now.offset) == ("anonymous", None, None, None)
        assert now.id != old.id
        documents(data)
        assert holding(data, old.at) == set()
        log_tells_nothing(store, old, now)


def log_tells_nothing(store: Path, old: Entry, now: Entry) -> None:
    """Of the line made anonymous: not who came with it, nor before or after which other line it was said."""
    with SQLiteReader(store).connection() as connection:
        assert connection is not None
        log = connection.execute("SELECT seq, at, label, rows FROM change ORDER BY seq").fetchall()
    assert [seq for seq, *_ in log] == list(range(1, len(log) + 1))
    assert not any(old.person in rows for *_, rows in log if old.person)
    bare = [seq for seq, _, label, _ in log if not label]
    assert bare == [2]
    assert log[1][1] == log[0][1]
    told = [seq for seq, *_, rows in log if old.id in rows]
    assert told == [log[-1][0]]
    assert [now.id in rows for *_, rows in log].count(True) == 1


@few_or(3, 1)
def test_a_crash_report_has_no_words(tmp_path: Path, times: int, record_property: Told) -> None:
    told_in(
        record_property, times, "a crash with lines on the wall: the report and the one sentence hold none of them"
    )
    for turn in range(times):
        data, canary = tmp_path / str(turn), f"heron{turn}canary"
        with Terminal("run", "dialogue-circle", data=data, program=crashing()) as terminal:
            terminal.wait("begin").keys("pagedown")
            terminal.wait("What do you need")
            terminal.type(canary + "\r")
            terminal.wait(canary).wait(saved)
            shown = len(terminal.raw)
            terminal.keys(F9)
            assert terminal.ended() == 1
            assert terminal.sane()
            after = bytes(terminal.raw[shown:])
            assert b"mistake of its own" in after
            assert canary.encode() not in after.split(b"\x1b[?1049l")[-1]
        assert list(data.glob("crash-*.txt"))
        assert {name for name in holding(data, canary) if not name.startswith("team.db")} == set()


def crashing() -> list[str]:
    """The program with a key that breaks it while the words are in a local variable."""
    code = (
        "import sys\n"
        "from dialogue_tui.__main__ import main\n"
        "from dialogue_tui.screens.session import SessionScreen\n"
        "def on_key(self, event):\n"
        "    words = [e.text for e in self.engine.work().entries]\n"
        "    if event.key == 'f9': raise RuntimeError(str(words))\n"
        "SessionScreen.on_key = on_key\n"
        "sys.exit(main())\n"
    )
    return [sys.executable, "-c", code]
