"""How each kind of activity stands on the wall: the class of its name in `widgets/<kind>.py`."""

from __future__ import annotations

from importlib import import_module
from typing import Any, ClassVar

from .wall import Wall


class Workspace(Wall):
    """A wall for one kind of part. Subclasses say what an empty one shows and how its rows stand."""

    first: ClassVar[str] = "Nothing here yet. Type what is said, enter says it."

    def __init__(self, settings: Any = None, *, id: str | None = None) -> None:
        super().__init__(empty=self.first, id=id)
        self.settings = settings


def for_kind(kind: str) -> type[Workspace]:
    """The workspace of a kind of activity. Raises LookupError where there is none."""
    try:
        found: type[Workspace] = getattr(import_module(f"dialogue_tui.widgets.{kind}"), kind.capitalize())
    except (ModuleNotFoundError, AttributeError) as error:
        raise LookupError(f"There is no workspace for '{kind}'.") from error
    if not issubclass(found, Workspace):
        raise LookupError(f"There is no workspace for '{kind}'.")
    return found
