"""How long a command takes to answer and how much work that is, beside jrnl in an environment of its own."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from random import Random

from bench.result import Result

from dialogue_tui.demo.fill import fill
from dialogue_tui.store.where import DataFolder

DIALOGUE = Path(sys.executable).with_name("dialogue")
ENVIRONMENTS = Path(__file__).with_name(".envs")
TIMES = 21


def results(folder: Path) -> list[Result]:
    """What is asked all the time, each beside `jrnl --version`: until it answers, and in seconds of a processor.

    What looks into a store looks into the invented team's.
    """
    store, theirs = folder / "commands", [str(peer("jrnl")), "--version"]
    fill(DataFolder(store), date(2026, 11, 24), Random(4))
    found = []
    for words in ("--version", "--help"):
        found.append(
            Result(f"`dialogue {words}`", *in_turn([str(DIALOGUE), words], theirs), "`jrnl --version`", 1.0)
        )
    for words, most in (("where", 1.0), ("sessions", 1.0), ("people", 1.0), ("show last", None)):
        ours = [str(DIALOGUE), "--data", str(store), *words.split()]
        spent = in_turn(ours, theirs, clock=processor)
        found.append(Result(f"`dialogue {words}`, processor", *spent, "`jrnl --version`", most))
    return found


def peer(name: str) -> Path:
    """The command of that name, installed beside nothing else."""
    home = ENVIRONMENTS / name
    command = home / "bin" / name
    if not command.exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        subprocess.run([str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", name], check=True)
    return command


def processor() -> float:
    """Seconds of a processor that the programs run from here have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def in_turn(
    ours: Sequence[str], theirs: Sequence[str], clock: Callable[[], float] = time.perf_counter
) -> tuple[float, float]:
    """The median milliseconds of two commands, run by turns so that both meet the same machine."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(TIMES):
        for words, times in zip((ours, theirs), taken, strict=True):
            begun = clock()
            subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            times.append((clock() - begun) * 1000)
    # The first of each warms the disk.
    return statistics.median(taken[0][1:]), statistics.median(taken[1][1:])
