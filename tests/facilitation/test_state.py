"""A part's lines stand in the order they are told, whatever became of them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dialogue_tui.activities.entry import in_order
from dialogue_tui.facilitation.state import State
from dialogue_tui.store.records import Entry, Live, Loaded, Session

IDS = st.sampled_from(["a", "b", "c", "d", "e"])
PARTS = st.sampled_from(["one", "two"])
CHANGES = st.lists(st.tuples(IDS, PARTS, st.integers(0, 4), st.sampled_from(["put", "put", "removed", "drop"])))


@given(CHANGES)
def test_the_order_of_a_part_is_that_of_its_lines(changes: list[tuple[str, str, int, str]]) -> None:
    state = State(Loaded(Session("s", "loi", "hour", "", ""), Live("s")))
    kept: dict[str, Entry] = {}
    for id, part, position, what in changes:
        if what == "drop":
            state.drop("entry", id)
            kept.pop(id, None)
        else:
            kept[id] = replace(Entry(id, "s", part, position=float(position)), removed=what == "removed")
            state.put("entry", kept[id])
        for name in ("one", "two"):
            assert state.of_part(name) == in_order([e for e in kept.values() if e.part == name])
