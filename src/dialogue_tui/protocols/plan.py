"""The places a session goes through: a form's parts in order, between the opening card and the close."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from dialogue_tui.errors import OneSentence
from dialogue_tui.text import nearest, shorten

from .schema import NEVER_IN_TEAM_STORE, Form, FormStep, Part, Protocol, Sitting, Step

OPENING = "opening/card"
HANDONS = "close/handons"
TELLING = "close/telling"
PARKED = "parked"
"""The part of lines that were put aside with `!`; no place of its own, read aloud at the close."""


@dataclass(frozen=True, slots=True)
class Place:
    """One part of one step, as a form has it. `minutes` are for the number of people the plan was made for.

    `key` is `step/part`, with `#2` behind it where a form has the step a second time. `steps` are all that a
    private block merges under one clock, `step` the first of them; `first` is true where a step begins. In a room
    nothing is captured where `private` is true.
    """

    key: str
    step: Step
    part: Part
    title: str
    say: str
    ask: str
    minutes: float
    steps: tuple[Step, ...] = ()
    first: bool = True
    optional: bool = False
    solo: bool = False

    @property
    def questions(self) -> tuple[str, ...]:
        """Those of a private block, in order; none where a place has one step, whose question is `ask`."""
        return tuple(step.ask for step in self.steps) if len(self.steps) > 1 else ()

    @property
    def private(self) -> bool:
        """Whether what people write here stays with them: nothing of it may reach the team's store."""
        return not self.solo and self.part.privacy in NEVER_IN_TEAM_STORE

    @property
    def slips(self) -> bool:
        """Whether answers are typed from slips and shown at once, so that nobody can tell whose they are."""
        return not self.solo and self.part.privacy == "anonymous"


class NoSuchForm(OneSentence, ValueError):
    """The protocol has no form or sitting of that name; the message lists those it has."""


@cache
def around(solo: bool = False) -> tuple[Step, Step]:
    """The engine's own steps, for a room or for one person: the opening card and the close."""
    text = files("dialogue_tui.protocols").joinpath("around.toml").read_text("utf-8")
    steps = tomllib.loads(text)["alone" if solo else "steps"]
    opening, close = (Step.model_validate(step) for step in steps)
    return opening, close


def form_of(protocol: Protocol, name: str = "", solo: bool = False) -> tuple[str, Form]:
    """A form by its name; without one the solo form for one person, else the default. Raises NoSuchForm."""
    wanted = name or ("solo" if solo and "solo" in protocol.forms else protocol.default_form)
    if wanted not in protocol.forms:
        near = nearest(wanted, list(protocol.forms))
        meant = f"did you mean '{near}'?" if near else f"it has {', '.join(protocol.forms)}."
        raise NoSuchForm(f"{protocol.title} has no form '{shorten(wanted, 60)}'; {meant}")
    return wanted, protocol.forms[wanted]


def sitting_of(form: Form, name: str = "") -> Sitting | None:
    """A sitting by its id, the first without one; None where the form has none. Raises NoSuchForm."""
    if not form.sittings:
        return None
    found = next((s for s in form.sittings if s.id == (name or form.sittings[0].id).casefold()), None)
    if found is None:
        raise NoSuchForm(
            f"There is no sitting '{shorten(name, 60)}'; there are {', '.join(s.id for s in form.sittings)}."
        )
    return found


def plan(protocol: Protocol, form: str = "", sitting: str = "", people: int = 8, solo: bool = False) -> list[Place]:
    """The places of a form, from the opening card to the close. Raises NoSuchForm.

    The opening and the close share what the form's minutes leave them, at least a minute each, so that the
    hour ends on the hour.
    """
    _, chosen = form_of(protocol, form, solo)
    at = sitting_of(chosen, sitting)
    opening, close = around(solo)
    places: list[Place] = []
    for turn in at.steps if at else chosen.steps:
        places += _turn([protocol.step(name) for name in turn.use], turn, people, solo)
    whole = chosen.minutes / len(chosen.sittings) if chosen.sittings else chosen.minutes
    around_them = _turn([opening], None, people, solo) + _turn([close], None, people, solo)
    spare = whole - sum(p.minutes for p in places if not p.optional)
    factor = min(1.0, spare / sum(p.minutes for p in around_them))
    around_them = [replace(p, minutes=max(1.0, p.minutes * factor)) for p in around_them]
    return [around_them[0], *_told_apart(places), *around_them[1:]]


def _told_apart(places: Sequence[Place]) -> list[Place]:
    """A step that comes again in a form keeps its lines apart: `step/part#2`."""
    seen: Counter[str] = Counter()
    apart = []
    for place in places:
        seen[place.key] += 1
        again = seen[place.key]
        apart.append(replace(place, key=f"{place.key}#{again}") if again > 1 else place)
    return apart


def _turn(steps: list[Step], turn: FormStep | None, people: int, solo: bool) -> list[Place]:
    step = steps[0]
    block = len(steps) > 1
    parts: Sequence[Part] = [p for p in step.parts if not turn or turn.parts is None or p.id in turn.parts]
    parts = [p.alone() for p in parts] if solo else parts
    if block:
        parts = [next((p for p in parts if p.privacy in NEVER_IN_TEAM_STORE), parts[0])]
    factor = turn.minutes / sum(p.minutes for p in parts) if turn and turn.minutes else 1.0
    places = []
    for index, part in enumerate(parts):
        timed = part.model_copy(update={"minutes": part.minutes * factor})
        meant = (True, index == 0, index == 0)
        words = zip(_words(turn), _words(part), _words(step), meant, strict=True)
        title, say, ask = (_word(*each, alone=len(parts) == 1) for each in words)
        places.append(
            Place(
                key=f"{step.id}/{part.id}",
                step=step,
                part=part,
                title=title,
                say=say,
                ask=ask,
                minutes=timed.minutes if solo else timed.minutes_for(people),
                steps=tuple(steps),
                first=index == 0,
                optional=bool(turn and turn.optional),
                solo=solo,
            )
        )
    return places


def _words(of: FormStep | Part | Step | None) -> tuple[str, str, str]:
    return (of.title, of.say, of.ask) if of else ("", "", "")


def _word(formed: str, own: str, whole: str, meant: bool, alone: bool) -> str:
    """Its title, what is said or what is asked: a form's words win over those of the one part it takes; of several
    parts the first is meant, and a part's own words win. A title is that of all of them."""
    if alone:
        return formed or own or whole
    return own or (formed if meant else "") or whole
