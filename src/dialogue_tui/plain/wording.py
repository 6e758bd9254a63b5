"""How plain lines show a place: its words, its slots, and every line under the number it is called by.

It is read aloud more often than seen: what the program itself says comes in words, not in signs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from dialogue_tui.activities.base import Row, Slot
from dialogue_tui.facilitation import sentences
from dialogue_tui.facilitation.desk import Desk, Guard
from dialogue_tui.facilitation.errors import Refused
from dialogue_tui.facilitation.pointer import Onward, meant
from dialogue_tui.text import counted, shorten

if TYPE_CHECKING:
    from dialogue_tui.facilitation.engine import Engine
    from dialogue_tui.facilitation.timing import TimeLeft
    from dialogue_tui.store.records import Entry

    from .numbers import Numbers

CURTAIN = "Curtain. /curtain lifts it."
IN_PAIRS = "PRIVATE: it stays between the two of you. Nothing of it is kept here."
OFF_WALL = "The case is off the wall. /case on brings it back."
CLOSED = "This session is closed. /reopen goes on with it; /quit leaves it as it is."
ALL_ASKED = "All asked. /next goes on."

_GUARDS = {
    Guard.CLOSED: CLOSED,
    Guard.COVERED: "The curtain is down; /curtain lifts it.",
    Guard.OFF_WALL: OFF_WALL,
    Guard.ALL_ASKED: "Every field here has been asked; > and a name chooses one again, /next goes on.",
    Guard.UNSEEN: "There are slips that nobody has seen. /reveal shows them.",
    Guard.LAST: "This is the last part; /close ends the session.",
}


def in_the_way(desk: Desk, guard: Guard) -> str:
    """What stands in the way of what was typed, and what to do."""
    return private(desk.engine) if guard is Guard.PRIVATE else _GUARDS[guard]


def spoken(words: str) -> str:
    """The program's own words with the signs between them as a voice would put them."""
    for sign, said in ((" · ", ", "), (" | ", ", "), (" … ", ", "), ("…", "..."), (" → ", ", "), (" / ", ", ")):
        words = words.replace(sign, said)
    return words


def brief(words: str, cells: int = 60) -> str:
    """A line's first words, to say which one is meant."""
    short = shorten(words, cells)
    return f"{short.removesuffix('…').rstrip()}..." if short.endswith("…") else short


def sentence(words: str) -> str:
    """The words with a full stop, unless they end a sentence already."""
    return words if words.endswith((".", "?", "!")) else f"{words}."


def private(engine: Engine) -> str:
    """What is said of a part of which nothing is kept."""
    return IN_PAIRS if engine.place.part.privacy == "pair" else sentences.PRIVATE


# Time


def minutes(number: float) -> str:
    """Whole minutes, one at least: "1 minute", "9 minutes"."""
    return counted(max(1, round(number)), "minute")


def left(time: TimeLeft) -> str:
    """What is left of this place's time: "6 minutes left", "under a minute left", "2 minutes over"."""
    words = minutes(time.minutes) if time.minutes else "under a minute"
    return f"{words} {'over' if time.over else 'left'}{', paused' if time.paused else ''}"


def clock(time: TimeLeft) -> str:
    """The same, and when the session ends where the clock runs."""
    return f"{left(time)}; the session ends at {time.ends:%H:%M}." if time.ends else f"{left(time)}."


# A place


def intro(engine: Engine, offered: Sequence[str]) -> list[str]:
    """A place as it begins: what it is called, its time, what to say, the question; then what is `offered`."""
    place = engine.place
    optional = " Optional." if place.optional else ""
    lines = ["", f"{sentence(place.title)} {minutes(place.minutes)}.{optional}"]
    if engine.private():
        lines.append(private(engine))
    if engine.private() or not place.private:
        lines.append(spoken(place.say.strip()))
    questions = [f"{n}, {spoken(question)}" for n, question in enumerate(place.questions, 1)]
    own = place.part.activity.own_questions and not engine.private() and any(s.ask for s in engine.slots())
    lines += questions or ([] if own and offered else [spoken(place.ask)])
    return [*lines, *offered]


def where(desk: Desk) -> str:
    """The place among all of them, where lines go and the time that is left, in one sentence."""
    title = "" if desk.engine.private() else desk.at.title
    slot = f"; lines go to {brief(title, 30)}" if title else ""
    return f"{stands(desk)}{slot}; {left(desk.time)}."


def stands(desk: Desk) -> str:
    """The place among all of them: "Step 4 of 9, part 2 of 2, Climb down"."""
    place, steps = desk.engine.place, desk.steps
    at = next(n for n, step in enumerate(steps) if place in step)
    around = {0: "Opening", len(steps) - 1: "Close"}
    words = [around.get(at, f"Step {at} of {len(steps) - 2}")]
    if len(steps[at]) > 1:
        words.append(f"part {steps[at].index(place) + 1} of {len(steps[at])}")
    return ", ".join([*words, place.title])


def tips(engine: Engine) -> list[str]:
    """What the step has for its facilitator; its examples are invented, and said to be."""
    lines: list[str] = []
    for step in engine.place.steps or (engine.place.step,):
        lines += [f"{sentence(step.title)} {step.purpose}"]
        lines += [f"Tip: {tip}" for tip in step.tips]
        lines += [f"When it goes wrong: {failure}" for failure in step.failures]
        lines += [f"Invented example, a good one: {step.good}"] if step.good else []
        lines += [f"Invented example, one that misses: {step.bad}"] if step.bad else []
    return [spoken(line.strip()) for line in lines]


