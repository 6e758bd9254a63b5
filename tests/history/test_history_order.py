"""What stands where in a history, and what is said only once."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.history.reading import read, told
from tests.telling.sample import ANONYMOUS, PEOPLE, STARTED, Sheet, review

from dialogue_tui.activities.entry import Entry, Link
from dialogue_tui.history.gather import gather
from dialogue_tui.history.render import render
from dialogue_tui.protocols.library import find
from dialogue_tui.protocols.plan import Place, plan
from dialogue_tui.store.records import Loaded, Session, Thread, ThreadEvent

WHY = "atr.more/why"
WHICH = "atr.loop/which"


def session(protocol: str, places: list[Place], *visited: str, sitting: str = "") -> Session:
    return Session("s7", protocol, "hour", "", STARTED, sitting=sitting, visited=list(visited), people=8)


def chapter(text: str, title: str) -> str:
    return text.split(f"### {title}")[1].split("\n### ")[0].split("\n## ")[0]


def test_neighbouring_private_steps_become_one_chapter() -> None:
    places = plan(find("left-hand-column"), "long")
    private = [p.key for p in places if p.private]
    assert len({p.step.id for p in places if p.private}) > 2
    loaded = Loaded(session("left-hand-column", places, *private))
    text = told(loaded, places)
    assert text.count("### Worked privately, nothing recorded") == 1
    assert text.count("orked privately") == 1


def test_steps_worked_partly_alone_are_named_once() -> None:
    loaded, places = review()
    loaded.session = replace(loaded.session, visited=[p.key for p in places])
    text = told(loaded, places)
    named = [line for line in text.splitlines() if "artly worked in private" in line]
    partly = {p.step.id: p.step.title for p in places if p.private}
    assert len(partly) > 1
    assert len(named) == 1
    assert f"nothing recorded of that: {'; '.join(partly.values())}." in named[0]


def test_an_anonymous_line_stands_behind_the_others_under_its_own_heading() -> None:
    loaded, places = review()
    expected = "I expected tickets to fall to 20 by the 14th. [p5]"
    found = read(told(loaded, places))
    at = next(n for n, block in enumerate(found) if ANONYMOUS in block)
    assert re.fullmatch(rf"A team member \[p\d+\]: {ANONYMOUS}", found[at])
    assert expected not in found[at - 2 : at]
    loaded.entries.append(Entry("z1", "s1", WHY, slot="e004", position=90.0, text="Or the card, on quiet days."))
    found = read(told(loaded, places))
    at = next(n for n, block in enumerate(found) if ANONYMOUS in block)
    assert found[at - 1] == expected
    assert "on quiet days" in found[at - 2]


def test_slips_of_one_part_stand_under_its_own_question() -> None:
    places = plan(find("left-hand-column"), "long")
    asked = {p.key: p.ask for p in places if p.step.id == "lhc.release" and not p.private}
    slips, going_round, last = list(asked)
    assert len(set(asked.values())) == 3
    sheet = Sheet("s7")
    sheet.say(slips, ANONYMOUS, slot="pattern", attribution="anonymous", wording="written")
    sheet.say(going_round, "I assumed they knew.", "p1", slot="assumption")
    sheet.say(last, "The bigger the number, the softer the voice.", "p2")
    loaded = Loaded(session("left-hand-column", places, *asked), entries=sheet.entries, people=PEOPLE)
    found = read(told(loaded, places))
    at = next(n for n, block in enumerate(found) if ANONYMOUS in block)
    assert found[at - 2 : at] == [asked[slips], "Patterns"]
    assert found.count(asked[slips]) == 1
    assert found.index(asked[going_round]) < found.index(asked[last]) < at
    loaded.entries = loaded.entries[:1]
    assert f"### {asked[slips]}" in told(loaded, places).splitlines()


def test_a_theme_says_what_it_rests_on_and_singletons_are_named_by_number() -> None:
    places = plan(find("shared-vision"), "long")
    phrases, themes = "vis.phrases/round", "vis.themes/groups"
    sheet = Sheet("s7")
    lines = [sheet.say(phrases, f"Reason {n}.", "p1") for n in range(3)]
    back = sheet.say(phrases, "Kept back.", "p2", consent="no")
    theme = sheet.say(themes, "It needs nobody.", "p2")
    empty = sheet.say(themes, "We were tired.", "p2")
    links = [
        Link("l1", "s7", lines[0].id, theme.id, "belongs to"),
        Link("l2", "s7", back.id, empty.id, "belongs to"),
    ]
    loaded = Loaded(
        session("shared-vision", places, phrases, themes), entries=sheet.entries, links=links, people=PEOPLE
    )
    text = " ".join(read(told(loaded, places)))
    assert "· rests on p1: “It needs nobody.”" in text
    assert "Sales operations manager [p5]: “We were tired.”" in text
    assert "Kept on their own p2, p3, told above." in text
    assert text.count("Reason 1.") == 1


def test_a_choice_from_a_list_has_no_quotation_marks() -> None:
    places = plan(find("ladder-of-inference"), "hour")
    own = (p for p in places if not p.key.startswith(("opening/", "close/")))
    place = next(p for p in own if any(f.options for f in getattr(p.part.settled, "fields", ())))
    field = next(f for f in place.part.settled.fields if f.options)  # type: ignore[attr-defined]
    option = field.options[0].title or field.options[0].name
    sheet = Sheet("s7")
    sheet.say(place.key, option, "p1", slot=field.name)
    loaded = Loaded(session("ladder-of-inference", places, place.key), entries=sheet.entries, people=PEOPLE)
    text = told(loaded, places)
    assert option in text
    assert f"“{option}”" not in text


def test_a_heading_in_somebodys_words_says_where_they_stand_and_stays_as_it_was_said() -> None:
    loaded, places = review()
    loaded.entries = [replace(e, text="tickets at 20") if e.id == "e003" else e for e in loaded.entries]
    assert "tickets at 20 [p5]" in read(told(loaded, places))


def test_earlier_sittings_keep_the_order_the_room_knew() -> None:
    places = plan(find("shared-vision"), sitting="c")
    react = next(p for p in places if p.part.kind == "respond")
    sheet = Sheet("s6")
    lines = [sheet.say("vis.one/text", f"Line {n}.", slot="line") for n in range(3)]
    here = Sheet("s7")
    for line in lines:
        here.say(react.key, "", slot=line.id, attribution="anonymous", value={"answered": 8, "counts": {"mine": 8}})
    loaded = Loaded(session("shared-vision", places, react.key, sitting="c"), entries=here.entries)
    text = render(gather(loaded, places, before=lines[::-1]))
    assert text.index("Line 0.") < text.index("Line 1.") < text.index("Line 2.")


def test_the_lines_of_a_shared_text_are_numbered_where_they_stand() -> None:
    places = plan(find("shared-vision"), sitting="b")
    part = next(p.key for p in places if p.part.kind == "draft")
    sheet = Sheet("s7")
    sheet.say("close/telling", "We know it by heart.", "p1", slot="together")
    sheet.say(part, "They fix it without us.", slot="line")
    text = told(Loaded(session("shared-vision", places, part, sitting="b"), entries=sheet.entries), places)
    assert "[p1] · *Together now*" in text
    assert "[p2] **1** They fix it without us." in text


def test_what_came_of_it_since_is_told_look_by_look() -> None:
    loaded, places = review()
    loaded.events.append(
        ThreadEvent("v0", "h2", "s3", "2026-01-21T09:00:00+00:00", "looked at again",
                    {"actual": "none yet", "state": "open", "surprise": -2})
    )  # fmt: skip
    since = told(loaded, places).split("## Since then")[1].split("\n## ")[0].split("\n")
    assert since[2:4] == [
        "- p15, looked at on 2026-01-21: open · none yet · much less than expected",
        "- p15, looked at on 2026-02-11: done · one stopped · less than expected",
    ]


def test_earlier_threads_stand_in_the_order_they_were_looked_at() -> None:
    loaded, places = review()
    threads = [Thread(f"h{n}", "commitment", f"o{n}", "s0", "t", owner="p1", actual=f"came {n}") for n in (7, 8)]
    origins = [Entry(f"o{n}", "s0", "close/handons", "commitment", text=f"promise {n}") for n in (7, 8)]
    loaded.brought = list(zip(threads, origins, strict=True))
    for minute, n in enumerate((8, 7)):
        at = f"2026-01-14T08:0{minute}:00+00:00"
        loaded.events.append(ThreadEvent(f"w{n}", f"h{n}", "s1", at, "looked at again", {"actual": f"came {n}"}))
    text = told(loaded, places)
    assert text.index("came 8") < text.index("came 7")
    loaded.brought.reverse()
    assert told(loaded, places) == text
