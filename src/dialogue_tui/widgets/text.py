"""The second gate: how people's words reach the screen. Never as markup, never as escape codes."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from dialogue_tui import text as gate

Piece = tuple[str, str]
"""Words and the name of their style."""


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The text without what could drive a terminal, whatever its length; a file may have been edited elsewhere."""
    return "".join(gate.clean(text[at : at + gate.LONGEST]) for at in range(0, len(text), gate.LONGEST))


def show(text: str) -> Content:
    """The text as it is, for any Textual widget."""
    return Content(plain(text))


@lru_cache(maxsize=4096)
def wrapped(text: str, cells: int) -> tuple[str, ...]:
    """The text in lines of at most `cells`; kept, because a wall asks for the same ones again and again."""
    return tuple(gate.wrap(plain(text), cells))


def fitted(text: str, cells: int) -> str:
    """One line of exactly `cells`: cut with an ellipsis or filled up with spaces."""
    short = gate.shorten(plain(text), cells) if cells > 0 else ""
    return short + " " * (cells - gate.width(short))


def spread(left: Piece, right: Piece, cells: int) -> list[Piece]:
    """Two pieces at the two ends of a line; the left one gives way where they do not both fit."""
    room = max(0, cells - gate.width(right[0]) - 2)
    return [(fitted(left[0], room), left[1]), ("  ", ""), right]


def strip(pieces: list[Piece], styles: dict[str, Style], cells: int) -> Strip:
    """A line for `render_line`, exactly `cells` wide."""
    base = styles[""]
    segments = [Segment(plain(words), styles.get(name, base)) for words, name in pieces if words]
    return Strip(segments).adjust_cell_length(cells, base)


def content(lines: list[list[Piece]]) -> Content:
    """Lines of pieces as Content, for `render`; the style names are those of Textual, such as "bold $accent"."""
    return Content("\n").join(
        Content.assemble(*((plain(words), name) if name else show(words) for words, name in line)) for line in lines
    )
