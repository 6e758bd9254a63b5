"""Sort: entries of an earlier step put into groups."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dialogue_tui.text import counted, fold

from . import turns as case
from .base import Activity, Add, Change, Draft, Join, Misread, Option, Row, Said, Settings, Slot, Standing, Work
from .blocks import Block, Fact, Heading, Item, Voice
from .entry import BELONGS, Entry

_BETWEEN = r"(?:[\s,]|&|(?<=[\s,])and(?=\s))+"
_NUMBERS = re.compile(rf"\s*(\d+(?:{_BETWEEN}\d+)*(?=[\s,]|$))?[\s,]*(.*)$", re.DOTALL | re.IGNORECASE)
_BESIDE = frozenset({"and", "turn", "turns", "line", "lines"})
"""Words that may stand among numbers and signs."""


class SortSettings(Settings):
    """`about` names the steps whose entries are sorted; `groups` are given beforehand, else people name them.

    With `many` a line may stand in several of them. A given group whose title begins with a sign of its own, as in
    "J judged", is a mark, and that sign after or before the numbers gives it.
    """

    about: list[str]
    groups: list[Option] = []
    many: bool = False


class Sort(Activity[SortSettings]):
    """Themes out of phrases: `1 4 7 They fix it without us` makes a group; what stays over is a singleton."""

    kind = "sort"
    settings = SortSettings
    first = "Nothing to sort yet. Go back with pgup and say a few lines first."
    help = """\
