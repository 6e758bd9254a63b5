"""Measures the speed budgets in one run, each beside its peer, and writes docs/performance.md.

`python -m bench.run [commands|screens|saving|histories …]` measures some of them and prints without writing.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench import commands, histories, saving, screens
from bench.machine import told
from bench.result import Result, table

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
TEXT = """\
# Performance

Ratios of what `dialogue` takes to what a peer takes, measured side by side in one run (`make bench`). Peers are
installed in environments of their own. Times are medians unless it says otherwise; where something is drawn, it is
in a real terminal of 80×24, from the start of the program or from the key until the letters come out. A line is
safe once the disk has it, and ours takes one to two milliseconds more: the faster the disk, the larger the ratio.

{table}

{machine}, textual {textual}, {date}.
"""
GROUPS = {
    "commands": commands.results,
    "screens": screens.results,
    "saving": saving.results,
    "histories": histories.results,
}


def main(wanted: list[str]) -> int:
    """Measure, print, and when everything was measured write the page. 1 where a budget was not kept."""
    unknown = [name for name in wanted if name not in GROUPS]
    if unknown:
        print(f"There is no group {unknown[0]}; there are {', '.join(GROUPS)}.", file=sys.stderr)
        return 2
    # As it is installed: what was imported once is kept compiled, ours as well as the peers'.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in wanted or GROUPS:
            print(f"measuring {name} …", file=sys.stderr)
            results += GROUPS[name](Path(folder))
    print(table(results))
    if not wanted:
        today = datetime.now(UTC).date()
        page = TEXT.format(table=table(results), machine=told(), textual=version("textual"), date=today)
        PAGE.write_text(page, "utf-8")
    return 0 if all(result.held for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
