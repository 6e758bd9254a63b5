"""Whatever was said comes back from the markdown word for word."""

from __future__ import annotations

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests.hostile import cleaned
from tests.telling.drawn import any_text

from dialogue_tui.telling.markdown import cell, front_matter, inline

BREAKS = ("softbreak", "hardbreak")
READER = MarkdownIt("commonmark").enable("table")


def plain(tokens: list[Token]) -> list[str]:
    """The text of each inline, as a reader sees it."""
    found = []
    for token in tokens:
        if token.type == "inline":
            parts = []
            for child in token.children or []:
                if child.type in BREAKS or (child.type, child.content) == ("html_inline", "<br>"):
                    parts.append("\n")
                else:
                    assert child.type == "text", child
                    parts.append(child.content)
            found.append("".join(parts))
    return found


def outline(tokens: list[Token]) -> list[str]:
    return [t.type for t in tokens if t.type != "inline"]


def in_paragraph(text: str) -> None:
    tokens = READER.parse(f"before\n\n{inline(text)}\n\nafter\n")
    if text:
        assert plain(tokens) == ["before", text, "after"]
        assert outline(tokens) == ["paragraph_open", "paragraph_close"] * 3


def in_quotation(text: str) -> None:
    tokens = READER.parse(f"> **Role** — {inline(text, '> ')}\n\nafter\n")
    inlines = [t for t in tokens if t.type == "inline"]
    assert len(inlines) == 2
    children = inlines[0].children or []
    words = "".join("\n" if c.type.endswith("break") else c.content for c in children)
    assert words == f"Role — {text}".rstrip(" " if not text else "")
    assert outline(tokens)[0] == "blockquote_open"


def in_item(text: str) -> None:
    tokens = READER.parse(f"- x: {inline(text, '  ')}\n- after\n")
    assert plain(tokens) == [f"x: {text}" if text else "x:", "after"]


def in_cell(text: str) -> None:
    tokens = READER.parse(f"| A | B |\n|:--|:--|\n| {cell(text)} | x{cell(text)}x |\n| y | z |\n")
    assert plain(tokens) == ["A", "B", text, f"x{text}x", "y", "z"]


def everywhere(text: str) -> None:
    in_paragraph(text)
    in_quotation(text)
    in_item(text)
    in_cell(text)


def test_hostile_samples_come_back() -> None:
    for text in cleaned():
        everywhere(text)


@settings(max_examples=400, deadline=None)
@given(any_text)
@example("line two\n\nline four\n")
@example("\n\nx")
@example("\\|")
@example("a\n===\nb\n---")
@example("|a|\n|-|")
@example(" \n \n")
def test_any_text_comes_back(text: str) -> None:
    everywhere(text)


@settings(max_examples=200, deadline=None)
@given(any_text, st.lists(any_text, max_size=3))
@example("a\n---\nb: [1, 2", ["\u0085", "\ufeff", "👩"])
def test_front_matter_reads_back_as_yaml(title: str, tags: list[str]) -> None:
    written = front_matter({"title": title, "tags": tags, "format": 1})
    assert written.startswith("---\n")
    body = written.removeprefix("---\n").removesuffix("---\n")
    assert yaml.safe_load(body) == {"title": title, "tags": tags, "format": 1}
    assert len(written.splitlines()) >= 5


def test_a_mark_that_could_be_none_stands_as_it_was_typed() -> None:
    for text in ("+2", "-1, of all things", "-", "+ a", "- a", "--", "-:"):
        assert inline(text) == (text if text in ("+2", "-1, of all things") else f"\\{text}")
