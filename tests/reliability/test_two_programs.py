"""Two programs on one store: they see each other's lines, overwrite nothing, take back only their own."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest
from tests.store.counts import Told, few_or, told_in
from tests.store.keeping import damage
from tests.terminal.harness import DIALOGUE
from tests.terminal.stage import again, line, room, saved, say, shown_as_saved, texts, wall_ends_with

pytestmark = pytest.mark.terminal


@few_or(25, 1)
def test_each_sees_the_lines_of_the_other(tmp_path: Path, times: int, record_property: Told) -> None:
    told_in(
        record_property,
        times,
        "every line on both walls and in the store, none overwritten; undo of another's asks",
    )
    store = tmp_path / "team.db"
    with room(tmp_path) as one:
        say(one, 0)
        one.wait(wall_ends_with(0)).wait(saved)
        with again(tmp_path) as other:
            for number in range(1, 2 * times, 2):
                say(other, number)
                other.wait(wall_ends_with(number))
                one.wait(wall_ends_with(number))
                say(one, number + 1)
                one.wait(wall_ends_with(number + 1))
                other.wait(wall_ends_with(number + 1))
            last = 2 * (times // 1)
            one.wait(saved)
            other.wait(saved)
            assert sorted(texts(store)) == sorted(line(n) for n in range(last + 1))
            undone_only_after_asking(one, other, store, last)
            assert one.forbidden() == other.forbidden() == []
    assert damage(store) == []


def undone_only_after_asking(one, other, store: Path, last: int) -> None:  # type: ignore[no-untyped-def]
    """Its own lines go at a key; once they are gone, the other's take a second press."""
    own = list(range(last - 1, 0, -2))
    for number in own:
        other.keys("ctrl+z")
        other.wait("Undone: line said.")
        one.wait(lambda t, number=number: line(number) not in texts(store))
    other.keys("ctrl+z")
    other.wait("again does")
    assert sorted(texts(store)) == sorted(line(n) for n in range(0, last + 1, 2))
    other.keys("ctrl+z")
    one.wait(lambda t: line(last) not in texts(store))
    other.wait("Undone: line said.")


@few_or(25, 1)
def test_a_program_that_comes_and_goes_takes_nothing_with_it(
    tmp_path: Path, times: int, record_property: Told
) -> None:
    """Whoever closes the file last may tidy up its log; nobody may think so while the room still writes."""
    told_in(
        record_property, times, "commands on the store of a running room, then kill -9: no line shown as saved lost"
    )
    for turn in range(times):
        data = tmp_path / str(turn)
        with room(data) as terminal:
            say(terminal, 0)
            terminal.wait(wall_ends_with(0)).wait(saved)
            for words in (("show", "last"), ("export", "last", "--to", str(tmp_path / "documents"))):
                subprocess.run(
                    [str(DIALOGUE), *words], env={**os.environ, "DIALOGUE_DATA": str(data)},
                    capture_output=True, check=True, timeout=60,
                )  # fmt: skip
            say(terminal, 1, 2, 3)
            terminal.wait(wall_ends_with(3)).wait(saved)
            terminal.kill(signal.SIGKILL)
            terminal.ended()
            assert shown_as_saved(terminal) == 3
        assert damage(data / "team.db") == []
        assert texts(data / "team.db") == [line(n) for n in range(4)]
