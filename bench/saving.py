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
from dialogue_tui.store.reading import Reading
from dialogue_tui.store.saver import Saver

LINES = 500
TEXT = "A technician rings me to tell me what she fixed without us, and I have time to ask how."


def results(folder: Path) -> list[Result]:
    """Median and 99th percentile; no budget is set for them."""
    path = folder / "saving" / "team.db"
    fill(path, 1, 50)
    ours, bare = _ours(path), _bare(folder / "bare.db")
    return [
        Result("Enter to committed, median", statistics.median(ours), statistics.median(bare), "bare commit"),
        Result("Enter to committed, p99", _p99(ours), _p99(bare), "bare commit"),
    ]


def _ours(path: Path) -> list[float]:
    reading, saver = Reading(path), Saver(path, "team")
    try:
        session = reading.find("last").id
        engine = take_up(reading, saver, session, clock=SystemClock(), random=Random(1), process="bench")
        times = []
        for number in range(LINES):
            begun = time.perf_counter()
            engine.say(f"{TEXT} {number}").wait()
            times.append((time.perf_counter() - begun) * 1000)
    finally:
        saver.close()
        reading.close()
    return times[10:]


def _bare(path: Path) -> list[float]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("PRAGMA synchronous = full")
    connection.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, text TEXT)")
    times = []
    for number in range(LINES):
        begun = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO line (text) VALUES (?)", (f"{TEXT} {number}",))
        connection.execute("COMMIT")
        times.append((time.perf_counter() - begun) * 1000)
    connection.close()
    return times[10:]


def _p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98]
