"""Form: a few fields, each with its name in the margin."""

from __future__ import annotations

from .workspace import Workspace


class Form(Workspace):
    """The fields that were filled, in their order."""

    first = "Nothing filled in yet. Enter keeps a field, tab goes to the next."
