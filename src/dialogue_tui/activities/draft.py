"""Draft: a numbered text that a group revises, with its reasons and the dissent that stays."""

from __future__ import annotations

import re

from .base import Activity, Add, Change, Draft, Misread, Row, Said, Settings, Slot, Work
from .blocks import Block, Heading, Item, Voice
from .entry import COMES_FROM, Entry

OWN = ("line", "alternative", "earlier", "reason", "dropped", "dissent")
"""The slots of a draft. A line keeps its `row` through every wording, so that alternatives stay beside it."""
_BETWEEN = r"(?:[\s,&+]|(?<=[\s,])and(?=\s))+"
_TAKES_IN = re.compile(rf"\+\s*(all|\d+(?:{_BETWEEN}\d+)*)\s*", re.IGNORECASE)


class DraftSettings(Settings):
    """`about` names the steps whose lines can be taken in; `most` is how many lines should remain."""

    about: list[str] = []
    most: int = 7
    vision: bool = True
    """Whether the text is the team's vision, whose versions are numbered across sessions."""


class Drafting(Activity[DraftSettings]):
    """Lines, the alternatives beside them, what was dropped and why, who still disagrees.

    Typed: words add a line; `+3 5` takes lines 3 and 5 of the source in, `+all` what is left; `4b words` sets an
    alternative beside line 4; `4=b` makes it the line; `4=words` words line 4 anew; `-5 reason` drops line 5; the
    dissent slot keeps a disagreement, beginning with a line's number where it is about one. A dropped line leaves a
    gap in the numbers until the text is carried to the next step: people call them out meanwhile.
    """

    kind = "draft"
    settings = DraftSettings
    first = "No line yet. Type the first one."
    help = """\
The text, here
  words               a new line of it
  +3                  plus, number: takes that line of before in; +all takes all that are left
  4b words            number, b: sets these words beside line 4
  4=b  4=words        number, equals: what stood beside becomes line 4; these words do
  -5 why              minus, number: drops line 5 and keeps the reason"""
    written = True
    numbered = True
    parks = False

    def sources(self, settings: DraftSettings) -> tuple[str, ...]:
        """The steps whose lines can be taken in."""
        return tuple(settings.about)

    def slots(self, settings: DraftSettings, work: Work) -> list[Slot]:
        """A line, the reason for the last change, or a dissent that is kept."""
        return [
            Slot(
                "line", "line", "words · +3 takes in · 4b beside · 4=b · -5 why",
                aloud="words make a line of the text; /help says how to change one",
            ),
            Slot("reason", "why", "why the text changed"),
            Slot("dissent", "dissent", "what somebody still sees otherwise; begin with the line's number"),
        ]  # fmt: skip

    def text(self, work: Work) -> list[Entry]:
        """The text as it stands, in order."""
        return [e for e in work.entries if e.slot == "line"]

    def vision(self, settings: DraftSettings) -> bool:
        return settings.vision

    def numbers(self, work: Work) -> dict[str, int]:
        """The number each row is called by in this step, those of dropped lines too; by row, or id without one."""
        there = (_row(e) for e in work.entries if e.slot in ("line", "earlier", "dropped"))
        return {row: number for number, row in enumerate(dict.fromkeys(there), 1)}

    def beside(self, line: Entry, work: Work) -> list[Entry]:
        """The alternatives to a line, in order; alternative b is item 0."""
        return [e for e in work.entries if e.slot == "alternative" and e.row == line.row]

    def takeable(self, work: Work) -> list[tuple[int, Entry]]:
        """The lines of earlier steps that can be taken in, under the number they keep."""
        return list(enumerate((e for e in work.sources if e.slot not in OWN), 1))

    def carry(self, settings: DraftSettings, work: Work) -> list[Draft]:
        """The text as an earlier drafting left it, line by line."""
        return [_copy(e) for e in work.sources if e.slot == "line"]

    def capture(self, settings: DraftSettings, said: Said, work: Work) -> list[Draft]:
        """One edit of the text, whichever slot it is typed in; what is none goes to the slot.

        Raises Misread where a line or an alternative is not there, or a line goes without a reason.
        """
        if not said.literal and (edits := self._edited(said.text, work)):
            return edits
        if said.slot == "dissent" and not said.literal:
            match = re.match(r"(\d+)[ :.]+(.+)$", said.text, re.DOTALL)
            if match and int(match[1]) in self.numbers(work).values():
                row = next(row for row, number in self.numbers(work).items() if number == int(match[1]))
                return [Add(match[2], "dissent", row=row)]
        if said.slot in ("reason", "dissent"):
            return [Add(said.text, said.slot)]
        return [Add(said.text, "line", row="new")]

    def _edited(self, typed: str, work: Work) -> list[Draft]:
        """What the signs of an edit ask for; nothing where there are none."""
        if re.match(r"\+\s*(\d|all\s*$|$)", typed, re.IGNORECASE):
            return self._take_in(typed, work)
        if match := re.match(r"-(\d+)(?:[:,]?\s+(.*))?$", typed, re.DOTALL):
            line = self._line(int(match[1]), work)
            if not (match[2] or "").strip():
                raise Misread(f"What goes, goes with a reason: -{match[1]} and why.")
            return [Change(line.id, slot="dropped", value={**line.value, "reason": match[2]})]
        if match := re.match(r"(\d+)([b-z])[ :]+(.+)$", typed, re.DOTALL):
            line = self._line(int(match[1]), work)
            return [Add(match[3], "alternative", row=line.row)]
        if match := re.match(r"(\d+)\s*=\s*(.+)$", typed, re.DOTALL):
            return self._reword(self._line(int(match[1]), work), match[2], work)
        return []

    def _line(self, number: int, work: Work) -> Entry:
        """The line that is called by this number. Raises Misread."""
        numbers = self.numbers(work)
        lines = {numbers[_row(e)]: e for e in self.text(work)}
        if number in lines:
            return lines[number]
        if number in numbers.values():
            raise Misread(f"Line {number} was dropped; its number stays free until the next step.")
        there = f"they run from 1 to {max(numbers.values())}" if lines else "the text has no line yet"
        raise Misread(f"There is no line {number}; {there}.")

    def _take_in(self, typed: str, work: Work) -> list[Draft]:
        there = dict(self.takeable(work))
        if not there:
            raise Misread("There is nothing to take in yet.")
        waiting = self._waiting(work)
        match = _TAKES_IN.fullmatch(typed)
        if typed.strip() == "+":
            raise Misread(f"Which one? They run from +1 to +{len(there)}; +all takes in what is left.")
        if match is None:
            raise Misread("After + come only numbers, such as +3 9. Put \\ before it if it is a line of the text.")
        if match[1].casefold() == "all" and not waiting:
            raise Misread("Everything has been taken in already.")
        named = [int(n) for n in re.findall(r"\d+", match[1])]
        numbers = list(dict.fromkeys(named)) or [n for n, _ in waiting]
        missing = next((n for n in numbers if n not in there), None)
        if missing is not None:
            raise Misread(f"There is no line +{missing} to take in; they run from +1 to +{len(there)}.")
        return [_copy(there[n]) for n in numbers]

    def _waiting(self, work: Work) -> list[tuple[int, Entry]]:
        """The lines of earlier steps that were not taken in."""
        taken = {link.source for link in work.links if link.kind == COMES_FROM}
        return [(n, e) for n, e in self.takeable(work) if e.id not in taken]

    def _reword(self, line: Entry, words: str, work: Work) -> list[Draft]:
        """The old wording is kept as an entry of its own: versions hold the ids of wordings."""
        replaced = Change(line.id, slot="earlier")
        if re.fullmatch(r"[b-z]", words):
            beside = self.beside(line, work)
            index = ord(words) - ord("b")
            if index >= len(beside):
                raise Misread(f"There is no alternative '{words}' beside that line.")
            chosen = beside[index]
            return [
                replaced,
                Change(chosen.id, slot="earlier"),
                Add(chosen.text, "line", row=line.row, instead=line.id, words_of=chosen.id, wording=chosen.wording),
            ]
        return [replaced, Add(words, "line", row=line.row, instead=line.id, words_of=line.id)]

    def rows(self, settings: DraftSettings, work: Work) -> list[Row]:
        """The numbered lines with their alternatives; sources to take in while the text is still short."""
        rows: list[Row] = []
        waiting, lines, called = self._waiting(work), self.text(work), self.numbers(work)
        if waiting and len(lines) < settings.most:
            rows += [Row(e.text, e.id, label=f"+{n}") for n, e in waiting]
            if lines:
                rows.append(Row("the text", style="note"))
        for line in lines:
            number = called[_row(line)]
            rows.append(Row(line.text, line.id, number))
            rows += [
                Row(e.text, e.id, label=f"{number}{chr(ord('b') + i)}")
                for i, e in enumerate(self.beside(line, work))
            ]
        for slot, label in (("reason", "why"), ("dropped", "dropped"), ("dissent", "dissent")):
            for entry in work.entries:
                if entry.slot == slot:
                    about = called.get(_row(entry), "")
                    rows.append(Row(entry.text, entry.id, label=f"{label} {about}".strip()))
                    if why := entry.value.get("reason", ""):
                        rows.append(Row(why, label="why"))
        return rows

    def told(self, settings: DraftSettings, work: Work) -> list[Block]:
        """The text as it was left, without gaps in its numbers; what was changed or dropped, why; who disagrees."""
        lines = self.text(work)
        blocks: list[Block] = [Item(e, n) for n, e in enumerate(lines, 1)]
        changed = self._changed(work)
        if changed:
            blocks += [Heading("What changed"), *changed]
        told = {b.entry.id for b in changed if isinstance(b, Voice)}
        numbers = {e.row: n for n, e in enumerate(lines, 1)}
        for slot, title in (
            ("dropped", "Dropped"),
            ("alternative", "Stood beside"),
            ("reason", "Why it changed"),
            ("dissent", "Seen otherwise, and kept"),
        ):
            of_slot = [e for e in work.entries if e.slot == slot and e.id not in told]
            if of_slot:
                blocks.append(Heading(title))
            for entry in of_slot:
                about = numbers.get(entry.row) if entry.row else None
                lead = f"line {about}" if about else ""
                blocks.append(self._dropped(entry, work) if slot == "dropped" else Voice(entry, lead))
        return blocks

    def _dropped(self, entry: Entry, work: Work) -> Item:
        """A line that went, under the number it had then."""
        note = str(entry.value.get("reason", ""))
        return Item(entry, note=note, lead=f"line {self.numbers(work)[_row(entry)]} then")

    def _changed(self, work: Work) -> list[Block]:
        """Each wording that was replaced, the one that took its place, and under it the reason that names it."""
        then = self.numbers(work)
        now = {_row(e): n for n, e in enumerate(self.text(work), 1)}
        wordings = {row: _wordings(row, work) for row in then}
        changes = {row: found for row, found in wordings.items() if found[0].slot == "earlier"}
        reasons = self._reasons(work, changes, then, now)
        blocks: list[Block] = []
        for row, found in changes.items():
            moved = row in now and now[row] != then[row]
            lead = f"line {then[row]} then, {now[row]} now" if moved else f"line {then[row]}"
            for before, after in zip(found, [*found[1:], None], strict=True):
                if before.slot == "earlier":
                    blocks.append(Item(before, lead=lead, after=after))
            blocks += [Voice(e, "why", under=True) for e in reasons.get(row, ())]
        return blocks

    def _reasons(
        self, work: Work, changes: dict[str, list[Entry]], then: dict[str, int], now: dict[str, int]
    ) -> dict[str, list[Entry]]:
        """The reasons by the row that they begin with the number of, as in "Line 4 had lost its point"."""
        found: dict[str, list[Entry]] = {}
        for reason in (e for e in work.entries if e.slot == "reason"):
            match = re.match(r"\s*(?:line\s+)?(\d+)\b", reason.text, re.IGNORECASE)
            rows = [r for r in changes if match and int(match[1]) in (then[r], now.get(r))]
            if len(rows) == 1:
                found.setdefault(rows[0], []).append(reason)
        return found

    def labels(self, settings: DraftSettings, work: Work) -> dict[str, str]:
        """Which line an entry is, or is about, under the number it was called by."""
        called = self.numbers(work)
        said = {
            "line": "line {}", "earlier": "line {}, replaced", "dropped": "line {}, dropped",
            "alternative": "beside line {}", "dissent": "dissent on line {}",
        }  # fmt: skip
        found = {}
        for entry in work.entries:
            number = called.get(_row(entry))
            if number and entry.slot in said:
                found[entry.id] = said[entry.slot].format(number)
        return found


def _copy(entry: Entry) -> Add:
    """The same words as a line of the text."""
    return Add(
        entry.text, "line", row="new", words_of=entry.id, wording=entry.wording,
        joins=((entry.id, COMES_FROM),),
    )  # fmt: skip


def _row(entry: Entry) -> str:
    return entry.row or entry.id


def _wordings(row: str, work: Work) -> list[Entry]:
    """The wordings of a line in the order they were given; one that was taken from beside it stands once."""
    of_row = [e for e in work.entries if _row(e) == row and e.slot in ("earlier", "line", "dropped")]
    last = [e for e in of_row if e.slot != "earlier"]
    there = {e.text for e in last}
    earlier = [e for e in of_row if e.slot == "earlier" and e.text not in there]
    return [*sorted(earlier, key=lambda e: (e.at or "", e.position, e.id)), *last]
