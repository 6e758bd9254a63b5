"""How plain lines show a place: its words, its slots, and every line under the number it is called by.

It is read aloud more often than seen: what the program itself says comes in words, not in signs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product
from string import ascii_lowercase
from typing import TYPE_CHECKING

from dialogue_tui.activities.base import Row, Slot
from dialogue_tui.facilitation import wall
from dialogue_tui.facilitation.errors import Refused
from dialogue_tui.text import counted, shorten

from . import plain_time

if TYPE_CHECKING:
    from dialogue_tui.facilitation.engine import Engine
    from dialogue_tui.store.records import Entry, Link

PRIVATE = "PRIVATE: on paper or on your own machine. Nothing of it is kept here."
IN_PAIRS = "PRIVATE: it stays between the two of you. Nothing of it is kept here."
CURTAIN = "Curtain. /curtain lifts it."
OFF_WALL = "The case is off the wall. /case on brings it back."
CLOSED = "This session is closed. /reopen goes on with it; /quit leaves it as it is."
ALL_ASKED = "All asked. /next goes on."


def private(engine: Engine) -> str:
    """What is said of a part of which nothing is kept."""
    return IN_PAIRS if engine.place.part.privacy == "pair" else PRIVATE


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


# A place


def intro(engine: Engine, offered: Sequence[str]) -> list[str]:
    """A place as it begins: what it is called, its time, what to say, the question; then what is `offered`."""
    place = engine.place
    optional = " Optional." if place.optional else ""
    lines = ["", f"{sentence(place.title)} {plain_time.minutes(place.minutes)}.{optional}"]
    if engine.private():
        lines.append(private(engine))
    if engine.private() or not place.private:
        lines.append(spoken(place.say.strip()))
    questions = [f"{n}, {spoken(question)}" for n, question in enumerate(place.questions, 1)]
    own = place.part.activity.own_questions and not engine.private() and any(s.ask for s in engine.slots())
    lines += questions or ([] if own and offered else [spoken(place.ask)])
    return [*lines, *offered]


def where(engine: Engine, goes_to: str) -> str:
    """The place among all of them, where lines go and the time that is left, in one sentence."""
    slot = "" if engine.private() or not goes_to else f"; lines go to {brief(goes_to, 30)}"
    return f"{stands(engine)}{slot}; {plain_time.left(engine)}."


def stands(engine: Engine) -> str:
    """The place among all of them: "Step 4 of 9, part 2 of 2, Climb down"."""
    steps: list[list[str]] = []
    for place in engine.places:
        if place.first:
            steps.append([])
        steps[-1].append(place.key)
    at = next(n for n, keys in enumerate(steps) if engine.place.key in keys)
    around = {0: "Opening", len(steps) - 1: "Close"}
    words = [around.get(at, f"Step {at} of {len(steps) - 2}")]
    if len(steps[at]) > 1:
        words.append(f"part {steps[at].index(engine.place.key) + 1} of {len(steps[at])}")
    return ", ".join([*words, engine.place.title])


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


def slot_of(slots: Sequence[Slot], typed: str) -> Slot:
    """The slot meant by a name, the unique beginning of one, or a number. Raises Refused."""
    wanted = " ".join(typed.split()).casefold()
    if is_number(wanted) and 1 <= int(wanted) <= len(slots):
        return slots[int(wanted) - 1]
    for found in (
        [s for s in slots if wanted in (s.name.casefold(), _folded(s))],
        [s for s in slots if wanted and (s.name.casefold().startswith(wanted) or _folded(s).startswith(wanted))],
    ):
        if len({s.name for s in found}) == 1:
            return found[0]
    if len(slots) < 2:
        raise Refused("There is nothing to choose here; a line that begins with > is typed as \\>.")
    names = ", ".join(f"{n} {brief(s.title, 30)}" for n, s in enumerate(slots, 1))
    raise Refused(f"'{brief(typed, 30)}' is none of these: {names}.")


def is_number(typed: str) -> bool:
    """Whether this is a number that somebody would say aloud."""
    return typed.isdecimal() and len(typed) <= 6


def _folded(slot: Slot) -> str:
    return " ".join(slot.title.split()).casefold()


# Lines


class Names:
    """What the lines of each place are called. A number once said stays with its line while the program runs."""

    def __init__(self) -> None:
        self._said: dict[str, dict[str, str]] = {}

    def of(self, engine: Engine) -> dict[str, str]:
        """What each line here is called, by its id, in the order they stand."""
        as_shown = dict(_called(wall.within_reach(engine)))
        if engine.place.part.activity.numbered:
            return as_shown
        said = self._said.setdefault(engine.place.key, {})
        for entry, name in as_shown.items():
            if entry not in said:
                said[entry] = name if name not in said.values() else _next(name, set(said.values()))
        return {entry: said[entry] for entry in as_shown}

    def name(self, engine: Engine, entry: str) -> str:
        """What a line is called here; "" where it is not shown."""
        return self.of(engine).get(entry, "")

    def entry(self, engine: Engine, name: str) -> str:
        """The id of the line that is called so here. Raises Refused."""
        named = self.of(engine)
        found = next((entry for entry, called in named.items() if called == name.strip().casefold()), None)
        if found is None:
            names = list(named.values())
            known = f"they are called {', '.join(names[:9])}{' and so on' if len(names) > 9 else ''}"
            raise Refused(f"There is no line {brief(name, 20)!r} here; {known if names else 'there is none yet'}.")
        return found

    def forget(self, place: str) -> None:
        """Number a place anew: what a number stood for there must not be told any more."""
        self._said.pop(place, None)


def _next(name: str, taken: set[str]) -> str:
    if name.isdecimal():
        return str(max(int(n) for n in taken if n.isdecimal()) + 1)
    return next(letters for letters in _letters() if letters not in taken)


def _called(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Each line by its number, by `+3` or `4b` as in a draft, else by a letter."""
    letters = _letters()
    for row in rows:
        if not row.entry or row.style in ("dots", "note"):
            continue
        if row.number is not None:
            yield row.entry, str(row.number)
        else:
            yield row.entry, row.label if re.fullmatch(r"\+\d+|\d+[b-z]", row.label) else next(letters)


