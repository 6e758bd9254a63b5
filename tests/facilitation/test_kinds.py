"""What each kind makes of a typed line, through the engine and back from the store."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.facilitation.house import TRIAL, House, phrases, texts

from dialogue_tui.activities.base import Misread, Settings
from dialogue_tui.activities.turns import turns as turns_of
from dialogue_tui.facilitation import entries
from dialogue_tui.facilitation.anonymising import anonymise
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.facilitation.errors import Refused
from dialogue_tui.store.opening import Store
from dialogue_tui.store.records import Thread


def groups(engine: Engine) -> dict[str, list[str]]:
    """The lines under each heading of the wall; what stands alone under ""."""
    found: dict[str, list[str]] = {}
    name = ""
    for row in engine.rows():
        if row.style in ("heading", "note"):
            name = row.text if row.style == "heading" else ""
            found[name] = []
        else:
            found.setdefault(name, []).append(row.text)
    return found


def test_sorting_into_groups_that_people_name(house: House) -> None:
    engine = phrases(house)
    engine.go("try.sort/groups")
    engine.say("1, 3 They fix it without us")
    engine.say("2 3D printing")
    assert groups(engine) == {"They fix it without us": ["one", "three"], "3D printing": ["two"], "": ["four"]}
    they = engine.slots()[1].name
    engine.say("2 4", they)
    engine.say("They mend it", they)
    with pytest.raises(Misread, match="9"):
        engine.say("9 too many")
    with pytest.raises(Misread):
        engine.say("1 2")
    engine = house.again(engine)
    assert groups(engine) == {"They mend it": ["one", "two", "three", "four"], "3D printing": []}
    engine.go("try.say/round")
    assert texts(engine) == ["one", "two", "three", "four"]


def test_a_line_moves_from_one_new_group_to_the_next(house: House) -> None:
    engine = phrases(house)
    engine.go("try.sort/groups")
    engine.say("1 2 First")
    engine.say("2 3 Second")
    assert groups(house.again(engine)) == {"First": ["one"], "Second": ["two", "three"], "": ["four"]}


def test_sorting_into_given_groups(house: House) -> None:
    engine = phrases(house)
    engine.go("try.given/groups")
    engine.say("1 2", "keep")
    engine.say("3", "drop")
    engine.say("2", "drop")
    assert groups(house.again(engine)) == {"Keep": ["one"], "Drop": ["two", "three"], "": ["four"]}


def test_the_ladder_is_joined_by_because(house: House) -> None:
    engine = house.begin("try.climb/rungs")
    assert [s.name for s in engine.slots()] == ["action", "meaning", "data", "not used"]
    (action,) = engine.say("Take it out").entries
    (data,) = engine.say("Four replies", "data").entries
    (meaning,) = engine.say("Nobody cares", "meaning").entries
    (second,) = engine.say("Two e-mails", "data").entries
    engine.say("Nine visits", "not used")
    with pytest.raises(Misread, match="elsewhere"):
        engine.say("x", "elsewhere")
    engine = house.again(engine)
    joined = {(x.source, x.target) for x in engine.state.links if x.kind == "because"}
    assert joined == {(action, data), (action, meaning), (meaning, second)}
    assert [r.label for r in engine.rows()] == ["action", "because", "meaning", "data", "", "not used"]


def test_columns_take_both_sides_of_a_turn(house: House) -> None:
    engine = house.begin("try.case/open")
    engine.say("@Ana")
    engine.say("Me: Is it fixed? | I knew it was.")
    engine.say("Ana: Ask them: they know")
    engine.say("He never asked", "unsaid")
    engine.say("\\literal: a | b")
    engine.say("@Lead We ship")
    engine.say("more", "unsaid")
    engine.say("more", "unsaid")
    with pytest.raises(Misread):
        engine.say("more", "unsaid")
    engine = house.again(engine)
    turns = [
        (turn.said and (turn.said.value.get("speaker"), turn.said.text), turn.unsaid and turn.unsaid.text)
        for turn in turns_of(engine.work().entries)
    ]
    assert turns == [
        (("Me", "Is it fixed?"), "I knew it was."),
        (("Ana", "Ask them: they know"), "He never asked"),
        ((None, "literal: a | b"), "more"),
        (("Lead", "We ship"), "more"),
    ]
    assert {e.person for e in engine.state.of_part(engine.place.key)} == {None}
    assert [p.name for p in engine.state.people] == ["Ana"]


def test_the_draft_and_its_grammar(house: House) -> None:
    engine = phrases(house)
    engine.go("try.text/one")
    engine.say("+1 3")
    engine.say("a line of its own")
    engine.say("2b three, said otherwise")
    engine.say("2=b")
    engine.say("1=one, plainer")
    engine.say("-3 nobody would say it")
    engine.say("1 I still see it otherwise", "dissent")
    engine.say("it was vague", "reason")
    for wrong in ("9=x", "1=c", "+9", "7b words", "-9 gone"):
        with pytest.raises(Misread):
            engine.say(wrong)
    engine = house.again(engine)
    kind, work = engine.place.part.activity, engine.work()
    assert [e.text for e in kind.text(work)] == ["one, plainer", "three, said otherwise"]  # type: ignore[attr-defined]
    kept = {(e.slot, e.text): e for e in work.entries}
    assert kept["dropped", "a line of its own"].value == {"reason": "nobody would say it"}
    assert ("earlier", "one") in kept
    assert ("earlier", "three") in kept
    assert kept["dissent", "I still see it otherwise"].row == kind.text(work)[0].row  # type: ignore[attr-defined]
    taken = {x.target for x in engine.state.links if x.kind == "comes from"}
    assert taken == {kept["earlier", "one"].id, kept["earlier", "three"].id}


def test_what_was_asked_for_a_line_holds_where_its_words_are_taken_over(house: House) -> None:
    engine = phrases(house)
    one, two, three, _ = engine.state.of_part("try.say/round")
    entries.consent(engine, one.id, "no")
    anonymise(engine, two.id)
    engine.go("try.text/one")
    engine.say("+all")
    engine.say("1=one, plainer")
    entries.consent(engine, three.id, "no")
    engine.go("try.again/two")

    def asked(part: str) -> dict[str, tuple[str, str]]:
        return {
            e.text: (e.consent, e.attribution) for e in house.again(engine).state.of_part(part) if e.slot == "line"
        }

    wanted = {
        "one, plainer": ("no", "named"),
        "two": ("role only", "anonymous"),
        "three": ("no", "named"),
        "four": ("role only", "named"),
    }
    assert asked("try.text/one") == asked("try.again/two") == wanted
    copies = [e for e in engine.state.tables["entry"].values() if e.text == "two"]
    assert {(e.at, e.offset, e.person) for e in copies} == {(None, None, None)}
    entries.consent(engine, three.id, "yes")
    assert asked("try.again/two")["three"] == ("yes", "named")


def test_a_draft_is_carried_into_the_next_and_only_once(house: House) -> None:
    engine = house.begin("try.text/one")
    engine.say("first")
    engine.say("second")
    engine.go("try.again/two")
    assert texts(engine) == ["first", "second"]
    engine.say("1=first, braver")
    engine.back()
    engine.say("third")
    engine.next()
    assert [r.text for r in engine.rows() if r.number] == ["first, braver", "second"]
    assert [v.number for v in engine.state.versions] == [1, 2, 3]
    (thread,) = [t for t in engine.state.tables["thread"].values() if t.kind == "vision"]
    assert thread.state == "version 3"
    assert len([e for e in engine.state.tables["thread_event"].values() if e.thread == thread.id]) == 3


def test_a_draft_is_carried_across_sittings(house: House) -> None:
    a = house.begin("try.text/one", form="two", sitting="a")
    a.say("first")
    a.say("second")
    a.next()
    a.close()
    house.clock.advance(7 * 24 * 3600)
    b = house.begin("try.again/two", form="two", sitting="b", process="later")
    assert b.session.earlier == a.session.id
    assert texts(b) == ["first", "second"]
    b.say("2=second, truer")
    b.next()
    again = house.again(b)
    again.back()
    again.say("third")
    again.next()
    whole = house.again(again, "last")
    assert [v.number for v in whole.state.versions] == [1, 2, 3]
    visions = [t for t, _ in whole.reading.threads(whole.session.team, None) if t.kind == "vision"]
    assert [t.state for t in visions] == ["version 3"]


def test_a_sitting_goes_on_without_the_one_before(house: House) -> None:
    a = house.begin("try.text/one", form="two", sitting="a")
    a.say("first")
    a.close()
    b = house.begin("try.again/two", form="two", sitting="b", process="later")
    for door in house.opened:
        door.close()
    with Store(house.folder / "team.db", "team").write() as store:
        store.erase([a.session.id])
    again = house.again(b)
    assert (again.state.before, texts(again)) == ([], ["first"])


def test_another_team_has_a_vision_of_its_own(house: House) -> None:
    for team in ("Tarn", "Moss"):
        engine = house.begin("try.text/one", team=team)
        engine.say("a line")
        engine.next()
        assert [v.number for v in engine.state.versions] == [1]


def threads(engine: Engine) -> list[Thread]:
    return sorted(engine.state.tables["thread"].values(), key=lambda t: (t.kind, not t.owner_typed))


def test_one_line_makes_a_thread_and_gaps_are_named(house: House) -> None:
    engine = house.begin("try.next/came")
    engine.say("@Fay (FW)")
    engine.say("FW: pairing retry in 3.2 by 28 Jan > tickets under 10 a week ? support dashboard")
    engine.say("look into it", "commitment")
    engine.say("We assume they read it ? a call to ten of them")
    engine.say("What would they miss?")
    engine = house.again(engine)
    assert texts(engine)[0].startswith("FW: pairing")
    a, c, d, q = threads(engine)
    assert (c.owner_typed, c.due, c.expected, c.measure) == (
        "FW",
        "2027-01-28",
        "tickets under 10 a week",
        "support dashboard",
    )
    assert c.owner == engine.state.present[0].id
    assert (d.owner, d.due) == (None, "")
    assert (a.kind, a.measure) == ("assumption", "a call to ten of them")
    assert (q.kind, texts(engine)[3]) == ("question", "What would they miss?")
    assert [r.text for r in engine.rows() if r.style == "note"] == [
        "not said yet: who, by when, expected impact, how we will notice"
    ]
    assert engine.today == date(2026, 11, 24)


def test_what_was_expected_comes_back_and_is_closed(house: House) -> None:
    first = house.begin("try.next/came")
    promised = "Ana: ring ten technicians by Friday > we know"
    first.say(promised)
    first.close()
    engine = house.begin("try.next/came", process="later")
    assert [(r.label, r.text) for r in engine.rows()] == [("expected", promised)]
    with pytest.raises(Misread):
        engine.say("2 = nothing")
    engine.say("1 = seven, and they told us more")
    assert [r.label for r in engine.rows()] == ["done", "came of it"]
    engine.undo()
    assert [r.label for r in engine.rows()] == ["expected"]
    engine.redo()
    (closed,) = [t for t, _ in engine.reading.threads(engine.session.team, "done")]
    assert closed.actual == "seven, and they told us more"
    assert [r.label for r in house.again(engine).rows()] == ["done", "came of it"]
    events = house.again(first).state.tables["thread_event"].values()
    assert sorted(e.what for e in events) == ["looked at again", "opened"]


def test_a_form_fills_and_words_anew(house: House) -> None:
    engine = house.begin()
    engine.say("fewer returns")
    engine.say("fewer returns by spring", "result")
    with pytest.raises(Refused):
        engine.say("fewer returns by spring", "result")
    engine.say("a", "worth")
    engine.say("b", "worth")
    assert [(e.slot, e.text) for e in engine.state.of_part(engine.place.key)] == [
        ("result", "fewer returns by spring"),
        ("worth", "a"),
        ("worth", "b"),
    ]


def test_a_step_that_comes_twice_keeps_its_lines_apart(house: House) -> None:
    twice = TRIAL.replace(
        "[forms.two]",
        """
