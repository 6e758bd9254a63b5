"""The foot of a screen: the few keys that matter now, and the state."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from dialogue_tui.text import width

from .text import Piece, content, plain, wrapped

SPARE = ("ctrl+l", "enter", "tab", "↑")
"""Keys that are given up before back, next and undo; whoever has said a line knows Enter, and nothing but ↑ leads
to the verbs of a line."""

_PRESSED = {
    "pgup": "pageup", "pgdn": "pagedown", "ctrl+z": "ctrl+z", "ctrl+l": "ctrl+l", "ctrl+r": "ctrl+r",
    "ctrl+p": "ctrl+p", "enter": "enter", "tab": "tab", "esc": "escape", "?": "f1", "space": "space", "+": "plus",
    "↑": "up", "n": "n", "j": "j", "h": "h", "d": "d", "q": "q", "e": "e", "m": "m", "w": "w", "c": "c", "l": "l",
    "x": "x", "s": "s", "r": "r", "u": "u", "!": "exclamation_mark", "ctrl+k": "ctrl+k", "ctrl+q": "ctrl+q",
}  # fmt: skip
"""The keys that a click on their sign presses, by Textual's names."""


APART = 3
"""Cells between the last key and the state, at least."""
NARROW, LOW = 30, 8
"""Cells and rows under which keys would tell nothing: what to do stands in their place."""
TOO_SMALL = "Enlarge: 60×18"


class Foot(Widget):
    """One row of the keys that matter now, with the state at its right; above it a note, or trouble.

    Where there is no room those in `SPARE` go first, in that order, then others from the end, never the last.
    """

    DEFAULT_CSS = """
    Foot { dock: bottom; height: auto; margin: 0 2; background: $background; color: $foreground; }
    """

    keys: reactive[tuple[tuple[str, str], ...]] = reactive((), always_update=False)
    """(key, what it does), most wanted first."""
    state: reactive[str] = reactive("")
    """"saved", "saving…", "kept when you reveal"."""
    note: reactive[str] = reactive("", layout=True)
    """One sentence that answers the last key; the caller takes it away."""
    trouble: reactive[str] = reactive("", layout=True)
    """A sentence that stays until the trouble is over."""

    def __init__(self, keys: tuple[tuple[str, str], ...] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(Foot.keys, keys)

    def watch_state(self) -> None:
        """Paint it now, not a frame later: no new line may stand beside the "saved" of the one before."""
        self.refresh()
        self._check_refresh()

    def _keys(self, cells: int) -> list[Piece]:
        kept = list(self.keys)
        if len(kept) > 1 and _width(kept) > cells:
            kept[-1] = (kept[-1][0], "")
        spare = [item for name in SPARE for item in kept[:-1] if item[0] == name]
        while len(kept) > 2 and _width(kept) > cells:
            kept.remove(spare.pop(0) if spare else kept[-2])
        pieces: list[Piece] = []
        for at, (key, name) in enumerate(kept):
            pieces += [(" · ", "$rule")] if at else []
            pieces += [(key, "bold"), (f" {name}" if name else "", "$quiet")]
        return pieces

    def _lines(self, cells: int, height: int) -> list[list[Piece]]:
        lines: list[list[Piece]] = [[]] if height >= 20 and not (self.trouble or self.note) else []
        for words, tone, mark in ((self.trouble, "bold $error", "! "), (self.note, "$accent", "")):
            if words:
                lines += [[(line, tone)] for line in wrapped(mark + words, min(76, cells))]
        if cells < NARROW or height < LOW:
            return [*lines, [(TOO_SMALL, "bold $accent")]]
        state = plain(self.state)
        room = cells - (width(state) + APART if state else 0)
        keys = self._keys(room)
        used = sum(width(words) for words, _ in keys)
        tone = "bold $over" if self.state.endswith("…") or self.trouble else "$quiet"
        return [*lines, [*keys, (" " * max(1, cells - used - width(state)), ""), (state, tone)]]

    def on_click(self, event: events.Click) -> None:
        """A key that is clicked is pressed."""
        place = event.get_content_offset(self)
        if place is None or place.y != self.content_size.height - 1:
            return
        at = 0
        for words, style in self._lines(self.content_size.width, self.app.size.height)[-1]:
            if at <= place.x < at + width(words) and style == "bold" and words in _PRESSED:
                self.app.simulate_key(_PRESSED[words])
            at += width(words)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row, and those of a note or trouble."""
        return len(self._lines(width, viewport.height))

    def render(self) -> Content:
        """Note, trouble, keys and state."""
        return content(self._lines(self.content_size.width, self.app.size.height))


def _width(keys: list[tuple[str, str]]) -> int:
    return sum(width(f"{key} {name}".rstrip()) + 3 for key, name in keys) - 3
