"""Lines and the numbers that readers quote them by; what was told once is named by its number afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dialogue_tui.activities.blocks import Block, Fact, Heading, Item, Outcome, Table, Voice
from dialogue_tui.store.records import Comment, Paragraph
from dialogue_tui.telling.handons_and_due_dates import lead_before
from dialogue_tui.telling.record import Telling, anonymous
from dialogue_tui.telling.stretches import whole_turns
from dialogue_tui.text import clean_line

from .arranging import listed, without_empty
from .chapters import Grid, HistoryLine, Passage, Question

if TYPE_CHECKING:
    pass

_NO_LINES = "0 lines"


class Paragraphs:
    """Blocks as numbered passages."""

    def __init__(self, told: Telling) -> None:
        loaded = told.loaded
        self.record, self.session, self.cast = told, told.session, told.cast
        self.numbers = {p.about: p.number for p in loaded.paragraphs}
        self.highest = max((p.number for p in loaded.paragraphs), default=0)
        self.new: list[Paragraph] = []
        self.told: list[HistoryLine] = []
        self.there: dict[str, HistoryLine] = {}
        self.said: dict[str, HistoryLine] = {}
        self.comments: dict[int, list[Comment]] = {}
        for comment in sorted(loaded.comments, key=lambda c: (c.position, c.at, c.id)):
            self.comments.setdefault(comment.paragraph, []).append(comment)
        self.origins = {thread.id: origin for thread, origin in loaded.brought}

    def number(self, id: str) -> int:
        """The number of what an entry says: kept from earlier exports, or the next one."""
        if id not in self.numbers:
            self.highest += 1
            self.numbers[id] = self.highest
            self.new.append(Paragraph(f"{self.session.id}:{self.highest}", self.session.id, self.highest, id))
        return self.numbers[id]

    def line(self, block: Voice | Item) -> HistoryLine:
        """A block as a numbered line."""
        entry = self.record.seen(block.entry)
        who = self.cast.who(entry)
        lead = "" if clean_line(block.lead) == who else lead_before(entry.text, block.lead)
        members = self.record.members.get(entry.id, ())
        if isinstance(block, Voice):
            line = HistoryLine(entry, self.number(entry.id), who, self._rests_on(lead, members), under=block.under)
        else:
            there = [line.entry for line in self.told]
            marked = listed(self.there[m].number for m in whole_turns(members, there) if m in self.there)
            after = block.after.text if block.after else ""
            line = HistoryLine(
                entry, self.number(entry.id), who, lead, note=block.note, after=after, marked=marked,
                artefact=True, item=block.number,
            )  # fmt: skip
        return self._keep(line)

    def outcome(self, block: Outcome) -> HistoryLine:
        """What came of an earlier hand-on, under the number of the line it began as."""
        thread = block.thread
        origin = self.origins[thread.id]
        said = [
            thread.text,
            f"Expected: {thread.expected}" if thread.expected else "",
            f"Came of it: {thread.actual}",
        ]
        entry = replace(origin, text="\n".join(filter(None, said)), wording="written")
        return self._keep(HistoryLine(entry, self.number(origin.id), "", artefact=True, full=True))

    def grid(self, block: Table) -> Grid:
        """A table with its lines numbered, row by row."""
        rows = (tuple(c if isinstance(c, str) else self.line(Voice(c)) for c in row) for row in block.rows)
        return Grid(block.head, tuple(rows))

    def _keep(self, line: HistoryLine) -> HistoryLine:
        line = replace(line, comments=tuple(self.comments.get(line.number, ())))
        self.told.append(line)
        self.there[line.entry.id] = line
        self.said.setdefault(line.entry.text, line)
        return line

    def passages(self, blocks: Iterable[Block]) -> list[Passage]:
        """Blocks as passages. Lines told before are named by their numbers where they only stand in a list."""
        passages: list[Passage] = []
        again: list[int] = []
        for block in [*without_empty(blocks), None]:
            if isinstance(block, Voice) and not block.lead and block.entry.id in self.there:
                again.append(self.there[block.entry.id].number)
                continue
            if again:
                passages.append(Fact(f"{listed(again)}, told above."))
                again = []
            if isinstance(block, Heading):
                passages.append(self._headed(block))
            elif isinstance(block, Outcome):
                passages.append(self.outcome(block))
            elif isinstance(block, Fact):
                passages.append(block)
            elif isinstance(block, Table):
                passages.append(self.grid(block))
            elif block is not None:
                passages += [self.line(block), *self._gathered(block.entry.id)]
        return passages

    def _headed(self, heading: Heading) -> Heading | HistoryLine:
        """A heading in somebody's words says which line of the text they are, and has the number they were told
        under; words that are told nowhere else get theirs here."""
        if isinstance(heading, Question):
            return heading
        lead = f"Line {heading.number}" if heading.number else ""
        if heading.text in self.said:
            there = self.said[heading.text]
            return HistoryLine(there.entry, there.number, "", lead, artefact=True, full=True, head=True)
        entry = self.record.open.get(heading.about)
        if entry is None or not entry.text:
            return heading
        return self._keep(
            HistoryLine(
                self.record.seen(entry), self.number(entry.id), "", lead, artefact=True, full=True, head=True
            )
        )

    def _rests_on(self, lead: str, members: Sequence[str]) -> str:
        """What stands before a theme: the numbers it rests on, where all of its lines are told; else how many."""
        if not members:
            return lead
        numbers = [self.there[m].number for m in members if m in self.there]
        if len(numbers) == len(members):
            return f"rests on {listed(numbers)}"
        return "" if lead == _NO_LINES else lead

    def _gathered(self, theme: str) -> list[HistoryLine]:
        """The lines of a theme that are told nowhere else in the document, as those of an earlier sitting."""
        wanted = {m for m in self.record.members.get(theme, ()) if m not in self.there}
        if not wanted:  # nearly every line: looking through all the lines for each would be quadratic
            return []
        lines = [entry for id, entry in self.record.open.items() if id in wanted and entry.text]
        return [self.line(Voice(e, under=True)) for e in sorted(lines, key=anonymous)]
