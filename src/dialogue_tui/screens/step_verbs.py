"""The verbs of the way through a session: steps, time, undo, slips, the close. Each is the action of its name."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from dialogue_tui.facilitation import sentences
from dialogue_tui.facilitation.desk import Guard, Moved, Turned
from dialogue_tui.facilitation.errors import AskFirst, Refused
from dialogue_tui.protocols.plan import HANDONS

from .questions import Question, numbered, picked
from .session_verbs import ask_ending
from .typing import ENDED, NOTHING_KEPT, PAUSED
from .verbs import Face, Outcome

REPEAT, TOO_SOON, PATIENCE = 0.1, 0.25, 0.75
"""Seconds: keys closer together are one that is held; a step follows another no sooner; the end is not confirmed
sooner, longer than a held key waits before it repeats."""
UNSEEN = "There are slips that nobody has seen. ctrl+r reveals them."
END = "Press pgdn again to end the session and write."
AGAIN = "ctrl+z again does."


class StepVerbs:
    """What concerns the way rather than one line. `tell` writes the documents, once the session is closed."""

    def __init__(self, face: Face, tell: Callable[[], None]) -> None:
        self._face, self._tell = face, tell
        self._step_key = self._stepped = self._end_asked = -inf

    # Steps

    def _held(self) -> bool:
        """Whether a step key is one held down, or comes before anybody could have seen the step before."""
        now = self._face.monotonic()
        held = now - self._step_key < REPEAT or now - self._stepped < TOO_SOON
        self._step_key = now
        if not held:
            self._stepped = now
        return held

    def next_step(self) -> Outcome:
        """On to the next place; from the last one, end and tell, after asking once."""
        face = self._face
        if face.told or self._held():
            return None
        if face.desk.at_last:
            return self._end()
        moved = face.desk.next()
        if moved is Guard.UNSEEN:
            raise Refused(UNSEEN)
        return self._arrived(moved)

    def _end(self) -> Outcome:
        """The first press asks; the second ends."""
        if self._face.desk.slips_here:
            raise Refused(UNSEEN)
        if self._stepped - self._end_asked < PATIENCE:
            return None
        if self._face.note == END:
            return self.finish()
        self._end_asked = self._stepped
        return END

    def back(self) -> Outcome:
        """The place before; a session that was told is taken up again."""
        face = self._face
        if self._held():
            return None
        if face.told:
            face.told = []
            face.desk.engine.reopen()
            face.show()
            return None
        return self._arrived(face.desk.back())

    def steps(self) -> Question:
        """Any place of this form, by its number."""
        desk = self._face.desk
        places, here = desk.engine.places, desk.engine.place.key

        def answer(typed: str) -> str:
            index = picked(typed, len(places))
            if index is not None:
                self._arrived(desk.go(places[index].key))
            return ""

        labels = ["here" if p.key == here else "" for p in places]
        rows = numbered([f"{p.title} · {p.minutes:.0f} min" for p in places], labels)
        newest = f"#{labels.index('here') + 1}"
        return Question(
            "go to step", answer, hint="its number", question="Where to?", verb="go", rows=rows, newest=newest
        )

    def _arrived(self, moved: Moved | Guard) -> str:
        if isinstance(moved, Moved):
            self._face.arrived(moved.left.key)
        return ""

    # Time

    def pause(self) -> str:
        """Stop the clock, or let it go on."""
        face, engine = self._face, self._face.desk.engine
        warned = engine.private() and face.note.startswith(NOTHING_KEPT)
        running = engine.pause()
        face.show()
        return " ".join(words for words in (NOTHING_KEPT if warned else "", "" if running else PAUSED) if words)

    def extend(self) -> None:
        """Two more minutes here."""
        self._face.desk.engine.extend(2.0)
        self._face.show()

    # Undo

    def undo(self) -> str:
        """Take the newest slip or change back. What was done before, or on another screen, takes a second press."""
        face = self._face
        if face.told:
            raise Refused(ENDED)
        before = face.desk.engine.place.key
        try:
            turned = face.desk.undo(others=face.note.endswith(AGAIN))
        except AskFirst as asked:
            raise Refused(f"{asked} {AGAIN}") from None
        words = f"Undone: {turned.label}." if turned.what == "change" else sentences.SLIP_BACK
        return self._turned(turned, before, words)

    def redo(self) -> str:
        """Make it again."""
        face = self._face
        if face.told:
            raise Refused(ENDED)
        before = face.desk.engine.place.key
        turned = face.desk.redo()
        return self._turned(turned, before, f"Made again: {turned.label}.")

    def _turned(self, turned: Turned, before: str, words: str) -> str:
        if turned.moved:
            self._face.arrived(before)
        else:
            self._face.show()
        return words

    # Slips

    def slips(self) -> str:
        """Take slips here, or lines again."""
        if self._face.half_slip:
            raise Refused("There is a half-typed slip in the line.")
        taken = self._face.desk.engine.take_slips()
        self._face.uncover()
        if taken:
            return "What is typed here now are slips: they wait, unseen, until ctrl+r reveals them."
        return sentences.LINES_AGAIN

    def reveal(self) -> None:
        """All slips at once."""
        face = self._face
        fresh = set(face.desk.engine.reveal().entries)
        face.uncover()
        face.show(next((row.entry for row in face.desk.rows() if row.entry in fresh), ""))

    # The close

    def finish(self) -> Outcome:
        """End the session and write what is told of it."""
        desk = self._face.desk
        left = desk.unfinished
        if left.unseen:
            where = " and ".join(f"“{title}”" for title in dict.fromkeys(place.title for place in left.unseen))
            raise Refused(f"There are slips at {where} that nobody has seen. ctrl+g goes there, ctrl+r reveals.")
        if left.elsewhere:
            return self._arrived(desk.go(HANDONS))
        if left.case:
            return ask_ending(desk, self._close)
        return self._close("")

    def _close(self, said: str) -> str:
        """The end; `said` is what became of a case, for everybody to read."""
        face = self._face
        face.desk.engine.close()
        face.told = [*filter(None, [said]), "Writing the learning history and the transcript…"]
        self._tell()
        return ""
