"""From a typed line to rows: who said it, how it is attributed, what it opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from dialogue_tui.activities.base import Add, Draft, Join, Misread, Touch
from dialogue_tui.activities.base import Change as Rewording
from dialogue_tui.activities.handon import ThreadDraft
from dialogue_tui.protocols.plan import Place
from dialogue_tui.store.ids import new_id
from dialogue_tui.store.records import Entry, Link, Person, Presence, RowChange, Thread, ThreadEvent

from .state import State, added, changed, gone
from .typed import Typed, known


@dataclass(frozen=True, slots=True)
class Moment:
    """What every new row needs: where it stands, when, and the source of its ids."""

    state: State
    place: Place
    now: datetime
    offset: int
    random: Random

    def id(self) -> str:
        """A new random id."""
        return new_id(self.random)


def who(moment: Moment, typed: Typed) -> tuple[Person | None, list[RowChange]]:
    """The person a line was given to, made and marked present where needed. Raises Misread when two fit."""
    if not typed.who:
        return None, []
    found = known(typed.who, moment.state.people)
    if len(found) > 1:
        raise Misread(f"'{typed.who}' could be {' or '.join(p.name for p in found)}. Type more of the name.")
    rows: list[RowChange] = []
    if found:
        person = found[0]
        if typed.role and typed.role != person.role:
            rows.append(changed(person, role=typed.role))
            person = replace(person, role=typed.role)
    else:
        person = Person(moment.id(), moment.state.session.team, typed.who, typed.role)
        rows.append(added(person))
    return person, rows + mark_present(moment.state, person)


def mark_present(state: State, person: Person) -> list[RowChange]:
    """The row that puts a person in the room, unless they are there."""
    key = f"{state.session_id}:{person.id}"
    if key in state.tables["presence"]:
        return []
    return [added(Presence(key, state.session_id, person.id))]


def new_entry(moment: Moment, part: str, text: str, typed: Typed, person: Person | None) -> Entry:
    """An entry at the end of a part, with the attribution, wording and consent of its place."""
    place, state = moment.place, moment.state
    here = state.parts.get(part, {})
    own = place.solo or place.part.activity.written or part.startswith(("opening/", "close/"))
    return Entry(
        id=moment.id(),
        session=state.session_id,
        part=part,
        # An uneven step: a line that is made anonymous later leaves no hole that tells where it stood.
        position=max((e.position for e in here.values()), default=0.0) + moment.random.uniform(0.5, 1.5),
        text=text,
        person=person.id if person else None,
        attribution="named" if place.part.privacy == "named" else "role",
        wording="scribed" if typed.scribed else "written" if own else "spoken",
        consent="no" if place.private else "role only",
        at=moment.now.isoformat(),
        offset=moment.offset,
    )


def rows_of(moment: Moment, drafts: Sequence[Draft], typed: Typed, person: Person | None) -> list[RowChange]:
    """The rows of a captured line, links and threads included."""
    rows: list[RowChange] = []
    row_id, position = "", 0.0
    for draft in drafts:
        if isinstance(draft, Add):
            entry = new_entry(moment, moment.place.key, draft.text, typed, person)
            position = max(entry.position, position + 1.0)
            if draft.row == "new":
                row_id = moment.id()
            entry = replace(
                entry,
                slot=draft.slot,
                value=draft.value,
                row=row_id if draft.row in ("new", "same") else draft.row,
                position=moment.state.entry(draft.instead).position if draft.instead else position,
                wording=entry.wording if typed.scribed or not draft.wording else draft.wording,
            )
            entry = _as_kept_as(entry, _said(moment.state, draft.words_of))
            rows.append(added(entry))
            for source, kind in draft.joins:
                rows += _joined(moment, Join(source, entry.id, kind, draft.only))
            if draft.thread:
                rows += opened(moment, draft.thread, entry)
        elif isinstance(draft, Rewording):
            rows.append(_reworded(moment, draft))
        elif isinstance(draft, Join):
            rows += _joined(moment, draft)
        elif isinstance(draft, Touch):
            rows += touched(moment, draft)
    return rows


def _said(state: State, id: str) -> Entry | None:
    """A line of this session or of an earlier sitting."""
    return state.tables["entry"].get(id) or next((e for e in state.before if e.id == id), None)


def _as_kept_as(entry: Entry, source: Entry | None) -> Entry:
    """The line with what was asked for the words it repeats: not told where they are not, nobody's where they are
    nobody's, unless somebody gave it their name."""
    if source is None:
        return entry
    if source.consent == "no":
        entry = replace(entry, consent="no")
    if source.attribution == "anonymous" and entry.person is None:
        entry = replace(entry, attribution="anonymous", at=None, offset=None)
    return entry


