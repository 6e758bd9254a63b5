"""Release: what leaves a private page."""

from __future__ import annotations

from .workspace import Workspace


class Release(Workspace):
    """Lines that were said from a private page, and nothing else of it."""

    first = "Nothing released. Only what its writer chooses to say is typed here."
