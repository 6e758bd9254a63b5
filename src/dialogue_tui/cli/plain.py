"""Plain line mode: a session as lines of prompt and answer, for a screen reader, an SSH line or a file of answers.

Data goes to standard output, messages to standard error; there is nothing to see but words. Grammar: model.md,
"Plain lines".
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO, TextIO

from dialogue_tui.activities.form import FormSettings
from dialogue_tui.cli.errors import FAILED
from dialogue_tui.cli.output import show
from dialogue_tui.facilitation.engine import Engine, Misread, Refused
from dialogue_tui.store.errors import Conflict, StoreError
from dialogue_tui.text import LONGEST, TooLong, shorten

from . import plain_commands
from . import plain_view as view

if TYPE_CHECKING:
    from dialogue_tui.facilitation.engine import Saving
    from dialogue_tui.store.reading import Reading
    from dialogue_tui.store.records import Entry
    from dialogue_tui.store.where import DataFolder

INTERRUPTED = 130
WIDEST = 4 * LONGEST + 2
"""Bytes that the longest line can have, its end included."""

GUESSED = frozenset({"sort", "threads"})
"""Kinds that know by themselves where a line goes, as long as nothing was chosen."""


class NotText(Exception):
    """What came on standard input is not text."""


def work(folder: DataFolder, opener: Callable[[Reading, Saving], Engine], solo: bool) -> int:
    """Open a session with `opener` and work it on the standard streams: the exit status. Raises StoreError."""
    from dialogue_tui.store.reading import Reading
    from dialogue_tui.store.saver import Inline

    path = folder.journal if solo else folder.team
    saver = Inline(path, "journal" if solo else "team")
    with Reading(path) as reading:
        try:
            engine = opener(reading, saver)
            release = None
            if solo:
                from dialogue_tui.facilitation.releases import Releasing

                release = Releasing(folder, engine).release
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


def _documents(folder: DataFolder, engine: Engine, saver: Saving, solo: bool) -> list[str]:
    from dialogue_tui.documents import tell_session

    return tell_session(folder, engine.session.id, saver, solo=solo)


def run_plain(
    engine: Engine,
    stdin: BinaryIO,
    stdout: TextIO,
    stderr: TextIO,
    *,
    write_documents: Callable[[], list[str]] = list,
    release: Callable[[Entry], str] | None = None,
) -> int:
    """Work a session until the input ends, `/quit` or `/close`. What was said is on the disk before more is read.

    Returns 0; 1 where a line was not kept (a private part, slips never revealed, a line that can't be read) or the
    input is not text; 130 when interrupted. Raises StoreError only where nothing at all can be read or written.
    """
    talk = Conversation(engine, stdout, stderr, write_documents, release)
    talk.interactive = stdin.isatty()
    try:
        talk.check()
        talk.greet()
        talk.listen(lines(stdin))
    except NotText as error:
        talk.note(str(error))
        talk.refused = True
    except KeyboardInterrupt:
        talk.leave()
        return INTERRUPTED
    talk.leave()
    return FAILED if talk.refused else 0


def lines(stdin: BinaryIO) -> Iterator[str | None]:
    """The lines of the input without their ends; None for one that is far too long. Raises NotText."""
    number = 0
    while raw := stdin.readline(WIDEST):
        number += 1
        whole = raw.endswith(b"\n") or len(raw) < WIDEST
        words = _text(raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw, number) if whole else None
        while not whole:
            _no_zero(raw, number)
            raw = stdin.readline(WIDEST)
            whole = raw.endswith(b"\n") or len(raw) < WIDEST
        yield words


def _text(raw: bytes, number: int) -> str:
    _no_zero(raw, number)
    try:
        return raw.decode("utf-8").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise NotText(_not_text(number)) from None


def _no_zero(raw: bytes, number: int) -> None:
    if b"\0" in raw:
        raise NotText(_not_text(number))


def _not_text(number: int) -> str:
    return f"Line {number} of the input is not text (UTF-8); it stops there, and what came before is kept."


class Conversation:
    """One session in plain lines: where the next line goes, and what has to be said at the end.

    `field` counts the fields of a form, None elsewhere; `asked` is true right after an undo that asked first.
    """

    def __init__(
        self,
        engine: Engine,
        out: TextIO,
        err: TextIO,
        write_documents: Callable[[], list[str]],
        release: Callable[[Entry], str] | None,
    ) -> None:
        self.engine, self._out, self._err = engine, out, err
        self.write_documents, self.release = write_documents, release
        self.interactive = False
        self.slot = ""
        self.field: int | None = None
        self.asked = self.asking = False
        self.refused = self.leaving = self.ended = False
        self._stood = engine.place.key

    def say(self, *lines: str) -> None:
        """Print lines on standard output, through the gate."""
        for line in lines:
            self._out.write(show(line) + "\n")

    def note(self, line: str) -> None:
        """Tell something that is not data, on standard error."""
        self._out.flush()
        self._err.write(show(line) + "\n")
        self._err.flush()

    def greet(self) -> None:
        """Begin: what this is, and where it stands."""
        session = self.engine.session
        if session.state == "closed":
            self.engine.reopen()
            self.check()
        title = f": {session.title}" if session.title else ""
        self.say(f"{self.engine.protocol.title}{title}")
        if self.interactive:
            self.say("/help lists the commands.")
        self.arrive()

    def listen(self, typed: Iterator[str | None]) -> None:
        """Take lines until they end, or somebody leaves or closes."""
        self._prompt()
        for line in typed:
            self.asked, self.asking = self.asking, False
            try:
                self._take(line)
                self.check()
            except (Refused, Misread, TooLong) as error:
                self._refuse(str(error))
            except StoreError as error:
                self._refuse(str(error))
                if not isinstance(error, Conflict) and not self.interactive:
                    return
            if self.leaving:
                return
            if self.ended:
                self._unread(typed)
                return
            self._prompt()

    def _take(self, line: str | None) -> None:
        if line is None:
            raise TooLong(f"That line is longer than {LONGEST:,} characters. Split it and try again.")
        self._look_around(line)
        if line.startswith("/") and not line.startswith("//"):
            command, words = plain_commands.find(line)
            command.run(self, words)
        elif line.startswith(">"):
            self._choose(line[1:])
        elif line.strip():
            self._hear(line.removeprefix("/") if line.startswith("//") else line)
        elif self.field is not None:
            self.next_field()

    def _look_around(self, line: str) -> None:
        """Another screen may have moved the session on meanwhile; a line meant for the place before is not kept."""
        self.engine.poll()
        if self.engine.place.key == self._stood:
            return
        self.arrive()
        if line.strip() and not line.startswith("/"):
            raise Refused("Another screen moved on while you typed; say it again if it belongs here.")

    def _hear(self, line: str) -> None:
        if self.field is not None and self.field >= len(self.engine.slots()):
            raise Refused("Every field here has been asked; > and a name chooses one again, /next goes on.")
        done = self.engine.say(line, self.slot)
        if self.interactive:
            self.say(self._kept(done.entries[-1] if done.entries else "", done.label))
        if self.field is not None and any(self.engine.state.entry(e).slot == self.slot for e in done.entries):
            settings = self.engine.place.part.settled
            assert isinstance(settings, FormSettings)
            if not settings.fields[self.field].many:
                self.next_field()

    def _kept(self, entry: str, label: str) -> str:
        waiting = self.engine.slips.count(self.engine.place.key)
        if waiting:
            return f"{waiting} {'slip' if waiting == 1 else 'slips'}, kept when you /reveal."
        handle = view.handle_of(self.engine, entry) if entry else ""
        return f"Kept as {handle}." if handle else f"{label[:1].upper()}{label[1:]}."

    def _choose(self, typed: str) -> None:
        if self.engine.private():
            raise Refused(view.PRIVATE)
        slots = self.engine.slots()
        if not typed.strip():
            self.say(*view.slot_lines(slots))
            return
        slot = view.slot_of(slots, typed)
        self.slot = slot.name
        if self.field is not None:
            self.field = slots.index(slot)

    def next_field(self) -> None:
        """On to the next field of a form; after the last one nothing more is taken there."""
        assert self.field is not None
        slots = self.engine.slots()
        self.field = min(self.field + 1, len(slots))
        self.slot = slots[self.field].name if self.field < len(slots) else ""

    def arrive(self) -> None:
        """Stand at a place: show it, and find out where the first line goes."""
        self._stood = self.engine.place.key
        self.settle()
        self.say(*view.intro(self.engine))

    def stay(self) -> None:
        """After an undo: a form asks for what is empty now; elsewhere lines go where they went before."""
        if self.field is not None or self.slot not in [s.name for s in self.engine.slots()]:
            self.settle()

    def settle(self) -> None:
        """Where the next line goes at this place: the first empty field or rung, or whatever the kind guesses."""
        part = self.engine.place.part
        self.slot, self.field = "", None
        if self.engine.private():
            return
        slots = self.engine.slots()
        if isinstance(part.settled, FormSettings):
            filled = {e.slot for e in self.engine.state.of_part(self.engine.place.key)}
            self.field = next((n for n, s in enumerate(slots) if s.name not in filled), len(slots))
            self.slot = slots[self.field].name if self.field < len(slots) else ""
        elif part.kind not in GUESSED and slots:
            self.slot = slots[0].name

    def check(self) -> None:
        """Raise what the last command met on its way to the disk; memory and disk agree again afterwards."""
        error, self.engine.failed = self.engine.failed, None
        if error is None:
            return
        if isinstance(error, StoreError):
            self.engine.poll()
        raise error

    def tell_slips(self) -> None:
        """Say which slips go, since they were never revealed."""
        waiting = self.engine.slips.total()
        if waiting:
            slips = "1 slip was" if waiting == 1 else f"{waiting} slips were"
            self._refuse(f"{slips} never revealed and not kept: the paper is the copy.")

    def leave(self) -> None:
        """Stop the clock and flush; a session that was not closed goes on where it stands."""
        if not self.ended:
            self.tell_slips()
            self.engine.rest()
            error, self.engine.failed = self.engine.failed, None
            if isinstance(error, StoreError):
                self._refuse(str(error))
        self._out.flush()

    def _refuse(self, sentence: str) -> None:
        self.refused = True
        self.note(sentence)

    def _unread(self, typed: Iterator[str | None]) -> None:
        if not self.interactive and any(line is None or line.strip() for line in typed):
            self._refuse("The session was closed before the input ended; what came after was not kept.")

    def _prompt(self) -> None:
        self._out.flush()
        if self.interactive:
            slots = [] if self.engine.private() else self.engine.slots()
            named = [shorten(s.title, 30) for s in slots if s.name == self.slot and len(slots) > 1]
            self._out.write(f"{''.join(named[:1])}> ")
            self._out.flush()
