"""What the close puts before the room, beside its hand-ons."""

from __future__ import annotations

from dialogue_tui.activities.base import Row
from dialogue_tui.protocols.plan import PARKED

from .state import State


def rows(state: State) -> list[Row]:
    """The parked lines, to be read aloud, and who would be told as "Participant A" for want of a role."""
    parked = state.of_part(PARKED)
    nameless = [person.name for person in state.present if not person.role]
    found = [Row("Parked", style="heading")] if parked else []
    found += [Row(entry.text, entry.id, label="parked") for entry in parked]
    if nameless:
        found.append(Row("No role yet", style="heading"))
        found.append(Row(f"{', '.join(nameless)}: @Name (role) gives one.", style="note"))
    return found
