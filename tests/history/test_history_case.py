"""A case that somebody worked alone: two columns that stay together, and marks that say what they were put to."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.history.reading import read, told
from tests.telling.sample import STARTED, WITHHELD, Sheet

from dialogue_tui.activities.entry import Entry, Link
from dialogue_tui.protocols.library import find
from dialogue_tui.protocols.plan import plan
from dialogue_tui.store.records import Loaded, Session

RIGHT, LEFT, MARK, MODEL = "lhc.right/write", "lhc.left/write", "lhc.mark/mark", "lhc.model/write"
SAID = [("Me", "Is it fixed?"), ("Rowan", "By four. Is something up?"), ("Me", "No, no.")]
THOUGHT = {0: "Say no.", 2: "Coward."}


def case() -> tuple[Sheet, list[Entry], list[Entry]]:
    sheet = Sheet("s5")

    def say(part: str, text: str, slot: str, row: int, **more: object) -> Entry:
        return sheet.say(part, text, slot=slot, row=f"r{row}", wording="written", **more)

    said = [say(RIGHT, text, "said", n, value={"speaker": who}) for n, (who, text) in enumerate(SAID)]
    return sheet, said, [say(LEFT, text, "unsaid", n) for n, text in THOUGHT.items()]


def history(sheet: Sheet, links: tuple[Link, ...] = (), **options: object) -> str:
    session = Session(
        "s5", "left-hand-column", "solo", "", STARTED, solo=True, visited=[RIGHT, LEFT, MARK, MODEL], people=1
    )
    places = plan(find("left-hand-column"), "solo", solo=True)
    return told(Loaded(session, entries=sheet.entries, links=list(links)), places, **options)


def undated(text: str) -> list[str]:
    return [re.sub(r" \d{4}-\d\d-\d\d \d\d:\d\d", "", block) for block in read(text)]


def test_each_turn_is_told_by_who_spoke_with_its_thought_under_it() -> None:
    sheet, _, _ = case()
    text = history(sheet)
    found = undated(text)
    at = found.index("Me [p1]: Is it fixed?")
    assert found[at : at + 5] == [
        "Me [p1]: Is it fixed?", "I [p2] · not said: Say no.", "Rowan [p3]: By four. Is something up?",
        "Me [p4]: No, no.", "I [p5] · not said: Coward.",
    ]  # fmt: skip
    assert '\n- <a id="p2"></a>**I** [p2]' in text
    assert "It stands under the turns above." in found
    for layout in ("table", "staggered"):
        told_again = history(sheet, layout=layout)
        assert re.findall(r'id="p(\d)"', told_again) == list("12345")


def test_a_thought_never_hangs_under_another_turn() -> None:
    sheet, said, _ = case()
    sheet.entries[sheet.entries.index(said[2])] = replace(said[2], text=WITHHELD, consent="no")
    text = history(sheet)
    assert WITHHELD not in text
    assert re.search(r'\n<a id="p\d"></a>\*\*I\*\* \[p\d\][^\n]*: Coward\.', text)


def test_a_mark_names_the_paragraphs_it_was_put_to() -> None:
    sheet, said, thoughts = case()
    motive = sheet.say(MARK, "M guessed a motive", slot="motive", wording="written")
    words = sheet.say(MARK, "A complaint, wearing a question mark.", wording="written")
    links = (
        Link("l1", "s5", said[1].id, motive.id, "belongs to"),
        Link("l2", "s5", thoughts[0].id, motive.id, "belongs to"),
        Link("l3", "s5", said[2].id, words.id, "belongs to"),
    )
    found = undated(history(sheet, links))
    assert "[p6] M guessed a motive: p1, p2, p3" in found
    assert "I [p7] · rests on p4: A complaint, wearing a question mark." in found
    assert not any("Kept on their own" in block or "told above" in block for block in found)


def test_a_label_that_the_words_begin_with_is_not_said_twice() -> None:
    sheet, _, _ = case()
    sheet.say(MODEL, "My rule: when a date is pushed, I ask around it.", slot="rule", wording="written")
    found = undated(history(sheet))
    assert "I [p6]: My rule: when a date is pushed, I ask around it." in found
    sheet.entries[-1] = Entry("z", "s5", MODEL, "rule", position=99.0, text="My rules are few.", wording="written")
    assert "I [p6] · my rule: My rules are few." in undated(history(sheet))


def test_what_could_be_said_instead_stands_under_its_turn() -> None:
    sheet, _, _ = case()
    place = next(p for p in plan(find("left-hand-column"), "solo", solo=True) if p.step.id == "lhc.redesign")
    if not getattr(place.part.settled, "instead", ""):
        return
    sheet.say(
        place.key, "One of eight split.", slot="instead", row="r2", value={"speaker": "Me"}, wording="written"
    )
    found = undated(history(sheet))
    at = next(n for n, block in enumerate(found) if "One of eight split." in block)
    assert found[at - 1] == "No, no. [p4]"
