"""Columns: turns of a conversation; with room, what was not said stands left of what was said."""

from __future__ import annotations

from collections.abc import Sequence

from dialogue_tui.activities.base import Row

from .workspace import Workspace

SIDE_BY_SIDE = 96
"""Cells of wall from which two columns are readable: a screen of 100."""


class Case(Workspace):
    """A conversation from an earlier part: it is read from its head, and the turn that was last worked on stays in
    sight, with what comes after it."""

    _followed = ""
    """The entry to keep in view."""

    def reads(self, rows: Sequence[Row]) -> bool:
        """Whether these rows are a conversation that was there before."""
        return False

    def followed(self, rows: Sequence[Row], newest: str) -> str:
        """The turn that changed, else the one that was followed before."""
        if self.reads(rows):
            self._followed = newest = _followed(self.rows, rows, newest) or self._followed
        return newest


class Columns(Case):
    """Side by side on a wide screen, one under the other on a narrow one."""

    first = "No turn yet. Type  speaker: what was said"

    def reads(self, rows: Sequence[Row]) -> bool:
        """Where the part fills or rewrites turns."""
        return self.settings is not None and bool(self.settings.about)

    def shape(self, cells: int) -> None:
        """Two columns where both get enough words a line."""
        if cells >= SIDE_BY_SIDE and self.settings is not None and self.settings.both:
            self.stand(left_label=self.settings.unsaid, titles=(self.settings.unsaid, self.settings.said))
        else:
            self.stand()


def _followed(before: Sequence[Row], rows: Sequence[Row], newest: str) -> str:
    """The head of the first turn that is another than before; "" where none is."""
    there = set(before)
    changed = next((at for at, row in enumerate(rows) if row.entry == newest), None) if newest else None
    if changed is None:
        changed = next((at for at, row in enumerate(rows) if row.entry and row not in there), None)
    if changed is None:
        return ""
    return next((row.entry for row in reversed(rows[: changed + 1]) if row.number is not None), rows[changed].entry)
