"""Columns: turns of a conversation; with room, what was not said stands left of what was said."""

from __future__ import annotations

from .workspace import Workspace

SIDE_BY_SIDE = 96
"""Cells of wall from which two columns are readable: a screen of 100."""


class Columns(Workspace):
    """Side by side on a wide screen, one under the other on a narrow one."""

    first = "No turn yet. Type  speaker: what was said"

    def shape(self, cells: int) -> None:
        """Two columns where both get enough words a line."""
        if cells >= SIDE_BY_SIDE and self.settings is not None and self.settings.both:
            self.stand(left_label=self.settings.unsaid, titles=(self.settings.unsaid, self.settings.said))
        else:
            self.stand()
