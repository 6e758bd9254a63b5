"""A session's learning history: what it tells, what it keeps back, and that it reads back (domain.md §14.11)."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import yaml
from tests.history.reading import numbered, read, told
from tests.telling.sample import (
    ANONYMOUS,
    NAMES,
    PEOPLE,
    PRIVATE,
    STARTED,
    WITHHELD,
    Sheet,
    circle,
    comment,
    review,
)

from dialogue_tui.activities.base import Work
from dialogue_tui.activities.blocks import Item, Voice
from dialogue_tui.activities.entry import Entry
from dialogue_tui.activities.kinds import KINDS
from dialogue_tui.protocols.library import find
from dialogue_tui.protocols.plan import plan
from dialogue_tui.store.records import Link, Loaded, Session, Thread, ThreadEvent, Version
from dialogue_tui.telling.record import Record, Source
from dialogue_tui.text import clean

# what never leaves


@pytest.mark.parametrize("layout", ["auto", "table", "staggered"])
@pytest.mark.parametrize("audience", ["core-team", "organisation", "public"])
@pytest.mark.parametrize("names", [False, True])
def test_private_and_withheld_lines_are_nowhere(layout: str, audience: str, names: bool) -> None:
    text = told(*review(), layout=layout, audience=audience, names=names)
    assert PRIVATE not in text
    assert WITHHELD not in text
    assert "1 statement withheld by its speaker" in text
    assert "Partly worked in private, and nothing recorded of that: " in text


def test_no_names_stand_in_it_but_of_those_who_agreed_when_asked_for() -> None:
    loaded, places = review()
    words = [word for name in NAMES for word in name.split()]
    assert [w for w in words if re.search(rf"\b{w}\b", told(loaded, places))] == []
    with_names = told(loaded, places, names=True)
    assert "**Cem Okafor** [p7]" in with_names
    assert [w for w in words if re.search(rf"\b{w}\b", with_names)] == ["Cem", "Okafor"]


def test_the_owner_of_a_commitment_stands_by_role() -> None:
    text = told(*review())
    assert "| Sales operations manager, by 2026-01-28 | " in text
    assert "Bo:" not in text


def test_an_owner_nobody_knows_is_named_to_the_core_team_alone() -> None:
    loaded, places = review()
    loaded.threads[1] = replace(loaded.threads[1], owner=None, owner_typed="Zacharias")
    loaded.entries = [replace(e, text=e.text.replace("Bo:", "Zacharias:")) for e in loaded.entries]
    assert "| Zacharias, by 2026-01-28 | " in told(loaded, places)
    for audience in ("organisation", "public"):
        text = told(loaded, places, audience=audience)
        assert "Zacharias" not in text
        assert "| Somebody named in the room, by 2026-01-28 | " in text


def test_who_was_promised_to_read_it_is_told_as_it_was_typed() -> None:
    loaded, places = review()
    card = Entry("card", "s1", "opening/card", "audience", text="This team and its champion.", wording="written")
    text = told(replace(loaded, entries=[*loaded.entries, card]), places)
    promise = '- <a id="p1"></a>**Who will read this, as said at the opening** [p1]: This team and its champion.'
    assert promise in text.splitlines()
    assert text.index(promise) < text.index("**Tried**")
    assert yaml.safe_load(text.split("---\n")[1])["audience"] == "organisation"
    assert "as said at the opening" not in told(loaded, places)


def test_words_that_hold_a_name_are_pointed_out_not_changed() -> None:
    loaded, places = circle(["Ana said it in the corridor.", "A date is something we keep."])
    assert [f.entry for f in Record([Source(loaded, places)]).findings() if f.what == "name"] == ["e001"]
    assert "Ana said it in the corridor." in told(loaded, places)


def test_anonymous_lines_and_spreads_stay_with_the_core_team_until_the_group_agrees() -> None:
    loaded, places = review()
    assert ANONYMOUS in told(loaded, places)
    outside = told(loaded, places, audience="organisation")
    assert ANONYMOUS not in outside
    assert "n = 7" not in outside
    assert "Anonymous lines and spreads are left out" in outside
    agreed = replace(loaded, session=replace(loaded.session, spreads_agreed="2026-02-01T10:00:00+00:00"))
    text = told(agreed, places, audience="organisation")
    assert ANONYMOUS in text
    assert "agreed on 2026-02-01" in text
    assert ANONYMOUS in told(loaded, places, audience="public", agreed=True)


def test_the_opening_card_names_the_readers() -> None:
    loaded, places = review()
    card = Entry("card", "s1", "opening/card", "audience", text="All of operations")
    wider = replace(loaded, entries=[*loaded.entries, card])
    assert ANONYMOUS not in told(wider, places)
    for words in ("This team.", "The seven of us."):
        ours = replace(loaded, entries=[*loaded.entries, replace(card, text=words)])
        assert ANONYMOUS in told(ours, places)


def test_an_anonymous_line_has_no_author_and_stands_last_in_its_step() -> None:
    text = told(*review())
    step = text.split("### What did more")[1].split("###")[0]
    assert step.index(ANONYMOUS) > step.index("It might be luck.")
    assert re.search(rf"\*\*A team member\*\* \[p\d+\][^\n]*{ANONYMOUS}", step)


def test_fewer_than_four_answers_are_not_shown() -> None:
    text = " ".join(read(told(*review())))
    assert "Four people +2, three people +1; n = 7." in text
    assert "n = 3" not in text
    assert "hree people -2" not in text
    assert "Fewer than four people answered" in text


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_kind_tells_a_line_through_another(kind: str) -> None:
    """Numbers and leads are taken from the whole; they must not carry the words of a line that is kept back."""
    given_settings = {
        "form": {"fields": [{"name": "a", "title": "A"}]},
        "sort": {"about": ["x.y"]},
        "ladder": {"rungs": [{"name": "data"}, {"name": "action"}]},
        "respond": {"mode": "choice", "options": [{"name": "a"}], "about": "x.y"},
    }.get(kind, {})
    activity = KINDS[kind]
    parsed = activity.settings.model_validate(given_settings)
    slots = ["", "a", "data", "action", "said", "unsaid"]
    slots += ["line", "dropped", "earlier", "reason", "dissent", "note", "question"]
    kept = [Entry(f"k{n}", "s", "x.z/p", s, row=str(n), position=n, text=f"open {n}") for n, s in enumerate(slots)]
    back = [
        Entry(f"w{n}", "s", "x.z/p", s, row=str(n), position=n + 0.5, text=WITHHELD, value={"speaker": WITHHELD})
        for n, s in enumerate(slots)
    ]
    back += [Entry("w99", "s", "x.z/p", "alternative", row="6", text=WITHHELD)]
    links = [Link(f"l{n}", "s", f"w{n}", f"k{n}", "because") for n in range(len(slots))]
    links += [Link(f"m{n}", "s", f"k{n}", f"w{n}", "belongs to") for n in range(len(slots))]
    blocks = activity.told(parsed, Work(entries=[*kept, *back], links=links))
    about_kept = [b for b in blocks if isinstance(b, Voice | Item) and b.entry.id.startswith("k")]
    for block in about_kept:
        assert WITHHELD not in block.lead
        assert isinstance(block, Voice) or WITHHELD not in block.note
    assert not any(WITHHELD in label for label in activity.labels(parsed, Work(entries=[*kept, *back])).values())


def test_numbers_in_a_shared_text_are_those_the_room_knew() -> None:
    places = plan(find("shared-vision"), sitting="b")
    sheet = Sheet("s3")
    part = next(p.key for p in places if p.part.kind == "draft")
    first = sheet.say(part, "A site is measuring the day the box is opened.", slot="line")
    sheet.say(part, WITHHELD, slot="line", consent="no")
    sheet.say(part, "They fix it without us.", slot="line", row="r3")
    sheet.say(part, "Too tame.", "p1", slot="dissent", row="r3")
    session = Session("s3", "shared-vision", "hour", "", STARTED, sitting="b", visited=[part])
    version = Version("v", "s3", None, 2, [first.id, "e003"])
    text = told(Loaded(session, entries=sheet.entries, people=PEOPLE, versions=[version]), places)
    shared = text.split("## Shared texts")[1]
    assert "### The text as it stands, version 2" in shared
    assert "**1** A site is measuring" in shared
    assert "**3** They fix it without us." in shared
    assert "· *line 3*: “Too tame.”" in text


# what is told, and how


def test_the_body_comes_in_its_order() -> None:
    text = told(*review())
    order = [
        "# Build 3.2 and the card", "one episode", "> **", "**Tried**", "**Happened**", "**Still open**",
        "## What this was about", "## The tale", "## Assumptions and their tests",
        "## Commitments: expected and actual", "## Since then", "## Open questions", "**To the reader**",
        "To answer, quote a paragraph", "## Appendix", "### How to read this", "### Who was in the room, by role",
        "### Who was not in the room", "### Method and limits", "### Steps not taken up",
    ]  # fmt: skip
    assert sorted(order, key=text.index) == order


def test_wording_decides_on_quotation_marks() -> None:
    text = told(*review())
    assert "**Firmware lead** [p5]: “I expected tickets to fall to 20 by the 14th.”" in text
    assert "**Sales operations manager** [p6], in short: the card would do half of it" in text
    assert "**Participant B** [p8]: Three of four threw the box away." in text


def test_people_without_a_role_keep_their_letter_and_nobody_stays_unsaid() -> None:
    text = told(*review())
    assert "**Participant A** [p7]" in text
    assert "**Someone** [p9]" in text


def test_nobody_is_told_as_absent_while_some_who_were_there_are_not_noted() -> None:
    def absent(people: int) -> str:
        loaded, places = review()
        loaded.session = replace(loaded.session, people=people)
        return told(loaded, places).split("### Who was not in the room")[1].split("###")[0].strip()

    assert absent(8) == "Four of the eight were not noted by name."
    assert absent(5) == "One of the five was not noted by name."
    assert absent(14) == "Ten of the 14 were not noted by name."
    assert absent(4) == absent(3) == "- Vice president operations"


def test_steps_not_taken_up_are_listed_and_visited_ones_without_lines_are_told() -> None:
    loaded, places = review()
    text = told(loaded, places)
    listed = text.split("### Steps not taken up")[1]
    assert next(p.step.title for p in places if p.key == "atr.less/why") in listed
    assert "What happened" not in listed
    been = replace(loaded.session, visited=[*loaded.session.visited, "atr.less/why"])
    assert "Visited; nothing was written down." in told(replace(loaded, session=been), places)


def test_a_step_whose_lines_are_all_kept_back_does_not_say_how_many() -> None:
    loaded, places = circle(["one", "two"])
    loaded.entries = [replace(e, consent="no") for e in loaded.entries]
    text = told(loaded, places)
    assert "Nothing of this step is told here." in text
    assert "2 statements withheld by their speakers." in text


def test_parked_lines_are_told() -> None:
    assert "The depot's labels" in told(*review()).split("### Put aside for later")[1]


def test_expected_and_actual_stand_side_by_side_and_since_then_is_dated() -> None:
    text = told(*review())
    row = next(line for line in text.splitlines() if line.startswith("| Sales operations manager, by 2026-01-28"))
    assert row.endswith("“call five sites” | two stop calling | support dashboard | done |")
    assert "- p15, looked at on 2026-02-11: done · one stopped · less than expected\n" in text
    assert text.count("one stopped") == 1


def test_an_outcome_that_has_no_day_stands_beside_what_was_expected() -> None:
    loaded, places = review()
    loaded.events = []
    text = told(loaded, places)
    assert "| support dashboard | done · one stopped (less than expected) |" in text
    assert "## Since then" not in text


def test_a_look_without_words_or_surprise_is_left_out() -> None:
    loaded, places = review()
    loaded.events = [replace(e, value={"state": "done"}) for e in loaded.events]
    assert "## Since then" not in told(loaded, places)


def test_what_an_earlier_thread_came_to_is_told_where_it_was_looked_at() -> None:
    loaded, places = review()
    thread = Thread("h9", "commitment", "o9", "s0", "t", owner="p1", owner_typed="Ana", state="done",
                    expected="under 20", actual="17")  # fmt: skip
    origin = Entry("o9", "s0", "close/handons", "commitment", text="Ana: retry > under 20")
    loaded.brought = [(thread, origin)]
    loaded.events.append(ThreadEvent("v9", "h9", "s1", STARTED, "looked at again", {"actual": "17 by the 14th"}))
    (said,) = [block for block in read(told(loaded, places)) if "under 20" in block]
    assert re.fullmatch(r"\[p\d+\] Firmware lead: retry\nExpected: under 20\nCame of it: 17 by the 14th", said)
    loaded.brought = [(thread, replace(origin, consent="no"))]
    assert "under 20" not in " ".join(read(told(loaded, places)))


def test_what_stands_beside_a_commitment_is_not_told_with_it_too() -> None:
    loaded, places = review()
    words = "Light on the device, five sites; expect two stop calling; see it on the support dashboard."
    loaded.entries = [replace(e, text=words) if e.slot == "commitment" else e for e in loaded.entries]
    text = told(loaded, places)
    assert "“Light on the device, five sites” | two stop calling | support dashboard |" in text
    kept = "Two stop calling before noon; see it."
    loaded.entries = [replace(e, text=kept) if e.slot == "commitment" else e for e in loaded.entries]
    assert f"“{kept}” | two stop calling" in told(loaded, places)


def test_what_was_not_said_is_not_expected_any_more() -> None:
    loaded, places = review()
    bare = {"expected": "", "measure": "", "due": "", "owner": None, "owner_typed": ""}
    loaded.threads = [replace(t, **bare) for t in loaded.threads]
    text = told(loaded, places)
    assert "not said yet" not in text
    assert "| not said | <a" in text
    assert "What would show it wrong: not said\\" in text


@pytest.mark.parametrize("part", ["atr.share/line", "atr.more/why"])
def test_what_another_team_could_borrow_has_its_section(part: str) -> None:
    loaded, places = review()
    loaded.entries.append(Entry("b1", "s1", part, "borrow", text="Say the risk within a day."))
    text = told(loaded, places)
    assert "Say the risk within a day." in text.split("## What another team could borrow")[1].split("\n## ")[0]
    assert text.count("Say the risk within a day.") == 1


def test_front_matter_is_flat_yaml_with_plain_values() -> None:
    front = yaml.safe_load(told(*review()).split("---\n")[1])
    assert front == {
        "type": "learning-history-episode", "title": "Build 3.2 and the card", "team": "Tarn core team",
        "date": "2026-01-14", "protocol": "action-to-reflection", "status": "draft", "audience": "core-team",
        "voices": "4 of 8", "checked": "0 of 17", "tags": ["learning-history", "action-to-reflection"], "format": 1,
    }  # fmt: skip


def test_the_same_data_gives_the_same_bytes() -> None:
    loaded, places = review()
    shuffled, _ = review()
    for name in ("entries", "threads", "events", "people", "presence"):
        setattr(shuffled, name, list(reversed(getattr(loaded, name))))
    assert told(loaded, places) == told(loaded, places) == told(shuffled, places)


def test_the_file_ends_with_one_newline_and_holds_no_control_characters() -> None:
    text = told(*review())
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text
    assert all(clean(line) == line for line in text.splitlines())


# alone


def test_a_solo_session_keeps_the_first_person_and_says_one_voice() -> None:
    places = plan(find("left-hand-column"), "solo", solo=True)
    part = next(p.key for p in places if p.part.kind == "columns")
    sheet = Sheet("s5")
    sheet.say(part, "Me: is it fixed?", slot="said", row="r", value={"speaker": "Me"}, wording="written")
    sheet.say(part, "I am the blocker again.", slot="unsaid", row="r", wording="written")
    session = Session("s5", "left-hand-column", "solo", "", STARTED, 60, solo=True, visited=[part], people=1)
    loaded = numbered(Loaded(session, entries=sheet.entries), places)
    loaded.comments = [comment(2, "I never asked.", session="s5")]
    text = told(loaded, places)
    assert "One voice" in text
    front = yaml.safe_load(text.split("---\n")[1])
    assert (front["voices"], front["audience"]) == ("1 of 1", "author")
    assert re.search(r"\*\*I\*\* \[p2\] 2026-01-14 09:02 · \*.*\*: I am the blocker again\.", text)
    assert "lines without either were written or chosen." in text
    assert "reading this on 2026-03-02" in text.lower()
    assert "nothing recorded" not in text
    assert "Who was not in the room" not in text


def test_a_solo_answer_is_told_in_words() -> None:
    places = plan(find("action-to-reflection"), "hour", solo=True)
    place = next(p for p in places if p.part.kind == "respond")
    expected = Entry("x1", "s6", "atr.intended/expected", text="Tickets fall to 20.", wording="written")
    answer = Entry("a1", "s6", place.key, slot="x1", value={"answer": 2}, wording="written")
    session = Session("s6", "action-to-reflection", "solo", "", STARTED, solo=True, visited=[place.key])
    text = told(Loaded(session, entries=[expected, answer]), places)
    assert "I [p2] · Tickets fall to 20.: +2" in read(text)


def test_an_empty_session_is_told_as_such() -> None:
    loaded, places = circle([])
    loaded.session = replace(loaded.session, visited=[])
    text = told(loaded, places)
    assert "Nothing was kept in this session." in text
    assert "Who was there was not noted." in text
