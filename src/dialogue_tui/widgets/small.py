"""What stands in the place of a layout that a window can't hold."""

from __future__ import annotations

from typing import ClassVar

from textual.widgets import Static

from .text import show

WORDS = "This window is too small: make it at least 60 by 18."
NARROW, LOW = 40, 10
"""Columns and rows under which a layout would tell nothing."""


class TooSmall(Static):
    """Covers a screen that has the breakpoints `ACROSS` and `DOWN` and a layer `over`; what it covers stays."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    TooSmall {
        display: none; layer: over; width: 100%; height: 100%; padding: 0 1;
        background: $background; color: $accent; text-style: bold;
    }
    .-small TooSmall { display: block; }
    """
    ACROSS: ClassVar[list[tuple[int, str]]] = [(0, "-small"), (NARROW, "-narrow"), (112, "-wide")]
    DOWN: ClassVar[list[tuple[int, str]]] = [(0, "-small"), (LOW, "-high")]

    def __init__(self) -> None:
        super().__init__(show(WORDS))
