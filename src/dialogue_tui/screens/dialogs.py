"""Dialogs: yes or no, one line, one of a list. Each gives back its answer, or None when it is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from dialogue_tui.text import TooLong, clean_line
from dialogue_tui.widgets.choices import Choice, Choices
from dialogue_tui.widgets.foot import Foot
from dialogue_tui.widgets.text import plain, show

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None], Generic[Answer]):
    """A question in the lower half of the screen, with what it is about still in sight. Escape leaves it."""

    DEFAULT_CSS = """
    Dialog {
        align: center middle; background: $background 60%;
        & > Vertical {
            width: 76; max-width: 100%; height: auto; max-height: 100%;
            background: $background; border: round $accent; padding: 1 0;
        }
        & .asked { margin: 0 2 1 2; text-style: bold; height: auto; }
        & .badge { margin: 0 2 1 2; color: $private; text-style: bold; height: auto; }
        & .said { margin: 0 2 1 2; height: auto; }
        & Choices { height: auto; max-height: 12; margin: 0 2; }
        & Input, & Input:focus { margin: 0 2 1 2; border: none; height: 1; padding: 0; background: $mark; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave", show=False)]

    def action_leave(self) -> None:
        """No answer."""
        self.dismiss(None)


class Confirm(Dialog[bool]):
    """Yes or no. Enter takes the marked answer: yes, or no where yes can't be taken back (`careful`)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("n", "answer(False)", "No", show=False),
    ]

    def __init__(self, question: str, said: str = "", *, yes: str = "Yes", no: str = "No", careful: bool = False):
        super().__init__()
        self._question, self._said, self._yes, self._no, self._careful = question, said, yes, no, careful

    def compose(self) -> ComposeResult:
        """The question and its two answers."""
        with Vertical():
            yield Static(show(self._question), classes="asked")
            if self._said:
                yield Static(show(self._said), classes="said")
            choices = Choices([Choice("yes", (self._yes,), "y"), Choice("no", (self._no,), "n")])
            choices.set_items(choices._items, "no" if self._careful else "yes")
            yield choices
            yield Foot((("enter", "choose"), ("esc", "cancel")))

    def on_choices_chosen(self, message: Choices.Chosen) -> None:
        """Enter or a click."""
        self.dismiss(message.id == "yes")

    def action_answer(self, yes: bool) -> None:
        """A letter."""
        self.dismiss(yes)


class AskLine(Dialog[str]):
    """One line. The answer has passed the gate; an empty one is an answer too."""

    def __init__(
        self, question: str, value: str = "", *, hint: str = "", said: str = "", verb: str = "keep"
    ) -> None:
        super().__init__()
        self._question, self._value, self._hint, self._said, self._verb = question, value, hint, said, verb

    def compose(self) -> ComposeResult:
        """The question and the line."""
        with Vertical():
            yield Static(show(self._question), classes="asked")
            if self._said:
                yield Static(show(self._said), classes="said")
            yield Input(value=one_line(self._value), placeholder=one_line(self._hint), select_on_focus=False)
            yield Foot((("enter", self._verb), ("esc", "cancel")))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter."""
        try:
            self.dismiss(clean_line(message.value))
        except TooLong as error:
            self.query_one(Foot).note = str(error)


class Choose(Dialog[str]):
    """One of a list; the answer is its id. With `find` a line above the list narrows it while one types.

    `badge` stands over the question, in the colour of what is private.
    """

    def __init__(
        self,
        question: str,
        items: Sequence[Choice],
        *,
        mark: str = "",
        find: bool = False,
        empty: str = "Nothing.",
        badge: str = "",
    ) -> None:
        super().__init__()
        self._badge = badge
        self._question, self._all, self._mark = question, list(items), mark
        self._find, self._empty = find, empty

    def compose(self) -> ComposeResult:
        """The question, the line to narrow by, the list."""
        with Vertical():
            if self._badge:
                yield Static(show(self._badge), classes="badge")
            yield Static(show(self._question), classes="asked")
            if self._find:
                yield Input(placeholder="type to narrow the list")
            choices = Choices()
            choices.set_items(self._all or [Choice("", (self._empty,))], self._mark)
            yield choices
            yield Foot((("↑↓", "choose"), ("enter", "take it"), ("esc", "cancel")))

    def on_input_changed(self, message: Input.Changed) -> None:
        """Only what holds these letters."""
        wanted = message.value.casefold()
        kept = [item for item in self._all if wanted in " ".join(item.cells).casefold()]
        self.query_one(Choices).set_items(kept or [Choice("", (self._empty,))])

    def on_input_submitted(self) -> None:
        """Enter in the line takes the marked one."""
        self.query_one(Choices).action_choose()

    def on_key(self, event: object) -> None:
        """Up and Down work from the line too."""
        key = getattr(event, "key", "")
        if self._find and key in {"up", "down"}:
            self.query_one(Choices).action_move(-1 if key == "up" else 1)

    def on_choices_chosen(self, message: Choices.Chosen) -> None:
        """Enter or a click."""
        self.dismiss(message.id)


def one_line(text: str) -> str:
    """The text on the one line that an Input has."""
    return plain(text).replace("\n", " ").replace("\t", " ")
