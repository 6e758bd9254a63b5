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


WHAT = {
    "a backup of a store in use is whole": "a backup made while people type",
    "a crash report has no words": "a crash in the middle of a meeting",
    "a program that comes and goes takes nothing with it": "other commands on the store of a running room",
    "a quota is used up": "the disk quota is used up",
    "another program holds the lock": "another program keeps the store locked",
    "as titles and names": "hostile texts as titles and team names",
    "each sees the lines of the other": "two rooms on one store",
    "flipped bits are noticed or change nothing": "single bits of the file flipped",
    "in plain lines": "hostile texts in plain lines",
    "kill 9 while lines are typed": "`kill -9` in the middle of scribing",
    "killed half way nothing happened": "killed while an older store is upgraded",
    "looked for at home": "hostile texts looked for at Home",
    "made anonymous afterwards": "a line made anonymous after it was said",
    "no acknowledged line is lost": "`kill -9` while two programs write at once",
    "pasted into the room": "hostile texts on the room's screen",
    "slips": "anonymous slips, before and after the reveal",
    "the disk is full": "the disk runs full",
    "the file is deleted": "the store's file is deleted during a session",
    "the folder is deleted": "the store's folder is deleted during a session",
    "the folder is read only": "the folder becomes read-only during a session",
    "two at once upgrade once": "two programs open an older store at once",
    "typed into the air at a private part": "typing while a private part is on the wall",
    "what was said reads as typed": "hostile texts where a history is read",
    "written alone": "a solo session beside the team's store",
}
"""What a test does, for people who don't read tests, by its name; without words here the name stands for itself."""


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
    name = ": ".join([WHAT.get(words, words), *means])
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
        *sorted(row(case) for case in cases),
    ]
    where = f"{told()}, SQLite {sqlite3.sqlite_version}, {datetime.now(UTC).date()}."
    page.write_text(HEAD + where + "\n\n" + "\n".join(table) + "\n", "utf-8")
    print("\n".join(table))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
