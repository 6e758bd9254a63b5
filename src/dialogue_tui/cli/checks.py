"""What `dialogue doctor` looks at. Nothing is changed by looking."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dialogue_tui.store.opening import Store
    from dialogue_tui.store.where import DataFolder


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: in order, to be looked at, or wrong; and what to do where it isn't in order."""

    about: str
    state: Literal["ok", "look", "wrong"]
    said: str


def examine(folder: DataFolder, protocols: Sequence[Path] = ()) -> list[Finding]:
    """Everything that is worth knowing when something does not work."""
    sqlite = folder.team.software()
    return [
        Finding("python", "ok", sys.version.split()[0]),
        Finding("sqlite", sqlite.level, sqlite.sentence),
        _folder(folder.path),
        *_store("team store", folder.team),
        *_store("journal", folder.journal),
        *_protocols(protocols),
        _terminal(),
    ]


def _folder(path: Path) -> Finding:
    from dialogue_tui.files import open_to_others

    if not path.exists():
        return Finding("folder", "ok", f"{path} is made when something is first kept.")
    if not path.is_dir():
        return Finding("folder", "wrong", f"{path} is not a folder; choose another with --data.")
    if not os.access(path, os.W_OK | os.X_OK):
        return Finding("folder", "wrong", f"{path} can't be written; check its permissions.")
    if open_to_others(path):
        return Finding("folder", "look", f"{path} can be read by others on this machine; chmod 700 closes it.")
    return Finding("folder", "ok", str(path))


def _store(about: str, store: Store) -> Iterator[Finding]:
    for found in store.examine():
        yield Finding(about, found.level, found.sentence)


def _protocols(folders: Sequence[Path]) -> Iterator[Finding]:
    from dialogue_tui.protocols import library

    found: dict[str, Path] = {}
    for path in (path for folder in folders for path in library.files_in(folder)):
        try:
            name = library.read(path).name
        except library.ProtocolError as error:
            yield Finding("protocols", "wrong", str(error).splitlines()[0])
            continue
        if name in found:
            said = f"{path} is called '{name}' like {found[name]} and is passed over; give one another name."
            yield Finding("protocols", "wrong", said)
        found.setdefault(name, path)
    yield Finding("protocols", "ok", f"{len(found)} of your own")


def _terminal() -> Finding:
    name = os.environ.get("TERM", "")
    if not sys.stdout.isatty():
        return Finding("terminal", "ok", "output goes elsewhere")
    if name in ("", "dumb"):
        return Finding("terminal", "look", "it can't draw (TERM is dumb or not set): use --plain.")
    if "utf" not in locale.getpreferredencoding(False).lower():
        return Finding("terminal", "look", "it may not show every letter: set LANG to a UTF-8 locale.")
    columns, rows = os.get_terminal_size(sys.stdout.fileno())
    if columns < 60 or rows < 18:
        return Finding("terminal", "look", f"{columns}×{rows} is small; 80×24 shows everything.")
    return Finding("terminal", "ok", f"{name}, {columns}×{rows}")
