"""Dialogs, help, palette, themes and leaving, through the app itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.hostile import hostile
from tests.store.counts import few_or, told_in
from tests.widgets.stage import SIZES, lines, shows
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from dialogue_tui.app import DialogueApp
from dialogue_tui.screens import settings
from dialogue_tui.screens.dialogs import AskLine, Choose, Confirm
from dialogue_tui.screens.help import HelpScreen, StepHelp
from dialogue_tui.store.where import DataFolder
from dialogue_tui.widgets.choices import Choice
from dialogue_tui.widgets.keys import bindings, here
from dialogue_tui.widgets.themes import TITLES

STEP = StepHelp(
    "Phrases", "Pictures before words.", ["Only the line."], ["Copywriting."], "It looks bored.", "Synergy."
)


class Bare(Screen[None]):
    BINDINGS = [*bindings("everywhere")]

    def compose(self) -> ComposeResult:
        yield Static("a screen")

    def step_help(self) -> StepHelp:
        return STEP

    def leaving(self) -> str:
        return "Everything said is kept."


@pytest.fixture
def app(tmp_path: Path) -> DialogueApp:
    return DialogueApp(DataFolder(tmp_path), lambda app: Bare())


async def answered(app, dialog, *keys):
    got = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(dialog, got.append)
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
    return got


@pytest.mark.parametrize(
    ("keys", "careful", "answer"),
    [
        (["y"], False, True),
        (["n"], False, False),
        (["enter"], False, True),
        (["enter"], True, False),
        (["down", "enter"], False, False),
        (["escape"], False, None),
    ],
)
async def test_yes_or_no(app, keys, careful, answer):
    assert await answered(app, Confirm("Tear it up?", careful=careful), *keys) == [answer]


async def test_one_line_passes_the_gate_and_escape_is_no_answer(app, tmp_path):
    assert await answered(app, AskLine("Title?", "June [/b]"), "end", "x", "enter") == ["June [/b]x"]
    other = DialogueApp(DataFolder(tmp_path), lambda app: Bare())
    assert await answered(other, AskLine("Title?"), "escape") == [None]


async def test_choosing_narrows_as_one_types(app):
    items = [Choice("a", ("Alpha",)), Choice("b", ("Beta",)), Choice("c", ("Gamma",))]
    assert await answered(app, Choose("Which?", items, find=True), *"am", "enter") == ["c"]


async def test_choosing_from_nothing_says_so(app):
    async with app.run_test() as pilot:
        app.push_screen(Choose("Which?", [], empty="No line has these words."))
        await pilot.pause()
        assert shows(app, "No line has these words.")
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert isinstance(app.screen, Bare)


@pytest.mark.parametrize("size", [*SIZES, (20, 5)])
async def test_dialogs_fit_every_screen(app, size):
    async with app.run_test(size=size) as pilot:
        for dialog in (Confirm("Leave?", "All kept."), AskLine("Find"), Choose("Which?", [Choice("a", ("b",))])):
            app.push_screen(dialog)
            await pilot.pause()
            assert any(line.strip() for line in lines(app))
            await pilot.press("escape")
            await pilot.pause()
            assert isinstance(app.screen, Bare)


@few_or(1000, 6)
async def test_hostile_texts_in_dialogs_and_help(app, times, record_property):
    told_in(record_property, times, "all hostile samples: as typed in every dialog, nothing run")
    given = hostile()
    async with app.run_test(size=(80, 40)) as pilot:
        for text in given[:: max(1, len(given) // times)]:
            short = text[:50]
            for screen in (
                Confirm(short, short, yes=short[:20]),
                AskLine(short, short, hint=short),
                Choose(short, [Choice("a", (short, short))]),
                HelpScreen(here("home"), StepHelp(short, short, [short], [short], short, short)),
            ):
                app.push_screen(screen)
                await pilot.pause()
                assert "\x1b" not in "".join(lines(app))
                if not isinstance(screen, HelpScreen):
                    assert shows(app, short.strip()[:30]), short
                app.pop_screen()
                await pilot.pause()


async def test_help_tells_of_the_step_with_invented_examples_then_this_screens_actions(app):
    async with app.run_test(size=(80, 50)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        text = "\n".join(lines(app))
        assert "ctrl+q" in text
        for words in ("Phrases", "Only the line.", "Copywriting.", "It looks bored.", "Synergy."):
            assert words in text
        assert text.count("Invented example") == 2
        assert text.index("Synergy.") < text.index("ctrl+q")
        assert "palette" not in text
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, Bare)


async def test_the_palette_offers_what_the_screen_can_do_and_the_colours(app):
    async with app.run_test() as pilot:
        await pilot.pause()
        names = [name for name, _, _ in app.commands(app.screen)]
        assert "Help" in names
        assert "Leave" in names
        assert sum(name.startswith("Colours: ") for name in names) == len(TITLES)
        assert "Edit" not in names


async def test_a_palette_entry_runs_its_action(app):
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"light")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.theme == "dialogue-light"


async def test_colours_are_kept_for_next_time_and_a_wrong_name_is_ignored(app, tmp_path):
    async with app.run_test():
        app.set_theme("dialogue-contrast")
    assert DialogueApp(DataFolder(tmp_path)).theme == "dialogue-contrast"
    settings.keep(tmp_path / "settings.toml", "theme", "nonsense")
    assert DialogueApp(DataFolder(tmp_path)).theme in TITLES


@pytest.mark.parametrize("name", sorted(TITLES))
async def test_every_theme_paints_every_screen(app, name):
    async with app.run_test() as pilot:
        app.set_theme(name)
        await pilot.press("question_mark")
        await pilot.pause()
        await pilot.press("escape", "ctrl+q")
        await pilot.pause()
        assert shows(app, "Leave dialogue?")


async def test_leaving_asks_and_says_what_becomes_of_the_session(app):
    async with app.run_test() as pilot:
        await pilot.press("ctrl+q", "ctrl+q")
        await pilot.pause()
        assert shows(app, "Everything said is kept.")
        await pilot.press("escape")
        await pilot.pause()
        assert app.is_running
        assert isinstance(app.screen, Bare)
        await pilot.press("ctrl+q", "y")
        await pilot.pause()
    assert app.return_code == 0


@pytest.mark.parametrize(("value", "colourless"), [("", False), ("1", True), (None, False)])
def test_no_color_counts_only_when_it_says_something(tmp_path, monkeypatch, value, colourless):
    if value is None:
        monkeypatch.delenv("NO_COLOR", raising=False)
    else:
        monkeypatch.setenv("NO_COLOR", value)
    assert DialogueApp(DataFolder(tmp_path)).no_color is colourless


def test_settings_keep_other_lines_and_bear_a_broken_file(tmp_path):
    path = tmp_path / "new" / "settings.toml"
    settings.keep(path, "theme", "a")
    path.write_text(path.read_text() + '# mine\n[other]\ntheme = "theirs"\n')
    settings.keep(path, "theme", 'b"c')
    settings.keep(path, "size", "big")
    assert settings.value(path, "theme") == 'b"c'
    assert settings.value(path, "size") == "big"
    assert "# mine" in path.read_text()
    assert '"theirs"' in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_bytes(b'# mine\r\ntheme = "a"\r\n')
    settings.keep(path, "theme", "b")
    assert path.read_bytes() == b'# mine\r\ntheme = "b"\r\n'
    for broken in ("[[[", "twice = { a = 1, a = 2 }"):
        path.write_text(broken)
        assert settings.value(path, "theme") == ""
        with pytest.raises(ValueError):
            settings.keep(path, "theme", "a")
        assert path.read_text() == broken
