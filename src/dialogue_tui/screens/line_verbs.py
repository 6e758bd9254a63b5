"""The verbs of a selected line. A letter acts at once, or the line below asks for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_tui.facilitation import entries, sentences
from dialogue_tui.facilitation.anonymising import anonymise
from dialogue_tui.facilitation.errors import Refused
from dialogue_tui.facilitation.pointer import meant
from dialogue_tui.text import shorten

from .questions import Question, confirmed, numbered, picked

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_tui.facilitation.saving import Done
    from dialogue_tui.store.records import Entry

    from .verbs import Face

NEXT_CONSENT = {
    "role only": ("no", "not for export"),
    "no": ("yes", "told with the name"),
    "yes": ("role only", "told by role"),
}
"""What `c` makes of each consent, and how a note says it: the careful one comes first."""


class LineVerbs:
    """Edit, move, whose, consent, link, remove and what belongs to them: each method is the action of its name."""

    def __init__(self, face: Face, release: Callable[[Entry], None]) -> None:
        self._face, self._release = face, release

    @property
    def _entry(self) -> Entry:
        """The line that is marked. Raises Refused where that is not one of this session."""
        row = self._face.selected
        return entries.find(self._face.desk.engine, row.entry if row else "")

    @property
    def _named(self) -> str:
        row = self._face.selected
        return f"line {row.number}" if row and row.number else "this line"

    def _do(self, command: Callable[[], Done], note: str = "", *, gone: bool = False) -> None:
        """Carry out what acts at once; the line stays marked, unless it is `gone`."""
        row = self._face.selected
        if self._face.do(command) is not None:
            self._face.show("" if gone or row is None else row.entry)
            self._face.say_note(note)

    def edit(self) -> Question:
        """Word it anew, in the line."""
        entry = self._entry

        def answer(typed: str) -> str:
            entries.edit(self._face.desk.engine, entry.id, typed)
            return ""

        return Question(f"edit {self._named}", answer, text=entry.text)

    def move(self) -> Question:
        """To another rung, column or group: Tab goes through them, Enter moves."""
        row, engine = self._face.selected, self._face.desk.engine
        id = row.entry if row else ""
        there, slots = entries.slot_of(engine, id), self._face.desk.at.slots
        at = next((n for n, slot in enumerate(slots) if slot.name == there), -1)
        others = [*slots[at + 1 :], *slots[: max(0, at)]]
        if not any(slot.name for slot in others):
            raise Refused("There is nowhere else to move it here; shift+↑ and shift+↓ change the order.")

        def answer(typed: str) -> str:
            exact = next((slot for slot in others if slot.name == typed), None)
            slot = exact or meant(others, typed)
            if slot is None:
                raise Refused(f"There is no one place called '{typed}' here; tab shows them.")
            entries.move(engine, id, slot.name)
            return ""

        names = [(slot.name, slot.title or "on its own") for slot in others]
        return Question(f"move {self._named} to", answer, hint="tab shows the others", verb="move", names=names)

    def shift(self, by: int) -> None:
        """Up or down among its own."""
        id = self._entry.id
        self._do(lambda: entries.shift(self._face.desk.engine, id, by))

    def whose(self) -> Question:
        """Who said it; nothing typed takes the name away."""
        entry, desk = self._entry, self._face.desk
        person = desk.person(entry.person)

        def answer(typed: str) -> str:
            entries.attribute(desk.engine, entry.id, typed)
            return ""

        hint = "a name, as in  Ana (Firmware lead);  enter alone for nobody"
        text = person.name if person else ""
        return Question(f"{self._named} is said by", answer, hint=hint, text=text, afresh=True)

    def consent(self) -> None:
        """Not for export, with the name, role only again: each press is the next."""
        entry = self._entry
        value, meaning = NEXT_CONSENT[entry.consent]
        note = f"{self._named.capitalize()}: {meaning}."
        self._do(lambda: entries.consent(self._face.desk.engine, entry.id, value), note)

    def named(self) -> None:
        """Told by name, or by role again."""
        entry = self._entry
        value = "role" if entry.attribution == "named" else "named"
        note = f"{self._named.capitalize()}: told by {'name' if value == 'named' else 'role'}."
        self._do(lambda: entries.attribution(self._face.desk.engine, entry.id, value), note)

    def spoken(self) -> None:
        """The speaker says yes to the shortened wording, or it was a shortening after all."""
        entry = self._entry
        value = "scribed" if entry.wording == "spoken" else "spoken"
        self._do(lambda: entries.wording(self._face.desk.engine, entry.id, value))

    def anonymous(self) -> Question:
        """Nobody's line, for good: it asks, because it can't be undone."""
        id = self._entry.id

        def do() -> str:
            anonymise(self._face.desk.engine, id)
            return ""

        return confirmed("type yes", do, hint="to make it anonymous for good: no author, no time, no order")

    def release(self) -> Question:
        """From one's own page to the team's session under way: it leaves the private file, so it asks."""
        entry = self._entry

        def do() -> str:
            self._release(entry)
            return ""

        hint = "a copy goes to the team's session under way"
        return confirmed("type yes to release it", do, hint=hint)

    def link(self) -> Question:
        """Join it to another line: because."""
        entry, desk, named = self._entry, self._face.desk, self._named
        rows = [r for r in desk.rows(near=True) if r.entry and r.entry != entry.id]
        by_number = {str(r.number): r.entry for r in rows if r.number is not None}

        def answer(typed: str) -> str:
            target = by_number.get(typed.strip())
            if target is None:
                raise Refused("Type the number of the other line, or press escape.")
            entries.link(desk.engine, entry.id, target)
            return f"Linked: {named.removeprefix('line ')} because of {typed.strip()}."

        return Question(f"{named}, because of line", answer, hint="its number", verb="link")

    def unlink(self) -> Question | None:
        """Take a link of this line away; where there are several it asks which."""
        entry, desk, named = self._entry, self._face.desk, self._named
        others = desk.linked(entry.id)
        if not others:
            raise Refused("That line has no links.")

        def note(other: Entry) -> str:
            return f"Unlinked: {named} from “{shorten(other.text, 40)}”."

        def answer(typed: str) -> str:
            index = picked(typed, len(others))
            if index is None:
                return ""
            entries.unlink(desk.engine, entry.id, others[index].id)
            return note(others[index])

        if len(others) > 1:
            rows = numbered([e.text for e in others])
            return Question(f"unlink {named} from", answer, hint="its number", verb="unlink", rows=rows)
        self._do(lambda: entries.unlink(desk.engine, entry.id, others[0].id), note(others[0]))
        return None

    def remove(self) -> None:
        """Take it off the wall; it can be brought back."""
        id = self._entry.id
        self._do(lambda: entries.remove(self._face.desk.engine, id), "Removed. ctrl+z brings it back.", gone=True)

    def restore(self) -> Question:
        """Bring a removed line back."""
        engine = self._face.desk.engine
        gone = entries.removed(engine)
        if not gone:
            raise Refused(sentences.NONE_REMOVED)

        def answer(typed: str) -> str:
            index = picked(typed, len(gone))
            if index is not None:
                entries.restore(engine, gone[index].id)
            return ""

        rows = numbered([e.text for e in gone])
        return Question("bring back line", answer, hint="its number", verb="bring back", rows=rows)
