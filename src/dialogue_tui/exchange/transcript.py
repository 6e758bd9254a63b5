"""Every line of a session that consent allows, in order, as markdown, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dialogue_tui.activities.base import Work
from dialogue_tui.activities.entry import COMES_FROM, Entry, in_order
from dialogue_tui.days import day, local
from dialogue_tui.protocols.plan import PARKED, Place
from dialogue_tui.store.records import Session
from dialogue_tui.telling.cast import UNKNOWN
from dialogue_tui.telling.handons_and_due_dates import lead_before, parts, what_is_done
from dialogue_tui.telling.markdown import front_matter, inline
from dialogue_tui.telling.record import Record, Source, anonymous, withheld_sentence
from dialogue_tui.telling.stretches import Stretch, answer, belonging, chosen, whole_turns
from dialogue_tui.text import clean_line, nearest

from .errors import FormatError

if TYPE_CHECKING:
    from dialogue_tui.store.records import Loaded

FORMATS = ("md", "json", "csv")
COLUMNS = ("id", "step", "part", "slot", "text", "who", "attribution", "wording", "consent", "at")


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One entry as it leaves. `who` is a role, or a name where asked for and agreed; empty where not noted.

    `title` is what the slot is called; `at` the local time in ISO 8601, empty for an anonymous line; `value` the
    counts of a spread. `words` is the text as it is read, which is not how a hand-on is typed; `chosen` says that
    they were chosen from a list. A `borrowed` line belongs to an earlier sitting and stands here to be read, under
    a theme where it is `under` one.
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
    words: str = ""
    beside: tuple[str, ...] = ()
    chosen: bool = False
    borrowed: bool = False
    under: bool = False


@dataclass(frozen=True, slots=True)
class Transcript:
    """What leaves, and what is said about what stays: how many lines their speakers keep back, whether any
    anonymous lines or spreads are left out for this audience."""

    session: Session
    team: str
    audience: str
    lines: list[TranscriptLine]
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
    return _Writing(Record([Source(loaded, places, before=before)], audience, names, agreed)).transcript(team)


class _Writing:
    def __init__(self, record: Record) -> None:
        self.readers, self.cast = record.readers, record.cast
        (self.told,) = record.sessions
        self.before = [e for e in self.told.before if not anonymous(e)]
        self.came_from = {x.target: x.source for x in self.told.loaded.links if x.kind == COMES_FROM}

    def transcript(self, team: str) -> Transcript:
        """Step by step; what nobody is known to have said stands at the end of its step."""
        ordered: list[TranscriptLine] = []
        for _, step in groupby(self.told.stretches, key=lambda s: s.step):
            told = [block for stretch in step for block in self.blocks(stretch)]
            ordered += [line for block in sorted(told, key=_nobodys) for line in block]
        return Transcript(
            self.told.session, clean_line(team), self.readers, ordered, self.told.withheld, self.told.hidden
        )

    def blocks(self, stretch: Stretch) -> Iterator[list[TranscriptLine]]:
        """Each line, with what stands under it."""
        titles = self.titles(stretch) if stretch.entries else {}
        for entry in self.in_order(stretch):
            line = replace(self.line(stretch, entry, titles), chosen=chosen(stretch.place, entry))
            yield [line, *self.gathered(stretch, entry)]
        if stretch.place and stretch.place.part.activity.sorts:
            yield from ([line] for line in self.alone(stretch))

    def in_order(self, stretch: Stretch) -> list[Entry]:
        """The entries, with spreads in the order of what was answered."""
        place = stretch.place
        named = place.part.activity.sources(place.part.settled) if place else ()
        if not named or not any("counts" in e.value for e in stretch.entries):
            return stretch.entries
        asked = {e.id: n for n, e in enumerate(belonging(self.told.stretches, named, self.before))}
        return sorted(stretch.entries, key=lambda e: asked.get(e.slot, -1) if "counts" in e.value else len(asked))

    def line(self, stretch: Stretch, entry: Entry, titles: Mapping[str, str]) -> TranscriptLine:
        """An entry as it leaves."""
        thread = self.told.threads.get(entry.id)
        entry = self.told.seen(entry)
        moment = local(entry.at, entry.offset) if entry.attribution != "anonymous" else None
        spread = entry.value if "counts" in entry.value else {}
        who = "" if spread else self.cast.who(self.credited(entry))
        speaker = self.cast.speaker(clean_line(str(entry.value.get("speaker", ""))))
        title = titles.get(entry.id, "") or speaker or titles.get(entry.slot, "")
        text = answer(stretch.place, entry)
        words, beside = text, list[str]()
        if thread:
            owner = self.cast.owner(thread)
            words = what_is_done(text, thread, self.told.today)
            beside = parts(thread, "" if owner == who else owner)
        elif entry.slot == "dropped" and entry.value.get("reason"):
            beside = [f"reason: {entry.value['reason']}"]
        return TranscriptLine(
            entry.id, stretch.step, stretch.key, entry.slot, lead_before(text, "" if title == who else title),
            text, who, entry.attribution, entry.wording, entry.consent, moment.isoformat() if moment else "",
            _heading(stretch), spread, words, tuple(beside),
        )  # fmt: skip

    def credited(self, entry: Entry) -> Entry:
        """An entry with the role of whoever first said its words, where they were taken over without a name."""
        source = self.told.open.get(self.came_from.get(entry.id, ""))
        if entry.person or entry.attribution == "anonymous" or source is None or source.text != entry.text:
            return entry
        same = [e for e in [source, *self.before] if e.text == entry.text and e.attribution != "anonymous"]
        person = next((e.person for e in same if e.person), None)
        return replace(entry, person=person, consent="role only")

    def gathered(self, stretch: Stretch, theme: Entry) -> list[TranscriptLine]:
        """The lines of a theme that are those of an earlier sitting; those of a mark wherever they are."""
        members = self.told.members.get(theme.id, [])
        if not members:
            return []
        options = stretch.place.part.activity.marks(stretch.place.part.settled) if stretch.place else ()
        mark = any(theme.slot == o.name and theme.text == (o.title or o.name) for o in options)
        there = self.told.open.values() if mark else self.before
        members = whole_turns(members, there)
        lines = [e for e in there if e.id in members and e.attribution != "anonymous"]
        return [replace(self.line(stretch, e, {}), borrowed=True, under=True) for e in lines]

    def alone(self, stretch: Stretch) -> list[TranscriptLine]:
        """The lines of an earlier sitting that belong to no theme, where people named the themes."""
        place = stretch.place
        if place is None or not stretch.entries or place.part.activity.marks(place.part.settled):
            return []
        named = place.part.activity.sources(place.part.settled)
        grouped = {m for theme in stretch.entries for m in self.told.members.get(theme.id, ())}
        lines = [e for e in belonging((), named, self.before) if e.id not in grouped]
        return [replace(self.line(stretch, e, {}), borrowed=True, title="kept on its own") for e in lines]

    def titles(self, stretch: Stretch) -> dict[str, str]:
        """What entries and slots of a place are called; a group or an item by its own words."""
        if stretch.place is None:
            return {}
        part = stretch.place.part
        sources = belonging(self.told.stretches, part.activity.sources(part.settled), self.before)
        slots = part.activity.slots(part.settled, Work(entries=stretch.entries, sources=sources))
        whole = Work(
            entries=in_order([*stretch.entries, *stretch.withheld]), links=self.told.loaded.links, sources=sources
        )
        called = {e.id: e.text for e in sources} | {slot.name: slot.title for slot in slots if slot.name}
        return called | part.activity.labels(part.settled, whole)


def _nobodys(block: Sequence[TranscriptLine]) -> bool:
    return block[0].attribution == "anonymous"


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


def _bullet(line: TranscriptLine) -> str:
    who = "Answers" if line.value else line.who or UNKNOWN
    indent = "  " if line.under else ""
    head = f"{indent}- **{_inline(who[:1].upper() + who[1:], indent)}**"
    title = clean_line(line.title)
    head += f" · *{_inline(title, indent)}*" if title else ""
    head += ", in short" if line.wording == "scribed" else ""
    words = _inline(line.words, indent)
    spoken = line.wording == "spoken" and not line.value and not line.chosen
    return " · ".join([f"{head}: {f'“{words}”' if spoken else words}", *(_inline(p, indent) for p in line.beside)])


def _inline(text: str, indent: str) -> str:
    return inline(text, f"{indent}  ")


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
        "entries": [_object(line) for line in found.lines if not line.borrowed],
        "withheld": found.withheld,
        "anonymous_left_out": found.hidden,
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _object(line: TranscriptLine) -> dict[str, Any]:
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
    writer.writerows([getattr(line, name) for name in COLUMNS] for line in found.lines if not line.borrowed)
    return out.getvalue()
