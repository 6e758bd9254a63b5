"""Making a line anonymous, for good."""

from __future__ import annotations

from dataclasses import replace

from dialogue_tui.store.records import Entry, Link, Paragraph, RowChange

from .engine import Engine
from .errors import Refused
from .saving import Done
from .state import added, changed, gone


def anonymise(engine: Engine, id: str) -> Done:
    """Turn a line anonymous: a new line without author, time or order; the old is scrubbed, log and index too.

    What it is tied to, what it opened and what was commented on it follow the new line, under new ids and without
    their times. It can't be undone, so callers ask first. Raises Refused.
    """
    try:
        entry = engine.state.entry(id)
    except KeyError:
        raise Refused("That line is not there any more.") from None
    if entry.attribution == "anonymous":
        raise Refused("It is anonymous already.")
    here = [e.position for e in engine.state.of_part(entry.part)] or [0.0, 1.0]
    made = replace(
        entry,
        id=engine.moment().id(),
        value={k: v for k, v in entry.value.items() if k != "speaker"},
        position=engine.random.uniform(min(here), max(here) + 1.0),
        person=None,
        at=None,
        offset=None,
        attribution="anonymous",
        revision=0,
    )
    opened, forgotten = _what_it_opened(engine, entry, made)
    told, commented = _where_it_was_told(engine, entry, made)
    rows = [added(made), *_ties(engine, entry, made), *opened, *told]
    scrub = (id, *forgotten, *commented)
    done = engine.commit("line made anonymous", rows, undoable=False, scrub=scrub)
    engine.state.forget([id])
    return done


def _ties(engine: Engine, old: Entry, new: Entry) -> list[RowChange]:
    """Its links, the answers to it, and the versions of a text it stands in. A "because" goes with the old line: it
    ties what one person said, one after the other.
    """
    ends = {old.id: new.id}
    kept = [x for x in engine.state.links if old.id in (x.source, x.target) and x.kind != "because"]
    rows = [added(_tied(engine, link, ends)) for link in kept]
    answers = engine.state.tables["entry"].values()
    rows += [changed(e, slot=new.id) for e in answers if e.slot == old.id]
    for version in engine.state.versions:
        if old.id in version.lines:
            rows.append(changed(version, lines=[ends.get(line, line) for line in version.lines]))
    return rows


def _tied(engine: Engine, link: Link, ends: dict[str, str]) -> Link:
    source, target = (ends.get(end, end) for end in (link.source, link.target))
    return replace(link, id=engine.moment().id(), source=source, target=target, revision=0)


def _what_it_opened(engine: Engine, old: Entry, new: Entry) -> tuple[list[RowChange], list[str]]:
    """Its threads with the new line as their origin; the ids of their events, whose times told when it was said."""
    state = engine.state
    threads = [t for t in state.tables["thread"].values() if t.origin == old.id]
    rows = [changed(t, origin=new.id) for t in threads]
    ids = {t.id for t in threads}
    events = [e for e in state.tables["thread_event"].values() if e.thread in ids and e.session == state.session_id]
    for event in events:
        rows += [gone(event), added(replace(event, id=engine.moment().id(), at=state.session.started, revision=0))]
    return rows, [e.id for e in events]


def _where_it_was_told(engine: Engine, old: Entry, new: Entry) -> tuple[list[RowChange], list[str]]:
    """A number of its own behind all others, since the old one told its place; what was commented goes there."""
    paragraphs, comments = engine.reading.numbered(engine.state.session_id)
    number = next((p.number for p in paragraphs if p.about == old.id), None)
    if number is None:
        return [], []
    last = max(p.number for p in paragraphs) + 1
    made = Paragraph(f"{engine.state.session_id}:{last}", engine.state.session_id, last, new.id)
    beside = [c for c in comments if c.paragraph == number]
    return [added(made), *(changed(c, paragraph=last) for c in beside)], [c.id for c in beside]
