"""What one measurement says, and the table of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """A figure beside its peer's, in `unit`; `most` is how many times the peer's it may be, or where there
    is no peer, the most that the figure itself may be; without it the figure is told, not held to anything.
    """

    what: str
    ours: float
    peer: float | None
    than: str
    most: float | None = None
    unit: str = "ms"

    @property
    def measure(self) -> float:
        """What is held against the budget."""
        return self.ours if self.peer is None else self.ours / self.peer

    @property
    def held(self) -> bool:
        """Whether the budget was kept."""
        return self.most is None or self.measure <= self.most

    def row(self) -> str:
        """This result as a row of a markdown table."""
        peer = "" if self.peer is None else f"{self.peer:.4g} {self.unit}"
        ratio = f"{self.measure:.2f} ×" if self.peer is not None else f"{self.measure:.4g} {self.unit}"
        most = "" if self.most is None else f"{self.most:g} {'×' if self.peer is not None else self.unit}"
        held = "" if self.most is None else "yes" if self.held else "NO"
        cells = (self.what, f"{self.ours:.4g} {self.unit}", self.than, peer, ratio, most, held)
        return "| " + " | ".join(cells) + " |"


def table(results: Sequence[Result]) -> str:
    """All results as a markdown table."""
    head = ["| what | ours | beside | | measured | at most | held |", "|:--|--:|:--|--:|--:|--:|:--|"]
    return "\n".join([*head, *(result.row() for result in results)])
