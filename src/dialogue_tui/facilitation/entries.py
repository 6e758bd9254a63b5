"""What can be done to a line once it was said: edit, move, attribute, consent, link, remove, restore."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dialogue_tui.activities.base import Add, Said, Work
from dialogue_tui.activities.entry import ATTRIBUTIONS, BECAUSE, BELONGS, COMES_FROM, CONSENTS, WORDINGS
from dialogue_tui.activities.handon import thread_of
from dialogue_tui.protocols.plan import PARKED
from dialogue_tui.store.records import Entry, Link, RowChange, Thread
from dialogue_tui.text import clean, clean_line

from . import saying
from .engine import Engine
from .errors import Refused
from .saving import Done
from .state import added, changed, gone
from .typed import Typed, name_and_role


def find(engine: Engine, id: str) -> Entry:
    """A line of this session. Raises Refused where there is none, with why."""
    try:
        return engine.state.entry(id)
    except KeyError:
        if any(e.id == id for e in engine.state.before):
            raise Refused("That was said in an earlier sitting; take that one up again to change it.") from None
        raise Refused("That line is not there any more.") from None


def _set(engine: Engine, label: str, id: str, **fields: object) -> Done:
    entry = find(engine, id)
    if all(getattr(entry, name) == value for name, value in fields.items()):
        raise Refused("That is so already.")
    return engine.commit(label, [changed(entry, **fields)])


def edit(engine: Engine, id: str, text: str) -> Done:
    """Word a line anew. The thread it opened reads its parts again."""
    entry, words = find(engine, id), clean(text)
    if not words.strip():
        raise Refused("A line can't be emptied; remove it instead.")
    if words == entry.text:
        raise Refused("That is so already.")
    if "counts" in entry.value:
        raise Refused("A spread is what people answered; it can't be worded.")
    rows: list[RowChange] = [changed(entry, text=words)]
    for thread in threads_of(engine, id):
        draft = thread_of(words, thread.kind, engine.today)
        rows.append(changed(thread, **saying.particulars(engine.state, draft, entry.person)))
    return engine.commit("line edited", rows)


def threads_of(engine: Engine, id: str) -> list[Thread]:
    """The commitment, assumption or question that a line opened. The vision is not one line's."""
    threads = engine.state.tables["thread"].values()
    return [t for t in threads if t.origin == id and t.kind != "vision"]


def move(engine: Engine, id: str, slot: str) -> Done:
    """Move a line to another rung, column or group of its part.

    In sorting the group is a link, and `slot` the group's entry id or "" for none. Raises Refused for a slot
    the part does not have.
    """
    if engine.place.part.activity.sorts and any(e.id == id for e in engine.work().sources):
        if slot:
            rows = _sorted_into(engine, id, slot)
        else:
            rows = [gone(x) for x in engine.state.links if x.source == id and x.kind == BELONGS]
        if not rows:
            raise Refused("It is there already.")
        return engine.commit("line moved", rows)
    entry = find(engine, id)
    if entry.part == PARKED:
        return _take_up(engine, entry, slot)
    place = engine.at(entry.part)
    slots = [s.name for s in engine.slots(place)]
    if slot not in slots:
        raise Refused(f"There is no '{slot}' to move it to.")
    opened = threads_of(engine, id)
    if not opened or slot == entry.slot:
        return _set(engine, "line moved", id, slot=slot)
    draft = thread_of(entry.text, slot, engine.today)
    parts = saying.particulars(engine.state, draft, entry.person)
    rows = [changed(t, kind=slot, **parts) for t in opened]
    return engine.commit("line moved", [changed(entry, slot=slot), *rows])


def slot_of(engine: Engine, id: str) -> str:
    """Where a line stands at the present place: its rung, column, kind or group; "" for none."""
    groups = {x.target for x in engine.state.links if x.source == id and x.kind == BELONGS}
    if engine.place.part.activity.sorts and any(e.id == id for e in engine.work().sources):
        return next((s.name for s in engine.slots() if s.name in groups), "")
    return find(engine, id).slot


def _take_up(engine: Engine, entry: Entry, slot: str) -> Done:
    """A parked line comes back where the session stands now, as if it were said here."""
    part, place = engine.place.part, engine.place
    if engine.private() or engine.slipping() or not part.activity.takes_lines:
        raise Refused("No line is taken here; go to a step where lines are said.")
    drafts = part.activity.capture(part.settled, Said(entry.text, slot, literal=True), engine.work())
    draft = drafts[0]
    if len(drafts) != 1 or not isinstance(draft, Add):
        raise Refused("It can't be taken up here as it is; say it anew.")
    moment = engine.moment()
    here = saying.new_entry(moment, place.key, draft.text, Typed(""), None)
    fields: dict[str, Any] = {"part": place.key, "slot": draft.slot, "value": draft.value}
    fields["position"] = here.position
    rows = [changed(entry, **fields)]
    rows += saying.opened(moment, draft.thread, replace(entry, **fields)) if draft.thread else []
    return engine.commit("parked line taken up", rows)


def _sorted_into(engine: Engine, id: str, slot: str) -> list[RowChange]:
    part, work = engine.place.part, engine.work()
    if slot not in [s.name for s in engine.slots()]:
        raise Refused("There is no such group to move it to.")
    drafts = part.activity.into(part.settled, id, slot, work)
    return saying.rows_of(engine.moment(), drafts, Typed(""), None)


