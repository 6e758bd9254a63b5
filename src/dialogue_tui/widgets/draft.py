"""Draft: the numbered text, its alternatives, reasons and dissent."""

from __future__ import annotations

from .workspace import Workspace


class Draft(Workspace):
    """The text as it stands, from its first line."""

    first = "No line yet. Type the first one."
