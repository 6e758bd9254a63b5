"""The entry: something somebody said or wrote in a step, kept word for word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

ATTRIBUTIONS = ("named", "role", "anonymous")
WORDINGS = ("spoken", "scribed", "written")
CONSENTS = ("role only", "yes", "no")


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of what a session captured.

    `part` is the key of the place it belongs to, `step/part`; `slot` the rung, column, group or field;
    `row` ties together the cells of one turn. `position` is fractional and orders the entries of a part.
    `at` is UTC in ISO 8601 and `offset` the speaker's minutes east of it; both are None for an anonymous
    line, as is `person`. Nothing sorts by anything but (`position`, `id`).
    """

    id: str
    session: str
    part: str
    slot: str = ""
    row: str = ""
    position: float = 0.0
    text: str = ""
    value: dict[str, Any] = field(default_factory=dict)
    person: str | None = None
    attribution: str = "role"
    wording: str = "spoken"
    consent: str = "role only"
    at: str | None = None
    offset: int | None = None
    removed: bool = False
    revision: int = 0


BECAUSE, BELONGS, COMES_FROM = "because", "belongs to", "comes from"
"""Kinds of links: to what a line rests on, to its group, from the line that it took its words from."""


@dataclass(frozen=True, slots=True)
class Link:
    """One entry tied to another; `kind` is one of those above."""

    id: str
    session: str
    source: str
    target: str
    kind: str
    value: dict[str, Any] = field(default_factory=dict)
    revision: int = 0


def in_order(entries: list[Entry]) -> list[Entry]:
    """The entries that were not removed, in the order they are told."""
    return sorted((e for e in entries if not e.removed), key=lambda e: (e.position, e.id))


def of_sittings(before: Sequence[Entry]) -> list[Entry]:
    """The entries of earlier sittings in the order the room knew, one sitting after the other."""
    sittings = list(dict.fromkeys(e.session for e in before))
    there = (e for e in before if not e.removed)
    return sorted(there, key=lambda e: (sittings.index(e.session), e.position, e.id))
