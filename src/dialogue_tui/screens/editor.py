"""The line in `$VISUAL` or `$EDITOR`: through a file of its owner alone, removed whatever happens."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from dialogue_tui.text import TooLong, clean
from dialogue_tui.widgets.line import Line

if TYPE_CHECKING:
    from .session import SessionScreen


def edit_line(screen: SessionScreen) -> None:
    """Open the editor on what is typed; what comes back stands in the line, not yet said."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    line = screen.query_one(Line)
    if line.masked:
        screen.say_note("Slips are typed here, where nobody can read them.")
        return
    if not command:
        screen.say_note("No editor is set; put its name into the variable EDITOR, or paste longer text here.")
        return
    screen.folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix="line-", suffix=".txt", dir=screen.folder.path)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(line.text)
        with screen.app.suspend():
            subprocess.run([*shlex.split(command), name], check=True)
        line.reset(clean(Path(name).read_text(encoding="utf-8")).removesuffix("\n"))
    except TooLong as error:
        screen.say_note(str(error))
    except (OSError, ValueError, subprocess.CalledProcessError):
        screen.say_note(f"The editor '{command}' did not come back with a text; the line is as it was.")
    finally:
        Path(name).unlink(missing_ok=True)
