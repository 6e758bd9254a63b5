"""What is typed in the room: said, or the answer to what the line asks."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING, Any

from textual import events, on

from dialogue_tui.widgets.foot import Foot
from dialogue_tui.widgets.line import Line
from dialogue_tui.widgets.wall import Wall

from .asking import Asking
from .session import ONE_SENTENCE, SessionScreen

if TYPE_CHECKING:
    from dialogue_tui.facilitation.engine import Done, Engine

A_MOMENT = 1.5
"""Seconds between two letters of one who types."""
NOTHING_KEPT = "Nothing is kept here: write on paper or on your own machine."
PAUSED = "Clock paused. Space goes on."
UNREAD = "That slip can't be read as it was typed. It is still in the line: esc clears it, typing replaces it."


class Typing(SessionScreen):
    """The line: always ready. Type, Enter, it is said."""

    noted = ""
    """What an answer has done, to be said once it is left."""
    monotonic: Callable[[], float] = staticmethod(time.monotonic)
    typed_at = -inf
    """Seconds: when somebody last typed a letter where nothing is kept."""
    _draft = ""
    """What was half typed when the line began to ask something."""
    _slip_draft = False
    """Whether that was a slip, which nobody sees."""

    def __init__(self, *args: Any, **particulars: Any) -> None:
        super().__init__(*args, **particulars)
        self._slip_drafts: dict[str, str] = {}

    def on_line_said(self, message: Line.Said) -> None:
        """Enter: it is said, or it answers what the line was asking."""
        self._undo_asked = False
        if self.engine is None:
            self.query_one(Line).bring_back(message.text)
            return
        column, row = self.slot, self.row
        if self.asking is not None:
            self._answer(message.text)
            return
        done = self.carry_out(lambda engine: engine.say(message.text, self.slot, self.row), keep=message.text)
        if done is not None and not isinstance(done, str):
            self.card = False
            if done.label == "line said":
                self._onward(column, row)
            self.show(done.entries[-1] if done.entries else "")
            self.say_note(self._said_of(done))

    def _said_of(self, done: Done) -> str:
        """What a note says of a line that does not stand on the wall now."""
        if done.saved is None:
            return done.label.capitalize() + "."
        if done.label == "line parked":
            return "Parked for the close."
        if done.label == "person in the room":
            from dialogue_tui.facilitation import room

            person = room.came(self.there)
            return f"{person.name} is here." if person else ""
        return ""

    def _onward(self, said_at: str, row: str) -> None:
        """The next line goes where its kind says. A row that has all its slots leaves them: then to the row that
        waited, else to the one after it."""
        part, slots = self.there.place.part, self.there.slots()
        following = part.activity.onward(part.settled, said_at, self.there.work())
        there = [at for at, slot in enumerate(slots) if slot.name == following]
        of_row = [at for at in there if row and slots[at].row == row]
        if of_row or (there and self.slot != following):
            self._slot[self.there.place.key] = (of_row or there)[0]

    @property
    def there(self) -> Engine:
        """The engine, where it is sure to stand."""
        assert self.engine is not None
        return self.engine

    def _do(self, command: Callable[[], Done | str | None]) -> Done | str | None:
        """Run a command without arguments; see `carry_out`."""
        return self.carry_out(lambda _: command())

    def carry_out(self, command: Callable[[Engine], Done | str | None], keep: str = "") -> Done | str | None:
        """Run a command; what it refuses is one sentence above the keys, and the typed line comes back."""
        from dialogue_tui.facilitation.errors import Refused

        self.say_note("")
        if self.engine is None:
            return None
        try:
            done = command(self.engine)
        except (*ONE_SENTENCE, Refused) as error:
            self.say_note(UNREAD if self.query_one(Line).masked and _tells(str(error), keep) else str(error))
            if keep:
                self.query_one(Line).bring_back(keep)
            return None
        return done

    def on_line_empty(self) -> None:
        """Enter alone answers a question, gives way to the wall, or goes to the next field or turn."""
        if self.asking is not None:
            self._answer("")
        elif self.card:
            self._turn_card()
        elif self.engine is not None and (self.row or self.engine.place.part.activity.fields):
            if self.slot_index + 1 < len(self.engine.slots()):
                self.on_line_turn(Line.Turn(1))
            else:
                self.say_note("That was the last. pgdn goes on, tab goes round.")

    def on_line_turn(self, message: Line.Turn) -> None:
        """Tab: another rung, column, group or field; or another answer to what is asked."""
        if self.asking is not None:
            if self.asking.names:
                at = (self.asking.at + message.by) % len(self.asking.names)
                self.ask(replace(self.asking, at=at), fresh=False)
            return
        if self.engine is not None:
            self._slot[self.engine.place.key] = self.slot_index + message.by
            self.card = False
            self.show()

    def on_line_sign(self, message: Line.Sign) -> None:
        """A sign at the start of an empty line."""
        run = self.app.run_action("help") if message.sign == "?" else self.run_action("curtain")
        self.run_worker(run, description="sign")

    def on_line_too_long(self, message: Line.TooLong) -> None:
        """Over the limit: the text stays, with one sentence."""
        self.say_note(message.reason)

    @on(Line.Changed)
    def _first_key(self) -> None:
        if self.card and self.query_one(Line).text and self.engine is not None:
            self._turn_card()

    def _turn_card(self) -> None:
        self.card = False
        self.show()

    # Asking on the line

    def ask(self, asking: Asking, fresh: bool = True) -> None:
        """Let the line ask something."""
        line = self.query_one(Line)
        if fresh and self.asking is None:
            self._draft, self._slip_draft = line.text, line.masked
        self.asking, self.selecting, self.card = asking, False, False
        self.say_note("")
        if fresh:
            line.reset(asking.text, selected=asking.afresh)
        self.show()

    def _answer(self, typed: str) -> None:
        asking = self.asking
        if asking is None:
            return
        value = asking.names[asking.at][0] if asking.names and not typed else typed

        def answer(_: Engine) -> None:
            asking.answer(value)

        self.carry_out(answer, keep=typed)
        kept = ""
        if self.asking is asking and not self.query_one(Foot).note:
            selected = self.wall.selected
            kept = selected.entry if selected else ""
            self.selecting = False
            self.leave_asking()
            self.wall.select(None)
        elif self.asking is asking and typed and not self.query_one(Line).text:
            self.query_one(Line).bring_back(typed)
        self.show(kept)
        self.tell_noted()

    def tell_noted(self) -> None:
        """Say what the last answer has done."""
        if self.noted:
            self.say_note(self.noted)
            self.noted = ""

    def leave_asking(self) -> None:
        """Nothing is asked any more: what was half typed before stands in the line again."""
        if self.asking is not None:
            self.asking = None
            self.query_one(Line).reset(self._draft)
            self._draft = ""

    # Selecting

    def on_wall_picked(self, message: Wall.Picked) -> None:
        """A click selects a line, or answers with it."""
        if self.asking is not None and message.row.entry.startswith("#"):
            self._answer(message.row.entry[1:])
        elif message.row.entry and self.asking is None:
            message.wall.select(message.index)
            self.selecting = True
            self.show()

    @property
    def mid_sentence(self) -> bool:
        """A space or a sign within a moment of a letter belongs to what somebody is typing."""
        return self.monotonic() - self.typed_at < A_MOMENT

    def on_key(self, event: events.Key) -> None:
        """Where nothing is kept, typing says so instead of vanishing."""
        if self.engine is None or self.told or self.asking is not None or not self.engine.private():
            return
        if event.is_printable and event.character not in {".", "+", " ", "?"}:
            self.typed_at = self.monotonic()
            paused = self.engine.state.room.since is None
            self.say_note(f"{NOTHING_KEPT} {PAUSED}" if paused else NOTHING_KEPT)


def _tells(sentence: str, typed: str) -> bool:
    """Whether a sentence repeats a word or a number of what was typed."""
    of = re.compile(r"[^\W\d]{2,}|\d+")
    return bool(set(of.findall(typed.casefold())) & set(of.findall(sentence.casefold())))
