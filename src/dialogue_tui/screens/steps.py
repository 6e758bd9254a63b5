"""The verbs of a session: steps, time, undo, slips, people, a case in the open, the close."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING

from dialogue_tui.widgets.foot import Foot
from dialogue_tui.widgets.line import Line

from .asking import Asking, numbered, picked
from .case import CaseVerbs
from .curtain import CurtainScreen
from .showing import team
from .typing import NOTHING_KEPT, PAUSED

if TYPE_CHECKING:
    from dialogue_tui.facilitation.engine import Done


REPEAT, TOO_SOON, PATIENCE = 0.1, 0.25, 0.75
"""Seconds: keys closer together are one that is held; a step follows another no sooner; the end is not confirmed
sooner, longer than a held key waits before it repeats."""
END = "Press pgdn again to end the session and write."
ENDED = "The session has ended. pgup reopens it."


class StepVerbs(CaseVerbs):
    """What concerns the whole session rather than one line."""

    _step_key = _stepped = _end_asked = -inf
    """When a step key came, when one was followed, and when the end was asked about, the last time."""

    # Steps

    def _held(self) -> bool:
        """Whether a step key is one held down, or comes before anybody could have seen the step before."""
        now = self.monotonic()
        held = now - self._step_key < REPEAT or now - self._stepped < TOO_SOON
        self._step_key = now
        if not held:
            self._stepped = now
        return held

    def action_next_step(self) -> None:
        """On to the next place; from the last one, end and tell, after asking once."""
        if self.engine is None or self.told or self._held():
            return
        if self.engine.slips.count(self.engine.place.key):
            self.say_note("There are slips that nobody has seen. ctrl+r reveals them.")
            return
        if self.engine.place.key == self.engine.order[-1]:
            self._end()
            return
        self._move(lambda: self.there.next())

    def _end(self) -> None:
        """The first press asks; the second ends."""
        if self._stepped - self._end_asked < PATIENCE:
            return
        if self.query_one(Foot).note == END:
            self.action_finish()
        else:
            self._end_asked = self._stepped
            self.say_note(END)

    def action_back(self) -> None:
        """The place before; a session that was told is taken up again."""
        if self.engine is None or self._held():
            return
        if self.told:
            self.told = []
            self._do(lambda: self.there.reopen())
            self.show()
            return
        self._move(lambda: self.there.back())

    def action_steps(self) -> None:
        """Any place of this form, by its number."""
        if self.engine is None:
            return
        places = self.engine.places

        def answer(typed: str) -> None:
            index = picked(typed, len(places))
            if index is not None:
                self._move(lambda: self.there.go(places[index].key))

        labels = ["here" if p.key == self.engine.place.key else "" for p in places]
        titles = [f"{p.title} · {p.minutes:.0f} min" for p in places]
        here = f"#{labels.index('here') + 1}"
        rows = numbered(titles, labels)
        self.ask(
            Asking("go to step", answer, hint="its number", question="Where to?", verb="go", rows=rows, newest=here)
        )

    def _move(self, command: Callable[[], Done]) -> None:
        before = self.there.place
        self._do(command)
        place = self.there.place
        if place.key != before.key:
            self.arrived(before.key)

    def arrived(self, before: str = "") -> None:
        """Another place: its card stands until the first key, and nothing is selected or asked.

        A half-typed line goes along, but not one that was refused there; a half-typed slip stays, unseen, with the
        place it was typed `before`.
        """
        place, line = self.there.place, self.query_one(Line)
        self.card = not self.there.state.of_part(place.key)
        self.selecting = False
        slip = self._slip_draft if self.asking else line.masked
        self.wall.select(None)
        self.leave_asking()
        if line.brought_back and not slip:
            line.reset()
        if slip and line.text:
            self._slip_drafts[before] = line.text
            line.reset()
        if not line.text:
            line.reset(self._slip_drafts.pop(place.key, ""))
        self.show()

    # Time

    def action_pause(self) -> None:
        """Stop the clock, or let it go on."""
        if self.engine is not None:
            running = self.engine.pause()
            self.show()
            warned = self.engine.private() and self.query_one(Foot).note.startswith(NOTHING_KEPT)
            words = (NOTHING_KEPT if warned else "", "" if running else PAUSED)
            self.say_note(" ".join(part for part in words if part))

    def action_extend(self) -> None:
        """Two more minutes here."""
        if self.engine is not None:
            self.engine.extend(2.0)
            self.show()

    # Undo

    def action_undo(self) -> None:
        """Take the newest slip or change back. What was done before, or on another screen, takes a second press."""
        from dialogue_tui.facilitation.errors import AskFirst

        engine = self.engine
        if engine is None:
            return
        if self.told:
            self.say_note(ENDED)
            return
        if engine.slips.take_back(engine.place.key):
            self.show()
            self.say_note("The last slip is taken back.")
            return
        before = engine.place.key

        def undo() -> str:
            try:
                return engine.undo(others=self._undo_asked).label
            except AskFirst as asked:
                self._undo_asked = True
                raise ValueError(f"{asked} ctrl+z again does.") from None

        self._turned(undo, "Undone", before)

    def action_redo(self) -> None:
        """Make it again."""
        engine = self.engine
        if self.told:
            self.say_note(ENDED)
        elif engine is not None:
            self._turned(lambda: engine.redo().label, "Made again", engine.place.key)

    def _turned(self, command: Callable[[], str], words: str, before: str) -> None:
        label = self._do(command)
        if self.there.place.key != before:
            self.arrived(before)
        else:
            self.show()
        if isinstance(label, str):
            self._undo_asked = False
            self.say_note(f"{words}: {label}.")

    # Slips

    def action_slips(self) -> None:
        """Take slips here, or lines again."""
        if self.query_one(Line).masked and self.query_one(Line).text:
            self.say_note("There is a half-typed slip in the line.")
        elif self.engine is not None:
            taken = self._do(lambda: "slips" if self.there.take_slips() else "lines")
            self.card = False
            self.show()
            if taken is not None:
                slips = "What is typed here now are slips: they wait, unseen, until ctrl+r reveals them."
                self.say_note(slips if taken == "slips" else "What is typed here now are lines again.")

    def action_reveal(self) -> None:
        """All slips at once."""
        if self.engine is not None:
            done = self._do(lambda: self.there.reveal())
            self.card = False
            fresh = set(done.entries) if done is not None and not isinstance(done, str) else set()
            self.show(next((row.entry for row in self.there.rows() if row.entry in fresh), ""))

    # The room

    def action_curtain(self) -> None:
        """Cover the wall at once; store it after."""
        self.app.push_screen(CurtainScreen(team(self)), lambda _: self._lifted())
        if self.engine is not None and not self.engine.state.room.curtain:
            self.call_after_refresh(self.engine.show_room, curtain=True)

    def _lifted(self) -> None:
        if self.engine is not None:
            self.engine.show_room(curtain=False)

    def action_people(self) -> None:
        """How many are here, who they are, and the role each is told under."""
        from dialogue_tui.facilitation import room

        engine = self.engine
        if engine is None:
            return
        present = engine.state.present
        rows = numbered([p.role or "no role yet" for p in present], [p.name for p in present])

        def answer(typed: str) -> None:
            words = typed.strip()
            if words.isdecimal():
                self._do(lambda: room.people(self.there, int(words)))
            elif words:
                name, _, rest = words.removeprefix("@").partition("(")
                self._do(lambda: room.present(self.there, name.strip(' "'), rest.rstrip(") ")))

        count = engine.session.people
        hint = "a number, or a name and role: Ana (Firmware lead)"
        self.ask(Asking(f"{count} people", answer, hint=hint, question="Who is here?", rows=rows))

    def action_look_again(self) -> None:
        """What was handed on in earlier sessions: it comes only when asked for, and counts nobody's lateness."""
        from dialogue_tui.facilitation import particulars

        engine = self.engine
        if engine is None:
            return
        brought = engine.state.brought
        if not brought:
            self.say_note("Nothing from earlier sessions is open.")
            return

        def answer(typed: str) -> None:
            number, _, came = typed.partition("=")
            index = picked(number, len(brought))
            if index is not None:
                self._do(lambda: particulars.look_again(self.there, brought[index].id, came.strip()))

        labels = [t.kind for t in brought]
        rows = numbered([t.text if not t.actual else f"{t.text} → {t.actual}" for t in brought], labels)
        hint, question = "1 = what came of it; esc goes on", "What came of what we handed on?"
        self.ask(Asking("to look at again", answer, hint=hint, question=question, rows=rows))

    def action_agree(self) -> None:
        """The group agrees that anonymous lines and spreads are told beyond it."""
        from dialogue_tui.facilitation import particulars

        def answer(typed: str) -> None:
            if typed.strip().casefold() == "yes":
                self._do(lambda: particulars.agree(self.there))

        if self.engine is not None:
            hint = "anonymous lines and spreads may then be told beyond this team"
            self.ask(Asking("type yes if everybody agrees", answer, hint=hint))

    def action_rename(self) -> None:
        """What this session is about."""
        from dialogue_tui.facilitation import particulars

        if self.engine is not None:
            self.ask(
                Asking(
                    "about",
                    lambda typed: self._do(lambda: particulars.title(self.there, typed)),
                    text=self.engine.session.title,
                )
            )

    # The close

    def action_finish(self) -> None:
        """End the session and write what is told of it."""
        from dialogue_tui.protocols.plan import HANDONS

        engine = self.engine
        if engine is None:
            return
        unseen = [p.title for p in engine.places if engine.slips.count(p.key)]
        if unseen:
            where = " and ".join(f"“{title}”" for title in dict.fromkeys(unseen))
            self.say_note(f"There are slips at {where} that nobody has seen. ctrl+g goes there, ctrl+r reveals.")
            return
        if engine.place.key != engine.order[-1]:
            self._move(lambda: self.there.go(HANDONS))
            return
        if engine.session.case == "open":
            self.ask_ending(self._close)
            return
        self._close("")

    def _close(self, said: str) -> None:
        """The end; `said` is what became of a case, for everybody to read."""
        self.leave_asking()
        self._do(lambda: self.there.close())
        self.told = [*filter(None, [said]), "Writing the learning history and the transcript…"]
        self.show()
        self.run_worker(self._tell, thread=True, exit_on_error=False, description="telling")

    def _tell(self) -> None:
        from dialogue_tui.documents import tell_session

        engine = self.there
        try:
            told = tell_session(self.folder, engine.session.id, self.saver, solo=self.solo)
        except Exception as error:
            told = [f"The documents could not be written: {error}", "Everything said is kept in the store."]
        self.app.call_from_thread(self._told, told)

    def _told(self, lines: list[str]) -> None:
        self.told = [*self.told[:-1], *lines]
        self.show()
