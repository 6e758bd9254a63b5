"""The gate on the way out."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.hostile import hostile

from dialogue_tui.cli.output import say, say_json, say_table
from dialogue_tui.text import printable

LOUD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

anything = st.text(st.characters(), max_size=200)


@given(anything)
def test_nothing_that_drives_a_terminal_gets_out(words: str) -> None:
    assert not LOUD.search(printable(words))
    assert LOUD.sub("", words) == printable(words)


def test_long_texts_pass_whole() -> None:
    assert printable("é" * 70_001) == "é" * 70_001


@given(words=anything)
def test_json_is_whole_and_quiet(words: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        out: list[str] = []
        patch.setattr("sys.stdout.write", out.append)
        say_json(entries=[{"text": words}])
    printed = "".join(out)
    assert not LOUD.search(printed)
    assert json.loads(printed) == {"schema": 1, "entries": [{"text": words}]}


def test_columns_stand_under_each_other_in_any_script(capsys: pytest.CaptureFixture[str]) -> None:
    say_table([("Ana", "x"), ("日本", "y"), ("two\nlines\x1b[2J", "z")])
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["Ana           x", "日本          y", "two lines[2J  z"]


def test_samples_that_break_programs(capsys: pytest.CaptureFixture[str]) -> None:
    for words in hostile():
        say(words)
        out = capsys.readouterr().out
        assert not LOUD.search(out)
        assert out == LOUD.sub("", words) + "\n"
