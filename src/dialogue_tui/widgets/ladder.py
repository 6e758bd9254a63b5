"""Ladder: rungs in the margin, action at the head, data at the foot."""

from __future__ import annotations

from .workspace import Workspace


class Ladder(Workspace):
    """The rungs that hold something."""

    first = "No rung yet. Type what stands on the one before the ›, tab goes to the next."
