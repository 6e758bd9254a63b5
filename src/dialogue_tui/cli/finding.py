"""Finding what a command is about: a session by its word, a person's own protocols."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialogue_tui.store.reading import Reading
    from dialogue_tui.store.records import Session

ELSEWHERE = " (your own are under --solo)"
"""Said wherever the team's store has no such session, whether or not there is a journal."""


def find(store: Reading, word: str, solo: bool) -> Session:
    """The session that the word names. Raises StoreError, which says where one's own are, not whether any are."""
    return store.find(word, "" if solo else ELSEWHERE)


def own_protocols() -> list[Path]:
    """The folders in which a person's own protocol files are looked for."""
    from dialogue_tui.protocols.folders import own

    return own()
