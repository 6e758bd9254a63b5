"""The ? screen: the keys of the screen one came from, and tips for the step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from dialogue_tui.text import width
from dialogue_tui.widgets.foot import Foot
from dialogue_tui.widgets.keys import Action, grouped, keys_shown
from dialogue_tui.widgets.text import Piece, content, wrapped


@dataclass(frozen=True, slots=True)
class StepHelp:
    """What a step has for its facilitator; `good` and `bad` are invented and say so."""

    title: str
    purpose: str = ""
    tips: Sequence[str] = ()
    failures: Sequence[str] = ()
    good: str = ""
    bad: str = ""


class HelpScreen(ModalScreen[None]):
    """The step first, where there is one, then the keys."""

    DEFAULT_CSS = """
    HelpScreen {
        background: $background;
        & VerticalScroll { margin: 1 2 0 2; background: $background; scrollbar-size: 1 1; }
        & Static { width: 100%; height: auto; }
        & Foot { dock: bottom; margin: 0 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,question_mark,f1", "leave", "Back", show=False)]

    def __init__(self, actions: Sequence[Action], step: StepHelp | None = None) -> None:
        super().__init__()
        self._actions, self._step = list(actions), step

    def compose(self) -> ComposeResult:
        """One page to scroll."""
        with VerticalScroll():
            yield Static(id="page")
        yield Foot((("↑↓", "scroll"), ("esc", "back")))

    def on_resize(self) -> None:
        """Wrapped for the width there is."""
        cells = max(20, min(76, self.size.width - 6))
        self.query_one("#page", Static).update(page(self._actions, self._step, cells))

    def action_leave(self) -> None:
        """Back to where one was."""
        self.dismiss(None)


def page(actions: Sequence[Action], step: StepHelp | None, cells: int) -> Content:
    """The help as text."""
    lines = _step(step, cells) if step is not None else []
    column = min(20, max((width(keys_shown(a)) for a in actions), default=0))
    for group, members in grouped(actions).items():
        lines += [*([[]] if lines else []), [(group, "bold $accent")]]
        for a in members:
            keys = keys_shown(a) or "ctrl+p"
            told = wrapped(f"{a.name}: {a.tooltip}", max(8, cells - column - 2))
            for at, words in enumerate(told):
                lines.append([(f"{keys if at == 0 else '':<{column}}  ", "bold"), (words, "")])
    return content(lines)


def _step(step: StepHelp, cells: int) -> list[list[Piece]]:
    lines: list[list[Piece]] = [[(step.title, "bold $accent")]]
    if step.purpose:
        lines += [[(words, "")] for words in wrapped(step.purpose, cells)]
    for heading, texts in (("Tips", step.tips), ("When it goes wrong", step.failures)):
        if texts:
            lines += [[], [(heading, "bold")]]
            lines += [line for text in texts for line in _item("·", text, cells)]
    for heading, text in (("a good one", step.good), ("one that misses", step.bad)):
        if text:
            lines += [[], [(f"Invented example, {heading}", "bold")]]
            lines += [[(words, "")] for words in wrapped(text, cells)]
    return lines


def _item(sign: str, text: str, cells: int) -> list[list[Piece]]:
    return [
        [(f"{sign if at == 0 else ' '} ", "$quiet"), (words, "")]
        for at, words in enumerate(wrapped(text, cells - 2))
    ]
