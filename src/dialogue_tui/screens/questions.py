"""Questions the line asks on the way: word a line anew, move it, whose it is, which step.

Nothing opens and nothing takes the focus: the line itself asks, Enter answers, Escape leaves it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dialogue_tui.activities.base import Row
from dialogue_tui.facilitation.errors import Refused


@dataclass(frozen=True, slots=True)
class Question:
    """What the line asks. `answer` gets what was typed, "" for Enter alone, and gives a note on what it did, ""
    for none, or the question that comes next; what it raises is shown as a note, and the question stays.

    `question` stands over the wall meanwhile, `verb` is what Enter does. With `afresh` typing replaces `text`.
    `rows` take the wall while it is asked, `newest` is the one kept in view; `names` are those that Tab goes
    through, shown in the prompt, and `answer` then gets the one that is shown.
    """

    prompt: str
    answer: Callable[[str], str | Question]
    hint: str = ""
    text: str = ""
    afresh: bool = False
    question: str = ""
    verb: str = "keep"
    rows: Sequence[Row] | None = None
    newest: str = ""
    names: Sequence[tuple[str, str]] = ()
    at: int = 0

    @property
    def shown(self) -> str:
        """The prompt, with the name Tab stands at."""
        return f"{self.prompt} {self.names[self.at][1]}" if self.names else self.prompt


def confirmed(prompt: str, do: Callable[[], str], *, hint: str, question: str = "", verb: str = "keep") -> Question:
    """A question that "yes" alone answers; anything else leaves all as it is. With a `question`, nothing else
    stands on the wall."""
    rows = [Row(" ")] if question else None

    def answer(typed: str) -> str:
        return do() if typed.strip().casefold() == "yes" else ""

    return Question(prompt, answer, hint=hint, question=question, verb=verb, rows=rows)


def numbered(items: Sequence[str], labels: Sequence[str] = ()) -> list[Row]:
    """Rows to choose from by their number, or by a click: their id is `#number`, which no entry has."""
    padded = [*labels, *[""] * (len(items) - len(labels))]
    return [Row(item, f"#{number}", number, padded[number - 1]) for number, item in enumerate(items, 1)]


def picked(typed: str, count: int) -> int | None:
    """The index meant by a typed number; None for an empty answer. Raises Refused."""
    if not typed.strip():
        return None
    if not typed.strip().isdecimal() or not 1 <= int(typed) <= count:
        raise Refused(f"Type a number from 1 to {count}, or press escape.")
    return int(typed) - 1
