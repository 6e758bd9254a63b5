"""Slips: anonymous answers typed from paper, in memory alone until they are revealed."""

from __future__ import annotations

from collections.abc import Sequence

from dialogue_tui.activities.base import Draft

Pile = list[Sequence[Draft]]


class Slips:
    """A pile for each place. The paper is the copy: nothing of this is written anywhere."""

    def __init__(self) -> None:
        self._piles: dict[str, Pile] = {}
        self._revealed: dict[str, tuple[str, Pile]] = {}
        self.asked: set[str] = set()
        """Places at which the room chose slips, beside those whose protocol does."""

    def add(self, place: str, slip: Sequence[Draft]) -> None:
        """One more slip."""
        self._piles.setdefault(place, []).append(slip)

    def count(self, place: str) -> int:
        """How many wait to be revealed."""
        return len(self._piles.get(place, []))

    def total(self) -> int:
        """How many wait anywhere: they are lost when the program ends."""
        return sum(len(pile) for pile in self._piles.values())

    def take_back(self, place: str) -> bool:
        """Throw the newest slip of a place away; whether there was one."""
        pile = self._piles.get(place)
        if not pile:
            return False
        pile.pop()
        return True

    def take(self, place: str) -> Pile:
        """The whole pile, which is then empty."""
        return self._piles.pop(place, [])

    def revealed(self, change: str, place: str, pile: Pile) -> None:
        """Remember the pile of a reveal, so that undoing it puts the slips back."""
        self._revealed[change] = (place, pile)

    def put_back(self, change: str) -> None:
        """The slips of an undone reveal wait again."""
        if change in self._revealed:
            place, pile = self._revealed[change]
            self._piles[place] = [*pile, *self._piles.get(place, [])]

    def drop(self, change: str) -> None:
        """The slips of a reveal that was made again wait no more."""
        if change in self._revealed:
            place, pile = self._revealed[change]
            self._piles[place] = self._piles.get(place, [])[len(pile) :]
