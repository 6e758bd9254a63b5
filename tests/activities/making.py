"""Entries and work as the kinds meet them, without a session around."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

from dialogue_tui.activities.base import Add, Change, Draft, Said, Work
from dialogue_tui.activities.entry import Entry, Link

_ids = count(1)


def entry(text: str, slot: str = "", part: str = "a.b/c", **fields: Any) -> Entry:
    """A line with the next id."""
    number = next(_ids)
    return Entry(f"e{number:04}", "s", part, slot, position=float(number), text=text, **fields)


def belongs(line: Entry, group: Entry) -> Link:
    """A line in a group."""
    return Link(f"l{line.id}", "s", line.id, group.id, "belongs to")


class Table:
    """A part that is worked line by line, as the engine would: drafts become entries and links."""

    def __init__(self, activity: Any, settings: Any, sources: Sequence[Entry] = ()) -> None:
        self.activity, self.settings = activity, activity.settings.model_validate(settings)
        self.entries: list[Entry] = []
        self.links: list[Link] = []
        self.sources = list(sources)

    @property
    def work(self) -> Work:
        """What the kind sees."""
        entries = sorted(self.entries, key=lambda e: (e.position, e.id))
        return Work(entries=entries, links=self.links, sources=self.sources)

    def say(self, text: str, slot: str = "") -> list[Draft]:
        """One typed line. Raises Misread."""
        drafts = self.activity.capture(self.settings, Said(text, slot), self.work)
        self.take(drafts)
        return list(drafts)

    def take(self, drafts: Sequence[Draft]) -> None:
        """What the drafts make."""
        from dataclasses import replace

        row = ""
        for draft in drafts:
            if isinstance(draft, Add):
                made = entry(draft.text, draft.slot, value=draft.value)
                there = next((e for e in self.entries if e.id == draft.instead), None)
                row = {"new": made.id, "same": row}.get(draft.row, draft.row)
                made = replace(made, row=row, position=there.position if there else made.position)
                self.entries.append(made)
                self.links += [Link(f"l{made.id}{s}", "s", s, made.id, kind) for s, kind in draft.joins]
            elif isinstance(draft, Change):
                at = next(i for i, e in enumerate(self.entries) if e.id == draft.entry)
                given = {"text": draft.text, "slot": draft.slot, "value": draft.value}
                self.entries[at] = replace(self.entries[at], **{k: v for k, v in given.items() if v is not None})

    def shown(self) -> list[tuple[int | None, str, str]]:
        """(number, label, words) of what the wall shows."""
        rows = self.activity.rows(self.settings, self.work)
        return [(r.number, r.label, r.text) for r in rows]
