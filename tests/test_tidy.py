"""What has no place in the repository, and rooms that have grown too large."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from bench.reach import tree

ROOT = Path(__file__).parents[1]
LONGEST_MODULE, LONGEST_FUNCTION = 400, 60

# Written in pieces, so that this file names no host and no folder itself.
HOSTS = re.compile(
    "|".join((r"py" r"pi\.org", r"python" r"hosted\.", r"npm" r"js\.", r"deb\." r"debian", r"index[-_]" r"url"))
)
MACHINE = re.compile(r"(?<![\w.~/-])/(?:root|home/\w+|Users/\w+|work/\w)")
LOCKS = {"uv.lock", "poetry.lock", "Pipfile.lock", "pdm.lock", "package-lock.json"}
WRITTEN = {".py", ".md", ".toml", ".tcss", ".json", ".yml", ".yaml", ".cfg", ".txt", ".csv", ""}


@cache
def files() -> list[Path]:
    return [ROOT / path for path in tree()]


def written() -> list[tuple[str, str]]:
    return [(str(p.relative_to(ROOT)), p.read_text("utf-8")) for p in files() if p.suffix in WRITTEN]


def python() -> list[tuple[str, str]]:
    found = [(name, text) for name, text in written() if name.endswith(".py")]
    assert len(found) > 30
    return found


@pytest.mark.parametrize("what", [HOSTS, MACHINE], ids=["registry host", "machine path"])
def test_no_file_names_a(what: re.Pattern[str]) -> None:
    others = [(name, text) for name, text in written() if name != "tests/test_tidy.py"]
    assert [f"{name}: {match[0]}" for name, text in others if (match := what.search(text))] == []


def test_the_patterns_would_find_them() -> None:
    assert HOSTS.search("https://" + "py" + "pi.org/simple")
    assert MACHINE.search("open('" + "/wo" + "rk/main')")
    assert MACHINE.search("/ro" + "ot/.venv")
    assert not MACHINE.search("see src/work/main.py")


def test_no_lock_files() -> None:
    assert [p.name for p in files() if p.name in LOCKS] == []


def test_modules_have_one_use() -> None:
    assert [(name, n) for name, text in python() if (n := text.count("\n")) > LONGEST_MODULE] == []


def test_functions_have_one_use() -> None:
    long = [
        (name, node.name, length)
        for name, text in python()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert long == []


def test_text_files_end_with_a_newline() -> None:
    assert [name for name, text in written() if text and not text.endswith("\n")] == []
