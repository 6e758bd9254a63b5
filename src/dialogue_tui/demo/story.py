"""The invented year of Brindlewick Instruments as a script: who said what, where, and how many days ago.

The words are data, in the TOML files beside this module; `fill` plays them through the engine.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from dialogue_tui.activities.handon import due_day

T = TypeVar("T")

_DATE = re.compile(r"\{([+-]\d+)\}")


class Strict:
    """Unknown fields in the files are mistakes."""

    __slots__ = ()
    __pydantic_config__ = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Character(Strict):
    """Somebody of the invented team, or somebody it meets. `code` stands for them in the files."""

    code: str
    name: str
    role: str
    part: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class HandOn(Strict):
    """What a line opens, where its own words don't say it in the way a typed line does. `due` is as spoken."""

    kind: str
    owner: str = ""
    due: str = ""
    expected: str = ""
    measure: str = ""

    def due_day(self, day: date) -> str:
        """The due day in ISO 8601, as meant on the day it was said; empty where none was."""
        found = due_day(self.due, day) if self.due else None
        return found.isoformat() if found else ""


@dataclass(frozen=True, slots=True)
class Looked(Strict):
    """An earlier hand-on looked at again: `thread` is the label of the line that opened it."""

    thread: str
    actual: str
    state: str = "done"
    surprise: int | None = None


@dataclass(frozen=True, slots=True)
class Line(Strict):
    """One line as it was typed. `who` is a character's code, or empty where nobody is known.

    `under` is the label of the entry it stands under, `takes` the numbers of the lines a group gathers, `speaker`
    who talks in a written case. `comes_from` are labels of earlier lines. Empty fields follow the place.
    """

    text: str
    who: str = ""
    slot: str = ""
    under: str = ""
    takes: tuple[int, ...] = ()
    speaker: str = ""
    wording: str = ""
    consent: str = ""
    attribution: str = ""
    label: str = ""
    comes_from: tuple[str, ...] = ()
    thread: HandOn | None = None


@dataclass(frozen=True, slots=True)
class Stretch(Strict):
    """What happened at one place: `key` is its `step/part`, `minutes` how long it really took.

    `slips` are typed from paper and revealed together.
    """

    key: str
    minutes: float
    lines: tuple[Line, ...] = ()
    slips: tuple[str, ...] = ()
    slot: str = ""
    attribution: str = ""
    touches: tuple[Looked, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting(Strict):
    """One session. `days` counts from the day the demo is made, `at` is the local time it began."""

    protocol: str
    form: str
    title: str
    days: int
    at: time
    people: int
    place: tuple[Stretch, ...]
    sitting: str = ""
    present: tuple[str, ...] = ()
    solo: bool = False
    under_way: bool = False

    def day(self, today: date) -> date:
        """The working day it was held on: a weekend's meeting was on the Friday before."""
        day = today + timedelta(days=self.days)
        return day - timedelta(days=max(0, day.weekday() - 4))

    def begins(self, today: date) -> datetime:
        """When it began, in local time."""
        return datetime.combine(self.day(today), self.at)

    def lines(self) -> Iterator[tuple[Stretch, Line]]:
        """Every line with the stretch it belongs to, in order."""
        for stretch in self.place:
            for line in stretch.lines:
                yield stretch, line


@dataclass(frozen=True, slots=True)
class Story(Strict):
    """The team, its people, its meetings in order, and one person's own case."""

    team: str
    people: tuple[Character, ...]
    meetings: tuple[Meeting, ...]
    journal: tuple[Meeting, ...]

    def person(self, code: str) -> Character:
        """The character with this code. Raises KeyError."""
        found = {p.code: p for p in self.people}
        return found[code]


def worded(text: str, day: date) -> str:
    """The text with its dates: `{+21}` becomes the day three weeks after `day`, such as "5 Mar"."""

    def dated(match: re.Match[str]) -> str:
        meant = day + timedelta(days=int(match[1]))
        return f"{meant.day} {meant:%b}"

    return _DATE.sub(dated, text)


@cache
def load() -> Story:
    """The whole script. Raises pydantic's ValidationError where a file says what it can't."""
    folder = files(__package__).joinpath("brindlewick")
    texts = {f.name: tomllib.loads(f.read_text("utf-8")) for f in folder.iterdir() if f.name.endswith(".toml")}
    team = texts.pop("team.toml")
    meetings = [_read(Meeting, texts[name]) for name in sorted(texts)]
    return Story(
        team=team["name"],
        people=_read(tuple[Character, ...], team["people"]),
        meetings=tuple(m for m in meetings if not m.solo),
        journal=tuple(m for m in meetings if m.solo),
    )


def _read(kind: type[T], data: Any) -> T:
    from pydantic import TypeAdapter

    return TypeAdapter(kind).validate_python(data)
