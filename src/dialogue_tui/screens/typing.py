"""What is typed in the room: said, or the answer to what the line asks."""

from __future__ import annotations

import re
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from dialogue_tui.facilitation import sentences

from .questions import Question

if TYPE_CHECKING:
    from dialogue_tui.facilitation.desk import Kept
    from dialogue_tui.widgets.line import Line

    from .verbs import Face

A_MOMENT = 1.5
"""Seconds between two letters of one who types."""
UNREAD = "That slip can't be read as it was typed. It is still in the line: esc clears it, typing replaces it."
NOTHING_KEPT = "Nothing is kept here: write on paper or on your own machine."
PAUSED = "Clock paused. Space goes on."
ENDED = "The session has ended. pgup reopens it."
OFF_WALL = "The case is off the wall; ctrl+k brings it back."
LAST = "That was the last. pgdn goes on, tab goes round."


class Typing:
    """The line: always ready. Type, Enter, it is said; or it answers `question`, which the line asks meanwhile."""

    def __init__(self, face: Face, line: Line) -> None:
        self._face, self._line = face, line
        self.question: Question | None = None
        self._typed_at = -inf

    def said(self, text: str) -> None:
        """Enter after words."""
        if self.question is not None:
            self.answer(text)
            return
        from dialogue_tui.facilitation.desk import Guard, Kept

        kept = self._face.do(lambda: self._face.desk.say(text), keep=text)
        if isinstance(kept, Kept):
            self._face.uncover()
            self._face.show(kept.entries[-1] if kept.entries else "")
            self._face.say_note(_told(kept))
        elif isinstance(kept, Guard):
            in_the_way = {Guard.CLOSED: ENDED, Guard.PRIVATE: NOTHING_KEPT, Guard.OFF_WALL: OFF_WALL}
            self._face.say_note(in_the_way.get(kept, ""))
            self._line.bring_back(text)

    def entered(self, card: bool) -> None:
        """Enter alone answers a question, gives way to the wall, or goes to the next field or turn."""
        if self.question is not None:
            self.answer("")
        elif card:
            self._face.uncover()
        else:
            from dialogue_tui.facilitation.pointer import Onward

            onward = self._face.desk.at.pass_by()
            if onward is Onward.LAST:
                self._face.say_note(LAST)
            elif onward is Onward.MOVED:
                self._face.show()

    def turn(self, by: int) -> None:
        """Tab: another rung, column, group or field; or another answer to what is asked."""
        asked = self.question
        if asked is None:
            self._face.desk.at.turn(by)
            self._face.uncover()
        elif asked.names:
            self.question = replace(asked, at=(asked.at + by) % len(asked.names))
            self._face.show()

    def refusal(self, sentence: str, typed: str) -> str:
        """What is said of a line that was refused: of a slip nothing that would show what is on it."""
        return UNREAD if self._line.masked and _tells(sentence, typed) else sentence

    # Asking

    def ask(self, question: Question) -> None:
        """Let the line ask; what was half typed waits."""
        if self.question is None:
            self._face.desk.drafts.put_aside(self._line.text, self._line.masked)
        self.question = question
        self._line.reset(question.text, selected=question.afresh)

    def unask(self) -> None:
        """Nothing is asked any more: what was half typed before stands in the line again."""
        if self.question is not None:
            self.question = None
            self._line.reset(self._face.desk.drafts.take_back())

    def answer(self, typed: str) -> None:
        """Answer what is asked: with what was typed, or with the row that was clicked."""
        asked, face = self.question, self._face
        if asked is None:
            return
        value = asked.names[asked.at][0] if asked.names and not typed else typed
        outcome = face.do(lambda: asked.answer(value), keep=typed)
        if isinstance(outcome, Question):
            face.ask(outcome)
            return
        stays = ""
        if outcome is not None and self.question is asked:
            stays = face.selected.entry if face.selected else ""
            self.unask()
            face.unselect()
        face.show(stays)
        if outcome:
            face.say_note(outcome)

    # Places

    def arrived(self, before: str) -> None:
        """A half-typed line goes along, but not one that was refused; a half-typed slip stays, unseen, with the
        place it was typed `before`."""
        line, drafts = self._line, self._face.desk.drafts
        slip = drafts.slip if self.question else line.masked
        self.unask()
        if line.brought_back and not slip:
            line.reset()
        if slip and line.text:
            drafts.leave(before, line.text)
            line.reset()
        if not line.text:
            line.reset(drafts.find(self._face.desk.engine.place.key))

    # Where nothing is kept

    @property
    def mid_sentence(self) -> bool:
        """Whether somebody is typing where nothing is kept: a space or a sign within a moment of a letter belongs
        to what they type."""
        return self._face.monotonic() - self._typed_at < A_MOMENT

    def typed_in_vain(self) -> None:
        """Where nothing is kept, typing says so instead of vanishing."""
        self._typed_at = self._face.monotonic()
        self._face.say_note(NOTHING_KEPT if self._face.desk.running else f"{NOTHING_KEPT} {PAUSED}")


def _told(kept: Kept) -> str:
    """What a note says of a line that does not stand on the wall now."""
    if kept.what == "slip":
        return "Slip kept until you reveal."
    if kept.what == "parked":
        return sentences.PARKED
    return f"{kept.person.name} is here." if kept.what == "came" and kept.person else ""


def _tells(sentence: str, typed: str) -> bool:
    """Whether a sentence repeats a word or a number of what was typed."""
    of = re.compile(r"[^\W\d]{2,}|\d+")
    return bool(set(of.findall(typed.casefold())) & set(of.findall(sentence.casefold())))
