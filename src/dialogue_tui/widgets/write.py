"""Write: one line after another, under headings where there are any."""

from __future__ import annotations

from typing import Any

from .workspace import Workspace


class Write(Workspace):
    """A plain list; where the words stay off the wall an empty wall says nothing."""

    def __init__(self, settings: Any = None, *, id: str | None = None) -> None:
        super().__init__(settings, id=id)
        if not getattr(settings, "on_wall", True):
            self.empty = ""
