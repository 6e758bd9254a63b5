"""A history as its readers meet it."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dialogue_tui.history.chapters import Options
from dialogue_tui.history.gather import gather
from dialogue_tui.history.render import render
from dialogue_tui.protocols.plan import Place
from dialogue_tui.store.records import Loaded

READER = MarkdownIt("commonmark").enable("table")


def told(loaded: Loaded, places: list[Place], **options: object) -> str:
    return render(gather(loaded, places, Options(team="Tarn core team", **options)))  # type: ignore[arg-type]


def numbered(loaded: Loaded, places: list[Place]) -> Loaded:
    """The session after a first export, so that comments have paragraphs to stand beside."""
    loaded.paragraphs += gather(loaded, places).new
    return loaded


def body_of(text: str) -> str:
    return text.split("---\n", 2)[2]


def as_read(child: Token) -> str:
    if child.type == "html_inline":
        return "\n" if child.content == "<br>" else ""
    return "\n" if child.type.endswith("break") else child.content


def read(text: str) -> list[str]:
    """The words of every inline, without anchors."""
    found = []
    for token in READER.parse(body_of(text)):
        if token.type == "inline":
            found.append("".join(as_read(child) for child in token.children or []))
    return found
