"""A session as one JSON file: the whole record, lines withheld by their speakers included, and it says so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dialogue_tui.store.records import Entry, Loaded, Team

SCHEMA = 1
NOTE = "The whole record: everything, including lines withheld by their speakers. Pass it on only with their leave."
LISTS = (
    "entries", "links", "threads", "events", "people", "presence", "versions", "comments", "paragraphs",
)  # fmt: skip
"""What a session holds many of, in the order of the file."""


def dump(loaded: Loaded, team: Team | None = None, before: Sequence[Entry] = ()) -> str:
    """The session as JSON; the same session gives the same bytes.

    `before` are the entries of earlier sittings, first sitting first, without which a later one can't be told.
    What belongs to one machine stays out: the clock's row, the paths of exports, the change log.
    """
    body: dict[str, Any] = {
        "schema": SCHEMA,
        "type": "dialogue-session",
        "note": NOTE,
        "team": asdict(team) if team else None,
        "session": asdict(loaded.session),
    }
    for name in LISTS:
        body[name] = [asdict(record) for record in sorted(getattr(loaded, name), key=_order)]
    pairs = sorted(loaded.brought, key=lambda pair: pair[0].id)
    body["brought"] = [{"thread": asdict(thread), "entry": asdict(entry)} for thread, entry in pairs]
    sittings = list(dict.fromkeys(entry.session for entry in before))
    body["before"] = [
        asdict(entry) for entry in sorted(before, key=lambda e: (sittings.index(e.session), *_order(e)))
    ]
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _order(record: Any) -> tuple[str, float, int, str]:
    number = getattr(record, "number", getattr(record, "paragraph", 0))
    return (getattr(record, "part", ""), getattr(record, "position", 0.0), number, record.id)
