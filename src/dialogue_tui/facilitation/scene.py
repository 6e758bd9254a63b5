"""What there is to be seen of a session at this moment, as data: every face draws it with its own words.

Made from engine and desk alone. Nothing private is ever in it but the fact that a place is, and slips are a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dialogue_tui.activities.base import Row, Slot
from dialogue_tui.protocols.plan import Place

from .desk import Desk
from .timing import TimeLeft

Kept = Literal["", "saved", "saving", "until the reveal"]
"""How safe what was typed is: nothing yet, on the disk, on its way, or in memory until it is revealed."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment of a session.

    `place` has the words of the protocol. `question` is what is asked now: the slot's own question where it has one
    (`own`), else the place's. `rows` are what stands on the wall; by entry id, `who` names whoever said a line, and
    `states` says how it may be told and what it rests on. `slot` is where the next line goes, `following` where Tab
    leads to; both None where there is no choice, or no line is taken.
    """

    protocol: str
    place: Place
    alone: bool
    private: bool
    off_wall: bool
    closed: bool
    question: str
    own: bool
    rows: Sequence[Row]
    who: Mapping[str, str]
    states: Mapping[str, str]
    slot: Slot | None
    following: Slot | None
    slipping: bool
    slips: int
    people: int
    said: bool
    """Whether anything was said here."""
    hidden: bool
    """Whether lines were kept here whose words stay off the wall."""
    wide: bool
    names: Sequence[str]
    steps: Sequence[tuple[str, float]]
    """The steps and their minutes, parts taken together."""
    here: int
    last: bool
    time: TimeLeft
    kept: Kept

    @property
    def takes_lines(self) -> bool:
        """Whether a typed line is captured here."""
        return not (self.private or self.off_wall)

    @property
    def say(self) -> str:
        """What is read aloud on coming here. Of pages that nobody sees, a case in the open has no use for it."""
        return self.place.say if self.private or not self.place.private else ""


def scene(desk: Desk, *, near: bool = False) -> Scene:
    """The session as it stands. `near` shows lines whose words stay off the wall, while one is looked at."""
    engine, place = desk.engine, desk.engine.place
    activity, settled = place.part.activity, place.part.settled
    slot, work = desk.at.here, engine.work()
    own = bool(slot and activity.own_questions and slot.ask.rstrip().endswith("?"))
    rows = desk.rows(near)
    steps = desk.steps
    return Scene(
        protocol=engine.protocol.title,
        place=place,
        alone=engine.session.solo,
        private=engine.private(),
        off_wall=engine.off_wall(),
        closed=desk.closed,
        question=slot.ask if own and slot else place.ask,
        own=own,
        rows=rows,
        who={row.entry: engine.role_of(entry) for row in rows if (entry := desk.line(row.entry))},
        states=_states(desk, rows),
        slot=slot,
        following=desk.at.following,
        slipping=engine.slipping(),
        slips=engine.slips.count(place.key),
        people=engine.session.people,
        said=bool(work.entries),
        hidden=not activity.on_wall(settled) and bool(work.entries),
        wide=activity.wide(settled, work),
        names=[person.name for person in engine.state.people],
        steps=[(s[-1].title if s[-1].questions else s[-1].step.title, sum(p.minutes for p in s)) for s in steps],
        here=next(n for n, step in enumerate(steps) if place in step),
        last=desk.at_last,
        time=desk.time,
        kept=kept(desk),
    )


def kept(desk: Desk) -> Kept:
    """How safe what was typed is; cheap, since it changes with every line that reaches the disk."""
    engine = desk.engine
    if engine.unsaved:
        return "saving"
    if engine.slipping() and engine.slips.count(engine.place.key):
        return "until the reveal"
    return "saved" if engine.state.parts else ""


def _states(desk: Desk, rows: Sequence[Row]) -> dict[str, str]:
    engine = desk.engine
    numbers = {row.entry: str(row.number) for row in rows if row.number is not None}
    reasons = {} if engine.place.part.activity.stacked else desk.reasons()
    states = {}
    for row in rows:
        entry = desk.line(row.entry)
        if entry is None:
            continue
        words = desk.marks(entry)
        if because := [numbers[id] for id in reasons.get(entry.id, ()) if id in numbers]:
            words.append(f"because of {', '.join(because)}")
        if words:
            states[row.entry] = " · ".join(words)
    return states
