"""The command `dialogue`. What is asked most is answered before Typer is imported, which takes longer."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dialogue_tui import __version__

if TYPE_CHECKING:
    from dialogue_tui.cli.table import Command

OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0, 1 failure, 2 usage, 130 interrupted."""
    _speak_utf8()
    try:
        status = _dispatch(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader left. What Python still holds goes nowhere, so that leaving is quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _dispatch(args: list[str]) -> int:
    data, words = take_data(args)
    if data == "":
        sys.stderr.write("--data needs a folder, such as --data ~/dialogue\n")
        return USAGE
    completing = "_DIALOGUE_COMPLETE" in os.environ
    if words == ["--version"]:
        sys.stdout.write(f"dialogue {__version__}\n")
        return OK
    if words in (["--help"], ["-h"], ["help"]):
        from dialogue_tui.cli.overview import HELP

        sys.stdout.write(HELP)
        return OK
    if not words and not completing:
        from dialogue_tui.cli.home import home

        return home(data)
    from dialogue_tui.cli.table import light

    found = None if completing else light(words)
    if found is not None:
        return _run_light(*found, data)
    from dialogue_tui.cli.app import run

    return run(words, data)


def _run_light(command: Command, given: dict[str, Any], data: str | None) -> int:
    from pathlib import Path

    from dialogue_tui.cli.table import function
    from dialogue_tui.store.where import DataFolder

    try:
        function(command.light)(DataFolder.find(Path(data) if data else None), **given)
        return OK
    except BrokenPipeError:
        raise
    except Exception as error:
        from dialogue_tui.cli.errors import status_of

        return status_of(error, data)


def take_data(args: Sequence[str]) -> tuple[str | None, list[str]]:
    """The folder of `--data DIR`, wherever before `--` it stands, and the other words. "" where DIR is missing."""
    data: str | None = None
    rest: list[str] = []
    words = iter(args)
    for word in words:
        if word == "--":
            return data, [*rest, word, *words]
        if word == "--data":
            data = next(words, "")
        elif word.startswith("--data="):
            data = word.removeprefix("--data=")
        else:
            rest.append(word)
    return data, rest


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
