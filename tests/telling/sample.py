"""One review as a store would hand it over, with canaries where nothing may ever be told from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from dialogue_tui.protocols.library import find
from dialogue_tui.protocols.plan import Place, plan
from dialogue_tui.store.records import (
    Comment,
    Entry,
    Loaded,
    Person,
    Presence,
    Session,
    Thread,
    ThreadEvent,
)

STARTED = "2026-01-14T08:00:00+00:00"
PRIVATE, WITHHELD, ANONYMOUS = "canary-of-a-page", "canary-kept-back", "canary-from-a-slip"
NAMES = ("Ana Lindqvist", "Bo Achterberg", "Cem Okafor", "Dee Marlowe", "Edda Quist")

PEOPLE = [
    Person("p1", "t", "Ana Lindqvist", "Firmware lead", "FW", "core member"),
    Person("p2", "t", "Bo Achterberg", "Sales operations manager", "SO", "core member"),
    Person("p3", "t", "Cem Okafor"),
    Person("p4", "t", "Dee Marlowe", "Vice president operations", "VP", "executive champion"),
    Person("p5", "t", "Edda Quist"),
]


class Sheet:
    """Entries in the order they are written down."""

    def __init__(self, session: str = "s1") -> None:
        self.session, self.entries, self.numbers = session, [], count(1)

    def say(self, part: str, text: str, person: str | None = None, **fields: Any) -> Entry:
        number = next(self.numbers)
        entry = Entry(
            f"e{number:03}", self.session, part, position=float(number), text=text, person=person,
            at=f"2026-01-14T08:{number % 60:02}:00+00:00", offset=60,
        )  # fmt: skip
        if fields.get("attribution") == "anonymous":
            entry = replace(entry, at=None, offset=None, person=None)
        entry = replace(entry, **fields)
        self.entries.append(entry)
        return entry


def review() -> tuple[Loaded, list[Place]]:
    """An hour of action to reflection; the steps after "less" but the close are left out."""
    places = plan(find("action-to-reflection"), "hour")
    sheet = Sheet()
    say = sheet.say
    say("opening/card", "Pairing tickets under 10 a week", slot="result")
    say("atr.intended/alone", PRIVATE, "p1")
    a = say("atr.intended/expected", "I expected tickets to fall to 20 by the 14th.", "p1", attribution="named")
    b = say("atr.intended/expected", "the card would do half of it", "p2", wording="scribed")
    say("atr.intended/expected", WITHHELD, "p2", consent="no")
    say("atr.actual/events", "Tickets 31 → 17 in nine days | two sites stopped calling", "p3", consent="yes")
    say("atr.actual/events", "Three of four threw the box away.\nWith the card inside.", "p5", wording="written")
    say("atr.actual/events", "Nobody was noted for this one.")
    say(
        "atr.surprise/rate", "", slot=a.id, attribution="anonymous",
        value={"answered": 7, "counts": {"2": 4, "1": 3}},
    )  # fmt: skip
    say(
        "atr.surprise/rate", "", slot=b.id, attribution="anonymous",
        value={"answered": 3, "counts": {"-2": 3}},
    )  # fmt: skip
    say("atr.more/why", "The retry carried it, because it needs nobody.", "p1", slot=a.id)
    say("atr.more/why", ANONYMOUS, slot=a.id, attribution="anonymous", wording="written")
    say("atr.more/why", "It might be luck.", "p2", slot=a.id)
    belief = "we assume installers read ? three of four keep the card"
    assumed = say("close/handons", belief, "p1", slot="assumption")
    did = say(
        "close/handons", "Bo: call five sites by 28 Jan > two stop calling ? support dashboard", "p2",
        slot="commitment",
    )  # fmt: skip
    asked = say("close/handons", "Who reads a card at all?", "p3", slot="question")
    say("close/telling", "We tried a retry and a card.", "p1", slot="tried", wording="written")
    say("close/telling", "The retry worked, the card did not.", "p1", slot="happened", wording="written")
    say("close/telling", "Whether anybody reads.", "p1", slot="open", wording="written")
    say("close/telling", "What did you last throw away unread?", "p1", slot="reader", wording="written")
    say("parked", "The depot's labels")
    threads = [
        Thread("h1", "assumption", assumed.id, "s1", "t", measure="three of four keep the card"),
        Thread("h2", "commitment", did.id, "s1", "t", owner="p2", owner_typed="Bo", due="2026-01-28",
               expected="two stop calling", measure="support dashboard", actual="one stopped", state="done",
               surprise=-1),
        Thread("h3", "question", asked.id, "s1", "t"),
    ]  # fmt: skip
    events = [
        ThreadEvent("v1", "h2", "s1", "2026-01-14T09:00:00+00:00", "opened"),
        ThreadEvent("v2", "h2", "s2", "2026-02-11T09:00:00+00:00", "looked at again",
                    {"actual": "one stopped", "state": "done", "surprise": -1}),
    ]  # fmt: skip
    visited = [p.key for p in places if p.step.id not in ("atr.less", "atr.loop", "atr.commit", "atr.share")]
    session = Session(
        "s1", "action-to-reflection", "hour", "Build 3.2 and the card", STARTED, 60, team="t", state="closed",
        visited=visited, people=8,
    )  # fmt: skip
    loaded = Loaded(
        session=session, entries=sheet.entries, threads=threads, events=events, people=PEOPLE,
        presence=[Presence(f"s1:{p}", "s1", p) for p in ("p1", "p2", "p3", "p5")],
    )  # fmt: skip
    return loaded, places


def circle(texts: Sequence[str], people: int = 8) -> tuple[Loaded, list[Place]]:
    """A dialogue circle that kept these lines in its open part."""
    places = plan(find("dialogue-circle"))
    sheet = Sheet("s9")
    for number, text in enumerate(texts):
        sheet.say("cir.open/open", text, f"p{number % 2 + 1}")
    session = Session("s9", "dialogue-circle", "hour", "", STARTED, visited=["cir.open/open"], people=people)
    return Loaded(session=session, entries=sheet.entries, people=PEOPLE), places


def case(state: str) -> tuple[Loaded, list[Place]]:
    """A left-hand column worked on the wall: one line that may be told, one that may not."""
    places = plan(find("left-hand-column"), "open")
    sheet = Sheet("s8")
    part = next(p.key for p in places if p.step.id == "lhc.right")
    sheet.say(part, "Is it fixed?", slot="said", value={"speaker": "Me"})
    sheet.say(part, WITHHELD, slot="said", consent="no")
    session = Session("s8", "left-hand-column", "open", "", STARTED, visited=[part], people=6, case=state)
    return Loaded(session=session, entries=sheet.entries, people=PEOPLE), places


def comment(paragraph: int, text: str, type: str = "theme", session: str = "s1") -> Comment:
    return Comment(f"c{paragraph}-{type}", session, paragraph, text, type, at="2026-03-02T10:00:00+00:00")
