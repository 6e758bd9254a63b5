"""Write: a list of what people said, optionally under headings."""

from __future__ import annotations

from dialogue_tui.text import capital, counted

from .base import Activity, Option, Row, Settings, Slot, Work, of_steps
from .blocks import Block, Heading, Voice
from .earlier_lines import earlier_lines
from .entry import Entry


class WriteSettings(Settings):
    """`slots` are fixed headings; `about` names an earlier step whose entries become the headings instead.

    `on_wall` False keeps the words off the wall and shows only how many there are (dialogue circle). `show` names
    earlier steps whose lines stay above; `marks` are answers to them, those with most of the first standing first.
    """

    slots: list[Option] = []
    about: str = ""
    on_wall: bool = True
    show: list[str] = []
    marks: list[Option] = []


class Write(Activity[WriteSettings]):
    """Phrases, events, facts: one line after another."""

    kind = "write"
    settings = WriteSettings

    def on_wall(self, settings: WriteSettings) -> bool:
        return settings.on_wall

    def within_reach(self, settings: WriteSettings, work: Work) -> list[Row]:
        return self.rows(settings.model_copy(update={"on_wall": True}), work)

    def sources(self, settings: WriteSettings) -> tuple[str, ...]:
        """The step whose entries are the headings here, and those that stay on the wall."""
        return ((settings.about,) if settings.about else ()) + tuple(settings.show)

    def slots(self, settings: WriteSettings, work: Work) -> list[Slot]:
        """The fixed headings, else one for each entry this part is about."""
        if settings.slots:
            return [Slot(o.name, o.title or o.name, o.means) for o in settings.slots]
        if settings.about:
            headings = of_steps(work.sources, [settings.about]) if settings.show else work.sources
            return [Slot(e.id, e.text) for e in headings] or [Slot("", "")]
        return [Slot("", "")]

    def _by_slot(self, settings: WriteSettings, work: Work) -> list[tuple[Slot, list[Entry]]]:
        slots = self.slots(settings, work)
        known = {s.name for s in slots}
        groups = [(s, [e for e in work.entries if e.slot == s.name]) for s in slots]
        loose = [e for e in work.entries if e.slot not in known]
        return [*groups, (Slot("", ""), loose)] if loose else groups

    def rows(self, settings: WriteSettings, work: Work) -> list[Row]:
        """Numbered lines under their headings; only how many there are where the words stay off the wall."""
        rows = (
            earlier_lines(of_steps(work.sources, settings.show), work.links, settings.marks)
            if settings.show
            else []
        )
        if not settings.on_wall:
            kept = len(work.entries)
            return [*rows, Row(f"{counted(kept, 'line')} kept", style="note")] if kept else rows
        number = max((row.number or 0 for row in rows), default=0)
        for slot, entries in self._by_slot(settings, work):
            if slot.title and (entries or settings.about):
                rows.append(Row(slot.title, style="heading"))
            for entry in entries:
                number += 1
                rows.append(Row(entry.text, entry.id, number))
        return rows

    def told(self, settings: WriteSettings, work: Work) -> list[Block]:
        """Voices, under their headings where there are any."""
        blocks: list[Block] = []
        for slot, entries in self._by_slot(settings, work):
            if slot.title and entries:
                title = capital(slot.title) if settings.slots else slot.title
                blocks.append(Heading(title, about=slot.name if settings.about else ""))
            blocks += [Voice(e) for e in entries]
        return blocks
