"""Cards: a step's question alone in the middle of the wall, and the curtain."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from dialogue_tui.text import capital, width

from .text import Piece, content, wrapped

_CALM = "back in a moment"


class Card(Widget):
    """A block of text in the middle; with less height it gives up air first, then what stands last."""

    DEFAULT_CSS = """
    Card { height: 1fr; margin: 0 2; background: $background; color: $foreground; }
    """

    def blocks(self, cells: int) -> list[list[list[Piece]]]:
        """Paragraphs of lines, for lines of at most `cells`."""
        raise NotImplementedError

    def render(self) -> Content:
        """The block, centred."""
        size = self.content_size
        blocks = self.blocks(max(4, min(60, size.width - 12)))
        for air in (2, 1, 0):
            lines: list[list[Piece]] = []
            for block in blocks:
                lines += ([[]] * air if lines else []) + block
            if len(lines) <= size.height - air:
                break
        lines = lines[: max(1, size.height)]
        block_width = max((sum(width(words) for words, _ in line) for line in lines), default=0)
        left = " " * max(0, (size.width - block_width) // 2)
        above: list[list[Piece]] = [[] for _ in range((size.height - len(lines)) // 2)]
        return content(above + [[(left, ""), *line] for line in lines])


class StepCard(Card):
    """How a step begins: its question, what the facilitator says, and the questions of a private block."""

    _question, _say = "", ""
    _questions: Sequence[str] = ()

    def show(self, question: str, say: str = "", questions: Sequence[str] = ()) -> None:
        """`questions` are numbered."""
        self._question, self._say, self._questions = question, say, questions
        self.refresh()

    def blocks(self, cells: int) -> list[list[list[Piece]]]:
        """The question first, bold; the rest in plain type."""
        blocks = [_paragraph(self._question, cells, "bold")]
        if self._say:
            blocks.append([line for part in self._say.split("\n") for line in _paragraph(part, cells)])
        if self._questions:
            numbered = []
            for number, question in enumerate(self._questions, 1):
                for at, line in enumerate(wrapped(question, cells - 3)):
                    numbered.append([(f"{number}  " if at == 0 else "   ", "bold $accent"), (line, "")])
            blocks.append(numbered)
        return [block for block in blocks if block]


class Curtain(Card):
    """What a stranger in the door sees: whose meeting it is, and that they will be back."""

    def __init__(self, team: str = "") -> None:
        super().__init__()
        self._team = team

    def blocks(self, cells: int) -> list[list[list[Piece]]]:
        """One line, or two where it does not fit."""
        words = f"{self._team} · {_CALM}" if self._team else capital(_CALM)
        return [_paragraph(words, cells, "bold")]


def _paragraph(text: str, cells: int, style: str = "") -> list[list[Piece]]:
    return [[(line, style)] for line in wrapped(text, cells)] if text else []
