"""Which tests reach which lines of a tree: found out once by running them all in a copy, then kept."""

from __future__ import annotations

import ast
import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from bench.counting import NOTES, SETTINGS, TEST
from coverage import CoverageData

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "build" / "mutants"
SOURCE = Path("src", "dialogue_tui")
COUNTED = """\
[run]
source = dialogue_tui
data_file = {data}
parallel = true
context = ${{{test}-}}
patch = subprocess, _exit
sigterm = true
"""


def tree() -> list[Path]:
    """What git keeps or would keep; without git, everything that was not made here."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    with contextlib.suppress(OSError):
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        if not listed.returncode:
            return sorted({Path(n) for n in listed.stdout.decode().split("\0") if n and (ROOT / n).is_file()})
    made = {"build", "dist", "__pycache__"}
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return sorted(p for p in found if not any(w in made or w[0] == "." or ".egg-" in w for w in p.parts))


def copied(to: Path) -> Path:
    """A copy of the tree, compiled so that a changed module is never taken for the one before it."""
    for path in tree():
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, to / path)
    compiling = [sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "checked-hash", "src"]
    subprocess.run(compiling, cwd=to, check=True)
    return to


def modules(copy: Path) -> dict[str, bytes]:
    """The program's modules by their paths in the tree."""
    return {str(p.relative_to(copy)): p.read_bytes() for p in sorted((copy / SOURCE).rglob("*.py"))}


def fingerprint(copy: Path) -> str:
    """The same for the same program and tests."""
    told = hashlib.sha256()
    for path in sorted(p for folder in ("src", "tests") for p in (copy / folder).rglob("*") if p.is_file()):
        if path.suffix != ".pyc":
            told.update(str(path.relative_to(copy)).encode() + b"\0" + path.read_bytes() + b"\0")
    return told.hexdigest()[:10]


def surroundings(copy: Path) -> dict[str, str]:
    """Those of a run in a copy: its own program first on the path, a home of its own."""
    home = copy.with_name(copy.name + "-home")
    home.mkdir(exist_ok=True)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "DIALOGUE_"))}
    return kept | {"PYTHONPATH": str(copy / "src"), "HOME": str(home)}


class Reach:
    """Which tests reach which lines of a copy, and the `seconds` each takes; those that don't pass are left out."""

    def __init__(self, copy: Path, at_once: int) -> None:
        kept = KEPT / fingerprint(copy)
        if not (kept / "whole").exists():
            _find_out(copy, kept, at_once)
        self._data = CoverageData(str(kept / "coverage"))
        self._data.read()
        self._measured = {str(SOURCE / p.partition("/dialogue_tui/")[2]): p for p in self._data.measured_files()}
        self._modules = modules(copy)
        self.seconds: dict[str, float] = defaultdict(float)
        failed = set[str]()
        for line in (kept / "notes.jsonl").read_text("utf-8").splitlines():
            test, took, outcome = json.loads(line)
            self.seconds[test] += took
            if outcome != "passed":
                failed.add(test)
        for test in failed:
            del self.seconds[test]

    def tests(self, path: str, line: int) -> list[str]:
        """Those that reach a line, the quickest first.

        A line that only goes on with a statement stands for it. What stands outside functions runs once, whichever
        test comes first; so all that reach the module, or one that imports it, stand for it. For what stands in a
        function's head, those that reach its body.
        """
        by_line = self._by_line(path)
        statement, function = _around(self._modules[path], line)
        lines = [[line], _own_lines(statement)]
        if function is not None and line < function.body[0].lineno:
            lines = [range(function.lineno, (function.end_lineno or line) + 1)]
        found = next((f for these in lines if (f := _all(by_line.get(n, set()) for n in these))), set[str]())
        if function is None or (not found and line in by_line):
            found = _all(_all(self._by_line(p).values()) for p in {path, *self._importers(path)})
        return sorted(found, key=lambda test: (self.seconds[test], test))

    def _by_line(self, path: str) -> dict[int, set[str]]:
        measured = self._measured.get(path)
        found = self._data.contexts_by_lineno(measured) if measured else {}
        return {n: {c.strip("|") for c in contexts} & self.seconds.keys() for n, contexts in found.items()}

    def _importers(self, path: str) -> set[str]:
        """The modules in whose imports a module's name stands."""
        name = Path(path).stem if Path(path).stem != "__init__" else Path(path).parent.name
        words = re.compile(rf"^\s*(from|import)\b.*\b{name}\b|^\s*{name},$".encode(), re.MULTILINE)
        return {other for other, source in self._modules.items() if words.search(source)}


def _all(found: Iterable[set[str]]) -> set[str]:
    return set[str]().union(*found)


Function = ast.FunctionDef | ast.AsyncFunctionDef


def _around(source: bytes, line: int) -> tuple[ast.stmt, Function | None]:
    """The closest statement and the closest function around a line."""
    around = [
        n
        for n in ast.walk(ast.parse(source))
        if isinstance(n, ast.stmt) and n.lineno <= line <= (n.end_lineno or 0)
    ]
    functions = [n for n in around if isinstance(n, Function)]
    return around[-1], functions[-1] if functions else None  # the walk goes inwards


def _own_lines(statement: ast.stmt) -> range:
    """Without those of the statements inside it."""
    inside = [n.lineno for n in ast.walk(statement) if isinstance(n, ast.stmt) and n is not statement]
    return range(statement.lineno, min([*inside, (statement.end_lineno or statement.lineno) + 1]))


def _find_out(copy: Path, kept: Path, at_once: int) -> None:
    """Run every test that is not a soak, and keep what coverage counted and what the plugin noted."""
    print("Which tests reach which lines is found out first; this takes some minutes.", flush=True)
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    settings = copy.with_name(copy.name + ".ini")
    settings.write_text(COUNTED.format(data=kept / "coverage", test=TEST), "utf-8")
    coverage = [sys.executable, "-m", "coverage"]
    counted = [*coverage, "run", f"--rcfile={settings}", "-m", "pytest", "-n", str(at_once)]
    env = surroundings(copy) | {NOTES: str(kept / "notes.jsonl"), SETTINGS: str(settings)}
    env["PYTHONPATH"] += os.pathsep + str(copy)
    with (kept / "pytest.txt").open("w") as said:
        command = [*counted, "-m", "not soak", "-p", "bench.counting", "-p", "no:cacheprovider"]
        subprocess.run(command, cwd=copy, env=env, stdout=said, stderr=said, check=False)
    subprocess.run([*coverage, "combine", "-q", f"--rcfile={settings}"], cwd=copy, check=True)
    (kept / "whole").touch()
