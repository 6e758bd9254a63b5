"""A plugin of pytest: notes under whose name coverage counts, and how long each test took.

`bench.reach` loads it while it finds out which tests reach which lines.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest
from coverage import Coverage

TEST, NOTES, SETTINGS = "REACHED_BY", "REACHED_NOTES", "REACHED_SETTINGS"
"""Names in the environment: of the test that runs, of the file for what is noted, of coverage's settings."""


def _forget() -> None:
    """Empty our caches, or only the first test to ask would reach what is cached."""
    for name, module in list(sys.modules.items()):
        if name.startswith("dialogue_tui"):
            for value in list(vars(module).values()):
                if isinstance(value, _lru_cache_wrapper):
                    value.cache_clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Count under the test's name from its first fixture to its last."""
    counting = Coverage.current()
    _forget()
    os.environ[TEST] = item.nodeid
    # A program that the test starts reads the settings itself, and there the name of the test.
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)
    os.environ["COVERAGE_PROCESS_START"] = os.environ[SETTINGS]
    if counting is not None:
        counting.switch_context(item.nodeid)
    try:
        return (yield)
    finally:
        if counting is not None:
            counting.switch_context("")
        del os.environ[TEST]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """One line for each part of a test: its name, its seconds and whether it held."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        with (Path(os.environ[NOTES])).open("a", encoding="utf-8") as notes:
            notes.write(json.dumps([report.nodeid, report.duration, report.outcome]) + "\n")
