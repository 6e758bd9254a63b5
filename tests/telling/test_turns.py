"""What is marked in a conversation is the turn: both of its sides, and nothing that merely stands near it."""

from __future__ import annotations

import pytest

from dialogue_tui.activities.entry import Entry
from dialogue_tui.telling.stretches import whole_turns

LINES = [
    Entry("a", "s", "p", slot="said", row="1"), Entry("b", "s", "p", slot="unsaid", row="1"),
    Entry("c", "s", "p", slot="said", row="2"), Entry("d", "s", "p", slot="instead", row="1"),
    Entry("e", "s", "p", slot="said"), Entry("f", "s", "p", slot="unsaid"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("marked", "whole"),
    [
        (["a"], ["a", "b"]), (["b"], ["b", "a"]), (["c"], ["c"]), (["d"], ["d"]), (["e"], ["e"]), ([], []),
        (["c", "b"], ["c", "b", "a"]), (["elsewhere"], ["elsewhere"]),
    ],
)  # fmt: skip
def test_with_one_side_of_a_turn_goes_the_other(marked: list[str], whole: list[str]) -> None:
    assert whole_turns(marked, LINES) == whole
