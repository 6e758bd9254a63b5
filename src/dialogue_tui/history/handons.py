"""What a session handed on: the parts of a hand-on beside its words, and what came of it since."""

from __future__ import annotations

from collections.abc import Iterable

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


def since(thread: Thread, events: Iterable[ThreadEvent], session: str) -> tuple[tuple[str, str], ...]:
    """What came of a thread after this session: (ISO date, words), oldest first."""
    found = []
    for event in sorted(events, key=lambda e: (e.at, e.id)):
        words = _said(event) if event.thread == thread.id and event.session != session else ""
        if words:
            found.append((day(event.at), words))
    return tuple(found)


def _said(event: ThreadEvent) -> str:
    value = event.value
    said = [str(value[key]) for key in ("state", "actual") if value.get(key)]
    if isinstance(value.get("surprise"), int):
        said.append(f"surprise {value['surprise']:+d}")
    if value.get("why"):
        said.append(f"why: {value['why']}")
    return " · ".join(said)
