"""What the program remembers about itself: a small TOML file, never anything people said."""

from __future__ import annotations

import json
import os
import re
import tomllib
from pathlib import Path


def value(path: Path, name: str) -> str:
    """A setting as text; empty where it is not set or the file can't be read."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get(name, "")
    except (OSError, ValueError, RecursionError):
        return ""
    return found if isinstance(found, str) else ""


def keep(path: Path, name: str, text: str) -> None:
    """Write one setting and leave every other line as it is, whole or not at all. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, ValueError):
        lines = []
    kept = f"{name} = {json.dumps(text)}"
    at = next((i for i, line in enumerate(lines) if re.match(rf"{re.escape(name)}\s*=", line)), None)
    # Before any table, or it would belong to that table.
    lines = [kept, *lines] if at is None else [*lines[:at], kept, *lines[at + 1 :]]
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)