Groups, here
  1 4 7 NAME          numbers, then a name in someone's words: makes a group of these lines
  1 4                 numbers alone: into the group that was chosen with >"""
    slot_word = "group"
    guesses_slot = True
    numbered = True
    sorts = True
    parks = False

    def sources(self, settings: SortSettings) -> tuple[str, ...]:
        """The steps whose entries are sorted."""
        return tuple(settings.about)

    def slots(self, settings: SortSettings, work: Work) -> list[Slot]:
        """A new group, or one that is there."""
        given = [Slot(o.name, o.title or o.name, o.means) for o in settings.groups]
        made = [Slot(e.id, e.text) for e in work.entries if e.slot not in {o.name for o in settings.groups}]
        return (
            [*given, *made] if given else [Slot("", "new group", "numbers, then a name in someone's words"), *made]
        )

    def lines(self, work: Work) -> dict[int, Entry]:
        """What is sorted, under its number: each line, or each turn of a conversation by the first of its lines."""
        if case.is_case(work.sources):
            return {turn.number: turn.entries[0] for turn in case.turns(work.sources)}
        return dict(enumerate(work.sources, 1))

    def groups(self, work: Work) -> list[tuple[Entry, list[Entry]]]:
        """Each group with its members, in order."""
        members: dict[str, set[str]] = {}
        for link in work.links:
            if link.kind == BELONGS:
                members.setdefault(link.target, set()).add(link.source)
        return [(g, [e for e in work.sources if e.id in members.get(g.id, ())]) for g in work.entries]

    def ungrouped(self, work: Work) -> list[tuple[int, Entry]]:
        """What belongs nowhere yet, under the number it keeps for the whole step."""
        groups = {e.id for e in work.entries}
        taken = {link.source for link in work.links if link.kind == BELONGS and link.target in groups}
        return [(n, e) for n, e in self.lines(work).items() if e.id not in taken]

    def capture(self, settings: SortSettings, said: Said, work: Work) -> list[Draft]:
        """Numbers then a name make a group; numbers alone go to the chosen one; a name alone renames it.

        Where groups are marks, numbers and signs in either order give them, as in `5 M H` or `J 1 3`.
        """
        marked = _marks(settings, said.text)
        if marked:
            return self._marked(settings, marked, work)
        match = None if said.literal else _NUMBERS.match(said.text)
        numbers = [_number(n) for n in re.findall(r"\d+", match[1] or "")] if match else []
        name = match[2] if match else said.text
        members = self._members(numbers, work)
        if settings.groups and not numbers:
            raise Misread(f"Say with numbers what belongs where, as in {_sample(settings)}.")
        slot = self._called(settings, name, work)
        if slot == said.slot and not numbers:  # the group itself, written otherwise
            slot = ""
        if slot and not numbers:
            raise Misread(f"There is a group '{name.strip()}' already. Begin with the numbers that belong to it.")
        return self._grouped(settings, slot or said.slot, "" if slot else name, members, work)

    def _members(self, numbers: Sequence[int], work: Work) -> tuple[tuple[str, str], ...]:
        """The links from the lines with these numbers. Raises Misread for one that is not there."""
        lines = self.lines(work)
        missing = [n for n in numbers if n not in lines]
        if missing and not lines:
            raise Misread("There is no line to sort yet.")
        if missing:
            what = "turn" if case.is_case(work.sources) else "line"
            raise Misread(f"There is no {what} {missing[0]} to sort; they run from 1 to {len(lines)}.")
        return tuple((lines[n].id, BELONGS) for n in dict.fromkeys(numbers))

    def _marked(self, settings: SortSettings, marked: dict[str, list[int]], work: Work) -> list[Draft]:
        numbers = [n for of_mark in marked.values() for n in of_mark]
        if not settings.many and len(set(numbers)) < len(numbers):
            raise Misread("One mark for each is enough here; the strongest.")
        drafts: list[Draft] = []
        for name, of_mark in marked.items():
            drafts += self._grouped(settings, name, "", self._members(list(dict.fromkeys(of_mark)), work), work)
        return drafts

    def into(self, settings: SortSettings, entry: str, slot: str, work: Work) -> list[Draft]:
        """What moves a line, or the turn it is of, to the group of this slot. Raises Misread where it can't be."""
        heads = {e.id: t.entries[0].id for t in case.turns(work.sources) for e in t.entries}
        head = heads.get(entry, entry) if case.is_case(work.sources) else entry
        if head not in {e.id for e in self.lines(work).values()} or not slot:
            raise Misread("There is no such group to move it to.")
        return self._grouped(settings, slot, "", ((head, BELONGS),), work)

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
            if given and there is None and not name.strip():
                return [Add(given.title or given.name, given.name, joins=members, only=not settings.many)]
        if there is not None and not name.strip():
            return [Join(source, there.id, kind, only=not settings.many) for source, kind in members]
        if there is not None and not members:
            return [Change(there.id, text=name)]
        if not name.strip() and settings.groups:
            raise Misread(f"Say after the numbers where they belong, as in {_sample(settings)}.")
        if not name.strip():
            raise Misread("Give the group a name after its numbers, in someone's own words, or Tab to a group.")
        return [Add(name, joins=members, only=not settings.many)]

    def rows(self, settings: SortSettings, work: Work) -> list[Row]:
        """The groups with their lines, then what is still alone, numbered; a conversation turn by turn."""
        if case.is_case(work.sources):
            return self._turns(settings, work)
        numbers = {e.id: n for n, e in self.lines(work).items()}
        rows: list[Row] = []
        for group, members in self.groups(work):
            rows.append(Row(group.text, group.id, style="heading"))
            rows += [Row(e.text, e.id, numbers[e.id]) for e in members]
        alone = self.ungrouped(work)
        if rows and alone:
            rows.append(Row("on their own", style="note"))
        return rows + [Row(e.text, e.id, n) for n, e in alone]

    def _turns(self, settings: SortSettings, work: Work) -> list[Row]:
        """The turns with their marks in the margin, then how many of each, then the groups that people named."""
        turns = case.turns(work.sources)
        signs = {o.name: _sign(o) or o.title or o.name for o in settings.groups}
        margin: dict[str, list[str]] = {}
        counted: list[str] = []
        named: list[Row] = []
        for group, members in self.groups(work):
            here = {e.id for e in members}
            of_group = [t for t in turns if any(e.id in here for e in t.entries)]
            numbers = ", ".join(str(t.number) for t in of_group)
            if group.slot not in signs:
                named.append(Row(group.text, group.id, label=numbers, style="heading"))
            elif of_group:
                counted.append(f"{group.text}: {numbers}")
                for turn in of_group:
                    margin.setdefault(turn.row, []).append(signs[group.slot])
        order = list(signs.values())
        marks = {row: " ".join(sorted(of_row, key=order.index)) for row, of_row in margin.items()}
        note = [Row(" · ".join(counted), style="note")] if counted else []
        return [*case.rows(turns, marks=marks), *note, *named]

    def standing(self, settings: SortSettings, rows: Sequence[Row]) -> Standing:
        """Everything in sight at once, in two columns at the price of short lines; turns of a conversation, which
        somebody says or which are called not said, keep their words whole, side by side."""
        apart = frozenset({"heading", "note"})
        if any(row.label and row.style == "line" for row in rows):
            return Standing(sides=(case.NOT_SAID, case.SAID), read=True, apart=apart)
        return Standing(two_columns=True, apart=apart)

    def wide(self, settings: SortSettings, work: Work) -> bool:
        return case.is_case(work.sources)

    def marks(self, settings: SortSettings) -> Sequence[Option]:
        return settings.groups

    def about(self, settings: SortSettings, work: Work) -> dict[str, str]:
        """The numbers of the lines of each group."""
        numbers = {entry.id: str(n) for n, entry in self.lines(work).items()}
        return {
            group.id: ", ".join(numbers[e.id] for e in members if e.id in numbers)
            for group, members in self.groups(work)
        }

    def told(self, settings: SortSettings, work: Work) -> list[Block]:
        """Each theme that has lines, and how many; the singletons by their own words.

        A group that was given is a mark and nobody's words, and what got none of the marks is not told again.
        """
        filled = {link.target for link in work.links if link.kind == BELONGS}
        given = {(o.name, o.title or o.name) for o in settings.groups}
        blocks: list[Block] = []
        for group, members in self.groups(work):
            if group.id in filled and (group.slot, group.text) in given:
                blocks.append(Item(group))
            elif group.id in filled:
                blocks.append(Voice(group, counted(len(members), "line")))
        alone = self.ungrouped(work)
        if blocks and alone and not given:
            blocks.append(Heading("Kept on their own"))
            blocks += [Voice(e) for _, e in alone]
        elif not blocks:
            blocks.append(Fact("Nothing was grouped."))
        return blocks


