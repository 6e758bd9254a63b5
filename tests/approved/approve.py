"""What was read and found right, word for word, in files beside the tests that compare it."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

FOLDER = Path(__file__).parent
AGAIN = "APPROVE"


def approved(name: str, text: str) -> None:
    """Fails where `text` is no longer what the file `name` holds; with APPROVE in the environment it is kept anew,
    for somebody to read its difference."""
    path = FOLDER / f"{name}.txt"
    text = "\n".join(line.rstrip() for line in text.split("\n")).rstrip("\n") + "\n"
    if os.environ.get(AGAIN):
        path.write_text(text, "utf-8")
    before = path.read_text("utf-8")
    shown = difflib.unified_diff(before.splitlines(), text.splitlines(), "approved", "now", lineterm="", n=1)
    assert before == text, "\n".join([f"{path.name} says otherwise; {AGAIN}=1 keeps what it is now:", *shown][:60])
