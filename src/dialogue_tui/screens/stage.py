"""The stage of a session: where we are and one question, the wall or the step's card, the line, the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Rule, Static

from dialogue_tui.facilitation import sentences
from dialogue_tui.widgets.card import StepCard
from dialogue_tui.widgets.foot import Foot
from dialogue_tui.widgets.line import Line
from dialogue_tui.widgets.plan import Plan
from dialogue_tui.widgets.text import show
from dialogue_tui.widgets.top import Top
from dialogue_tui.widgets.workspace import Workspace

from .wording import View

if TYPE_CHECKING:
    from dialogue_tui.protocols.schema import Part


class Stage(Vertical):
    """Paints a view, and knows nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.top, self.card, self.plan = Top(id="top"), StepCard(id="card"), Plan(id="plan")
        self.wall, self.line = Workspace(), Line(id="line")
        self.foot = Foot((("ctrl+q", "leave"),), id="foot")
        self._private = Static(show(sentences.PRIVATE), id="private")

    def compose(self) -> ComposeResult:
        """Three zones; the middle holds the step's card or the wall of its kind."""
        yield self.top
        yield Rule(id="rule-above")
        with Horizontal(id="middle"):
            with Vertical(id="body"):
                yield self.card
                yield self.wall
            yield self.plan
        yield Rule(id="rule-below")
        yield self.line
        yield self._private
        yield self.foot

    def on_mount(self) -> None:
        """The card stands first."""
        self.wall.display = self._private.display = False

    def paint(self, view: View, newest: str, selecting: bool) -> None:
        """Everything of a view; `newest` is the line to keep in sight, and while one is selected none is typed."""
        self.top.where, self.top.question = view.where, view.question
        wall, line = self._wall(view.part), self.line
        self.card.display, wall.display = view.card is not None, view.card is None
        if view.card is not None:
            self.card.show(*view.card)
        else:
            wall.set_rows(view.rows, view.who, view.states, newest or view.newest)
            wall.set_note(view.note)
        self.plan.show(view.plan, view.here)
        self.plan.set_class(not view.plan, "-none")
        line.display, self._private.display = view.line, view.private
        line.masked = view.masked
        line.prompt, line.hint, line.names = view.prompt, view.hint, view.names
        self.foot.keys, self.foot.state = view.keys, view.state
        self.screen.set_focus(line if view.line and not selecting else None)

    def _wall(self, part: Part | None) -> Workspace:
        """The wall of this part; one that is drawn otherwise gets a new wall in its place."""
        there = self.wall
        if there.fits(part):
            return there
        made = self.wall = Workspace(part)
        with self.app.batch_update():
            there.remove()
            self.query_one("#body").mount(made)
        return made
