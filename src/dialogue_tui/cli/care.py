"""`dialogue where`, `doctor` and `demo`: where things are, whether they are in order, something to look at."""

from __future__ import annotations

from typing import Annotated

import typer

from dialogue_tui.cli import looking
from dialogue_tui.cli.common import AsJson, folder_of
from dialogue_tui.cli.finding import own_protocols
from dialogue_tui.cli.output import say, say_json, say_table


def where(context: typer.Context, as_json: AsJson = False) -> None:
    """Tell where everything is kept.

    \b
      dialogue where
      dialogue --data ~/try where
    """
    looking.where(folder_of(context), as_json=as_json)


def doctor(context: typer.Context, as_json: AsJson = False) -> int:
    """Check that everything is in order. Exit status 1 where something is wrong.

    \b
      dialogue doctor
    """
    from dialogue_tui.cli.checks import examine

    findings = examine(folder_of(context), own_protocols())
    if as_json:
        say_json(findings=[{"about": f.about, "state": f.state, "said": f.said} for f in findings])
    else:
        say_table([(f.state, f.about, f.said) for f in findings])
    return 1 if any(f.state == "wrong" for f in findings) else 0


def demo(
    context: typer.Context,
    remove: Annotated[bool, typer.Option("--remove", help="Clear the demo again.")] = False,
) -> None:
    """Fill an empty store with an invented team, or clear it again.

    \b
      dialogue demo
      dialogue --data /tmp/try demo
      dialogue demo --remove
    """
    from random import SystemRandom

    from dialogue_tui.days import there
    from dialogue_tui.demo import fill as invented
    from dialogue_tui.facilitation.clock import SystemClock

    folder, clock = folder_of(context), SystemClock()
    if remove:
        gone = invented.remove(folder)
        say(f"The demo is gone: {gone} sessions." if gone else "There is no demo here; nothing was changed.")
        if gone and any(folder.exports.glob("**/*.md")):
            say(f"Documents that were written of it are yours to keep or delete: {folder.exports}")
        return
    offset = clock.offset()
    today = there(clock.now(), offset).date()
    invented.fill(folder, today, SystemRandom(), offset)
    say(f"An invented team's ten months are in {folder.path}.", "`dialogue` opens Home on them.")
