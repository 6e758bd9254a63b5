"""The journal from Home: counted, and opened by key alone."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from tests.screens.driving import until
from tests.screens.hearing import NOW, Hearing, typed_into
from tests.store.keeping import added, entry, session, write
from tests.widgets.stage import lines, shows

from dialogue_tui.app import DialogueApp
from dialogue_tui.demo.fill import fill
from dialogue_tui.protocols import library
from dialogue_tui.screens.home import Home
from dialogue_tui.screens.journal import choices
from dialogue_tui.store.records import Live, Session
from dialogue_tui.store.where import DataFolder


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path)


def one_alone(folder: DataFolder) -> tuple[Session, Session]:
    both = (
        session(protocol="ladder-of-inference", title="the heron", solo=True, state="open",
                form="solo", place="opening/card",
                protocol_text=library.text_of("ladder-of-inference")),
        session(protocol="left-hand-column", title="the otter", solo=True, state="closed",
                form="solo", place="opening/card",
                protocol_text=library.text_of("left-hand-column")),
    )  # fmt: skip
    with folder.journal.write() as writing:
        writing.write(write(*(added(row) for s in both for row in (s, Live(s.id)))))
    return both


async def test_the_journal_is_counted_and_nothing_of_it_shown_until_j(folder):
    under_way, ended = one_alone(folder)

    class Both(Hearing):
        def on_home_resume(self, message):
            message.prevent_default()
            self.got.append(("resume", message.session, message.solo))

        def on_home_show(self, message):
            message.prevent_default()
            self.got.append(("show", message.session, message.solo))

    async with Both(folder).run_test(size=(80, 30)) as pilot:
        await typed_into(pilot)
        assert shows(pilot.app, "In your journal: 2")
        assert not shows(pilot.app, "heron")
        assert not shows(pilot.app, "otter")
        await typed_into(pilot, "j")
        for words in ("PRIVATE", "the heron", "the otter", "Begin"):
            assert shows(pilot.app, words), words
        await typed_into(pilot, "enter")
        await typed_into(pilot, "j")
        await typed_into(pilot, "down", "enter")
        assert pilot.app.got == [("resume", under_way.id, True), ("show", ended.id, True)]


async def test_a_session_of_the_journal_opens_and_reads(folder):
    under_way, ended = one_alone(folder)
    async with DialogueApp(folder, lambda app: Home(folder, now=lambda: NOW)).run_test(size=(80, 30)) as pilot:
        await typed_into(pilot)
        home = pilot.app.screen
        home.post_message(Home.Show(ended.id, solo=True))
        await typed_into(pilot)
        assert shows(pilot.app, "PRIVATE")
        await typed_into(pilot, "escape")
        home.post_message(Home.Resume(under_way.id, solo=True))
        await pilot.pause()
        room = pilot.app.screen
        await until(pilot, lambda: getattr(room, "engine", None) is not None)
        assert room.engine.session.id == under_way.id


async def test_without_a_journal_nothing_is_said_of_it(folder):
    async with Hearing(folder).run_test(size=(80, 30)) as pilot:
        await typed_into(pilot)
        assert not shows(pilot.app, "In your journal")


async def test_with_a_journal_alone_home_greets_with_it_and_shows_nothing_of_it(folder):
    one_alone(folder)
    async with Hearing(folder).run_test(size=(80, 30)) as pilot:
        before = "\n".join(lines(pilot.app))
        await typed_into(pilot)
        shown = "\n".join(lines(pilot.app))
        for text in (before, shown):
            assert "›  In your journal" in text
            assert "Nothing here yet" not in text
            assert [text.index(way) for way in ("In your journal", "Look around", "Start with a team")] == sorted(
                text.index(way) for way in ("In your journal", "Look around", "Start with a team")
            )
        assert "In your journal: 2" in shown
        assert "heron" not in shown
        await typed_into(pilot, "enter")
        assert shows(pilot.app, "PRIVATE")
        assert shows(pilot.app, "the heron")


async def test_a_journal_that_holds_nothing_is_a_first_time(folder):
    folder.journal.write().close()
    async with Hearing(folder).run_test(size=(80, 30)) as pilot:
        await typed_into(pilot)
        assert shows(pilot.app, "Nothing here yet")
        assert not shows(pilot.app, "In your journal")


def test_a_session_without_a_title_is_called_by_its_first_words(folder):
    about, first = (session(protocol="left-hand-column", title="", solo=True, form="solo") for _ in range(2))
    with folder.journal.write() as writing:
        writing.write(write(
            *(added(s) for s in (about, first)),
            added(entry(about.id, "the June date", part="opening/card", slot="result", consent="role only")),
            added(entry(first.id, "He closed the laptop.", part="lhc.case/write")),
        ))  # fmt: skip
    rows = choices(folder.journal, library.listed(()), (), NOW)
    assert {r.cells[2] for r in rows if r.id.startswith("resume ")} == {"the June date", "He closed the laptop."}


def test_looking_around_leaves_ones_own_journal_as_it_is(folder):
    one_alone(folder)
    fill(folder, NOW.date(), Random(4))
    with folder.journal.read() as journal:
        assert sorted(s.title for s in journal.sessions()) == ["the heron", "the otter"]
