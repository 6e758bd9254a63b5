"""Sessions that end in a test write their documents; never into the folder the tests were started from."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own to stand in."""
    monkeypatch.chdir(tmp_path)
