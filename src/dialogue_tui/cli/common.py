"""What several groups of commands share of Typer: where they read, what they complete, their options."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from dialogue_tui.cli.finding import own_protocols

if TYPE_CHECKING:
    from dialogue_tui.store.reading import Reading
    from dialogue_tui.store.where import DataFolder


def folder_of(context: typer.Context) -> DataFolder:
    """The data folder this command works in."""
    from dialogue_tui.store.where import DataFolder

    return context.obj if isinstance(context.obj, DataFolder) else DataFolder.find(None)


@contextmanager
def reading(context: typer.Context, solo: bool = False) -> Iterator[Reading]:
    """The team's store, or with `solo` the journal, open for reading. Raises StoreError."""
    with folder_of(context).store(solo).read() as store:
        yield store


def complete_sessions(context: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Ids of sessions with their titles, for the shell."""
    with reading(context) as store:
        for session in store.sessions(limit=50):
            if session.id.startswith(incomplete.lower()):
                yield session.id, f"{session.protocol} {session.title}".strip()
    if "last".startswith(incomplete):
        yield "last", "the newest one"


def complete_protocols(incomplete: str) -> Iterator[tuple[str, str]]:
    """Names of protocols with their questions, for the shell."""
    from dialogue_tui.protocols import library

    for listed in library.listed(own_protocols()):
        if listed.name.startswith(incomplete):
            yield listed.name, listed.question


SessionWord = Annotated[
    str,
    typer.Argument(
        metavar="SESSION", help="An id, its unique beginning, or `last`.", autocompletion=complete_sessions
    ),
]
ProtocolName = Annotated[
    str, typer.Argument(metavar="PROTOCOL", help="A protocol's name.", autocompletion=complete_protocols)
]
AsJson = Annotated[bool, typer.Option("--json", help='As JSON, with "schema": 1.')]
Solo = Annotated[bool, typer.Option("--solo", help="In your journal, not the team's store.")]
To = Annotated[str | None, typer.Option("--to", metavar="FOLDER", help="Where to write; - is standard output.")]
