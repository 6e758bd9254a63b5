"""How long a command takes to answer, beside jrnl in an environment of its own."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.result import Result

DIALOGUE = Path(sys.executable).with_name("dialogue")
ENVIRONMENTS = Path(__file__).with_name(".envs")
TIMES = 21


def results() -> list[Result]:
    """What is asked all the time, each beside `jrnl --version`."""
    jrnl = peer("jrnl")
    found = []
    for word in ("--version", "--help", "where", "sessions"):
        ours, theirs = in_turn([str(DIALOGUE), word], [str(jrnl), "--version"])
        found.append(Result(f"`dialogue {word}`", ours, theirs, "`jrnl --version`", 1.0))
    return found


def peer(name: str) -> Path:
    """The command of that name, installed beside nothing else."""
    home = ENVIRONMENTS / name
    command = home / "bin" / name
    if not command.exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        subprocess.run([str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", name], check=True)
    return command


def in_turn(ours: Sequence[str], theirs: Sequence[str]) -> tuple[float, float]:
    """The median milliseconds of two commands, run by turns so that both meet the same machine."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(TIMES):
        for words, times in zip((ours, theirs), taken, strict=True):
            begun = time.perf_counter()
            subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            times.append((time.perf_counter() - begun) * 1000)
    # The first of each warms the disk.
    return statistics.median(taken[0][1:]), statistics.median(taken[1][1:])
