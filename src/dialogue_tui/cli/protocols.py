"""`dialogue protocols` and `dialogue card`: what there is to work with, from built-in files and one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dialogue_tui.cli.common import AsJson, ProtocolName
from dialogue_tui.cli.finding import own_protocols
from dialogue_tui.cli.output import note, say, say_json, say_pages, say_table, say_whole

if TYPE_CHECKING:
    from dialogue_tui.protocols.library import Listed
    from dialogue_tui.protocols.schema import Form

group = typer.Typer(rich_markup_mode=None, invoke_without_command=True)


@group.callback(invoke_without_command=True)
def protocols(context: typer.Context, as_json: AsJson = False) -> None:
    """List, show and check protocols.

    \b
      dialogue protocols
      dialogue protocols show shared-vision
      dialogue protocols check mine.toml
    """
    if context.invoked_subcommand is None:
        list_protocols(as_json)


@group.command("list")
def list_protocols(as_json: AsJson = False) -> None:
    """List the protocols there are.

    \b
      dialogue protocols list --json
    """
    from dialogue_tui.protocols import library

    every = library.listed(own_protocols())
    if as_json:
        say_json(protocols=[_listed(each) for each in every])
        return
    say_table(
        [(each.name, each.question, f"{each.minutes:g} min", "" if each.built_in else "yours") for each in every]
    )
    for each in every:
        if each.trouble:
            note(each.trouble)


@group.command("show")
def show_protocol(
    name: ProtocolName,
    as_json: AsJson = False,
    as_toml: Annotated[
        bool, typer.Option("--toml", help="As the file it is, to begin one of your own with.")
    ] = False,
) -> None:
    """Show a protocol: what it is for, its forms and its steps.

    \b
      dialogue protocols show ladder-of-inference
      dialogue protocols show ladder-of-inference --toml > mine.toml
    """
    from dialogue_tui.protocols import library

    if as_toml:
        say_whole(library.text_of(name, own_protocols()))
        return
    protocol = library.find(name, own_protocols())
    if as_json:
        say_json(protocols=[protocol.model_dump(by_alias=True, mode="json")])
        return
    say(f"{protocol.title}: {protocol.question}", "", protocol.purpose, "")
    _say_list("Use it when", protocol.use_when)
    _say_list("Not when", protocol.not_when)
    say("Forms")
    say_table([("  " + name, _minutes(form), form.title) for name, form in protocol.forms.items()])
    say("", "Steps")
    say_table([("  " + step.id, step.title, step.ask) for step in protocol.steps])


@group.command("check")
def check_protocol(file: Annotated[Path, typer.Argument(metavar="FILE", help="A protocol of your own.")]) -> None:
    """Check a protocol file and name each mistake with its line and field.

    \b
      dialogue protocols check mine.toml
    """
    from dialogue_tui.protocols import library

    protocol = library.read(file)
    forms = ", ".join(protocol.forms)
    say(f"{file} is in order: {protocol.title}, {len(protocol.steps)} steps, forms {forms}.")


def card(
    protocol: ProtocolName,
    form: Annotated[str | None, typer.Option("--form", metavar="NAME", help="Of this form.")] = None,
    sitting: Annotated[str, typer.Option("--sitting", metavar="ID", help="Of this sitting alone.")] = "",
) -> None:
    """Print one page to facilitate from paper.

    A form in sittings has a page for each.

    \b
      dialogue card ladder-of-inference | lpr -o cpi=12 -o lpi=8
      dialogue card shared-vision --sitting b
    """
    from dialogue_tui.protocols import library
    from dialogue_tui.protocols.card import cards

    say_pages(cards(library.find(protocol, own_protocols()), form, sitting))


def _say_list(title: str, lines: list[str]) -> None:
    if lines:
        say(title, *(f"  - {line}" for line in lines), "")


def _minutes(form: Form) -> str:
    sittings = f" in {len(form.sittings)} sittings" if form.sittings else ""
    return f"{form.minutes:g} min{sittings}"


def _listed(each: Listed) -> dict[str, Any]:
    return {
        "name": each.name,
        "title": each.title,
        "question": each.question,
        "minutes": each.minutes,
        "built_in": each.built_in,
        "path": str(each.path),
        "trouble": each.trouble,
    }
