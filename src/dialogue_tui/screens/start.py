"""Before a session: which form, what about, how many. Enter takes what stands there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from dialogue_tui.text import TooLong, clean_line
from dialogue_tui.widgets.choices import Choice, Choices
from dialogue_tui.widgets.foot import Foot
from dialogue_tui.widgets.text import show

from .dialogs import Dialog, one_line
from .home_view import Way


@dataclass(frozen=True, slots=True)
class Wanted:
    """What `dialogue run` takes."""

    protocol: str
    form: str
    sitting: str = ""
    title: str = ""
    people: int = 8
    solo: bool = False
    team: str = ""
    """The name it has or gets; "" for none."""


class Start(Dialog[Wanted]):
    """The defaults are good: Enter starts."""

    DEFAULT_CSS = """
    Start Choices { margin: 0 2 1 2; }
    Start Horizontal { height: 1; margin: 0 2; }
    Start Horizontal Static { width: 12; height: 1; }
    Start Horizontal Input, Start Horizontal Input:focus { width: 1fr; margin: 0; }
    Start Horizontal #people { width: 6; }
    Start Foot { margin: 1 2 0 2; }
    """

    def __init__(
        self,
        protocol: str,
        title: str,
        question: str,
        ways: Sequence[Way],
        people: int = 8,
        mark: str = "",
        team: str = "",
    ):
        super().__init__()
        self._team = team
        self._protocol, self._title, self._question = protocol, title, question
        self._ways = {way.key: way for way in ways}
        self._people, self._mark = people, mark

    def compose(self) -> ComposeResult:
        """Title, forms, fields; those for a room alone have its class."""
        with Vertical():
            yield Static(show(f"{self._title}: {self._question}"), classes="asked")
            choices = Choices()
            choices.set_items(
                [Choice(key, (w.title,), _minutes(w)) for key, w in self._ways.items()],
                next((key for key, w in self._ways.items() if self._mark in (key, w.form)), ""),
            )
            yield choices
            with Horizontal():
                yield Static(show("About"))
                yield Input(placeholder="may stay empty", id="about")
            with Horizontal(classes="room"):
                yield Static(show("Team"))
                yield Input(one_line(self._team), placeholder="may stay empty", id="team")
            with Horizontal(classes="room"):
                yield Static(show("How many"))
                yield Input(str(self._people), id="people", type="integer")
            yield Foot((("enter", "start"), ("↑↓", "form"), ("tab", "next field"), ("esc", "cancel")))

    def on_mount(self) -> None:
        """Typing says what it is about, and Enter starts, from the first moment."""
        self.query_one("#about", Input).focus()
        self.watch(self.query_one(Choices), "marked", self._form_marked)

    def _form_marked(self) -> None:
        """Whoever works alone has no team and needs no number."""
        way = self._ways.get(self.query_one(Choices).chosen)
        for row in self.query(".room"):
            row.display = way is None or not way.solo

    def on_key(self, event: events.Key) -> None:
        """Up and Down choose the form from a field too."""
        if event.key in {"up", "down"} and not self.query_one(Choices).has_focus:
            self.query_one(Choices).action_move(-1 if event.key == "up" else 1)

    def on_choices_chosen(self) -> None:
        """Enter on a form."""
        self._start()

    def on_input_submitted(self) -> None:
        """Enter in a field."""
        self._start()

    def _start(self) -> None:
        foot = self.query_one(Foot)
        way = self._ways.get(self.query_one(Choices).chosen)
        typed = self.query_one("#people", Input).value
        if way is None:
            return
        if not way.solo and (not typed.strip().isdecimal() or not 1 <= int(typed) <= 99):
            foot.note = "How many people: a number from 1 to 99."
            return
        try:
            title = clean_line(self.query_one("#about", Input).value)
            team = "" if way.solo else clean_line(self.query_one("#team", Input).value).strip()
        except TooLong as error:
            foot.note = str(error)
            return
        people = 1 if way.solo else int(typed)
        self.dismiss(Wanted(self._protocol, way.form, way.sitting, title, people, way.solo, team))


def _minutes(way: Way) -> str:
    return f"{way.minutes:.0f} min" if way.minutes else ""
