"""A session's documents: gathered by `history` and `exchange`, written where they belong, and remembered.

Commands and screens both end here, since neither of the two may know the other.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING

from dialogue_tui.days import day
from dialogue_tui.exchange import files
from dialogue_tui.exchange.transcript import transcript, written
from dialogue_tui.facilitation.state import added, changed
from dialogue_tui.history.chapters import Options, Tale
from dialogue_tui.history.comments import check_comment
from dialogue_tui.history.errors import CommentError
from dialogue_tui.history.gather import gather
from dialogue_tui.history.render import render
from dialogue_tui.store.ids import new_id
from dialogue_tui.store.records import Comment, Exported, RowChange, Transaction
from dialogue_tui.store.where import DataFolder
from dialogue_tui.telling.record import Source, source

if TYPE_CHECKING:
    from dialogue_tui.store.saver import Saving


def tale_of(found: Source, layout: str = "auto", names: bool = False) -> Tale:
    """The learning history before it is rendered; `new` are paragraph numbers to keep. Raises LayoutError."""
    return gather(found.loaded, found.places, Options(team=found.team, layout=layout, names=names), found.before)


def keep_numbers(tale: Tale, saver: Saving) -> None:
    """Paragraphs keep the numbers under which they were first told. Waits for the disk."""
    if tale.new:
        _keep(saver, tale.session.id, [added(p) for p in tale.new])


def transcript_text(found: Source, format: str = "md", names: bool = False) -> str:
    """The transcript as markdown, JSON or CSV. Raises FormatError."""
    return written(transcript(found.loaded, found.places, found.team, names=names, before=found.before), format)


def folder_for(folder: DataFolder, solo: bool, to: Path | None = None) -> Path:
    """Where documents go: the folder asked for; `./sessions` where there is one; else the store's exports.

    What one person wrote alone never goes to the current folder unasked, nor among what a team may see.
    """
    if to is not None:
        return to
    here = Path("sessions")
    if solo:
        return folder.private_exports
    return here.absolute() if here.is_dir() else folder.exports


def write(found: Source, text: str, suffix: str, to: Path, saver: Saving) -> files.Written:
    """Write one document and remember its hash. Raises ExportError."""
    session = found.loaded.session
    parts = (day(session.started, session.offset), found.team, session.protocol, session.title, suffix)
    names = files.file_name(*parts), files.file_name(*parts, session.id)
    done = files.write_document(Path(os.path.abspath(to)), names[0], text, found.loaded.exported, names[1])
    old = next((e for e in found.loaded.exported if os.path.abspath(e.path) == str(done.path)), None)
    if old is None or (old.path, old.hash) != (str(done.path), done.hash):
        made = Exported(new_id(SystemRandom()), session.id, str(done.path), done.hash)
        kept = changed(old, path=made.path, hash=made.hash) if old else added(made)
        _keep(saver, session.id, [kept])
    return done


@dataclass(frozen=True, slots=True)
class Documents:
    """What tells a session: two files in a folder, and what they hold back. `withheld` counts the lines that their
    speakers keep; `hidden` says whether anonymous lines or spreads are left out for these readers."""

    history: files.Written
    transcript: files.Written
    folder: Path
    withheld: int
    hidden: bool


def tell_session(folder: DataFolder, session: str, saver: Saving, *, solo: bool = False) -> Documents:
    """Write the learning history and the transcript of a session. Raises StoreError, ExportError."""
    with folder.store(solo).read() as reading:
        found = source(reading, session)
    to = folder_for(folder, solo)
    tale = tale_of(found)
    keep_numbers(tale, saver)
    history = write(found, render(tale), files.HISTORY, to, saver)
    spoken = write(found, transcript_text(found), files.TRANSCRIPT["md"], to, saver)
    return Documents(history, spoken, to, tale.unsaid, tale.hidden)


def in_words(made: Documents) -> list[str]:
    """What was written, and where: a sentence for each file, and one for the folder."""
    return [
        said("Learning history", made.history), said("Transcript", made.transcript), f"Both are in {made.folder}"
    ]  # fmt: skip


def said(name: str, done: files.Written, *, whole: bool = False) -> str:
    """What was written, in one line; with the `whole` path, or the file's name alone."""
    beside = ", beside the one that was changed by hand" if done.beside else ""
    return f"{name}: {done.path if whole else done.path.name}{beside}"


def comment(
    found: Source, paragraph: str, text: str, type: str, saver: Saving, random: Random | None = None
) -> Comment:
    """Put a comment beside a paragraph, which must have been told. Raises CommentError."""
    kind, words = check_comment(type, text)
    number = paragraph.strip().casefold().removeprefix("p")
    known = sorted({p.number for p in tale_of(found).new} | {p.number for p in found.loaded.paragraphs if p.about})
    if not number.isdecimal() or int(number[:9]) not in known:
        last = f"; they run from p1 to p{known[-1]}" if known else "; nothing is told of it yet"
        raise CommentError(f"There is no paragraph '{paragraph}' in that session{last}.")
    keep_numbers(tale_of(found), saver)
    at = datetime.now(UTC).isoformat()
    position = max((c.position for c in found.loaded.comments), default=0.0) + 1.0
    made = Comment(
        new_id(random or SystemRandom()),
        found.loaded.session.id,
        int(number[:9]),
        words,
        kind,
        at=at,
        position=position,
    )
    _keep(saver, made.session, [added(made)], "comment", logged=True)
    return made


def _keep(saver: Saving, session: str, rows: list[RowChange], label: str = "told", logged: bool = False) -> None:
    now = datetime.now(UTC).isoformat()
    chance = SystemRandom()
    write = Transaction(
        new_id(chance), session, new_id(chance), now, label, tuple(rows), logged=logged, undoable=False
    )
    saver.submit(write).result()
