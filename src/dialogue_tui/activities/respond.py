"""Respond: each person's choice, rating or marks on items, shown as a spread, never as an average."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import model_validator

from dialogue_tui.text import width

from . import spread
from .base import Activity, Add, Draft, Misread, NothingYet, Option, Row, Said, Settings, Slot, Work, mistake
from .blocks import Block, Fact, Heading, Voice
from .entry import Entry

LATE = "The spread is shown; one more slip would show whose it is. Undo the reveal to add it."
_WIDEST_HINT = 60
"""Cells a hint may take on the narrowest screen."""


class RespondSettings(Settings):
    """How people answer.

    choice: one of `options`, with an optional note. scale: a whole number from `low` to `high` for each item.
    marks: only the numbers of items that get a mark, the marks of different `options` apart by `/`.
    `about` names the step or part whose lines are the items; `slot` takes only those in that slot.
    """

    mode: Literal["choice", "scale", "marks"]
    options: list[Option] = []
    low: int = -2
    high: int = 2
    about: str = ""
    slot: str = ""
    otherwise: str = "mine"
    most_items: int = 9

    @model_validator(mode="after")
    def _options_where_needed(self) -> RespondSettings:
        if self.mode != "scale" and not self.options:
            raise mistake("options", "a choice or marks needs them")
        return self


class Respond(Activity[RespondSettings]):
    """Slips are typed while the wall counts them; the spread is shown at once, when it is revealed."""

    kind = "respond"
    settings = RespondSettings
    first = "There are no lines to answer yet. Go back with pgup and say some first."
    numbered = True
    parks = False

    def sources(self, settings: RespondSettings) -> tuple[str, ...]:
        """The step whose lines are answered."""
        return (settings.about,) if settings.about else ()

    def items(self, settings: RespondSettings, work: Work) -> list[Entry]:
        """The lines that are answered, in order; empty where one question is."""
        lines = [e for e in work.sources if not settings.slot or e.slot == settings.slot]
        return lines[: settings.most_items]

    def slots(self, settings: RespondSettings, work: Work) -> list[Slot]:
        """One slip at a time; the hint says how it is typed."""
        if settings.mode == "choice":
            return [Slot("", "slip", "a number from the list, then a note if there is one")]
        if settings.mode == "scale":
            wanted = max(1, len(self.items(settings, work)))
            return [Slot("", "slip", _numbers_wanted(settings, wanted))]
        titles = " / ".join(o.title or o.name for o in settings.options)
        sample = " / ".join(("1 4", "2", "3")[: len(settings.options)])
        hint = f"{titles}, such as {sample}; - for none"
        return [Slot("", "slip", hint if width(hint) <= _WIDEST_HINT else f"numbers, such as {sample}; - for none")]

    def capture(self, settings: RespondSettings, said: Said, work: Work) -> list[Draft]:
        """One slip. Raises Misread with what to type when it can't be read, and for one that comes late."""
        if any("counts" in e.value for e in work.entries):
            # The difference between the two spreads would be that one answer.
            raise Misread(LATE)
        if settings.mode == "choice":
            return self._choice(settings, said.text)
        items = self.items(settings, work)
        if not items and (settings.about or settings.mode == "marks"):
            raise NothingYet("There is nothing to answer yet.")
        if settings.mode == "scale":
            return self._scale(settings, said.text, items)
        return self._marks(settings, said.text, items)

    def _choice(self, settings: RespondSettings, text: str) -> list[Draft]:
        head, _, note = text.strip().partition(" ")
        for number, option in enumerate(settings.options, 1):
            title = option.title or option.name
            if head == str(number):
                break
            if text.strip().casefold().startswith(title.casefold()):
                note = text.strip()[len(title) :].lstrip(" .,:;")
                break
        else:
            raise Misread(f"A slip begins with a number from 1 to {len(settings.options)}.")
        drafts: list[Draft] = [Add("", "", {"answer": option.name})]
        return [*drafts, Add(note, "note")] if note.strip() else drafts

    def _scale(self, settings: RespondSettings, text: str, items: Sequence[Entry]) -> list[Draft]:
        typed = re.findall(r"[+\-−]?\d+", text)
        wanted = max(1, len(items))
        if len(typed) != wanted or re.sub(r"[+\-−\d\s,]", "", text):
            asked = _numbers_wanted(settings, wanted)
            raise Misread(f"{asked[:1].upper()}{asked[1:]}.")
        numbers = [int(t.replace("−", "-")[:9]) for t in typed]
        wrong = next((n for n in numbers if not settings.low <= n <= settings.high), None)
        if wrong is not None:
            raise Misread(f"{wrong} is outside {_range(settings)}.")
        names = [e.id for e in items] or [""]
        return [Add("", name, {"answer": n}) for name, n in zip(names, numbers, strict=True)]

    def _marks(self, settings: RespondSettings, text: str, items: Sequence[Entry]) -> list[Draft]:
        chunks = text.split("/")
        if len(chunks) > len(settings.options) or re.sub(r"[\d\s,/\-]", "", text):
            shape = " / ".join(f"'{o.title or o.name}'" for o in settings.options)
            raise Misread(f"A slip here is only line numbers: {shape}. A single - means none.")
        marks: dict[int, str] = {}
        for option, chunk in zip(settings.options, chunks, strict=False):
            for number in (int(n[:9]) for n in re.findall(r"\d+", chunk)):
                if not 1 <= number <= len(items):
                    raise Misread(f"There is no line {number}; they run from 1 to {len(items)}.")
                marks.setdefault(number, option.name)
        return [Add("", e.id, {"answer": marks.get(n, settings.otherwise)}) for n, e in enumerate(items, 1)]

    def reveal(self, settings: RespondSettings, slips: Sequence[Sequence[Draft]], work: Work) -> list[Draft]:
        """All slips at once, as one spread an item; no slip can be told apart afterwards."""
        adds = [d for slip in slips for d in slip if isinstance(d, Add)]
        counts: dict[str, Counter[str]] = {}
        for add in adds:
            if "answer" in add.value:
                counts.setdefault(add.slot, Counter())[str(add.value["answer"])] += 1
        withheld = len(slips) < spread.FEWEST
        spreads: list[Draft] = [
            Add(
                "",
                slot,
                {"answered": len(slips), "counts": {} if withheld else dict(sorted(counter.items()))},
            )
            for slot, counter in counts.items()
        ]
        return [*spreads, *(Add(a.text, "note") for a in adds if a.slot == "note")]

    def scale(self, settings: RespondSettings) -> list[tuple[str, str, str]]:
        """(value, title, meaning) of each answer, in the order they are shown."""
        if settings.mode == "scale":
            return [(str(n), _signed(settings, n), "") for n in range(settings.high, settings.low - 1, -1)]
        shown = [(o.name, o.title or o.name, o.means) for o in settings.options]
        return shown if settings.mode == "choice" else [*shown, (settings.otherwise, spread.UNMARKED, "")]

    def spreads(self, settings: RespondSettings, work: Work) -> list[tuple[Entry | None, Entry]]:
        """(item, spread) for everything that was revealed; item is None for a single question."""
        items = {e.id: (n, e) for n, e in enumerate(work.sources)}
        revealed = [e for e in work.entries if "counts" in e.value]
        revealed.sort(key=lambda e: items[e.slot][0] if e.slot in items else -1)
        return [(items[e.slot][1] if e.slot in items else None, e) for e in revealed]

    def rows(self, settings: RespondSettings, work: Work) -> list[Row]:
        """The items while people write, with what each answer means; then the spread, and the notes apart."""
        revealed = self.spreads(settings, work)
        if not revealed:
            if settings.mode == "choice":
                return [Row(o.means, "", n, o.title or o.name) for n, o in enumerate(settings.options, 1)]
            if settings.mode == "scale" and not settings.about:
                return [Row(f"One number from {_range(settings)}.", style="note")]
            return [Row(e.text, e.id, n) for n, e in enumerate(self.items(settings, work), 1)]
        rows: list[Row] = []
        for number, (item, answers) in enumerate(revealed, 1):
            if item:
                rows.append(Row(item.text, item.id, number, style="heading"))
            if not answers.value["counts"]:
                rows.append(Row("Fewer than four answered: the spread is not shown.", answers.id, style="note"))
                continue
            for value, title, _ in self.scale(settings):
                count = int(answers.value["counts"].get(value, 0))
                if count or settings.mode == "choice":
                    rows.append(Row("", answers.id, count, title, style="dots"))
        answered = revealed[0][1].value["answered"]
        rows.append(Row(f"{answered} of {max(answered, work.people)} answered.", style="note"))
        notes = [Row(e.text, e.id) for e in work.entries if e.slot == "note"]
        return [*rows, Row("In their words", style="heading"), *notes] if notes else rows

    def told(self, settings: RespondSettings, work: Work) -> list[Block]:
        """Counts in words, full column, under the line and its number; the notes as voices of nobody known."""
        blocks: list[Block] = []
        called = {e.id: n for n, e in enumerate(self.items(settings, work), 1)}
        for item, answers in self.spreads(settings, work):
            if item:
                number = called.get(item.id) if len(called) > 1 else None
                blocks.append(Heading(item.text, number, item.id))
            elif answers.slot:
                continue  # answers to a line that was taken back, or is not told
            words = self.in_words(settings, answers.value)
            blocks.append(Fact(f"{words[:1].upper()}{words[1:]}."))
        return blocks + [Voice(e) for e in work.entries if e.slot == "note"]

    def in_words(self, settings: RespondSettings, value: Mapping[str, Any]) -> str:
        """A spread in words; where the answer is itself a number the count is a word."""
        titles = {value: title for value, title, _ in self.scale(settings)}
        count = spread.people if settings.mode == "scale" else str
        return spread.in_words(value, titles, count, settings.otherwise if settings.mode == "marks" else "")

    def answer(self, settings: RespondSettings, value: Mapping[str, Any]) -> str:
        """A spread, or one person's own answer."""
        if "counts" in value:
            return self.in_words(settings, value)
        answer = str(value.get("answer", ""))
        if settings.mode == "marks" and answer == settings.otherwise:
            return spread.UNMARKED
        return next((title for known, title, _ in self.scale(settings) if known == answer), answer)


def _signed(settings: RespondSettings, number: int) -> str:
    """With its sign where the scale has two sides."""
    return f"{number:+d}" if number and settings.low < 0 else str(number)


def _range(settings: RespondSettings) -> str:
    return f"{_signed(settings, settings.low)} to {_signed(settings, settings.high)}"


def _numbers_wanted(settings: RespondSettings, wanted: int) -> str:
    if wanted == 1:
        return f"one number from {_range(settings)}"
    some = (settings.high, (settings.low + settings.high) // 2, settings.low)
    sample = " ".join(_signed(settings, some[i % 3]) for i in range(min(wanted, 9)))
    return f"{wanted} numbers from {_range(settings)}, such as {sample}"
