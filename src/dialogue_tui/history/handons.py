"""What a session handed on: the parts of a hand-on beside its words, and what came of it since."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dialogue_tui.activities.threads import due_day, split_due
from dialogue_tui.store.records import Thread, ThreadEvent
from dialogue_tui.telling.sources import day


def without_parts(text: str, thread: Thread) -> str:
    """A hand-on's own words, without the owner, the expected impact and the measure that stand beside it."""
    text, _, _ = text.partition(" ? ")
    if thread.kind != "commitment":
        return text.strip()
    text, _, _ = text.partition(" > ")
    head, colon, rest = text.partition(":")
    return (rest if colon and len(head) <= 40 and rest.strip() else text).strip()


def without_due(words: str, thread: Thread, said: date | None) -> str:
    """The words of a commitment, `said` on that day, without the day by which it is due: it stands beside them."""
    what, when = split_due(words) if thread.kind == "commitment" and thread.due and said else (words, "")
    due = due_day(when, said) if when and said else None
    return what if what and due and due.isoformat() == thread.due else words


def since(thread: Thread, events: Iterable[ThreadEvent], session: str) -> tuple[tuple[str, str], ...]:
    """What came of a thread after this session: (ISO date, words), oldest first.

    What stands beside the thread already, as its outcome, is not said again.
    """
    found = []
    for event in sorted(events, key=lambda e: (e.at, e.id)):
        words = _said(event, thread) if event.thread == thread.id and event.session != session else ""
        if words:
            found.append((day(event.at), words))
    return tuple(found)


def surprise_in_words(surprise: int) -> str:
    """How far it was from what was expected, -2 to +2, in words."""
    if not surprise:
        return "as expected"
    return f"{'much ' if abs(surprise) > 1 else ''}{'more' if surprise > 0 else 'less'} than expected"


def _said(event: ThreadEvent, thread: Thread) -> str:
    value = event.value
    said = [str(value["state"])] if value.get("state") else []
    if value.get("actual") and value["actual"] != thread.actual:
        said.append(str(value["actual"]))
    surprise = value.get("surprise")
    if isinstance(surprise, int) and surprise != thread.surprise:
        said.append(surprise_in_words(surprise))
    if value.get("why") and value["why"] != thread.why:
        said.append(f"why: {value['why']}")
    return " · ".join(said)
