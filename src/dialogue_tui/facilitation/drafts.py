"""Half-typed lines that wait: what stood in the line when it began to ask something, and slips, each at its place.

A half-typed line goes along to another place. A slip stays, unseen, where it was being typed.
"""

from __future__ import annotations


class Drafts:
    """What was typed and not said yet; in memory alone."""

    def __init__(self) -> None:
        self._aside, self.slip = "", False
        self._slips: dict[str, str] = {}

    def put_aside(self, text: str, slip: bool) -> None:
        """The line asks something meanwhile; `slip` is whether what stood in it is one."""
        self._aside, self.slip = text, slip

    def take_back(self) -> str:
        """What stood in the line before it asked."""
        text, self._aside = self._aside, ""
        return text

    def leave(self, place: str, slip: str) -> None:
        """A half-typed slip stays with its place."""
        self._slips[place] = slip

    def find(self, place: str) -> str:
        """The half-typed slip of a place, once; "" where there is none."""
        return self._slips.pop(place, "")
