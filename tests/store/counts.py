"""How often a hazard is met: a few times in every run, its full count in a soak."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

Told = Callable[[str, object], None]


def told_in(record_property: Told, times: int, shows: str) -> None:
    """What a soak did how often, and what it shows where it passes, for the table of docs/reliability.md."""
    record_property("times", times)
    record_property("shows", shows)


def few_or(full: int, few: int = 2) -> pytest.MarkDecorator:
    """The test's `times`: few, and the full count (or SOAK from the environment) where soaks are run."""
    soak = pytest.param(int(os.environ.get("SOAK", full)), marks=pytest.mark.soak)
    return pytest.mark.parametrize("times", [few, soak])
