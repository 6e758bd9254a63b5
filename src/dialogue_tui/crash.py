"""A report of what went wrong inside, with nothing in it that anybody wrote (reliability.md, "Crash")."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from dialogue_tui import __version__


def report(error: BaseException, folder: Path) -> Path | None:
    """Write where in the program it happened into `folder`. The file, or None where it can't be written.

    Kinds of error, modules, functions and line numbers: no message, no locals, no parameters, no paths.
    """
    now = datetime.now(UTC)
    lines = [
        f"dialogue {__version__} · Python {platform.python_version()} · {sys.platform} · {now:%Y-%m-%d %H:%M:%S} UTC",
        *_told(error),
    ]
    target = folder / f"crash-{now:%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    except OSError:
        return None
    return target


def _told(error: BaseException | None) -> list[str]:
    lines: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        lines += ["", f"{type(error).__module__}.{type(error).__qualname__}"]
        for frame, line in traceback.walk_tb(error.__traceback__):
            module = frame.f_globals.get("__name__", "?")
            lines.append(f"  {module}:{line} in {frame.f_code.co_name}")
        error = error.__cause__ or error.__context__
    return lines
