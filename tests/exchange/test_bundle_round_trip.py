"""A session as a bundle: all of it comes back, and nothing that is not one gets in."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.hostile import cleaned
from tests.telling.drawn import any_text
from tests.telling.sample import STARTED, WITHHELD, circle, comment, review

from dialogue_tui.exchange import bundle
from dialogue_tui.exchange.bundle import dump, parse
from dialogue_tui.exchange.errors import BundleError
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
    for name in (
        "entries",
        "links",
        "threads",
        "events",
        "people",
        "presence",
        "versions",
        "comments",
        "paragraphs",
    ):
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


def test_hostile_samples_come_back_and_escapes_do_not_get_in() -> None:
    texts = cleaned()
    assert [e.text for e in parse(dump(circle(texts)[0])).loaded.entries] == texts
    body = json.loads(dump(circle(["x"])[0]))
    body["entries"][0]["text"] = "a\x1b[2Jb\u202e"
    body["entries"][0]["value"] = {"k\x07": ["\x1b]52;c\x07"]}
    body["session"]["protocol_text"] = "\x1b" + "name = 'x'\n" * 4000
    entry = parse(json.dumps(body)).loaded.entries[0]
    assert (entry.text, entry.value) == ("a[2Jb", {"k": ["]52;c"]})


def changed(**fields: Any) -> str:
    body = json.loads(dump(full()[0]))
    body.update(fields)
    return json.dumps(body)


def with_entry(**fields: Any) -> str:
    body = json.loads(dump(full()[0]))
    body["entries"][0].update(fields)
    return json.dumps(body)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Line 1, column 1: this is not JSON"),
        ('{"schema": 1,', "Line 1"),
        ("[]", "one JSON object"),
        ("null", "one JSON object"),
        ("{}", "type"),
        ('{"type": "dialogue-session", "type": 1}', "'type' stands twice"),
        ('{"a": NaN}', "NaN is not a number"),
        ('{"a": ' + "9" * 5000 + "}", "number in the file is too long"),
        ("[" * 100_000, "deeper than 20"),
        ('{"a":' * 25 + "1" + "}" * 25, "deeper than 20"),
        (changed(schema=2), "schema: this program reads 1, the file has 2"),
        (changed(other=1), "there is no 'other' here"),
        (changed(entries={}), "entries: this should be a list"),
        (changed(session=None), "session: this should be an object"),
        (changed(entries=[{}]), "entries\\[0\\]: 'id' is missing"),
        (with_entry(id=3), "entries\\[0\\].id: this should be str"),
        (with_entry(id=""), "entries\\[0\\].id: it is empty"),
        (with_entry(id="e003"), "'e003' is there twice"),
        (with_entry(colour="red"), "entries\\[0\\]: there is no 'colour' here"),
        (with_entry(position=True), "position: this should be float"),
        (with_entry(consent="maybe"), "consent: 'maybe' is none of role only, yes, no"),
        (with_entry(session="s2"), "belongs to another session"),
        (with_entry(text="x" * 20_001), "20,001 characters"),
        (with_entry(attribution="anonymous", person="p1"), "holds no person and no time"),
        (with_entry(attribution="anonymous", at=STARTED), "holds no person and no time"),
        (changed(brought=[{"thread": {}}]), "brought\\[0\\].thread: 'id' is missing"),
    ],
)
def test_what_is_no_session_is_refused_and_says_where(text: str, said: str) -> None:
    with pytest.raises(BundleError, match=said):
        parse(text)


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "LARGEST", 10)
    with pytest.raises(BundleError, match="larger than"):
        parse(dump(full()[0]))


def test_messages_hold_no_control_characters() -> None:
    with pytest.raises(BundleError) as caught:
        parse(with_entry(**{"\x1b[2J": 1}))
    assert "\x1b" not in str(caught.value)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@settings(max_examples=150, deadline=None)
@given(json_values, st.sampled_from(["session", "entries", "people", "team", "brought", "type"]))
def test_any_json_is_read_or_refused(value: Any, key: str) -> None:
    body = json.loads(dump(circle(["x"])[0]))
    body[key] = value
    refused = False
    try:
        parse(json.dumps(body))
    except BundleError:
        refused = True
    assert refused or value in ([], None)


def test_a_torn_bundle_never_reads_as_a_shorter_session() -> None:
    text = dump(replace(full()[0]))
    for end in range(0, len(text) - 2, 997):
        with pytest.raises(BundleError):
            parse(text[:end])
