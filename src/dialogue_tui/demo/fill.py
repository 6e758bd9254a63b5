"""The invented year played through the engine into an empty store, and taken out again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, timedelta
from random import Random

from dialogue_tui.activities.base import Add, Touch
from dialogue_tui.errors import OneSentence
from dialogue_tui.facilitation import entries, room, saying
from dialogue_tui.facilitation.beginning import begin
from dialogue_tui.facilitation.clock import FakeClock
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.facilitation.state import changed
from dialogue_tui.protocols.library import text_of
from dialogue_tui.store.reading import Reading
from dialogue_tui.store.where import DataFolder

from .story import Line, Meeting, Story, Stretch, load, worded

PROCESS = "demo"
"""The process that the change log names for what was invented; `remove` knows the sessions by it."""


class NotEmpty(OneSentence):
    """The demo goes into an empty store only; one sentence for people."""


@dataclass
class _Told:
    """What later meetings need of earlier ones: the entry of each labelled line."""

    story: Story
    labels: dict[str, str] = field(default_factory=dict)


def fill(folder: DataFolder, today: date, random: Random, offset: int = 0) -> list[str]:
    """Play the whole year, ending yesterday; the ids of the sessions in the team's store, oldest first.

    A journal that holds something is left as it is. `offset` is the team's time zone in minutes east of UTC. Raises
    NotEmpty, and what the store raises.
    """
    with folder.team.read() as team, folder.journal.read() as journal:
        if team.sessions(1) or team.teams():
            raise NotEmpty(
                f"There is something in {folder.path} already; point --data at an empty folder for the demo."
            )
        told = _Told(load())
        ids = [_play(m, told, folder, team, today, random, offset) for m in told.story.meetings]
        for meeting in [] if journal.sessions(1) else told.story.journal:
            _play(meeting, told, folder, journal, today, random, offset)
    return ids


def remove(folder: DataFolder) -> int:
    """Take the invented sessions out, and their team where nobody else met; how many sessions went."""
    gone = 0
    for store in (folder.team, folder.journal):
        with store.read() as reading:
            sessions = reading.sessions()
            invented = [s for s in sessions if _invented(reading, s.id)]
            teams = {s.team for s in invented if s.team} - {s.team for s in sessions if s not in invented}
        if invented:
            with store.write() as writing:
                writing.erase([s.id for s in invented], sorted(teams))
            gone += len(invented)
    return gone


def _invented(reading: Reading, session: str) -> bool:
    changes = reading.load(session).changes
    return bool(changes) and changes[0].process == PROCESS


def _play(
    meeting: Meeting, told: _Told, folder: DataFolder, reading: Reading, today: date, random: Random, offset: int
) -> str:
    starts = (meeting.begins(today) - timedelta(minutes=offset)).replace(tzinfo=UTC)
    clock = FakeClock(starts, offset)
    saver = folder.store(meeting.solo).save_at_once()
    try:
        engine = begin(
            reading,
            saver,
            text_of(meeting.protocol),
            clock=clock,
            random=random,
            process=PROCESS,
            form=meeting.form,
            sitting=meeting.sitting,
            team="" if meeting.solo else told.story.team,
            title=meeting.title,
            people=meeting.people,
            solo=meeting.solo,
        )
        _Player(engine, clock, meeting, told, meeting.day(today)).play()
        if engine.failed is not None:
            raise engine.failed
        return str(engine.session.id)
    finally:
        reading.close()  # first: who writes is the last to close, and tidies up
        saver.close()


class _Player:
    """One meeting, place by place, as somebody at the keyboard would take it through."""

    def __init__(self, engine: Engine, clock: FakeClock, meeting: Meeting, told: _Told, day: date) -> None:
        self.engine, self.clock, self.meeting, self.told, self.day = engine, clock, meeting, told, day

    def play(self) -> None:
        """From the opening card to the close, or to where it stands."""
        for code in self.meeting.present:
            self._arrive(code)
        content = {stretch.key: stretch for stretch in self.meeting.place}
        last = self.meeting.place[-1].key
        for place in list(self.engine.places):
            stretch = content.get(place.key)
            if stretch is None and self.meeting.solo:
                continue
            if place.key != self.engine.place.key:
                self.engine.go(place.key)
            if stretch is None:
                self.clock.advance(place.minutes * 60)
            else:
                self._work(stretch)
            if place.key == last:
                break
        if not self.meeting.under_way:
            self.engine.close()
        self.engine.leave()

    def _arrive(self, code: str) -> None:
        who = self.told.story.person(code)
        known = {"code": who.code, "part": who.part}
        room.present(self.engine, who.name, who.role, **{key: word for key, word in known.items() if word})
        person = next(p for p in self.engine.state.people if p.code == code)
        if person.organisation != who.organisation:
            self.engine.commit("person known", [changed(person, organisation=who.organisation)])

    def _work(self, stretch: Stretch) -> None:
        pause = stretch.minutes * 60 / (len(stretch.lines) + len(stretch.touches) + bool(stretch.slips) + 1)
        for looked in stretch.touches:
            self.clock.advance(pause)
            threads = self.engine.state.tables["thread"].values()
            thread = next(t for t in threads if t.origin == self.told.labels[looked.thread])
            touch = Touch(thread.id, looked.actual, looked.state, looked.surprise)
            self.engine.commit("looked at again", saying.touched(self.engine.moment(), touch))
        for line in stretch.lines:
            self.clock.advance(pause)
            if (line.attribution or stretch.attribution) == "anonymous":
                self._say_anonymously(stretch, line)
            else:
                self._say(stretch, line)
        if stretch.slips:
            self.clock.advance(pause)
            for slip in stretch.slips:
                self.engine.say(slip, stretch.slot)
            self.engine.reveal()
        self.clock.advance(pause)

    def _say(self, stretch: Stretch, line: Line) -> None:
        made = self.engine.say(self._typed(line), self._slot(stretch, line)).entries
        if not made:
            return
        id = made[0]
        if line.label:
            self.told.labels[line.label] = id
        self._mark(id, line, stretch)
        for label in line.comes_from:
            entries.link(self.engine, self.told.labels[label], id, "comes from")
        if line.thread is not None:
            self._hand_on(id, line)

    def _say_anonymously(self, stretch: Stretch, line: Line) -> None:
        add = Add(worded(line.text, self.day), self._slot(stretch, line))
        rows = saying.anonymous_rows(self.engine.moment(), [add])
        self.engine.commit("1 revealed", rows)
        sources = self.engine.work().sources
        for number in line.takes:
            entries.move(self.engine, sources[number - 1].id, rows[0].id)

    def _typed(self, line: Line) -> str:
        """The line as it is typed: who, the numbers it takes, the words."""
        words = worded(line.text, self.day)
        if line.speaker:
            words = f"{line.speaker}: {words}"
        if line.takes:
            words = f"{' '.join(map(str, line.takes))} {words}".strip()
        who = f"@{self.told.story.person(line.who).name} " if line.who else ""
        return f"{who}{words}"

    def _slot(self, stretch: Stretch, line: Line) -> str:
        return self.told.labels[line.under] if line.under else line.slot or stretch.slot

    def _mark(self, id: str, line: Line, stretch: Stretch) -> None:
        attribution = line.attribution or stretch.attribution
        entry = self.engine.state.entry(id)
        if attribution and attribution != entry.attribution:
            entries.attribution(self.engine, id, attribution)
        if line.wording and line.wording != entry.wording:
            entries.wording(self.engine, id, line.wording)
        if line.consent and line.consent != entry.consent:
            entries.consent(self.engine, id, line.consent)

    def _hand_on(self, id: str, line: Line) -> None:
        assert line.thread is not None
        state = self.engine.state
        thread = next(t for t in state.tables["thread"].values() if t.origin == id)
        owners = [p for p in state.people if p.code == line.thread.owner]
        due = line.thread.due_day(self.day)
        filled = changed(
            thread,
            owner=owners[0].id if owners else None,
            owner_typed=line.thread.owner,
            due=due,
            expected=line.thread.expected,
            measure=line.thread.measure,
        )
        self.engine.commit("hand-on filled in", [filled])
