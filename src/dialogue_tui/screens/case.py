"""One writer's case on the wall, by their choice, and its three endings (model.md, "A case in the open")."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dialogue_tui.activities.base import Row

from .asking import Asking, numbered, picked
from .typing import Typing

if TYPE_CHECKING:
    from dialogue_tui.facilitation.room import Ending


class CaseVerbs(Typing):
    """Bring it, take it off the wall, end it."""

    def action_case(self) -> None:
        """Bring one writer's case to the wall, or end it in one of three ways."""
        from dialogue_tui.facilitation import room

        engine = self.engine
        if engine is None:
            return
        if engine.session.case != "open":
            self._do(lambda: room.open_case(self.there))
            self.show()
            self.say_note("The case is in the open: disguise whoever is absent. ctrl+k takes it off the wall.")
            return
        self.ask_ending(lambda said: setattr(self, "noted", said))

    def ask_ending(self, then: Callable[[str], None]) -> None:
        """Ask its writer what becomes of the case; `then` gets a sentence on what went, once it has ended."""
        from dialogue_tui.facilitation import room

        endings: tuple[Ending, ...] = ("kept", "released", "torn up")
        words = ("Keep all of it", "Keep only the lines that may be told", "Tear it up: text, log and index too")

        def end(ending: Ending) -> None:
            went = room.what_went(self.there, ending)
            if self._do(lambda: room.end_case(self.there, ending)) is not None:
                then(went)

        def answer(typed: str) -> None:
            index = picked(typed, len(endings))
            if index is None:
                return
            goes = room.what_goes(self.there, endings[index])
            if goes:
                self._confirm(goes, lambda: end(endings[index]))
            else:
                end(endings[index])

        question = "What becomes of the case? Its writer decides."
        self.ask(
            Asking("end the case", answer, hint="1, 2 or 3", question=question, verb="choose", rows=numbered(words))
        )

    def _confirm(self, goes: str, end: Callable[[], None]) -> None:
        """What goes now is gone for good, so it asks."""

        def answer(typed: str) -> None:
            if typed.strip().casefold() == "yes":
                end()

        hint = "esc leaves the case as it is"
        self.ask(Asking("type yes", answer, hint=hint, question=goes, verb="go on", rows=[Row(" ")]))

    def action_off_wall(self) -> None:
        """Take an open case off the wall, or bring it back."""
        if self.engine is not None:
            self.engine.show_room(off_wall=not self.engine.state.room.off_wall)
            self.show()