[forms.twice]
title = "Twice"
minutes = 30
steps = [{use = ["try.say"]}, {use = ["try.climb"]}, {use = ["try.say"]}, {use = ["try.sort"]}]

[forms.two]""",
    )
    engine = house.begin("try.say/round", text=twice, form="twice")
    engine.say("before")
    engine.go("try.say/round#2")
    engine.say("after")
    assert texts(engine) == ["after"]
    engine.back()
    assert engine.place.key == "try.climb/rungs"
    engine.go("try.sort/groups")
    assert [e.text for e in engine.work().sources] == ["before", "after"]
    assert [p.key for p in engine.places].count("try.say/round") == 1


def test_settings_are_checked_when_a_protocol_is_read_and_never_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[type[Settings]] = []

    def counting(cls: type[Settings], given: Any) -> Settings:
        checked.append(cls)
        return super(Settings, cls).model_validate(given)

    engine = house.begin("try.say/round")
    monkeypatch.setattr(Settings, "model_validate", classmethod(counting))
    engine.say("one")
    engine.go("try.sort/groups")
    engine.say("1 First")
    assert engine.rows()
    engine.replan()
    assert checked == []
    house.again(engine)
    assert len(checked) == sum(len(step.parts) for step in engine.protocol.steps)


def test_answers_themes_and_a_text_stay_whole(house: House) -> None:
    engine = phrases(house)
    engine.go("try.rate/stand")
    for slip in ("1", "1", "2", "2 I still doubt it"):
        engine.say(slip)
    engine.reveal()
    note = next(e.id for e in engine.state.of_part(engine.place.key) if e.text)
    with pytest.raises(Refused, match="can be parked"):
        entries.park(engine, note)
    for place, words in (("try.sort/groups", "1 2 Together"), ("try.text/one", "a line of it")):
        engine.go(place)
        (line,) = engine.say(words).entries
        with pytest.raises(Refused, match="can be parked"):
            entries.park(engine, line)
    engine.go("try.say/round")
    (line,) = engine.say("a line alone").entries
    assert entries.park(engine, line).what == "changed"
    assert [e.text for e in engine.parked()] == ["a line alone"]


@pytest.mark.parametrize(
    ("place", "wording"), [("try.next/came", "written"), ("try.text/one", "written"), ("try.say/round", "spoken")]
)
def test_hand_ons_and_a_text_are_written_and_what_is_said_is_spoken(house: House, place: str, wording: str) -> None:
    engine = house.begin(place)
    (line,) = engine.say("Ask three installers by Friday").entries
    assert engine.state.entry(line).wording == wording


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Bo: call five sites by 28 Jan", ["Bo"]), ("Ana Maria Silva: call by 28 Jan", ["Ana Maria Silva"]),
        ("Bo: call five sites > two stop calling", ["Bo"]), ("bo: call five sites by 28 Jan", []),
        ("Ana bo: call five sites by 28 Jan", []), ("Ana Bo Cem Dee: call five sites by 28 Jan", []),
        ("Everybody: call five sites by 28 Jan", []), ("Bo: call five sites", []), (": call by 28 Jan", []),
    ],
)  # fmt: skip
def test_who_takes_something_on_is_known_by_being_named(house: House, typed: str, names: list[str]) -> None:
    engine = house.begin("try.next/came")
    engine.say(typed)
    assert [p.name for p in engine.state.people] == names
    (thread,) = engine.state.tables["thread"].values()
    assert bool(thread.owner) == bool(names)
