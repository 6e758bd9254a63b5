"""What several groups of commands share: where they read, what they complete, the values of their options."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dialogue_tui.protocols.schema import Protocol
    from dialogue_tui.store.reading import Reading
    from dialogue_tui.store.records import Loaded, Session
    from dialogue_tui.store.where import DataFolder


ELSEWHERE = " (your own are under --solo)"
"""Said wherever the team's store has no such session, whether or not there is a journal."""


def folder_of(context: typer.Context) -> DataFolder:
    """The data folder this command works in."""
    from dialogue_tui.store.where import DataFolder

    return context.obj if isinstance(context.obj, DataFolder) else DataFolder.find(None)


@contextmanager
def reading(context: typer.Context, solo: bool = False) -> Iterator[Reading]:
    """The team's store, or with `solo` the journal, open for reading. Raises StoreError."""
    with folder_of(context).store(solo).read() as store:
        yield store


def find(store: Reading, word: str, solo: bool) -> Session:
    """The session that the word names. Raises StoreError, which says where one's own are, not whether any are."""
    return store.find(word, "" if solo else ELSEWHERE)


def loaded(context: typer.Context, word: str, solo: bool = False) -> tuple[Loaded, Protocol]:
    """Everything of the session that the word names, and the protocol as it ran. Raises StoreError."""
    with reading(context, solo) as store:
        whole = store.load(find(store, word, solo).id)
    return whole, protocol_of(whole.session)


def protocol_of(session: Session) -> Protocol:
    """The protocol as the session ran it. Raises ProtocolError."""
    from dialogue_tui.protocols import library

    return library.parse(session.protocol_text, f"session {session.id}")


def own_protocols() -> list[Path]:
    """The folders in which a person's own protocol files are looked for."""
    from dialogue_tui.protocols.folders import own

    return own()


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
