"""Ladder: entries on named rungs, each resting on the one below."""

from __future__ import annotations

from .base import Activity, Add, Draft, Misread, Option, Row, Said, Settings, Slot, Work
from .blocks import Block, Voice
from .entry import BECAUSE


class LadderSettings(Settings):
    """`rungs` from the foot up; `beside` holds what was there but not used; `start` is the first one asked.

    `about` names earlier steps whose entries are part of the same ladder; `order` is the way one walks it. With
    `onward` the first line on a rung leads on to the next rung.
    """

    rungs: list[Option]
    beside: list[Option] = []
    about: list[str] = []
    start: str = ""
    order: str = "down"
    onward: bool = False


class Ladder(Activity[LadderSettings]):
    """Climbing down, other ladders, climbing back up. Rungs are stored by name, not by number."""

    kind = "ladder"
    settings = LadderSettings
    first = "No rung yet. Type what stands on the one before the ›, tab goes to the next."
    slot_word = "rung"
    in_turn = own_questions = stacked = True

    def sources(self, settings: LadderSettings) -> tuple[str, ...]:
        """The steps that built this ladder so far."""
        return tuple(settings.about)

    def slots(self, settings: LadderSettings, work: Work) -> list[Slot]:
        """The rungs in the order they are walked, from `start`, then what stands beside."""
        rungs = settings.rungs if settings.order == "up" else settings.rungs[::-1]
        walked = [Slot(o.name, o.title or o.name, o.means) for o in [*rungs, *settings.beside]]
        first = next((i for i, s in enumerate(walked) if s.name == settings.start), 0)
        return walked[first:] + walked[:first]

    def onward(self, settings: LadderSettings, slot: str, work: Work) -> str:
        """The next rung, once this one has its first line."""
        names = [s.name for s in self.slots(settings, work) if s.name not in {o.name for o in settings.beside}]
        at = names.index(slot) + 1 if settings.onward and slot in names else len(names)
        first = sum(e.slot == slot for e in work.entries) == 1
        end = settings.rungs[0 if settings.order == "down" else -1].name
        return names[at] if first and at < len(names) and slot != end else slot

    def capture(self, settings: LadderSettings, said: Said, work: Work) -> list[Draft]:
        """A line on its rung, joined by "because" to what the same person put on the nearest rung above it.

        A line without a name may be anybody's. What somebody else said is no reason of theirs.
        """
        names = [o.name for o in settings.rungs]
        slot = said.slot or self.slots(settings, work)[0].name
        if slot not in [*names, *(o.name for o in settings.beside)]:
            raise Misread(f"There is no rung '{slot}' here. Tab shows those there are.")
        joins: tuple[tuple[str, str], ...] = ()
        if slot in names:
            above = [
                e
                for e in [*work.sources, *work.entries]
                if e.slot in names
                and names.index(e.slot) > names.index(slot)
                and (not e.person or not said.person or e.person == said.person)
            ]
            if above:
                nearest = min(above, key=lambda e: (names.index(e.slot), -e.position))
                joins = ((nearest.id, BECAUSE),)
        return [Add(said.text, slot, joins=joins)]

    def rows(self, settings: LadderSettings, work: Work) -> list[Row]:
        """Action at the head, data at the foot; the first "because" is spelled out, the rest is understood."""
        entries = [*work.sources, *work.entries]
        rows: list[Row] = []
        number = 0
        filled = [o for o in settings.rungs[::-1] if any(e.slot == o.name for e in entries)]
        for option in [*filled, *settings.beside]:
            for place, entry in enumerate(e for e in entries if e.slot == option.name):
                number += 1
                rows.append(Row(entry.text, entry.id, number, (option.title or option.name) if place == 0 else ""))
            if option is (filled[0] if filled else None) and len(filled) > 1:
                rows.append(Row("", label="because", style="note"))
        return rows

    def told(self, settings: LadderSettings, work: Work) -> list[Block]:
        """Down the ladder, each line led by its rung; "because" where a link says so."""
        entries = work.entries
        because = {link.target for link in work.links if link.kind == BECAUSE}
        names = {o.name: o.title or o.name for o in [*settings.rungs, *settings.beside]}
        order = [o.name for o in [*settings.rungs[::-1], *settings.beside]]
        blocks: list[Block] = []
        for name in order:
            for entry in entries:
                if entry.slot == name:
                    lead = f"because · {names[name]}" if entry.id in because else names[name]
                    blocks.append(Voice(entry, lead))
        return blocks + [Voice(e) for e in entries if e.slot not in names]
