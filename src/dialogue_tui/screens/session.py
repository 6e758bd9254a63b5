"""What a session's screen is made of: it shows the engine, and what is typed goes to the engine.

The verbs of a selected line are in `lines`, those of steps, time and the session in `steps`; `room` joins them.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Rule, Static

from dialogue_tui.store.errors import StoreError
from dialogue_tui.store.reading import Reading
from dialogue_tui.store.saver import Saver
from dialogue_tui.store.where import DataFolder
from dialogue_tui.widgets.actions import bindings
from dialogue_tui.widgets.card import StepCard
from dialogue_tui.widgets.foot import Foot
from dialogue_tui.widgets.line import Line
from dialogue_tui.widgets.plan import Plan
from dialogue_tui.widgets.small import TooSmall
from dialogue_tui.widgets.text import show
from dialogue_tui.widgets.top import Top
from dialogue_tui.widgets.workspace import Workspace

from . import showing
from .asking import Asking
from .help import StepHelp

if TYPE_CHECKING:
    from dialogue_tui.facilitation.engine import Engine
    from dialogue_tui.protocols.schema import Part

Opener = Callable[[Reading, Saver], "Engine"]

ONE_SENTENCE = (ValueError, StoreError)
"""Misread, TooLong, NoSuchForm, a store that can't be read: what typing may raise, beside Refused and AskFirst."""


