"""The samples in the sessions folder: made again to the byte, told from the file alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.exchange.bundles import Bundle, parse

from dialogue_tui.demo.samples import listed, main
from dialogue_tui.documents import Source, tale_of
from dialogue_tui.history.render import render
from dialogue_tui.protocols import library
from dialogue_tui.protocols.plan import plan

SESSIONS = Path(__file__).parents[2] / "sessions"
BUILT_IN = sorted(p.name for p in library.listed() if p.built_in)


def bundle(protocol: str) -> Bundle:
    return parse((SESSIONS / f"{protocol}.session.json").read_text("utf-8"))


def source(read: Bundle) -> Source:
    session = read.loaded.session
    protocol = library.parse(session.protocol_text, session.protocol)
    places = plan(protocol, session.form, session.sitting, session.people, session.solo)
    return Source(read.loaded, places, read.team.name if read.team else "", read.before)


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples as another machine makes them: elsewhere in the world, and with other hashes."""
    folder = tmp_path_factory.mktemp("samples") / "made"
    strange = {
        **os.environ,
        "TZ": "Pacific/Chatham",
        "PYTHONHASHSEED": "7",
        "LC_ALL": "C",
        "HOME": str(folder.parent),
    }
    command = [sys.executable, "-m", "dialogue_tui.demo.samples", str(folder)]
    subprocess.run(command, env=strange, cwd=folder.parent, check=True, capture_output=True, timeout=120)
    return folder


def test_there_is_one_for_each_protocol() -> None:
    assert sorted(s.protocol for s in listed()) == BUILT_IN
    kept = {p.name for p in SESSIONS.iterdir() if not p.name.startswith(("20", "."))}
    assert kept == {f"{name}{suffix}" for name in BUILT_IN for suffix in (".session.json", ".lh.md")} | {
        "README.md"
    }


def test_made_again_they_are_the_same_to_the_byte(again: Path) -> None:
    made = {p.name: p.read_bytes() for p in again.iterdir()}
    assert len(made) == 2 * len(BUILT_IN)
    changed = [name for name, content in made.items() if (SESSIONS / name).read_bytes() != content]
    assert changed == [], "the story, a protocol or a document changed: run `make samples` and read what comes out"


@pytest.mark.parametrize("protocol", BUILT_IN)
def test_a_bundle_alone_tells_the_same_history(protocol: str) -> None:
    read = bundle(protocol)
    assert read.loaded.session.protocol == protocol
    tale = tale_of(source(read))
    assert tale.new == []
    assert render(tale) == (SESSIONS / f"{protocol}.lh.md").read_text("utf-8")


@pytest.mark.parametrize("protocol", BUILT_IN)
def test_paragraphs_are_numbered_in_the_order_of_the_page(protocol: str) -> None:
    text = (SESSIONS / f"{protocol}.lh.md").read_text("utf-8")
    numbers = [int(part.partition('"')[0]) for part in text.split('<a id="p')[1:]]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("protocol", BUILT_IN)
def test_no_history_gives_a_name_or_a_line_that_was_kept_back(protocol: str) -> None:
    read = bundle(protocol)
    text = (SESSIONS / f"{protocol}.lh.md").read_text("utf-8")
    assert [p.name for p in read.loaded.people if p.name in text] == []
    assert [e.text for e in read.loaded.entries if e.consent == "no" and e.text in text] == []


def test_the_samples_show_every_layout_and_what_is_kept_back() -> None:
    texts = {name: (SESSIONS / f"{name}.lh.md").read_text("utf-8") for name in BUILT_IN}
    assert "| Commentary | Narrative |" in texts["dialogue-circle"]
    assert "- ◂ *Historian, " in texts["ladder-of-inference"]
    assert "Nobody has commented yet" in texts["action-to-reflection"]
    assert "2 statements withheld by their speakers." in texts["action-to-reflection"]


def test_a_folder_has_to_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "Name the folder" in capsys.readouterr().err
