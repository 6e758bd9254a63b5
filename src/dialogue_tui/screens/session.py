"""What a session's screen is made of: it shows the engine, and what is typed goes to the engine.

The verbs of a selected line are in `lines`, those of steps, time and the session in `steps`; `room` joins them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Rule, Static

from dialogue_tui.store.reading import Reading
from dialogue_tui.store.saver import Saver
from dialogue_tui.store.where import DataFolder
from dialogue_tui.widgets.actions import bindings
from dialogue_tui.widgets.card import StepCard
from dialogue_tui.widgets.foot import Foot
from dialogue_tui.widgets.line import Line
from dialogue_tui.widgets.text import show
from dialogue_tui.widgets.top import Top
from dialogue_tui.widgets.wall import Wall
from dialogue_tui.widgets.workspace import Workspace, for_kind

from . import showing
from .asking import Asking
from .help import StepHelp

if TYPE_CHECKING:
    from dialogue_tui.facilitation.engine import Done, Engine

Opener = Callable[[Reading, Saver], "Engine"]

ONE_SENTENCE = (ValueError,)
"""Misread, TooLong, NoSuchForm: what typing may raise, beside the engine's Refused and AskFirst."""


class SessionScreen(Screen[None]):
    """One session on the wall. `opener` makes the engine, in a thread, once the first frame is painted."""

    CSS_PATH = "room.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("everywhere", "room", "selected"),
        Binding("space", "pause", "Pause the clock", show=False),
        Binding("plus,plus_sign", "extend", "Two more minutes", show=False),
        Binding("full_stop", "curtain", "Curtain", show=False),
        Binding("enter", "go_on", "Go on", show=False),
    ]

    class Ready(Message):
        """The engine stands."""

        def __init__(self, engine: Engine) -> None:
            super().__init__()
            self.engine = engine

    class Failed(Message):
        """The session could not be opened; `reason` is one sentence."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    class Committed(Message):
        """Something was saved, or refused."""

    class Trouble(Message):
        """The disk is in the way, or no longer is."""

        def __init__(self, sentence: str | None) -> None:
            super().__init__()
            self.sentence = sentence

    _undo_asked = False

    def _troubled(self, sentence: str | None) -> None:
        self.post_message(self.Trouble(sentence))

    def _changed(self) -> None:
        self.post_message(self.Committed())

    def __init__(self, folder: DataFolder, opener: Opener, solo: bool = False) -> None:
        super().__init__()
        self.folder, self.opener, self.solo = folder, opener, solo
        path = folder.journal if solo else folder.team
        self.reading = Reading(path)
        self.saver = Saver(
            path, "journal" if solo else "team", self._troubled
        )
        self.engine: Engine | None = None
        self.card = True
        """Whether the step's card stands; it gives way to the first key."""
        self.selecting = False
        self.asking: Asking | None = None
        self.told: list[str] = []
        """Once the session is closed: what was written, a sentence each."""
        self.wall: Workspace = Workspace()
        self._slot: dict[str, int] = {}
        self.troubled = False

    @property
    def PLACES(self) -> tuple[str, ...]:
        """The places of the action registry that are open now."""
        return ("selected", "everywhere") if self.selecting else ("room", "everywhere")

    def step_help(self) -> StepHelp | None:
        """What the ? screen says of the step."""
        if self.engine is None:
            return None
        step = self.engine.place.step
        return StepHelp(step.title, step.purpose, step.tips, step.failures, step.good, step.bad)

    def compose(self) -> ComposeResult:
        """Three zones; the middle holds the step's card or the wall of its kind."""
        yield Top(id="top")
        yield Rule(id="rule-above")
        with Vertical(id="middle"):
            yield StepCard(id="card")
            yield self.wall
        yield Rule(id="rule-below")
        yield Line(id="line")
        yield Static(show(showing.PRIVATE), id="private")
        yield Foot((("ctrl+q", "leave"),), id="foot")

    # Beginning

    def on_mount(self) -> None:
        """Paint first; the engine and what it imports come in a thread."""
        self.wall.display = False
        self.query_one(Line).focus()
        if hasattr(self.app, "flush"):
            self.app.flush = self.saver.close
        self.run_worker(self._open, thread=True, exit_on_error=False, description="opening")
        self.set_interval(1.0, self._tick)
        self.set_interval(0.15, self._poll)

    def on_unmount(self) -> None:
        """Whoever leaves waits for the disk, but not for ever."""
        self.saver.close(5.0)
        self.reading.close()

    def _open(self) -> None:
        from dialogue_tui.protocols.library import ProtocolError
        from dialogue_tui.store.errors import StoreError

        try:
            self.post_message(self.Ready(self.opener(self.reading, self.saver)))
        except (StoreError, ProtocolError, ValueError) as error:
            self.post_message(self.Failed(str(error)))

    def on_session_screen_ready(self, message: Ready) -> None:
        """The session is there."""
        self.engine = message.engine
        self.engine.on_change = self._changed
        self.card = not self.engine.rows()
        self.show()
        if self.engine.state.room.curtain:
            self.run_worker(self.run_action("curtain"), description="curtain")

    def on_session_screen_failed(self, message: Failed) -> None:
        """It can't be opened: say why, and let go."""
        self.query_one(StepCard).show(message.reason, "Nothing was changed. ctrl+q leaves.")

    # Showing

    def show(self, newest: str = "") -> None:
        """Everything, as the engine stands now; nothing once the screen is being taken down."""
        if self.engine is None or not self.children:
            return
        view = showing.view(self)
        top, line, foot = self.query_one(Top), self.query_one(Line), self.query_one(Foot)
        top.where, top.question = view.where, view.question
        wall = self._wall(view.kind)
        card = self.query_one(StepCard)
        card.display, wall.display = view.card is not None, view.card is None
        if view.card is not None:
            card.show(*view.card)
        else:
            wall.set_rows(view.rows, view.who, view.states, newest or view.newest)
            wall.set_note(view.note)
        line.display = view.line
        self.query_one("#private").display = view.private
        line.prompt, line.hint, line.names = view.prompt, view.hint, view.names
        foot.keys, foot.state = view.keys, view.state
        if view.line and not self.selecting:
            self.set_focus(line)
        else:
            self.set_focus(None)
        self._tick()

    def _wall(self, kind: str) -> Workspace:
        """The workspace of this kind; another kind gets a new one in its place."""
        there = self.wall
        wanted = for_kind(kind)
        settings = self.engine.place.part.settled if self.engine else None
        if type(there) is wanted and there.settings == settings:
            return there
        made = self.wall = wanted(settings)
        with self.app.batch_update():
            there.remove()
            self.query_one("#middle").mount(made)
        return made

    def _tick(self) -> None:
        if self.engine is None:
            return
        words, over = showing.time(self)
        top = self.query_one(Top)
        if (top.time, top.over) != (words, over):
            top.show_time(words, over)

    def _poll(self) -> None:
        """What another process wrote on the same file is taken in and shown."""
        if self.engine is None or not self.engine.poll():
            return
        self.show()

    def on_session_screen_committed(self) -> None:
        """A line is safe, or the store refused it: then the store is right and the screen follows it."""
        if self.engine is None:
            return
        if self.engine.failed is not None:
            reason, self.engine.failed = str(self.engine.failed), None
            self.engine.poll()
            self.show()
            self.say_note(reason)
        self.query_one(Foot).state = showing.state(self)

    def on_session_screen_trouble(self, message: Trouble) -> None:
        """The banner comes and goes with the trouble; typing goes on."""
        foot = self.query_one(Foot)
        foot.trouble = message.sentence or ""
        self.troubled = bool(message.sentence)
        foot.state = showing.state(self)

    def say_note(self, words: str) -> None:
        """One sentence above the keys, until the next key that does something."""
        self.query_one(Foot).note = words

    # Typing

    @property
    def slot(self) -> str:
        """Where the next line goes: a rung, a column, a group, a field."""
        slots = self.engine.slots() if self.engine else []
        return slots[self.slot_index].name if slots else ""

    @property
    def slot_index(self) -> int:
        """Which of the place's slots that is."""
        if self.engine is None:
            return 0
        count = len(self.engine.slots())
        return self._slot.get(self.engine.place.key, 0) % count if count else 0

    def on_line_said(self, message: Line.Said) -> None:
        """Enter: it is said, or it answers what the line was asking."""
        self._undo_asked = False
        if self.engine is None:
            self.query_one(Line).reset(message.text)
            return
        if self.asking is not None:
            self._answer(message.text)
            return
        done = self.carry_out(lambda engine: engine.say(message.text, self.slot), keep=message.text)
        if done is not None and not isinstance(done, str):
            self.card = False
            self._next_field()
            self.show(done.entries[-1] if done.entries else "")
            if done.saved is None:
                self.say_note(done.label.capitalize() + ".")

    def _next_field(self) -> None:
        """A form goes on to its next empty field by itself."""
        engine = self.engine
        if engine is None or engine.place.part.kind != "form":
            return
        filled = {e.slot for e in engine.work().entries}
        slots = engine.slots()
        if slots[self.slot_index].name in filled and self.slot_index + 1 < len(slots):
            self._slot[engine.place.key] = self.slot_index + 1

    @property
    def there(self) -> Engine:
        """The engine, where it is sure to stand."""
        assert self.engine is not None
        return self.engine

    def _do(self, command: Callable[[], Done | str | None]) -> Done | str | None:
        """Run a command without arguments; see `carry_out`."""
        return self.carry_out(lambda _: command())

    def carry_out(self, command: Callable[[Engine], Done | str | None], keep: str = "") -> Done | str | None:
        """Run a command; what it refuses is one sentence above the keys, and the typed line comes back."""
        from dialogue_tui.facilitation.errors import Refused

        self.say_note("")
        if self.engine is None:
            return None
        try:
            done = command(self.engine)
        except (*ONE_SENTENCE, Refused) as error:
            self.say_note(str(error))
            if keep:
                self.query_one(Line).reset(keep)
            return None
        return done

    def on_line_empty(self) -> None:
        """Enter alone answers a question, gives way to the wall, or goes to the next field."""
        if self.asking is not None:
            self._answer("")
        elif self.card:
            self._uncover()
        elif self.engine is not None and self.engine.place.part.kind == "form":
            self.on_line_turn(Line.Turn(1))

    def on_line_turn(self, message: Line.Turn) -> None:
        """Tab: another rung, column, group or field; or another answer to what is asked."""
        if self.asking is not None:
            if self.asking.names:
                at = (self.asking.at + message.by) % len(self.asking.names)
                self.ask(replace(self.asking, at=at), fresh=False)
            return
        if self.engine is not None:
            self._slot[self.engine.place.key] = self.slot_index + message.by
            self.card = False
            self.show()

    def on_line_sign(self, message: Line.Sign) -> None:
        """A sign at the start of an empty line."""
        self.run_worker(self.run_action("help" if message.sign == "?" else "curtain"), description="sign")

    def on_line_too_long(self, message: Line.TooLong) -> None:
        """Over the limit: the text stays, with one sentence."""
        self.say_note(message.reason)

    @on(Line.Changed)
    def _first_key(self) -> None:
        if self.card and self.query_one(Line).text and self.engine is not None:
            self._uncover()

    def _uncover(self) -> None:
        self.card = False
        self.show()

    # Asking on the line

    def ask(self, asking: Asking, fresh: bool = True) -> None:
        """Let the line ask something."""
        self.asking, self.selecting, self.card = asking, False, False
        self.say_note("")
        if fresh:
            self.query_one(Line).reset(asking.text)
        self.show()

    def _answer(self, typed: str) -> None:
        asking = self.asking
        if asking is None:
            return
        value = asking.names[asking.at][0] if asking.names and not typed else typed
        def answer(_: Engine) -> None:
            asking.answer(value)

        self.carry_out(answer, keep=typed)
        kept = ""
        if self.asking is asking and not self.query_one(Foot).note:
            selected = self.wall.selected
            kept = selected.entry if selected else ""
            self.asking, self.selecting = None, False
            self.wall.select(None)
        self.show(kept)

    # Selecting

    def on_wall_picked(self, message: Wall.Picked) -> None:
        """A click selects a line, or answers with it."""
        if self.asking is not None and message.row.entry.startswith("#"):
            self._answer(message.row.entry[1:])
        elif message.row.entry and self.asking is None:
            message.wall.select(message.index)
            self.selecting = True
            self.show()

    def on_key(self, event: events.Key) -> None:
        """Where nothing is kept, typing says so instead of vanishing."""
        if self.engine is not None and self.engine.private() and event.is_printable and event.character != ".":
            self.say_note("Nothing is kept here: write on paper or on your own machine.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Letters are verbs only while a line is selected; space and + act only where there is no line."""
        if action == "select_up" and not self.selecting:
            line = self.query_one(Line)
            return self.asking is None and line.display and line.at_top
        if action in showing.SELECTED:
            return self.selecting or (action == "unselect" and self.asking is not None)
        if action in {"pause", "extend", "go_on"}:
            return not self.query_one(Line).display
        return super().check_action(action, parameters)
