"""What is kept, to look at: `where`, `sessions`, `show`, `people`. Without Typer, and no more than each uses."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dialogue_tui.cli.finding import find, own_protocols
from dialogue_tui.cli.output import say, say_json, say_pairs, say_table
from dialogue_tui.days import day
from dialogue_tui.text import counted, shorten

if TYPE_CHECKING:
    from dialogue_tui.protocols.plan import Place
    from dialogue_tui.store.records import Entry, Person, Session
    from dialogue_tui.store.where import DataFolder
    from dialogue_tui.telling.cast import Cast
    from dialogue_tui.telling.record import Source, Telling

_ABOUT = 60
"""Cells of what a session is about, where it has no title."""


def where(folder: DataFolder, *, as_json: bool = False) -> None:
    """Where everything is kept."""
    places = {
        "data": str(folder.path),
        "team": str(folder.team),
        "journal": str(folder.journal),
        "exports": str(folder.exports),
        "private": str(folder.private_exports),
        "settings": str(folder.settings),
        "protocols": str(own_protocols()[0]),
    }
    if as_json:
        say_json(places=places)
    else:
        say_pairs(places)


def sessions(folder: DataFolder, *, limit: int | None = None, solo: bool = False, as_json: bool = False) -> None:
    """Sessions, newest first. Raises StoreError."""
    with folder.store(solo).read() as store:
        found = store.sessions(limit=limit and min(limit, sys.maxsize))
        teams = {team.id: team.name for team in store.teams()}
        counts = {} if as_json else store.counts([each.id for each in found])
        untitled = [each.id for each in found if not each.title and not as_json]
        abouts = store.abouts(untitled, first=solo) if untitled else {}
    if as_json:
        say_json(sessions=[session_row(each, teams.get(each.team or "", "")) for each in found])
        return
    if not found:
        say("No sessions yet. `dialogue run dialogue-circle --form short` is a good first one.")
        return
    rows = [
        (
            each.id[:8],
            day(each.started, each.offset),
            each.state,
            each.protocol,
            counted(counts.get(each.id, 0), "line"),
            about,
        )
        for each in found
        for about in [each.title or shorten(abouts.get(each.id, ""), _ABOUT) or "-"]
    ]
    say_table(rows)


def show(
    folder: DataFolder, session: str, *, names: bool = False, solo: bool = False, as_json: bool = False
) -> None:
    """What one session holds; with `names` told by name where their owners said yes. Raises StoreError."""
    from dialogue_tui.telling.record import Record, source

    with folder.store(solo).read() as store:
        found = source(store, find(store, session, solo).id)
    (told,) = Record([found], names=names).sessions
    if as_json:
        head = session_row(told.session, found.team)
        say_json(session=head, entries=[entry_row(each, told.cast) for each in told.kept])
        return
    say_session(found, told)


def people(folder: DataFolder, *, team: str | None = None, as_json: bool = False) -> None:
    """The people of all teams, or of one. Raises StoreError, Failure."""
    with folder.team.read() as store:
        teams = {each.id: each.name for each in store.teams()}
        found = store.people(_team_id(teams, team))
    if as_json:
        say_json(people=[_person_row(each, teams) for each in found])
        return
    if not found:
        say("Nobody yet: people join when somebody types @Name in a session.")
        return
    say_table(
        [(p.name, p.code, p.role or "no role yet", p.part, teams.get(p.team or "", "")) for p in found],
        head=("Name", "Code", "Role", "Part in the effort", "Team"),
    )


def session_row(session: Session, team: str) -> dict[str, Any]:
    """A session as `--json` gives it."""
    return {
        "id": session.id,
        "protocol": session.protocol,
        "form": session.form,
        "sitting": session.sitting,
        "title": session.title,
        "team": team,
        "date": day(session.started, session.offset),
        "state": session.state,
        "step": session.place.partition("/")[0],
        "solo": session.solo,
    }


def entry_row(entry: Entry, cast: Cast) -> dict[str, Any]:
    """An entry as `--json` gives it; `who` is null where nobody was noted or nobody may be."""
    return {
        "id": entry.id,
        "step": entry.part.partition("/")[0],
        "part": entry.part,
        "slot": entry.slot,
        "text": entry.text,
        "who": None if entry.attribution == "anonymous" else cast.who(entry) or None,
        "attribution": entry.attribution,
        "wording": entry.wording,
        "consent": entry.consent,
    }


def say_session(found: Source, told: Telling) -> None:
    """A session and its lines, place by place."""
    from dialogue_tui.telling.stretches import answer

    session, lines = told.session, told.kept
    by_key = {place.key: place for place in found.places}
    say(f"{found.protocol}{': ' + session.title if session.title else ''}")
    at = by_key.get(session.place)
    where = f", stands in {at.title}" if session.state == "open" and at else ""
    say(f"{day(session.started, session.offset)} · {session.state}{where} · {session.id}")
    for key, group in groupby(lines, key=lambda entry: entry.part):
        here, entries = by_key.get(key), list(group)
        titles = _slot_titles(here, entries, lines)
        say("", here.title if here else "Put aside")
        numbered = _numbered(here, entries, told)
        order = {id: at for at, id in enumerate(numbered)}
        for entry in sorted(entries, key=lambda e: order.get(e.id, len(order))):
            title = numbered.get(entry.id) or titles.get(entry.slot, "")
            line = _line(entry, answer(here, entry), title, told.cast)
            say("  " + line.replace("\n", "\n    "))


def _numbered(place: Place | None, entries: list[Entry], told: Telling) -> dict[str, str]:
    """What lines are about that are called by numbers, by entry: a turn of a conversation, or those in a group.

    The turns come in order.
    """
    from dialogue_tui.activities.base import Work

    if place is None:
        return {}
    names = place.part.activity.sources(place.part.settled)
    there = [e for e in told.sources(names, withheld=True) if e.part != place.key]
    work = Work(entries=entries, links=told.loaded.links, sources=there)
    return place.part.activity.about(place.part.settled, work)


def _slot_titles(place: Place | None, entries: list[Entry], lines: list[Entry]) -> dict[str, str]:
    """What rungs, columns and fields are called here; a group by its own first words."""
    from dialogue_tui.activities.base import Work

    titles = {line.id: shorten(line.text, 40) for line in lines}
    if place is not None:
        slots = place.part.activity.slots(place.part.settled, Work(entries=entries))
        titles |= {slot.name: slot.title for slot in slots}
    return titles


def _line(entry: Entry, words: str, title: str, cast: Cast) -> str:
    marks = ["" if cast.solo else cast.who(entry)]
    marks += ["in short"] if entry.wording == "scribed" else []
    marks += ["not for export"] if entry.consent == "no" else []
    about = " · ".join(mark for mark in marks if mark)
    return f"{f'[{title}] ' if title else ''}{words}{f'  ({about})' if about else ''}"


def _team_id(teams: dict[str, str], name: str | None) -> str | None:
    from dialogue_tui.cli.errors import Failure
    from dialogue_tui.text import nearest

    if name is None:
        return None
    for key, known in teams.items():
        if known.casefold() == name.casefold():
            return key
    meant = nearest(name, list(teams.values()))
    hint = f"did you mean '{meant}'?" if meant else "`dialogue people` lists everybody."
    raise Failure(f"There is no team '{shorten(name, 60)}'; {hint}")


def _person_row(person: Person, teams: dict[str, str]) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "code": person.code,
        "role": person.role,
        "part": person.part,
        "organisation": person.organisation,
        "team": teams.get(person.team or "", ""),
    }
