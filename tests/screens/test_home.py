"""Home: what it shows in the first minute and in month four, and what it asks the app to do."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from tests.hostile import hostile
from tests.screens.driving import until
from tests.screens.hearing import DUE, NOW, Hearing, month_four, typed_into
from tests.store.keeping import added, entry, session, write
from tests.widgets.stage import SIZES, lines, shows

from dialogue_tui.app import DialogueApp
from dialogue_tui.screens.home import Home
from dialogue_tui.screens.home_view import gather, ways
from dialogue_tui.store.reading import Reading
from dialogue_tui.store.where import DataFolder
from dialogue_tui.widgets.choices import Choices
from dialogue_tui.widgets.small import WORDS as TOO_SMALL


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path)


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_time_says_what_to_do_first(folder, size):
    async with Hearing(folder).run_test(size=size) as pilot:
        await pilot.pause()
        text = "\n".join(lines(pilot.app))
        assert "Nothing here yet" in text
        assert "›  Look around" in text
        assert "All protocols" in text
        assert "Tue 24 Nov 2026" in text
        assert "ctrl+p all" in text
        assert "h earlier" not in text
        await pilot.press("enter")
        assert pilot.app.got == ["demo"]
        assert not folder.team.exists()


async def test_enter_enter_starts_a_protocol_with_its_defaults(folder):
    async with Hearing(folder).run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        (wanted,) = pilot.app.got
        assert (wanted.protocol, wanted.form, wanted.people, wanted.solo) == ("dialogue-circle", "short", 8, False)
        await pilot.press("down", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert (pilot.app.got[-1].protocol, pilot.app.got[-1].solo) == ("ladder-of-inference", True)


async def test_start_takes_a_title_and_a_number_of_people_and_refuses_nonsense(folder):
    async with Hearing(folder).run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"[b]a", "tab", "tab", "end", "0", "0", "enter")
        await pilot.pause()
        assert shows(pilot.app, "a number from 1 to 99")
        assert pilot.app.got == []
        await pilot.press("backspace", "backspace", "enter")
        await pilot.pause()
        assert (pilot.app.got[0].title, pilot.app.got[0].people) == ("[b]a", 8)


async def test_escape_leaves_the_dialog_and_starts_nothing(folder):
    async with Hearing(folder).run_test() as pilot:
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.got == []
        assert isinstance(pilot.app.screen, Home)


@pytest.mark.parametrize("size", SIZES)
async def test_month_four_shows_what_is_under_way_first(folder, size):
    under_way, *_, newest = month_four(folder)
    async with Hearing(folder).run_test(size=size) as pilot:
        await pilot.pause()
        shown = lines(pilot.app)
        text = "\n".join(shown)
        assert "dialogue · Tarn core team" in shown[0]
        assert "›  Ladder of inference" in text
        assert "in “Widen the pool”" in text
        assert "d shows all 3" in text
        assert "12 Aug" in text
        assert "11 lines" in text
        assert all(len(line) <= size[0] - 2 for line in shown)
        await pilot.press("enter", "down", "enter", "down", "down", "enter")
        await pilot.pause()
        assert pilot.app.got == [("resume", under_way.id), ("show", under_way.id), ("show", newest.id)]


async def test_d_shows_all_that_was_handed_on_and_then_the_first_again(folder):
    month_four(folder)
    async with Hearing(folder).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert sum(shows(pilot.app, words) for words in DUE) == 2
        await pilot.press("d")
        await pilot.pause()
        assert all(shows(pilot.app, words) for words in DUE)
        await pilot.press("d")
        await pilot.pause()
        assert sum(shows(pilot.app, words) for words in DUE) == 2


async def test_protocols_and_earlier_sessions_are_reached_in_month_four_too(folder):
    sessions = month_four(folder)
    async with Hearing(folder).run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await pilot.pause()
        assert shows(pilot.app, "Which protocol?")
        await pilot.press("escape", "h")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert shows(pilot.app, "Which session?")
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.got == [("show", sessions[-1].id)]


async def test_find_shows_the_lines_and_opens_their_session(folder):
    under_way, *_ = month_four(folder)
    async with Hearing(folder).run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"technicians", "enter")
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert shows(pilot.app, DUE[0])
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.got == [("show", under_way.id)]


async def test_what_was_done_elsewhere_is_there_on_coming_back(folder):
    async with Hearing(folder).run_test(size=(80, 24)) as pilot:
        month_four(folder)
        pilot.app.screen.reread()
        await pilot.pause()
        assert shows(pilot.app, "Tarn core team")


async def test_a_store_that_is_not_ours_is_named_and_protocols_are_still_there(folder):
    folder.path.mkdir(exist_ok=True)
    (folder.path / "team.db").write_bytes(b"not a database, however long it may be " * 40)
    async with Hearing(folder).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert shows(pilot.app, "! ")
        assert shows(pilot.app, "team.db")
        assert shows(pilot.app, "Ladder of inference")
        assert not shows(pilot.app, "Nothing here yet")


async def test_a_protocol_file_with_a_mistake_is_listed_and_says_so(folder, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "mine.toml").write_text("title = ")
    app = DialogueApp(folder, lambda app: Home(folder, [own], now=lambda: NOW))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end", "enter")
        await pilot.pause()
        assert shows(app, "this file has a mistake")
        assert shows(app, "mine.toml")


async def test_hostile_words_on_home_are_shown_as_typed(folder):
    texts = [t for t in hostile() if t.strip()][:40]
    month_four(folder, due=[" ".join(t.split()) for t in texts], title="[/] x")
    async with Hearing(folder).run_test(size=(120, 80)) as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert shows(pilot.app, "[/] x")
        for text in texts:
            assert shows(pilot.app, text[:30]), text
        for text in hostile():
            pilot.app.notify(text[:60], title=text[:9], markup=False)
        await pilot.pause()
        assert "\x1b" not in "".join(lines(pilot.app))


async def test_q_leaves_home_at_once_and_ctrl_q_asks(folder):
    app = Hearing(folder)
    async with app.run_test() as pilot:
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert shows(app, "Leave dialogue?")
        await pilot.press("n")
        await pilot.pause()
        assert app.is_running
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0


async def test_j_and_vi_keys_do_not_fight(folder):
    async with Hearing(folder).run_test() as pilot:
        await pilot.press("j")
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert shows(pilot.app, "What would you like to write or read?")


def test_ways_put_the_default_first_and_name_every_sitting():
    found = ways("shared-vision")
    assert [(w.form, w.sitting) for w in found][:3] == [("hour", "a"), ("hour", "b"), ("hour", "c")]
    assert all(w.minutes > 0 for w in found)


def test_reading_home_does_not_grow_with_the_number_of_sessions(folder, monkeypatch):
    month_four(folder)
    view = gather(folder)
    assert len(view.lately) == 5
    assert set(view.counts) <= {s.id for s in view.lately}


async def test_the_list_has_the_focus(folder):
    async with Hearing(folder).run_test() as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.focused, Choices)


async def test_what_is_typed_in_a_dialog_is_seen(folder):
    month_four(folder)
    async with Hearing(folder).run_test(size=(80, 24)) as pilot:
        await typed_into(pilot, "slash", *"heron")
        assert shows(pilot.app, "heron")


async def test_what_was_handed_on_is_said_without_its_marks(folder):
    month_four(folder, due=["FW: pairing retry in 3.2 by 28 Jan > tickets under 10 a week ? support dashboard"])
    async with Hearing(folder).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert shows(pilot.app, "pairing retry in 3.2 by 28 Jan")
        assert not shows(pilot.app, "tickets")


@pytest.mark.parametrize("size", [(20, 5), (30, 24), (80, 6)])
async def test_a_window_too_small_for_home_says_so(folder, size):
    month_four(folder)
    async with Hearing(folder).run_test(size=(80, 24)) as pilot:
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert " ".join(" ".join(lines(pilot.app)).split()) == TOO_SMALL
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert shows(pilot.app, "Tarn core team")


async def test_the_words_about_the_demo_go_when_it_is_there(folder, monkeypatch):
    told = Event()
    monkeypatch.setattr("dialogue_tui.demo.fill.fill", lambda *_: told.wait(10) and month_four(folder))
    app = DialogueApp(folder, lambda app: Home(folder, now=lambda: NOW))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: shows(app, "being written"))
        told.set()
        await until(pilot, lambda: shows(app, "Tarn core team"))
        await pilot.pause()
        assert not shows(app, "being written")


async def test_a_session_without_a_title_is_called_by_what_it_is_about(folder):
    under_way = month_four(folder, title="")[0]
    untold = session(protocol="dialogue-circle", title="", team=under_way.team)
    untitled = session(protocol="dialogue-circle", title="", team=under_way.team, state="closed")
    card = {"part": "opening/card", "slot": "result"}
    with folder.team.write() as writing:
        about = [entry(under_way.id, "calibration, again", **card), entry(untitled.id, "who decides", **card)]
        about.append(entry(untold.id, "said in the middle of it"))  # a team's own lines are no title
        writing.write(write(added(untitled), added(untold), *(added(e) for e in about)))
    async with Hearing(folder).run_test(size=(80, 30)) as pilot:
        await typed_into(pilot)
        assert shows(pilot.app, "calibration, again")
        assert not shows(pilot.app, "said in the middle of it")
        await typed_into(pilot, "h")
        assert shows(pilot.app, "who decides")


def test_what_untitled_sessions_are_about_is_one_query(folder, monkeypatch):
    month_four(folder, title="")
    asked = []
    monkeypatch.setattr(Reading, "abouts", lambda self, of, first=False: asked.append(list(of)) or {})
    gather(folder)
    assert [len(of) for of in asked] == [1]