def _letters() -> Iterator[str]:
    for size in (1, 2, 3):
        yield from map("".join, product(ascii_lowercase, repeat=size))


def row_lines(engine: Engine, names: Names) -> list[str]:
    """What has been said here, each line after what it is called."""
    if wall.off_wall(engine):
        return [OFF_WALL]
    called = names.of(engine)
    rungs = {s.name: s.title for s in engine.slots()} if engine.place.part.activity.stacked else {}
    return [line for row in engine.rows() if (line := _row_line(engine, row, called, rungs))]


def _row_line(engine: Engine, row: Row, called: Mapping[str, str], rungs: Mapping[str, str]) -> str:
    if row.style == "dots":
        return f"{_signed(row.label)}, {counted(row.number, 'person', 'people') if row.number else 'nobody'}."
    entry: Entry | None = engine.state.tables["entry"].get(row.entry)
    name = called.get(row.entry, "") if row.style != "note" else ""
    if not row.entry and row.number is not None and row.style != "note":
        name = str(row.number)
    label = rungs.get(entry.slot, row.label) if entry and entry.part and rungs else row.label
    text = spoken(row.text) if row.style == "note" else row.text
    words = ": ".join(part for part in ("" if label == name else spoken(label), text) if part)
    about = [engine.role_of(entry), *wall.marks(engine, entry)] if entry and row.style != "note" else []
    if about and not rungs:
        about += [f"because of {called[x.target]}" for x in _reasons(engine, row.entry) if x.target in called]
    return _line(name, words, about)


def _reasons(engine: Engine, entry: str) -> list[Link]:
    return [x for x in engine.state.links if x.source == entry and x.kind == "because"]


def _signed(label: str) -> str:
    """An answer as it is said: "plus 1" for `+1`."""
    return re.sub(r"^([+\-−])(?=\d)", lambda sign: "plus " if sign[0] == "+" else "minus ", label)


def last_lines(engine: Engine, names: Names, count: int = 3) -> list[str]:
    """The lines said last, the newest at the end; anonymous ones have no time, and private pages are not read."""
    hidden = {p.key for p in engine.places if p.private or not p.part.activity.on_wall(p.part.settled)}
    said = [e for e in engine.state.tables["entry"].values() if e.at and not e.removed and e.part not in hidden]
    said.sort(key=lambda e: (e.at, e.position))
    called = names.of(engine)
    return [_told(engine, entry, called.get(entry.id, "")) for entry in said[-count:]]


def _told(engine: Engine, entry: Entry, name: str) -> str:
    return _line(name, entry.text, [engine.role_of(entry), *wall.marks(engine, entry)])


def _line(name: str, words: str, about: Sequence[str]) -> str:
    beside = ", ".join(part for part in about if part)
    whole = f"{words} ({beside})" if beside else words
    return (f"{name}, {whole}" if name else whole).replace("\n", "\n  ")
