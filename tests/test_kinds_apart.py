"""General code knows no kind, no step and no protocol by its name: what it has to know of them, they declare."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from dialogue_tui.activities.kinds import KINDS
from dialogue_tui.protocols import library

SOURCE = Path(__file__).parents[1] / "src" / "dialogue_tui"
OF_KINDS = {type(kind).__module__ for kind in KINDS.values()}
THEIR_OWN = {SOURCE / "activities" / f"{name.rpartition('.')[2]}.py" for name in OF_KINDS}
REGISTRY = SOURCE / "activities" / "kinds.py"
OTHER_WORDS = {
    ("release", "store"): "what it keeps of a line that was released",
    ("release", "screens"): "a verb",
    ("release", "widgets"): "a verb",
    ("threads", "exchange"): "a table",
    ("form", "exchange"): "the form of a protocol",
    ("form", "cli"): "the form of a protocol",
    ("form", "screens"): "the form of a protocol",
    ("draft", "history"): "what a document is until it was checked",
}
"""Names of kinds that mean something else, by the folder where they do."""


def general() -> list[Path]:
    """Every module that isn't a kind's own, nor the protocols and the invented team that come with the program."""
    data = (SOURCE / "protocols" / "built_in", SOURCE / "demo")
    return [p for p in SOURCE.rglob("*.py") if p not in THEIR_OWN and not any(d in p.parents for d in data)]


def literals(tree: ast.AST) -> Iterator[str]:
    """Its strings, without docstrings."""
    prose = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def found_in(path: Path, code: str) -> list[str]:
    """What of this code knows a kind, a step or a protocol by name."""
    tree = ast.parse(code)
    folder = path.relative_to(SOURCE).parts[0]
    protocols = [library.find(each.name) for each in library.listed()]
    steps = re.compile("|".join(rf"\b{re.escape(step.id)}\b" for p in protocols for step in p.steps))
    names = {p.name for p in protocols} | {kind for kind in KINDS if (kind, folder) not in OTHER_WORDS}
    found = [word for word in literals(tree) if word in names or steps.search(word)]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and path != REGISTRY:
            module = node.module if not node.level else f"dialogue_tui.activities.{node.module}"
            found += [f"import {module}"] if module in OF_KINDS else []
        elif isinstance(node, ast.Attribute) and node.attr == "kind":
            of = node.value.attr if isinstance(node.value, ast.Attribute) else ast.unparse(node.value)
            found += [ast.unparse(node)] if of in ("part", "activity") else []
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "getattr":
            found += [ast.unparse(node)] if "sett" in ast.unparse(node.args[0]) else []
    return found


def test_general_code_knows_no_kind_no_step_and_no_protocol_by_name() -> None:
    assert len(THEIR_OWN) == len(KINDS)
    assert len(general()) > 100
    found = {str(p.relative_to(SOURCE)): found_in(p, p.read_text("utf-8")) for p in general()}
    assert {name: known for name, known in found.items() if known} == {}


def test_every_other_word_is_still_one() -> None:
    said = {
        (word, p.relative_to(SOURCE).parts[0])
        for p in general()
        for word in literals(ast.parse(p.read_text("utf-8")))
    }
    assert set(OTHER_WORDS) - said == set()


def test_whatever_knows_one_is_found() -> None:
    knows = '''
"""A docstring may speak of atr.share and sort."""
from dialogue_tui.activities.sort import Sort
if place.part.kind == other or activity.kind in some:
    at = key.startswith("atr.share")
NUMBERED = frozenset({"sort", "draft"})
many = getattr(place.part.settled, "many", False)
first = "dialogue-circle"
'''
    assert sorted(found_in(SOURCE / "facilitation" / "x.py", knows)) == [
        "activity.kind",
        "atr.share",
        "dialogue-circle",
        "draft",
        "getattr(place.part.settled, 'many', False)",
        "import dialogue_tui.activities.sort",
        "place.part.kind",
        "sort",
    ]
    assert found_in(SOURCE / "activities" / "shown.py", "from .sort import BELONGS") != []
    assert found_in(SOURCE / "store" / "x.py", 'table = "release"') == []
