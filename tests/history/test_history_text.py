"""A shared text: the lines people react to by number, what changed from before to after, and who gathered what."""

from __future__ import annotations

from tests.history.reading import read
from tests.telling.sample import PEOPLE, STARTED, WITHHELD, Sheet

from dialogue_tui.activities.entry import Entry
from dialogue_tui.history.gather import gather
from dialogue_tui.history.render import render
from dialogue_tui.protocols.library import find
from dialogue_tui.protocols.plan import plan
from dialogue_tui.store.records import Loaded, Session

SLIPS, TEXT = "vis.react/slips", "vis.revise/text"


def third(before: Sheet, here: Sheet) -> list[str]:
    """The blocks of the third sitting, which reacts to a text and revises it."""
    session = Session("s7", "shared-vision", "hour", "", STARTED, sitting="c", visited=[SLIPS, TEXT], people=8)
    loaded = Loaded(session, entries=here.entries, people=PEOPLE)
    places = plan(find("shared-vision"), sitting="c")
    return read(render(gather(loaded, places, before=before.entries)))


def spread(here: Sheet, line: Entry, **counts: int) -> None:
    counts = {name.replace("_", " "): n for name, n in counts.items()}
    here.say(SLIPS, "", slot=line.id, attribution="anonymous", value={"answered": 8, "counts": counts})


def test_lines_are_reacted_to_under_the_numbers_people_call() -> None:
    before, here = Sheet("s6"), Sheet("s7")
    here.numbers = iter(range(50, 99))  # type: ignore[assignment]
    first = before.say("vis.one/text", "They fix it without us.", slot="line", row="1")
    back = before.say("vis.one/text", WITHHELD, slot="line", row="2", consent="no")
    third_line = before.say("vis.one/text", "A quiet Monday.", slot="line", row="3")
    spread(here, third_line, mine=2, not_mine=5, **{"don't understand": 1})
    spread(here, first, mine=8)
    spread(here, back, mine=1, not_mine=7)
    found = third(before, here)
    at = found.index("Line 1 · They fix it without us. [p1]")
    assert found[at : at + 4] == [
        "Line 1 · They fix it without us. [p1]", "8 left unmarked; n = 8.",
        "Line 3 · A quiet Monday. [p2]", "5 not mine, 1 not clear; 2 left unmarked; n = 8.",
    ]  # fmt: skip
    assert not any(WITHHELD in block or "7 not mine" in block for block in found)


def revised() -> Sheet:
    here = Sheet("s7")

    def say(text: str, slot: str, row: str, at: float, **more: object) -> Entry:
        return here.say(TEXT, text, "p1", slot=slot, row=row, position=at, wording="written", **more)

    say("What she fixed.", "earlier", "1", 1.0)
    say("What she fixed without us.", "line", "1", 1.0)
    say("We are the partner of choice.", "dropped", "2", 2.0, value={"reason": "True of any company."})
    say("Week fifty-two.", "line", "3", 3.0)
    say("Line 1 had lost its point.", "reason", "", 4.0)
    say("It reads better.", "reason", "", 5.0)
    return here


def test_a_change_is_told_from_before_to_after_with_its_reason() -> None:
    found = third(Sheet("s6"), revised())
    at = found.index("What changed")
    assert found[at - 1] == "The text as it was left here is among the shared texts below."
    assert found[at + 1 : at + 7] == [
        "[p1] line 1: What she fixed. → What she fixed without us.",
        "Firmware lead [p2] · why: Line 1 had lost its point.",
        "Dropped",
        "[p3] line 2 then: We are the partner of choice. · reason: True of any company.",
        "Why it changed",
        "Firmware lead [p4]: It reads better.",
    ]
    assert "[p6] 2 Week fifty-two." in found


def test_a_wording_is_not_told_through_the_one_before_it() -> None:
    here = revised()
    line = next(n for n, e in enumerate(here.entries) if e.slot == "line")
    here.entries[line] = Entry("back", "s7", TEXT, "line", "1", 1.0, WITHHELD, consent="no")
    found = third(Sheet("s6"), here)
    assert "[p1] line 1: What she fixed." in found
    assert not any(WITHHELD in block for block in found)


def test_a_line_whose_number_moved_says_both() -> None:
    here = revised()
    here.say(TEXT, "Week fifty.", "p2", slot="earlier", row="3", position=3.0, wording="written")
    assert "[p3] line 3 then, 2 now: Week fifty. → Week fifty-two." in third(Sheet("s6"), here)
