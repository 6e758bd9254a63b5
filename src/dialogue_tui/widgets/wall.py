"""The wall: what has been said, the newest kept in view. It draws what is visible and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from dialogue_tui.activities.base import Row

from .layout import (
    WHOLE,
    Band,
    Margins,
    Marks,
    Pieces,
    beside,
    block,
    centred,
    counts,
    in_columns,
    in_pairs,
    margins,
    more,
    nearest_entry,
    titles,
)
from .text import plain, strip, wrapped
from .window import visible

_STYLES = ("selected", "number", "label", "heading", "note", "who", "dots", "private", "released", "more")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A painted wall: its lines, and for each the row under the left and the right half of the screen."""

    lines: list[Pieces]
    rows: list[Band]


class Wall(Widget):
    """Rows of any number; painting costs what is visible.

    `columns` 2 sets numbered lines in two columns; `left_label` sets rows with that label left of the row before
    them; `titles` head the two sides. `empty` is what an empty wall says, `note` stands under everything.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"wall--{name}" for name in _STYLES}
    DEFAULT_CSS = """
    Wall {
        height: 1fr; margin: 0 2; color: $foreground; background: $background;
        & .wall--selected { color: $accent; text-style: bold; }
        & .wall--number, & .wall--label, & .wall--note, & .wall--who, & .wall--more { color: $quiet; }
        & .wall--heading { text-style: bold; }
        & .wall--dots { color: $accent; }
        & .wall--private { color: $private; }
        & .wall--released { color: $released; }
    }
    """

    class Picked(Message):
        """A row was clicked."""

        def __init__(self, wall: Wall, index: int) -> None:
            super().__init__()
            self.wall, self.index, self.row = wall, index, wall.rows[index]

    def __init__(self, *, empty: str = "") -> None:
        super().__init__()
        self.empty = empty
        self.rows: list[Row] = []
        self.note = ""
        self.columns = 1
        self.left_label: str | None = None
        self.titles: tuple[str, str] | None = None
        self.apart = frozenset({"heading"})
        """Styles of rows that a blank line sets apart from what stands before them."""
        self._who: dict[str, str] = {}
        self._states: dict[str, str] = {}
        self._index: int | None = None
        self._newest: int | None = None
        self._end: int | None = None
        self._free = False
        self._light: Row | None = None
        self._bands: list[Band] = []
        self._lines_so_far: list[int] = []
        self._shape: Margins | None = None
        self._drawn: Drawn | None = None

    # What it holds.

    def set_rows(
        self,
        rows: Sequence[Row],
        who: Mapping[str, str] | None = None,
        states: Mapping[str, str] | None = None,
        newest: str = "",
    ) -> None:
        """Show these rows. `who` and `states` are by entry id; `newest`, else the last entry, is kept in view.

        The selected entry stays selected where it is still there, else the one nearest to it.
        """
        newest, kept = self.followed(rows, newest), self.selected
        self.rows = list(rows)
        self._who, self._states = dict(who or {}), dict(states or {})
        self._newest = self._find(newest) if newest else None
        if self._newest is None:
            self._newest = next((i for i in range(len(rows) - 1, -1, -1) if rows[i].entry), None)
        if kept is not None:
            found = self._find(kept.entry) if kept.entry else None
            self._index = found if found is not None else nearest_entry(self.rows, self._index or 0)
        self.shape(self.size.width)
        self._arrange()

    @property
    def selected(self) -> Row | None:
        """The row that stands out, if any."""
        return self.rows[self._index] if self._index is not None and self._index < len(self.rows) else None

    def select(self, index: int | None) -> None:
        """Select a row by its place in `rows`; None selects nothing and goes back to the newest."""
        self._index = None if index is None or not self.rows else max(0, min(index, len(self.rows) - 1))
        if self._index is None:
            self._end = None
        self._free = False
        self._repaint()

    def move_selection(self, by: int) -> bool:
        """Select the next (+1) or previous (-1) row that is an entry; False at the ends.

        Without a selection -1 starts at the newest entry.
        """
        if self._index is None:
            if by > 0 or self._newest is None:
                return False
            self.select(self._newest)
            return True
        at = self._index + by
        while 0 <= at < len(self.rows):
            if self.rows[at].entry:
                self.select(at)
                return True
            at += by
        return False

    def spotlight(self, row: Row | None) -> None:
        """One row alone, big; None shows all again."""
        self._light = row
        self._repaint()

    def set_note(self, note: str) -> None:
        """A line under everything: "6 of 8 answered"."""
        if note != self.note:
            self.note = note
            self._repaint()

    def stand(self, columns: int = 1, left_label: str | None = None, titles: tuple[str, str] | None = None) -> None:
        """How the rows stand (see the class)."""
        if (columns, left_label, titles) != (self.columns, self.left_label, self.titles):
            self.columns, self.left_label, self.titles = columns, left_label, titles
            self._arrange()

    def _find(self, entry: str) -> int | None:
        return next((i for i in range(len(self.rows) - 1, -1, -1) if self.rows[i].entry == entry), None)

    def _arrange(self) -> None:
        self._shape = None
        self._end, self._free = None, False
        if self.left_label is not None:
            self._bands = in_pairs(self.rows, self.left_label)
        elif self.columns > 1:
            self._bands = in_columns(self.rows)
        else:
            self._bands = [(i,) for i in range(len(self.rows))]
        sizes = (sum(counts(self.rows[i]) for i in band if i is not None) for band in self._bands)
        self._lines_so_far = list(accumulate(sizes))
        self._repaint()

    def _repaint(self) -> None:
        self._drawn = None
        if self.is_attached:
            self.refresh()

    # How it is drawn.

    def notify_style_update(self) -> None:
        """Colours changed: paint again."""
        super().notify_style_update()
        self._repaint()

    def followed(self, rows: Sequence[Row], newest: str) -> str:
        """The entry to keep in view once these rows stand in the place of the present ones."""
        return newest

    def shape(self, cells: int) -> None:
        """Arrange the rows for a wall of so many cells. A workspace says how; a plain wall leaves them be."""

    def on_resize(self, event: events.Resize) -> None:
        """Another size: other wraps, and perhaps another shape."""
        self._shape = None
        self.shape(event.size.width)
        self._repaint()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """All the height there is: a wall is a window, not a page."""
        return container.height

    def render_line(self, y: int) -> Strip:
        """One painted line."""
        if self._drawn is None:
            self._drawn = self._draw(self.content_size.width, self.content_size.height)
        lines = self._drawn.lines
        return strip(lines[y] if y < len(lines) else [], self._styles(), self.content_size.width)

    def _styles(self) -> dict[str, Style]:
        base = self.rich_style
        return {"": base} | {name: self.get_component_rich_style(f"wall--{name}") for name in _STYLES}

    def _draw(self, cells: int, height: int) -> Drawn:
        if cells < 4 or height < 1:
            return Drawn([], [])
        if self._light is not None:
            lines = centred(self._light.text, cells, height)
            return Drawn(lines, [(None,)] * len(lines))
        head: list[Pieces] = []
        if self.titles and self.left_label is not None:
            head = titles(self.titles, cells, self._margins((cells - 3) // 2).text_at)
        foot: list[Pieces] = [[], [("  ", ""), (plain(self.note), "label")]] if self.note else []
        if height < 6:
            foot = foot[1:]
        room = max(1, height - len(head) - len(foot))
        if self.rows:
            shown = self._window(cells, room)
        else:
            shown = Drawn([[("  ", ""), (line, "note")] for line in wrapped(self.empty, min(76, cells - 2))], [])
        rows = [(None,)] * len(head) + shown.rows
        return Drawn(head + shown.lines + foot, rows)

    def _window(self, cells: int, height: int) -> Drawn:
        """The bands that fit, around the selected or the newest row, with how many are above and below."""
        limit = self._line_limit(cells, height)
        start, end = self._visible(cells, height, limit)
        lines: list[Pieces] = []
        rows: list[Band] = []
        above = self._lines_so_far[start - 1] if start else 0
        below = self._lines_so_far[-1] - self._lines_so_far[end - 1]
        if above:
            lines.append(more("↑", above, cells))
            rows.append((None,))
        room = height - len(lines) - (1 if below else 0)
        for at in range(start, end):
            drawn = self._band(at, cells, limit)
            if at == start and not drawn[0]:
                drawn = drawn[1:]
            left = room - (len(lines) - (1 if above else 0))
            if len(drawn) > left:
                hidden = len(drawn) - left + 1
                drawn = [*drawn[: max(0, left - 1)], [("   ", ""), (f"… {hidden} more lines", "more")]]
            lines += drawn
            rows += [self._bands[at]] * len(drawn)
        if below:
            lines += [[] for _ in range(height - 1 - len(lines))]
            lines.append(more("↓", below, cells))
        return Drawn(lines, rows)

    def _visible(self, cells: int, height: int, limit: int) -> tuple[int, int]:
        """The first and the one after the last band to draw; where that ends stays for the next time."""
        focus = None if self._free else self._band_of(self._index if self._index is not None else self._newest)
        count = len(self._bands)
        start, end = visible(
            count, lambda at: len(self._band(at, cells, limit)), height, focus, min(self._end or count, count)
        )
        self._end = end if end < count else None
        return start, end

    def _band_of(self, index: int | None) -> int | None:
        if index is None or not self._bands:
            return None
        if self.columns == 1 and self.left_label is None:
            return index
        return next((at for at, band in enumerate(self._bands) if index in band), None)

    def _line_limit(self, cells: int, height: int) -> int:
        """In two columns lines get shorter until all are in sight; one line each is the least."""
        if self.columns == 1 or self.left_label is not None:
            return WHOLE
        if len(self._bands) <= height:
            for limit in (3, 2):
                if sum(len(self._band(at, cells, limit)) for at in range(len(self._bands))) <= height:
                    return limit
        return 1

    def _band(self, at: int, cells: int, limit: int) -> list[Pieces]:
        band = self._bands[at]
        gap: list[Pieces] = []
        if at and band[0] is not None and self.rows[band[0]].style in self.apart:
            gap = [[]]
        if at and self.left_label is not None:
            gap = [[]]
        if len(band) == 1 and band[0] is not None:
            return gap + block(self.rows[band[0]], self._margins(cells), self._marks(band[0], limit))
        half = (cells - 3) // 2
        sides = [
            block(self._bare(index), self._margins(half), self._marks(index, limit)) if index is not None else []
            for index in band
        ]
        return gap + beside(sides[0], sides[1], half)

    def _bare(self, index: int) -> Row:
        """A row as it stands under a title that already says its label."""
        row = self.rows[index]
        if self.left_label is not None and row.label == self.left_label:
            return Row(row.text, row.entry, row.number, "", row.style)
        return row

    def _margins(self, cells: int) -> Margins:
        if self._shape is None or self._shape.cells != cells:
            rows = self.rows
            if self.left_label is not None:
                rows = [self._bare(i) for i in range(len(rows))]
            self._shape = margins(rows, cells)
        return self._shape

    def _marks(self, index: int, limit: int) -> Marks:
        entry = self.rows[index].entry
        selected = index == self._index
        signed = selected or index == self._newest
        return Marks(
            self._who.get(entry, "") if signed and entry else "",
            self._states.get(entry, "") if entry else "",
            selected,
            WHOLE if selected else limit,
        )

    # The mouse.

    def on_click(self, event: events.Click) -> None:
        """A click picks the row under it."""
        place = event.get_content_offset(self)
        if place is None or self._drawn is None or place.y >= len(self._drawn.rows):
            return
        band = self._drawn.rows[place.y]
        index = band[0] if len(band) == 1 or place.x <= self.content_size.width // 2 else band[1]
        if index is not None:
            self.post_message(self.Picked(self, index))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel looks at earlier rows; the next line said comes back to the newest."""
        self._scroll(-1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel, the other way."""
        self._scroll(1)

    def _scroll(self, by: int) -> None:
        end = (self._end or len(self._bands)) + by
        self._free, self._end = True, max(1, min(end, len(self._bands)))
        self._repaint()
