"""`dialogue sessions`, `show` and `people`: what is kept, to look at."""

from __future__ import annotations

from typing import Annotated

import typer

from dialogue_tui.cli import looking
from dialogue_tui.cli.common import AsJson, SessionWord, Solo, folder_of

Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="At most so many.")]


def sessions(context: typer.Context, limit: Limit = None, solo: Solo = False, as_json: AsJson = False) -> None:
    """List sessions, newest first.

    \b
      dialogue sessions
      dialogue sessions --limit 5
      dialogue sessions --json
    """
    looking.sessions(folder_of(context), limit=limit, solo=solo, as_json=as_json)


def show(
    context: typer.Context,
    session: SessionWord,
    names: Annotated[bool, typer.Option("--names", help="Names, where their owners said yes.")] = False,
    solo: Solo = False,
    as_json: AsJson = False,
) -> None:
    """Show what one session holds.

    \b
      dialogue show last
      dialogue show 3k7q --json
    """
    looking.show(folder_of(context), session, names=names, solo=solo, as_json=as_json)


def people(
    context: typer.Context,
    team: Annotated[str | None, typer.Option("--team", metavar="NAME", help="Of this team alone.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the people of your teams.

    \b
      dialogue people
      dialogue people --team "Tarn core team"
    """
    looking.people(folder_of(context), team=team, as_json=as_json)
