"""What the program remembers about itself: a small TOML file, never anything people said."""

from __future__ import annotations

import tomllib
from pathlib import Path

from dialogue_tui.files import write_whole


def value(path: Path, name: str) -> str:
    """A setting as text; empty where it is not set or the file can't be read."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get(name, "")
    except (OSError, ValueError, RecursionError):
        return ""
    return found if isinstance(found, str) else ""


def keep(path: Path, name: str, text: str) -> None:
    """Write one setting and leave everything else in the file as it is, remarks too, whole or not at all.

    Raises OSError, and ValueError where the file is no TOML: then it is left to whoever broke it.
    """
    import tomlkit  # 0.03 seconds, which reading a setting can do without

    try:
        kept = tomlkit.parse(path.read_bytes()) if path.exists() else tomlkit.document()
    except tomlkit.exceptions.TOMLKitError as error:  # not all of these are ValueErrors
        raise ValueError(str(error)) from error
    kept[name] = text
    write_whole(path, tomlkit.dumps(kept).encode())
