"""What an earlier step left, shown again in a later one: to read and to point at, not to tell a second time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from . import turns
from .base import Option, Row
from .entry import BELONGS, Entry, Link

BESIDE_A_TEXT = frozenset({"alternative", "earlier", "reason", "dissent"})
"""Slots of a draft that are not the text itself."""


def earlier_lines(entries: Sequence[Entry], links: Sequence[Link] = (), marks: Sequence[Option] = ()) -> list[Row]:
    """Numbered rows; themes head their lines, what was dropped from a text stands last, a single line is a heading.

    A conversation stands turn by turn. With `marks`, the answers to look for in the spreads among the entries,
    lines with most of the first come first.
    """
    if turns.is_case(entries):
        return turns.rows(turns.turns([e for e in entries if e.slot in (turns.SAID, turns.UNSAID, turns.INSTEAD)]))
    texts = {e.part for e in entries if e.slot == "line"}
    kept = [e for e in entries if e.text and not (e.part in texts and e.slot in BESIDE_A_TEXT)]
    dropped = [e for e in kept if e.part in texts and e.slot == "dropped"]
    here = {e.id for e in kept}
    under = {x.source: x.target for x in links if x.kind == BELONGS and {x.source, x.target} <= here}
    themes = [e for e in kept if e.id in set(under.values())]
    lines = list(enumerate((e for e in kept if e not in dropped and e not in themes), 1))
    rows: list[Row] = []
    for theme in themes:
        rows.append(Row(theme.text, theme.id, style="heading"))
        rows += [Row(e.text, e.id, n) for n, e in lines if under.get(e.id) == theme.id]
    alone = [(n, e) for n, e in lines if e.id not in under]
    if themes and alone:
        rows.append(Row("on their own", style="note"))
    spreads: dict[str, dict[str, Any]] = {e.slot: e.value["counts"] for e in entries if "counts" in e.value}
    alone.sort(key=lambda each: [-int(spreads.get(each[1].id, {}).get(m.name, 0)) for m in marks])
    single = len(kept) == 1
    for number, entry in alone:
        rows.append(Row(entry.text, entry.id, None if single else number, style="heading" if single else "line"))
        rows += _marked(spreads.get(entry.id, {}), marks)
    return rows + [row for entry in dropped for row in _dropped(entry)]


def _marked(counts: dict[str, Any], marks: Sequence[Option]) -> list[Row]:
    said = [f"{counts[m.name]} {m.title or m.name}" for m in marks if counts.get(m.name)]
    return [Row(" · ".join(said), style="note")] if said else []


def _dropped(entry: Entry) -> list[Row]:
    reason = str(entry.value.get("reason", ""))
    return [Row(entry.text, entry.id, label="dropped"), *([Row(reason, label="why")] if reason else [])]
