"""Release: what leaves a private page, item by item."""

from __future__ import annotations

from typing import ClassVar

from .base import Settings
from .write import Write, WriteSettings


class ReleaseSettings(WriteSettings):
    """`slots` name what may leave: a pattern, an assumption to test, a next conversation."""


class Release(Write):
    """What a writer chooses to say from a private page. Alone, `/release N` copies a line to the team."""

    kind: ClassVar[str] = "release"
    title: ClassVar[str] = "released lines"
    settings: ClassVar[type[Settings]] = ReleaseSettings
