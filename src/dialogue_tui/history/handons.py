"""What came of a hand-on after the session that made it."""

from __future__ import annotations

from collections.abc import Iterable

from dialogue_tui.days import day
from dialogue_tui.store.records import Thread, ThreadEvent


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
