"""How long a line takes from Enter until it is safe, beside the least that SQLite needs to make anything safe."""

from __future__ import annotations

import sqlite3
import statistics
import time
from pathlib import Path
from random import Random

from bench.filling import fill
from bench.result import Result

from dialogue_tui.facilitation.beginning import take_up
from dialogue_tui.facilitation.clock import SystemClock
from dialogue_tui.store.opening import Store

LINES = 2_000
TEXT = "A technician rings me to tell me what she fixed without us, and I have time to ask how."


def results(folder: Path) -> list[Result]:
    """Median and 99th percentile; no budget is set for them."""
    path = folder / "saving" / "team.db"
    fill(path, 1, 50)
    ours, bare = _in_turn(path, folder / "bare.db")
    return [
        Result("Enter to committed, median", statistics.median(ours), statistics.median(bare), "bare commit"),
        Result("Enter to committed, p99", _p99(ours), _p99(bare), "bare commit"),
    ]


def _in_turn(path: Path, beside: Path) -> tuple[list[float], list[float]]:
    """The milliseconds of lines and of bare commits, by turns so that both meet the same disk."""
    reading, saver, connection = Store(path, "team").read(), Store(path, "team").save(), _bare(beside)
    taken: tuple[list[float], list[float]] = ([], [])
    try:
        session = reading.find("last").id
        engine = take_up(reading, saver, session, clock=SystemClock(), random=Random(1), process="bench")
        for number in range(LINES):
            line = f"{TEXT} {number}"
            begun = time.perf_counter()
            engine.say(line).wait()
            said = time.perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO line (text) VALUES (?)", (line,))
            connection.execute("COMMIT")
            taken[0].append((said - begun) * 1000)
            taken[1].append((time.perf_counter() - said) * 1000)
    finally:
        saver.close()
        reading.close()
        connection.close()
    return taken[0][10:], taken[1][10:]


def _bare(path: Path) -> sqlite3.Connection:
    """The least that is as safe: a log of writes, flushed at every commit."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("PRAGMA synchronous = full")
    connection.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, text TEXT)")
    return connection


def _p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98]
