"""Threads: what outlives a session. Earlier ones brought forward, new ones made from one typed line."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, Literal

from .base import (
    Activity,
    Add,
    Block,
    Draft,
    Misread,
    Outcome,
    Row,
    Said,
    Settings,
    Slot,
    ThreadDraft,
    Touch,
    Voice,
    Work,
)

Kind = Literal["commitment", "assumption", "question"]
ASK = {
    "commitment": "who: what by when > expected impact ? how we will notice",
    "assumption": "we assume … ? what would show it wrong",
    "question": "a question to live with",
}
ASK_ALONE = {
    "commitment": "what by when > what should come of it ? how I will notice",
    "assumption": "I assume … ? what would show it wrong",
    "question": "a question to live with",
}

ALOUD = {
    "commitment": "who, colon, what, by when; /help says how to add what you expect",
    "assumption": "we assume, then what; /help says how to add what would show it wrong",
}


class ThreadsSettings(Settings):
    """`opens` are the kinds a typed line may become, the first by default; `brings` those brought forward."""

    opens: list[Kind] = ["commitment", "assumption", "question"]
    brings: list[Kind] = []
    alone: bool = False
    """One person's own hand-ons: nobody is asked who takes them."""


class Threads(Activity[ThreadsSettings]):
    """Commitments, assumptions and open questions. A missing part shows as a gap."""

    kind = "threads"
    title = "hand-ons"
    settings = ThreadsSettings
    first = "Nothing handed on yet. One line each."
    help = """\
Hand-ons, here
  FW: what by Friday > impact ? measure
                      who, colon, what, by when; greater-than: what you expect; question mark: how you will notice
  we assume words ? what would show it wrong
  1 = words           what came of line 1 of before; 1 = still open"""
    slot_word = "kind"
    guesses_slot = True
    reads_names = True
    written = True
    hands_on = True

    def alone(self, settings: ThreadsSettings) -> ThreadsSettings:
        """Nobody is asked who takes them."""
        return settings.model_copy(update={"alone": True})

    def brings(self, settings: ThreadsSettings) -> list[Kind]:
        """As the protocol says."""
        return settings.brings

    def slots(self, settings: ThreadsSettings, work: Work) -> list[Slot]:
        """One slot a kind that can be opened; where none can, one that says how an earlier one is answered."""
        if not settings.opens:
            return [Slot("", "", "1 = what came of line 1; still open is an answer too")]
        ask = ASK_ALONE if settings.alone else ASK
        return [Slot(kind, kind, ask[kind], aloud=ALOUD.get(kind, "")) for kind in settings.opens]

    def idle(self, settings: ThreadsSettings, work: Work) -> bool:
        """Nothing was brought forward, and nothing new is opened here."""
        return not settings.opens and not self.brought(settings, work)

    def brought(self, settings: ThreadsSettings, work: Work) -> list[Any]:
        """The earlier threads this part brings forward, numbered in this order."""
        return [t for t in work.threads if t.kind in settings.brings]

    def capture(self, settings: ThreadsSettings, said: Said, work: Work) -> list[Draft]:
        """A new thread with its origin entry, or `1 = what came of it` for one that was brought forward."""
        brought = self.brought(settings, work)
        if not said.literal and (match := re.match(r"(\d+)\s*=\s*(.+)$", said.text, re.DOTALL)):
            number = int(match[1])
            if not 1 <= number <= len(brought):
                raise Misread(f"There is no earlier line {number} here.")
            words = match[2]
            if words.strip().casefold() == "still open":
                return [Touch(brought[number - 1].id, state="open")]
            return [Touch(brought[number - 1].id, actual=words, state="done")]
        if not settings.opens:
            raise Misread("Nothing new is opened here. Type 1 = and what came of line 1.")
        kind = said.slot or guess(said.text, settings.opens)
        if kind not in settings.opens:
            raise Misread(f"There is no '{kind}' here. Tab shows what there is.")
        return [Add(said.text, kind, thread=parse(said.text, kind, work.today))]

    def rows(self, settings: ThreadsSettings, work: Work) -> list[Row]:
        """What was expected, then what is new; what a commitment lacks is named, never demanded."""
        rows: list[Row] = []
        for number, thread in enumerate(self.brought(settings, work), 1):
            rows.append(Row(thread.text, "", number, "expected" if thread.state == "open" else thread.state))
            if thread.actual:
                rows.append(Row(thread.actual, label="came of it"))
        for entry in work.entries:
            rows.append(Row(entry.text, entry.id, label=entry.slot))
            missing = gaps(entry.text, entry.slot, work.today)
            missing = [gap for gap in missing if gap != "who" or not (settings.alone or entry.person)]
            if missing:
                rows.append(Row(f"not said yet: {', '.join(missing)}", style="note"))
        return rows

    def told(self, settings: ThreadsSettings, work: Work) -> list[Block]:
        """What came of earlier ones, then each hand-on under its kind."""
        entries = work.entries
        blocks: list[Block] = []
        for thread in self.brought(settings, work):
            if thread.actual:
                blocks.append(Outcome(thread))
        for kind in ("commitment", "assumption", "question"):
            blocks += [Voice(e, kind) for e in entries if e.slot == kind]
        return blocks + [Voice(e) for e in entries if e.slot not in ASK]


