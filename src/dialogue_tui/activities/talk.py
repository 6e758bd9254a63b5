"""Talk: people speak; nothing is captured."""

from __future__ import annotations

from .base import Activity, Draft, Misread, Row, Said, Settings, Work
from .blocks import Block
from .earlier_lines import earlier_lines


class TalkSettings(Settings):
    """`about` names earlier steps whose lines stay on the wall while people talk about them."""

    about: list[str] = []


class Talk(Activity[TalkSettings]):
    """Check-ins, reading aloud, pairs: the wall shows the question, and what it points at."""

    kind = "talk"
    settings = TalkSettings
    first = ""
    takes_lines = False

    def capture(self, settings: TalkSettings, said: Said, work: Work) -> list[Draft]:
        """Refuses: a line worth keeping here is parked."""
        raise Misread("Nothing is written down here. Begin the line with ! to park it for the close.")

    def sources(self, settings: TalkSettings) -> tuple[str, ...]:
        """The steps whose lines are talked about."""
        return tuple(settings.about)

    def rows(self, settings: TalkSettings, work: Work) -> list[Row]:
        """The lines that are talked about; nothing but the question where there are none."""
        return earlier_lines(work.sources, work.links)

    def told(self, settings: TalkSettings, work: Work) -> list[Block]:
        """Talk leaves no trace in a history."""
        return []
