"""`dialogue export`, `transcript` and `comment`: what a session leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dialogue_tui.cli.common import SessionWord, Solo, To, folder_of, reading
from dialogue_tui.cli.finding import find
from dialogue_tui.cli.output import say, say_whole

if TYPE_CHECKING:
    from dialogue_tui.store.saver import Inline
    from dialogue_tui.telling.record import Source

STDOUT = "-"


class Layout(StrEnum):
    """How the two columns of a learning history stand."""

    auto = "auto"
    table = "table"
    staggered = "staggered"


class Format(StrEnum):
    """What a transcript is written as."""

    md = "md"
    json = "json"
    csv = "csv"


def export(
    context: typer.Context,
    session: SessionWord,
    layout: Annotated[Layout, typer.Option("--layout", help="How the two columns stand.")] = Layout.auto,
    to: To = None,
    solo: Solo = False,
) -> None:
    """Write a session's learning history.

    \b
      dialogue export last
      dialogue export 3k7q --layout staggered --to histories
      dialogue export last --to - | pandoc -o history.html
    """
    from dialogue_tui import documents
    from dialogue_tui.exchange.files import HISTORY
    from dialogue_tui.history.render import render

    with _told(context, session, solo) as (found, saver):
        tale = documents.tale_of(found, layout.value)
        text = render(tale)
        documents.keep_numbers(tale, saver)
        _leave(context, found, saver, "Learning history", text, HISTORY, to)


def transcript(
    context: typer.Context,
    session: SessionWord,
    format: Annotated[Format, typer.Option("--format", help="Markdown, JSON or CSV.")] = Format.md,
    names: Annotated[bool, typer.Option("--names", help="Names, where their owners said yes.")] = False,
    to: To = None,
    solo: Solo = False,
) -> None:
    """Write what was said, line by line.

    \b
      dialogue transcript last --to -
      dialogue transcript 3k7q --format csv --to transcripts
    """
    from dialogue_tui import documents
    from dialogue_tui.exchange.files import TRANSCRIPT

    with _told(context, session, solo) as (found, saver):
        text = documents.transcript_text(found, format.value, names)
        _leave(context, found, saver, "Transcript", text, TRANSCRIPT[format.value], to)


def comment(
    context: typer.Context,
    session: SessionWord,
    paragraph: Annotated[str, typer.Argument(metavar="pN", help="The paragraph's number, such as p4.")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="One line of comment.")],
    type: Annotated[str, typer.Option("--type", metavar="TYPE", help="Such as theme or question.")] = "theme",
    solo: Solo = False,
) -> None:
    """Comment on a paragraph of a learning history.

    \b
      dialogue comment last p4 "Three people say they knew; none says so in the meeting."
      dialogue comment last p6 "What would have made this sayable?" --type question
    """
    from dialogue_tui import documents

    with _told(context, session, solo) as (found, saver):
        made = documents.comment(found, paragraph, text, type, saver)
        say(f"Kept beside p{made.paragraph}; `dialogue export` puts it into the learning history.")


@contextmanager
def _told(context: typer.Context, word: str, solo: bool) -> Iterator[tuple[Source, Inline]]:
    """What the documents of the session need, and a way to keep what was told. Raises StoreError."""
    from dialogue_tui.telling.record import source

    with reading(context, solo) as store:
        found = source(store, find(store, word, solo).id)
    with folder_of(context).store(solo).save_at_once() as saver:
        yield found, saver


def _leave(
    context: typer.Context, found: Source, saver: Inline, name: str, text: str, suffix: str, to: str | None
) -> None:
    from dialogue_tui import documents

    if to == STDOUT:
        say_whole(text)
        return
    wanted = Path(to).expanduser() if to else None
    target = documents.folder_for(folder_of(context), found.loaded.session.solo, wanted)
    say(documents.said(name, documents.write(found, text, suffix, target, saver), whole=True))
