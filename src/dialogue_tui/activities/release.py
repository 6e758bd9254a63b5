"""Release: what leaves a private page, item by item."""

from __future__ import annotations

from .write import Write, WriteSettings


class ReleaseSettings(WriteSettings):
    """`slots` name what may leave: a pattern, an assumption to test, a next conversation."""


class Release(Write):
    """What a writer chooses to say from a private page. Alone, `/release N` copies a line to the team."""

    kind = "release"
    settings = ReleaseSettings
    first = "Nothing released. Only what its writer chooses to say is typed here."
    takes_released = True
