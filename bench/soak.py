"""Turns the results of the soak tests into docs/reliability.md: what was done, how often, and what it showed.

A soak test says so itself: `record_property("times", 100)` and `record_property("shows", "no line lost")`.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from bench.machine import told

HEAD = """\
# Reliability

What `make soak` did, how often, and what came of it. `make test` does the same with smaller counts.

"""


def outcome(case: ElementTree.Element) -> str:
    """How a test ended, in one word."""
    for tag, word in (("failure", "FAILED"), ("error", "FAILED"), ("skipped", "skipped")):
        if case.find(tag) is not None:
            return word
    return "held"


def row(case: ElementTree.Element) -> str:
    """One test as a row of the table."""
    said = {p.get("name"): p.get("value") or "" for p in case.iter("property")}
    words, _, given = (case.get("name") or "").removeprefix("test_").replace("_", " ").partition("[")
    # A count that pytest put into the name stands in a column of its own.
    means = [g for g in given.rstrip("]").split("-") if not re.sub("[ .]", "", g).isdigit()]
    name = ": ".join([words, *means])
    cells = (
        name,
        said.get("times", "1"),
        said.get("shows", ""),
        outcome(case),
        f"{float(case.get('time') or 0):.0f} s",
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def main(results: Path, page: Path) -> None:
    """Write the page from pytest's results."""
    cases = sorted(ElementTree.parse(results).getroot().iter("testcase"), key=lambda c: c.get("name") or "")
    if not cases:
        sys.exit("No soak test ran; the page stays as it was.")
    table = [
        "| what | times | must show | outcome | took |",
        "|:--|--:|:--|:--|--:|",
        *(row(case) for case in cases),
    ]
    where = f"{told()}, SQLite {sqlite3.sqlite_version}, {datetime.now(UTC).date()}."
    page.write_text(HEAD + where + "\n\n" + "\n".join(table) + "\n", "utf-8")
    print("\n".join(table))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
