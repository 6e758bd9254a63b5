"""How rows of a wall become lines: margins, labels, wraps. Pure, and only ever asked for what is visible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dialogue_tui.activities.base import Row
from dialogue_tui.text import width

from .text import Piece, fitted, plain, wrapped

Pieces = list[Piece]
"""One painted line."""
Band = tuple[int | None, ...]
"""Rows that stand side by side; None leaves a column empty."""

MOST = 76
"""Cells a line of text takes at most, however wide the screen."""
MEANT = {"not for export": "private", "private": "private", "released": "released"}
"""States that have a colour of their own."""
WHOLE = 10_000
"""More lines than any row has: nothing is cut."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Cells of a wall and of its two left columns; `dots` and `title` are for spreads."""

    cells: int
    number: int = 0
    label: int = 0
    dots: int = 0
    title: int = 0

    @property
    def text_at(self) -> int:
        """The column at which text begins, after the mark, the number and the label."""
        at = 2 + (self.number + 2 if self.number else 0)
        return at + (self.label + 2 if self.label else 0)

    @property
    def text(self) -> int:
        """Cells a line of text may take."""
        return max(2, min(MOST, self.cells - self.text_at))


def margins(rows: Sequence[Row], cells: int) -> Margins:
    """The columns that these rows need in a wall of `cells`; linear, so called once for a set of rows."""
    numbers = [row.number for row in rows if row.number is not None and row.style != "dots"]
    labels = max((width(label) for label in {row.label for row in rows if row.style != "dots"}), default=0)
    spread = [row for row in rows if row.style == "dots"]
    return Margins(
        cells,
        max(2, len(str(max(numbers)))) if numbers else 0,
        min(labels, max(4, min(22, cells // 4))),
        max((row.number or 0 for row in spread), default=0),
        min(max((width(row.label) for row in spread), default=0), max(4, cells // 2)),
    )


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands with a row now: who said it, its state, whether it is selected, how many lines it may take."""

    who: str = ""
    state: str = ""
    selected: bool = False
    lines: int = WHOLE


def block(row: Row, shape: Margins, marks: Marks = Marks()) -> list[Pieces]:
    """The lines of one row."""
    if row.style == "dots":
        return _dots(row, shape, marks)
    if row.style == "heading" and row.number is None and not row.label:
        shape = Margins(shape.cells)
    texts = _cut(wrapped(row.text, shape.text), marks.lines, shape.text)
    labels = wrapped(row.label, shape.label) if row.label and shape.label else ("",)
    lines = []
    for at in range(max(len(texts), len(labels))):
        number = str(row.number) if at == 0 and row.number is not None else ""
        label = labels[at] if at < len(labels) else ""
        words = texts[at] if at < len(texts) else ""
        lines.append([*_left(shape, marks, at == 0, number, label), (words, _style(row, marks))])
    return _signed(lines, texts, shape, marks)


def _style(row: Row, marks: Marks) -> str:
    if marks.selected:
        return "selected"
    return {"heading": "heading", "note": "note"}.get(row.style, "")


def _left(shape: Margins, marks: Marks, first: bool, number: str, label: str) -> Pieces:
    pieces = [("› " if marks.selected and first else "  ", "selected")]
    pieces.append(
        (f"{number:>{shape.number}}  " if shape.number else "", "selected" if marks.selected else "number")
    )
    if shape.label:
        pieces.append((fitted(label, shape.label) + "  ", "selected" if marks.selected else "label"))
    return pieces


def _cut(texts: tuple[str, ...], most: int, cells: int) -> tuple[str, ...]:
    if len(texts) <= most:
        return texts
    last = texts[most - 1].rstrip()
    while width(last) > cells - 1:
        last = last[:-1]
    return (*texts[: most - 1], last.rstrip() + "…")


def _signed(lines: list[Pieces], texts: Sequence[str], shape: Margins, marks: Marks) -> list[Pieces]:
    """The lines with who and state right-aligned: under them, or a state alone beside the last where it fits."""
    who, state = plain(marks.who), plain(marks.state)
    tone = MEANT.get(state, "who")
    if state and not who and len(lines) == len(texts):
        gap = shape.text - width(texts[-1]) - width(state)
        if gap >= 2:
            lines[-1] += [(" " * gap, ""), (state, tone)]
            return lines
    if who or state:
        words = " · ".join(part for part in (who, state) if part)
        for words_line in wrapped(words, shape.text):
            lines.append([(" " * (shape.text_at + shape.text - width(words_line)), ""), (words_line, tone)])
    return lines


def _dots(row: Row, shape: Margins, marks: Marks) -> list[Pieces]:
    """One line of a spread: its title, a square for each answer, the count, what it means."""
    count = row.number or 0
    wide = shape.cells >= 72 and shape.dots <= 10
    run = max(0, shape.dots * 2 - 1) if wide else min(shape.dots, max(4, shape.cells // 4))
    squares = (" " if wide else "").join("■" * min(count, run))
    rest = shape.cells - shape.title - run - 11
    style = "selected" if marks.selected else "dots"
    return [
        [
            ("› " if marks.selected else "  ", "selected"),
            (fitted(row.label, shape.title) + "  ", "selected" if marks.selected else "label"),
            (fitted(squares, run) if run > 0 else "", style),
            (f"  {count or '':>2}   ", "number"),
            (fitted(row.text, rest).rstrip() if rest >= 8 else "", "selected" if marks.selected else "note"),
        ]
    ]


def beside(left: list[Pieces], right: list[Pieces], cells: int) -> list[Pieces]:
    """Two blocks side by side, the left one `cells` wide, three cells apart."""
    height = max(len(left), len(right))
    return [
        [*_filled(left[at] if at < len(left) else [], cells), ("   ", ""), *(right[at] if at < len(right) else [])]
        for at in range(height)
    ]


def _filled(line: Pieces, cells: int) -> Pieces:
    used = sum(width(words) for words, _ in line)
    return [*line, (" " * max(0, cells - used), "")]


def centred(text: str, cells: int, height: int) -> list[Pieces]:
    """One text alone in the middle, with air between its lines where there is room."""
    lines = wrapped(text, max(2, min(52, cells - 8)))
    airy = len(lines) * 2 - 1 <= height - 2
    block_width = max(width(line) for line in lines)
    left = " " * max(0, (cells - block_width) // 2)
    shown: list[Pieces] = []
    for line in lines[: max(1, height)]:
        shown.append([(left, ""), (line, "heading")])
        if airy:
            shown.append([])
    if airy:
        shown.pop()
    above: list[Pieces] = [[] for _ in range(max(0, (height - len(shown)) // 2))]
    return above + shown


def counts(row: Row) -> int:
    """What a row adds to "4 more": headings and notes are not lines that people said."""
    return 0 if row.style in {"heading", "note"} else 1


def nearest_entry(rows: Sequence[Row], at: int) -> int | None:
    """The place of the row with an entry that is nearest to `at`, the earlier of two; None without any."""
    places = [index for index, row in enumerate(rows) if row.entry]
    return min(places, key=lambda index: abs(index - at), default=None)


def more(arrow: str, count: int, cells: int) -> Pieces:
    """How many rows are out of sight."""
    words = f"{arrow} {count} more"
    return [(" " * max(0, cells - len(words)), ""), (words, "more")]


def titles(both: tuple[str, str], cells: int, at: int) -> list[Pieces]:
    """What heads two sides, over their texts, which begin at `at`."""
    left, right = ([[(" " * at, ""), (plain(title), "label")]] for title in both)
    return beside(left, right, (cells - 3) // 2)


def in_columns(rows: Sequence[Row]) -> list[Band]:
    """Numbered lines two by two; everything else on its own."""
    bands: list[Band] = []
    waiting: int | None = None
    for index, row in enumerate(rows):
        if row.style == "line" and row.number is not None:
            if waiting is None:
                waiting = index
            else:
                bands.append((waiting, index))
                waiting = None
            continue
        if waiting is not None:
            bands.append((waiting, None))
            waiting = None
        bands.append((index,))
    return [*bands, (waiting, None)] if waiting is not None else bands


def in_pairs(rows: Sequence[Row], label: str) -> list[Band]:
    """Rows with that label left, beside the row before them on the right."""
    bands: list[Band] = []
    for index, row in enumerate(rows):
        if row.style != "line":
            bands.append((index,))
        elif row.label != label:
            bands.append((None, index))
        elif row.number is None and bands and bands[-1][0] is None:
            bands[-1] = (index, bands[-1][1])
        else:
            bands.append((index, None))
    return bands
