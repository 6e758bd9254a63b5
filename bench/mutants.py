"""Makes small mistakes in the program, one at a time, and counts those that no test notices.

`python -m bench.mutants --seed 7` samples 60 over all packages and runs for each only the tests that reach its
line. Everything happens in copies of the tree as it stood when this was started. What the tests reach is kept
for a tree in `build/mutants`. The exit status is 1 where fewer than nine in ten are noticed.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from random import Random

from bench.mutating import Mutant, differs, mutants
from bench.reach import Reach, copied, fingerprint, modules, surroundings

GOAL = 0.9
AT_ONCE = 2
BATCHES = (4.0, 25.0, 120.0)
"""Seconds of tests for one mutant: the first batch, with the second, in all. The quickest run first."""
HEAD = """\
# Mutants

`python -m bench.mutants --seed N` makes 60 small mistakes in the program, one at a time, spread over all packages,
and runs for each the tests that reach its line. A mistake that no test notices has lived; nine in ten should be
noticed. `make soak` does it with the day's date as the seed and adds a row. Docstrings, types, looks and what else
can't change behaviour are left alone by rule.

| seed | on | program and tests | mistakes | noticed | share | took |
|--:|:--|:--|--:|--:|--:|--:|
"""
ROWS = 12
"""As many as the page keeps."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one mutant: whether it was `noticed`, and by which test, or how many held."""

    mutant: Mutant
    noticed: bool
    by: str


def sample(sources: Mapping[str, bytes], count: int, random: Random) -> list[Mutant]:
    """Mutants from every package, more from larger ones, no two on one line."""
    packages: dict[str, list[list[Mutant]]] = defaultdict(list)
    for path, source in sources.items():
        lines: dict[int, list[Mutant]] = defaultdict(list)
        for mutant in mutants(path, source):
            lines[mutant.line].append(mutant)
        packages[str(Path(path).parent)] += lines.values()
    first: list[list[Mutant]] = []
    rest: list[list[Mutant]] = []
    for name in sorted(name for name in packages if packages[name]):
        random.shuffle(packages[name])
        first.append(packages[name][0])
        rest += packages[name][1:]
    random.shuffle(first)
    random.shuffle(rest)
    found: list[Mutant] = []
    for on_line in first + rest:
        if len(found) == count:
            break
        kinds: dict[str, list[Mutant]] = defaultdict(list)
        for mutant in on_line:
            if differs(mutant, sources[mutant.path]):
                kinds[mutant.what].append(mutant)
        if kinds:
            found.append(random.choice(kinds[random.choice(sorted(kinds))]))
    return found


def batches(tests: Sequence[str], seconds: Mapping[str, float]) -> Iterator[tuple[list[str], float]]:
    """The tests cut where the times in BATCHES are reached, each batch with the seconds it should take."""
    limits, spent, begun, batch = list(BATCHES), 0.0, 0.0, list[str]()
    for test in tests:
        if batch and spent + seconds[test] > limits[0]:
            yield batch, spent - begun
            begun, batch = spent, []
            while limits and spent + seconds[test] > limits[0]:
                limits.pop(0)
            if not limits:
                return
        batch.append(test)
        spent += seconds[test]
    if batch:
        yield batch, spent - begun


def tried(mutant: Mutant, copy: Path, reach: Reach) -> Outcome:
    """Make the mistake in a copy, run the tests, put the line back."""
    tests = reach.tests(mutant.path, mutant.line)
    if not tests:
        return Outcome(mutant, False, "no test reaches it")
    module = copy / mutant.path
    before = module.read_bytes()
    module.write_bytes(mutant.applied(before))
    try:
        for batch, seconds in batches(tests, reach.seconds):
            if by := _failing(batch, copy, 20 + 4 * seconds):
                return Outcome(mutant, True, by)
    finally:
        module.write_bytes(before)
    return Outcome(mutant, False, f"{len(tests)} tests reach it")


def _failing(tests: Sequence[str], copy: Path, limit: float) -> str:
    """The test that failed, or what else went wrong, within `limit` seconds; empty where all held."""
    command = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", "--tb=no", "-m", "not soak", *tests]
    with subprocess.Popen(
        command, cwd=copy, env=surroundings(copy), text=True, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as running:  # fmt: skip
        try:
            said, _ = running.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            return "it hung"
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
    if not running.returncode:
        return ""
    failed = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - |$)", said, re.MULTILINE)
    return failed[1] if failed else f"pytest ended with {running.returncode}"


def told(outcome: Outcome, number: int, source: bytes) -> str:
    """One mutant as it is printed; one that lived with its lines before and after."""
    mutant = outcome.mutant
    head = f"{number:3} {'noticed' if outcome.noticed else 'LIVED  '} {mutant.path}:{mutant.line} {mutant.what}"
    return f"{head} ({outcome.by})" + ("" if outcome.noticed else f"\n{mutant.diff(source)}")


def page_with(page: str, row: str) -> str:
    """The page with one more row, the newest first."""
    rows = [line for line in page.splitlines() if re.match(r"\| \d", line)]
    return HEAD + "\n".join([row, *rows][:ROWS]) + "\n"


def run(folder: Path, seed: int, count: int, within: str, page: Path | None) -> int:
    """Sample, try, tell. Returns the exit status."""
    began, day = time.monotonic(), datetime.now(UTC).date()
    whole = copied(folder / "whole")
    print_of = fingerprint(whole)
    sources = modules(whole)
    chosen = sample({p: s for p, s in sources.items() if re.search(within, p)}, count, Random(seed))
    reach = Reach(whole, AT_ONCE)
    free: SimpleQueue[Path] = SimpleQueue()
    for n in range(AT_ONCE):
        free.put(shutil.copytree(whole, folder / f"copy{n}"))
    outcomes: list[Outcome] = []

    def one(mutant: Mutant) -> None:
        copy = free.get()
        outcomes.append(outcome := tried(mutant, copy, reach))
        free.put(copy)
        print(told(outcome, len(outcomes), sources[mutant.path]), flush=True)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, chosen))
    noticed = sum(o.noticed for o in outcomes)
    share, minutes = noticed / len(outcomes), (time.monotonic() - began) / 60
    print(f"seed {seed}: {noticed} of {len(outcomes)} noticed, {share:.0%}, {minutes:.0f} minutes")
    if page is not None:
        cells = (seed, day, print_of, len(outcomes), noticed, f"{share:.0%}", f"{minutes:.0f} min")
        before = page.read_text("utf-8") if page.exists() else ""
        page.write_text(page_with(before, "| " + " | ".join(map(str, cells)) + " |"), "utf-8")
    return int(share < GOAL)


def main() -> int:
    """The command line."""
    today = int(datetime.now(UTC).strftime("%Y%m%d"))
    parser = argparse.ArgumentParser(prog="python -m bench.mutants", description=__doc__)
    parser.add_argument("--seed", type=int, default=today, help="which sample; the day's date where it isn't given")
    parser.add_argument("--count", type=int, default=60, help="how many mistakes")
    parser.add_argument("--within", default="", help="only in modules whose path matches")
    parser.add_argument("--page", type=Path, help="a page that gets a row for this run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder), asked.seed, asked.count, asked.within, asked.page)


if __name__ == "__main__":
    sys.exit(main())
