"""From a private page to the team, line by line; what was cut short is finished."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from dialogue_tui.activities.base import Work
from dialogue_tui.protocols.library import parse
from dialogue_tui.protocols.plan import PARKED, Place, plan
from dialogue_tui.store import private_to_team
from dialogue_tui.store.errors import StoreError
from dialogue_tui.store.ids import new_id
from dialogue_tui.store.opening import Store
from dialogue_tui.store.records import Entry, Session

from .engine import Engine
from .errors import Refused


def finish(engine: Engine, team: Store) -> int:
    """Finish them, from one's own session to the `team`'s store, which is not opened where there are none.

    How many there were. Raises StoreError where one of the two files is in the way.
    """
    with team.save_at_once() as saver:
        return private_to_team.resume(
            engine.saver,
            saver,
            engine.reading,
            at=engine.clock.now().isoformat(),
            process=engine.process,
            random=engine.random,
        )


def try_to_finish(engine: Engine, team: Store) -> None:
    """The same on the way into a session, which opens whatever the team's store says; the next one tries again."""
    with contextlib.suppress(StoreError):
        finish(engine, team)


@dataclass(frozen=True, slots=True)
class Released:
    """Where a copy went: the title of the part, "" where it was parked, and what the session is called."""

    part: str
    session: str


def release_to_team(engine: Engine, team: Store, entry: Entry) -> Released:
    """Copy a line to the newest session of a team under way: to its part for released lines, else to those parked.

    Raises Refused where no session is under way or the line was released already, StoreError where a store refuses.
    """
    finish(engine, team)
    if any(r.entry == entry.id and r.state == "done" for r in engine.reading.releases()):
        raise Refused("That line was released already.")
    with team.read() as reading:
        session = next((s for s in reading.sessions(state="open")), None)
        if session is None:
            raise Refused("No session of a team is under way; begin one, then release the line to it.")
        loaded = reading.load(session.id)
    place = _place_for(loaded.session)
    slots = [s.name for s in place.part.activity.slots(place.part.settled, Work())] if place else []
    part, at = place.key if place else PARKED, engine.clock.now().isoformat()
    copy = Entry(
        id=new_id(engine.random),
        session=session.id,
        part=part,
        slot=entry.slot if entry.slot in slots else slots[0] if slots else "",
        position=max((e.position for e in loaded.entries if e.part == part), default=0.0) + 1.0,
        text=entry.text,
        wording="written",
        at=at,
        offset=engine.clock.offset(),
    )
    with team.save_at_once() as saver:
        private_to_team.release(
            engine.saver, saver, entry, copy, at=at, process=engine.process, random=engine.random
        )
    return Released(place.title if place else "", loaded.session.title or loaded.session.protocol)


def _place_for(session: Session) -> Place | None:
    protocol = parse(session.protocol_text, session.protocol)
    places = plan(protocol, session.form, session.sitting, session.people)
    open_ones = [p for p in places if p.part.activity.takes_released and not p.private and not p.slips]
    return open_ones[0] if open_ones else None
