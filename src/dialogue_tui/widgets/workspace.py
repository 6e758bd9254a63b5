"""How a part stands on the wall: drawn from what its kind declares, whatever kind it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dialogue_tui.activities.base import Activity, Row, Settings

from .wall import Wall

if TYPE_CHECKING:
    from dialogue_tui.protocols.schema import Part

SIDE_BY_SIDE = 96
"""Cells of wall from which two sides of a row are readable: a screen of 100."""
TWO_COLUMNS = 56
"""Cells of wall from which two columns are readable: the smallest full layout."""


class Workspace(Wall):
    """A wall for one part; without one it is a plain list.

    Of rows that are read, such as a conversation from an earlier part, the one that was last worked on stays in
    sight, with what comes after it.
    """

    def __init__(self, part: Part | None = None) -> None:
        self._activity, self._settings = _of(part)
        super().__init__(empty=self._activity.first if self._activity.on_wall(self._settings) else "")
        self._followed = ""
        """The entry to keep in view."""

    def fits(self, part: Part | None) -> bool:
        """Whether it would be drawn alike for this part."""
        activity, settings = _of(part)
        return type(activity) is type(self._activity) and settings == self._settings

    def followed(self, rows: Sequence[Row], newest: str) -> str:
        """Of rows that are read, the one that changed, else the one that was followed before."""
        if self._activity.standing(self._settings, rows).read:
            self._followed = newest = _followed(self.rows, rows, newest) or self._followed
        return newest

    def shape(self, cells: int) -> None:
        """Side by side or in two columns where both get enough words a line, else one under the other."""
        standing = self._activity.standing(self._settings, self.rows)
        self.apart = standing.apart
        if standing.sides and cells >= SIDE_BY_SIDE:
            self.stand(left_label=standing.sides[0], titles=standing.sides)
        else:
            self.stand(columns=2 if standing.two_columns and cells >= TWO_COLUMNS else 1)


def _of(part: Part | None) -> tuple[Activity[Settings], Settings]:
    return (part.activity, part.settled) if part else (Activity(), Settings())


def _followed(before: Sequence[Row], rows: Sequence[Row], newest: str) -> str:
    """The head of the first row that is another than before; "" where none is."""
    there = set(before)
    changed = next((at for at, row in enumerate(rows) if row.entry == newest), None) if newest else None
    if changed is None:
        changed = next((at for at, row in enumerate(rows) if row.entry and row not in there), None)
    if changed is None:
        return ""
    return next((row.entry for row in reversed(rows[: changed + 1]) if row.number is not None), rows[changed].entry)
