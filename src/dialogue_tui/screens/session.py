"""The screen of a session: what everybody in the meeting looks at, safe to project, notes included.

It shows the desk and passes on what is typed (`typing`) and pressed: each verb is a method of `line_verbs`,
`step_verbs` or `session_verbs`, which know the screen only as a `Face`.
"""

from __future__ import annotations

import contextlib
import gc
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from dialogue_tui.errors import OneSentence
from dialogue_tui.store.errors import StoreError
from dialogue_tui.store.where import DataFolder
from dialogue_tui.widgets.keys import bindings
from dialogue_tui.widgets.line import Line
from dialogue_tui.widgets.small import TooSmall
from dialogue_tui.widgets.top import time_words
from dialogue_tui.widgets.wall import Wall

from . import wording
from .curtain import CurtainScreen, team
from .editor import edit_line
from .help import StepHelp
from .leaving import leave
from .offered import can
from .questions import Question
from .stage import Stage
from .typing import Typing
from .verbs import Outcome, by_name

if TYPE_CHECKING:
    from dialogue_tui.activities.base import Row
    from dialogue_tui.facilitation.desk import Desk
    from dialogue_tui.facilitation.engine import Engine

    from .opening import Opener

T = TypeVar("T")


class SessionScreen(Screen[None]):
    """One session on the wall. `opener` makes the engine, in a thread, once the first frame is painted."""

    CSS_PATH = "session.tcss"
    AUTO_FOCUS = ""
    """Nothing: after a curtain, help or the palette the focus is where `show` left it, never in a hidden line."""
    HORIZONTAL_BREAKPOINTS = TooSmall.ACROSS
    VERTICAL_BREAKPOINTS = TooSmall.DOWN
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("everywhere", "room", "selected"),
        Binding("space", "unless_typing('pause')", "Pause the clock", show=False),
        Binding("plus,plus_sign", "unless_typing('extend')", "Two more minutes", show=False),
        Binding("full_stop", "curtain", "Curtain", show=False),
        Binding("enter", "go_on", "Go on", show=False),
    ]

    def __init__(self, folder: DataFolder, opener: Opener, solo: bool = False) -> None:
        super().__init__()
        self.folder, self.opener, self.solo = folder, opener, solo
        store = folder.store(solo)
        self.reading, self.saver = store.read(), store.save(partial(self.call_later, self._show_trouble))
        self.monotonic: Callable[[], float] = time.monotonic
        self.engine: Engine | None = None
        self._opened: Engine | None = None
        """The engine from the moment it is made: a screen may be left before it is shown."""
        self.verbs: dict[str, Callable[..., Outcome]] = {}
        """What the actions of these names do, once the engine stands."""
        self.selecting = False
        self.told: list[str] = []
        self.failed = ""
        """Why the session could not be opened."""
        self.stage = Stage()
        self.typing = Typing(self, self.stage.line)
        self._desk: Desk | None = None
        self.card = True
        """Whether the step's card stands; it gives way to the first key."""
        self._troubled = False
        self._unread = ""
        """Why the store could not be read the last time."""

    def __getattr__(self, name: str) -> Any:
        """Textual asks a screen for `action_edit`: that is the verb `edit`, whichever part has it."""
        verb = self.__dict__.get("verbs", {}).get(name.removeprefix("action_"))
        if verb is None or not name.startswith("action_"):
            raise AttributeError(name)
        return partial(self._act, verb)

    def _act(self, verb: Callable[..., Outcome], *arguments: object) -> None:
        try:
            outcome = verb(*arguments)
        except OneSentence as refused:
            outcome = str(refused)
        if isinstance(outcome, Question):
            self.ask(outcome)
        elif outcome is not None:
            self.say_note(outcome)

    @property
    def PLACES(self) -> tuple[str, ...]:
        """The places of the action registry that are open now."""
        return ("selected", "everywhere") if self.selecting else ("room", "everywhere")

    def step_help(self) -> StepHelp | None:
        """What the ? screen says of the step."""
        step = self.engine.place.step if self.engine else None
        if step is None:
            return None
        return StepHelp(step.title, step.purpose, step.tips, step.failures, step.good, step.bad)

    def compose(self) -> ComposeResult:
        """The stage, or what says that the window is too small for it."""
        yield self.stage
        yield TooSmall()

    # Beginning

    def on_mount(self) -> None:
        """Paint first; the engine and what it imports come in a thread."""
        self.stage.line.focus()
        if hasattr(self.app, "flush"):
            self.app.flush = self.on_unmount
        self.run_worker(self._open, thread=True, exit_on_error=False, description="opening")
        self.set_interval(1.0, self._tick)
        self.set_interval(0.15, self._poll)

    def on_unmount(self) -> None:
        """Leave and save, in whatever thread and however the program ends; a second time changes nothing."""
        if self._opened is not None:
            with contextlib.suppress(StoreError):
                self._opened.leave()
        self.reading.close()  # first: who writes is the last to close, and tidies up
        self.saver.close(5.0)
        gc.unfreeze()

    def _open(self) -> None:
        from dialogue_tui.facilitation.releases import try_to_finish

        try:
            self._opened = engine = self.opener(self.reading, self.saver)
            if self.solo:
                try_to_finish(engine, self.folder.team)
            self.call_later(self._ready, engine)
        except OneSentence as error:
            self.call_later(self._fail, str(error))

    def _ready(self, engine: Engine) -> None:
        """The session is there."""
        from dialogue_tui.facilitation import sentences
        from dialogue_tui.facilitation.desk import Desk

        from .handing_over import HandingOver
        from .line_verbs import LineVerbs
        from .selection import Selection
        from .session_verbs import SessionVerbs
        from .step_verbs import StepVerbs

        self.engine, self._desk = engine, Desk(engine)
        beyond = HandingOver(self)
        of_lines, of_steps = LineVerbs(self, beyond.release), StepVerbs(self, beyond.tell)
        self.verbs = by_name(Selection(self), of_lines, of_steps, SessionVerbs(self))
        gc.freeze()  # all that was read stays; looking through a large session for garbage takes 0.1 s each time
        engine.on_change = partial(self.call_later, self._committed)
        self.card = not engine.rows()
        self.show()
        self.say_note(sentences.cut_off(self.desk.cut_off))
        if self.desk.curtain:
            self.run_worker(self.run_action("curtain"), description="curtain")

    def _fail(self, reason: str) -> None:
        """It can't be opened: say why, and let go."""
        self.failed = reason
        self.stage.line.display = False
        self.set_focus(None)
        self.stage.card.show(reason)

    # Showing

    @property
    def desk(self) -> Desk:
        """The session; it is there before anything can be done."""
        assert self._desk is not None
        return self._desk

    @property
    def question(self) -> Question | None:
        """What the line asks."""
        return self.typing.question

    @property
    def selected(self) -> Row | None:
        """The row that is marked."""
        return self.stage.wall.selected

    @property
    def note(self) -> str:
        """The sentence above the keys."""
        return self.stage.foot.note

    @property
    def half_slip(self) -> bool:
        """Whether a slip stands in the line, half typed."""
        return self.stage.line.masked and bool(self.stage.line.text)

    def show(self, newest: str = "") -> None:
        """Everything, as the session stands now; nothing once the screen is being taken down."""
        if self._desk is None or not self.children:
            return
        from dialogue_tui.facilitation.scene import scene

        near = self.selecting or (self.question is not None and self.selected is not None)
        own = wording.Own(self.card, self.selecting, self.question, self._troubled, self.told)
        self.stage.paint(wording.view(scene(self.desk, near=near), own), newest, self.selecting)
        self._tick()

    def _tick(self) -> None:
        if self._desk is None:
            return
        left = self.desk.time
        words, over = ("", False) if self.told else (time_words(left), left.over)
        top = self.stage.top
        if (top.time, top.over) != (words, over):
            top.show_time(words, over)

    def _poll(self) -> None:
        """What another process wrote on the same file is taken in and shown."""
        if self._take_in():
            self.show()

    def _take_in(self) -> bool:
        """Whether another process changed anything. A store that can't be read now is said in the banner."""
        foot, before = self.stage.foot, self._unread
        try:
            news = self.engine is not None and self.engine.poll()
            self._unread = ""
        except StoreError as error:
            news, self._unread = False, str(error)
        if foot.trouble in {"", before}:
            foot.trouble = self._unread
        return news

    def _committed(self) -> None:
        """A line is safe, or the store refused it: then the store is right and the screen follows it."""
        if self.engine is None:
            return
        if self.engine.failed is not None:
            reason, self.engine.failed = str(self.engine.failed), None
            self._take_in()
            self.show()
            self.say_note(reason)
        self._show_state()

    def _show_trouble(self, sentence: str | None) -> None:
        """The banner comes and goes with the trouble; typing goes on."""
        self.stage.foot.trouble = sentence or ""
        self._troubled = bool(sentence)
        self._show_state()

    def _show_state(self) -> None:
        from dialogue_tui.facilitation.scene import kept

        if self._desk is not None:
            self.stage.foot.state = wording.state(kept(self.desk), self._troubled)

    def say_note(self, words: str) -> None:
        """One sentence above the keys, until the next key that does something."""
        self.stage.foot.note = words

    def uncover(self) -> None:
        """The step's card gives way to the wall."""
        self.card = False
        self.show()

    def arrived(self, before: str = "") -> None:
        """Another place: its card stands until the first key, and nothing is selected or asked."""
        self.card = not self.desk.here()
        self.selecting = False
        self.stage.wall.select(None)
        self.typing.arrived(before)
        self.show()

    # Doing

    def do(self, command: Callable[[], T], keep: str = "") -> T | None:
        """Run a command; what it refuses is one sentence above the keys, and the typed line comes back."""
        self.say_note("")
        try:
            return command()
        except OneSentence as error:
            self.say_note(self.typing.refusal(str(error), keep))
            if keep:
                self.stage.line.bring_back(keep)
            return None

    def ask(self, question: Question) -> None:
        """Let the line ask something."""
        self.typing.ask(question)
        self.selecting = self.card = False
        self.say_note("")
        self.show()

    def leave_line(self) -> None:
        """Nothing is asked any more, and what was refused stands in the line no longer."""
        line = self.stage.line
        if self.question is not None:
            self.typing.unask()
        elif not self.selecting and line.brought_back:
            line.reset()

    def unselect(self) -> None:
        """Mark no line."""
        self.selecting = False
        self.stage.wall.select(None)

    def on_line_said(self, message: Line.Said) -> None:
        """Enter: it is said, or it answers what the line was asking."""
        if self._desk is None:
            self.stage.line.bring_back(message.text)
            return
        self.typing.said(message.text)

    def on_line_empty(self) -> None:
        """Enter alone."""
        self.typing.entered(self.card)

    def on_line_turn(self, message: Line.Turn) -> None:
        """Tab."""
        self.typing.turn(message.by)

    def on_line_sign(self, message: Line.Sign) -> None:
        """A sign at the start of an empty line."""
        run = self.app.run_action("help") if message.sign == "?" else self.run_action("curtain")
        self.run_worker(run, description="sign")

    def on_line_too_long(self, message: Line.TooLong) -> None:
        """Over the limit: the text stays, with one sentence."""
        self.say_note(message.reason)

    @on(Line.Changed)
    def _first_key(self) -> None:
        if self.card and self._desk is not None and self.stage.line.text:
            self.uncover()

    def on_wall_picked(self, message: Wall.Picked) -> None:
        """A click selects a line, or answers with it."""
        if self.question is not None and message.row.entry.startswith("#"):
            self.typing.answer(message.row.entry[1:])
        elif message.row.entry and self.question is None:
            message.wall.select(message.index)
            self.selecting = True
            self.show()

    def on_key(self, event: events.Key) -> None:
        """Where nothing is kept, typing says so instead of vanishing."""
        if self._desk is None or self.told or self.question is not None or not self.desk.engine.private():
            return
        if event.is_printable and event.character not in {".", "+", " ", "?"}:
            self.typing.typed_in_vain()

    # What takes the whole screen, or a thread

    def action_curtain(self) -> None:
        """Cover the wall at once; store it after."""
        self.app.push_screen(CurtainScreen(team(self.engine)), lambda _: self._curtain(False))
        if self._desk is not None and not self.desk.curtain:
            self.call_after_refresh(self._curtain, True)

    def _curtain(self, down: bool) -> None:
        if self.engine is not None:
            self.engine.set_wall(curtain=down)

    async def action_quit(self) -> None:
        """Ask, save, go."""
        leave(self)

    async def action_unless_typing(self, action: str) -> None:
        """A sign that is a key where there is no line."""
        await self.run_action(action)

    def action_go_on(self) -> None:
        """Enter where nothing is typed: out of a session that was told."""
        if self.told:
            leave(self)

    def action_editor(self) -> None:
        """The line in one's own editor."""
        edit_line(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done now."""
        return can(self, action) and super().check_action(action, parameters)