def guess(text: str, kinds: list[Kind]) -> str:
    """The kind a line most likely is, among those allowed; the first where nothing tells."""
    found = kinds[0]
    if re.match(r"\s*(we|i) assumed?\b", text, re.IGNORECASE) and "assumption" in kinds:
        found = "assumption"
    elif text.rstrip().endswith("?") and " > " not in text and "question" in kinds:
        found = "question"
    return found


def parse(text: str, kind: str, today: date | None = None) -> ThreadDraft:
    """The parts of a typed thread: owner, due, expected and measure, empty where missing."""
    if kind == "question":
        return ThreadDraft("question")
    if kind == "assumption":
        _, _, wrong = text.partition(" ? ")
        return ThreadDraft("assumption", measure=wrong.strip())
    owner, colon, rest = text.partition(":")
    if not colon or len(owner) > 40:
        owner, rest = "", text
    rest, _, measure = rest.partition(" ? ")
    what, _, expected = rest.partition(" > ")
    _, when = split_due(what)
    due = due_day(when, today) if when and today else None
    return ThreadDraft(
        "commitment", owner.strip(), due.isoformat() if due else "", expected.strip(), measure.strip()
    )


def split_due(what: str) -> tuple[str, str]:
    """What is done and by when, as typed: the words after the last "by", where they end the line."""
    when = re.search(r"^(.*)(?<!\S)by\s+(.{2,40})$", what.strip(), re.IGNORECASE | re.DOTALL)
    return (when[1].rstrip(" ,;"), when[2]) if when else (what.strip(), "")


def gaps(text: str, kind: str, today: date | None = None) -> list[str]:
    """What a line leaves open, in words for the wall. Nothing is ever demanded."""
    draft = parse(text, kind, today)
    if kind == "assumption":
        return [] if draft.measure else ["what would show it wrong"]
    if kind != "commitment":
        return []
    said = re.search(r"\bby\s+\S", text, re.IGNORECASE)
    missing = [] if draft.owner else ["who"]
    missing += [] if said else ["by when"]
    missing += [] if draft.expected else ["expected impact"]
    return missing + ([] if draft.measure else ["how we will notice"])


def due_day(words: str, today: date) -> date | None:
    """The day meant by "28 Jan", "the 14th", "Friday", "month end" or an ISO date; None where unclear.

    A day without a year or month is the next one to come.
    """
    plain = words.strip().rstrip(".").removeprefix("the ").casefold()
    first_of_next = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    if plain in {"month end", "end of month", "end of the month"}:
        return first_of_next - timedelta(days=1)
    if plain in {"today", "tomorrow"}:
        return today + timedelta(days=plain == "tomorrow")
    from datetime import datetime, time

    from dateutil import parser

    try:
        found = parser.parse(plain, default=datetime.combine(today, time())).date()
    except (ValueError, OverflowError):
        return None
    if found >= today or re.search(r"\d{4}", plain):
        return found
    if re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", plain):
        month, year = (1, today.year + 1) if today.month == 12 else (today.month + 1, today.year)
        try:
            return found.replace(year=year, month=month)
        except ValueError:
            return None
    try:
        return found.replace(year=found.year + 1)
    except ValueError:
        return None
