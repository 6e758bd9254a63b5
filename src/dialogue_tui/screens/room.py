"""The room's screen: what everybody in the meeting looks at.

It is safe to project: nothing private is ever here, notes included (design.md, "One engine, many faces").
"""

from __future__ import annotations

from .lines import LineVerbs
from .steps import StepVerbs


class Room(LineVerbs, StepVerbs):
    """A session, with the verbs of its lines and of its steps."""

    async def action_quit(self) -> None:
        """Ask, save, go."""
        from .leaving import leave

        leave(self)

    def action_go_on(self) -> None:
        """Enter where nothing is typed: out of a session that was told."""
        from .leaving import leave

        if self.told:
            leave(self)

    def action_editor(self) -> None:
        """The line in one's own editor."""
        from .editor import edit_line

        edit_line(self)