def _folded(name: str) -> str:
    return " ".join(fold(name).split())


def _sign(option: Option) -> str:
    """The sign that a mark's title begins with; "" for a group that is called by its name."""
    head, gap, rest = option.title.partition(" ")
    return head if len(head) == 1 and not head.isdecimal() and gap and rest else ""


def _sample(settings: SortSettings) -> str:
    signs = [_sign(o) for o in settings.groups if _sign(o)]
    if signs:
        return f"5 {' '.join(signs[: 2 if settings.many else 1])}"
    return f"1 4 {settings.groups[0].title or settings.groups[0].name}"


def _number(digits: str) -> int:
    """However many digits there are: more than nine are no line's."""
    return int(digits[:9])


def _marks(settings: SortSettings, text: str) -> dict[str, list[int]]:
    """The numbers typed for each mark; nothing where the line is anything else than signs and numbers."""
    names = {_sign(o).casefold(): o.name for o in settings.groups if _sign(o)}
    runs: list[tuple[bool, list[str]]] = []
    tokens = re.findall(r"\d+|[^\W\d]+|[^\s\w,;:&]", text.casefold()) if names else []
    for token in (t for t in tokens if t not in _BESIDE):
        numeric = token.isdecimal()
        if not numeric and not set(token) <= names.keys():
            return {}
        if not runs or runs[-1][0] != numeric:
            runs.append((numeric, []))
        runs[-1][1].extend([token] if numeric else list(token))
    marked: dict[str, list[int]] = {}
    if len(runs) % 2:
        return marked
    for one, other in zip(runs[::2], runs[1::2], strict=True):
        signs, numbers = (other[1], one[1]) if one[0] else (one[1], other[1])
        for sign in dict.fromkeys(signs):
            marked.setdefault(names[sign], []).extend(_number(n) for n in numbers)
    return marked