class SessionScreen(Screen[None]):
    """One session on the wall. `opener` makes the engine, in a thread, once the first frame is painted."""

    CSS_PATH = "room.tcss"
    AUTO_FOCUS = ""
    """Nothing: after a curtain, help or the palette the focus is where `show` left it, never in a hidden line."""
    HORIZONTAL_BREAKPOINTS = TooSmall.ACROSS
    VERTICAL_BREAKPOINTS = TooSmall.DOWN
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
    _unread = ""
    """Why the store could not be read the last time."""

    def _troubled(self, sentence: str | None) -> None:
        self.post_message(self.Trouble(sentence))

    def _changed(self) -> None:
        self.post_message(self.Committed())

    def __init__(self, folder: DataFolder, opener: Opener, solo: bool = False) -> None:
        super().__init__()
        self.folder, self.opener, self.solo = folder, opener, solo
        store = folder.store(solo)
        self.reading, self.saver = store.read(), store.save(self._troubled)
        self.engine: Engine | None = None
        self.card = True
        """Whether the step's card stands; it gives way to the first key."""
        self.selecting = False
        self.asking: Asking | None = None
        self.told: list[str] = []
        """Once the session is closed: what was written, a sentence each."""
        self.failed = ""
        """Why the session could not be opened."""
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
        with Horizontal(id="middle"):
            with Vertical(id="body"):
                yield StepCard(id="card")
                yield self.wall
            yield Plan(id="plan")
        yield Rule(id="rule-below")
        yield Line(id="line")
        yield Static(show(showing.PRIVATE), id="private")
        yield Foot((("ctrl+q", "leave"),), id="foot")
        yield TooSmall()

    # Beginning

    def on_mount(self) -> None:
        """Paint first; the engine and what it imports come in a thread."""
        self.wall.display = self.query_one("#private").display = False
        self.query_one(Line).focus()
        if hasattr(self.app, "flush"):
            self.app.flush = self.saver.close
        self.run_worker(self._open, thread=True, exit_on_error=False, description="opening")
        self.set_interval(1.0, self._tick)
        self.set_interval(0.15, self._poll)

    def on_unmount(self) -> None:
        """Whoever leaves waits for the disk, but not for ever; time away is not time spent."""
        if self.engine is not None and not self.told:
            with contextlib.suppress(StoreError):  # after a crash saving has ended already
                self.engine.rest()
        self.reading.close()  # first: who writes is the last to close, and tidies up
        self.saver.close(5.0)
        gc.unfreeze()

    def _open(self) -> None:
        from dialogue_tui.facilitation.errors import Refused
        from dialogue_tui.facilitation.releases import try_to_finish
        from dialogue_tui.protocols.library import ProtocolError

        try:
            engine = self.opener(self.reading, self.saver)
            if self.solo:
                try_to_finish(engine, self.folder.team)
            self.post_message(self.Ready(engine))
        except (StoreError, ProtocolError, ValueError, Refused) as error:
            self.post_message(self.Failed(str(error)))

    def on_session_screen_ready(self, message: Ready) -> None:
        """The session is there."""
        self.engine = message.engine
        # All that was read stays; in a large session, looking through it again for garbage takes 0.1 s each time.
        gc.freeze()
        self.engine.on_change = self._changed
        self.card = not self.engine.rows()
        self.show()
        if self.engine.state.room.curtain:
            self.run_worker(self.run_action("curtain"), description="curtain")

    def on_session_screen_failed(self, message: Failed) -> None:
        """It can't be opened: say why, and let go."""
        self.failed = message.reason
        self.query_one(Line).display = False
        self.set_focus(None)
        self.query_one(StepCard).show(message.reason)

    # Showing

    def show(self, newest: str = "") -> None:
        """Everything, as the engine stands now; nothing once the screen is being taken down."""
        if self.engine is None or not self.children:
            return
        view = showing.view(self)
        top, line, foot = self.query_one(Top), self.query_one(Line), self.query_one(Foot)
        top.where, top.question = view.where, view.question
        wall = self._wall(view.part)
        card = self.query_one(StepCard)
        card.display, wall.display = view.card is not None, view.card is None
        if view.card is not None:
            card.show(*view.card)
        else:
            wall.set_rows(view.rows, view.who, view.states, newest or view.newest)
            wall.set_note(view.note)
        self.query_one(Plan).show(view.plan, view.here)
        self.query_one(Plan).set_class(not view.plan, "-none")
        line.display = view.line
        self.query_one("#private").display = view.private
        line.masked = view.masked
        line.prompt, line.hint, line.names = view.prompt, view.hint, view.names
        foot.keys, foot.state = view.keys, view.state
        if view.line and not self.selecting:
            self.set_focus(line)
        else:
            self.set_focus(None)
        self._tick()

    def _wall(self, part: Part | None) -> Workspace:
        """The wall of a part; one that is drawn otherwise gets a new one in its place."""
        there = self.wall
        if there.fits(part):
            return there
        made = self.wall = Workspace(part)
        with self.app.batch_update():
            there.remove()
            self.query_one("#body").mount(made)
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
        if self._take_in():
            self.show()

    def _take_in(self) -> bool:
        """Whether another process changed anything. A store that can't be read now is said in the banner."""
        foot, before = self.query_one(Foot), self._unread
        try:
            news = self.engine is not None and self.engine.poll()
            self._unread = ""
        except StoreError as error:
            news, self._unread = False, str(error)
        if foot.trouble in {"", before}:
            foot.trouble = self._unread
        return news

    def on_session_screen_committed(self) -> None:
        """A line is safe, or the store refused it: then the store is right and the screen follows it."""
        if self.engine is None:
            return
        if self.engine.failed is not None:
            reason, self.engine.failed = str(self.engine.failed), None
            self._take_in()
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

    @property
    def mid_sentence(self) -> bool:
        """Whether somebody is typing where nothing is kept, so that a space is a space."""
        return False

    @property
    def slot(self) -> str:
        """Where the next line goes: a rung, a column, a group, a field."""
        slots = self.engine.slots() if self.engine else []
        return slots[self.slot_index].name if slots else ""

    @property
    def row(self) -> str:
        """The turn of a conversation that the next line goes to; "" where it goes to none."""
        slots = self.engine.slots() if self.engine else []
        return slots[self.slot_index].row if slots else ""

    @property
    def slot_index(self) -> int:
        """Which of the place's slots that is."""
        if self.engine is None:
            return 0
        count = len(self.engine.slots())
        return self._slot.get(self.engine.place.key, 0) % count if count else 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Letters are verbs only while a line is selected; space and + act only where there is no line."""
        if (self.told or self.failed) and action in showing.ROOM - showing.WHEN_TOLD:
            return False
        if action == "select_up" and not self.selecting:
            line = self.query_one(Line)
            return self.asking is None and line.display and line.at_top
        if action == "release" and not self.solo:
            return False
        if action in showing.SELECTED:
            leaves = self.asking is not None or self.query_one(Line).brought_back
            return self.selecting or (action == "unselect" and leaves)
        if action in {"pause", "extend", "go_on"}:
            return not (self.query_one(Line).display or self.mid_sentence)
        return super().check_action(action, parameters)
