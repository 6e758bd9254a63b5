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
from textual.message import Message
from textual.screen import Screen

from dialogue_tui.errors import OneSentence
from dialogue_tui.store.errors import StoreError
from dialogue_tui.store.reading import Reading
from dialogue_tui.store.saver import Saver
from dialogue_tui.store.where import DataFolder
from dialogue_tui.widgets.actions import ACTIONS, bindings
from dialogue_tui.widgets.line import Line
from dialogue_tui.widgets.small import TooSmall
from dialogue_tui.widgets.top import time_words
from dialogue_tui.widgets.wall import Wall

from . import showing
from .help import StepHelp
from .questions import Question
from .stage import Stage

if TYPE_CHECKING:
    from dialogue_tui.activities.base import Row
    from dialogue_tui.facilitation.desk import Desk
    from dialogue_tui.facilitation.engine import Engine

    from .typing import Typing
    from .verbs import Outcome

Opener = Callable[[Reading, Saver], "Engine"]
T = TypeVar("T")

SELECTED = frozenset(a.id for a in ACTIONS if a.where == "selected")
WHEN_TOLD = frozenset({"back", "undo", "redo", "curtain"})
"""What can still be done in the room once a session is closed."""
ROOM = frozenset(a.id for a in ACTIONS if a.where == "room")


