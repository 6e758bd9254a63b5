"""The commands, gathered. Each file imports what it needs inside its functions, so that each starts fast."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from dialogue_tui.cli.errors import status_of
from dialogue_tui.cli.output import note
from dialogue_tui.cli.overview import HELP
from dialogue_tui.cli.table import COMMANDS, Command, function, named
from dialogue_tui.text import nearest, plainly

INTERRUPTED = 130


class Overview(TyperGroup):
    """The group of all commands: each is imported when it is asked for, and known from the table before."""

    def get_help(self, ctx: Any) -> str:
        """The overview."""
        return HELP.rstrip("\n")

    def list_commands(self, ctx: Any) -> list[str]:
        """The names in the table."""
        return [command.name for command in COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, ready to be run; None where there is none."""
        command = named(cmd_name)
        return made(command) if command else None


def made(command: Command) -> Any:
    """A command of the table as Typer runs it."""
    does = function(command.does)
    if isinstance(does, typer.Typer):
        group: Any = typer.main.get_group(does)
        group.name = command.name
        return group
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    alone.command(command.name)(does)
    return typer.main.get_command(alone)


app = typer.Typer(
    cls=Overview,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@app.callback()
def whole() -> None:
    """All commands; what they are stands in the table."""


def run(words: Sequence[str], data: str | None) -> int:
    """Run one command on the folder. Returns the exit status; says in one sentence what went wrong."""
    from dialogue_tui.store.where import DataFolder

    folder = DataFolder.find(Path(data) if data else None)
    try:
        command = typer.main.get_command(app)
        status = command.main(list(words), prog_name="dialogue", standalone_mode=False, obj=folder)
        return status if isinstance(status, int) else 0
    except typer.TyperException as error:
        return _misunderstood(error)
    except typer.Abort:
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:
        return status_of(error, data)


def _misunderstood(error: typer.TyperException) -> int:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "dialogue"
    message = error.format_message()
    if wrong := _checked(error.__cause__):
        message = f"{message.partition(': ')[0]}: {wrong}"
    message = " ".join(message.split()).rstrip(".?")
    if meant := _meant(message):
        message += f". Did you mean '{meant}'"
    end = "?" if "Did you mean" in message else "."
    note(f"{message}{end} `{path} --help` shows how.")
    return error.exit_code


def _checked(cause: BaseException | None) -> str:
    """What was wrong with a value, where it was checked by type."""
    if cause is None:
        return ""
    from pydantic import ValidationError

    return plainly(cause.errors()[0]) if isinstance(cause, ValidationError) else ""


def _meant(message: str) -> str:
    """The nearest of the commands or values that would have done, where one is near."""
    if message.startswith("No such command"):
        return nearest(message.partition("'")[2].rstrip("'"), [command.name for command in COMMANDS])
    typed, one_of, known = message.partition(" is not one of ")
    return nearest(typed.rpartition(": ")[2].strip("'"), re.findall(r"'([^']*)'", known)) if one_of else ""
