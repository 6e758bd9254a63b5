"""The line in `$VISUAL` or `$EDITOR`: through a file of its owner alone, removed whatever happens."""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import TYPE_CHECKING

from dialogue_tui.files import draft, make_folder
from dialogue_tui.text import TooLong, clean

if TYPE_CHECKING:
    from .session import SessionScreen


def edit_line(screen: SessionScreen) -> None:
    """Open the editor on what is typed; what comes back stands in the line, not yet said."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    line = screen.stage.line
    if line.masked:
        screen.say_note("Slips are typed here, where nobody can read them.")
        return
    if not command:
        screen.say_note("No editor is set; put its name into the variable EDITOR, or paste longer text here.")
        return
    try:
        make_folder(screen.folder.path)
        with draft(screen.folder.path / "line", ".txt") as path:
            path.write_text(line.text, encoding="utf-8")
            with screen.app.suspend():
                subprocess.run([*shlex.split(command), path], check=True)
            line.reset(clean(path.read_text(encoding="utf-8")).removesuffix("\n"))
    except TooLong as error:
        screen.say_note(str(error))
    except (OSError, ValueError, subprocess.CalledProcessError):
        screen.say_note(f"The editor '{command}' did not come back with a text; the line is as it was.")
