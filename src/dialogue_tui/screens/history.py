"""A session that has ended, as its learning history tells it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Markdown
from textual.widgets.markdown import MarkdownBlock

from dialogue_tui.errors import OneSentence
from dialogue_tui.store.where import DataFolder
from dialogue_tui.widgets.foot import Foot
from dialogue_tui.widgets.keys import bindings
from dialogue_tui.widgets.top import Top

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore


class History(Screen[str | None]):
    """To read, from the line `entry` on where there is one; `r` takes the session up again, and the screen gives
    back its id then."""

    PLACES: ClassVar[tuple[str, ...]] = ("everywhere",)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("everywhere"),
        Binding("escape,q,backspace", "leave", "Back", show=False),
        Binding("r", "resume", "Reopen", show=False),
    ]
    DEFAULT_CSS = """
    History { background: $background; }
    History #top { margin: 1 2; }
    History VerticalScroll { margin: 0 2; background: $background; scrollbar-size: 1 1; }
    History Markdown { background: $background; padding: 0; margin: 0; max-width: 84; }
    History .found { background: $mark; }
    History Foot { margin: 1 2 0 2; }
    """

    def __init__(self, folder: DataFolder, session: str, solo: bool = False, entry: str = "") -> None:
        super().__init__()
        self._folder, self._session, self._solo, self._entry = folder, session, solo, entry

    def compose(self) -> ComposeResult:
        """The page, and two keys."""
        yield Top("PRIVATE · from your journal" if self._solo else "dialogue · a learning history", id="top")
        with VerticalScroll():
            yield Markdown("", parser_factory=_parser, open_links=False)
        yield Foot((("↑↓", "read"), ("r", "reopen"), ("esc", "back")))

    def on_mount(self) -> None:
        """Gather and render in a thread; the frame is there at once."""
        self.query_one(VerticalScroll).focus()
        self.run_worker(self._read, thread=True, exit_on_error=False, description="reading")

    def _read(self) -> None:
        from dialogue_tui import documents
        from dialogue_tui.history.render import render
        from dialogue_tui.telling.record import source

        anchor = ""
        try:
            with self._folder.store(self._solo).read() as reading:
                found = source(reading, self._session)
            tale = documents.tale_of(found, "staggered")
            numbers = {p.about: p.number for p in [*found.loaded.paragraphs, *tale.new]}
            anchor = f'id="p{numbers[self._entry]}"' if self._entry in numbers else ""
            text = render(tale)
            text = text.split("---\n", 2)[-1]
        except OneSentence as error:
            text = str(error)
        self.app.call_from_thread(lambda: self.run_worker(self._show(text, anchor), description="showing"))

    async def _show(self, text: str, anchor: str) -> None:
        page = self.query_one(Markdown)
        await page.update(text)
        block = next((b for b in page.query(MarkdownBlock) if anchor in (b.source or "")), None) if anchor else None
        if block is not None:
            block.add_class("found")
            self.call_after_refresh(self.query_one(VerticalScroll).scroll_to_widget, block, animate=False, top=True)

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)

    def action_resume(self) -> None:
        """Into the session again."""
        self.dismiss(self._session)


def _parser() -> MarkdownIt:
    """What documents are written in; nothing becomes a link by itself."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    parser.core.ruler.push("as_typed", _as_typed)
    return parser


def _as_typed(state: StateCore) -> None:
    """Textual makes one space of any white space inside a piece of text: so each space is a piece of its own."""
    for token in state.tokens:
        if token.children:
            token.children = [
                piece.copy(content=word)
                for piece in token.children
                for word in (
                    re.findall(r"\S+|\s", piece.content.replace("\t", "    "))
                    if piece.type == "text"
                    else [piece.content]
                )
            ]
