"""How long a large session's learning history takes, and whether other sessions cost memory."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

from bench.filling import fill
from bench.result import Result

TELL = """
import json, resource, sys, time
from pathlib import Path
from dialogue_tui.store.opening import Store
from dialogue_tui import documents
from dialogue_tui.history.render import render
from dialogue_tui.store.reading import Reading
begun = time.perf_counter()
with Store(Path(sys.argv[1]), "team").read() as store:
    found = documents.source(store, store.find("last").id)
text = render(documents.tale_of(found))
took = (time.perf_counter() - begun) * 1000
assert text.count("technician") > 1000
print(json.dumps([took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
TIMES = 5


def results(folder: Path) -> list[Result]:
    """A history of 5,000 lines: its time, and its memory among 10 and among 2,000 other sessions."""
    few, many = folder / "few" / "team.db", folder / "many" / "team.db"
    fill(few, 11, 20, newest=5_000)
    fill(many, 2_001, 20, newest=5_000)
    told, among = _told(few), _told(many)
    return [
        Result("learning history of 5,000 lines", among[0], None, "", 1_000),
        Result("its memory, among 2,000 sessions", among[1], told[1], "among 10", 1.1, "MB"),
    ]


def _told(path: Path) -> tuple[float, float]:
    runs = [
        json.loads(subprocess.run([sys.executable, "-c", TELL, str(path)], check=True, capture_output=True).stdout)
        for _ in range(TIMES)
    ]
    return statistics.median(run[0] for run in runs), statistics.median(run[1] for run in runs)
