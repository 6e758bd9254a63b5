"""Blocks of a session put in order for its readers: which headings stay, what goes last, what is said once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dialogue_tui.activities.blocks import Block, Fact, Heading, Item, Voice
from dialogue_tui.protocols.plan import HANDONS, OPENING, Place
from dialogue_tui.telling.record import anonymous
from dialogue_tui.telling.stretches import Stretch, chosen
from dialogue_tui.text import clean_line

from .chapters import Chapter, HistoryLine, Question

PRIVATE = "Worked privately, nothing recorded."
FURTHER_DOWN = "What was taken on here stands further down."
UNTOLD = "Nothing of this step is told here."
TALKED = "Visited; nothing was written down."
WITH_TURNS = "It stands under the turns above."
_LONGEST_HEADING = 100
_AROUND = frozenset(key.partition("/")[0] for key in (OPENING, HANDONS))
_ASIDE = frozenset(
    {"check-in", "check-out", "agree", "agreement", "agreements", "ground-rules", "rules", "container"}
)
"""Names of steps and parts, or the last word of their ids, in which people settle down rather than tell."""


def heading_of(place: Place | None) -> str:
    """What heads a step: its question, or the first one where it asks several; its title where that is too long."""
    if place is None:
        return ""
    asked = clean_line(place.ask)
    if len(asked) > _LONGEST_HEADING:
        asked = asked.partition("?")[0] + "?" if "?" in asked else ""
    return asked if asked and len(asked) <= _LONGEST_HEADING else clean_line(place.title)


def without_empty(blocks: Iterable[Block]) -> list[Block]:
    """The blocks without headings that nothing follows; a question may stand over headings."""
    kept: list[Block] = []
    for block in [*blocks, None]:
        while kept and isinstance(kept[-1], Heading) and _ends(kept[-1], block):
            kept.pop()
        if block is not None:
            kept.append(block)
    return kept


def _ends(heading: Heading, block: Block | None) -> bool:
    if block is None or isinstance(block, Question):
        return True
    return isinstance(block, Heading) and not isinstance(heading, Question)


def anonymous_last(blocks: Iterable[Block]) -> list[Block]:
    """Anonymous voices after everything else, under the headings they stood under."""
    named: list[Block] = []
    behind: list[Block] = []
    for block in blocks:
        if isinstance(block, Voice) and anonymous(block.entry):
            behind.append(replace(block, under=False))
            continue
        named.append(block)
        if isinstance(block, Heading):
            behind.append(block)
    named, behind = without_empty(named), without_empty(behind)
    return [*named, *_going_on(named, behind)]


def _going_on(named: Sequence[Block], behind: list[Block]) -> list[Block]:
    """What follows, without the headings under which it would stand in any case."""
    standing: list[Block] = []
    for block in (b for b in named if isinstance(b, Heading)):
        question = [b for b in standing if isinstance(b, Question)]
        standing = [block] if isinstance(block, Question) else [*question, block]
    if behind[: len(standing)] == standing:
        return behind[len(standing) :]
    same = behind[:1] == standing[:1] and isinstance(behind[1], Heading)
    return behind[1:] if same else behind


def choices_unquoted(place: Place, blocks: Iterable[Block]) -> list[Block]:
    """What was chosen from a list was not spoken word for word, so it stands without quotation marks."""
    return [_unquoted(b) if isinstance(b, Voice) and chosen(place, b.entry) else b for b in blocks]


def _unquoted(choice: Voice) -> Voice:
    entry = replace(choice.entry, wording="written") if choice.entry.wording == "spoken" else choice.entry
    return replace(choice, entry=entry)


def private_together(chapters: Iterable[Chapter]) -> list[Chapter]:
    """Neighbouring steps that were wholly private become one chapter that lists their questions."""
    found: list[Chapter] = []
    run: list[Chapter] = []
    for chapter in [*chapters, None]:
        if chapter is not None and chapter.passages == [Fact(PRIVATE)]:
            run.append(chapter)
            continue
        if len(run) > 1:
            found.append(Chapter(PRIVATE.rstrip("."), [Fact("\n".join(c.title for c in run))]))
        else:
            found += run
        run = []
        if chapter is not None:
            found.append(chapter)
    return found


def opens(place: Place | None) -> bool:
    """Whether a voice of this place may open the document.

    What stood off the wall may not, nor a check-in or check-out, nor agreements, nor the engine's own cards.
    """
    if place is None or place.step.id in _AROUND or not place.part.activity.on_wall(place.part.settled):
        return False
    names = (place.title, place.step.title, place.step.id.rpartition(".")[2], place.part.id)
    return not any(clean_line(name).casefold().replace(" ", "-") in _ASIDE for name in names)


def raiser(lines: Sequence[HistoryLine]) -> HistoryLine | None:
    """The voice that opens the document: spoken, in the first person and short where there is one."""
    fitting = [
        n for n in lines
        if n.who and n.entry.attribution != "anonymous" and 20 <= len(n.entry.text) <= 200
        and "\n" not in n.entry.text
    ]  # fmt: skip
    return max(
        fitting,
        key=lambda n: (n.entry.wording == "spoken", bool(re.search(r"\b(I|we)\b", n.entry.text)), -n.number),
        default=None,
    )


def listed(numbers: Iterable[int]) -> str:
    """Paragraphs as readers quote them: p3, p4, p10."""
    return ", ".join(f"p{number}" for number in sorted(numbers))


def in_text(block: Block) -> bool:
    """Whether it is a numbered line of a shared text."""
    return isinstance(block, Item) and block.number is not None


def why_empty(there: Sequence[Stretch]) -> str:
    """What stands in a step of which no line is told."""
    if any(s.moved for s in there):
        return WITH_TURNS
    if any(e for s in there for e in s.entries):
        return FURTHER_DOWN
    return UNTOLD if any(s.withheld or s.hidden for s in there) else TALKED
