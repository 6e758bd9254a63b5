"""`dialogue run` and `dialogue resume`: into a session, on the room's screen or in plain lines."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from random import SystemRandom
from typing import TYPE_CHECKING, Annotated

import typer

from dialogue_tui.cli.common import ProtocolName, Solo, complete_sessions, folder_of, reading
from dialogue_tui.cli.errors import Failure, Misused
from dialogue_tui.cli.finding import ELSEWHERE, find, own_protocols
from dialogue_tui.cli.home import terminal

if TYPE_CHECKING:
    from dialogue_tui.facilitation.engine import Engine
    from dialogue_tui.protocols.schema import Protocol
    from dialogue_tui.store.reading import Reading
    from dialogue_tui.store.saver import Saving

    Opener = Callable[[Reading, Saving], Engine]

Plain = Annotated[
    bool, typer.Option("--plain", help="As lines of prompt and answer, for a screen reader or a script.")
]


def run(
    context: typer.Context,
    protocol: ProtocolName,
    form: Annotated[str, typer.Option("--form", metavar="NAME", help="Such as hour, short or long.")] = "",
    sitting: Annotated[str, typer.Option("--sitting", metavar="NAME", help="Of a form with several.")] = "",
    team: Annotated[
        str | None, typer.Option("--team", metavar="NAME", help="By default the one that met last.")
    ] = None,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="What this session is about.")] = "",
    people: Annotated[
        int, typer.Option("--people", metavar="N", min=1, max=99, help="How many are in the room.")
    ] = 8,
    solo: Annotated[bool, typer.Option("--solo", help="For yourself; kept in your journal.")] = False,
    plain: Plain = False,
) -> int:
    """Start a session with one of the protocols.

    \b
      dialogue run dialogue-circle --form short
      dialogue run shared-vision --sitting b --team "Tarn core team" --people 7
      dialogue run ladder-of-inference --solo
      dialogue run ladder-of-inference --plain < answers.txt
    """
    if solo and team is not None:
        raise Misused("--solo is for yourself alone: leave --team out.")
    from dialogue_tui.facilitation.beginning import begin
    from dialogue_tui.facilitation.clock import SystemClock
    from dialogue_tui.protocols import library

    _check_form(library.find(protocol, own_protocols()), form, sitting, solo)
    source = library.text_of(protocol, own_protocols())
    opener = partial(
        begin,
        protocol_text=source,
        form=form,
        sitting=sitting,
        team="" if solo else _team(context, team),
        title=title,
        people=people,
        solo=solo,
        clock=SystemClock(),
        random=SystemRandom(),
        process=_process(),
    )
    return _enter(context, opener, solo, plain)


def resume(
    context: typer.Context,
    session: Annotated[
        str | None,
        typer.Argument(
            metavar="[SESSION]",
            help="An id, its unique beginning, or `last`; else the newest one under way.",
            autocompletion=complete_sessions,
        ),
    ] = None,
    solo: Solo = False,
    plain: Plain = False,
) -> int:
    """Go on with a session where it stood.

    \b
      dialogue resume
      dialogue resume 3k7q --plain
    """
    from dialogue_tui.facilitation.beginning import take_up
    from dialogue_tui.facilitation.clock import SystemClock

    opener = partial(
        take_up,
        session=_under_way(context, session, solo),
        clock=SystemClock(),
        random=SystemRandom(),
        process=_process(),
    )
    return _enter(context, opener, solo, plain)


def _enter(context: typer.Context, opener: Opener, solo: bool, plain: bool) -> int:
    if plain or os.environ.get("TERM") == "dumb":
        from dialogue_tui.plain.run import work

        return work(folder_of(context), opener, solo)
    if not terminal():
        raise Misused("The room's screen needs a terminal to draw on; with --plain it works without one.")
    from dialogue_tui import app

    return app.room(folder_of(context), opener, solo)


def _process() -> str:
    """What this program calls itself in the log of changes, so that undo knows its own."""
    from dialogue_tui.store.ids import new_id

    return new_id(SystemRandom())


def _check_form(protocol: Protocol, form: str, sitting: str, solo: bool) -> None:
    from dialogue_tui.protocols.plan import form_of, sitting_of

    sitting_of(form_of(protocol, form, solo)[1], sitting)


def _team(context: typer.Context, name: str | None) -> str:
    if name is not None:
        return name
    with reading(context) as store:
        newest = next(iter(store.sessions(limit=1)), None)
        return next((t.name for t in store.teams() if newest and t.id == newest.team), "")


def _under_way(context: typer.Context, word: str | None, solo: bool) -> str:
    with reading(context, solo) as store:
        if word is not None:
            return find(store, word, solo).id
        newest = next(iter(store.sessions(limit=1, state="open")), None)
    if newest is None:
        elsewhere = "" if solo else ELSEWHERE
        raise Failure(f"No session is under way{elsewhere}; `dialogue run PROTOCOL` starts one.")
    return newest.id
