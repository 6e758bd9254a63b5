"""Columns: turns of a conversation, what was said beside what was not."""

from __future__ import annotations

from typing import Any, ClassVar

from .base import Activity, Add, Block, Draft, Misread, Row, Said, Settings, Slot, Voice, Work
from .entry import Entry


class ColumnsSettings(Settings):
    """The columns' names. `both` False takes only what was said; `about` names the step whose turns are shown."""

    said: str = "said"
    unsaid: str = "not said"
    both: bool = True
    about: str = ""


class Columns(Activity):
    """The two-column case. Said stands right, unsaid left; they share a row."""

    kind: ClassVar[str] = "columns"
    title: ClassVar[str] = "turns"
    settings: ClassVar[type[Settings]] = ColumnsSettings

    def sources(self, settings: ColumnsSettings) -> tuple[str, ...]:
        """The step whose turns this part fills or rewrites."""
        return (settings.about,) if settings.about else ()

    def slots(self, settings: ColumnsSettings, work: Work) -> list[Slot]:
        """What was said, then what was not; the other way round where the turns are there already."""
        said = Slot("said", settings.said, "speaker: words | what was not said")
        both = [said, Slot("unsaid", settings.unsaid)] if settings.both else [said]
        return both[::-1] if settings.about else both

    def capture(self, settings: ColumnsSettings, said: Said, work: Work) -> list[Draft]:
        """`speaker: said | unsaid` fills a row; the unsaid slot fills the last row that has none."""
        if said.slot == "unsaid":
            row = said.row or self._waiting(work)
            if not row:
                raise Misread("There is no turn without its other side. Type what was said first.")
            return [Add(said.text, "unsaid", row=row)]
        words, bar, unsaid = (said.text, "", "") if said.literal else said.text.partition(" | ")
        speaker, text = said.speaker, words
        if not speaker and ":" in words and not said.literal:
            head, _, tail = words.partition(":")
            if len(head) <= 40 and tail.strip():
                speaker, text = head.strip(), tail.removeprefix(" ")
        adds: list[Draft] = [Add(text, "said", {"speaker": speaker} if speaker else {}, row=said.row or "new")]
        if bar and unsaid.strip():
            adds.append(Add(unsaid, "unsaid", row=said.row or "new"))
        return adds

    def _waiting(self, work: Work) -> str:
        entries = [*work.sources, *work.entries]
        filled = {e.row for e in entries if e.slot == "unsaid"}
        rows = [e.row for e in entries if e.slot == "said" and e.row not in filled]
        return rows[0] if rows else ""

    def turns(self, work: Work) -> list[tuple[Entry | None, Entry | None]]:
        """(said, unsaid) pairs in the order of the conversation."""
        pairs: dict[str, list[Entry | None]] = {}
        for entry in [*work.sources, *work.entries]:
            pair = pairs.setdefault(entry.row or entry.id, [None, None])
            side = 1 if entry.slot == "unsaid" else 0
            if pair[side] is None:
                pair[side] = entry
            else:
                pairs[entry.id] = [entry, None] if side == 0 else [None, entry]
        return [(a, b) for a, b in pairs.values()]

    def rows(self, settings: Any, work: Work) -> list[Row]:
        """Each turn as its words, and under it what was not said; a wide workspace sets them side by side."""
        rows: list[Row] = []
        for number, (said, unsaid) in enumerate(self.turns(work), 1):
            if said:
                rows.append(Row(said.text, said.id, number, str(said.value.get("speaker", ""))))
            if unsaid:
                rows.append(Row(unsaid.text, unsaid.id, None if said else number, settings.unsaid))
        return rows

    def told(self, settings: Any, work: Work) -> list[Block]:
        """Both sides of each turn, each led by who spoke or by the column's name."""
        mine = {e.id for e in work.entries}
        blocks: list[Block] = []
        for said, unsaid in self.turns(work):
            if said and said.id in mine:
                blocks.append(Voice(said, str(said.value.get("speaker", ""))))
            if unsaid and unsaid.id in mine:
                blocks.append(Voice(unsaid, settings.unsaid))
        return blocks
