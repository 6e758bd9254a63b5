"""Header, foot, cards and lists."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.hostile import hostile
from tests.widgets.stage import SIZES, Stage, lines, shows

from dialogue_tui.facilitation.timing import told
from dialogue_tui.widgets.card import Curtain, StepCard
from dialogue_tui.widgets.choices import Choice, Choices
from dialogue_tui.widgets.foot import Foot
from dialogue_tui.widgets.top import Top, time_words

ROOM = (("enter", "say"), ("@", "who"), ("↑", "select"), ("ctrl+z", "undo"), ("pgup", "back"), ("pgdn", "next"),
        ("?", "help"))  # fmt: skip


ENDS = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (720, "12 min left · ends 10:30"),
        (312, "6 min left · ends 10:30"),
        (24, "under a minute left · ends 10:30"),
        (-12, "under a minute left · ends 10:30"),
        (-132, "+2 over · ends 10:30"),
    ],
)
def test_time_is_said_in_words(seconds, words):
    assert time_words(told(seconds, ENDS)) == words


def test_time_while_it_is_paused():
    assert time_words(told(360)) == "paused · 6 min left"


@pytest.mark.parametrize("size", SIZES)
async def test_top_keeps_the_time_and_gives_the_question_air(size):
    top = Top("Shared vision · Phrases " * 4)
    top.time, top.question = "6 min left · ends 10:30", "What would you see?"
    async with Stage(top).run_test(size=size) as pilot:
        shown = lines(pilot.app)
        assert shown[0].endswith("6 min left · ends 10:30")
        assert shown[0].startswith("  Shared vision · Phrases")
        assert (shown[1], shown[2]) == ("", "  What would you see?")


async def test_over_time_is_told_in_words_as_well_as_in_colour():
    top = Top("a")
    top.question = "q"
    async with Stage(top).run_test() as pilot:
        top.show_time(time_words(told(-120, ENDS)), True)
        await pilot.pause()
        assert lines(pilot.app)[0].endswith("+2 over · ends 10:30")


@pytest.mark.parametrize("size", SIZES)
async def test_foot_keeps_help_and_state_and_never_runs_over(size):
    foot = Foot(ROOM)
    async with Stage(foot).run_test(size=size) as pilot:
        foot.state = "saved"
        await pilot.pause()
        row = next(line for line in lines(pilot.app) if line)
        assert row.endswith("saved")
        assert "?" in row
        assert len(row) <= size[0] - 2
        assert "ctrl+z undo · pgup back · pgdn next" in row
        if size[0] >= 80:
            assert "↑ select" in row


async def test_the_state_stands_apart_from_the_last_key():
    foot = Foot((*ROOM, ("?", "help")))
    async with Stage(foot).run_test(size=(60, 18)) as pilot:
        for length in range(5, 21):
            foot.state = "s" * length
            await pilot.pause()
            row = next(line for line in lines(pilot.app) if line)
            assert "   " + "s" * length in row


async def test_trouble_stays_until_it_is_over_and_the_keys_stay_too():
    foot = Foot(ROOM)
    async with Stage(foot).run_test() as pilot:
        foot.trouble = "The disk is full. What you type stays here."
        foot.state = "saving…"
        await pilot.pause()
        shown = [line for line in lines(pilot.app) if line]
        assert shown[0] == "  ! The disk is full. What you type stays here."
        assert shown[1].endswith("saving…")
        foot.trouble = ""
        await pilot.pause()
        assert not shows(pilot.app, "disk")


@pytest.mark.parametrize("size", SIZES)
async def test_step_card_shows_the_question_what_to_say_and_numbered_questions(size):
    card = StepCard()
    async with Stage(card).run_test(size=size) as pilot:
        card.show("What went through your mind?", "Unedited.", ["The case.", "The turns."])
        await pilot.pause()
        shown = [line.strip() for line in lines(pilot.app) if line]
        assert shown == ["What went through your mind?", "Unedited.", "1  The case.", "2  The turns."]


async def test_curtain_says_whose_meeting_it_is_in_the_middle():
    async with Stage(Curtain("Tarn core team")).run_test(size=(80, 24)) as pilot:
        (row,) = [n for n, line in enumerate(lines(pilot.app)) if line]
        assert lines(pilot.app)[row].strip() == "Tarn core team · back in a moment"
        assert 9 <= row <= 13


async def test_hostile_texts_in_header_foot_and_cards():
    top, card, foot = Top(), StepCard(), Foot()
    async with Stage(top, card, foot).run_test(size=(80, 40)) as pilot:
        for text in hostile():
            short = text[:50]
            top.where, top.time, top.question = short, short[:10], short
            card.show(short, short, [short])
            foot.state, foot.note, foot.trouble = short[:8], short, short
            await pilot.pause()
            assert shows(pilot.app, short.strip()), text
            assert "\x1b" not in "".join(lines(pilot.app))


class Hearing(Stage):
    def on_choices_chosen(self, message: Choices.Chosen) -> None:
        self.got.append(message.id)


ITEMS = [
    Choice("", ("Heading",)),
    Choice("a", ("Alpha", "first")),
    Choice(""),
    Choice("b", ("Beta", "second"), "9"),
]


async def test_the_mark_moves_over_choices_only_and_enter_opens():
    choices = Choices(ITEMS)
    async with Hearing(choices).run_test() as pilot:
        choices.focus()
        await pilot.press("enter", "down", "enter", "down", "up", "up", "up", "enter")
        assert pilot.app.got == ["a", "b", "a"]
        await pilot.click(choices, offset=(5, 3))
        assert pilot.app.got[-1] == "b"


async def test_a_long_list_keeps_the_mark_in_sight():
    choices = Choices([Choice(str(n), (f"row {n}",)) for n in range(100)])
    async with Hearing(choices).run_test(size=(60, 8)) as pilot:
        choices.focus()
        assert any("more" in line for line in lines(pilot.app))
        await pilot.press("end")
        await pilot.pause()
        assert any("›  row 99" in line for line in lines(pilot.app))
        await pilot.press(*["up"] * 50)
        await pilot.pause()
        assert any("›  row 49" in line for line in lines(pilot.app))


async def test_the_marked_one_stays_marked_when_rows_change_and_an_empty_list_chooses_nothing():
    choices = Choices(ITEMS)
    async with Hearing(choices).run_test() as pilot:
        choices.focus()
        await pilot.press("down")
        choices.set_items([Choice("z", ("new",)), *ITEMS])
        assert choices.chosen == "b"
        choices.set_items([Choice("", ("Nothing.",))])
        await pilot.press("enter", "down")
        assert pilot.app.got == []


async def test_hostile_texts_in_lists():
    choices = Choices()
    async with Stage(choices).run_test(size=(80, 24)) as pilot:
        for text in hostile():
            choices.set_items([Choice("", (text,), text[:9]), Choice("a", (text, text), text[:9])])
            await pilot.pause()
            assert shows(pilot.app, text.strip()[:20]), text
            assert "\x1b" not in "".join(lines(pilot.app))
