"""What we use of Textual though it is private there: each with what of ours breaks when Textual changes it.

`test_nothing_else_private_is_used` finds every such use; whoever needs another one pins it here.
"""

from __future__ import annotations

import ast
import asyncio
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static, TextArea

import dialogue_tui
from dialogue_tui.screens import terminal

PINNED = {
    ("DialogueApp", "_handle_exception"), ("DialogueApp", "_exception"), ("DialogueApp", "_exception_event"),
    ("DialogueApp", "_return_code"), ("GuardedDriver", "_file"), ("GuardedDriver", "_debug"),
    ("GuardedDriver", "_get_terminal_size"), ("Line", "_line_cache"), ("Line", "_rewrap_and_refresh_virtual_size"),
    ("Foot", "_check_refresh"),
}  # fmt: skip


class Boom(Exception):
    """At fault."""


class Asked(Message):
    """Something to handle."""


async def test_an_error_in_a_handler_comes_to_handle_exception() -> None:
    class Failing(App[None]):
        seen: list[Exception] = []

        def on_asked(self) -> None:
            raise Boom

        def _handle_exception(self, error: Exception) -> None:
            self.seen.append(error)

    async with (app := Failing()).run_test():
        app.post_message(Asked())
        for _ in range(1000):
            await asyncio.sleep(0)
    assert [type(e) for e in app.seen] == [Boom], (
        "App._handle_exception no longer gets the errors of handlers: DialogueApp can't save, put the terminal "
        "back and write a report without people's words, and Textual's own traceback prints them"
    )


async def test_an_error_kept_in_exception_ends_a_test_with_it() -> None:
    async def kept() -> None:
        async with (app := App[None]()).run_test():
            app._exception = Boom()

    with pytest.raises(Boom):
        await kept()
    assert isinstance(App[None]()._exception_event, asyncio.Event), (
        "App._exception or App._exception_event is gone: DialogueApp sets both, or a test in which the app fell "
        "over passes, or waits for ever"
    )


def test_the_return_code_is_kept_in_return_code() -> None:
    app = App[None]()
    app._return_code = 3
    assert app.return_code == 3, "App._return_code is gone: after a crash `dialogue` would end with status 0"


def test_the_driver_writes_to_its_file() -> None:
    source = inspect.getsource(LinuxDriver)
    assert "WriterThread(self._file)" in source, (
        "LinuxDriver no longer writes to self._file: GuardedDriver puts Drawn there, so that no frame is written "
        "after the terminal was put back"
    )
    assert inspect.signature(LinuxDriver.__init__).parameters.keys() >= {"app", "debug", "mouse", "size"}


def test_the_driver_asks_for_the_size_in_one_place() -> None:
    assert "self._get_terminal_size()" in inspect.getsource(LinuxDriver.start_application_mode), (
        "LinuxDriver no longer asks _get_terminal_size: COLUMNS and LINES would win over the window's size again"
    )


def test_the_driver_reads_in_run_input_thread_with_a_parser_of_events() -> None:
    from textual._xterm_parser import XTermParser

    reading = inspect.getsource(LinuxDriver.run_input_thread)
    assert "XTermParser(self._debug)" in reading, (
        "LinuxDriver reads keys in another way: GuardedDriver replaces run_input_thread, so that bytes that are no "
        "UTF-8 don't end the program, a paste runs no escape code and a closed terminal is noticed"
    )
    assert [str(e.key) for e in XTermParser(False).feed("a")] == ["a"], "XTermParser.feed no longer gives events"
    assert list(XTermParser(False).tick()) == [], "XTermParser.tick is gone: Escape alone would never be a key"


async def test_painted_lines_of_a_text_area_are_kept_in_its_line_cache() -> None:
    class Stage(App[None]):
        def compose(self) -> Iterator[Widget]:
            yield TextArea("some words")

    async with (app := Stage()).run_test() as pilot:
        await pilot.pause()
        area = app.query_one(TextArea)
        area.render_line(0)
        assert len(area._line_cache) > 0, (
            "TextArea._line_cache is gone: when Line masks what was typed, the letters stay on the screen"
        )
        area._line_cache.clear()


async def test_a_text_area_can_be_made_to_wrap_anew() -> None:
    class Narrowed(TextArea):
        head = 0

        @property
        def gutter_width(self) -> int:
            return self.head

    class Stage(App[None]):
        def compose(self) -> Iterator[Widget]:
            yield Narrowed("word " * 10, soft_wrap=True)

    async with (app := Stage()).run_test(size=(70, 24)) as pilot:
        await pilot.pause()
        area = app.query_one(Narrowed)
        before = area.wrapped_document.height
        area.head = 50
        area._rewrap_and_refresh_virtual_size()
        assert area.wrapped_document.height > before, (
            "TextArea._rewrap_and_refresh_virtual_size no longer wraps: after a longer prompt, Line's text runs "
            "out of its right edge"
        )


async def test_a_change_can_be_painted_at_once() -> None:
    class Stage(App[None]):
        def compose(self) -> Iterator[Widget]:
            yield Static("before")

    async with (app := Stage()).run_test() as pilot:
        await pilot.pause()
        widget, updates = app.query_one(Static), list[str]()
        app.screen.post_message = lambda message: updates.append(type(message).__name__) or True  # type: ignore
        widget.refresh()
        widget._check_refresh()
        del app.screen.post_message  # type: ignore[attr-defined]
        assert "Update" in updates, (
            "Widget._check_refresh no longer asks for the repaint at once: Foot's 'saved' of the line before would "
            "stand beside a new line that isn't"
        )


# That nothing else is used.


def classes() -> Iterator[type[Any]]:
    """Every class of ours that is one of Textual's."""
    found: list[Any] = [terminal.driver()]
    for module in pkgutil.walk_packages(dialogue_tui.__path__, "dialogue_tui."):
        if not module.name.endswith("__main__"):
            found += vars(importlib.import_module(module.name)).values()
    for made in dict.fromkeys(c for c in found if inspect.isclass(c)):
        if made.__module__.startswith("dialogue_tui.") and theirs(made):
            yield made


def theirs(made: type[Any]) -> list[type[Any]]:
    return [c for c in made.__mro__ if c.__module__.startswith("textual.")]


@cache
def attributes(base: type[Any]) -> set[str]:
    """What a class of Textual has of its own, and what it sets on its instances."""
    return set(vars(base)) | set(re.findall(r"self\.(_[a-z]\w*)", inspect.getsource(base)))


def private(source: str) -> set[str]:
    """The private attributes of self and the private methods in a class's text."""
    tree = ast.parse(dedent(source))
    named = [n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute) and ast.unparse(n.value) == "self"]
    named += [n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return {name for name in named if re.match("_[a-z]", name)}


def test_nothing_else_private_is_used() -> None:
    found = set()
    for made in classes():
        known = set[str]().union(*map(attributes, theirs(made)))
        found |= {(made.__name__, name) for name in private(inspect.getsource(made)) & known}
    assert found == PINNED


def test_no_private_module_or_attribute_of_another_object_is_used() -> None:
    sources = {p: p.read_text("utf-8") for p in Path(dialogue_tui.__path__[0]).rglob("*.py")}
    imported = {
        m for text in sources.values() for m in re.findall(r"(?:from|import) (textual\.(?:\w+\.)*_\w+)", text)
    }
    assert imported == {"textual._xterm_parser"}
