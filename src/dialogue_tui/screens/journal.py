"""The journal from Home: go on, read, or begin. It opens by key alone, since its titles are nobody else's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from dialogue_tui.protocols import library
from dialogue_tui.protocols.library import Listed
from dialogue_tui.store.opening import Store
from dialogue_tui.store.records import Session
from dialogue_tui.widgets.choices import Choice

from .dialogs import Choose
from .home_view import abouts, began, ways

PRIVATE = "PRIVATE: your journal, on this machine alone"
MOST = 200
"""Sessions listed at most."""


def journal(items: Sequence[Choice]) -> Choose:
    """The chooser; its answer is `resume ID`, `show ID` or `begin PROTOCOL`."""
    return Choose("What would you like to write or read?", items, badge=PRIVATE, empty="There is no solo form.")


def count(store: Store) -> int:
    """How many sessions the journal holds; 0 where there is none. Raises StoreError."""
    if not store.exists():
        return 0
    with store.read() as reading:
        return len(reading.sessions())


def choices(store: Store, protocols: Sequence[Listed], folders: Sequence[Path], now: datetime) -> list[Choice]:
    """What can be done alone: what is under way, what has ended, what can be begun. Raises StoreError."""
    titles = {p.name: p.title for p in protocols}
    sessions: list[Session] = []
    called: dict[str, str] = {}
    if store.exists():
        with store.read() as reading:
            sessions = reading.sessions(MOST)
            called = abouts(reading, sessions, first=True)

    def row(kind: str, s: Session) -> Choice:
        return Choice(
            f"{kind} {s.id}", (began(s, now), titles.get(s.protocol, s.protocol), s.title or called.get(s.id, ""))
        )

    sections = [
        ("Go on", [row("resume", s) for s in sessions if s.state == "open"]),
        ("Read", [row("show", s) for s in sessions if s.state != "open"]),
        ("Begin", [Choice(f"begin {p.name}", (p.title, p.question)) for p in protocols if alone(p, folders)]),
    ]
    items: list[Choice] = []
    for heading, rows in sections:
        if rows:
            items += [*([Choice("")] if items else []), Choice("", (heading,)), *rows]
    return items


def alone(protocol: Listed, folders: Sequence[Path]) -> bool:
    """Whether a protocol can be worked by one person."""
    if protocol.trouble:
        return False
    try:
        return any(way.solo for way in ways(protocol.name, folders))
    except library.ProtocolError:
        return False
