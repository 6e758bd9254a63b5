"""What the verbs of a session need of whatever shows it: whoever offers this can be worked with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from .questions import Question

if TYPE_CHECKING:
    from dialogue_tui.activities.base import Row
    from dialogue_tui.facilitation.desk import Desk

T = TypeVar("T")

Outcome = Question | str | None
"""What a verb gives back: what the line asks next, or a note on what was done. What it raises is a note too."""


def by_name(*parts: object) -> dict[str, Callable[..., Outcome]]:
    """The verbs of these parts: each public method is the action of its name."""
    return {name: getattr(part, name) for part in parts for name in vars(type(part)) if name[0] != "_"}


class Face(Protocol):
    """A session as it is shown: its desk, and ways to show, to ask and to say a sentence."""

    selecting: bool
    """Whether a line is marked."""
    monotonic: Callable[[], float]
    """Seconds, by which keys are told apart."""
    told: list[str]
    """Once the session is closed: what was written, a sentence each."""

    @property
    def desk(self) -> Desk:
        """The session."""
        ...

    @property
    def selected(self) -> Row | None:
        """The row that is marked."""
        ...

    @property
    def note(self) -> str:
        """The sentence above the keys."""
        ...

    @property
    def half_slip(self) -> bool:
        """Whether a slip stands in the line, half typed."""
        ...

    def do(self, command: Callable[[], T], keep: str = "") -> T | None:
        """Run a command. What it refuses is one sentence above the keys, and None; `keep` is in the line again."""
        ...

    def ask(self, question: Question) -> None:
        """Let the line ask."""
        ...

    def unselect(self) -> None:
        """Mark no line."""
        ...

    def show(self, newest: str = "") -> None:
        """Everything, as it stands now; `newest` is the line to keep in sight."""
        ...

    def say_note(self, words: str) -> None:
        """One sentence above the keys."""
        ...

    def uncover(self) -> None:
        """The step's card gives way to the wall."""
        ...

    def arrived(self, before: str) -> None:
        """Show another place, `before` being the key of the one that was left."""
        ...
