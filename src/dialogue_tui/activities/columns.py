"""Columns: turns of a conversation, what was said beside what was not."""

from __future__ import annotations

from collections.abc import Sequence

from dialogue_tui.text import shorten

from . import turns as case
from .base import Activity, Add, Change, Draft, Misread, Row, Said, Settings, Slot, Standing, Work
from .blocks import Block, Heading, Voice
from .turns import INSTEAD, NOT_SAID, SAID, UNSAID, Turn

_HINT = 60
"""Cells of a turn's words in a hint."""
_BY_NUMBER = "-"
"""Instead of a row, where the line says by a number which turn it belongs to."""


class ColumnsSettings(Settings):
    """The columns' names. `both` False takes only what was said; `about` names the step whose turns are shown.

    `show` names further steps that hold a side of those turns. With `instead`, the name of a third column, this
    part takes what could be said in place of a turn, and the two others only stand there.
    """

    said: str = "said"
    unsaid: str = NOT_SAID
    both: bool = True
    about: str = ""
    show: list[str] = []
    instead: str = ""


class Columns(Activity[ColumnsSettings]):
    """The two-column case. Said stands right, unsaid left; they share a row."""

    kind = "columns"
    settings = ColumnsSettings
    first = "No turn yet. Type  speaker: what was said"
    help = """\
Turns, here
  R.: words           who spoke, a colon, what was said
  R.: words | words   a vertical bar between spaces: what was not said follows
  2: words            the other side of turn 2"""
    slot_word, row_word = "column", "turn"
    in_turn = True
    names_nobody = True
    two_sides = SAID, UNSAID

    def sources(self, settings: ColumnsSettings) -> tuple[str, ...]:
        """The steps whose turns this part fills or rewrites."""
        return ((settings.about,) if settings.about else ()) + tuple(settings.show)

    def slots(self, settings: ColumnsSettings, work: Work) -> list[Slot]:
        """What was said, then what was not. Where the turns are there already, each that waits is a slot, in
        order; one that is passed over stays empty."""
        turns = case.turns([*work.sources, *work.entries])
        if settings.instead:
            last = _last(turns, work)
            title = f"{last.number} {settings.instead}" if last else settings.instead
            return [Slot(INSTEAD, title, "the number of a turn, then the words, as in  5: I see a risk")]
        said = Slot(
            SAID, settings.said, "speaker: words | what was not said" if settings.both else "speaker: words",
            aloud="speaker, colon, words; /help says how to add what was not said",
        )  # fmt: skip
        if not settings.both:
            return [said]
        waiting = [Slot(UNSAID, f"{t.number} {settings.unsaid}", _hint(t), t.row) for t in turns if not t.unsaid]
        if not settings.about:
            return [said, *(waiting[:1] or [Slot(UNSAID, settings.unsaid)])]
        rest = Slot(UNSAID, settings.unsaid, "the number of a turn, then the words, as in  2: …", _BY_NUMBER)
        return [*waiting, rest, said]

    def capture(self, settings: ColumnsSettings, said: Said, work: Work) -> list[Draft]:
        """`speaker: said | unsaid` fills a row. What was not said goes to the turn that it was typed for, to that
        whose number it begins with, else to the first that has none."""
        turns = case.turns([*work.sources, *work.entries])
        if settings.instead:
            return self._instead(said, turns, work)
        if said.slot == UNSAID or (settings.about and not said.literal and case.called(said.text, turns)[0]):
            return self._unsaid(said, turns, work)
        words, bar, unsaid = (said.text, "", "") if said.literal else said.text.partition(" | ")
        speaker, text = said.speaker, words
        if not speaker and not said.literal:
            speaker, text = _speaker(words)
        adds: list[Draft] = [Add(text, SAID, {"speaker": speaker} if speaker else {}, row=said.row or "new")]
        if bar and unsaid.strip():
            adds.append(Add(unsaid, UNSAID, row=said.row or "same"))
        return adds

    def _unsaid(self, said: Said, turns: list[Turn], work: Work) -> list[Draft]:
        turn, text = (None, said.text) if said.literal else case.called(said.text, turns)
        if turn is not None and turn.unsaid is not None:
            if turn.unsaid not in work.entries:
                raise Misread(f"Turn {turn.number} has its other side already; select that line to word it anew.")
            return [Change(turn.unsaid.id, text=text)]
        waiting = [t for t in turns if t.unsaid is None]
        if turn is None and said.row:
            turn = next((t for t in waiting if t.row == said.row), None)
        elif turn is None and waiting:
            turn = waiting[0]
        if turn is None and turns:
            raise Misread("Begin with the number of the turn it belongs to, as in 2: …")
        if turn is None:
            raise Misread("There is no turn without its other side. Type what was said first.")
        return [Add(text, UNSAID, row=turn.row)]

    def _instead(self, said: Said, turns: list[Turn], work: Work) -> list[Draft]:
        turn, text = (None, said.text) if said.literal else case.called(said.text, turns)
        turn = turn or _last(turns, work)
        if not turns:
            raise Misread("There is no turn yet that could be said differently.")
        if turn is None:
            raise Misread("Begin with the number of a turn and a colon, as in 5: …")
        speaker, words = _speaker(text)
        if said.literal or speaker.casefold() not in {t.speaker.casefold() for t in turns}:
            speaker, words = turn.speaker, text
        speaker = speaker or turn.speaker
        return [Add(words, INSTEAD, {"speaker": speaker} if speaker else {}, row=turn.row)]

    def labels(self, settings: ColumnsSettings, work: Work) -> dict[str, str]:
        """Which turn a line is the other side of, or could be said instead of."""
        mine = {e.id for e in work.entries}
        leads = {UNSAID: f"{settings.unsaid}, turn", INSTEAD: "instead of turn"}
        return {
            entry.id: f"{leads[entry.slot]} {turn.number}"
            for turn in case.turns([*work.sources, *work.entries])
            for entry in turn.entries
            if entry.slot in leads and entry.id in mine
        }

    def rows(self, settings: ColumnsSettings, work: Work) -> list[Row]:
        """Each turn as its words, and under it what was not said; a wide workspace sets them side by side."""
        titles = {UNSAID: settings.unsaid, INSTEAD: settings.instead}
        return case.rows(case.turns([*work.sources, *work.entries]), titles)

    def standing(self, settings: ColumnsSettings, rows: Sequence[Row]) -> Standing:
        """Side by side where both sides are taken; turns that this part fills or rewrites are read."""
        sides = (settings.unsaid, settings.said) if settings.both else None
        return Standing(sides=sides, read=bool(settings.about))

    def wide(self, settings: ColumnsSettings, work: Work) -> bool:
        return True

    def about(self, settings: ColumnsSettings, work: Work) -> dict[str, str]:
        """Each line's turn, and its speaker or the words it stands beside."""
        return {
            e.id: f"{turn.number} {turn.speaker if e is turn.said else shorten(turn.words, 40)}".strip()
            for turn in case.turns([*work.sources, *work.entries])
            for e in turn.entries
        }

    def fills(self, settings: ColumnsSettings) -> bool:
        """Where it is about the turns of an earlier part."""
        return bool(settings.about)

    def told(self, settings: ColumnsSettings, work: Work) -> list[Block]:
        """Each turn, led by who spoke, and under it what was not said; what could be said instead under the turn's
        own words where an earlier part has them."""
        mine = {e.id for e in work.entries}
        blocks: list[Block] = []
        for turn in case.turns([*work.sources, *work.entries]):
            there = turn.said is not None and turn.said.id in mine
            if turn.said and there:
                blocks.append(Voice(turn.said, turn.speaker))
            if turn.unsaid and turn.unsaid.id in mine:
                blocks.append(Voice(turn.unsaid, settings.unsaid, under=there))
            instead = [e for e in turn.instead if e.id in mine]
            if instead and turn.said and not there:
                blocks.append(Heading(turn.said.text, about=turn.said.id))
            blocks += [Voice(e, settings.instead or INSTEAD) for e in instead]
        return blocks


def _hint(turn: Turn) -> str:
    return shorten(turn.words, _HINT)


def _last(turns: list[Turn], work: Work) -> Turn | None:
    """The turn that was last said differently."""
    newest = next((e for e in reversed(work.entries) if e.slot == INSTEAD), None)
    return next((t for t in turns if newest in t.instead), None)


def _speaker(words: str) -> tuple[str, str]:
    """Who a line begins with, and what they said; "" where it is the words alone."""
    head, colon, tail = words.partition(":")
    if colon and len(head) <= 40 and tail.strip():
        return head.strip(), tail.removeprefix(" ")
    return "", words
