"""The verbs of a session's particulars: who is here, earlier hand-ons, a case. Each is the action of its name."""

from __future__ import annotations

from collections.abc import Callable

from dialogue_tui.facilitation import case, particulars, room, sentences
from dialogue_tui.facilitation.case import ENDINGS
from dialogue_tui.facilitation.desk import Desk
from dialogue_tui.facilitation.errors import Refused

from .questions import Question, confirmed, numbered, picked
from .verbs import Face, Outcome

OPENED = "The case is in the open: disguise whoever is absent. ctrl+k takes it off the wall."
ENDS = ("Keep all of it", "Keep only the lines that may be told", "Tear it up: text, log and index too")
"""The endings of a case, in the order of `ENDINGS`."""


class SessionVerbs:
    """People, hand-ons of before, the group's agreement, the title, one writer's case."""

    def __init__(self, face: Face) -> None:
        self._face = face

    def people(self) -> Question:
        """How many are here, who they are, and the role each is told under."""
        desk = self._face.desk
        engine, present = desk.engine, desk.present

        def answer(typed: str) -> str:
            words = typed.strip()
            if words.isdecimal():
                room.people(engine, int(words))
            elif words:
                name, _, rest = words.removeprefix("@").partition("(")
                room.present(engine, name.strip(' "'), rest.rstrip(") "))
            return ""

        rows = numbered([p.role or "no role yet" for p in present], [p.name for p in present])
        hint = "a number, or a name and role: Ana (Firmware lead)"
        return Question(f"{engine.session.people} people", answer, hint=hint, question="Who is here?", rows=rows)

    def look_again(self) -> Question:
        """What was handed on in earlier sessions: it comes only when asked for, and counts nobody's lateness."""
        desk = self._face.desk
        brought = desk.brought
        if not brought:
            raise Refused("Nothing from earlier sessions is open.")

        def answer(typed: str) -> str:
            number, _, came = typed.partition("=")
            index = picked(number, len(brought))
            if index is not None:
                particulars.look_again(desk.engine, brought[index].id, came.strip())
            return ""

        told = [t.text if not t.actual else f"{t.text} → {t.actual}" for t in brought]
        rows = numbered(told, [t.kind for t in brought])
        hint, question = "1 = what came of it; esc goes on", "What came of what we handed on?"
        return Question("to look at again", answer, hint=hint, question=question, rows=rows)

    def agree(self) -> Question:
        """The group agrees that anonymous lines and spreads are told beyond it."""

        def do() -> str:
            particulars.agree(self._face.desk.engine)
            return ""

        hint = "anonymous lines and spreads may then be told beyond this team"
        return confirmed("type yes if everybody agrees", do, hint=hint)

    def rename(self) -> Question:
        """What this session is about."""
        engine = self._face.desk.engine

        def answer(typed: str) -> str:
            particulars.title(engine, typed)
            return ""

        return Question("about", answer, text=engine.session.title)

    # One writer's case on the wall, by their choice, and its three endings

    def case(self) -> Outcome:
        """Bring one writer's case to the wall, or end it in one of three ways."""
        desk = self._face.desk
        if desk.unfinished.case:
            return ask_ending(desk, lambda said: said)
        case.open_case(desk.engine)
        self._face.show()
        return OPENED

    def off_wall(self) -> None:
        """Take an open case off the wall, or bring it back."""
        self._face.desk.turn_case()
        self._face.show()


def ask_ending(desk: Desk, then: Callable[[str], str]) -> Question:
    """Ask its writer what becomes of the case; `then` gets a sentence on what went, once it has ended, and gives
    the note."""

    def answer(typed: str) -> str | Question:
        index = picked(typed, len(ENDINGS))
        if index is None:
            return ""
        ending = ENDINGS[index]
        goes = sentences.goes(case.cost(desk.engine, ending))
        if not goes:
            return then(sentences.went(desk.end_case(ending)))
        return confirmed(
            "type yes",
            lambda: then(sentences.went(desk.end_case(ending))),
            hint="esc leaves the case as it is",
            question=goes,
            verb="go on",
        )

    question = "What becomes of the case? Its writer decides."
    return Question("end the case", answer, hint="1, 2 or 3", question=question, verb="choose", rows=numbered(ENDS))