# Slots


def slot_lines(engine: Engine, known: Collection[str] = ()) -> list[str]:
    """Where a line can go, numbered; those whose names are in `known` are only counted."""
    slots = engine.slots()
    if len(slots) < 2:
        return [ask for slot in slots if (ask := asked(slot))]
    lines = [f"{n}, {_titled(slot)}" for n, slot in enumerate(slots, 1) if slot.title not in known]
    if len(lines) == len(slots):
        return lines
    return [*lines, f"Type > alone to hear all {len(slots)}."]


def _titled(slot: Slot) -> str:
    title, ask = brief(slot.title), asked(slot)
    return f"{title}: {ask}" if ask else title


def asked(slot: Slot) -> str:
    """What a slot asks, in words; "" where it asks nothing. Of a turn of a case these are its own words."""
    return slot.ask if slot.row else slot.aloud or spoken(slot.ask)


def asks(desk: Desk) -> str:
    """What the slot that lines go to asks, in a sentence."""
    slot = desk.at.here
    if slot is None:
        return ALL_ASKED if desk.at.all_asked else ""
    ask, title = asked(slot), brief(slot.title)
    if desk.engine.place.part.activity.fields:
        return ask or sentence(title)
    return f"Lines go to {title}: {ask}" if ask else f"Lines go to {title}."


def went_on(desk: Desk, onward: Onward) -> str:
    """What is said once one went on to another slot, or could not; "" where lines go where they went."""
    if onward is Onward.LAST:
        return "That was the last turn. /next goes on."
    return "" if onward is Onward.STAYED else asks(desk)


def offered(desk: Desk, read: set[str]) -> list[str]:
    """Where lines can go at a place that was just entered; `read` are the titles of slots that were read before,
    which are not read again where the same ones come in later parts."""
    engine, at = desk.engine, desk.at
    activity, slots = engine.place.part.activity, engine.slots()
    if engine.private():
        return []
    if activity.fields:
        return [asks(desk)]
    if len(slots) < 2:
        return slot_lines(engine)
    known = {slot.title for slot in slots if slot == at.here or slot.row}
    known |= read if activity.stacked else set()
    read |= {slot.title for slot in slots}
    listed = slot_lines(engine, known)
    chosen = [asks(desk)] if at.here else []
    how = ["To choose, type > and a name or a number:"] if len(listed) > 1 else []
    return [*chosen, *how, *listed]


def slot_of(slots: Sequence[Slot], typed: str) -> Slot:
    """The slot meant by a name, the unique beginning of one, or a number. Raises Refused."""
    found = meant(slots, typed)
    if found is None and len(slots) < 2:
        raise Refused("There is nothing to choose here; a line that begins with > is typed as \\>.")
    if found is None:
        names = ", ".join(f"{n} {brief(s.title, 30)}" for n, s in enumerate(slots, 1))
        raise Refused(f"'{brief(typed, 30)}' is none of these: {names}.")
    return found


def is_number(typed: str) -> bool:
    """Whether this is a number that somebody would say aloud."""
    return typed.isdecimal() and len(typed) <= 6


# Lines


def row_lines(desk: Desk, numbers: Numbers) -> list[str]:
    """What has been said here, each line after what it is called."""
    engine = desk.engine
    if engine.off_wall():
        return [OFF_WALL]
    called = numbers.here()
    rungs = {s.name: s.title for s in engine.slots()} if engine.place.part.activity.stacked else {}
    reasons = {} if rungs else desk.reasons()  # where rung stands upon rung, it says so between them
    return [line for row in desk.rows() if (line := _row_line(desk, row, called, rungs, reasons))]


def _row_line(
    desk: Desk,
    row: Row,
    called: Mapping[str, str],
    rungs: Mapping[str, str],
    reasons: Mapping[str, Sequence[str]],
) -> str:
    if row.style == "dots":
        return f"{_signed(row.label)}, {counted(row.number, 'person', 'people') if row.number else 'nobody'}."
    entry = desk.line(row.entry)
    name = called.get(row.entry, "") if row.style != "note" else ""
    if not row.entry and row.number is not None and row.style != "note":
        name = str(row.number)
    label = rungs.get(entry.slot, row.label) if entry and entry.part and rungs else row.label
    text = spoken(row.text) if row.style == "note" else row.text
    words = ": ".join(part for part in ("" if label == name else spoken(label), text) if part)
    about = _beside(desk, entry) if entry and row.style != "note" else []
    if about:
        about += [f"because of {called[id]}" for id in reasons.get(row.entry, ()) if id in called]
    return _line(name, words, about)


def _beside(desk: Desk, entry: Entry) -> list[str]:
    return [desk.engine.role_of(entry), *desk.marks(entry)]


def _signed(label: str) -> str:
    """An answer as it is said: "plus 1" for `+1`."""
    return re.sub(r"^([+\-−])(?=\d)", lambda sign: "plus " if sign[0] == "+" else "minus ", label)


def last_lines(desk: Desk, numbers: Numbers) -> list[str]:
    """The lines said last, the newest at the end; anonymous ones have no time, and private pages are not read."""
    called = numbers.here()
    return [_line(called.get(e.id, ""), e.text, _beside(desk, e)) for e in desk.said_last(3)]


def _line(name: str, words: str, about: Sequence[str]) -> str:
    beside = ", ".join(part for part in about if part)
    whole = f"{words} ({beside})" if beside else words
    return (f"{name}, {whole}" if name else whole).replace("\n", "\n  ")
