"""What the program remembers about itself: a small TOML file, never anything people said."""

from __future__ import annotations

import json
import re
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
    """Write one setting and leave every other line as it is, whole or not at all. Raises OSError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, ValueError):
        lines = []
    kept = f"{name} = {json.dumps(text)}"
    at = next((i for i, line in enumerate(lines) if re.match(rf"{re.escape(name)}\s*=", line)), None)
    # Before any table, or it would belong to that table.
    lines = [kept, *lines] if at is None else [*lines[:at], kept, *lines[at + 1 :]]
    write_whole(path, "\n".join([*lines, ""]).encode())
