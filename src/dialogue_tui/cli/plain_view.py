"""How plain lines show a place: its words, its slots, and every line under the number it is called by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import product
from string import ascii_lowercase

from dialogue_tui.activities.base import Row, Slot
from dialogue_tui.facilitation import timing
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.facilitation.errors import Refused
from dialogue_tui.text import shorten

PRIVATE = "PRIVATE: on paper or on your own machine. Nothing of it is kept here."


def intro(engine: Engine) -> list[str]:
    """A place as it begins: where we are, what to say, the question, where lines can go, what stands already."""
    place = engine.place
    notes = [place.title, f"{max(1, round(place.minutes))} min"]
    notes += ["optional"] if place.optional else []
    questions = [f"{n} {question}" for n, question in enumerate(place.questions, 1)] or [place.ask]
    lines = ["", " · ".join(notes), place.say.strip(), *questions]
    if engine.private():
        return [*lines, PRIVATE]
    return [*lines, *slot_lines(engine.slots()), *row_lines(engine)]


def slot_lines(slots: Sequence[Slot]) -> list[str]:
    """Where a line can go, numbered; where there is no choice, how a line is typed."""
    if len(slots) < 2:
        return [slot.ask for slot in slots if slot.ask]
    return [f">{n} {_titled(slot)}" for n, slot in enumerate(slots, 1)]


def _titled(slot: Slot) -> str:
    title = shorten(slot.title, 60)
    return f"{title}: {slot.ask}" if slot.ask else title


def slot_of(slots: Sequence[Slot], typed: str) -> Slot:
    """The slot meant by a name, the unique beginning of one, or a number. Raises Refused."""
    wanted = " ".join(typed.split()).casefold()
    if wanted.isdigit() and 1 <= int(wanted) <= len(slots):
        return slots[int(wanted) - 1]
    for found in (
        [s for s in slots if wanted in (s.name.casefold(), _folded(s))],
        [s for s in slots if wanted and (s.name.casefold().startswith(wanted) or _folded(s).startswith(wanted))],
    ):
        if len(found) == 1:
            return found[0]
    if len(slots) < 2:
        raise Refused("There is nothing to choose here; a line that begins with > is typed as \\>.")
    names = ", ".join(f"{n} {shorten(s.title, 30)}" for n, s in enumerate(slots, 1))
    raise Refused(f"'{shorten(typed, 30)}' is none of these: {names}.")


def _folded(slot: Slot) -> str:
    return " ".join(slot.title.split()).casefold()


def row_lines(engine: Engine) -> list[str]:
    """What has been said here, each line after the number it is called by."""
    return [_row_line(engine, handle, row) for handle, row in handles(engine.rows())]


def handles(rows: Sequence[Row]) -> list[tuple[str, Row]]:
    """Each row with what it is called: its number, `+3` or `4b` as in a draft, else a letter; "" for no line."""
    letters = _letters()
    named: list[tuple[str, Row]] = []
    for row in rows:
        number = "" if row.number is None or row.style in ("dots", "note") else str(row.number)
        if row.entry and not number and row.style not in ("dots", "note"):
            number = row.label if re.fullmatch(r"\+\d+|\d+[b-z]", row.label) else next(letters)
        named.append((number, row))
    return named


def _letters() -> Iterator[str]:
    for size in (1, 2, 3):
        yield from map("".join, product(ascii_lowercase, repeat=size))


def entry_of(engine: Engine, handle: str) -> str:
    """The id of the line that is called so here. Raises Refused."""
    named = [(name, row) for name, row in handles(engine.rows()) if name and row.entry]
    found = next((row.entry for name, row in named if name == handle.casefold()), None)
    if found is None:
        known = f"they are called {', '.join(n for n, _ in named[:9])}{' …' if len(named) > 9 else ''}"
        raise Refused(f"There is no line {shorten(handle, 20)!r} here; {known if named else 'there is none yet'}.")
    return found


def handle_of(engine: Engine, entry: str) -> str:
    """What a line is called here; "" where it is not shown."""
    return next((name for name, row in handles(engine.rows()) if row.entry == entry), "")


def _row_line(engine: Engine, handle: str, row: Row) -> str:
    if row.style == "dots":
        return f"{row.label}: {row.number}{f', {row.text}' if row.text else ''}"
    label = "" if row.label == handle else row.label
    words = ": ".join(part for part in (label, row.text) if part)
    entry = engine.state.tables["entry"].get(row.entry)
    role = engine.role_of(entry) if entry else ""
    whole = f"{words} ({role})" if role else words
    return (f"{handle} {whole}" if handle else whole).replace("\n", "\n  ")


def time_line(engine: Engine) -> str:
    """The time of this place in words, and when it ends where the clock runs."""
    left = timing.in_words(engine.seconds_left())
    if engine.state.room.since is None:
        return f"{left}, paused"
    ends = engine.ends() + timedelta(minutes=engine.clock.offset())
    return f"{left}, ends {ends:%H:%M}"
