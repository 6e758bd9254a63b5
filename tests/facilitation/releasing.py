"""Lines that were on their way to the team when a program ended."""

from __future__ import annotations

from tests.facilitation.house import House

from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.store.opening import Store
from dialogue_tui.store.records import Entry, Release, RowChange, Transaction, as_row


def cut_short(alone: Engine, room: str) -> None:
    """A line that the journal notes as on its way to the room."""
    copy = Entry("copy", room, "trial.lines/lines", text="I was afraid to say it")
    note = Release("note", "line", room, copy.id, row=as_row(copy))
    rows = (RowChange("release", note.id, None, as_row(note)),)
    alone.saver.submit(Transaction("w", alone.session.id, "p", "", "", rows, logged=False)).result()


def told(house: House, room: str) -> list[str]:
    with Store(house.folder / "team.db", "team").read() as reading:
        return [e.text for e in reading.load(room).entries]
