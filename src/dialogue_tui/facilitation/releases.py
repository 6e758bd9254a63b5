"""From a private page to the team, line by line; what was cut short is finished."""

from __future__ import annotations

import contextlib

from dialogue_tui.activities.base import Work
from dialogue_tui.protocols.library import parse
from dialogue_tui.protocols.plan import PARKED, Place, plan
from dialogue_tui.store import release
from dialogue_tui.store.errors import StoreError
from dialogue_tui.store.ids import new_id
from dialogue_tui.store.opening import Store
from dialogue_tui.store.records import Entry, Session
from dialogue_tui.store.where import DataFolder

from .engine import Engine
from .errors import Refused


def finish(engine: Engine, team: Store) -> int:
    """Finish them, from one's own session to the `team`'s store, which is not opened where there are none.

    How many there were. Raises StoreError where one of the two files is in the way.
    """
    with team.save_at_once() as saver:
        return release.resume(
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


class Releasing:
    """From one person's session to the team's session that is under way."""

    def __init__(self, folder: DataFolder, engine: Engine) -> None:
        self._folder, self._engine = folder, engine
        try_to_finish(engine, folder.team)

    def release(self, entry: Entry) -> str:
        """Copy a line to the newest session of a team under way; a sentence that says where it went.

        It goes to that session's part for released lines, else to its parked lines. Raises Refused where no session
        is under way or the line was released already, StoreError where a store refuses.
        """
        finish(self._engine, self._folder.team)
        done = [r for r in self._engine.reading.releases() if r.entry == entry.id and r.state == "done"]
        if done:
            raise Refused("That line was released already.")
        with self._folder.team.read() as reading:
            session = next((s for s in reading.sessions(state="open")), None)
            if session is None:
                raise Refused("No session of a team is under way; begin one, then release the line to it.")
            loaded = reading.load(session.id)
        place = _place_for(loaded.session)
        part = place.key if place else PARKED
        position = max((e.position for e in loaded.entries if e.part == part), default=0.0) + 1.0
        copy = self._copy(entry, session.id, part, place, position)
        with self._folder.team.save_at_once() as team:
            release.release(self._engine.saver, team, entry, copy, **self._when())  # type: ignore[arg-type]
        where = f"'{place.title}'" if place else "the parked lines"
        return f"Released to {where} of {loaded.session.title or loaded.session.protocol}."

    def _copy(self, entry: Entry, session: str, part: str, place: Place | None, position: float) -> Entry:
        engine = self._engine
        slots = [s.name for s in place.part.activity.slots(place.part.settled, Work())] if place else []
        return Entry(
            id=new_id(engine.random),
            session=session,
            part=part,
            slot=entry.slot if entry.slot in slots else slots[0] if slots else "",
            position=position,
            text=entry.text,
            wording="written",
            at=engine.clock.now().isoformat(),
            offset=engine.clock.offset(),
        )

    def _when(self) -> dict[str, object]:
        engine = self._engine
        return {"at": engine.clock.now().isoformat(), "process": engine.process, "random": engine.random}


def _place_for(session: Session) -> Place | None:
    protocol = parse(session.protocol_text, session.protocol)
    places = plan(protocol, session.form, session.sitting, session.people)
    open_ones = [p for p in places if p.part.activity.takes_released and not p.private and not p.slips]
    return open_ones[0] if open_ones else None
