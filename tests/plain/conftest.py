"""Every test has a desk of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.plain.desk import Desk

from dialogue_tui.store.where import DataFolder


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(DataFolder(tmp_path / "data"))
    yield made
    for door in made.opened:
        door.close()