class SessionScreen(Screen[None]):
    """One session on the wall. `opener` makes the engine, in a thread, once the first frame is painted."""

    CSS_PATH = "session.tcss"
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

    def __init__(self, folder: DataFolder, opener: Opener, solo: bool = False) -> None:
        super().__init__()
        self.folder, self.opener, self.solo = folder, opener, solo
        store = folder.store(solo)
        self.reading, self.saver = store.read(), store.save(self._trouble)
        self.monotonic: Callable[[], float] = time.monotonic
        self.engine: Engine | None = None
        self.typing: Typing | None = None
        self.verbs: tuple[object, ...] = ()
        """Whose methods are the actions of their names, once the engine stands."""
        self.selecting = False
        self.told: list[str] = []
        self.failed = ""
        """Why the session could not be opened."""
        self.stage = Stage()
        self._desk: Desk | None = None
        self.card = True
        """Whether the step's card stands; it gives way to the first key."""
        self._troubled = False
        self._unread = ""
        """Why the store could not be read the last time."""

    def _trouble(self, sentence: str | None) -> None:
        self.post_message(self.Trouble(sentence))

    def _changed(self) -> None:
        self.post_message(self.Committed())

    def __getattr__(self, name: str) -> Any:
        """Textual asks a screen for `action_edit`: that is the verb `edit`, whichever part has it."""
        if name.startswith("action_"):
            for part in self.__dict__.get("verbs", ()):
                verb = getattr(part, name.removeprefix("action_"), None)
                if callable(verb):
                    return partial(self._act, verb)
        raise AttributeError(name)

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
        if self.engine is None:
            return None
        step = self.engine.place.step
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
            self.app.flush = self.saver.close
        self.run_worker(self._open, thread=True, exit_on_error=False, description="opening")
        self.set_interval(1.0, self._tick)
        self.set_interval(0.15, self._poll)

    def on_unmount(self) -> None:
        """Whoever leaves waits for the disk, but not for ever; time away is not time spent."""
        if self.engine is not None:
            with contextlib.suppress(StoreError):  # after a crash saving has ended already
                self.engine.leave()
        self.reading.close()  # first: who writes is the last to close, and tidies up
        self.saver.close(5.0)
        gc.unfreeze()

    def _open(self) -> None:
        from dialogue_tui.facilitation.releases import try_to_finish

        try:
            engine = self.opener(self.reading, self.saver)
            if self.solo:
                try_to_finish(engine, self.folder.team)
            self.post_message(self.Ready(engine))
        except OneSentence as error:
            self.post_message(self.Failed(str(error)))

    def on_session_screen_ready(self, message: Ready) -> None:
        """The session is there."""
        from dialogue_tui.facilitation.desk import Desk

        from .handing_over import HandingOver
        from .line_verbs import LineVerbs
        from .selection import Selection
        from .session_verbs import SessionVerbs
        from .step_verbs import StepVerbs
        from .typing import Typing

        self.engine = message.engine
        self._desk = Desk(self.engine)
        self.typing = Typing(self, self.stage.line)
        beyond = HandingOver(self)
        self.verbs = (
            Selection(self),
            LineVerbs(self, beyond.release),
            StepVerbs(self, beyond.tell),
            SessionVerbs(self),
        )
        # All that was read stays; in a large session, looking through it again for garbage takes 0.1 s each time.
        gc.freeze()
        self.engine.on_change = self._changed
        self.card = not self.engine.rows()
        self.show()
        if self.desk.curtain:
            self.run_worker(self.run_action("curtain"), description="curtain")

    def on_session_screen_failed(self, message: Failed) -> None:
        """It can't be opened: say why, and let go."""
        self.failed = message.reason
        self.stage.line.display = False
        self.set_focus(None)
        self.stage.card.show(message.reason)

    # Showing

    @property
    def desk(self) -> Desk:
        """The session; it is there before anything can be done."""
        assert self._desk is not None
        return self._desk

    @property
    def question(self) -> Question | None:
        """What the line asks."""
        return self.typing.question if self.typing else None

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
        line = self.stage.line
        return line.masked and bool(line.text)

    def show(self, newest: str = "") -> None:
        """Everything, as the session stands now; nothing once the screen is being taken down."""
        if self._desk is None or not self.children:
            return
        from dialogue_tui.facilitation.scene import scene

        asked = self.question
        near = self.selecting or (asked is not None and self.selected is not None)
        own = showing.Own(self.card, self.selecting, asked, self._troubled, self.told)
        self.stage.paint(showing.view(scene(self.desk, near=near), own), newest, self.selecting)
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

    def on_session_screen_committed(self) -> None:
        """A line is safe, or the store refused it: then the store is right and the screen follows it."""
        if self.engine is None:
            return
        if self.engine.failed is not None:
            reason, self.engine.failed = str(self.engine.failed), None
            self._take_in()
            self.show()
            self.say_note(reason)
        self._show_state()

    def on_session_screen_trouble(self, message: Trouble) -> None:
        """The banner comes and goes with the trouble; typing goes on."""
        self.stage.foot.trouble = message.sentence or ""
        self._troubled = bool(message.sentence)
        self._show_state()

    def _show_state(self) -> None:
        from dialogue_tui.facilitation.scene import kept

        if self._desk is not None:
            self.stage.foot.state = showing.state(kept(self.desk), self._troubled)

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
        if self.typing is not None:
            self.typing.arrived(before)
        self.show()

    # Doing

    def do(self, command: Callable[[], T], keep: str = "") -> T | None:
        """Run a command; what it refuses is one sentence above the keys, and the typed line comes back."""
        self.say_note("")
        try:
            return command()
        except OneSentence as error:
            self.say_note(self.typing.refusal(str(error), keep) if self.typing else str(error))
            if keep:
                self.stage.line.bring_back(keep)
            return None

    def ask(self, question: Question) -> None:
        """Let the line ask something."""
        if self.typing is not None:
            self.typing.ask(question)
        self.selecting = self.card = False
        self.say_note("")
        self.show()

    def leave_line(self) -> None:
        """Nothing is asked any more, and what was refused stands in the line no longer."""
        line = self.stage.line
        if self.typing is not None and self.question is not None:
            self.typing.unask()
        elif not self.selecting and line.brought_back:
            line.reset()

    def unselect(self) -> None:
        """Mark no line."""
        self.selecting = False
        self.stage.wall.select(None)

    def on_line_said(self, message: Line.Said) -> None:
        """Enter: it is said, or it answers what the line was asking."""
        if self.typing is None:
            self.stage.line.bring_back(message.text)
            return
        self.typing.said(message.text)

    def on_line_empty(self) -> None:
        """Enter alone."""
        if self.typing is not None:
            self.typing.entered(self.card)

    def on_line_turn(self, message: Line.Turn) -> None:
        """Tab."""
        if self.typing is not None:
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
        if self.typing is not None and self.question is not None and message.row.entry.startswith("#"):
            self.typing.answer(message.row.entry[1:])
        elif message.row.entry and self.question is None:
            message.wall.select(message.index)
            self.selecting = True
            self.show()

    def on_key(self, event: events.Key) -> None:
        """Where nothing is kept, typing says so instead of vanishing."""
        typing = self.typing
        if typing is None or self.told or typing.question is not None or not self.desk.engine.private():
            return
        if event.is_printable and event.character not in {".", "+", " ", "?"}:
            typing.typed_in_vain()

    # What takes the whole screen, or a thread

    def action_curtain(self) -> None:
        """Cover the wall at once; store it after."""
        from .curtain import CurtainScreen, team

        self.app.push_screen(CurtainScreen(team(self.engine)), lambda _: self._curtain(False))
        if self._desk is not None and not self.desk.curtain:
            self.call_after_refresh(self._curtain, True)

    def _curtain(self, down: bool) -> None:
        if self.engine is not None:
            self.engine.set_wall(curtain=down)

    async def action_quit(self) -> None:
        """Ask, save, go."""
        from .leaving import leave

        leave(self)

    def action_go_on(self) -> None:
        """Enter where nothing is typed: out of a session that was told."""
        from .leaving import leave

        if self.told:
            leave(self)

    def action_editor(self) -> None:
        """The line in one's own editor."""
        from .editor import edit_line

        edit_line(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Letters are verbs only while a line is selected; space and + act only where there is no line."""
        if self._desk is None and action not in {"quit", "curtain", "help", "command_palette", "change_theme"}:
            return False
        if (self.told or self.failed) and action in ROOM - WHEN_TOLD:
            return False
        if action == "select_up" and not self.selecting:
            line = self.stage.line
            return self.question is None and line.display and line.at_top
        if action == "release" and not self.solo:
            return False
        if action in SELECTED:
            leaves = self.question is not None or self.stage.line.brought_back
            return self.selecting or (action == "unselect" and leaves)
        if action in {"pause", "extend", "go_on"}:
            mid_sentence = self.typing is not None and self.typing.mid_sentence
            return not (self.stage.line.display or mid_sentence)
        return super().check_action(action, parameters)
