"""Versions of the team's text: a version holds the ids of its lines, in order."""

from __future__ import annotations

from dialogue_tui.activities.base import Work
from dialogue_tui.store.records import RowChange, Thread, ThreadEvent, Version

from .saying import Moment
from .state import added, changed


def version_rows(moment: Moment) -> list[RowChange]:
    """The version that leaving a draft makes, where its lines differ from the last; else nothing."""
    place, state = moment.place, moment.state
    activity = place.part.activity
    lines = [e.id for e in activity.text(Work(state.of_part(place.key))) or ()]
    versions = state.versions
    if not lines or (versions and versions[-1].lines == lines):
        return []
    session, at = state.session, moment.now.isoformat()
    number = max((v.number for v in versions), default=0) + 1
    rows = [added(Version(moment.id(), session.id, session.team, number, lines, at))]
    if not activity.vision(place.part.settled):
        return rows
    known = [t for t in state.tables["thread"].values() if t.kind == "vision"]
    thread: Thread
    if known:
        thread = known[0]
        rows.append(changed(thread, state=f"version {number}"))
    else:
        thread = Thread(moment.id(), "vision", lines[0], session.id, session.team, state=f"version {number}")
        rows.append(added(thread))
    rows.append(added(ThreadEvent(moment.id(), thread.id, session.id, at, f"version {number}", {"lines": lines})))
    return rows
