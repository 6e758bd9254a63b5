"""Sort: groups, and what is not in one yet, numbered in two columns; a conversation turn by turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from dialogue_tui.activities.base import Row
from dialogue_tui.activities.turns import NOT_SAID, SAID

from .columns import SIDE_BY_SIDE, Case

TWO_COLUMNS = 56
"""Cells of wall from which two columns are readable: the smallest full layout."""


class Sort(Case):
    """Everything in sight at once, at the price of short lines; what is a conversation keeps its words whole."""

    apart: ClassVar[frozenset[str]] = frozenset({"heading", "note"})
    first = "Nothing to sort yet. Go back with pgup and say a few lines first."

    def reads(self, rows: Sequence[Row]) -> bool:
        """Where the lines are turns: somebody says them, or they are called not said."""
        return any(row.label and row.style == "line" for row in rows)

    def shape(self, cells: int) -> None:
        """Two columns unless the screen is tiny; the sides of a turn only where both get enough words a line."""
        if not self.reads(self.rows):
            self.stand(columns=2 if cells >= TWO_COLUMNS else 1)
        elif cells >= SIDE_BY_SIDE:
            self.stand(left_label=NOT_SAID, titles=(NOT_SAID, SAID))
        else:
            self.stand()
