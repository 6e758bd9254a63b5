"""Every line that consent allows, in three formats that come back as they went out."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from itertools import count

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.hostile import cleaned
from tests.telling.drawn import any_text
from tests.telling.sample import ANONYMOUS, NAMES, PEOPLE, PRIVATE, STARTED, WITHHELD, Sheet, case, circle, review

from dialogue_tui.exchange.errors import FormatError
from dialogue_tui.exchange.transcript import COLUMNS, as_csv, as_json, as_markdown, transcript, written
from dialogue_tui.protocols.library import find
from dialogue_tui.protocols.plan import plan
from dialogue_tui.store.records import Entry, Link, Loaded, Person, Session

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
    told = {(n["who"], n["at"]) for n in lines if n["attribution"] == "anonymous" and n["text"]}
    assert told == {("a team member", ""), (None, "")}


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
        "four people +2, three people +1; n = 7",
        "Fewer than four people answered; the spread is not shown",
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
    check_words(cleaned())


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
    for title in cleaned():
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


def readable(loaded: Loaded, places: list, **options: object) -> list[str]:
    return as_markdown(transcript(loaded, places, **options)).splitlines()


def test_what_was_chosen_from_a_list_was_not_spoken() -> None:
    places = plan(find("ladder-of-inference"))
    place, field = next((p, f) for p in places[1:] for f in getattr(p.part.settled, "fields", ()) if f.options)
    sheet = Sheet("s7")
    words = field.options[0].title or field.options[0].name
    sheet.say(place.key, words, "p1", slot=field.name)
    loaded = Loaded(Session("s7", "ladder-of-inference", "hour", "", STARTED), entries=sheet.entries, people=PEOPLE)
    (line,) = [line for line in readable(loaded, places) if "Firmware lead" in line]
    assert line.endswith(words)
    assert "“" not in line
    assert entries(loaded, places)[0]["wording"] == "spoken"


def test_a_hand_on_is_told_in_words_and_kept_as_typed_for_programs() -> None:
    loaded, places = review()
    told = readable(loaded, places)
    assert (
        "- **Sales operations manager** · *commitment*: “call five sites” · by 2026-01-28 "
        "· expected: two stop calling · noticed by: support dashboard"
    ) in told
    assert (
        "- **Firmware lead** · *assumption*: “we assume installers read” "
        "· what would show it wrong: three of four keep the card"
    ) in told
    typed = "[Sales operations manager]: call five sites by 28 Jan > two stop calling ? support dashboard"
    assert typed in [line["text"] for line in entries(loaded, places)]
    loaded.entries = [replace(e, person="p1") if e.slot == "commitment" else e for e in loaded.entries]
    told = readable(loaded, places)
    assert any("call five sites” · taken on by Sales operations manager · by 2026" in line for line in told)


def vision(sitting: str, here: Sheet, links: list[Link], before: Sheet) -> list[str]:
    places = plan(find("shared-vision"), sitting=sitting)
    session = Session("s7", "shared-vision", "hour", "", STARTED, sitting=sitting)
    loaded = Loaded(session, entries=here.entries, links=links, people=PEOPLE)
    back = transcript(loaded, places, before=before.entries)
    assert {e["id"] for e in json.loads(as_json(back))["entries"]} == {e.id for e in here.entries}
    assert len(list(csv.DictReader(io.StringIO(as_csv(back), newline="")))) == len(here.entries)
    return [line for line in as_markdown(back).splitlines() if line.lstrip().startswith("- **")]


def sheets() -> tuple[Sheet, Sheet]:
    before, here = Sheet("s6"), Sheet("s7")
    here.numbers = count(50)
    return before, here


def test_themes_hold_their_lines_of_the_sitting_before() -> None:
    before, here = sheets()
    said = ("A quiet Monday.", "I order once.", "Not yet.")
    lines = [before.say("vis.phrases/round", text, "p1") for text in said]
    back = before.say("vis.phrases/round", WITHHELD, "p2", consent="no")
    slip = before.say("vis.phrases/round", ANONYMOUS, attribution="anonymous")
    theme = here.say("vis.themes/groups", "They fix it", "p2")
    links = [Link(f"l{e.id}", "s7", e.id, theme.id, "belongs to") for e in (*lines[:2], back, slip)]
    assert vision("b", here, links, before) == [
        "- **Sales operations manager**: “They fix it”",
        "  - **Firmware lead**: “A quiet Monday.”",
        "  - **Firmware lead**: “I order once.”",
        "- **Firmware lead** · *kept on its own*: “Not yet.”",
    ]


def test_lines_of_a_text_say_what_became_of_them_and_whose_words_they_are() -> None:
    before, here = sheets()
    said = before.say("vis.draft/aloud", "A quiet Monday.", "p1", consent="yes")
    taken = before.say("vis.one/text", "A quiet Monday.", slot="line", row="r1")
    nobodys = before.say("vis.one/text", "From a slip.", slot="line", row="r2", attribution="anonymous")
    old = here.say("vis.revise/text", "A quiet Monday.", slot="earlier", row="1", position=1.0)
    here.say("vis.revise/text", "A quiet Tuesday.", "p2", slot="line", row="1", position=1.0)
    slip = here.say("vis.revise/text", "From a slip.", slot="line", row="2", position=2.0)
    here.say("vis.revise/text", "Partner.", slot="dropped", row="3", position=3.0, value={"reason": "Tame."})
    links = [Link("l1", "s7", taken.id, old.id, "comes from"), Link("l2", "s7", nobodys.id, slip.id, "comes from")]
    assert said.text == taken.text
    assert sorted(vision("c", here, links, before)) == [
        "- **Firmware lead** · *line 1, replaced*: “A quiet Monday.”",
        "- **Sales operations manager** · *line 1*: “A quiet Tuesday.”",
        "- **Someone** · *line 2*: “From a slip.”",
        "- **Someone** · *line 3, dropped*: “Partner.” · reason: Tame.",
    ]


def test_alone_each_turn_stands_with_its_speaker() -> None:
    sheet = Sheet("s5")
    sheet.say("lhc.right/write", "By four.", slot="said", row="r", value={"speaker": "Rowan"}, wording="written")
    sheet.say("lhc.mark/mark", "J judged", slot="judged", wording="written")
    links = [Link("l", "s5", sheet.entries[0].id, sheet.entries[1].id, "belongs to")]
    session = Session("s5", "left-hand-column", "solo", "", STARTED, solo=True, people=1)
    places = plan(find("left-hand-column"), "solo", solo=True)
    told = readable(Loaded(session, entries=sheet.entries, links=links), places)
    assert "- **Rowan**: By four." in told
    at = told.index("- **I**: J judged")
    assert told[at + 1] == "  - **Rowan**: By four."


def test_an_anonymous_line_stands_under_no_mark() -> None:
    loaded, places = review()
    slip = next(e for e in loaded.entries if e.text == ANONYMOUS)
    mark = Entry("m1", "s1", "atr.loop/which", "better", position=1.0, text="Do it better", person="p1")
    loaded.entries.append(mark)
    loaded.links = [Link(f"l{id}", "s1", id, mark.id, "belongs to") for id in (slip.id, "e011")]
    told = readable(loaded, places)
    assert sum(ANONYMOUS in line for line in told) == 1
    assert any(line.startswith("  - ") for line in told)


def test_people_without_a_role_go_by_letters_however_many_they_are() -> None:
    loaded, places = circle([])
    people = [Person(f"x{n}", "t", f"Somebody {n}") for n in range(30)]
    sheet = Sheet("s9")
    for person in people:
        sheet.say("cir.open/open", "A word", person.id)
    lines = entries(replace(loaded, entries=sheet.entries, people=people), places)
    letters = [str(line["who"]).removeprefix("Participant ") for line in lines]
    assert letters == [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "AA", "AB", "AC", "AD"]
