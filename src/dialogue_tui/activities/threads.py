"""Threads: what outlives a session. Earlier ones brought forward, new ones made from one typed line."""

from __future__ import annotations

import re
from typing import Any, Literal

from . import handon
from .base import Activity, Add, Draft, Misread, Row, Said, Settings, Slot, Touch, Work
from .blocks import Block, Outcome, Voice

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
        return [Add(said.text, kind, thread=handon.thread_of(said.text, kind, work.today))]

    def rows(self, settings: ThreadsSettings, work: Work) -> list[Row]:
        """What was expected, then what is new; what a commitment lacks is named, never demanded."""
        rows: list[Row] = []
        for number, thread in enumerate(self.brought(settings, work), 1):
            rows.append(Row(thread.text, "", number, "expected" if thread.state == "open" else thread.state))
            if thread.actual:
                rows.append(Row(thread.actual, label="came of it"))
        for entry in work.entries:
            rows.append(Row(entry.text, entry.id, label=entry.slot))
            missing = gaps(entry.text, entry.slot)
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


def gaps(text: str, kind: str) -> list[str]:
    """What a line leaves open, in words for the wall. Nothing is ever demanded."""
    typed = handon.in_parts(text, kind)
    if kind == "assumption":
        return [] if typed.measure else ["what would show it wrong"]
    if kind != "commitment":
        return []
    said = re.search(r"\bby\s+\S", text, re.IGNORECASE)
    missing = [] if typed.owner else ["who"]
    missing += [] if said else ["by when"]
    missing += [] if typed.expected else ["expected impact"]
    return missing + ([] if typed.measure else ["how we will notice"])
