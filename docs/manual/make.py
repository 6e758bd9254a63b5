"""The manual page, made from the table of commands and what each says after `--help`: `make man`."""

from __future__ import annotations

import sys
from typing import Any

import typer

from dialogue_tui import __doc__ as what
from dialogue_tui import __version__
from dialogue_tui.cli.app import made
from dialogue_tui.cli.overview import HELP
from dialogue_tui.cli.table import groups


def page() -> str:
    """The page in the language of man(7)."""
    told = [
        f'.TH DIALOGUE 1 "" "dialogue {__version__}"',
        ".SH NAME",
        f"dialogue \\- {_plain((what or '').rstrip('.'))}",
        ".SH SYNOPSIS",
        ".B dialogue",
        "[\\-\\-data DIR] [COMMAND] [OPTIONS]",
        ".SH DESCRIPTION",
        *_as_it_stands(HELP),
    ]
    for group, commands in groups():
        told.append(f".SH {group.upper()}")
        for command in commands:
            told += [f".SS dialogue {command.name}", *_help(made(command), f"dialogue {command.name}")]
    return "\n".join(told) + "\n"


def _help(command: Any, path: str) -> list[str]:
    """What a command says of itself; of a group, each of its commands after it."""
    context = typer.Context(command, info_name=path, max_content_width=76, terminal_width=76)
    told = _as_it_stands(command.get_help(context))
    for name, each in sorted(getattr(command, "commands", {}).items()):
        told += [f".SS {path} {name}", *_help(each, f"{path} {name}")]
    return told


def _as_it_stands(words: str) -> list[str]:
    return [".nf", *(_plain(line) for line in words.rstrip("\n").split("\n")), ".fi"]


def _plain(line: str) -> str:
    """A line that no sign of the page's language changes."""
    safe = line.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{safe}" if safe.startswith((".", "'")) else safe


if __name__ == "__main__":
    sys.stdout.write(page())
