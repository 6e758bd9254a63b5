"""A list to choose from: lines in columns under headings, one of them marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from dialogue_tui.text import width

from .text import Piece, fitted, plain, strip

WIDEST = 34
"""Cells a column but the last may take."""
_STYLES = ("marked", "heading", "aside", "more")


@dataclass(frozen=True, slots=True)
class Choice:
    """One line: `cells` stand in columns, `aside` at the right. Without an id it is a heading or an empty line."""

    id: str
    cells: tuple[str, ...] = ()
    aside: str = ""


class Choices(Widget, can_focus=True):
    """Up and Down move the mark, Enter opens, a click does both. Draws only what is visible."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"choices--{name}" for name in _STYLES}
    DEFAULT_CSS = """
    Choices {
        height: 1fr; margin: 0 2; background: $background; color: $foreground;
        & .choices--marked { color: $accent; text-style: bold; }
        & .choices--heading { text-style: bold; }
        & .choices--aside, & .choices--more { color: $quiet; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "move(-10)", "Up", show=False),
        Binding("pagedown", "move(10)", "Down", show=False),
        Binding("home", "move(-100000)", "First", show=False),
        Binding("end", "move(100000)", "Last", show=False),
        Binding("enter", "choose", "Open", show=False),
    ]
    marked: reactive[int | None] = reactive(None)
    """Where the marked choice stands; None where there is nothing to choose."""

    class Chosen(Message):
        """Enter or a click on a choice."""

        def __init__(self, id: str) -> None:
            super().__init__()
            self.id = id

    def __init__(self, items: Sequence[Choice] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._items: list[Choice] = []
        self._top = 0
        self._columns: list[tuple[int, ...]] = []
        self.set_items(items)

    def set_items(self, items: Sequence[Choice], mark: str = "") -> None:
        """Show these; `mark` is the id to mark, else the one that was marked, else the first."""
        wanted = mark or self.chosen
        self._items = list(items)
        self._columns = _columns(self._items)
        places = [at for at, item in enumerate(items) if item.id]
        self._top = 0
        self.marked = next((at for at in places if items[at].id == wanted), places[0] if places else None)
        self.refresh(layout=True)

    @property
    def chosen(self) -> str:
        """The id of the marked choice, or nothing."""
        return self._items[self.marked].id if self.marked is not None and self.marked < len(self._items) else ""

    def action_move(self, by: int) -> None:
        """The mark moves over choices only, and stops at the ends."""
        places = [at for at, item in enumerate(self._items) if item.id]
        if places and self.marked in places:
            self.marked = places[max(0, min(places.index(self.marked) + by, len(places) - 1))]

    def action_choose(self) -> None:
        """Opens the marked choice."""
        if self.chosen:
            self.post_message(self.Chosen(self.chosen))

    def on_click(self, event: events.Click) -> None:
        """A click marks and opens."""
        place = event.get_content_offset(self)
        at = self._top + place.y if place is not None else -1
        if 0 <= at < len(self._items) and self._items[at].id:
            self.marked = at
            self.action_choose()

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the mark."""
        self.action_move(-1)

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the mark."""
        self.action_move(1)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row a line, for where the height is automatic."""
        return max(1, len(self._items))

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        size = self.content_size
        self._keep_in_view(size.height)
        at = self._top + y
        pieces: list[Piece] = []
        if at < len(self._items):
            pieces = self._pieces(at, size.width)
            if y == size.height - 1 and at < len(self._items) - 1:
                below = sum(1 for item in self._items[at:] if item.id)
                pieces = [(f"   ↓ {below} more", "more")] if below > 1 else pieces
        return strip(pieces, self._styles(), size.width)

    def _styles(self) -> dict[str, Style]:
        base = self.rich_style
        return {"": base} | {name: self.get_component_rich_style(f"choices--{name}") for name in _STYLES}

    def _keep_in_view(self, height: int) -> None:
        if self.marked is None or height < 1:
            return
        last = self._top + height - 1
        if last < len(self._items) - 1:
            last -= 1  # the last line may be taken by "more"
        if self.marked < self._top:
            self._top = self.marked
        elif self.marked > last:
            self._top += self.marked - last
        if self._top and all(not item.id for item in self._items[: self._top]):
            self._top = 0 if self.marked < height - 1 else self._top
        self._top = max(0, min(self._top, len(self._items) - 1))

    def _pieces(self, at: int, cells: int) -> list[Piece]:
        item = self._items[at]
        aside = plain(item.aside)
        room = max(0, cells - (width(aside) + 2 if aside else 0))
        if not item.id:
            words = fitted(item.cells[0] if item.cells else "", room)
            return [(words, "heading"), ("  " if aside else "", ""), (aside, "aside")]
        style = "marked" if at == self.marked else ""
        pieces: list[Piece] = [("›  " if style else "   ", "marked")]
        left = room - 3
        for column, cell in enumerate(item.cells):
            last = column == len(item.cells) - 1
            wide = max(0, left if last else min(self._columns[at][column], left - 2))
            pieces.append((fitted(cell, wide), style or ("aside" if column else "")))
            pieces.append(("" if last else "  ", ""))
            left -= wide + 2
        return [*pieces, ("  " if aside else "", ""), (aside, "aside")]


def _columns(items: Sequence[Choice]) -> list[tuple[int, ...]]:
    """The widths of each line's columns but the last: those of its section, which ends at a line without an id."""
    found: list[tuple[int, ...]] = []
    section: list[Choice] = []
    for item in [*items, Choice("")]:
        if item.id:
            section.append(item)
            continue
        count = max((len(i.cells) for i in section), default=0)
        wide = tuple(
            min(WIDEST, max(width(plain(i.cells[at])) for i in section if len(i.cells) > at))
            for at in range(count - 1)
        )
        found += [wide] * len(section) + [()]
        section = []
    return found
