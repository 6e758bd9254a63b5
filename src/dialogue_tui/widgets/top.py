"""The top of a screen: where we are, the time in words, one question."""

from __future__ import annotations

from math import ceil

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from .text import Piece, content, plain, spread, wrapped


def time_words(left: float, ends: str = "", *, begun: bool = True, paused: bool = False) -> tuple[str, bool]:
    """The time as the room reads it, and whether the step is over its time.

    `left` is in minutes, negative when over; `ends` the hour at which the meeting ends, such as "10:30".
    """
    over = begun and left <= -0.5
    if over:
        words = f"+{max(1, round(-left))} over"
    elif not begun:
        words = f"{max(1, round(left))} min"
    else:
        words = "under a minute left" if left < 1 else f"{ceil(left)} min left"
    if paused:
        words = "paused · " + words
    return (f"{words} · ends {ends}" if ends else words), over


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

    def __init__(self, where: str = "", time: str = "", question: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(Top.where, where)
        self.set_reactive(Top.time, time)
        self.set_reactive(Top.question, question)

    def show_time(self, words: str, over: bool) -> None:
        """What `time_words` gave."""
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
