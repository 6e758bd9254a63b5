"""The marks at the beginning of a line, and the words after them exactly as typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.facilitation.house import House, texts
from tests.hostile import hostile

from dialogue_tui.activities.base import Misread
from dialogue_tui.facilitation import entries, room
from dialogue_tui.facilitation.errors import Refused
from dialogue_tui.facilitation.typed import Typed, name_and_role, read
from dialogue_tui.store.records import Person
from dialogue_tui.text import LONGEST, TooLong, clean

ANA = Person("p1", "t", "Ana Maria Silva", "Firmware lead", "FW")
BEN = Person("p2", "t", "Ben")


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("@Ana it was fixed", Typed("it was fixed", "Ana")),
        ("@Ana  two spaces", Typed(" two spaces", "Ana")),
        ('@"Ana Maria" it was fixed', Typed("it was fixed", "Ana Maria")),
        ("@Ana (Firmware lead) it was", Typed("it was", "Ana", "Firmware lead")),
        ('@"Ana Maria" (Test) ~in short', Typed("in short", "Ana Maria", "Test", scribed=True)),
        ("@Ana: it was", Typed("it was", "Ana")),
        ("@Ana", Typed("", "Ana")),
        ("@ nobody", Typed("@ nobody")),
        ("@SUM(A1)", Typed("@SUM(A1)")),
        ("~ in short", Typed("in short", scribed=True)),
        ("~", Typed("~")),
        ("! park me", Typed("park me", parked=True)),
        ("!~@Ana park me", Typed("park me", "Ana", parked=True, scribed=True)),
        ("!", Typed("!")),
        (r"\@Ana hello", Typed("@Ana hello", literal=True)),
        (r"\\two", Typed(r"\two", literal=True)),
        ("\\", Typed("\\", literal=True)),
        (r"~\! both", Typed("! both", scribed=True, literal=True)),
        ("   leading and trailing   ", Typed("   leading and trailing   ")),
        ("Pattern: we bring risk as a question", Typed("Pattern: we bring risk as a question")),
        ("Ben: words", Typed("words", "Ben")),
        ("fw: words", Typed("words", "fw")),
        ("AMS: words", Typed("words", "AMS")),
        ("B: words", Typed("B: words")),
        ("Firmware lead: words", Typed("words", "Firmware lead")),
        ("Ben:words", Typed("Ben:words")),
        ("Ben: ", Typed("Ben: ")),
        (": words", Typed(": words")),
    ],
)
def test_marks(line: str, meant: Typed) -> None:
    assert read(line, [ANA, BEN]) == meant


def test_a_name_before_a_colon_is_read_only_for_those_in_the_room(house: House) -> None:
    engine = house.begin("try.say/round")
    engine.say("Ana: not here yet")
    assert texts(engine) == ["Ana: not here yet"]
    engine.say("@Ana hello")
    engine.say("Ana: here now")
    engine.say("Pattern: we bring risk as a question")
    assert texts(engine)[1:] == ["hello", "here now", "Pattern: we bring risk as a question"]
    ana = engine.state.present[0]
    assert [e.person for e in engine.state.of_part("try.say/round")] == [None, ana.id, ana.id, None]
    assert len(engine.state.people) == 1


def test_a_role_is_kept_and_changed(house: House) -> None:
    engine = house.begin("try.say/round")
    engine.say('@"Ana Maria" (Firmware lead) one')
    engine.say('@"Ana Maria" two')
    engine.say('@"ana maria" (Test) three')
    (ana,) = house.again(engine).state.people
    assert (ana.name, ana.role) == ("Ana Maria", "Test")


def test_a_name_alone_marks_somebody_present(house: House) -> None:
    engine = house.begin("try.say/round")
    engine.say("@Ana")
    assert (texts(engine), [p.name for p in engine.state.present]) == ([], ["Ana"])
    with pytest.raises(Refused):
        engine.say("@Ana")


def test_two_that_fit_are_asked_for(house: House) -> None:
    engine = house.begin("try.say/round")
    room.present(engine, "Ana Silva", "Test")
    room.present(engine, "Abel Stone", "Test")
    with pytest.raises(Misread, match="Ana Silva"):
        engine.say("@AS words")
    assert texts(engine) == []


def test_wording_and_parking(house: House) -> None:
    engine = house.begin("try.say/round")
    engine.say("~in short")
    engine.say("!@Ana look at this later")
    (line,) = engine.state.of_part(engine.place.key)
    (parked,) = engine.parked()
    assert (line.wording, line.text) == ("scribed", "in short")
    assert (parked.text, parked.value, parked.wording) == (
        "look at this later",
        {"from": "try.say/round"},
        "spoken",
    )
    assert parked.person == engine.state.present[0].id


@pytest.mark.parametrize("line", ["", "   ", "\t", "\x1b"])
def test_a_line_without_words_is_refused(house: House, line: str) -> None:
    engine = house.begin("try.say/round")
    with pytest.raises(Refused):
        engine.say(line)


def test_a_megabyte_is_refused_whole(house: House) -> None:
    engine = house.begin("try.say/round")
    engine.say("x" * LONGEST)
    with pytest.raises(TooLong):
        engine.say("x" * (LONGEST + 1))
    assert len(texts(engine)) == 1


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None, database=None)
def test_a_literal_line_is_what_it_was(words: str) -> None:
    typed = read("\\" + words, [ANA, BEN])
    assert typed == Typed(words or "\\", literal=True)


@pytest.mark.parametrize("kind", ["say/round", "climb/rungs", "case/open", "text/one", "next/came"])
def test_literal_words_come_back_from_every_kind(house: House, kind: str) -> None:
    engine = house.begin(f"try.{kind}")
    said: list[str] = []

    @given(st.text(min_size=1, max_size=60))
    @settings(max_examples=40, deadline=None, database=None)
    def typed(words: str) -> None:
        meant = clean(words)
        if meant.strip():
            engine.say("\\" + words)
            said.append(meant)

    typed()
    assert texts(house.again(engine)) == said


@pytest.mark.parametrize("place", ["try.say/round", "try.case/open", "try.text/one"])
def test_hostile_texts_come_back(house: House, place: str) -> None:
    samples = [t for t in hostile() if clean(t).strip()]
    engine = house.begin(place)
    for sample in samples:
        engine.say("\\" + sample)
    assert len(samples) > 60
    assert texts(house.again(engine), place) == [clean(s) for s in samples]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ana", ("Ana", "")),
        ("@Ana", ("Ana", "")),
        ("Ana Maria (Firmware lead)", ("Ana Maria", "Firmware lead")),
        ('@"Ana Maria" (Test)', ("Ana Maria", "Test")),
        ("  ", ("", "")),
        ("((", ("((", "")),
    ],
)
def test_names_as_they_are_given_to_a_line(typed: str, meant: tuple[str, str]) -> None:
    assert name_and_role(typed) == meant


def test_nobody_is_made_by_an_empty_name(house: House) -> None:
    engine = house.begin("try.say/round")
    (line,) = engine.say("@Ana words").entries
    entries.attribute(engine, line, "  ")
    assert engine.state.entry(line).person is None
    with pytest.raises(Refused):
        entries.attribute(engine, line, "")
