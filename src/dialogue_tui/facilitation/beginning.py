"""Beginning a session and taking one up again."""

from __future__ import annotations

from datetime import datetime
from random import Random

from dialogue_tui.protocols.library import parse
from dialogue_tui.protocols.plan import OPENING, form_of, sitting_of
from dialogue_tui.store.ids import new_id
from dialogue_tui.store.reading import Reading
from dialogue_tui.store.records import Live, Loaded, Session, Team, Thread, Transaction
from dialogue_tui.store.saver import Saving
from dialogue_tui.text import clean_line

from .clock import Clock
from .engine import Engine
from .state import added


def begin(
    reading: Reading,
    saver: Saving,
    protocol_text: str,
    *,
    clock: Clock,
    random: Random,
    process: str,
    form: str = "",
    sitting: str = "",
    team: str = "",
    title: str = "",
    people: int = 8,
    solo: bool = False,
) -> Engine:
    """A new session, standing at its opening card.

    A later sitting is tied to the newest session of the team that held the one before it. Raises NoSuchForm,
    ProtocolError.
    """
    protocol = parse(protocol_text)
    name, chosen = form_of(protocol, form, solo)
    at = sitting_of(chosen, sitting)
    now = clock.now().isoformat()
    rows = []
    there = next((t for t in reading.teams() if t.name.casefold() == team.casefold()), None)
    if team and there is None:
        there = Team(new_id(random), clean_line(team), now)
        rows.append(added(there))
    before = _sitting_before(reading, protocol.name, [s.id for s in chosen.sittings], at.id if at else "", there)
    session = Session(
        id=new_id(random),
        protocol=protocol.name,
        form=name,
        title=clean_line(title)[:120],
        started=now,
        offset=clock.offset(),
        sitting=at.id if at else "",
        team=there.id if there else None,
        solo=solo,
        place=OPENING,
        visited=[OPENING],
        people=1 if solo else people,
        case="open" if chosen.in_the_open and not solo else "",
        earlier=before,
        protocol_text=protocol_text,
    )
    live = Live(session.id, since=now)
    rows += [added(session), added(live)]
    begun = Transaction(new_id(random), session.id, process, now, "session begun", tuple(rows), undoable=False)
    saved = saver.submit(begun)
    loaded = _as_loaded(reading, session, live)
    earlier = reading.earlier(before)
    attached = reading.attach(session.id)
    engine = Engine(loaded, saver, reading, attached, clock=clock, random=random, process=process, before=earlier)
    engine.follow(saved, begun.id)
    saved.add_done_callback(lambda _: attached.join())
    return engine


def _as_loaded(reading: Reading, session: Session, live: Live) -> Loaded:
    """A session that is not written yet, with what its team has from earlier ones."""
    team = session.team
    return Loaded(
        session=session,
        live=live,
        threads=_vision(reading, team),
        people=reading.people(team) if team else [],
        versions=reading.versions(team) if team else [],
        brought=reading.brought(team, session.id),
    )


def take_up(
    reading: Reading,
    saver: Saving,
    session: str,
    *,
    clock: Clock,
    random: Random,
    process: str,
) -> Engine:
    """A session where it stood, with its undo, its clock and its earlier sittings. Raises NotFound, Damaged.

    Where another program is attached to it, or it is closed, the clock is left as it is.
    """
    attached = reading.attach(session)
    alone = attached.join()  # first: what is read then, nobody who leaves changes any more
    try:
        loaded = reading.load(session)
        loaded.threads += [t for t in _vision(reading, loaded.session.team) if t.session != session]
        before = reading.earlier(loaded.session.earlier)
    except BaseException:
        attached.leave(lambda: None)
        raise
    engine = Engine(loaded, saver, reading, attached, clock=clock, random=random, process=process, before=before)
    if alone and loaded.session.state == "open":
        _run_on(engine)
    return engine


def _run_on(engine: Engine) -> None:
    """The clock runs again from where the session was left: time away is not time spent.

    Where it still runs though nobody was attached, every program was killed; then nothing is known of the time
    since the last change: it counts as time away.
    """
    since = engine.state.live.since
    if since is not None:
        engine.cut_off = datetime.fromisoformat(max([since, *(c.at for c in engine.state.changes)]))
        engine.pause(engine.cut_off)
    engine.pause()


def _vision(reading: Reading, team: str | None) -> list[Thread]:
    """The one thread of a team's vision, whichever session opened it."""
    return [t for t, _ in reading.threads(team, None) if t.kind == "vision"] if team else []


def _sitting_before(
    reading: Reading, protocol: str, sittings: list[str], sitting: str, team: Team | None
) -> str | None:
    if not sitting or sittings.index(sitting) == 0:
        return None
    wanted = sittings[sittings.index(sitting) - 1]
    for session in reading.sessions():
        if (
            session.protocol == protocol
            and session.sitting == wanted
            and session.team == (team.id if team else None)
        ):
            return session.id
    return None
