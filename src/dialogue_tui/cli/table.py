"""Every command once: help, completion, the manual page and both ways in read this table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, what it is listed under, one line on what it does, and the function that does it, as
    "module.function" of `cli`.

    What is asked all the time has a `light` function beside it, which needs no Typer: it gets the data folder, a
    word for each name in `words`, and what `flags` name, True where they take no value. What is typed any other
    way goes to Typer, which says what is wrong with it.
    """

    name: str
    group: str
    says: str
    does: str
    light: str = ""
    words: Sequence[str] = ()
    flags: Mapping[str, tuple[str, Callable[[str], Any] | None]] = field(default_factory=dict)


_JSON: Mapping[str, tuple[str, Callable[[str], Any] | None]] = {"--json": ("as_json", None)}
_SOLO: Mapping[str, tuple[str, Callable[[str], Any] | None]] = {"--solo": ("solo", None)}
MEETING, AFTER, PROTOCOLS, CARE = "In a meeting", "Afterwards", "Protocols", "Care"

COMMANDS: tuple[Command, ...] = (
    Command("run", MEETING, "Start a session with one of the protocols.", "running.run"),
    Command("resume", MEETING, "Go on with a session where it stood.", "running.resume"),
    Command(
        "sessions", AFTER, "List sessions, newest first.", "sessions.sessions",
        "looking.sessions", flags={**_JSON, **_SOLO, "--limit": ("limit", int)},
    ),
    Command(
        "show", AFTER, "Show what one session holds.", "sessions.show",
        "looking.show", ("session",), {**_JSON, **_SOLO, "--names": ("names", None)},
    ),
    Command(
        "people", AFTER, "List the people of your teams.", "sessions.people",
        "looking.people", flags={**_JSON, "--team": ("team", str)},
    ),
    Command("export", AFTER, "Write a session's learning history.", "exporting.export"),
    Command("transcript", AFTER, "Write what was said, line by line.", "exporting.transcript"),
    Command("comment", AFTER, "Comment on a paragraph of a learning history.", "exporting.comment"),
    Command("protocols", PROTOCOLS, "List, show and check protocols.", "protocols.group"),
    Command("card", PROTOCOLS, "Print one page to facilitate from paper.", "protocols.card"),
    Command("demo", CARE, "Fill an empty store with an invented team, or clear it again.", "care.demo"),
    Command("where", CARE, "Tell where everything is kept.", "care.where", "looking.where", flags=_JSON),
    Command("doctor", CARE, "Check that everything is in order.", "care.doctor"),
)  # fmt: skip


def groups() -> Iterator[tuple[str, list[Command]]]:
    """The commands under what they are listed under."""
    for group in dict.fromkeys(command.group for command in COMMANDS):
        yield group, [command for command in COMMANDS if command.group == group]


def named(name: str) -> Command | None:
    """The command of this name, if there is one."""
    return next((command for command in COMMANDS if command.name == name), None)


def function(of: str) -> Any:
    """What "module.function" of `cli` means; only that module is imported."""
    module, _, name = of.partition(".")
    return getattr(import_module(f"dialogue_tui.cli.{module}"), name)


def light(typed: Sequence[str]) -> tuple[Command, dict[str, Any]] | None:
    """The command that was typed, where it needs no Typer, and what it is called with."""
    command = named(typed[0]) if typed else None
    if command is None or not command.light:
        return None
    given: dict[str, Any] = {}
    words, rest = list(command.words), iter(typed[1:])
    for word in rest:
        if word in command.flags:
            name, value = command.flags[word]
            try:
                given[name] = True if value is None else value(next(rest, ""))
            except ValueError:
                return None
            if value is not None and not _plain(given[name]):
                return None
        elif words and not word.startswith("-"):
            given[words.pop(0)] = word
        else:
            return None
    return None if words else (command, given)


def _plain(value: Any) -> bool:
    return value >= 1 if isinstance(value, int) else bool(value) and not value.startswith("-")
