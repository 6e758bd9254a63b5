"""A hand-on in words: what was typed in one line, told part by part, and what came of it later."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from dialogue_tui.activities.handon import due_day, in_parts, split_due
from dialogue_tui.days import day
from dialogue_tui.store.records import Thread, ThreadEvent
from dialogue_tui.text import fold

_LEADING_IN = 4
"""Words that may lead from a sentence to a part of it that stands beside it, such as "see it in"."""


def what_is_done(text: str, thread: Thread, said: date | None) -> str:
    """A hand-on's own words, `said` on that day, without anything that stands beside them."""
    return without_due(without_parts(text, thread), thread, said)


def without_parts(text: str, thread: Thread) -> str:
    """A hand-on's own words, without the owner, the expected impact and the measure that stand beside it."""
    what = in_parts(text, thread.kind).what
    return _without_clauses(what, (thread.expected, thread.measure)) if thread.kind == "commitment" else what


def _without_clauses(words: str, beside: Sequence[str]) -> str:
    """The words without the clauses, after the first, that say a part over again."""
    first, *more = re.split(r"(?<=[;.])\s+", words)
    kept = [first, *(c for c in more if not any(_says(c, part) for part in beside))]
    return " ".join(kept) if len(kept) > len(more) else " ".join(kept).rstrip(" ;")


def _says(clause: str, part: str) -> bool:
    clause, part = (fold(text).strip(" .;") for text in (clause, part))
    return bool(part) and clause.endswith(part) and len(clause.removesuffix(part).split()) <= _LEADING_IN


def without_due(words: str, thread: Thread, said: date | None) -> str:
    """The words of a commitment, `said` on that day, without the day by which it is due: it stands beside them."""
    what, when = split_due(words) if thread.kind == "commitment" and thread.due and said else (words, "")
    due = due_day(when, said) if when and said else None
    return what if what and due and due.isoformat() == thread.due else words


def by_when(thread: Thread) -> str:
    """The day by which it is due, in words; "" where none was said."""
    return f"by {thread.due}" if thread.due else ""


def parts(thread: Thread, owner: str) -> list[str]:
    """What stands beside the words of a hand-on, as far as it was said: who takes it on, when, what for."""
    if thread.kind == "assumption":
        return [f"what would show it wrong: {thread.measure}"] if thread.measure else []
    if thread.kind != "commitment":
        return []
    named = {"taken on by": owner, "expected:": thread.expected, "noticed by:": thread.measure}
    taken_on, *rest = (f"{name} {words}" if words else "" for name, words in named.items())
    return [words for words in (taken_on, by_when(thread), *rest) if words]


def lead_before(words: str, lead: str) -> str:
    """The label that stands before these words; none where they begin with it, or are it, themselves."""
    label, begins = " ".join(lead.split()).casefold(), words.lstrip().casefold()
    return "" if begins == label or begins.startswith(f"{label}:") else lead


def since(thread: Thread, events: Iterable[ThreadEvent], session: str) -> tuple[tuple[str, str], ...]:
    """What came of a thread after this session: (ISO date, words), oldest first.

    A look that left no words and no surprise has nothing to tell.
    """
    found = []
    for event in sorted(events, key=lambda e: (e.at, e.id)):
        words = _said(event) if event.thread == thread.id and event.session != session else ""
        if words:
            found.append((day(event.at), words))
    return tuple(found)


def surprise_in_words(surprise: int) -> str:
    """How far it was from what was expected, -2 to +2, in words."""
    if not surprise:
        return "as expected"
    return f"{'much ' if abs(surprise) > 1 else ''}{'more' if surprise > 0 else 'less'} than expected"


def _said(event: ThreadEvent) -> str:
    value = event.value
    said = [str(value["actual"])] if value.get("actual") else []
    surprise = value.get("surprise")
    if isinstance(surprise, int):
        said.append(surprise_in_words(surprise))
    if value.get("why"):
        said.append(f"why: {value['why']}")
    if said and value.get("state"):
        said.insert(0, str(value["state"]))
    return " · ".join(said)
