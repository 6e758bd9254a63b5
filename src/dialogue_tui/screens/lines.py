"""The verbs of a selected line. A letter acts at once, or the line below asks for the rest."""

from __future__ import annotations

from functools import partial

from dialogue_tui.activities.base import Row
from dialogue_tui.activities.entry import Entry
from dialogue_tui.text import shorten
from dialogue_tui.widgets.line import Line

from .asking import Asking, numbered, picked
from .showing import wall_rows
from .typing import Typing

NEXT_CONSENT = {
    "role only": ("no", "not for export"),
    "no": ("yes", "told with the name"),
    "yes": ("role only", "told by role"),
}
"""What `c` makes of each consent, and how a note says it: the careful one comes first."""


class LineVerbs(Typing):
    """Edit, move, whose, consent, link, spotlight, remove and what belongs to them."""

    @property
    def _row(self) -> Row | None:
        return self.wall.selected

    @property
    def _entry(self) -> Entry | None:
        row = self._row
        if row is None or self.engine is None:
            return None
        found: Entry | None = self.engine.state.tables["entry"].get(row.entry)
        if found is None and any(e.id == row.entry for e in self.engine.state.before):
            self.say_note("That was said in an earlier sitting; take that one up again to change it.")
        return found

    def _named(self) -> str:
        row = self._row
        return f"line {row.number}" if row and row.number else "this line"

    def action_select_up(self) -> None:
        """Into what was said, then line by line upwards."""
        if self.engine is None:
            return
        if not self.selecting:
            self.card = False
            self.selecting = True
            self.show()
            self.selecting = self.wall.move_selection(-1)
            self.show()
        else:
            self.wall.move_selection(-1)

    def action_select_down(self) -> None:
        """The line below; past the last one comes back to typing."""
        if not self.wall.move_selection(1):
            self.action_unselect()

    def action_unselect(self) -> None:
        """Back to typing; what was asked is left."""
        wall = self.wall
        line = self.query_one(Line)
        wall.spotlight(None)
        self._lit = False
        if self.asking is not None:
            self.leave_asking()
        elif not self.selecting and line.brought_back:
            line.reset()
        wall.select(None)
        self.selecting = False
        self.say_note("")
        self.show()

    def action_edit(self) -> None:
        """Word it anew, in the line."""
        from dialogue_tui.facilitation import entries

        entry = self._entry
        if entry is not None:
            id = entry.id
            self.ask(
                Asking(
                    f"edit {self._named()}",
                    lambda typed: self._do(lambda: entries.edit(self.there, id, typed)),
                    text=entry.text,
                )
            )

    def action_move(self) -> None:
        """To another rung, column or group: Tab goes through them, Enter moves."""
        from dialogue_tui.facilitation import entries

        engine, row = self.engine, self._row
        if engine is None or row is None or not row.entry:
            return
        id, there = row.entry, entries.slot_of(engine, row.entry)
        every = [(s.name, s.title or "on its own") for s in engine.slots()]
        at = next((n for n, (name, _) in enumerate(every) if name == there), -1)
        slots = [*every[at + 1 :], *every[: max(0, at)]]
        if not any(name for name, _ in slots):
            self.say_note("There is nowhere else to move it here; shift+↑ and shift+↓ change the order.")
            return
        self.ask(
            Asking(
                f"move {self._named()} to",
                lambda name: self._do(lambda: entries.move(self.there, id, _slot(name, slots))),
                hint="tab shows the others",
                verb="move",
                names=slots,
            )
        )

    def action_shift(self, by: int) -> None:
        """Up or down among its own."""
        from dialogue_tui.facilitation import entries

        entry = self._entry
        if entry is not None:
            self._do(lambda: entries.shift(self.there, entry.id, by))
            self.show(entry.id)

    def action_whose(self) -> None:
        """Who said it; nothing typed takes the name away."""
        from dialogue_tui.facilitation import entries

        entry, engine = self._entry, self.engine
        if entry is not None and engine is not None:
            person = engine.state.person(entry.person)
            self.ask(
                Asking(
                    f"{self._named()} is said by",
                    lambda typed: self._do(lambda: entries.attribute(self.there, entry.id, typed)),
                    hint="a name, as in  Ana (Firmware lead);  enter alone for nobody",
                    text=person.name if person else "",
                    afresh=True,
                )
            )

    def action_consent(self) -> None:
        """Not for export, with the name, role only again: each press is the next."""
        from dialogue_tui.facilitation import entries

        entry = self._entry
        if entry is not None:
            value, meaning = NEXT_CONSENT[entry.consent]
            if self._do(lambda: entries.consent(self.there, entry.id, value)) is not None:
                self.show(entry.id)
                self.say_note(f"{self._named().capitalize()}: {meaning}.")

    def action_named(self) -> None:
        """Told by name, or by role again."""
        from dialogue_tui.facilitation import entries

        entry = self._entry
        if entry is not None:
            value = "role" if entry.attribution == "named" else "named"
            if self._do(lambda: entries.attribution(self.there, entry.id, value)) is not None:
                self.show(entry.id)
                self.say_note(f"{self._named().capitalize()}: told by {'name' if value == 'named' else 'role'}.")

    def action_spoken(self) -> None:
        """The speaker says yes to the shortened wording, or it was a shortening after all."""
        from dialogue_tui.facilitation import entries

        entry = self._entry
        if entry is not None:
            value = "scribed" if entry.wording == "spoken" else "spoken"
            self._do(lambda: entries.wording(self.there, entry.id, value))
            self.show(entry.id)

    def action_anonymous(self) -> None:
        """Nobody's line, for good: it asks, because it can't be undone."""
        from dialogue_tui.facilitation.anonymising import anonymise

        entry = self._entry
        if entry is not None:
            id = entry.id
            self.ask(
                Asking(
                    "type yes",
                    lambda typed: self._do(lambda: anonymise(self.there, id)) if typed.strip() == "yes" else None,
                    hint="to make it anonymous for good: no author, no time, no order",
                )
            )

    def action_release(self) -> None:
        """From one's own page to the team's session under way: it leaves the private file, so it asks."""
        entry = self._entry
        if entry is None or not self.solo:
            return
        hint = "a copy goes to the team's session under way"
        self.ask(Asking("type yes to release it", lambda typed: self._release(entry, typed), hint=hint))

    def _release(self, entry: Entry, typed: str) -> None:
        if typed.strip().casefold() == "yes":
            self.run_worker(partial(self._released, entry), thread=True, exit_on_error=False, description="release")

    def _released(self, entry: Entry) -> None:
        from dialogue_tui.facilitation.errors import Refused
        from dialogue_tui.facilitation.releases import Releasing
        from dialogue_tui.store.errors import StoreError

        try:
            said = Releasing(self.folder, self.there).release(entry)
        except (Refused, StoreError) as error:
            said = str(error)
        self.app.call_from_thread(self.say_note, said)

    def action_link(self) -> None:
        """Join it to another line: because."""
        from dialogue_tui.facilitation import entries

        entry, engine = self._entry, self.engine
        if entry is None or engine is None:
            return
        rows = [r for r in wall_rows(self) if r.entry and r.entry != entry.id]
        by_number = {str(r.number): r.entry for r in rows if r.number is not None}
        named = self._named()

        def answer(typed: str) -> None:
            target = by_number.get(typed.strip())
            if target is None:
                raise ValueError("Type the number of the other line, or press escape.")
            if self._do(lambda: entries.link(self.there, entry.id, target)) is not None:
                self.noted = f"Linked: {named.removeprefix('line ')} because of {typed.strip()}."

        self.ask(Asking(f"{named}, because of line", answer, hint="its number", verb="link"))

    def action_unlink(self) -> None:
        """Take a link of this line away; where there are several it asks which."""
        from dialogue_tui.facilitation import entries

        entry, engine = self._entry, self.engine
        if entry is None or engine is None:
            return
        ends = [x.target if x.source == entry.id else x.source for x in engine.state.links
                if entry.id in (x.source, x.target)]  # fmt: skip
        others = [e for id in dict.fromkeys(ends) if (e := engine.state.tables["entry"].get(id)) and not e.removed]
        if not others:
            self.say_note("That line has no links.")
            return
        named = self._named()

        def unlink(other: Entry) -> None:
            if self._do(lambda: entries.unlink(self.there, entry.id, other.id)) is not None:
                self.noted = f"Unlinked: {named} from “{shorten(other.text, 40)}”."

        def answer(typed: str) -> None:
            index = picked(typed, len(others))
            if index is not None:
                unlink(others[index])

        if len(others) > 1:
            rows = numbered([e.text for e in others])
            self.ask(Asking(f"unlink {named} from", answer, hint="its number", verb="unlink", rows=rows))
            return
        unlink(others[0])
        self.show(entry.id)
        self.tell_noted()

    def action_spotlight(self) -> None:
        """This line alone, big; again or escape brings the others back."""
        wall = self.wall
        wall.spotlight(None if self._lit else self._row)
        self._lit = not self._lit

    _lit = False

    def action_remove(self) -> None:
        """Take it off the wall; it can be brought back."""
        from dialogue_tui.facilitation import entries

        entry = self._entry
        if entry is not None:
            self._do(lambda: entries.remove(self.there, entry.id))
            self.show()
            self.say_note("Removed. ctrl+z brings it back.")

    def action_restore(self) -> None:
        """Bring a removed line back."""
        from dialogue_tui.facilitation import entries

        engine = self.engine
        if engine is None:
            return
        gone = entries.removed(engine)
        if not gone:
            self.say_note("No line was removed.")
            return

        def answer(typed: str) -> None:
            index = picked(typed, len(gone))
            if index is not None:
                self._do(lambda: entries.restore(self.there, gone[index].id))

        self.ask(
            Asking(
                "bring back line",
                answer,
                hint="its number",
                verb="bring back",
                rows=numbered([e.text for e in gone]),
            )
        )


def _slot(name: str, slots: list[tuple[str, str]]) -> str:
    """A slot by its own name, or by the number or the beginning somebody typed."""
    if any(name == slot for slot, _ in slots):
        return name
    if name.strip().isdecimal() and 1 <= int(name) <= len(slots):
        return slots[int(name) - 1][0]
    found = [slot for slot, title in slots if title.casefold().startswith(name.strip().casefold())]
    if len(found) != 1:
        raise ValueError(f"There is no one place called '{name}' here; tab shows them.")
    return found[0]
