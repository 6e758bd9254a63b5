"""What the lines of each place are called, so that they can be named aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from string import ascii_lowercase

from dialogue_tui.activities.base import Row
from dialogue_tui.facilitation.desk import Desk
from dialogue_tui.facilitation.errors import Refused

from .wording import brief


class Numbers:
    """What the lines of each place are called. A number once said stays with its line while the program runs."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._said: dict[str, dict[str, str]] = {}

    def here(self) -> dict[str, str]:
        """What each line here is called, by its id, in the order they stand."""
        place = self._desk.engine.place
        as_shown = dict(_called(self._desk.rows(near=True)))
        if place.part.activity.numbered:
            return as_shown
        said = self._said.setdefault(place.key, {})
        for entry, name in as_shown.items():
            if entry not in said:
                said[entry] = name if name not in said.values() else _next(name, set(said.values()))
        return {entry: said[entry] for entry in as_shown}

    def name(self, entry: str) -> str:
        """What a line is called here; "" where it is not shown."""
        return self.here().get(entry, "")

    def entry(self, name: str) -> str:
        """The id of the line that is called so here. Raises Refused."""
        named = self.here()
        found = next((entry for entry, called in named.items() if called == name.strip().casefold()), None)
        if found is None:
            names = list(named.values())
            known = f"they are called {', '.join(names[:9])}{' and so on' if len(names) > 9 else ''}"
            raise Refused(f"There is no line {brief(name, 20)!r} here; {known if names else 'there is none yet'}.")
        return found

    def forget(self, place: str) -> None:
        """Number a place anew: what a number stood for there must not be told any more."""
        self._said.pop(place, None)


def _next(name: str, taken: set[str]) -> str:
    if name.isdecimal():
        return str(max(int(n) for n in taken if n.isdecimal()) + 1)
    return next(letters for letters in _letters() if letters not in taken)


def _called(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Each line by its number, by `+3` or `4b` as in a draft, else by a letter."""
    letters = _letters()
    for row in rows:
        if not row.entry or row.style in ("dots", "note"):
            continue
        if row.number is not None:
            yield row.entry, str(row.number)
        else:
            yield row.entry, row.label if re.fullmatch(r"\+\d+|\d+[b-z]", row.label) else next(letters)


def _letters() -> Iterator[str]:
    for size in (1, 2, 3):
        yield from map("".join, product(ascii_lowercase, repeat=size))
