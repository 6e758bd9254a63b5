"""The page for those who facilitate from paper."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from dialogue_tui.protocols import library
from dialogue_tui.protocols.card import LONG, WIDE, card
from dialogue_tui.protocols.plan import NoSuchForm, plan
from dialogue_tui.protocols.schema import Protocol
from dialogue_tui.text import width

NAMES = [each.name for each in library.listed()]
BACK = "## Beside each step"


def flat(page: str) -> str:
    return " ".join(page.split())


def pages(protocol: Protocol) -> list[tuple[str, str]]:
    return [
        (form, sitting)
        for form, its in protocol.forms.items()
        for sitting in ([each.id for each in its.sittings] or [""])
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_form_fits_the_width_of_a_page(name: str) -> None:
    protocol = library.find(name)
    for form, sitting in pages(protocol):
        assert all(width(line) <= WIDE for line in card(protocol, form, sitting).split("\n")), (form, sitting)


@pytest.mark.parametrize("name", NAMES)
def test_an_hour_fits_on_the_front(name: str) -> None:
    protocol = library.find(name)
    for _, sitting in (page for page in pages(protocol) if page[0] == "hour"):
        front = card(protocol, "hour", sitting).partition(BACK)[0]
        assert front.count("\n") <= LONG


@pytest.mark.parametrize("name", NAMES)
def test_every_part_is_asked_and_the_rules_stand_on_the_page(name: str) -> None:
    protocol = library.find(name)
    for form, sitting in pages(protocol):
        page = flat(card(protocol, form, sitting))
        for place in plan(protocol, form, sitting, solo=protocol.forms[form].solo):
            assert flat(place.ask) in page
        for rule in [*protocol.safety, *protocol.not_when, protocol.purpose]:
            assert flat(rule) in page


def test_the_clock_runs_from_the_opening_to_the_end() -> None:
    lines = card(library.find("shared-vision"), "hour", "a").split("\n")
    heads = [line for line in lines if line.startswith("## ") and ":" in line[:8]]
    assert [head.split()[1] for head in heads] == ["0:00", "0:02", "0:06", "0:32", "0:46", "0:58", "1:00"]
    assert heads[1] == "## 0:02 The stance (5 min; you, openly)"
    assert heads[2] == "## 0:06 Personal vision (25 min; alone, private)"


def test_a_block_shows_the_questions_it_merges() -> None:
    page = flat(card(library.find("shared-vision"), "hour", "a"))
    assert "(1) What do I want my work to bring about? (2) If I could have it now" in page


def test_a_form_of_several_sittings_has_a_page_for_each() -> None:
    protocol = library.find("shared-vision")
    whole = card(protocol)
    assert whole == "\n".join(card(protocol, "hour", each) for each in "abc")
    assert whole.count("\n# ") == 2
    assert "may be left out" in whole


def test_examples_are_said_to_be_invented_and_stand_on_the_back() -> None:
    front, _, back = card(library.find("action-to-reflection")).partition(BACK)
    assert "Invented example" not in front
    for step in library.find("action-to-reflection").steps:
        assert (f"Invented example: “{flat(step.good)}”" in flat(back)) == (step.id != "atr.sis")


def test_the_page_is_markdown_that_reads_as_it_looks() -> None:
    html = flat(MarkdownIt().render(card(library.find("shared-vision"), "hour", "c")))
    assert html.count("<h1>") == 1
    assert html.count("<h2>") == 10
    assert "<strong>Which of these lines are not mine, or not clear to me?</strong>" in html


def test_a_form_that_is_not_there_is_named() -> None:
    with pytest.raises(NoSuchForm, match="'day'"):
        card(library.find("shared-vision"), "day")
