"""The page for those who facilitate from paper."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from dialogue_tui.protocols import library
from dialogue_tui.protocols.card import BESIDE, LONG, WIDE, cards
from dialogue_tui.protocols.plan import NoSuchForm, plan
from dialogue_tui.text import width

NAMES = [each.name for each in library.listed()]
EVERY = [
    (name, form, sitting)
    for name in NAMES
    for form, its in library.find(name).forms.items()
    for sitting in ([each.id for each in its.sittings] or [""])
]
BACK = "## Beside each step"


def flat(page: str) -> str:
    return " ".join(page.split())


def card(name: str, form: str = "", sitting: str = "") -> str:
    (page,) = cards(library.find(name), form, sitting)
    return page


@pytest.mark.parametrize(("name", "form", "sitting"), EVERY)
def test_every_form_fits_on_one_page(name: str, form: str, sitting: str) -> None:
    lines = card(name, form, sitting).splitlines()
    assert len(lines) <= LONG
    assert max(width(line) for line in lines) <= WIDE


@pytest.mark.parametrize(("name", "form", "sitting"), EVERY)
def test_every_part_is_asked_and_the_rules_stand_on_the_page(name: str, form: str, sitting: str) -> None:
    protocol, page = library.find(name), flat(card(name, form, sitting))
    for place in plan(protocol, form, sitting, solo=protocol.forms[form].solo):
        assert flat(place.ask) in page
    for rule in [*protocol.safety, *protocol.not_when, protocol.purpose]:
        assert flat(rule) in page


def test_the_clock_runs_from_the_opening_to_the_end() -> None:
    lines = card("shared-vision", "hour", "a").split("\n")
    heads = [line for line in lines if line.startswith("## ") and ":" in line[:8]]
    assert [head.split()[1] for head in heads] == ["0:00", "0:01", "0:06", "0:31", "0:45", "0:57", "1:00"]
    assert heads[1] == "## 0:01 The stance (5 min; you, openly)"
    assert heads[2] == "## 0:06 Personal vision (25 min; alone, private)"


def test_a_step_that_may_be_left_out_takes_no_time_of_the_hour() -> None:
    heads = [line for line in card("ladder-of-inference", "hour").split("\n") if line.startswith("## 0:")]
    loop = next(at for at, head in enumerate(heads) if "The loop" in head)
    assert "4 min; together, by role; may be left out" in heads[loop]
    assert heads[loop].split()[1] == heads[loop + 1].split()[1]


@pytest.mark.parametrize("name", [n for n in NAMES if "solo" in library.find(n).forms])
def test_alone_there_is_no_word_for_a_room(name: str) -> None:
    page = card(name, "solo")
    for said in ("together", "in turn", "in pairs", "by role"):
        assert f"; {said}" not in page
        assert f"min {said}" not in page


def test_a_block_shows_the_questions_it_merges() -> None:
    page = flat(card("shared-vision", "hour", "a"))
    assert "(1) What do I want my work to bring about? (2) If I could have it now" in page


def test_a_form_of_several_sittings_has_a_page_for_each() -> None:
    protocol = library.find("shared-vision")
    assert cards(protocol) == [card("shared-vision", "hour", each) for each in "abc"]
    assert "may be left out" in card("shared-vision", "hour", "c")


@pytest.mark.parametrize("name", NAMES)
def test_an_hour_has_room_for_all_its_examples_and_says_they_are_invented(name: str) -> None:
    protocol = library.find(name)
    form = protocol.default_form
    for sitting in [each.id for each in protocol.forms[form].sittings] or [""]:
        beside = flat(card(name, form, sitting).partition(BACK)[2])
        for step in {step.id: step for place in plan(protocol, form, sitting) for step in place.steps}.values():
            good = f"**{step.title}.** Invented example: “{flat(step.good)}”"
            assert (good in beside) == (bool(step.good) and not step.id.startswith(("opening", "close")))


def test_what_has_no_room_is_left_out_for_all_steps_alike() -> None:
    counted = {kind: card("ladder-of-inference", "hour").count(f"{kind}: ") for kind in BESIDE}
    assert counted == {"Invented example": 8, "Beware": 8, "Tip": 0, "Rather not": 0}
    assert card("ladder-of-inference", "short").count("Rather not: ") == 3


def test_the_page_is_markdown_that_reads_as_it_looks() -> None:
    html = flat(MarkdownIt().render(card("shared-vision", "hour", "c")))
    assert html.count("<h1>") == 1
    assert html.count("<h2>") == 10
    assert "<strong>Which of these lines are not mine, or not clear to me?</strong>" in html


def test_a_form_that_is_not_there_is_named() -> None:
    with pytest.raises(NoSuchForm, match="'day'"):
        cards(library.find("shared-vision"), "day")
    with pytest.raises(NoSuchForm, match="'d'"):
        cards(library.find("shared-vision"), "hour", "d")
