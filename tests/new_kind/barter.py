"""A kind that the program has never heard of: what one gives, and what one takes for it."""

from __future__ import annotations

from collections.abc import Sequence

from dialogue_tui.activities.base import Activity, Add, Draft, Misread, Row, Said, Settings, Slot, Standing, Work
from dialogue_tui.activities.blocks import Block, Table
from dialogue_tui.activities.entry import Entry


class BarterSettings(Settings):
    """What the two sides are called."""

    gives: str = "gives"
    takes: str = "takes"


class Barter(Activity[BarterSettings]):
    """Rows of two sides, the second asked for after the first."""

    kind = "barter"
    settings = BarterSettings
    first = "No swap yet. Type what you would give."
    help = "Swaps, here\n  words               what is given; the next line says what for"
    slot_word = "side"
    in_turn = own_questions = True
    parks = False

    def slots(self, settings: BarterSettings, work: Work) -> list[Slot]:
        """What is given, then each that nothing was taken for yet."""
        open_ones = [
            Slot("take", f"{n} {settings.takes}", "What would you take for it?", gives.row)
            for n, (gives, takes) in enumerate(_swaps(work), 1)
            if takes is None
        ]
        return [Slot("give", settings.gives, "What would you give?", aloud="say what you would give"), *open_ones]

    def onward(self, settings: BarterSettings, slot: str, work: Work) -> str:
        """What is given is followed by what is taken for it."""
        return "take" if any(takes is None for _, takes in _swaps(work)) else "give"

    def capture(self, settings: BarterSettings, said: Said, work: Work) -> list[Draft]:
        """A line for one of the sides."""
        if said.slot != "take":
            return [Add(said.text, "give", row="new")]
        row = said.row or next((gives.row for gives, takes in _swaps(work) if takes is None), "")
        if not row:
            raise Misread("Nothing is given that something could be taken for.")
        return [Add(said.text, "take", row=row)]

    def rows(self, settings: BarterSettings, work: Work) -> list[Row]:
        """Both sides of each, the second under its name."""
        rows: list[Row] = []
        for number, (gives, takes) in enumerate(_swaps(work), 1):
            rows.append(Row(gives.text, gives.id, number))
            rows += [Row(takes.text, takes.id, label=settings.takes)] if takes else []
        return rows

    def standing(self, settings: BarterSettings, rows: Sequence[Row]) -> Standing:
        """Side by side."""
        return Standing(sides=(settings.takes, settings.gives))

    def wide(self, settings: BarterSettings, work: Work) -> bool:
        """Always."""
        return True

    def labels(self, settings: BarterSettings, work: Work) -> dict[str, str]:
        """Which swap a line is of."""
        return {e.id: f"swap {n}" for n, swap in enumerate(_swaps(work), 1) for e in swap if e}

    about = labels

    def told(self, settings: BarterSettings, work: Work) -> list[Block]:
        """A table."""
        rows = tuple((gives, takes or "nothing yet") for gives, takes in _swaps(work))
        return [Table((settings.gives, settings.takes), rows)] if rows else []


def _swaps(work: Work) -> list[tuple[Entry, Entry | None]]:
    taken = {e.row: e for e in work.entries if e.slot == "take"}
    return [(e, taken.get(e.row)) for e in work.entries if e.slot == "give"]
