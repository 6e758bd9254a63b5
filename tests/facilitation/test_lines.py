"""What is done to a line after it was said: each command, from the store, and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.facilitation.house import House, texts

from dialogue_tui.facilitation import entries
from dialogue_tui.facilitation.anonymising import anonymise
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.facilitation.errors import Refused
from dialogue_tui.facilitation.state import added
from dialogue_tui.store.records import Comment, Paragraph, Transaction

CANARY = "a canary that sang"


def said(house: House, *lines: str, at: str = "try.say/round") -> tuple[Engine, list[str]]:
    engine = house.begin(at)
    return engine, [engine.say(line).entries[-1] for line in lines]


COMMANDS: dict[str, tuple[Callable[[Engine, str], object], str, object]] = {
    "edit": (lambda e, id: entries.edit(e, id, "  other words "), "text", "  other words "),
    "consent": (lambda e, id: entries.consent(e, id, "no"), "consent", "no"),
    "attribution": (lambda e, id: entries.attribution(e, id, "named"), "attribution", "named"),
    "wording": (lambda e, id: entries.wording(e, id, "scribed"), "wording", "scribed"),
    "remove": (lambda e, id: entries.remove(e, id), "removed", True),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_kept_undone_and_made_again(house: House, name: str) -> None:
    command, field, value = COMMANDS[name]
    engine, (line,) = said(house, "words")
    before = getattr(engine.state.entry(line), field)
    command(engine, line)
    assert getattr(house.again(engine).state.entry(line), field) == value
    with pytest.raises(Refused, match="so already"):
        command(engine, line)
    engine.undo()
    assert getattr(house.again(engine).state.entry(line), field) == before
    engine.redo()
    assert getattr(house.again(engine).state.entry(line), field) == value


def test_unknown_values_and_lines_are_refused(house: House) -> None:
    engine, (line,) = said(house, "words")
    before = len(engine.state.changes)
    for command in (
        lambda: entries.edit(engine, line, "  "),
        lambda: entries.edit(engine, "nothing", "words"),
        lambda: entries.consent(engine, line, "maybe"),
        lambda: entries.attribution(engine, line, "anonymous"),
        lambda: entries.wording(engine, line, "sung"),
        lambda: entries.move(engine, line, "nowhere"),
        lambda: entries.restore(engine, line),
        lambda: entries.link(engine, line, line),
    ):
        with pytest.raises(Refused):
            command()
    assert len(engine.state.changes) == before


def test_a_line_moves_between_rungs(house: House) -> None:
    engine, (line,) = said(house, "words", at="try.climb/rungs")
    entries.move(engine, line, "data")
    assert house.again(engine).state.entry(line).slot == "data"
    engine.undo()
    assert house.again(engine).state.entry(line).slot == "action"


def test_a_line_moves_between_groups(house: House) -> None:
    engine, (one, two) = said(house, "one", "two")
    engine.go("try.sort/groups")
    engine.say("1 First")
    (second,) = engine.say("2 Second").entries
    entries.move(engine, one, second)
    assert {x.target for x in house.again(engine).state.links} == {second}
    entries.move(engine, one, "")
    assert [x.source for x in engine.state.links] == [two]
    for slot in ("nowhere", one):
        with pytest.raises(Refused):
            entries.move(engine, two, slot)
    engine.go("try.given/groups")
    entries.move(engine, two, "keep")
    assert [r.text for r in engine.rows() if r.style == "heading"] == ["Keep"]


def test_a_hand_on_moved_to_another_kind_is_one_of_that_kind(house: House) -> None:
    engine, (line,) = said(house, "is it true? by Friday", at="try.next/came")
    assert engine.state.entry(line).slot == "commitment"
    entries.move(engine, line, "question")
    (thread,) = house.again(engine).state.tables["thread"].values()
    assert (thread.kind, thread.due) == ("question", "")


def test_an_edited_hand_on_is_read_again(house: House) -> None:
    engine, (line,) = said(house, "look into it", at="try.next/came")
    engine.say("!@Ana hello")
    entries.edit(engine, line, "Ana: look into it by 28 Jan > calm")
    (thread,) = house.again(engine).state.tables["thread"].values()
    assert (thread.owner_typed, thread.due, thread.expected) == ("Ana", "2027-01-28", "calm")
    assert thread.owner == engine.state.present[0].id


def test_a_line_is_shifted(house: House) -> None:
    engine, (one, two, three) = said(house, "one", "two", "three")
    entries.shift(engine, three, -1)
    assert texts(house.again(engine)) == ["one", "three", "two"]
    entries.shift(engine, one, +1)
    entries.shift(engine, one, +1)
    assert texts(house.again(engine)) == ["three", "two", "one"]
    for line, by in ((one, 1), (three, -1)):
        with pytest.raises(Refused):
            entries.shift(engine, line, by)
    engine.undo()
    assert texts(engine) == ["three", "one", "two"]
    assert two in engine.state.tables["entry"]


@pytest.mark.parametrize("who", ["Ana Maria (Test)", '@"Ana Maria" (Test)', "ana maria (Test)"])
def test_a_line_is_given_to_somebody(house: House, who: str) -> None:
    engine, (_, line) = said(house, '@"Ana Maria" here', "whose?")
    entries.attribute(engine, line, who)
    again = house.again(engine)
    person = again.state.person(again.state.entry(line).person)
    assert person is not None
    assert (person.name, person.role, len(again.state.people)) == ("Ana Maria", "Test", 1)
    with pytest.raises(Refused):
        entries.attribute(engine, line, who)


def test_links_are_made_and_taken_away(house: House) -> None:
    engine, (one, two) = said(house, "one", "two")
    entries.link(engine, one, two)
    with pytest.raises(Refused):
        entries.link(engine, one, two)
    assert [(x.source, x.target, x.kind) for x in house.again(engine).state.links] == [(one, two, "because")]
    entries.unlink(engine, two, one)
    assert house.again(engine).state.links == []
    with pytest.raises(Refused):
        entries.unlink(engine, one, two)
    engine.undo()
    assert len(engine.state.links) == 1


def test_a_removed_line_comes_back_where_it_stood(house: House) -> None:
    engine, (_, two, _) = said(house, "one", "two", "three")
    entries.remove(engine, two)
    engine = house.again(engine)
    assert texts(engine) == ["one", "three"]
    assert [e.id for e in entries.removed(engine)] == [two]
    entries.restore(engine, two)
    assert texts(house.again(engine)) == ["one", "two", "three"]


def test_a_line_made_anonymous_leaves_nothing_of_its_author(house: House) -> None:
    engine, (_, line, _) = said(house, "one", f'@"Old Canary" {CANARY}', "three")
    entries.edit(engine, line, CANARY + " loudly")
    entries.link(engine, line, engine.say("because of it").entries[0])
    house.clock.advance(60)
    spoken_at = engine.state.entry(line).at
    anonymise(engine, line)
    assert (line in engine.state.tables["entry"], engine.state.links) == (False, [])
    (made,) = [e for e in engine.state.of_part(engine.place.key) if e.attribution == "anonymous"]
    assert (made.text, made.person, made.at, made.offset) == (CANARY + " loudly", None, None, None)
    assert 1.0 <= made.position <= 5.0
    for state in (engine.state, house.again(engine).state):
        rows = [row for change in state.changes for row in change.rows]
        assert all(line not in (r.id, *(r.before or {}).values(), *(r.after or {}).values()) for r in rows)
    logged = [engine.reading.change(c.id) for c in house.again(engine).state.changes]
    told = [r for c in logged for r in c.rows if CANARY in str(r.after) + str(r.before)]
    assert [(r.id, r.before) for r in told] == [(made.id, None)]
    assert spoken_at is not None
    for door in house.opened:
        door.close()
    assert house.bytes().count(CANARY.encode()) > 0
    assert line.encode() not in b"".join(
        row.id.encode() for c in logged for row in c.rows if row.after is not None or row.before is not None
    )


def test_the_words_before_an_edit_are_gone_from_every_file(house: House) -> None:
    engine, (line,) = said(house, "@Ana " + CANARY)
    entries.edit(engine, line, "something milder")
    assert CANARY.encode() in house.bytes()
    anonymise(engine, line)
    for door in house.opened:
        door.close()
    assert CANARY.encode() not in house.bytes()
    assert b"something milder" in house.bytes()


def test_anonymous_cannot_be_undone_nor_given_a_name(house: House) -> None:
    engine, (line, other) = said(house, "words", "@Ana more words")
    entries.edit(engine, line, "first words")
    engine.undo()
    anonymise(engine, line)
    with pytest.raises(Refused):
        engine.redo()
    assert engine.undo().label == "line said"
    assert [e.attribution for e in engine.state.of_part(engine.place.key)] == ["anonymous"]
    (made,) = engine.state.of_part(engine.place.key)
    for command in (
        lambda: entries.attribute(engine, made.id, "Ana"),
        lambda: entries.shift(engine, made.id, 1),
        lambda: anonymise(engine, made.id),
    ):
        with pytest.raises(Refused):
            command()
    assert other not in engine.state.tables["entry"]


def test_a_hand_on_made_anonymous_stays_a_hand_on(house: House) -> None:
    engine, (line,) = said(house, "We assume they read it ? a call", at="try.next/came")
    anonymise(engine, line)
    (entry,) = engine.state.of_part(engine.place.key)
    for state in (engine.state, house.again(engine).state):
        assert [t.origin for t in state.tables["thread"].values()] == [entry.id]


def test_when_a_hand_on_was_said_goes_with_its_author(house: House) -> None:
    engine, _ = said(house, "before", at="try.next/came")
    house.clock.advance(61)
    (line,) = engine.say("We assume they read it ? a call").entries
    spoken = engine.state.entry(line).at
    house.clock.advance(61)
    engine.say("after")
    anonymise(engine, line)
    again = house.again(engine)
    assert {e.at for e in again.state.tables["thread_event"].values()} >= {again.session.started}
    assert spoken not in {e.at for e in again.state.tables["thread_event"].values()}
    for door in house.opened:
        door.close()
    assert spoken is not None
    assert spoken.encode() not in house.bytes()


def test_a_line_that_was_carried_along_can_be_made_anonymous(house: House) -> None:
    engine, _ = said(house, "first", at="try.text/one")
    engine.go("try.again/two")
    (carried,) = engine.state.of_part("try.again/two")
    anonymise(engine, carried.id)
    (line,) = house.again(engine).state.of_part("try.again/two")
    assert (line.text, line.attribution, engine.unsaved) == ("first", "anonymous", frozenset())


def test_a_group_whose_name_is_made_anonymous_keeps_its_lines(house: House) -> None:
    engine, (_, two, _) = said(house, "one", "two", "three")
    engine.go("try.sort/groups")
    engine.say("1 2 They fix it")
    (group,) = engine.state.of_part(engine.place.key)
    anonymise(engine, group.id)
    anonymise(engine, two)
    for each in (engine, house.again(engine)):
        rows = [row.text for row in each.rows()]
        assert sorted(rows[1:3]) == ["one", "two"]
        assert (rows[0], rows[-1]) == ("They fix it", "three")


def test_what_was_commented_follows_a_line_made_anonymous_under_another_number(house: House) -> None:
    engine, (one, two, three) = said(house, "one", "two", "three")
    session, (_, saver) = engine.session.id, house.doors()
    numbered = [Paragraph(f"{session}:{n}", session, n, id) for n, id in enumerate((one, two, three), 1)]
    beside = [Comment(f"c{n}", session, n, f"on {n}") for n in (1, 2)]
    for id, logged, records in (("w", False, numbered), ("x", True, beside)):
        saver.submit(Transaction(id, session, "p", "", "told", tuple(added(r) for r in records), logged=logged))
    anonymise(engine, two)
    (made,) = [e for e in engine.state.of_part(engine.place.key) if e.attribution == "anonymous"]
    paragraphs, comments = engine.reading.numbered(session)
    assert [(p.number, p.about) for p in paragraphs] == [(1, one), (2, ""), (3, three), (4, made.id)]
    assert [(c.paragraph, c.text) for c in comments] == [(1, "on 1"), (4, "on 2")]


def test_a_spread_cannot_be_worded(house: House) -> None:
    engine = house.begin("try.rate/stand")
    for _ in range(4):
        engine.say("yes")
    engine.reveal()
    (spread,) = engine.state.of_part(engine.place.key)
    with pytest.raises(Refused):
        entries.edit(engine, spread.id, "all of us")
