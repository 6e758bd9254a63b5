"""How a hand-on is typed in one line: `who: what by when > expected impact ? how we will notice`.

An assumption is `what ? what would show it wrong`; a question is its words alone. A missing part is nothing wrong.
This is read on the way to the first frame, so it loads no models.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

LONGEST_NAME = 40
"""Characters; more before a colon is no name."""


@dataclass(frozen=True, slots=True)
class InParts:
    """A typed hand-on, part by part; `what` with the day by which it is due, as it was said."""

    what: str
    owner: str = ""
    expected: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class ThreadDraft:
    """What a line opens beyond its session, to be looked at again in a later one. `due` is an ISO date or empty."""

    kind: Literal["assumption", "commitment", "question", "vision"]
    owner: str = ""
    due: str = ""
    expected: str = ""
    measure: str = ""


def in_parts(text: str, kind: str, named: bool = True) -> InParts:
    """The parts of a line that opened, or is to open, a thread of this kind; of one that is not `named` a colon is
    part of its words."""
    if kind not in ("commitment", "assumption"):
        return InParts(text.strip())
    words, _, measure = text.partition(" ? ")
    if kind == "assumption":
        return InParts(words.strip(), measure=measure.strip())
    words, _, expected = words.partition(" > ")
    owner, colon, what = words.partition(":")
    if not (named and colon and what.strip()) or len(owner) > LONGEST_NAME:
        owner, what = "", words
    return InParts(what.strip(), owner.strip(), expected.strip(), measure.strip())


def thread_of(text: str, kind: str, today: date | None = None) -> ThreadDraft:
    """The thread that a typed line opens; its due day is meant from `today` on."""
    typed = in_parts(text, kind)
    due = due_day(split_due(typed.what)[1], today) if kind == "commitment" and today else None
    return ThreadDraft(
        kind,  # type: ignore[arg-type]
        typed.owner, due.isoformat() if due else "", typed.expected, typed.measure,
    )  # fmt: skip


def split_due(what: str) -> tuple[str, str]:
    """What is done and by when, as typed: the words after the last "by", where they end the line."""
    when = re.search(r"^(.*)(?<!\S)by\s+(.{2,40})$", what.strip(), re.IGNORECASE | re.DOTALL)
    return (when[1].rstrip(" ,;"), when[2]) if when else (what.strip(), "")


def due_day(words: str, today: date) -> date | None:
    """The day meant by "28 Jan", "the 14th", "Friday", "month end" or an ISO date; None where unclear.

    A day without a year or month is the next one to come.
    """
    plain = words.strip().rstrip(".").removeprefix("the ").casefold()
    first_of_next = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    if plain in {"month end", "end of month", "end of the month"}:
        return first_of_next - timedelta(days=1)
    if plain in {"today", "tomorrow"}:
        return today + timedelta(days=plain == "tomorrow")
    from datetime import datetime, time

    from dateutil import parser

    try:
        found = parser.parse(plain, default=datetime.combine(today, time())).date()
    except (ValueError, OverflowError):
        return None
    if found >= today or re.search(r"\d{4}", plain):
        return found
    if re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", plain):
        month, year = (1, today.year + 1) if today.month == 12 else (today.month + 1, today.year)
        try:
            return found.replace(year=year, month=month)
        except ValueError:
            return None
    try:
        return found.replace(year=found.year + 1)
    except ValueError:
        return None
