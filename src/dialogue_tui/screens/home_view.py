"""What Home shows, read with the standard library alone: it stands between the command and the first frame."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from dialogue_tui.activities.handon import in_parts
from dialogue_tui.days import local
from dialogue_tui.protocols import library
from dialogue_tui.protocols.library import Listed, listed
from dialogue_tui.store.errors import StoreError
from dialogue_tui.store.reading import Reading
from dialogue_tui.store.records import Session
from dialogue_tui.store.where import DataFolder

LATELY = 5
UNDER_WAY = 3


@dataclass(frozen=True, slots=True)
class Again:
    """A thread to look at again: its words, who took it on, and the line and session that it comes from."""

    id: str
    entry: str
    session: str
    text: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """Home's rows. `places` are the titles of the places open sessions stand at, `counts` entries a session,
    `abouts` what those without a title are about; `journal` says whether there is one, and nothing else of it."""

    team: str = ""
    under_way: Sequence[Session] = ()
    places: dict[str, str] = field(default_factory=dict)
    again: Sequence[Again] = ()
    lately: Sequence[Session] = ()
    counts: dict[str, int] = field(default_factory=dict)
    protocols: Sequence[Listed] = ()
    abouts: dict[str, str] = field(default_factory=dict)
    people: int = 8
    journal: bool = False
    trouble: str = ""

    @property
    def first_time(self) -> bool:
        """Whether there is no session yet, and nothing wrong either."""
        return not (self.under_way or self.lately or self.trouble)


def gather(folder: DataFolder, folders: Sequence[Path] = ()) -> View:
    """Read the team store. What can't be read is told in `trouble`; the protocols are there all the same."""
    view = View(protocols=listed(folders), journal=folder.journal.exists())
    try:
        with folder.team.read() as store:
            return _read(store, view)
    except StoreError as error:
        return replace(view, trouble=str(error))


def _read(store: Reading, view: View) -> View:
    newest = next(iter(store.sessions(1)), None)
    if newest is None:
        return view
    team = next((t.name for t in store.teams() if t.id == newest.team), "")
    under_way = store.sessions(UNDER_WAY, "open")
    lately = store.sessions(LATELY, "closed")
    return replace(
        view,
        team=team,
        under_way=under_way,
        places={s.id: _place(store.session(s.id)) for s in under_way},
        again=[
            Again(
                t.id,
                t.origin,
                t.session,
                in_parts(words, t.kind, named=bool(t.owner_typed)).what or words,
                t.owner_typed,
            )
            for t, words in store.threads(newest.team)
        ],
        lately=lately,
        counts=store.counts([s.id for s in lately]),
        abouts=abouts(store, [*under_way, *lately]),
        people=newest.people,
    )


def abouts(store: Reading, sessions: Sequence[Session], first: bool = False) -> dict[str, str]:
    """What stands for the title of those sessions that have none: one query, however many they are."""
    untitled = [s.id for s in sessions if not s.title]
    return store.abouts(untitled, first) if untitled else {}


def _place(session: Session) -> str:
    """The title of the step where a session stands, in the words of its own protocol."""
    step = session.place.partition("/")[0]
    if step in {"opening", "close", ""}:
        return {"opening": "the opening", "close": "the close"}.get(step, "")
    try:
        steps = tomllib.loads(session.protocol_text).get("steps", [])
        return next((str(s["title"]) for s in steps if s.get("id") == step), "")
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        return ""


def began(session: Session, now: datetime) -> str:
    """The day it began, where it began; with the year when that is another."""
    there = local(session.started, session.offset)
    if there is None:
        return ""
    return f"{there.day:>2} {there:%b}" if there.year == now.year else f"{there.day:>2} {there:%b %Y}"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to run a protocol: a form, or a sitting of one."""

    form: str
    sitting: str
    title: str
    minutes: float
    solo: bool

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"{self.form}/{self.sitting}"


def ways(protocol: str, folders: Sequence[Path] = ()) -> list[Way]:
    """The forms and sittings of the protocol of that name, the default first. Raises ProtocolError."""
    try:
        return _ways(tomllib.loads(library.text_of(protocol, folders)))
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        library.find(protocol, folders)  # says in words what is wrong with the file
        raise


def _ways(data: dict[str, Any]) -> list[Way]:
    found: list[Way] = []
    for name, form in data.get("forms", {}).items():
        title, solo = str(form.get("title", name)), bool(form.get("solo", False))
        sittings = form.get("sittings", [])
        for sitting in sittings:
            found.append(Way(name, sitting["id"], f"{title} · {sitting['title']}", _minutes(sitting), solo))
        if not sittings:
            found.append(Way(name, "", title, float(form.get("minutes", 0)), solo))
    default = data.get("default_form", "hour")
    return sorted(found, key=lambda way: way.form != default)


def _minutes(sitting: dict[str, list[dict[str, float]]]) -> float:
    return sum(float(step.get("minutes", 0)) for step in sitting.get("steps", []))
