"""One writer's case on the wall, by their choice, and its three endings (model.md, "A case in the open")."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dialogue_tui.activities.base import Row
from dialogue_tui.text import counted

from .asking import Asking, numbered, picked
from .typing import Typing

if TYPE_CHECKING:
    from dialogue_tui.facilitation.case import Cost, Ending


class CaseVerbs(Typing):
    """Bring it, take it off the wall, end it."""

    def action_case(self) -> None:
        """Bring one writer's case to the wall, or end it in one of three ways."""
        from dialogue_tui.facilitation import case

        engine = self.engine
        if engine is None:
            return
        if engine.session.case != "open":
            self._do(lambda: case.open_case(self.there))
            self.show()
            self.say_note("The case is in the open: disguise whoever is absent. ctrl+k takes it off the wall.")
            return
        self.ask_ending(lambda said: setattr(self, "noted", said))

    def ask_ending(self, then: Callable[[str], None]) -> None:
        """Ask its writer what becomes of the case; `then` gets a sentence on what went, once it has ended."""
        from dialogue_tui.facilitation import case

        words = ("Keep all of it", "Keep only the lines that may be told", "Tear it up: text, log and index too")

        def end(ending: Ending) -> None:
            went = case.cost(self.there, ending)
            if self._do(lambda: case.end_case(self.there, ending)) is not None:
                then(_went(went))

        def answer(typed: str) -> None:
            index = picked(typed, len(case.ENDINGS))
            if index is None:
                return
            ending = case.ENDINGS[index]
            torn = case.cost(self.there, ending).torn
            if torn:
                goes = f"{counted(torn, 'line goes', 'lines go')} for good: text, log and index."
                self._confirm(goes, lambda: end(ending))
            else:
                end(ending)

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


def _went(cost: Cost) -> str:
    """What became of a case, for everybody to read."""
    kept = counted(cost.kept, "line")
    torn = counted(cost.torn, "line is", "lines are")
    return f"{torn} torn up, {kept} kept." if cost.torn else f"The case is kept: {kept}."
