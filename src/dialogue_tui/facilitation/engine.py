"""The engine: the only way to change a running session. Screens, plain lines and tests drive this one.

A command becomes the rows it changes, is applied to the state in memory and handed to the saver as one
transaction. Nothing is shown as saved before its future has come back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from random import Random
from typing import Any

from dialogue_tui.activities.base import Add, Draft, Row, Said, Slot, Work
from dialogue_tui.days import there
from dialogue_tui.protocols.plan import HANDONS, PARKED, Place, plan
from dialogue_tui.store.driver import Attachment
from dialogue_tui.store.errors import Conflict, StoreError
from dialogue_tui.store.ids import new_id
from dialogue_tui.store.reading import Reading
from dialogue_tui.store.records import Change, Entry, Live, Loaded, Person, RowChange, Session, Transaction, as_row
from dialogue_tui.store.saver import Saving
from dialogue_tui.text import clean

from . import closing_rows, saying, timing, undoing
from .clock import Clock
from .errors import Refused
from .other_processes import OtherProcesses
from .saving import Done
from .slips import Slips
from .state import State, added, changed
from .typed import Typed, read
from .vision import version_rows

PATIENCE = 1.0
"""Seconds that whoever leaves last waits for the stopped clock to be saved."""


class Engine:
    """One session, worked through."""

    def __init__(
        self,
        loaded: Loaded,
        saver: Saving,
        reading: Reading,
        attached: Attachment,
        *,
        clock: Clock,
        random: Random,
        process: str,
        before: Sequence[Entry] = (),
    ) -> None:
        from dialogue_tui.protocols.library import parse

        self.saver, self.reading, self.clock, self.random, self.process = saver, reading, clock, random, process
        self.protocol = parse(loaded.session.protocol_text, loaded.session.protocol)
        self.state = State(loaded, before)
        self.slips = Slips()
        self.attached = attached
        self.cut_off: datetime | None = None
        """When the clock stopped, where every program on the session was killed before this one took it up."""
        self.failed: BaseException | None = None
        self.on_change: Callable[[], object] = lambda: None
        """Called, in whatever thread, when a write was committed or failed."""
        self.others = OtherProcesses(self, loaded.seq)
        self._waiting: set[str] = set()
        self.replan()

    # Where it stands

    def replan(self) -> None:
        """Lay the places out anew, after the form or the number of people changed."""
        session = self.state.session
        self.places = plan(self.protocol, session.form, session.sitting, session.people, session.solo)
        self.order = [p.key for p in self.places]

    @property
    def session(self) -> Session:
        """The session as it stands."""
        return self.state.session

    @property
    def place(self) -> Place:
        """The place it stands at."""
        return self.at(self.state.session.place)

    def at(self, key: str) -> Place:
        """A place by its key. Raises Refused for one this form does not have."""
        found = next((p for p in self.places if p.key == key), None)
        if found is None:
            raise Refused(f"This form has no place '{key}'.")
        return found

    def private(self, place: Place | None = None) -> bool:
        """Whether nothing may be kept here: a private part in a room, unless a case was worked in the open."""
        return (place or self.place).private and self.state.session.case in ("", "torn up")

    def off_wall(self, place: Place | None = None) -> bool:
        """Whether an open case is worked here and stands off the wall now."""
        at = place or self.place
        return self.state.live.off_wall and at.private and not self.private(at)

    def slipping(self, place: Place | None = None) -> bool:
        """Whether what is typed waits, unseen and unsaved, until it is revealed at once."""
        at = place or self.place
        return at.slips or at.key in self.slips.asked

    def take_slips(self) -> bool:
        """Let this place take slips, or lines again; returns which. Raises Refused where it can't change."""
        place = self.place
        if place.slips or self.private() or self.session.solo or not place.part.activity.takes_lines:
            raise Refused("This step is what it is; slips can be chosen where lines are typed.")
        if self.slips.count(place.key):
            raise Refused("There are slips that nobody has seen. Reveal them first.")
        self.slips.asked ^= {place.key}
        return place.key in self.slips.asked

    @property
    def taken_up(self) -> bool:
        """Whether anything was done in this session before, here or elsewhere."""
        return bool(self.state.changes)

    @property
    def unsaved(self) -> frozenset[str]:
        """Ids of changes that are not committed yet."""
        return frozenset(self._waiting)

    @property
    def today(self) -> date:
        """The day in the room."""
        return there(self.clock.now(), self.clock.offset()).date()

    # What is shown

    def work(self, place: Place | None = None) -> Work:
        """What the kind of a place works on."""
        at = place or self.place
        return Work(
            entries=self.state.of_part(at.key),
            links=self.state.links,
            sources=self.state.of(at.part.activity.sources(at.part.settled), self.order),
            threads=self.state.brought,
            people=self.state.session.people,
            today=self.today,
        )

    def rows(self, place: Place | None = None) -> list[Row]:
        """What the wall shows of a place: nothing of a private one, only the count of slips before a reveal."""
        at = place or self.place
        if self.private(at) or self.off_wall(at):
            return []
        rows = at.part.activity.rows(at.part.settled, self.work(at))
        return [*rows, *closing_rows.rows(self.state)] if at.key == HANDONS else rows

    def slots(self, place: Place | None = None) -> list[Slot]:
        """What Tab moves through at a place."""
        at = place or self.place
        return at.part.activity.slots(at.part.settled, self.work(at))

    def parked(self) -> list[Entry]:
        """The lines put aside with `!`."""
        return self.state.of_part(PARKED)

    def role_of(self, entry: Entry) -> str:
        """How the wall names the one who said it: by role, else by name, nobody for an anonymous line."""
        person = self.state.person(entry.person)
        if person is None or entry.attribution == "anonymous":
            return ""
        return person.role or person.name

    # Carrying out

    def commit(
        self,
        label: str,
        rows: Sequence[RowChange],
        *,
        kind: str = "do",
        of: str | None = None,
        undoable: bool = True,
        scrub: tuple[str, ...] = (),
        logged: bool = True,
    ) -> Done:
        """Apply the rows and hand them to the saver as one change."""
        now, made_by = self.clock.now().isoformat(), (self.state.session_id, self.process)
        write = Transaction(
            new_id(self.random), *made_by, now, label, tuple(rows), kind, of, logged, undoable, scrub
        )
        self.state.apply(rows)
        if logged:
            self.state.changes.append(
                Change(0, write.id, write.session, write.process, write.at, label, kind, of, undoable, write.rows)
            )
            self._waiting.add(write.id)
        future = self.saver.submit(write)
        if logged:
            self.follow(future, write.id)
        made = tuple(r.id for r in rows if r.table == "entry" and r.before is None)
        return Done(label, made, future)

    def follow(self, future: Future[int], id: str) -> None:
        """Count a submitted write as unsaved until it is committed, and notice when it fails."""
        future.add_done_callback(lambda done: self._committed(id, done))

    def _committed(self, id: str, done: Future[int]) -> None:
        self._waiting.discard(id)
        if not done.cancelled() and done.exception() is not None:
            self.failed = done.exception()
            self.others.astray = True
        self.on_change()

    def moment(self) -> saying.Moment:
        """The present moment, for new rows."""
        return saying.Moment(self.state, self.place, self.clock.now(), self.clock.offset(), self.random)

    def say(self, line: str, slot: str = "", row: str = "") -> Done:
        """A typed line, its marks read, captured by the kind of the place.

        Raises Misread or Refused with one sentence, TooLong over the limit of one line.
        """
        place, settings, text = self.place, self.place.part.settled, clean(line)
        kind = place.part.activity
        if self.private():
            raise Refused("Nothing is kept here: people write on paper or on their own machine.")
        if place.private and self.session.case != "open":
            raise Refused("The case has ended; bring it to the wall again to go on with it.")
        present = [] if self.slipping(place) or kind.names_nobody else self.state.present
        typed = read(text, present, keep_prefix=kind.reads_names)
        moment = self.moment()
        if kind.names_nobody and typed.who and typed.text.strip() and not typed.parked:
            said = Said(typed.text, slot, typed.who, row, typed.literal)
            return self._capture(kind.capture(settings, said, self.work()), typed, None, [])
        person, rows = saying.who(moment, typed)
        if not typed.text.strip():
            if not rows:
                raise Refused("There are no words in that line.")
            return replace(self.commit("person in the room", rows), what="came", person=person.id if person else "")
        if typed.parked:
            entry = saying.new_entry(moment, PARKED, typed.text, typed, person)
            kept = added(replace(entry, value={"from": place.key}))
            return replace(self.commit("line parked", [*rows, kept]), what="parked")
        said = Said(typed.text, slot, row=row, literal=typed.literal, person=person.id if person else "")
        drafts = kind.capture(settings, said, self.work())
        if self.slipping(place):
            if not all(isinstance(draft, Add) for draft in drafts):
                raise Refused("A slip adds a line; what stands here can't be changed by one.")
            self.slips.add(place.key, drafts)
            return Done("slip kept until you reveal", what="slip")
        return self._capture(drafts, typed, person, rows)

    def _capture(self, drafts: Sequence[Draft], typed: Typed, person: Person | None, rows: list[RowChange]) -> Done:
        more = [r for r in saying.rows_of(self.moment(), drafts, typed, person) if r.before != r.after]
        if not more and not rows:
            raise Refused("That is so already.")
        return replace(self.commit("line said", [*rows, *more]), what="said")

    def reveal(self) -> Done:
        """All slips of the place at once, shuffled, under new ids, as one change. Raises Refused without any."""
        place = self.place
        slips = self.slips.take(place.key)
        if not slips:
            raise Refused("There are no slips to reveal yet.")
        drafts = place.part.activity.reveal(place.part.settled, slips, self.work())
        rows = saying.anonymous_rows(self.moment(), drafts)
        done = self.commit(f"{len(slips)} revealed", rows)
        self.slips.revealed(self.state.changes[-1].id, place.key, slips)
        return done

    # Moving

    def go(self, key: str) -> Done:
        """Stand at another place. Nothing that was said is touched; an opened text is brought forward."""
        leaving, place, now = self.place, self.at(key), self.clock.now()
        if place.key == leaving.key:
            raise Refused("You are there already.")
        session = self.state.session
        visited = [*session.visited, key] if key not in session.visited else session.visited
        rows = [*version_rows(self.moment()), changed(session, place=key, visited=visited)]
        if key not in session.visited and not self.private(place):
            drafts = place.part.activity.carry(place.part.settled, self.work(place))
            moment = replace(self.moment(), place=place)
            rows += saying.rows_of(moment, drafts, Typed(""), None)
        done = self.commit(f"moved to {place.title}", rows)
        self.set_live(timing.entered(self.state.live, leaving.key, now))
        return done

    def next(self) -> Done:
        """On to the next place. Raises Refused at the last one."""
        index = self.order.index(self.place.key)
        if index + 1 == len(self.order):
            raise Refused("This is the last step. Close the session when you are done.")
        return self.go(next(p.key for p in self.places[index + 1 :] if not self.idle(p)))

    def idle(self, place: Place) -> bool:
        """Whether there is nothing to do at a place, so that going on passes it by."""
        return place.part.activity.idle(place.part.settled, self.work(place))

    def back(self) -> Done:
        """Back to the place before. Raises Refused at the first one."""
        index = self.order.index(self.place.key)
        if index == 0:
            raise Refused("This is where the session began.")
        return self.go(next(p.key for p in reversed(self.places[:index]) if not self.idle(p)))

    def close(self) -> Done:
        """End the session; it can still be read, told and taken up again."""
        ended = changed(self.state.session, state="closed", ended=self.clock.now().isoformat())
        done = self.commit("session closed", [*version_rows(self.moment()), ended])
        if self.state.live.since is not None:
            self.pause()
        return done

    def reopen(self) -> Done:
        """Take a closed session up again where it stood; its clock runs."""
        done = self.commit("session taken up again", [changed(self.state.session, state="open", ended=None)])
        self.set_live(replace(self.state.live, since=self.clock.now().isoformat()))
        return done

    def leave(self) -> None:
        """Be attached no more; the last program to leave stops the clock."""
        self.attached.leave(self._stop)

    def _stop(self) -> None:
        """Whoever comes next must find the clock stopped, so this waits for the disk, but not for ever."""
        with suppress(StoreError):
            self.poll()
        if self.session.state == "open" and self.state.live.since is not None:
            wait([self.set_live(timing.paused(self.state.live, self.place.key, self.clock.now()))], PATIENCE)

    # Undo

    def undo(self, *, others: bool = False) -> Done:
        """Take back the newest change of this process; the label is that of the change.

        Raises AskFirst where only others' changes are left, Refused where there is none or it has moved on.
        """
        return undoing.undo(self, others)

    def redo(self) -> Done:
        """Make the newest undone change again; the label is that of the change. Raises Refused without one."""
        return undoing.redo(self)

    # The clock and the curtain: unlogged

    def set_live(self, live: Live) -> Future[int]:
        """Make this the clock and the curtain; it is not logged, and can't be undone."""
        old = self.state.tables["room"].get(live.id)
        before, after = as_row(old) if old else None, as_row(live)
        fields = {k: v for k, v in after.items() if before is None or before[k] != v}
        saved = self.commit("room", [RowChange("room", live.id, before, after)], logged=False).saved
        assert saved is not None
        saved.add_done_callback(lambda saved: self._live_saved(saved, fields))
        return saved

    def _live_saved(self, saved: Future[int], fields: dict[str, Any]) -> None:
        error = None if saved.cancelled() else saved.exception()
        if isinstance(error, Conflict):
            self.others.to_set_again.update(fields)
        elif error is not None:
            self.failed = error
        self.on_change()

    def seconds_left(self) -> float:
        """Seconds left at this place; negative once it runs over."""
        return timing.left(self.state.live, self.place.key, self.place.minutes, self.clock.now())

    def ends(self) -> datetime:
        """When the meeting ends, in UTC."""
        return timing.ends(self.state.live, self.places[self.order.index(self.place.key) :], self.clock.now())

    def pause(self, at: datetime | None = None) -> bool:
        """Stop the clock or let it run again, now or since `at`; returns whether it runs."""
        self.set_live(timing.paused(self.state.live, self.place.key, at or self.clock.now()))
        return self.state.live.since is not None

    def extend(self, minutes: float = 2.0) -> None:
        """Add minutes to this place."""
        self.set_live(timing.extended(self.state.live, self.place.key, minutes))

    def set_wall(self, **fields: Any) -> None:
        """Set `curtain`, `off_wall` or `spotlight`."""
        self.set_live(replace(self.state.live, **fields))

    # Other processes

    def poll(self) -> bool:
        """Take in what other processes changed, the clock too; returns whether anything did.

        After a write that met another's (`failed` is a Conflict) everything is read anew.
        """
        return self.others.poll()
