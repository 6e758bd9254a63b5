"""A session as a bundle: all of it is there."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exchange.bundles import parse
from tests.hostile import cleaned
from tests.telling.drawn import any_text
from tests.telling.sample import WITHHELD, circle, comment, review

from dialogue_tui.exchange.bundle import LISTS, dump
from dialogue_tui.history.gather import gather
from dialogue_tui.history.render import render
from dialogue_tui.store.records import Entry, Exported, Link, Team, Thread, Version


def full() -> Any:
    loaded, places = review()
    loaded.paragraphs = gather(loaded, places).new
    loaded.comments = [comment(5, "One reading.")]
    loaded.links = [Link("l1", "s1", "e003", "e004", "because")]
    loaded.versions = [Version("v1", "s1", "t", 1, ["e003"])]
    loaded.brought = [(Thread("h9", "question", "o9", "s0", "t"), Entry("o9", "s0", "close/handons", text="Why?"))]
    loaded.exported = [Exported("x1", "s1", "secret-folder/x.lh.md", "0")]
    return loaded, places


def test_everything_comes_back_withheld_lines_included() -> None:
    loaded, places = full()
    text = dump(loaded, Team("t", "Tarn core team"))
    back = parse(text)
    assert WITHHELD in text
    assert "including lines withheld" in json.loads(text)["note"]
    assert back.team == Team("t", "Tarn core team")
    assert back.loaded.session == loaded.session
    for name in LISTS:
        assert sorted(getattr(back.loaded, name), key=lambda r: r.id) == sorted(
            getattr(loaded, name), key=lambda r: r.id
        )
    assert back.loaded.brought == loaded.brought
    assert dump(back.loaded, back.team) == text
    assert render(gather(back.loaded, places)) == render(gather(loaded, places))


def test_what_belongs_to_one_machine_stays_out() -> None:
    assert "secret-folder" not in dump(full()[0])


def test_the_order_of_rows_does_not_matter() -> None:
    loaded, _ = full()
    text = dump(loaded)
    loaded.entries.reverse()
    loaded.paragraphs.reverse()
    assert dump(loaded) == text


@settings(max_examples=60, deadline=None)
@given(st.lists(any_text, max_size=4))
def test_any_text_comes_back(texts: list[str]) -> None:
    loaded, _ = circle(texts)
    assert [e.text for e in parse(dump(loaded)).loaded.entries] == texts


def test_hostile_samples_come_back() -> None:
    texts = cleaned()
    assert [e.text for e in parse(dump(circle(texts)[0])).loaded.entries] == texts
