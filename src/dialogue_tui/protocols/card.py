"""A protocol on paper: one page for those who facilitate without a screen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, groupby
from typing import TYPE_CHECKING

from dialogue_tui.text import width, wrap

from .plan import HANDONS, OPENING, Place, form_of, plan, sitting_of

if TYPE_CHECKING:
    from .schema import Form, Protocol, Sitting, Step

WIDE, LONG = 88, 80
"""Columns and lines of a page at twelve letters and eight lines an inch, which A4 and Letter both hold."""

AROUND = frozenset(key.partition("/")[0] for key in (OPENING, HANDONS))
"""The engine's own steps, which every page names in one line."""

BESIDE = ("Invented example", "Beware", "Tip", "Rather not")
"""What stands beside each step as far as the page has room, what comes first longest."""

HEADED = 3
"""Lines that their heading takes."""

WHO = {
    "solo": "alone",
    "round": "in turn",
    "open": "together",
    "pairs": "in pairs",
    "trios": "in threes",
    "facilitator": "you",
}
SEEN = {
    "named": "openly",
    "role": "by role",
    "anonymous": "on slips",
    "private": "private",
    "pair": "between the two",
}


def cards(protocol: Protocol, form: str | None = None, sitting: str = "") -> list[str]:
    """The page of one form, the default one without a name, as markdown of at most WIDE columns.

    A form of several sittings has a page for each, unless one is named: each is a meeting. Raises plan.NoSuchForm.
    """
    name, chosen = form_of(protocol, form or "")
    if not chosen.sittings:
        return [_page(protocol, name, chosen, None)]
    wanted = sitting_of(chosen, sitting) if sitting else None
    return [_page(protocol, name, chosen, each) for each in ([wanted] if wanted else chosen.sittings)]


def _page(protocol: Protocol, name: str, form: Form, sitting: Sitting | None) -> str:
    places = plan(protocol, name, sitting.id if sitting else "", solo=form.solo)
    title = f"{protocol.title}: {sitting.title} ({sitting.id.upper()})" if sitting else protocol.title
    lines = [f"# {title}", "", *_wrapped(protocol.purpose), ""]
    lines += _item(f"Not for: {' '.join(protocol.not_when)}")
    lines += _item(f"Rules: {' '.join(protocol.safety)}" if protocol.safety else "")
    lines += _item(f"Forms: {_forms(protocol, name)}")
    lines.append("")
    minute = 0.0
    for _, group in groupby(places, key=lambda place: place.step.id):
        parts = list(group)
        lines += _step(parts, minute)
        minute += 0 if parts[0].optional else sum(place.minutes for place in parts)
    lines.append(f"## {_clock(minute)} End")
    return "\n".join([*lines, *_beside(places, LONG - len(lines))]) + "\n"


def _forms(protocol: Protocol, name: str) -> str:
    here = " (this page)"
    said = [f"{each} {form.minutes:g} min{here if each == name else ''}" for each, form in protocol.forms.items()]
    return ", ".join(said) + "."


def _step(parts: list[Place], minute: float) -> list[str]:
    """One step: its minute on the clock, what is asked in each part, what is said, what to watch for."""
    step = parts[0].step
    title = next((place.title for place in parts if not place.part.title), step.title)
    how = [_minutes(sum(place.minutes for place in parts))]
    how += [_how(parts[0])] if len(parts) == 1 and not parts[0].solo else []
    how += ["may be left out"] if parts[0].optional else []
    lines = _headed(f"## {_clock(minute)} {title}", "; ".join(how))
    if step.id in AROUND:
        return lines + _item(" ".join(place.ask for place in parts))
    if len(parts) == 1:
        lines += _item(f"**{parts[0].ask}**")
    else:
        lines += _item(" ".join(f"{_minutes(p.minutes)} {_how(p)}".rstrip() + f": **{p.ask}**" for p in parts))
    for place in parts:
        lines += _item(" ".join(f"({n}) {question}" for n, question in enumerate(place.questions, 1)))
    return lines + _item(f"Say: {_spoken(parts)}")


def _headed(head: str, how: str) -> list[str]:
    line = f"{head} ({how})"
    return [line] if width(line) <= WIDE else [head, *_item(how)]


def _how(place: Place) -> str:
    return "" if place.solo else f"{WHO[place.part.who]}, {SEEN[place.part.privacy]}"


def _spoken(parts: list[Place]) -> str:
    """What is said of the step as a whole; what its parts add to it is on the wall and left out here."""
    return next((place.say for place in parts if not place.part.say), parts[0].say)


def _beside(places: list[Place], room: int) -> list[str]:
    """Tips, failures and examples of the steps in so many lines; of what has no room the least is left out first,
    for all steps alike."""
    steps = list({step.id: step for place in places for step in place.steps if step.id not in AROUND}.values())
    for kinds in range(len(BESIDE), 0, -1):
        items = [_of_step(step, BESIDE[:kinds]) for step in steps]
        if sum(map(len, items)) + HEADED <= room:
            break
    while items and sum(map(len, items)) + HEADED > room:
        items.pop()
    return ["", "## Beside each step", "", *chain(*items)] if any(items) else []


def _of_step(step: Step, kinds: Sequence[str]) -> list[str]:
    told = {
        "Invented example": step.good and f"“{step.good}”",
        "Beware": step.failures[0] if step.failures else "",
        "Tip": step.tips[0] if step.tips else "",
        "Rather not": step.bad and f"“{step.bad}”",
    }
    said = " ".join(f"{kind}: {told[kind]}" for kind in kinds if told[kind])
    return _item(f"**{step.title}.** {said}") if said else []


def _item(text: str) -> list[str]:
    """A list item with its further lines under the first word; nothing where there is no text."""
    first, *more = wrap(" ".join(text.split()), WIDE - 2)
    return [f"- {first}", *(f"  {line}" for line in more)] if first else []


def _wrapped(text: str) -> list[str]:
    return wrap(" ".join(text.split()), WIDE)


def _clock(minute: float) -> str:
    whole = round(minute)
    return f"{whole // 60}:{whole % 60:02}"


def _minutes(minutes: float) -> str:
    return f"{max(1, round(minutes))} min"
