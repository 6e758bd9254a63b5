"""One writer's case on the wall, by their choice, and its three endings (model.md, "A case in the open")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_tui.activities.base import Row

from .asking import Asking, numbered, picked
from .typing import Typing

if TYPE_CHECKING:
    from dialogue_tui.facilitation.room import Ending


class CaseVerbs(Typing):
    """Bring it, take it off the wall, end it."""

    _ending = False
    """Whether the session ends once the case has ended."""

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
        endings: tuple[Ending, ...] = ("kept", "released", "torn up")
        words = ("Keep all of it", "Keep only the lines that may be told", "Tear it up: text, log and index too")

        def answer(typed: str) -> None:
            index = picked(typed, len(endings))
            if index == 0:
                self._end_case(endings[0])
            elif index is not None:
                self._confirm_case(endings[index])

        question = "What becomes of the case? Its writer decides."
        self.ask(
            Asking("end the case", answer, hint="1, 2 or 3", question=question, verb="choose", rows=numbered(words))
        )

    def _confirm_case(self, ending: Ending) -> None:
        """What goes now is gone for good, so it asks."""
        from dialogue_tui.facilitation import room

        going = len(room.leaving(self.there, ending))

        def answer(typed: str) -> None:
            if typed.strip().casefold() == "yes":
                self._end_case(ending)

        question = f"{going} {'line goes' if going == 1 else 'lines go'} for good: text, log and index."
        self.ask(
            Asking(
                "type yes",
                answer,
                hint="esc leaves the case as it is",
                question=question,
                verb="go on",
                rows=[Row(" ")],
            )
        )

    def _end_case(self, ending: Ending) -> None:
        from dialogue_tui.facilitation import room

        going, there = len(room.leaving(self.there, ending)), len(room.case_lines(self.there))
        if self._do(lambda: room.end_case(self.there, ending)) is None:
            return
        kept = there - going
        said = f"The case is kept: {kept} lines." if not going else f"{going} lines are torn up, {kept} kept."
        if self._ending:
            self._ending = False
            self.leave_asking()
            self.action_finish()
            self.told = [said, *self.told]
            self.show()
        else:
            self.noted = said

    def action_off_wall(self) -> None:
        """Take an open case off the wall, or bring it back."""
        if self.engine is not None:
            self.engine.show_room(off_wall=not self.engine.state.room.off_wall)
            self.show()

    def action_finish(self) -> None:
        """End the session; see `StepVerbs`."""
        raise NotImplementedError