def _joined(moment: Moment, draft: Join) -> list[RowChange]:
    there = [link for link in moment.state.links if link.source == draft.source and link.kind == draft.kind]
    if any(link.target == draft.target for link in there):
        return []
    rows = [gone(link) for link in there] if draft.only else []
    return [*rows, added(Link(moment.id(), moment.state.session_id, draft.source, draft.target, draft.kind))]


def _reworded(moment: Moment, draft: Rewording) -> RowChange:
    entry = moment.state.entry(draft.entry)
    return changed(
        entry,
        text=entry.text if draft.text is None else draft.text,
        slot=entry.slot if draft.slot is None else draft.slot,
        value=entry.value if draft.value is None else draft.value,
    )


def particulars(state: State, draft: ThreadDraft, speaker: str | None) -> dict[str, object]:
    """What a thread holds of its line's parts; the owner is known where exactly one person fits, and where nobody
    is named is the `speaker`, who takes it on by saying it."""
    owners = known(draft.owner, state.people)
    own = speaker if draft.kind == "commitment" and not draft.owner else None
    return {
        "owner": owners[0].id if len(owners) == 1 else own,
        "owner_typed": draft.owner,
        "due": draft.due,
        "expected": draft.expected,
        "measure": draft.measure,
    }


def opened(moment: Moment, draft: ThreadDraft, origin: Entry) -> list[RowChange]:
    """A thread whose words are those of its origin entry, and the event that opened it."""
    session = moment.state.session
    made = Thread(moment.id(), draft.kind, origin.id, session.id, session.team)
    thread = replace(made, **particulars(moment.state, draft, origin.person))  # type: ignore[arg-type]
    rows: list[RowChange] = []
    if not thread.owner and not session.solo and _is_name(draft):
        person, rows = who(moment, Typed("", draft.owner))
        thread = replace(thread, owner=person.id if person else None)
    event = ThreadEvent(moment.id(), thread.id, session.id, moment.now.isoformat(), "opened")
    return [*rows, added(thread), added(event)]


_NOBODY = frozenset({"we", "all", "everyone", "everybody", "both", "us", "i", "me", "you", "they", "somebody"})


def _is_name(draft: ThreadDraft) -> bool:
    """Whether what stands before the colon of a commitment is somebody new, who takes it on by being named."""
    words = draft.owner.split()
    named = 0 < len(words) <= 3 and all(word[0].isupper() for word in words)
    return (
        draft.kind == "commitment"
        and named
        and draft.owner.casefold() not in _NOBODY
        and bool(draft.due or draft.expected)
    )


def touched(moment: Moment, draft: Touch) -> list[RowChange]:
    """An earlier thread looked at again, and the event that says what came of it."""
    thread: Thread = moment.state.tables["thread"][draft.thread]
    fields = {
        name: value
        for name, value in (("actual", draft.actual), ("state", draft.state), ("surprise", draft.surprise))
        if value is not None
    }
    event = ThreadEvent(
        moment.id(), thread.id, moment.state.session_id, moment.now.isoformat(), "looked at again", fields
    )
    return [changed(thread, **fields), added(event)]


def anonymous_rows(moment: Moment, drafts: Sequence[Draft]) -> list[RowChange]:
    """Entries with no author, no time and no order, under random ids and positions, in a shuffled list.

    They stand together behind what the part holds already.
    """
    here = moment.state.parts.get(moment.place.key, {})
    last = max((e.position for e in here.values()), default=0.0)
    rows = [
        added(
            Entry(
                id=moment.id(),
                session=moment.state.session_id,
                part=moment.place.key,
                slot=draft.slot,
                position=last + 1.0 + moment.random.random(),
                text=draft.text,
                value=draft.value,
                attribution="anonymous",
                wording="written",
            )
        )
        for draft in drafts
        if isinstance(draft, Add)
    ]
    moment.random.shuffle(rows)
    return rows
