"""`dialogue` alone: Home, where there is a terminal to draw it on."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def home(data: str | None) -> int:
    """Open Home on the folder. Returns the exit status."""
    if not terminal():
        sys.stderr.write("Home needs a terminal that can draw; `dialogue --help` lists what works without one.\n")
        return 1
    try:
        from dialogue_tui import app
        from dialogue_tui.store.where import DataFolder

        return app.home(DataFolder.find(Path(data) if data else None))
    except Exception as error:
        from dialogue_tui.cli.errors import status_of

        return status_of(error, data)


def terminal() -> bool:
    """Whether somebody sits at both ends of this program, in front of something that can draw."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
