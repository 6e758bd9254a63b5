"""A bundle read back as records, as a program of somebody else would read it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from dialogue_tui.exchange.bundle import LISTS
from dialogue_tui.store.records import (
    Comment,
    Entry,
    Link,
    Loaded,
    Paragraph,
    Person,
    Presence,
    Session,
    Team,
    Thread,
    ThreadEvent,
    Version,
)

KINDS: dict[str, type[Any]] = dict(
    zip(LISTS, (Entry, Link, Thread, ThreadEvent, Person, Presence, Version, Comment, Paragraph), strict=True)
)


@dataclass(frozen=True)
class Bundle:
    """A session, its team, and what earlier sittings left for it."""

    loaded: Loaded
    team: Team | None
    before: list[Entry]


def parse(text: str) -> Bundle:
    """Every field of every record has to be there."""
    body = json.loads(text)
    assert set(body) == {"schema", "type", "note", "team", "session", "brought", "before", *LISTS}
    loaded = Loaded(
        Session(**body["session"]),
        brought=[(Thread(**pair["thread"]), Entry(**pair["entry"])) for pair in body["brought"]],
    )
    for name, kind in KINDS.items():
        setattr(loaded, name, [kind(**row) for row in body[name]])
    return Bundle(loaded, Team(**body["team"]) if body["team"] else None, [Entry(**row) for row in body["before"]])
