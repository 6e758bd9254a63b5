"""The desk: one open session as whoever works it has it before them, whatever face shows it.

Where the next line goes, what stands in the way, what was kept, what an ending takes: decided here, as codes and
facts that each face puts into its own words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Literal

from dialogue_tui import days
from dialogue_tui.activities.base import Row
from dialogue_tui.activities.entry import BECAUSE
from dialogue_tui.protocols.plan import Place

from . import case, timing
from .case import Cost, Ending
from .drafts import Drafts
from .engine import Engine
from .pointer import Onward, Pointer
from .saving import Done, What
from .timing import TimeLeft
from .typed import read

if TYPE_CHECKING:
    from dialogue_tui.activities.blocks import Brought
    from dialogue_tui.store.records import Entry, Person


class Guard(Enum):
    """What stands in the way of a command: the session is closed, the curtain is down, nothing is kept here, the
    case is off the wall, every field was asked, there are slips that nobody has seen, or this is the last place."""

    CLOSED = auto()
    COVERED = auto()
    PRIVATE = auto()
    OFF_WALL = auto()
    ALL_ASKED = auto()
    UNSEEN = auto()
    LAST = auto()


@dataclass(frozen=True, slots=True)
class Kept:
    """A line that was kept: what became of it, where the next one goes, and whose it is, or who came in with it.

    `slips` are those that wait here.
    """

    what: What
    entries: tuple[str, ...]
    onward: Onward
    person: Person | None
    slips: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Another place was gone to: from where, and how many slips wait there, unseen."""

    left: Place
    slips: int


