"""A bare app that shows the widgets under test, and what is on its screen as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import App, ComposeResult
from textual.widget import Widget

from dialogue_tui.widgets.text import plain
from dialogue_tui.widgets.themes import DEFAULT, MEANINGS, THEMES

SIZES = [(80, 24), (120, 34), (60, 18)]


class Stage(App[None]):
    """Shows widgets one under the other and keeps the messages that reach it."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "Screen { background: $background; color: $foreground; }"

    def __init__(self, *shown: Widget) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DEFAULT
        self.shown = shown
        self.got: list[Any] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {name: THEMES[0].variables[name] for name in MEANINGS}

    def compose(self) -> ComposeResult:
        yield from self.shown


def lines(app: App[Any]) -> list[str]:
    """What the screen shows, line by line, without the spaces at the end."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def shows(app: App[Any], text: str) -> bool:
    """Whether the text is there as typed, wherever it was wrapped; marks that take no cell may stand apart."""
    return squeezed(plain(text).replace("\t", " "))[:40] in squeezed("".join(lines(app)))


def squeezed(text: str) -> str:
    return "".join(text.replace("│", "").split())


def column(shown: Sequence[str], word: str) -> int:
    """Where a word begins on the screen."""
    return next(line.index(word) for line in shown if word in line)
