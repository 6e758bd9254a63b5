"""Respond: what is answered, then the whole spread at once."""

from __future__ import annotations

from .workspace import Workspace


class Respond(Workspace):
    """Items or options while people write, one line of squares for each answer afterwards."""

    first = "There are no lines to answer yet. Go back with pgup and say some first."
