"""Every line of a session that consent allows, in order, as markdown, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dialogue_tui.activities.base import Work
from dialogue_tui.activities.entry import Entry
from dialogue_tui.protocols.plan import PARKED, Place
from dialogue_tui.store.records import Session
from dialogue_tui.telling.cast import UNKNOWN, Cast
from dialogue_tui.telling.markdown import front_matter, inline
from dialogue_tui.telling.sources import (
    Stretch,
    answer,
    audience_of,
    belonging,
    day,
    local,
    stretches,
    withheld_sentence,
)
from dialogue_tui.text import clean_line, nearest

from .errors import FormatError

if TYPE_CHECKING:
    from dialogue_tui.store.records import Loaded

FORMATS = ("md", "json", "csv")
COLUMNS = ("id", "step", "part", "slot", "text", "who", "attribution", "wording", "consent", "at")


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it leaves. `who` is a role, or a name where asked for and agreed; empty where not noted.

    `title` is what the slot is called; `at` the local time in ISO 8601, empty for an anonymous line; `value` the
    counts of a spread.
    """

    id: str
    step: str
    part: str
    slot: str
    title: str
    text: str
    who: str
    attribution: str
    wording: str
    consent: str
    at: str
    heading: str
    value: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Transcript:
    """What leaves, and what is said about what stays: how many lines their speakers keep back, whether any
    anonymous lines or spreads are left out for this audience."""

    session: Session
    team: str
    audience: str
    lines: list[Line]
    withheld: int
    hidden: bool


def transcript(
    loaded: Loaded,
    places: Sequence[Place],
    team: str = "",
    audience: str = "",
    names: bool = False,
    agreed: bool = False,
    before: Sequence[Entry] = (),
) -> Transcript:
    """The lines of a session in the order of its places, anonymous ones at the end of their step.

    An empty `audience` is read from the opening card; `names` gives the names of those who agreed to it;
    `agreed` is the group's yes to anonymous lines and spreads; `before` are entries of earlier sittings.
    """
    solo = loaded.session.solo
    readers = "author" if solo else audience or audience_of(loaded)
    found = stretches(loaded, places, "core-team" if agreed or solo else readers)
    everything = (e for s in found for e in [*s.entries, *s.withheld])
    cast = Cast(loaded.people, everything, names, solo, readers == "core-team")
    threads = {t.origin: t for t in loaded.threads if t.session == loaded.session.id}
    open_before = [e for e in before if not e.removed and e.consent != "no" and e.attribution != "anonymous"]

    def lines(stretch: Stretch) -> Iterator[Line]:
        titles = _titles(stretch, found, open_before) if stretch.entries else {}
        for entry in stretch.entries:
            entry = cast.disguised(entry, threads.get(entry.id))
            moment = local(entry.at, entry.offset) if entry.attribution != "anonymous" else None
            speaker = clean_line(str(entry.value.get("speaker", "")))
            spread = entry.value if "counts" in entry.value else {}
            yield Line(
                entry.id, stretch.step, stretch.key, entry.slot, speaker or titles.get(entry.slot, ""),
                answer(stretch.place, entry), "" if spread else cast.who(entry),
                entry.attribution, entry.wording, entry.consent,
                moment.isoformat() if moment else "", _heading(stretch),
                spread,
            )  # fmt: skip

    ordered: list[Line] = []
    for _, step in groupby(found, key=lambda s: s.step):
        told = [line for stretch in step for line in lines(stretch)]
        ordered += sorted(told, key=lambda line: line.attribution == "anonymous")
    return Transcript(
        loaded.session, clean_line(team), readers, ordered,
        sum(len(s.withheld) for s in found), any(s.hidden for s in found),
    )  # fmt: skip


def _titles(stretch: Stretch, found: Sequence[Stretch], before: Sequence[Entry]) -> dict[str, str]:
    """What the slots of a place are called; a group or an item by its own words."""
    if stretch.place is None:
        return {}
    part = stretch.place.part
    sources = belonging(found, part.activity.sources(part.settled), before)
    slots = part.activity.slots(part.settled, Work(entries=stretch.entries, sources=sources))
    return {e.id: e.text for e in sources} | {slot.name: slot.title for slot in slots if slot.name}


def _heading(stretch: Stretch) -> str:
    if stretch.place:
        return clean_line(stretch.place.step.title)
    return "Put aside for later" if stretch.key == PARKED else "Also kept"


def written(found: Transcript, format: str) -> str:
    """The transcript in one of FORMATS. Raises FormatError."""
    writers = {"md": as_markdown, "json": as_json, "csv": as_csv}
    if format not in writers:
        meant = nearest(format, list(FORMATS)) or ", ".join(FORMATS)
        raise FormatError(f"There is no format '{clean_line(format)}'; try {meant}.")
    return writers[format](found)


def as_markdown(found: Transcript) -> str:
    """The transcript to read: one list a step, quotation marks only where words were spoken so."""
    session = found.session
    title = clean_line(session.title) or clean_line(session.protocol.replace("-", " ")).capitalize()
    front = front_matter(
        {
            "type": "transcript",
            "title": title,
            "team": found.team,
            "date": day(session.started, session.offset),
            "protocol": session.protocol,
            "audience": found.audience,
            "format": 1,
        }
    )
    blocks = [f"# {inline(title)}"]
    for (_, heading), lines in groupby(found.lines, key=lambda line: (line.step, line.heading)):
        blocks += [f"## {inline(heading)}", "\n".join(_bullet(line) for line in lines)]
    if not found.lines:
        blocks.append("Nothing is told here.")
    said = [withheld_sentence(found.withheld)]
    if found.hidden:
        said.append("Anonymous lines and spreads are left out.")
    closing = " ".join(filter(None, said))
    return front + "\n" + "\n\n".join([*blocks, closing] if closing else blocks) + "\n"


def _bullet(line: Line) -> str:
    who = "Answers" if line.value else line.who or UNKNOWN
    head = f"**{inline(who[:1].upper() + who[1:], '  ')}**"
    title = clean_line(line.title)
    head += f" · *{inline(title, '  ')}*" if title else ""
    head += ", in short" if line.wording == "scribed" else ""
    words = inline(line.text, "  ")
    return f"- {head}: {f'“{words}”' if line.wording == 'spoken' and not line.value else words}"


def as_json(found: Transcript) -> str:
    """The transcript for programs; `schema` grows when a key changes its meaning."""
    session = found.session
    body = {
        "schema": 1,
        "session": {
            "id": session.id,
            "protocol": session.protocol,
            "form": session.form,
            "title": session.title,
            "team": found.team or None,
            "date": day(session.started, session.offset),
            "state": session.state,
            "audience": found.audience,
        },
        "entries": [_object(line) for line in found.lines],
        "withheld": found.withheld,
        "anonymous_left_out": found.hidden,
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _object(line: Line) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(line, name) for name in COLUMNS} | {"who": line.who or None}
    if line.value:
        row["value"] = line.value
    return row


def as_csv(found: Transcript) -> str:
    """The transcript as a table (RFC 4180, every field quoted), each text exactly as it was said.

    Cells that begin with = + - or @ are left as they are: a mark before them would change somebody's words, and
    the file would no longer come back as it went out. Open it in a spreadsheet by importing the columns as text.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([getattr(line, name) for name in COLUMNS] for line in found.lines)
    return out.getvalue()
