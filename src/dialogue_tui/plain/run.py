"""Plain line mode: a session as lines of prompt and answer, for a screen reader, an SSH line or a file of answers.

Data goes to standard output, messages to standard error; there is nothing to see but words.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, BinaryIO, TextIO

from dialogue_tui.errors import OneSentence
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.store.errors import StoreError

from .conversation import Conversation
from .held_saver import HeldSaver
from .streams import NotText, Unheard, edited_lines, lines, silence

if TYPE_CHECKING:
    from dialogue_tui.facilitation.releases import Released
    from dialogue_tui.store.reading import Reading
    from dialogue_tui.store.records import Entry
    from dialogue_tui.store.saver import Saving
    from dialogue_tui.store.where import DataFolder

    from .streams import Heard

FAILED, INTERRUPTED = 1, 130


def work(folder: DataFolder, opener: Callable[[Reading, Saving], Engine], solo: bool) -> int:
    """Open a session with `opener` and work it on the standard streams: the exit status. Raises StoreError."""
    _check_streams()
    store = folder.store(solo)
    saver = store.save_at_once()
    held = HeldSaver(saver)
    with store.read() as reading:
        try:
            engine = opener(reading, held)
            release = None
            if solo:
                from dialogue_tui.facilitation.releases import release_to_team, try_to_finish

                try_to_finish(engine, folder.team)
                release = partial(release_to_team, engine, folder.team)
            held.opened = True
            if engine.taken_up and engine.session.state == "open":
                held.let_go()
            return run_plain(
                engine,
                sys.stdin.buffer,
                sys.stdout,
                sys.stderr,
                write_documents=lambda: _documents(folder, engine, saver, solo),
                release=release,
            )
        finally:
            reading.close()  # first: who writes is the last to close, and tidies up
            saver.close()


def _check_streams() -> None:
    """Raise OneSentence where one is closed. Nowhere is put in its place, before the store's file would be."""
    closed = [name for name in ("stdin", "stdout", "stderr") if getattr(sys, name) is None]
    for name in closed:
        setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115
    if "stdin" in closed:
        raise OneSentence("Standard input is closed; --plain takes its lines from there.")
    if "stdout" in closed:
        raise OneSentence("Standard output is closed; --plain has nowhere to say anything.")


def _documents(folder: DataFolder, engine: Engine, saver: Saving, solo: bool) -> list[str]:
    from dialogue_tui.documents import in_words, tell_session

    return in_words(tell_session(folder, engine.session.id, saver, solo=solo))


def run_plain(
    engine: Engine,
    stdin: BinaryIO,
    stdout: TextIO,
    stderr: TextIO,
    *,
    write_documents: Callable[[], list[str]] = list,
    release: Callable[[Entry], Released] | None = None,
) -> int:
    """Work a session until the input ends, `/quit` or `/close`. What was said is on the disk before more is read.

    Returns 0; 1 where a line was not kept (a private part, slips never revealed, a line that can't be read), the
    input is not text or the output can't be written; 130 when interrupted. Raises StoreError only where nothing at
    all can be read or written, SystemExit at a terminal when told to go.
    """
    talk = Conversation(engine, stdout, stderr, write_documents, release, interactive=stdin.isatty())
    try:
        status = _run(talk, stdin, stdout)
    except Unheard as error:
        _stop(talk)
        talk.end(str(error))
        if stdout is sys.stdout:
            silence(stdout)
        return FAILED
    except (BrokenPipeError, SystemExit):
        _stop(talk)
        raise
    return FAILED if talk.refused and not status else status


def _run(talk: Conversation, stdin: BinaryIO, stdout: TextIO) -> int:
    try:
        talk.check()
        talk.greet()
        talk.listen(_typed(talk, stdin, stdout))
    except NotText as error:
        talk.end(str(error))
    except KeyboardInterrupt:
        talk.leave()
        return INTERRUPTED
    talk.leave()
    return 0


def _stop(talk: Conversation) -> None:
    with contextlib.suppress(StoreError):
        talk.engine.leave()


def _typed(talk: Conversation, stdin: BinaryIO, stdout: TextIO) -> Iterator[Heard]:
    """The lines of the input; where both ends are this program's own terminal, with keys that edit them."""
    if not (talk.interactive and stdout is sys.stdout and stdout.isatty() and stdin is sys.stdin.buffer):
        return lines(stdin, talk.ask)
    talk.clears = os.environ.get("TERM", "dumb") != "dumb"
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _told)
    return edited_lines(talk.prompt, talk.recalls, talk.stays)


def _told(number: int, _: FrameType | None) -> None:
    """Leave in order when told to go: the library that edits lines then puts the terminal back."""
    raise SystemExit(128 + number)
