"""The line: letters are text, Enter says it, and what enters has passed the gate."""

from __future__ import annotations

from tests.hostile import hostile
from tests.widgets.stage import Stage, lines, shows
from textual import events

from dialogue_tui.text import LONGEST, clean
from dialogue_tui.widgets.line import Line


class Hearing(Stage):
    BINDINGS = [("ctrl+z", "note('undo')"), ("ctrl+y", "note('redo')"), ("pagedown", "note('next')"),
                ("pageup", "note('back')"), ("escape", "note('escape')"), ("ctrl+o", "note('editor')")]  # fmt: skip

    def action_note(self, what: str) -> None:
        self.got.append(what)

    def on_line_said(self, message: Line.Said) -> None:
        self.got.append(("said", message.text))

    def on_line_sign(self, message: Line.Sign) -> None:
        self.got.append(("sign", message.sign))

    def on_line_turn(self, message: Line.Turn) -> None:
        self.got.append(("turn", message.by))

    def on_line_empty(self) -> None:
        self.got.append("empty")

    def on_line_too_long(self, message: Line.TooLong) -> None:
        self.got.append(("too long", message.reason))


async def opened(pilot) -> Line:
    line = pilot.app.query_one(Line)
    line.focus()
    await pilot.pause()
    return line


async def test_letters_are_always_text_and_enter_says_it():
    async with Hearing(Line()).run_test() as pilot:
        line = await opened(pilot)
        await pilot.press(*"emwclsxqnjk", "space", "d", "question_mark", "full_stop", "slash", "enter")
        assert pilot.app.got == [("said", "emwclsxqnjk d?./")]
        assert line.text == ""


async def test_signs_mean_something_only_on_the_empty_line():
    async with Hearing(Line()).run_test() as pilot:
        line = await opened(pilot)
        await pilot.press("question_mark", "full_stop", "enter")
        assert pilot.app.got == [("sign", "?"), ("sign", "."), "empty"]
        await pilot.press("a", "question_mark")
        assert line.text == "a?"


async def test_tab_turns_and_the_line_knows_when_up_would_lead_out():
    async with Hearing(Line()).run_test() as pilot:
        line = await opened(pilot)
        await pilot.press("tab", "shift+tab")
        assert pilot.app.got == [("turn", 1), ("turn", -1)]
        assert line.at_top
        await pilot.press("a", "ctrl+j", "b")
        assert not line.at_top
        await pilot.press("up")
        assert line.at_top
        assert line.text == "a\nb"


async def test_undo_belongs_to_the_text_while_there_is_any_and_to_the_screen_otherwise():
    async with Hearing(Line()).run_test() as pilot:
        line = await opened(pilot)
        await pilot.press("a", "b", "enter")
        pilot.app.got.clear()
        await pilot.press("ctrl+z", "ctrl+y")
        assert pilot.app.got == ["undo", "redo"]
        assert line.text == ""
        await pilot.press("c", "ctrl+z")
        assert pilot.app.got == ["undo", "redo"]
        assert line.text == ""


async def test_keys_of_the_screen_reach_the_screen():
    async with Hearing(Line()).run_test() as pilot:
        await opened(pilot)
        await pilot.press("x", "pagedown", "pageup", "escape", "ctrl+o")
        assert pilot.app.got == ["next", "back", "escape", "editor"]


async def test_a_paste_is_cleaned_and_the_line_grows_to_three():
    async with Hearing(Line()).run_test() as pilot:
        line = await opened(pilot)
        assert line.size.height == 1
        line.post_message(events.Paste("one\r\ntwo\x1b[2J\rthree\nfour\n"))
        await pilot.pause()
        assert line.text == "one\ntwo[2J\nthree\nfour"
        assert line.size.height == 3
        await pilot.press("enter")
        assert pilot.app.got == [("said", "one\ntwo[2J\nthree\nfour")]
        await pilot.pause()
        assert line.size.height == 1


async def test_too_much_is_refused_with_a_sentence_and_the_text_stays():
    async with Hearing(Line()).run_test() as pilot:
        line = await opened(pilot)
        await pilot.press("a")
        line.post_message(events.Paste("x" * LONGEST))
        await pilot.pause()
        assert line.text == "a"
        assert [what for what, _ in pilot.app.got] == ["too long"]


async def test_prompt_stands_before_the_text_and_text_wraps_beside_it():
    async with Hearing(Line("data", hint="type what you saw")).run_test(size=(40, 10)) as pilot:
        line = await opened(pilot)
        assert lines(pilot.app)[0] == "  data ›  type what you saw"
        line.reset("one two three four five six seven eight")
        await pilot.pause()
        first, second, *_ = lines(pilot.app)
        assert first.startswith("  data ›  one")
        assert second.startswith(" " * 10 + "s")
        line.prompt = "assumption"
        await pilot.pause()
        assert lines(pilot.app)[0].startswith("  assumption ›  one")


async def test_a_name_is_completed_by_right():
    async with Hearing(Line()).run_test() as pilot:
        line = await opened(pilot)
        line.names = ["Ana Maria", "Bo"]
        await pilot.press("@", "a", "n", "right")
        assert line.text == "@anaMaria" or line.text == "@ana Maria"


async def test_every_hostile_text_comes_out_as_typed():
    line = Line()
    async with Hearing(line).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        for text in hostile():
            line.prompt, line.hint = text[:20], text
            line.post_message(events.Paste(text))
            line.post_message(events.Key("enter", "\r"))
            await pilot.pause()
            await pilot.pause()
            if text.strip() and "\r" not in text:
                assert pilot.app.got[-1] == ("said", clean(text).rstrip("\n"))
            assert "\x1b" not in "".join(lines(pilot.app))
        line.hint = "see [/x] y"
        await pilot.pause()
        assert shows(pilot.app, "see [/x] y")


async def test_a_character_that_is_typed_and_not_printed_is_kept():
    async with Hearing(Line()).run_test() as pilot:
        line = await opened(pilot)
        for character in ("a", "\u00a0", "\u3000", "\u200d", "b"):
            line.post_message(events.Key("unprinted" if character > "\x7f" else character, character))
        await pilot.pause()
        assert line.text == "a\u00a0\u3000\u200db"
        await pilot.press("left")
        line.post_message(events.Key("unprinted", "\u00a0"))
        await pilot.pause()
        await pilot.press("c")
        assert line.text == "a\u00a0\u3000\u200d\u00a0cb"


async def test_what_grew_too_long_is_refused_when_it_is_said():
    async with Hearing(Line()).run_test() as pilot:
        line = await opened(pilot)
        line.reset("x" * (LONGEST + 1))
        await pilot.press("enter")
        await pilot.pause()
        assert [kind for kind, *_ in pilot.app.got] == ["too long"]
        assert len(line.text) == LONGEST + 1
