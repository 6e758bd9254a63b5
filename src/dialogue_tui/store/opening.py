"""The one door to every store: where it is, what it may hold, and which driver opens it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import StoreError

if TYPE_CHECKING:
    from .driver import Driver, Finding, Kind
    from .reading import Reading
    from .saver import Inline, Saver
    from .writing import Writing


def _sqlite(where: Path | str) -> Driver:
    from .sqlite.driver import SQLite

    return SQLite(Path(where))


DRIVERS: dict[str, Callable[[Path | str], Driver]] = {"sqlite": _sqlite}
"""What opens a store, by its name; an address `name://…` names its own."""


@dataclass(frozen=True, slots=True)
class Store:
    """One store: its path or address, what it may hold, and the name of its driver where that is not the usual one.

    Nothing is opened or made before it is used.
    """

    where: Path | str
    kind: Kind
    by: str = ""

    def __str__(self) -> str:
        return str(self.where)

    def driver(self) -> Driver:
        """What opens it, anew for each opening. Raises StoreError where nothing here can."""
        name = self.by or (str(self).partition("://")[0] if "://" in str(self) else "sqlite")
        if name not in DRIVERS:
            raise StoreError(f"Nothing here opens a store of the kind '{name}'; there is {', '.join(DRIVERS)}.")
        return DRIVERS[name](self.where)

    def exists(self) -> bool:
        """Whether there is one yet."""
        return self.driver().exists()

    def read(self) -> Reading:
        """Open it for reading; use it in a `with`."""
        from .reading import Reading

        return Reading(self.driver())

    def write(self) -> Writing:
        """Open it for writing in this thread; use it in a `with`. Raises StoreError."""
        from .writing import Writing

        return Writing(self.driver(), self.kind)

    def save(self, on_trouble: Callable[[str | None], object] | None = None) -> Saver:
        """A saver in a thread of its own, in which `on_trouble` hears what is in the way, then None."""
        from .saver import Saver

        return Saver(self.driver(), self.kind, on_trouble)

    def save_at_once(self) -> Inline:
        """A saver in this thread, for commands."""
        from .saver import Inline

        return Inline(self.driver(), self.kind)

    def back_up(self, to: Path, *, replace: bool = False) -> Path:
        """A checked copy in a file. Raises Damaged where it is not sound, FileExistsError unless `replace`."""
        return self.driver().back_up(to, replace=replace)

    def examine(self) -> list[Finding]:
        """Everything about it that is in order or not; reads all of it and changes nothing."""
        from .doctor import examine

        return examine(self.driver())

    def software(self) -> Finding:
        """The version of its database, and whether it is a good one."""
        return self.driver().software()
