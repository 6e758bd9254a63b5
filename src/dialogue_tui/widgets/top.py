"""The top of a screen: where we are, the time in words, one question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from .text import Piece, content, plain, spread, wrapped

if TYPE_CHECKING:
    from dialogue_tui.facilitation.timing import TimeLeft


def time_words(time: TimeLeft) -> str:
    """The time as the room reads it: "6 min left · ends 10:30", "+2 over · ends 10:32", "paused · 6 min left"."""
    if time.over:
        words = f"+{time.minutes} over"
    else:
        words = f"{time.minutes} min left" if time.minutes else "under a minute left"
    paused = "paused · " if time.paused else ""
    return f"{paused}{words}{f' · ends {time.ends:%H:%M}' if time.ends else ''}"


class Top(Widget):
    """One row of where and when, then the question with air around it. An empty question takes no room."""

    DEFAULT_CSS = """
    Top { height: auto; margin: 0 2; background: $background; color: $foreground; }
    """

    where: reactive[str] = reactive("", layout=True)
    """"Shared vision · Phrases"."""
    time: reactive[str] = reactive("")
    """What `time_words` says; also a date, or a state such as "2 of 4"."""
    over: reactive[bool] = reactive(False)
    """Whether the time is told in amber."""
    question: reactive[str] = reactive("", layout=True)
    """The question, in the words of the protocol."""

    def __init__(self, where: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(Top.where, where)

    def show_time(self, words: str, over: bool) -> None:
        """What `time_words` says, and whether it is told in amber."""
        self.time, self.over = words, over

    def _lines(self, cells: int, height: int) -> list[list[Piece]]:
        tone = "bold $over" if self.over else "$quiet"
        lines = [spread((self.where, "$quiet"), (plain(self.time), tone), cells)]
        if self.question:
            asked: list[list[Piece]] = [[(line, "bold")] for line in wrapped(self.question, min(76, cells))]
            lines += [[], *asked] if height < 20 else [[], *asked, []]
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Rows taken; small screens keep less air."""
        return len(self._lines(width, viewport.height))

    def render(self) -> Content:
        """The header and the question."""
        size = self.content_size
        return content(self._lines(size.width, self.app.size.height))
