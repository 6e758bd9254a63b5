"""Finding what a command is about: a session by its word, the protocol as it ran, a person's own protocols."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialogue_tui.protocols.schema import Protocol
    from dialogue_tui.store.reading import Reading
    from dialogue_tui.store.records import Loaded, Session
    from dialogue_tui.store.where import DataFolder

ELSEWHERE = " (your own are under --solo)"
"""Said wherever the team's store has no such session, whether or not there is a journal."""


def find(store: Reading, word: str, solo: bool) -> Session:
    """The session that the word names. Raises StoreError, which says where one's own are, not whether any are."""
    return store.find(word, "" if solo else ELSEWHERE)


def loaded(folder: DataFolder, word: str, solo: bool = False) -> tuple[Loaded, Protocol]:
    """Everything of the session that the word names, and the protocol as it ran. Raises StoreError."""
    with folder.store(solo).read() as store:
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
