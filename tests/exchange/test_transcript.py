"""Every line that consent allows, in three formats that come back as they went out."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.telling.sample import ANONYMOUS, NAMES, PRIVATE, WITHHELD, case, circle, review
from tests.telling.test_markdown import any_text, hostile

from dialogue_tui.exchange.errors import FormatError
from dialogue_tui.exchange.transcript import COLUMNS, as_csv, as_json, as_markdown, transcript, written
from dialogue_tui.store.records import Entry, Loaded

READER = MarkdownIt("commonmark").enable("table")
FORMATS = ("md", "json", "csv")


def entries(loaded: Loaded, places: list, **options: object) -> list[dict]:
    return json.loads(as_json(transcript(loaded, places, **options)))["entries"]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("names", [False, True])
def test_private_and_withheld_lines_are_nowhere(format: str, names: bool) -> None:
    text = written(transcript(*review(), team="Tarn", names=names), format)
    assert PRIVATE not in text
    assert WITHHELD not in text
    words = [word for name in NAMES for word in name.split()]
    assert [w for w in words if re.search(rf"\b{w}\b", text)] == (["Cem", "Okafor"] if names else [])


def test_withheld_lines_are_counted() -> None:
    found = transcript(*review())
    assert as_markdown(found).endswith("\n1 statement withheld by its speaker.\n")
    assert json.loads(as_json(found))["withheld"] == 1


def test_every_entry_has_the_keys_that_programs_rely_on() -> None:
    body = json.loads(as_json(transcript(*review(), team="Tarn")))
    assert body["schema"] == 1
    assert body["session"]["team"] == "Tarn"
    for entry in body["entries"]:
        assert set(entry) >= {"id", "step", "text", "who", "attribution", "wording", "consent"}


def test_lines_come_in_the_order_of_places_and_anonymous_ones_end_their_step() -> None:
    loaded, places = review()
    loaded.entries.reverse()
    lines = entries(loaded, places)
    steps = list(dict.fromkeys(line["step"] for line in lines))
    assert steps == ["opening", "atr.intended", "atr.actual", "atr.surprise", "atr.more", "close", "parked"]
    more = [line["attribution"] for line in lines if line["step"] == "atr.more"]
    assert more == ["role", "role", "anonymous"]


def test_an_anonymous_line_has_no_author_and_no_time() -> None:
    loaded, places = review()
    stray = Entry(
        "x", "s1", "atr.more/why", text="x", person="p1", attribution="anonymous", at="2026-01-14T08:00:00Z"
    )
    lines = entries(replace(loaded, entries=[*loaded.entries, stray]), places)
    for line in (line for line in lines if line["attribution"] == "anonymous" and line["text"]):
        assert (line["who"], line["at"]) in {("a team member", ""), (None, "")}


def test_others_than_the_core_team_do_not_see_anonymous_lines() -> None:
    loaded, places = review()
    found = transcript(loaded, places, audience="public")
    for format in FORMATS:
        assert ANONYMOUS not in written(found, format)
    assert json.loads(as_json(found))["anonymous_left_out"] is True
    assert "Anonymous lines and spreads are left out." in as_markdown(found)
    assert ANONYMOUS in as_json(transcript(loaded, places, audience="public", agreed=True))


def test_a_spread_is_told_in_words_and_withheld_below_four() -> None:
    spreads = [line for line in entries(*review()) if line["step"] == "atr.surprise"]
    assert [s["text"] for s in spreads] == [
        "+2 × 4, +1 × 3; n = 7",
        "Fewer than four people answered; the spread is not shown.",
    ]
    assert spreads[1]["value"] == {"answered": 0, "counts": {}}


def test_wording_decides_on_quotation_marks() -> None:
    text = as_markdown(transcript(*review()))
    assert "- **Firmware lead**: “I expected" in text
    assert "- **Sales operations manager**, in short: the card" in text
    assert "- **Participant B**: Three of four" in text


@settings(max_examples=80, deadline=None)
@given(st.lists(any_text.filter(bool), min_size=1, max_size=4))
def test_words_come_back_in_every_format(texts: list[str]) -> None:
    check_words(texts)


def test_hostile_samples_come_back() -> None:
    check_words([text for text in hostile() if text])


def check_words(texts: list[str]) -> None:
    found = transcript(*circle(texts))
    assert [e["text"] for e in json.loads(as_json(found))["entries"]] == texts
    rows = list(csv.DictReader(io.StringIO(as_csv(found), newline="")))
    assert [row["text"] for row in rows] == texts
    assert tuple(rows[0]) == COLUMNS
    inlines = [t for t in READER.parse(as_markdown(found).split("---\n", 2)[2]) if t.type == "inline"]
    said = ["".join("\n" if c.type.endswith("break") else c.content for c in t.children or []) for t in inlines]
    for text in texts:
        assert any(line.endswith(f": “{text}”") for line in said)


def test_front_matter_is_yaml_whatever_the_title() -> None:
    loaded, places = circle(["x"])
    for title in hostile():
        text = as_markdown(transcript(replace(loaded, session=replace(loaded.session, title=title)), places))
        assert yaml.safe_load(text.split("---\n")[1])["type"] == "transcript"


def test_the_same_data_gives_the_same_bytes() -> None:
    for format in FORMATS:
        assert written(transcript(*review()), format) == written(transcript(*review()), format)


def test_an_unknown_format_names_the_nearest() -> None:
    with pytest.raises(FormatError, match="try json"):
        written(transcript(*review()), "jsn")


def test_nobody_known_is_null_for_programs() -> None:
    loaded, places = review()
    found = {line["text"]: line["who"] for line in entries(loaded, places)}
    assert found["Nobody was noted for this one."] is None
    assert found["The retry carried it, because it needs nobody."] == "Firmware lead"


def test_a_case_in_the_open_is_told_as_consent_allows() -> None:
    loaded, places = case("kept")
    told = transcript(loaded, places)
    assert [line.text for line in told.lines] == ["Is it fixed?"]
    assert told.withheld == 1
    assert transcript(*case("")).lines == []
