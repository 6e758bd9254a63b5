"""The mistakes that `bench.mutants` makes in the program, and how it samples them."""

from __future__ import annotations

from random import Random

from bench.mutants import batches, page_with, sample
from bench.mutating import differs, mutants

SOURCE = b'''
"""What it is for."""
from __future__ import annotations
from typing import TYPE_CHECKING
LIMIT: int = 3
CSS = "Line { color: red; }"

if TYPE_CHECKING:
    from elsewhere import Thing

class Box:
    """Holds things."""
    __slots__ = ("things",)

    def first(self, many: bool = False, *, name: str = "no name") -> int | None:
        """The first of them."""
        assert self.things is not None
        if not self.things or many and LIMIT < len(self.things):
            raise ValueError(f"No more than {LIMIT}.")
        self.seen = min(self.things[1:])
        self.tell("it was seen")
        return self.seen + 1
'''


def made(source: bytes) -> set[tuple[str, str]]:
    """Each mistake as what stood there and what stands there now."""
    return {(source[m.start : m.end].decode(), m.new) for m in mutants("src/box.py", source)}


def test_every_kind_of_mistake_is_made_where_it_could_be() -> None:
    whole = "not self.things or many and LIMIT < len(self.things)"
    assert made(SOURCE) == {
        ("3", "4"), ("3", "2"), ("False", "True"), ('"no name"', '""'), (whole, "True"), (whole, "False"),
        ("not ", ""), ("or", "and"), ("and", "or"), ("<", "<="), ('f"No more than {LIMIT}."', '""'),
        ('raise ValueError(f"No more than {LIMIT}.")', "pass"), ("self.seen = min(self.things[1:])", "pass"),
        ("min", "max"), ("1", ""), ("1", "2"), ("1", "0"), ('self.tell("it was seen")', "pass"),
        ('"it was seen"', '""'), ("self.seen + 1", "None"), ("+", "-"),
    }  # fmt: skip


def test_every_mistake_compiles_and_means_something_else() -> None:
    assert all(differs(m, SOURCE) for m in mutants("src/box.py", SOURCE))
    assert next(iter(mutants("src/box.py", SOURCE))).line == 5
    (flipped,) = [m for m in mutants("src/box.py", SOURCE) if m.new == "<="]
    assert flipped.diff(SOURCE).splitlines() == [
        "-        if not self.things or many and LIMIT < len(self.things):",
        "+        if not self.things or many and LIMIT <= len(self.things):",
    ]


def test_a_sample_meets_every_package_and_comes_again_with_its_seed() -> None:
    sources = {f"src/dialogue_tui/{name}/box.py": SOURCE for name in ("a", "b", "c")}
    first = sample(sources, 5, Random(7))
    assert first == sample(sources, 5, Random(7))
    assert first != sample(sources, 5, Random(8))
    assert {m.path for m in first[:3]} == set(sources)
    assert len({(m.path, m.line) for m in first}) == 5


def test_the_quickest_tests_run_first_and_the_dearest_not_at_all() -> None:
    seconds = {"a": 1.0, "b": 2.5, "c": 10.0, "d": 100.0, "e": 100.0}
    assert list(batches(["a", "b", "c", "d", "e"], seconds)) == [(["a", "b"], 3.5), (["c"], 10.0), (["d"], 100.0)]


def test_a_page_keeps_its_newest_rows() -> None:
    page = ""
    for n in range(20):
        page = page_with(page, f"| {n} | row |")
    rows = [line for line in page.splitlines() if line.endswith("| row |")]
    assert (rows[0], rows[-1], len(rows)) == ("| 19 | row |", "| 8 | row |", 12)
