"""The command `dialogue`. What is asked most is answered before anything heavy is imported (textual.md, costs)."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from dialogue_tui import __version__

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
    from dialogue_tui.cli.app import run

    return run(words, data)


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