@dataclass(frozen=True, slots=True)
class Turned:
    """Something was taken back or made again: a slip or a change, how that is called, whether it led to another
    place, and how many slips it let wait again."""

    what: Literal["slip", "change"]
    label: str = ""
    moved: bool = False
    slips: int = 0


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What is left to do before a session ends: places whose slips nobody has seen, the close itself, a case."""

    unseen: tuple[Place, ...]
    elsewhere: bool
    case: bool


class Desk:
    """An engine, and what a face needs to remember beside it. `aloud` is explained at `Pointer`.

    `covers` is whether the curtain keeps lines out, since somebody sits before it.
    """

    def __init__(self, engine: Engine, *, aloud: bool = False, covers: bool = False) -> None:
        self.engine = engine
        self.at = Pointer(engine, aloud=aloud)
        self.drafts = Drafts()
        self._covers = covers

    # What stands in the way

    @property
    def closed(self) -> bool:
        """Whether the session was closed, and nobody took it up again."""
        return bool(self.engine.session.state == "closed")

    @property
    def covered(self) -> bool:
        """Whether the curtain is down before somebody who sits there."""
        return self._covers and self.curtain

    def in_the_way(self, line: str = "") -> Guard | None:
        """What keeps a line out here; None where it would be taken."""
        engine = self.engine
        if self.closed:
            return Guard.CLOSED
        if self.covered:
            return Guard.COVERED
        if engine.private():
            return Guard.PRIVATE
        if engine.off_wall():
            return Guard.OFF_WALL
        if self.at.all_asked:
            typed = read(line, self.present)
            return Guard.ALL_ASKED if typed.text.strip() and not typed.parked else None
        return None

    # Lines

    def say(self, line: str) -> Kept | Guard:
        """Say a line where the pointer stands, which then goes on. Raises Refused, Misread, TooLong."""
        guard = self.in_the_way(line)
        if guard is not None:
            return guard
        before, here = self.at.slots, self.at.here
        slot, row = (here.name, here.row) if here else ("", "")
        done = self.engine.say(line, slot, row)
        onward = self.at.onward(before, slot, row) if done.what == "said" else Onward.STAYED
        said = self.line(done.entries[0]) if done.entries else None
        person = done.person or (said.person if said else None)
        return Kept(done.what, done.entries, onward, self.person(person), self.slips_here)

    # Places

    def next(self) -> Moved | Guard:
        """On to the next place that has something to do. Raises Refused."""
        if self.slips_here:
            return Guard.UNSEEN
        if self.at_last:
            return Guard.LAST
        return self._moved(self.engine.next)

    def back(self) -> Moved:
        """To the place before. Raises Refused at the first one."""
        return self._moved(self.engine.back)

    def go(self, key: str) -> Moved:
        """To any place. Raises Refused."""
        return self._moved(lambda: self.engine.go(key))

    def _moved(self, command: Callable[[], Done]) -> Moved:
        left = self.engine.place
        command()
        return Moved(left, self.engine.slips.count(left.key))

    # Taking back

    def undo(self, *, others: bool = False) -> Turned:
        """The newest slip of this place, or the newest change; with `others` also what this process did not do.

        Raises AskFirst where that is all there is, Refused where there is nothing to take back.
        """
        place, waiting = self.engine.place.key, self.engine.slips.total()
        if self.engine.slips.take_back(place):
            return Turned("slip")
        return self._turned(self.engine.undo(others=others), place, waiting)

    def redo(self) -> Turned:
        """What was taken back last. Raises Refused where there is nothing."""
        place, waiting = self.engine.place.key, self.engine.slips.total()
        return self._turned(self.engine.redo(), place, waiting)

    def _turned(self, done: Done, place: str, waiting: int) -> Turned:
        again = max(0, self.engine.slips.total() - waiting)
        return Turned("change", done.label, self.engine.place.key != place, again)

    # The end

    @property
    def unfinished(self) -> Unfinished:
        """What an end of the session would pass over."""
        engine = self.engine
        unseen = tuple(place for place in engine.places if engine.slips.count(place.key))
        return Unfinished(unseen, not self.at_last, engine.session.case == "open")

    def end_case(self, ending: Ending) -> Cost:
        """End the case in the open; what that cost. Raises Refused."""
        went = case.cost(self.engine, ending)
        case.end_case(self.engine, ending)
        return went

    def turn_case(self) -> None:
        """Take an open case off the wall, or bring it back."""
        self.engine.set_wall(off_wall=not self.engine.state.live.off_wall)

    # What faces show

    @property
    def steps(self) -> list[list[Place]]:
        """The places of each step."""
        steps: list[list[Place]] = []
        for place in self.engine.places:
            if place.first:
                steps.append([])
            steps[-1].append(place)
        return steps

    @property
    def at_last(self) -> bool:
        """Whether this is the last place."""
        return self.engine.place.key == self.engine.order[-1]

    @property
    def time(self) -> TimeLeft:
        """The time of this place."""
        engine = self.engine
        ends = days.there(engine.ends(), engine.clock.offset()) if self.running else None
        return timing.told(engine.seconds_left(), ends)

    @property
    def cut_off(self) -> str:
        """When the clock stopped, as the room's clock showed it, where every program here was killed; else ""."""
        at, clock = self.engine.cut_off, self.engine.clock
        return days.hour(days.there(at, clock.offset()), self.engine.today) if at else ""

    @property
    def slips_here(self) -> int:
        """How many slips wait at this place."""
        return self.engine.slips.count(self.engine.place.key)

    @property
    def running(self) -> bool:
        """Whether the clock runs."""
        return self.engine.state.live.since is not None

    @property
    def curtain(self) -> bool:
        """Whether the wall is covered."""
        return self.engine.state.live.curtain

    @property
    def present(self) -> Sequence[Person]:
        """Who is in the room."""
        return self.engine.state.present

    @property
    def brought(self) -> Sequence[Brought]:
        """What earlier sessions handed on and is open."""
        return self.engine.state.brought

    def person(self, id: str | None) -> Person | None:
        """The person with this id, if there is one."""
        return self.engine.state.person(id)

    def line(self, id: str) -> Entry | None:
        """A line of this session; None where what has this id is none, or is gone."""
        found: Entry | None = self.engine.state.tables["entry"].get(id)
        return found

    def here(self, place: str = "") -> Sequence[Entry]:
        """What was said at a place, this one where none is named."""
        return self.engine.state.of_part(place or self.engine.place.key)

    def said_last(self, count: int) -> Sequence[Entry]:
        """The lines said last, the newest at the end: none of private pages, or whose words stay off the wall, and
        none that is anonymous, since those have no time."""
        places = self.engine.places
        hidden = {p.key for p in places if p.private or not p.part.activity.on_wall(p.part.settled)}
        every = self.engine.state.tables["entry"].values()
        said = [e for e in every if e.at and not e.removed and e.part not in hidden]
        return sorted(said, key=lambda e: (e.at, e.position))[-count:]

    def rows(self, near: bool = False) -> list[Row]:
        """What stands here; `near` with the lines whose words stay off the wall, while one of them is looked at."""
        engine, part = self.engine, self.engine.place.part
        rows = engine.rows()
        if not near or not rows or part.activity.on_wall(part.settled):
            return rows
        return part.activity.within_reach(part.settled, engine.work())

    def marks(self, line: Entry) -> list[str]:
        """What stands beside a line: whether and how it may be told, and whether it was shortened."""
        words = {"no": ["not for export"], "yes": ["with name"]}.get(line.consent, [])
        if line.attribution == "named":
            place = next((p for p in self.engine.places if p.key == line.part), self.engine.place)
            words += ["by name"] if place.part.privacy != "named" else []
        return [*words, "in short"] if line.wording == "scribed" else words

    def reasons(self) -> dict[str, list[str]]:
        """For each line that rests on others, the ids of those."""
        found: dict[str, list[str]] = {}
        for link in self.engine.state.links:
            if link.kind == BECAUSE:
                found.setdefault(link.source, []).append(link.target)
        return found

    def linked(self, entry: str) -> list[Entry]:
        """The lines it is joined to, either way."""
        both = [x for x in self.engine.state.links if entry in (x.source, x.target)]
        ends = dict.fromkeys(x.target if x.source == entry else x.source for x in both)
        return [found for id in ends if (found := self.line(id)) and not found.removed]
