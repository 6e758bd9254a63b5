"""A session in plain lines: where the next line goes, what is said back, what is asked first, how it ends."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TextIO

from dialogue_tui.activities.base import NothingYet
from dialogue_tui.errors import OneSentence
from dialogue_tui.facilitation import sentences
from dialogue_tui.facilitation.desk import Desk, Guard, Kept
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.facilitation.errors import Refused
from dialogue_tui.store.errors import Conflict, StoreError
from dialogue_tui.text import counted, printable

from . import commands
from . import wording as view
from .numbers import Numbers
from .streams import Heard, Outlet, Unheard

if TYPE_CHECKING:
    from dialogue_tui.facilitation.releases import Released
    from dialogue_tui.store.records import Entry

OVER = "The time for this part is over. /more 5 adds five minutes."
MOVED_ON = "Another screen moved on while you typed; say it again if it belongs here."


class Conversation:
    """One session in plain lines.

    `question` takes the next line as its answer. `interactive` is whether somebody sits there, `clears` whether
    the screen can be cleared.
    """

    def __init__(
        self,
        engine: Engine,
        out: TextIO,
        err: TextIO,
        write_documents: Callable[[], list[str]] = list,
        release: Callable[[Entry], Released] | None = None,
        *,
        interactive: bool = False,
    ) -> None:
        self.engine, self._out, self._err = engine, Outlet(out), err
        self.write_documents, self.release = write_documents, release
        self.interactive, self.clears = interactive, False
        self.desk = Desk(engine, aloud=True, covers=interactive)
        self.numbers = Numbers(self.desk)
        self.question: Callable[[str], None] | None = None
        self.refused = self.leaving = self.ended = False
        self._asked = self._asking = ""
        self._stood = engine.place.key
        self._number = 0
        self._over: set[str] = set()
        self._read: set[str] = set()

    # Saying

    def say(self, *lines: str) -> None:
        """Print lines on standard output, through the gate. Raises Unheard."""
        for line in lines:
            self._out.write(printable(line) + "\n")

    def tell(self, sentence: str) -> None:
        """Print a sentence, if there is one."""
        if sentence:
            self.say(sentence)

    def note(self, sentence: str) -> None:
        """Tell something that is not data, on standard error; from a file with the number of its line."""
        about = "" if self.interactive or not self._number else f"Line {self._number}: "
        with contextlib.suppress(OSError, Unheard):
            self._out.flush()
            self._err.write(printable(about + sentence) + "\n")
            self._err.flush()

    def refuse(self, sentence: str) -> None:
        """Tell what was not kept or not done; the exit status will say so."""
        self.refused = True
        self.note(sentence)

    def end(self, sentence: str) -> None:
        """Tell why the input or the output ended, which is about no line in particular."""
        self._number = 0
        self.refuse(sentence)

    def asked_for(self, what: str) -> bool:
        """Whether the line before asked for this already."""
        return self._asked == what

    def twice(self, what: str, sentence: str) -> bool:
        """Whether the line before asked for the same; else say the sentence, and the next line may."""
        if self.asked_for(what):
            return True
        self._asking = what
        self.note(sentence)
        return False

    def echo(self, entry: str, what: str) -> None:
        """Say which line was acted on, and what it is now."""
        name = self.numbers.name(entry)
        self.say(f"{f'{name}, ' if name else ''}{self.words(entry)}: {what}.")

    def words(self, entry: str) -> str:
        """The first words of a line, to say which one is meant."""
        found = self.desk.line(entry)
        return view.brief(found.text).removesuffix(".") if found else ""

    def clear(self) -> None:
        """Clear the screen, and what was on it before."""
        if self.clears:
            self._out.write("\x1b[3J\x1b[2J\x1b[H")

    # Beginning

    def greet(self) -> None:
        """Begin: what this is, and where it stands."""
        engine = self.engine
        title = f": {engine.session.title}" if engine.session.title else ""
        self.say(f"{engine.protocol.title}{title}")
        if self.interactive:
            self.say("/help lists the commands.")
        if self.desk.closed:
            self.desk.at.settle()
            self.say(view.CLOSED)
        elif self.desk.covered:
            self.desk.at.settle()
            self.say(view.CURTAIN)
        elif self.engine.taken_up:
            self.come_back()
        else:
            self.arrive()

    def come_back(self) -> None:
        """Stand where the session was left: say that it is a return, where, and what was said last."""
        last = view.last_lines(self.desk, self.numbers)
        self.say(f"You are back. {view.stands(self.desk)}.")
        self.tell(sentences.cut_off(self.desk.cut_off))
        self.say(*(["Said last:", *last] if last else []))
        self.arrive(rows=False)

    # Listening

    def listen(self, typed: Iterator[Heard]) -> None:
        """Take lines until they end, or somebody leaves or closes. Raises NotText, Unheard."""
        for line in typed:
            self._number += 1
            self._asked, self._asking = self._asking, ""
            try:
                self._take(line)
                self.check()
            except StoreError as error:
                self.refuse(str(error))
                if not isinstance(error, Conflict) and not self.interactive:
                    return
            except OneSentence as error:
                self.refuse(str(error))
            except ValueError:
                self.refuse("That line can't be read as it was typed; \\ before it takes it as it stands.")
            if self.leaving:
                return
            if self.ended:
                self._unread(typed)
                return
        self._number = 0

    def _take(self, line: Heard) -> None:
        if isinstance(line, Refused):
            raise line
        line = "/help" if line.strip() == "?" else line
        command = words = None
        if line.startswith("/") and not line.startswith("//"):
            command, words = commands.find(line)
        looks = command is not None and command.looks and (command.name == "help" or not (words or "").strip())
        self._look_around(line, looks)
        question = self.question
        self.question = question if looks else None
        if not looks and line.strip():
            self._guard(command.name if command else "")
        if command is not None:
            command.run(self, words or "")
        elif question is not None:
            self._answer(question, line)
        elif line.startswith(">"):
            self.choose(line[1:])
        elif line.strip():
            self._hear(line.removeprefix("/") if line.startswith("//") else line)
        elif not self.desk.closed and not self.desk.covered:
            self.tell(view.went_on(self.desk, self.desk.at.pass_by()))

    def _look_around(self, line: str, looks: bool) -> None:
        """Another screen may have moved the session on meanwhile; a line meant for the place before is not kept."""
        self.engine.poll()
        if self.engine.place.key == self._stood:
            return
        self.arrive()
        if line.strip() and not looks:
            raise Refused(MOVED_ON)

    def _guard(self, command: str) -> None:
        if self.desk.closed and command != "reopen":
            raise Refused(view.in_the_way(self.desk, Guard.CLOSED))
        if self.desk.covered and command != "curtain":
            raise Refused(view.in_the_way(self.desk, Guard.COVERED))

    def _answer(self, question: Callable[[str], None], line: str) -> None:
        try:
            question(line)
        except Refused:
            self.question = question
            raise

    def recalls(self, line: str) -> bool:
        """Whether a line may come back with the arrow keys: not what is private, or typed from a slip."""
        command = line.startswith("/") and not line.startswith("//")
        return command or not (self.engine.private() or self.engine.slipping() or self.desk.covered)

    def stays(self) -> bool:
        """Whether ctrl+c is asked about first, for the sake of slips; the second one leaves."""
        waiting = self.engine.slips.total()
        if not waiting or self._asking == "interrupt":
            return False
        self._asking = "interrupt"
        self.note(f"{counted(waiting, 'slip')} not revealed would be gone. Ctrl+c once more leaves.")
        return True

    # A line

    def _hear(self, line: str) -> None:
        try:
            kept = self.desk.say(line)
        except NothingYet as error:
            hint = "It is about lines of an earlier step: /back goes there, /next goes on without."
            raise Refused(f"{error} {hint}") from None
        if isinstance(kept, Guard):
            raise Refused(view.in_the_way(self.desk, kept))
        self.check()
        self.numbers.here()  # each line is numbered as it is said, whether somebody hears it or not
        if self.interactive:
            self.say(self._kept(kept))
        self.tell(view.went_on(self.desk, kept.onward))

    def _kept(self, kept: Kept) -> str:
        if kept.what == "slip":
            return f"{counted(kept.slips, 'slip')}, kept when you /reveal."
        if kept.what == "parked":
            return sentences.PARKED
        if kept.what == "came":
            return f"{kept.person.name} is here." if kept.person else "Kept."
        names = [name for entry in kept.entries if (name := self.numbers.name(entry))]
        of = ", ".join([" and ".join(names), *([kept.person.name] if kept.person else [])]) if names else ""
        return f"Kept as {of}." if of else "Kept."

    def choose(self, typed: str) -> None:
        """Choose where the next lines go; nothing typed lists it all."""
        if self.engine.private():
            raise Refused(view.private(self.engine))
        if typed.strip():
            slots = self.desk.at.slots
            self.desk.at.point(slots.index(view.slot_of(slots, typed)))
            self.say(view.asks(self.desk))
        else:
            self.say(*view.slot_lines(self.engine))

    # Places

    def arrive(self, *, rows: bool = True) -> None:
        """Stand at a place: show it, and find out where the first line goes."""
        engine = self.engine
        self._stood = engine.place.key
        self.desk.at.settle()
        self.say(*view.intro(engine, view.offered(self.desk, self._read)))
        if not engine.private():
            standing = view.row_lines(self.desk, self.numbers)
            self.say(*(standing if rows else ["/rows reads what stands here."] if standing else []))

    def check(self) -> None:
        """Raise what the last command met on its way to the disk; memory and disk agree again afterwards."""
        error, self.engine.failed = self.engine.failed, None
        if error is None:
            return
        if isinstance(error, StoreError):
            self.engine.poll()
        raise error

    # Leaving

    def tell_slips(self) -> None:
        """Say which slips go, since they were never revealed."""
        waiting = self.engine.slips.total()
        if waiting:
            slips = counted(waiting, "slip was", "slips were")
            self.refuse(f"{slips} never revealed and not kept: the paper is the copy.")

    def leave(self) -> None:
        """Leave and flush; a session that was not closed goes on where it stands."""
        self._number = 0
        if self.question is not None:
            self.refuse("The question was not answered, so nothing came of it.")
        if not self.ended:
            self.tell_slips()
            self.engine.leave()
            error, self.engine.failed = self.engine.failed, None
            if isinstance(error, StoreError):
                self.refuse(str(error))
            self.say(self._goodbye())
        self._out.flush()

    def _goodbye(self) -> str:
        if self.desk.closed:
            return "The session stays closed."
        if self.engine.saver.pending:
            return "Nothing was said, so nothing is kept."
        return f"Kept. `dialogue resume {'--solo ' if self.engine.session.solo else ''}--plain` goes on."

    def _unread(self, typed: Iterator[Heard]) -> None:
        if not self.interactive and any(isinstance(line, Refused) or line.strip() for line in typed):
            self.refuse("The session was closed here; what came after in the input was not kept.")

    # The prompt

    def prompt(self) -> str:
        """Let be read what was said; what is asked now, in words, where somebody sits there. Raises Unheard."""
        words = ""
        if self.interactive:
            self._tell_time()
            words = f"{printable(self._prompt())}: "
        self._out.flush()
        return words

    def ask(self) -> None:
        """Print the prompt."""
        self._out.write(self.prompt())
        self._out.flush()

    def _prompt(self) -> str:
        engine = self.engine
        if self.desk.closed or self.desk.covered:
            return "Closed" if self.desk.closed else "Curtain"
        if self.question is not None:
            return "Answer"
        if engine.private():
            return "PRIVATE, nothing is kept"
        if engine.slipping():
            return f"Slip {engine.slips.count(engine.place.key) + 1}"
        if self.desk.at.all_asked:
            return "All asked"
        if not engine.place.part.activity.takes_lines:
            return "Talk"
        here = self.desk.at.here
        several = ", several lines; an empty line goes on" if here and here.many else ""
        return view.brief(self.desk.at.title or "Say", 30) + several

    def _tell_time(self) -> None:
        """Say once that the time of a part is over, where somebody is asked anyway."""
        here = self.engine.place.key
        running = self.desk.running and not self.desk.closed and not self.desk.covered
        if not self.desk.time.over:
            self._over.discard(here)
        elif running and here not in self._over:
            self._over.add(here)
            self.say(OVER)