def shift(engine: Engine, id: str, by: int) -> Done:
    """Move a line up (-1) or down (+1) among the lines of its slot. Anonymous lines have no order to change, but in
    a text, where the order is the text's."""
    entry = find(engine, id)
    if entry.attribution == "anonymous" and engine.at(entry.part).part.activity.text(Work()) is None:
        raise Refused("An anonymous line has no order of its own.")
    line = [e for e in engine.state.of_part(entry.part) if e.slot == entry.slot]
    index = next(i for i, e in enumerate(line) if e.id == id)
    if not 0 <= index + by < len(line):
        raise Refused("It is at the end already.")
    other = line[index + by]
    beyond = line[index + 2 * by] if 0 <= index + 2 * by < len(line) else None
    position = (other.position + beyond.position) / 2 if beyond else other.position + by
    return _set(engine, "line moved", id, position=position)


def attribute(engine: Engine, id: str, who: str) -> Done:
    """Give a line to somebody, made known when new; an empty name takes the name away."""
    entry = find(engine, id)
    if entry.attribution == "anonymous":
        raise Refused("Nobody knows who wrote an anonymous line, and that stays so.")
    name, role = name_and_role(clean_line(who))
    if not name:
        return _set(engine, "line given to nobody", id, person=None)
    person, rows = saying.who(engine.moment(), Typed("", name, role))
    if person is None or (person.id == entry.person and not rows):
        raise Refused("That is so already.")
    taken_on = [t for t in threads_of(engine, id) if t.kind == "commitment" and not t.owner_typed]
    rows += [changed(entry, person=person.id), *(changed(t, owner=person.id) for t in taken_on)]
    return engine.commit("line given to somebody", rows)


def attribution(engine: Engine, id: str, value: str) -> Done:
    """Tell a line by name or by role. For anonymous, see `anonymise`."""
    if value not in ATTRIBUTIONS[:2]:
        raise Refused("A line is told 'named' or by 'role'.")
    return _set(engine, f"told by {value}", id, attribution=value)


def consent(engine: Engine, id: str, value: str) -> Done:
    """Set whether a line may be told: "yes" (name too), "role only", or "no". It holds wherever its words were
    taken over."""
    if value not in CONSENTS:
        raise Refused(f"Consent is {', '.join(CONSENTS)}.")
    entry = find(engine, id)
    if entry.consent == value:
        raise Refused("That is so already.")
    same = [entry, *_copies(engine, entry)]
    return engine.commit(f"consent: {value}", [changed(e, consent=value) for e in same if e.consent != value])


def _copies(engine: Engine, entry: Entry) -> list[Entry]:
    """The lines of a text that took over its words, and those that took over theirs."""
    found: list[Entry] = []
    for link in engine.state.links:
        if link.source == entry.id and link.kind == COMES_FROM:
            copy = engine.state.entry(link.target)
            if copy.text == entry.text:
                found += [copy, *_copies(engine, copy)]
    return found


def wording(engine: Engine, id: str, value: str) -> Done:
    """Say whether a line is word for word, the scribe's shortening, or its author's own writing."""
    if value not in WORDINGS:
        raise Refused(f"Wording is {', '.join(WORDINGS)}.")
    return _set(engine, f"wording: {value}", id, wording=value)


def link(engine: Engine, source: str, target: str, kind: str = BECAUSE) -> Done:
    """Tie two lines together."""
    a, b = find(engine, source), find(engine, target)
    if a.id == b.id:
        raise Refused("A line can't be linked to itself.")
    if any(x.source == a.id and x.target == b.id and x.kind == kind for x in engine.state.links):
        raise Refused("Those two are linked already.")
    made = Link(engine.moment().id(), engine.state.session_id, a.id, b.id, kind)
    return engine.commit("lines linked", [added(made)])


def unlink(engine: Engine, source: str, target: str) -> Done:
    """Take every link between two lines away."""
    both = {source, target}
    rows = [gone(x) for x in engine.state.links if {x.source, x.target} == both]
    if not rows:
        raise Refused("Those two are not linked.")
    return engine.commit("link taken away", rows)


def remove(engine: Engine, id: str) -> Done:
    """Take a line off; it can be restored."""
    return _set(engine, "line removed", id, removed=True)


def restore(engine: Engine, id: str) -> Done:
    """Bring a removed line back where it stood."""
    return _set(engine, "line restored", id, removed=False)


def removed(engine: Engine) -> list[Entry]:
    """The lines that were removed and can be restored, the newest first: none of what the wall may not show now."""
    hidden = {p.key for p in engine.places if engine.private(p) or engine.off_wall(p)}
    found = [e for e in engine.state.tables["entry"].values() if e.removed and e.part not in hidden]
    return sorted(found, key=lambda e: (e.at or "", e.id), reverse=True)


def park(engine: Engine, id: str) -> Done:
    """Put a line that was said here aside for the close, as `!` does with a new one."""
    entry = find(engine, id)
    if entry.part != engine.place.key or not engine.place.part.activity.parks:
        raise Refused("Only a line that was said here can be parked.")
    if threads_of(engine, id):
        raise Refused("That line opened a hand-on, which stays where it is; remove it instead.")
    return _set(engine, "line parked", id, part=PARKED, slot="", row="", value={**entry.value, "from": entry.part})
