"""The line: always ready. Type, Enter, it is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import TextArea

from dialogue_tui.text import LONGEST, TooLong, clean, shorten, width

from .text import plain

_ELSEWHERE = {"pageup", "pagedown", "f6", "f7", "ctrl+c", "super+c", "ctrl+k"}
"""Keys that a text area would take and that mean something to the screen, or nothing."""


_DOTS = ("\u200b", "•", "・")
"""What stands for a glyph of no, one and two cells."""


def _own_bindings() -> list[BindingType]:
    kept: list[BindingType] = []
    for binding in TextArea.BINDINGS:
        if isinstance(binding, Binding) and not _ELSEWHERE & set(binding.key.split(",")):
            kept.append(binding)
    return [
        *kept,
        Binding("ctrl+c,super+c", "copy", "Copy", show=False),
        Binding("ctrl+j", "newline", "New line", show=False),
    ]


def _unprinted(event: events.Key) -> bool:
    """A character that a text area would drop though people type it: joiners, no-break and ideographic spaces."""
    return bool(event.character and event.character > "\x9f" and not event.is_printable and clean(event.character))


class Line(TextArea, inherit_bindings=False):
    """One line that grows to three.

    Letters are always text. Enter posts `Said`; `signs` at the start of an empty line post `Sign`; Tab and
    Shift+Tab post `Turn`; `at_top` says whether Up would leave the text. Undo and redo are the text's own while
    there is text, and go on to the screen otherwise, as do Escape, Page Up and Page Down.
    """

    BINDINGS: ClassVar[list[BindingType]] = _own_bindings()
    DEFAULT_CSS = """
    Line, Line:focus {
        height: auto; min-height: 1; max-height: 3; margin: 0 2; padding: 0; border: none;
        background: $background; color: $foreground; scrollbar-size: 0 0;
        & .text-area--cursor-line { background: $background; }
        & .text-area--placeholder { color: $quiet; }
        & .text-area--gutter { color: $accent; text-style: bold; }
        & .text-area--suggestion { color: $quiet; }
    }
    """

    prompt: reactive[str] = reactive("", init=False)
    """What stands before the ›: a slot, or who is speaking."""
    hint: reactive[str] = reactive("", init=False)
    """What an empty line says about itself."""
    masked: reactive[bool] = reactive(False)
    """Whether what is typed shows as dots: it is for the one who types, not for the wall."""
    names: Sequence[str] = ()
    """Names that → completes after an @."""
    signs: str = "?."
    """Characters that mean something else at the start of an empty line."""

    class Said(Message):
        """Enter. `text` has passed the gate; the line is empty again."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Empty(Message):
        """Enter on an empty line."""

    class Sign(Message):
        """One of `signs`, typed into the empty line."""

        def __init__(self, sign: str) -> None:
            super().__init__()
            self.sign = sign

    class Turn(Message):
        """Tab (+1) or Shift+Tab (-1): the next or previous column, rung or group."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class TooLong(Message):
        """More than one entry holds; the text stays. `reason` is a sentence for the room."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    def __init__(self, prompt: str = "", *, hint: str = "", id: str | None = None) -> None:
        super().__init__(id=id, soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        self.cursor_blink = False
        self.highlight_cursor_line = False
        self.match_cursor_bracket = False
        self.set_reactive(Line.prompt, prompt)
        self.hint = hint
        self._refused = ""

    def watch_prompt(self) -> None:
        """The prompt takes room from the text."""
        self._rewrap_and_refresh_virtual_size()
        self.refresh()

    def watch_hint(self, hint: str) -> None:
        """Shown as it is, never as markup."""
        self.placeholder = Content(plain(hint))

    def watch_masked(self) -> None:
        """What was painted with the other face is painted anew."""
        self._line_cache.clear()
        self.refresh()

    def get_line(self, line_index: int) -> Text:
        """A line of the text as it is painted; masked, every glyph is a dot of its width."""
        line = super().get_line(line_index)
        if self.masked:
            line.plain = "".join(c if c == "\t" else _DOTS[width(c)] if c.strip() else c for c in line.plain)
        return line

    @property
    def head(self) -> str:
        """The prompt as it is drawn, at most a third of the line wide."""
        if not self.prompt:
            return "›  "
        return f"{shorten(plain(self.prompt), max(8, self.size.width // 3))} ›  "

    @property
    def gutter_width(self) -> int:
        """Cells before the text; wrapping, the cursor and the mouse all go by it."""
        return width(self.head)

    def render_line(self, y: int) -> Strip:
        """The prompt, then the text."""
        head = self.head if self.scroll_offset.y + y == 0 else " " * width(self.head)
        style = self.get_component_rich_style("text-area--gutter")
        cells = max(0, self.content_size.width - width(head))
        text = super().render_line(y).adjust_cell_length(cells, self.rich_style)
        return Strip.join([Strip([Segment(head, style)], width(head)), text])

    def reset(self, text: str = "", *, selected: bool = False) -> None:
        """Another text, and nothing of the old one in its undo history. The cursor goes to the end; `selected`,
        typing replaces it."""
        self._refused = ""
        self.load_text(text)
        self.move_cursor(self.document.end)
        if selected:
            self.select_all()

    def bring_back(self, text: str) -> None:
        """Put back what was refused, all of it selected: typing replaces it, undo brings it back.

        What was typed ahead in the meantime has replaced it already.
        """
        ahead = self.text
        self.load_text(text)
        self._refused = text
        self.select_all()
        if ahead:
            self.replace(ahead, *self.selection, maintain_selection_offset=False)

    @property
    def brought_back(self) -> bool:
        """Whether what was refused stands there as it came back."""
        return bool(self._refused) and self.text == self._refused

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Undo and redo of an empty line belong to the session."""
        if action in {"undo", "redo"} and not self.text:
            return False
        return super().check_action(action, parameters)

    def action_newline(self) -> None:
        """A line end inside the text."""
        self.replace("\n", *self.selection, maintain_selection_offset=False)

    @property
    def at_top(self) -> bool:
        """Whether the cursor is on the first line, so that Up leads out of the text."""
        return self.wrapped_document.location_to_offset(self.cursor_location).y == 0

    def update_suggestion(self) -> None:
        """After an @ and the beginning of a name: the rest of it."""
        self.suggestion = ""
        if self.masked:
            return
        typed = self.text.removeprefix("@")
        if typed and typed != self.text:
            match = next((n for n in self.names if n.casefold().startswith(typed.casefold()) and n != typed), "")
            self.suggestion = plain(match[len(typed) :])

    async def on_key(self, event: events.Key) -> None:
        message: Message | None = None
        if event.key == "enter":
            self._say()
        elif event.key in {"tab", "shift+tab"}:
            message = self.Turn(1 if event.key == "tab" else -1)
        elif not self.text and event.character and event.character in self.signs:
            message = self.Sign(event.character)
        elif event.key.startswith("alt+"):
            event.prevent_default()  # a text area would take the letter; the screen may have an action for it
            return
        elif _unprinted(event):
            self.replace(event.character or "", *self.selection, maintain_selection_offset=False)
        else:
            return
        event.stop()
        event.prevent_default()
        if message is not None:
            self.post_message(message)

    def _say(self) -> None:
        try:
            text = clean(self.text)
        except TooLong as error:
            self.post_message(self.TooLong(str(error)))
            return
        if not text.strip():
            self.post_message(self.Empty())
            return
        self.reset()
        self.post_message(self.Said(text))

    async def on_paste(self, event: events.Paste) -> None:
        """A paste passes the gate before it is shown."""
        event.stop()
        event.prevent_default()
        pasted = event.text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
        try:
            if len(self.text) + len(pasted) > LONGEST:
                clean(self.text + pasted)
            pasted = clean(pasted)
        except TooLong as error:
            self.post_message(self.TooLong(str(error)))
            return
        result = self.replace(pasted, *self.selection, maintain_selection_offset=False)
        self.move_cursor(result.end_location)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """One line, or as many as the text wraps to; the stylesheet stops at three."""
        return max(1, self.wrapped_document.height)

    def on_text_area_changed(self) -> None:
        """The line may have grown."""
        self.refresh(layout=self.styles.is_auto_height is not False)

    @property
    def cursor_region(self) -> Region:
        """Where the cursor is, on the screen."""
        x, y = self.cursor_screen_offset
        return Region(x, y, 1, 1)
