"""What may be told, of one session or of several, and what a reader could learn from it that he should not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.telling.sample import ANONYMOUS, PEOPLE, PRIVATE, STARTED, WITHHELD, Sheet, case, circle, comment, review

from dialogue_tui.exchange.transcript import transcript
from dialogue_tui.history.chapters import Options
from dialogue_tui.history.gather import gather
from dialogue_tui.protocols.plan import Place
from dialogue_tui.store.records import Entry, Loaded, Person, Presence, Thread, ThreadEvent
from dialogue_tui.telling.record import Record, Source, withheld_sentence


def source(made: tuple, **fields: object) -> Source:
    loaded, places = made
    return Source(replace(loaded, **fields), places)


def test_history_transcript_and_record_hold_back_the_same() -> None:
    loaded, places = review()
    for audience in ("core-team", "organisation", "public"):
        record = Record([Source(loaded, places)], audience)
        (told,) = record.sessions
        words = " ".join(e.text for e in told.lines)
        assert PRIVATE not in words
        assert WITHHELD not in words
        assert (ANONYMOUS in words) == (audience == "core-team")
        said = transcript(loaded, places, audience=audience)
        tale = gather(loaded, places, Options(audience=audience))
        assert (told.withheld, told.hidden) == (said.withheld, said.hidden) == (tale.unsaid, tale.hidden)
        assert [e.id for e in told.lines] == [each.id for each in sorted(said.lines, key=lambda x: x.id)]
        assert record.readers == said.audience == tale.audience


def test_several_sessions_are_told_by_one_cast_to_the_fewest_readers_promised() -> None:
    first, second = review(), circle(["one", "two"])
    first[0].entries.insert(0, Sheet().say("opening/card", "the board", slot="audience"))
    assert Record([source(first)]).readers == "organisation"
    assert Record([source(second)]).readers == "core-team"
    record = Record([source(first), source(second)])
    assert record.readers == "core-team"
    assert [told.session.id for told in record.sessions] == ["s1", "s9"]
    alone = Record([source(circle(["two", "one"], people=3))])
    assert alone.cast.role("p5") == "Participant A"
    # p3 and p5 spoke in the first session, and stay who they were there
    assert [record.cast.role(p) for p in ("p3", "p5")] == ["Participant A", "Participant B"]


def test_what_one_person_wrote_alone_is_never_told_among_a_teams() -> None:
    loaded, places = circle(["mine"])
    alone = Source(replace(loaded, session=replace(loaded.session, id="j1", solo=True)), places)
    assert [told.session.id for told in Record([alone, source(review())]).sessions] == ["s1"]
    record = Record([alone], audience="public")
    assert (record.readers, record.findings()) == ("author", [])


def findings(record: Record, what: str) -> list[tuple[str, str, str, int]]:
    return [(f.entry, f.person, f.words, f.count) for f in record.findings() if f.what == what]


def test_names_in_words_are_found_and_whose_they_are() -> None:
    record = Record([source(circle(["Ask Lindqvist, not Bob.", "Nobody.", "Ana and Ana-Maria"]))])
    assert findings(record, "name") == [("e001", "p1", "Lindqvist", 0), ("e003", "p1", "Ana", 0)]
    hyphen = [*PEOPLE, Person("p9", "t", "Jo Smith-Brown ((QA")]
    record = Record([source(circle(["Smith-Brown said so; Smith didn't; Jo neither"]), people=hyphen)])
    assert findings(record, "name") == [("e001", "p9", "Jo", 0), ("e001", "p9", "Smith-Brown", 0)]


@pytest.mark.parametrize(
    ("name", "words", "found"),
    [
        ("Xanthe de Wyk", "de Wyk and de Groot, but no xanthe", ["Wyk"]),
        ("田中 一郎", "それは田中さんの箱", ["田中"]),
        ("Jose\u0301 B.", "José and B. spoke", ["José"]),
        ("ana", "ana said it", ["ana"]),
        ("Bo", "Bob and Boris", []),
    ],
)
def test_a_name_is_found_as_it_is_written_and_no_word_that_holds_it(
    name: str, words: str, found: list[str]
) -> None:
    record = Record([source(circle([words]), people=[Person("p1", "t", name)])])
    assert [each for _, _, each, _ in findings(record, "name")] == found


def test_names_are_looked_for_wherever_a_reader_meets_them() -> None:
    loaded, places = review()
    (h1, h2, h3), (opened, later) = loaded.threads, loaded.events
    loaded.threads = [replace(h1, measure="Quist keeps it"), replace(h2, why="Marlowe"), h3]
    loaded.events = [opened, replace(later, value={"actual": "Okafor stopped"})]
    loaded.comments = [comment(1, "Whose is it, Achterberg's?")]
    before = Sheet("s0")
    before.say("atr.actual/events", "Lindqvist saw it")
    earlier = [replace(e, id="x") for e in before.entries]
    found = findings(Record([Source(loaded, places, before=earlier)]), "name")
    assert {(person, words) for _, person, words, _ in found} == {
        ("p1", "Lindqvist"), ("p2", "Achterberg"), ("p3", "Okafor"), ("p4", "Marlowe"), ("p5", "Quist"),
    }  # fmt: skip
    assert [entry for entry, _, words, _ in found if words == "Achterberg"] == [""]


def test_what_was_brought_forward_is_looked_through_as_it_is_told() -> None:
    loaded, places = review()
    line = Entry("o1", "s0", "close/handons", text="Bo: ask Lindqvist by Friday", person="p4")
    loaded.brought = [
        (Thread("t1", "commitment", "o1", "s0", owner_typed="Bo", expected="Okafor is glad"), line),
        (Thread("t2", "question", "o2", "s0"), replace(line, id="o2", text="Where is Quist?")),
    ]
    assert findings(Record([Source(loaded, places)]), "name") == []
    loaded.events.append(ThreadEvent("v9", "t1", "s1", STARTED, "looked at again", {"actual": "Marlowe did"}))
    found = findings(Record([Source(loaded, places)]), "name")
    assert [(entry, words) for entry, _, words, _ in found] == [
        ("o1", "Lindqvist"), ("o1", "Okafor"), ("o1", "Marlowe"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Bo: call five sites", "[Sales operations manager]: call five sites"),
        ("call five sites > Support: fewer calls", "call five sites > Support: fewer calls"),
        ("call five sites ? one of two: calls or tickets", "call five sites ? one of two: calls or tickets"),
    ],
)
def test_whoever_takes_it_on_is_told_by_role_and_no_other_word_goes(typed: str, told: str) -> None:
    loaded, places = circle([typed])
    loaded.threads = [Thread("t1", "commitment", "e001", "s9", owner="p2")]
    (session,) = Record([Source(loaded, places)]).sessions
    assert [session.seen(e).text for e in session.lines] == [told]


def test_who_takes_something_on_is_told_by_a_role_too() -> None:
    loaded, places = review()
    (h1, h2, h3) = loaded.threads
    loaded.threads = [h1, replace(h2, owner="p4"), h3]
    assert "Vice president operations" in [
        words for _, _, words, _ in findings(Record([Source(loaded, places)]), "one holder")
    ]


def test_a_role_that_one_person_holds_tells_who_it_is() -> None:
    record = Record([source(circle(["one", "two"]))])
    assert findings(record, "one holder") == [
        ("", "p1", "Firmware lead", 0), ("", "p2", "Sales operations manager", 0),
    ]  # fmt: skip
    assert findings(record, "cast") == [("", "p4", "Vice president operations", 0)]
    two = [*PEOPLE, Person("p9", "t", "Zoe Ito", "firmware LEAD")]
    record = Record([source(circle(["one"]), people=two)])
    assert findings(record, "one holder") == []


def test_whoever_agreed_to_stand_by_name_is_no_finding() -> None:
    loaded, places = circle(["one"])
    loaded.entries[0] = replace(loaded.entries[0], consent="yes")
    assert findings(Record([Source(loaded, places)]), "one holder") != []
    assert findings(Record([Source(loaded, places)], names=True), "one holder") == []


@pytest.mark.parametrize(("people", "noted", "few"), [(3, 0, [3]), (4, 0, []), (2, 4, [])])
def test_anonymous_lines_of_few_people_are_nearly_signed(people: int, noted: int, few: list[int]) -> None:
    loaded, places = circle(["a slip"], people=people)
    loaded.entries[0] = replace(loaded.entries[0], attribution="anonymous", person=None)
    loaded.presence += [Presence(f"s9:p{n}", "s9", f"p{n}") for n in range(1, noted + 1)]
    record = Record([Source(loaded, places)])
    assert [count for *_, count in findings(record, "few")] == few
    assert findings(Record([Source(loaded, places)], audience="public"), "few") == []


def test_what_is_withheld_is_counted_in_words() -> None:
    assert findings(Record([source(case("kept"))]), "withheld") == [("", "", "", 1)]
    assert [withheld_sentence(n) for n in (0, 1, 2)] == [
        "", "1 statement withheld by its speaker.", "2 statements withheld by their speakers.",
    ]  # fmt: skip


def test_anonymous_lines_of_earlier_sittings_stay_with_the_core_team_until_the_group_agrees() -> None:
    sheet = Sheet("s0")
    sheet.say("cir.open/open", "by name", "p1")
    sheet.say("cir.open/open", "on a slip", attribution="anonymous")
    sheet.say("cir.open/open", "kept back", "p1", consent="no")
    loaded, places = circle(["one"])

    def told(audience: str, **fields: object) -> list[str]:
        session = replace(loaded.session, **fields)
        source = Source(replace(loaded, session=session), places, before=sheet.entries)
        (told,) = Record([source], audience).sessions
        assert len(told.earlier) == 3
        return [e.text for e in told.before]

    assert told("core-team") == ["by name", "on a slip"]
    assert told("public") == ["by name"]
    assert told("public", spreads_agreed=STARTED) == ["by name", "on a slip"]


def test_a_step_that_came_twice_is_a_source_in_both_its_turns() -> None:
    sheet = Sheet()
    for part in ("a.b/c", "a.b/c#2", "a.b/d", "a.bc/c"):
        sheet.say(part, part)
    loaded, places = circle([])
    (told,) = Record([Source(replace(loaded, entries=sheet.entries), places)]).sessions
    assert [e.text for e in told.sources(["a.b/c"])] == ["a.b/c", "a.b/c#2"]
    assert [e.text for e in told.sources(["a.b"])] == ["a.b/c", "a.b/c#2", "a.b/d"]


def test_what_is_kept_stands_where_it_is_told_though_it_is_withheld_or_of_no_part() -> None:
    loaded, places = circle(["last of the open part"])
    sheet = Sheet("s9")
    for part, text in (("parked", "later"), ("x.y/z", "of no part"), ("parked", "later still")):
        sheet.say(part, text)
    sheet.say("cir.open/open", WITHHELD, consent="no", position=0.5)
    sheet.say("opening/card", "first")
    sheet.say("cir.open/open", "gone", removed=True)
    entries = [*loaded.entries, *(replace(e, id=f"x{e.id}") for e in sheet.entries)]
    (told,) = Record([Source(replace(loaded, entries=entries), places)]).sessions
    assert [e.text for e in told.kept] == [
        "first", WITHHELD, "last of the open part", "of no part", "later", "later still",
    ]  # fmt: skip


def test_a_hand_on_of_a_line_that_went_or_is_nobodys_is_not_brought_into_a_document() -> None:
    loaded, places = circle(["one"])
    line = Entry("o1", "s0", "close/handons", text="What now?", person="p1")
    origins = [line, replace(line, id="o2", removed=True), replace(line, id="o3", consent="no"),
               replace(line, id="o4", attribution="anonymous", person=None)]  # fmt: skip
    loaded.brought = [(Thread(f"t-{e.id}", "question", e.id, "s0"), e) for e in origins]
    loaded.events = [ThreadEvent(f"v-{t.id}", t.id, "s9", STARTED, "looked at again") for t, _ in loaded.brought]
    (told,) = Record([Source(loaded, places)]).sessions
    assert [thread.id for thread, _, _ in told.brought] == ["t-o1"]


def spread(answered: int, **fields: object) -> tuple[Loaded, list[Place]]:
    loaded, places = circle(["an answer"])
    counts = {"answered": answered, "counts": {"mine": answered}}
    loaded.entries[0] = replace(loaded.entries[0], text="", value=counts)
    loaded.session = replace(loaded.session, **fields)
    return loaded, places


@pytest.mark.parametrize(("answered", "shown"), [(3, 0), (4, 4)])
def test_a_spread_of_four_is_the_smallest_that_is_told(answered: int, shown: int) -> None:
    (told,) = Record([source(spread(answered))]).sessions
    assert [e.value["answered"] for e in told.lines] == [shown]


def test_a_spread_is_for_others_once_the_group_agreed_and_for_whoever_wrote_it_alone() -> None:
    def answers(audience: str, agreed: bool = False, **fields: object) -> int:
        return len(Record([source(spread(8, **fields))], audience, agreed=agreed).sessions[0].lines)

    assert (answers("core-team"), answers("public"), answers("public", agreed=True)) == (1, 0, 1)
    assert (answers("public", spreads_agreed=STARTED), answers("public", solo=True)) == (1, 1)
