"""kill -9 in the middle of writing: every line that was acknowledged is there, none is torn."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from tests.store.counts import Told, few_or, told_in
from tests.store.keeping import damage

from dialogue_tui.store.opening import Store

ROOT = Path(__file__).parents[2]

SCRIBE = """
import sys
from pathlib import Path
from tests.store.keeping import *
from dialogue_tui.store.opening import Store
name, path = sys.argv[1], Path(sys.argv[2])
saver = Store(path, "team").save()
one = session(id=name)
saver.submit(write(added(one), of=name, id=name)).result()
for n in range(1_000_000):
    text = f"{name}-{n}-" + "x" * (n * 37 % 900) + "|"
    saver.submit(write(added(entry(name, text, id=f"{name}-{n}")), of=name, id=f"w{name}-{n}")).result()
    print(n, flush=True)
"""


def _scribe(name: str, path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SCRIBE, name, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )


@few_or(100)
def test_no_acknowledged_line_is_lost(tmp_path: Path, times: int, record_property: Told) -> None:
    told_in(record_property, times, "two writers: no acknowledged line lost, none torn")
    for number in range(times):
        _killed(tmp_path / f"{number}" / "team.db", random.Random(number).randrange(1, 60))


def _killed(path: Path, wanted: int) -> None:
    scribes = {name: _scribe(name, path) for name in ("ana", "ben")}
    acknowledged = {}
    try:
        for scribe in scribes.values():
            assert scribe.stdout is not None
            for _ in range(wanted):
                assert scribe.stdout.readline()
    finally:
        for scribe in scribes.values():
            scribe.kill()
    for name, scribe in scribes.items():
        # A line cut short by the kill was not shown to anybody.
        acknowledged[name] = wanted + scribe.communicate(timeout=30)[0].count("\n")
    assert damage(path) == []
    with Store(path, "team").read() as reading:
        for name, number_of in acknowledged.items():
            found = {e.id: e.text for e in reading.load(name).entries}
            assert {f"{name}-{n}" for n in range(number_of)} <= set(found)
            assert all(text.endswith("|") for text in found.values())
