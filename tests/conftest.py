"""What holds for every test."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--backwards` runs the last test first: what one leaves behind would trip those before it."""
    parser.addoption("--backwards", action="store_true", help="the last test first")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--backwards"):
        items.reverse()
