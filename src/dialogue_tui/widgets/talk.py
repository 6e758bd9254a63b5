"""Talk: the question alone; the wall stays empty."""

from __future__ import annotations

from .workspace import Workspace


class Talk(Workspace):
    """Nothing is written down, so there is nothing to invite to."""

    first = ""
