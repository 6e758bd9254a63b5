"""What commands print. Text that people wrote passes a gate on its way out, as it did on its way in."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from dialogue_tui import text

SCHEMA = 1
"""Of everything `--json` prints; grows when a field changes its meaning or goes."""

_LOUD = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def say(*lines: str) -> None:
    """Print lines on standard output, through the gate."""
    for line in lines or ("",):
        sys.stdout.write(text.printable(line) + "\n")


def say_whole(document: str) -> None:
    """Print a document as it is, through the gate."""
    sys.stdout.write(text.printable(document))


def say_pages(pages: Sequence[str]) -> None:
    """Print pages through the gate; a printer gets a form feed between them, a screen an empty line."""
    between = "\n" if sys.stdout.isatty() else "\f"
    sys.stdout.write(between.join(text.printable(page) for page in pages))


def note(line: str) -> None:
    """Tell the person something that is not the answer: on standard error, through the gate."""
    sys.stderr.write(text.printable(line) + "\n")


def say_json(**lists: Any) -> None:
    """Print an object with the schema and these lists. Same values, kept whole: what is loud is escaped."""
    dumped = json.dumps({"schema": SCHEMA, **lists}, ensure_ascii=False, indent=2)
    sys.stdout.write(_LOUD.sub(lambda found: f"\\u{ord(found[0]):04x}", dumped) + "\n")


def say_table(rows: Sequence[Sequence[str]], head: Sequence[str] = ()) -> None:
    """Print rows in columns as wide as their widest cell; the last one runs on."""
    lines = [[" ".join(text.printable(cell).split()) for cell in row] for row in ([head, *rows] if head else rows)]
    widths = [max(text.width(cell) for cell in column) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell + " " * (width - text.width(cell)) for cell, width in zip(line, widths, strict=True))
        sys.stdout.write("  ".join(cells).rstrip() + "\n")


def say_pairs(pairs: Mapping[str, str]) -> None:
    """Print names and values, one pair a line."""
    say_table([(name, value) for name, value in pairs.items()])
