"""No name leaves by history, transcript, `show` or bundle but in somebody's own words, and those are found."""

from __future__ import annotations

import json
import re
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.history.reading import told
from tests.telling.sample import STARTED

from dialogue_tui.activities.base import Work
from dialogue_tui.activities.entry import BELONGS, CONSENTS, WORDINGS, Entry, Link
from dialogue_tui.activities.handon import thread_of
from dialogue_tui.cli.looking import entry_row, say_session
from dialogue_tui.exchange.bundle import dump
from dialogue_tui.exchange.transcript import FORMATS, transcript, written
from dialogue_tui.history.gather import gather
from dialogue_tui.protocols.library import find
from dialogue_tui.protocols.plan import Place, plan
from dialogue_tui.store.records import Comment, Loaded, Person, Presence, Session, Thread, ThreadEvent
from dialogue_tui.telling.record import AUDIENCES, Record, Source, anonymous

PEOPLE = [
    Person("p1", "t", "Quilla Vanterby", "Firmware lead"),
    Person("p2", "t", "Bo Ødegård", "Installer"),
    Person("p3", "t", "田中"),
    Person("p4", "t", "Xanthe de Wyk", "Installer", part="champion"),
]
NAMES = ("Quilla", "Vanterby", "Bo", "Ødegård", "田中", "Xanthe", "Wyk")
PROTOCOLS = ("action-to-reflection", "dialogue-circle", "ladder-of-inference", "left-hand-column", "shared-vision")
WORDS = ("the", "box", "went", "back", "by", "night", "we", "saw", "it")
plain = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
named = st.tuples(plain, st.sampled_from(NAMES), plain).map(lambda words: f"{words[0]} {words[1]}'s {words[2]}")
texts = st.one_of(plain, plain, plain, named)
owners = st.sampled_from(("", "Bo: ", "Quilla Vanterby: ", "Installer: ", "somebody else: "))


@st.composite
def sessions(draw: st.DrawFn) -> Loaded:
    """Any session whose people are told by role, with names in some of what they say."""
    protocol = draw(st.sampled_from(PROTOCOLS))
    places = plan(find(protocol))
    loaded = Loaded(
        Session("s1", protocol, "hour", draw(texts), STARTED, 60, team="t", visited=[p.key for p in places]),
        people=PEOPLE, presence=[Presence(f"s1:{n}", "s1", n) for n in ("p1", "p2")],
    )  # fmt: skip
    for place in draw(st.lists(st.sampled_from(places), max_size=8)):
        entry = _said(draw, place, loaded.entries)
        loaded.entries.append(entry)
        if place.part.activity.hands_on and entry.slot:
            _opened(draw, loaded, entry)
    ids = [e.id for e in loaded.entries]
    if ids:
        ends = st.sampled_from(ids)
        for n, (source, target) in enumerate(draw(st.lists(st.tuples(ends, ends), max_size=3))):
            loaded.links.append(Link(f"k{n}", "s1", source, target, BELONGS))
    if draw(st.booleans()):
        loaded.comments.append(Comment("c1", "s1", 1, draw(texts), at=STARTED))
    return loaded


def _said(draw: st.DrawFn, place: Place, there: list[Entry]) -> Entry:
    slots = place.part.activity.slots(place.part.settled, Work(entries=[e for e in there if e.part == place.key]))
    entry = Entry(
        f"e{len(there)}", "s1", place.key, draw(st.sampled_from([slot.name for slot in slots] or [""])),
        position=float(len(there)), text=draw(texts), person=draw(st.sampled_from(("p1", "p2", "p3", "p4", None))),
        attribution=draw(st.sampled_from(("role", "named"))), wording=draw(st.sampled_from(WORDINGS)),
        consent=draw(st.sampled_from(CONSENTS)), at=STARTED, offset=60,
    )  # fmt: skip
    if place.part.activity.names_nobody:
        entry = replace(
            entry, row=entry.id, value={"speaker": draw(st.sampled_from(("Me", "Bo", "Xanthe de Wyk")))}
        )
    if place.part.activity.hands_on and entry.slot == "commitment":
        entry = replace(
            entry, text=draw(owners) + draw(plain) + " by Friday > " + draw(texts) + " ? " + draw(texts)
        )
    if draw(st.integers(0, 3)) == 0:
        entry = replace(entry, attribution="anonymous", person=None, at=None, offset=None)
    return entry


def _opened(draw: st.DrawFn, loaded: Loaded, entry: Entry) -> None:
    drafted = thread_of(entry.text, entry.slot)
    thread = Thread(
        f"h{entry.id}", drafted.kind, entry.id, "s1", "t", owner=draw(st.sampled_from((None, "p1", "p4"))),
        owner_typed=drafted.owner, expected=drafted.expected, measure=drafted.measure,
    )  # fmt: skip
    loaded.threads.append(thread)
    if draw(st.booleans()):
        came = {"actual": draw(texts), "why": draw(texts), "state": "done"}
        loaded.threads[-1] = replace(thread, actual=came["actual"], why=came["why"], state="done")
        loaded.events.append(ThreadEvent(f"v{entry.id}", thread.id, "s2", STARTED, "looked at again", came))


def source_of(loaded: Loaded) -> Source:
    return Source(loaded, plan(find(loaded.session.protocol)), "Tarn")


def names_in(text: str) -> set[str]:
    return {name for name in NAMES if re.search(rf"{name}" if name == "田中" else rf"\b{name}\b", text)}


many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@many
@given(sessions(), st.sampled_from(AUDIENCES))
def test_a_name_in_a_document_is_one_that_was_found(loaded: Loaded, audience: str) -> None:
    found = source_of(loaded)
    places = found.places
    loaded.paragraphs += gather(loaded, places).new
    said = {each.words for each in Record([found], audience).findings() if each.what == "name"}
    documents = [told(loaded, list(places), audience=audience, layout=layout) for layout in ("table", "staggered")]
    documents += [written(transcript(loaded, places, "Tarn", audience), format) for format in FORMATS]
    for document in documents:
        assert names_in(document) <= said


@many
@given(sessions())
def test_show_names_nobody_beside_a_line(loaded: Loaded) -> None:
    found = source_of(loaded)
    (told_,) = Record([found]).sessions
    assert {entry_row(each, told_.cast)["who"] for each in told_.kept} <= {
        None, "Firmware lead", "Installer", "Participant A",
    }  # fmt: skip
    shown = StringIO()
    with redirect_stdout(shown):
        say_session(found, told_)
    typed = " ".join([loaded.session.title, *(f"{e.text} {e.value}" for e in told_.kept)])
    assert names_in(shown.getvalue()) <= names_in(typed)


@many
@given(sessions())
def test_a_bundle_ties_no_anonymous_line_to_anybody(loaded: Loaded) -> None:
    body = json.loads(dump(loaded))
    lines = [each for each in body["entries"] if each["attribution"] == "anonymous"]
    assert len(lines) == sum(anonymous(e) for e in loaded.entries)
    assert all(each["person"] is each["at"] is each["offset"] is None for each in lines)
