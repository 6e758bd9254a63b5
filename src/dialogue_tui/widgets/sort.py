"""Sort: groups, and what is not in one yet, numbered in two columns."""

from __future__ import annotations

from typing import ClassVar

from .workspace import Workspace

TWO_COLUMNS = 56
"""Cells of wall from which two columns are readable: the smallest full layout."""


class Sort(Workspace):
    """Everything in sight at once, at the price of short lines."""

    apart: ClassVar[frozenset[str]] = frozenset({"heading", "note"})
    first = "Nothing to sort yet. Go back with pgup and say a few lines first."

    def shape(self, cells: int) -> None:
        """Two columns unless the screen is tiny."""
        self.stand(columns=2 if cells >= TWO_COLUMNS else 1)
