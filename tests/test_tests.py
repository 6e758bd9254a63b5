"""What tests owe their readers: each asserts something that could be otherwise, and none leans on another."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent
RAISING = {"raises", "warns", "fail"}
"""What asserts with pytest's words."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def trees() -> dict[str, ast.Module]:
    found = {str(p.relative_to(TESTS)): ast.parse(p.read_text("utf-8")) for p in TESTS.rglob("*.py")}
    assert len(found) > 50
    return found


def functions(tree: ast.Module) -> Iterator[Function]:
    yield from (node for node in ast.walk(tree) if isinstance(node, Function))


def called(node: ast.AST) -> set[str]:
    """The last words of what is called in it."""
    words = [n.func for n in ast.walk(node) if isinstance(n, ast.Call)]
    named = {w.id for w in words if isinstance(w, ast.Name)}
    return named | {w.attr for w in words if isinstance(w, ast.Attribute)}


def fails(node: ast.AST) -> bool:
    """Whether something in it can fail on purpose."""
    return any(isinstance(n, ast.Assert | ast.Raise) for n in ast.walk(node)) or bool(called(node) & RAISING)


def asserting() -> set[str]:
    """The names of all functions in these folders that assert, or call one that does."""
    made = [f for tree in trees().values() for f in functions(tree)]
    found = {f.name for f in made if fails(f)}
    while more := {f.name for f in made if f.name not in found and called(f) & found}:
        found |= more
    return found


def cases() -> list[tuple[str, Function]]:
    return [
        (f"{path}::{f.name}", f)
        for path, tree in trees().items()
        for f in functions(tree)
        if Path(path).name.startswith("test_") and f.name.startswith("test_")
    ]


def test_every_test_asserts_something() -> None:
    helping = asserting() - {f.name for _, f in cases()}
    assert [name for name, f in cases() if not fails(f) and not called(f) & helping] == []


def test_no_assertion_is_of_something_that_is_always_so() -> None:
    always = (ast.Constant, ast.Tuple, ast.JoinedStr, ast.Lambda)
    asserts = ((name, n) for name, f in cases() for n in ast.walk(f) if isinstance(n, ast.Assert))
    assert [(name, n.lineno) for name, n in asserts if isinstance(n.test, always)] == []


def test_a_test_imports_nothing_from_another() -> None:
    imported = [
        (path, module)
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])
        if module.rpartition(".")[2].startswith("test_")
    ]
    assert imported == []


def test_no_test_hides_another_of_its_name() -> None:
    for path, tree in trees().items():
        names = [n.name for n in tree.body if isinstance(n, Function)]
        assert (path, sorted(n for n in set(names) if names.count(n) > 1)) == (path, [])
