"""Paragraph numbers that stay, and the layouts that comments stand in (domain.md §14.9)."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.history.reading import READER, body_of, numbered, read, told
from tests.hostile import cleaned
from tests.telling.drawn import any_text
from tests.telling.sample import PEOPLE, STARTED, Sheet, circle, comment, review

from dialogue_tui.activities.entry import Entry
from dialogue_tui.history.chapters import Chapter, Grid, HistoryLine
from dialogue_tui.history.errors import LayoutError
from dialogue_tui.history.gather import gather
from dialogue_tui.history.layouts import Page
from dialogue_tui.history.render import MARGIN, render
from dialogue_tui.protocols.library import find
from dialogue_tui.protocols.plan import plan
from dialogue_tui.store.records import Loaded, Paragraph, Session, Thread


def test_numbers_stay_for_good_and_a_withdrawn_line_leaves_a_gap() -> None:
    loaded, places = review()
    first = gather(loaded, places)
    assert [p.number for p in first.new] == list(range(1, len(first.new) + 1))
    assert all(p.id == f"s1:{p.number}" for p in first.new)
    loaded.paragraphs = first.new
    loaded.entries = [replace(e, consent="no") if e.id == "e004" else e for e in loaded.entries]
    loaded.entries.insert(0, Entry("new", "s1", "atr.intended/expected", position=0.5, text="I came late to this."))
    again = gather(loaded, places)
    assert [(p.about, p.number) for p in again.new] == [("new", len(first.new) + 1)]
    text = render(again)
    assert 'id="p6"' not in text
    assert f'id="p{len(first.new) + 1}"' in text
    anchors = re.findall(r'<a id="p(\d+)"></a>', text)
    assert len(anchors) == len(set(anchors)) == len(first.new)


def test_without_comments_voices_stand_in_one_column() -> None:
    text = told(*review())
    assert MARGIN in text
    assert "| Commentary |" not in text


def test_short_lines_with_a_comment_make_a_table_with_the_commentary_left() -> None:
    loaded, places = circle(["I knew | it was.", "Nobody objected."])
    numbered(loaded, places).comments = [comment(1, "silence as | assent", session="s9")]
    text = told(loaded, places)
    assert MARGIN not in text
    assert "| Commentary | Narrative |\n|:--|:--|\n| **Theme — historian.** silence as \\| assent | <a id" in text
    cells = [t for t in read(text) if "knew" in t or "silence" in t]
    assert cells[-2:] == ["Theme — historian. silence as | assent", "Firmware lead [p1]: “I knew | it was.”"]


def rows(text: str) -> list[list[str]]:
    """The tables of a document, each as its lines."""
    blocks = (block.strip() for block in text.split("\n\n"))
    return [block.splitlines() for block in blocks if block.startswith("| Commentary |")]


def test_a_table_without_comments_is_one_with_the_headings_inside() -> None:
    loaded, places = review()
    (table,) = rows(told(loaded, places, layout="table"))
    question = next(p.ask for p in places if p.key == "atr.actual/events")
    assert f"|  | **{question}** |" in table
    assert sum("[p" in row for row in table) > 8
    assert MARGIN in told(loaded, places, layout="table")


def test_a_chapter_is_one_table_with_its_headings_inside() -> None:
    loaded, places = review()
    numbered(loaded, places).comments = [comment(6, "half")]
    text = told(loaded, places, layout="table")
    why = next(p.ask for p in places if p.key == "atr.more/why")
    chapter = text.split(f"### {why}\n")[1].split("\n### ")[0]
    assert len(rows(chapter)) == 1
    assert "|  | **I expected tickets to fall to 20 by the 14th.** [p5] |" in chapter
    assert "### " in text
    assert len(rows(text)) > 3


def test_each_question_of_a_step_keeps_its_heading_over_a_table_of_its_own() -> None:
    places = plan(find("left-hand-column"), "long")
    parts = [p for p in places if p.step.id == "lhc.release" and not p.private]
    sheet = Sheet("s7")
    for part in parts:
        sheet.say(part.key, "A line.", "p1", slot="pattern")
    session = Session("s7", "left-hand-column", "long", "", STARTED, visited=[p.key for p in parts])
    loaded = numbered(Loaded(session, entries=sheet.entries, people=PEOPLE), places)
    loaded.comments = [comment(1, "half", session="s7")]
    text = told(loaded, places, layout="table")
    assert len(rows(text)) == len(parts) == 3
    for part in parts[1:]:
        assert f"\n\n#### {part.ask}\n\n| Commentary |" in text


@pytest.mark.parametrize("long", ["x" * 201, "a\nb"])
def test_one_long_or_broken_line_staggers_the_whole_episode(long: str) -> None:
    loaded, places = circle(["I knew it was.", long])
    numbered(loaded, places).comments = [comment(1, "silence")]
    text = told(loaded, places)
    assert "| Commentary |" not in text
    assert '> <a id="p1"></a>**Firmware lead** [p1] — “I knew it was.”\n\n- ◂ *Historian, theme:* silence' in text
    assert "| Commentary |" in told(loaded, places, layout="table")


def test_a_long_comment_staggers_too() -> None:
    loaded, places = circle(["I knew it was."])
    numbered(loaded, places).comments = [comment(1, "x" * 200)]
    assert "| Commentary |" not in told(loaded, places)


def test_an_unknown_layout_names_the_nearest() -> None:
    with pytest.raises(LayoutError, match="try staggered"):
        told(*review(), layout="stagered")


@settings(max_examples=60, deadline=None)
@given(st.lists(any_text.filter(bool), min_size=1, max_size=3), any_text.filter(str.strip))
@example(["| a | b |\n|--|--|", "# x"], "- ◂\n> y")
@example(["[p1]: http://x.invalid", "</a>"], "`")
def test_words_come_back_in_every_layout(texts: list[str], remark: str) -> None:
    loaded, places = circle(texts)
    numbered(loaded, places).comments = [comment(1, remark, session="s9")]
    for layout in ("auto", "table", "staggered"):
        inlines = read(told(loaded, places, layout=layout))
        for number, text in enumerate(texts, 1):
            who = "Firmware lead" if number % 2 else "Sales operations manager"
            dash = ":" if f"{who} [p{number}]: “{text}”" in inlines else " —"
            assert f"{who} [p{number}]{dash} “{text}”" in inlines
        assert any(i.endswith(remark) for i in inlines)


def test_hostile_samples_come_back_and_a_title_breaks_nothing() -> None:
    texts = cleaned()
    loaded, places = circle(texts)
    inlines = read(told(loaded, places))
    missing = [t for n, t in enumerate(texts, 1) if not any(i.endswith(f"[p{n}]: “{t}”") for i in inlines)]
    assert missing == []
    for title in texts:
        text = told(replace(loaded, session=replace(loaded.session, title=title), entries=[]), places)
        front = yaml.safe_load(text.split("---\n")[1])
        assert set(front) >= {"type", "title", "team", "date", "protocol", "status", "audience", "voices", "format"}
        assert READER.parse(body_of(text))[0].type == "heading_open"


def test_known_numbers_of_lines_that_went_are_not_given_again() -> None:
    loaded, places = circle(["one"])
    loaded.paragraphs = [Paragraph("s9:7", "s9", 7, "gone")]
    assert [p.number for p in gather(loaded, places).new] == [8]


def test_a_line_told_in_its_step_and_as_a_hand_on_has_one_anchor() -> None:
    loaded, places = review()
    loaded.threads.append(Thread("h4", "question", "e003", "s1", "t"))
    text = told(loaded, places)
    assert text.count("I expected tickets to fall to 20 by the 14th.”") == 3
    assert text.count('id="p5"') == 1
    assert "**Firmware lead** [p5]: “I expected" in text.split("## Open questions")[1]


@pytest.mark.parametrize("commented", [False, True])
@pytest.mark.parametrize("layout", ["column", "table", "staggered"])
def test_a_table_of_lines_stands_apart_in_every_layout(layout: str, commented: bool) -> None:
    before, inside, after = (
        HistoryLine(Entry(word, "s1", "a.b/c", text=word, wording="written"), n, word)
        for n, word in enumerate(("before", "inside", "after"), 1)
    )
    grid = Grid(("gives", "takes | home"), ((inside, "nothing\nyet"),))
    blocks = Page(layout, solo=False).chapters([Chapter("Title", [before, grid, after])], commented)
    at = blocks.index(
        "| gives | takes \\| home |\n| :-- | :-- |\n"
        '| <a id="p2"></a>**Inside** [p2]: inside | nothing<br>yet |'
    )  # fmt: skip
    assert "[p1]" in "".join(blocks[:at])
    assert "[p3]" in "".join(blocks[at + 1 :])
