"""Talk: people speak; nothing is captured."""

from __future__ import annotations

from typing import Any, ClassVar

from .base import Activity, Block, Draft, Misread, Row, Said, Settings, Work


class TalkSettings(Settings):
    """Talk needs no settings."""


class Talk(Activity):
    """Check-ins, reading aloud, pairs: the wall shows the question alone."""

    kind: ClassVar[str] = "talk"
    title: ClassVar[str] = "talk"
    settings: ClassVar[type[Settings]] = TalkSettings
    takes_lines: ClassVar[bool] = False

    def capture(self, settings: Any, said: Said, work: Work) -> list[Draft]:
        """Refuses: a line worth keeping here is parked."""
        raise Misread("Nothing is written down here. Begin the line with ! to park it for the close.")

    def rows(self, settings: Any, work: Work) -> list[Row]:
        """Nothing to show but the question."""
        return []

    def told(self, settings: Any, work: Work) -> list[Block]:
        """Talk leaves no trace in a history."""
        return []
