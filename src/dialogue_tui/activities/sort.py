"""Sort: entries of an earlier step put into groups."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from dialogue_tui.text import fold

from .base import (
    Activity,
    Add,
    Block,
    Change,
    Draft,
    Fact,
    Heading,
    Join,
    Misread,
    Option,
    Row,
    Said,
    Settings,
    Slot,
    Voice,
    Work,
)
from .entry import Entry

BELONGS = "belongs to"
_BETWEEN = r"(?:[\s,]|&|(?<=[\s,])and(?=\s))+"
_NUMBERS = re.compile(rf"\s*(\d+(?:{_BETWEEN}\d+)*(?=[\s,]|$))?[\s,]*(.*)$", re.DOTALL | re.IGNORECASE)


class SortSettings(Settings):
    """`about` names the steps whose entries are sorted; `groups` are given beforehand, else people name them."""

    about: list[str]
    groups: list[Option] = []


class Sort(Activity):
    """Themes out of phrases: `1 4 7 They fix it without us` makes a group; what stays over is a singleton."""

    kind: ClassVar[str] = "sort"
    title: ClassVar[str] = "groups"
    settings: ClassVar[type[Settings]] = SortSettings

    def sources(self, settings: SortSettings) -> tuple[str, ...]:
        """The steps whose entries are sorted."""
        return tuple(settings.about)

    def slots(self, settings: SortSettings, work: Work) -> list[Slot]:
        """A new group, or one that is there."""
        given = [Slot(o.name, o.title or o.name, o.means) for o in settings.groups]
        made = [Slot(e.id, e.text) for e in work.entries]
        return (
            [*given, *made] if given else [Slot("", "new group", "numbers, then a name in someone's words"), *made]
        )

    def groups(self, work: Work) -> list[tuple[Entry, list[Entry]]]:
        """Each group with its members, in order."""
        member = {link.source: link.target for link in work.links if link.kind == BELONGS}
        lines = work.sources
        return [(g, [e for e in lines if member.get(e.id) == g.id]) for g in work.entries]

    def ungrouped(self, work: Work) -> list[tuple[int, Entry]]:
        """What belongs nowhere yet, under the number it keeps for the whole step."""
        groups = {e.id for e in work.entries}
        taken = {link.source for link in work.links if link.kind == BELONGS and link.target in groups}
        return [(n, e) for n, e in enumerate(work.sources, 1) if e.id not in taken]

    def capture(self, settings: SortSettings, said: Said, work: Work) -> list[Draft]:
        """Numbers then a name make a group; numbers alone go to the chosen one; a name alone renames it."""
        match = None if said.literal else _NUMBERS.match(said.text)
        numbers = [int(n) for n in re.findall(r"\d+", match[1] or "")] if match else []
        name = match[2] if match else said.text
        lines = dict(enumerate(work.sources, 1))
        missing = [n for n in numbers if n not in lines]
        if missing and not lines:
            raise Misread("There is no line to sort yet.")
        if missing:
            raise Misread(f"There is no line {missing[0]} to sort; they run from 1 to {len(lines)}.")
        slot = self._called(settings, name, work)
        if slot == said.slot and not numbers:  # the group itself, written otherwise
            slot = ""
        if slot and not numbers:
            raise Misread(f"There is a group '{name.strip()}' already. Begin with the numbers that belong to it.")
        members = tuple((lines[n].id, BELONGS) for n in dict.fromkeys(numbers))
        return self._grouped(settings, slot or said.slot, "" if slot else name, members, work)

    def _called(self, settings: SortSettings, name: str, work: Work) -> str:
        """The slot of the group that has this name already, however it is written; "" where none has."""
        wanted = _folded(name)
        there = [(e.id, e.text) for e in work.entries] + [(o.name, o.title or o.name) for o in settings.groups]
        return next((slot for slot, text in there if wanted and _folded(text) == wanted), "")

    def _grouped(
        self, settings: SortSettings, slot: str, name: str, members: tuple[tuple[str, str], ...], work: Work
    ) -> list[Draft]:
        """Into the group of this slot, or into a new one of that name."""
        there = next((e for e in work.entries if e.id == slot), None)
        if slot and there is None:
            given = next((o for o in settings.groups if o.name == slot), None)
            there = next((e for e in work.entries if given and e.slot == given.name), None)
            if given and there is None:
                return [Add(given.title or given.name, given.name, joins=members)]
        if there is not None and not name.strip():
            return [Join(source, there.id, kind, only=True) for source, kind in members]
        if there is not None and not members:
            return [Change(there.id, text=name)]
        if not name.strip():
            raise Misread("Give the group a name after its numbers, in someone's own words, or Tab to a group.")
        return [Add(name, joins=members)]

    def rows(self, settings: Any, work: Work) -> list[Row]:
        """The groups with their lines, then what is still alone, numbered."""
        numbers = {e.id: n for n, e in enumerate(work.sources, 1)}
        rows: list[Row] = []
        for group, members in self.groups(work):
            rows.append(Row(group.text, group.id, style="heading"))
            rows += [Row(e.text, e.id, numbers[e.id]) for e in members]
        alone = self.ungrouped(work)
        if rows and alone:
            rows.append(Row("on their own", style="note"))
        return rows + [Row(e.text, e.id, n) for n, e in alone]

    def told(self, settings: Any, work: Work) -> list[Block]:
        """Each theme that has lines, and how many; the singletons by their own words."""
        filled = {link.target for link in work.links if link.kind == BELONGS}
        blocks: list[Block] = []
        for group, members in self.groups(work):
            if group.id in filled:
                blocks.append(Voice(group, f"{len(members)} {'line' if len(members) == 1 else 'lines'}"))
        alone = self.ungrouped(work)
        if blocks and alone:
            blocks.append(Heading("Kept on their own"))
            blocks += [Voice(e) for _, e in alone]
        elif not blocks:
            blocks.append(Fact("Nothing was grouped."))
        return blocks


def _folded(name: str) -> str:
    return " ".join(fold(name).split())
