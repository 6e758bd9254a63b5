"""Small mistakes that could be made in a module, one at a time; what can't change behaviour is left out by rule."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

FLIPPED = {
    "==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "in": "not in", "not in": "in",
    "is": "is not", "is not": "is", "and": "or", "or": "and", "+": "-", "-": "+", "*": "//", "//": "*", "/": "*",
    "%": "*", "|": "&", "&": "|",
}  # fmt: skip
SWAPPED = {
    "any": "all",
    "all": "any",
    "min": "max",
    "max": "min",
    "startswith": "endswith",
    "endswith": "startswith",
}
_OPERATOR = re.compile(r"not\s+in|is\s+not|\bin\b|\bis\b|\band\b|\bor\b|[=!<>]=|//|[<>+*/%|&-]")

_CALLED = re.compile(r"[\w.:/#@-]+")
"""What something is called inside the program, rather than shown."""

UNSEEN_NAMES = {
    "__slots__", "__all__", "CSS", "DEFAULT_CSS", "cursor_blink", "highlight_cursor_line", "match_cursor_bracket",
}  # fmt: skip
"""What is assigned to these is a declaration or a look."""
UNSEEN_KEYWORDS = {"strict", "daemon", "timeout", "maxsize", "description", "encoding", "errors", "thread", "delay"}
"""Arguments that only tune, or guard against what can't be."""
UNSEEN_CALLS = {"cast", "TypeVar", "NewType", "Thread", "getLogger"}
UNSEEN_REMOVED = {"close", "debug", "info", "warning"}
"""Calls that may be missing without a trace: the interpreter closes too, and nobody reads a log."""
MISUSE = {"AssertionError", "NotImplementedError", "TypeError", "RuntimeError"}
"""Errors that tell a programmer, not a person, what went wrong."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake: the bytes from `start` to `end` of a module become `new`; `what` is its kind."""

    path: str
    line: int
    start: int
    end: int
    new: str
    what: str

    def applied(self, source: bytes) -> bytes:
        """The module with the mistake in it."""
        return source[: self.start] + self.new.encode() + source[self.end :]

    def diff(self, source: bytes) -> str:
        """The lines that differ, as `diff` shows them, without its head."""
        before, after = (text.decode().splitlines() for text in (source, self.applied(source)))
        shown = difflib.unified_diff(before, after, n=0, lineterm="")
        return "\n".join(line for line in shown if not line.startswith(("---", "+++", "@@")))


def mutants(path: str, source: bytes) -> list[Mutant]:
    """Every mistake there is to make in a module."""
    found = _Finder(path, source)
    found.visit(ast.parse(source))
    return list(dict.fromkeys(found.found))


def differs(mutant: Mutant, source: bytes) -> bool:
    """Whether the module still compiles and means something else."""
    try:
        return ast.dump(ast.parse(mutant.applied(source))) != ast.dump(ast.parse(source))
    except SyntaxError:
        return False


def _name(node: ast.expr) -> str:
    """The last word of what is called or raised."""
    if isinstance(node, ast.Call):
        return _name(node.func)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


class _Finder(ast.NodeVisitor):
    """Walks a module and notes what could be changed."""

    def __init__(self, path: str, source: bytes) -> None:
        self.path, self.source = path, source
        self.found: list[Mutant] = []
        self._begins = [0]
        for line in source.splitlines(keepends=True):
            self._begins.append(self._begins[-1] + len(line))
        self._inside = 0
        """In how many functions the walk is."""

    def _span(self, node: ast.AST) -> tuple[int, int]:
        assert isinstance(node, ast.expr | ast.stmt)
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return (
            self._begins[node.lineno - 1] + node.col_offset,
            self._begins[node.end_lineno - 1] + node.end_col_offset,
        )

    def _add(self, start: int, end: int, new: str, what: str) -> None:
        line = self.source.count(b"\n", 0, start) + 1
        self.found.append(Mutant(self.path, line, start, end, new, what))

    def _replace(self, node: ast.AST, new: str, what: str) -> None:
        self._add(*self._span(node), new, what)

    def _flip(self, left: ast.expr, right: ast.expr, what: str) -> None:
        """The operator between two operands, turned round."""
        start, end = self._span(left)[1], self._span(right)[0]
        if operator := _OPERATOR.search(self.source[start:end].decode()):
            word = " ".join(operator[0].split())
            if word in FLIPPED:
                self._add(start + operator.start(), start + operator.end(), FLIPPED[word], what)

    def _force(self, test: ast.expr, *to: str) -> None:
        if not any(isinstance(n, ast.NamedExpr) for n in ast.walk(test)):
            for word in to:
                self._replace(test, word, "condition forced")

    # What is left out.

    def visit_Import(self, node: ast.Import) -> None:
        """Nothing."""

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """Nothing."""

    def visit_Assert(self, node: ast.Assert) -> None:
        """For whoever checks types."""

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """As a whole, and what it fills in; its own pieces have no place of their own."""
        self._replace(node, '""', "string emptied")

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Without its bases; interfaces not at all."""
        if not any(_name(base) == "Protocol" for base in node.bases):
            for inner in node.body:
                self.visit(inner)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Without decorators and types."""
        if node.name == "__repr__":
            return
        self._inside += 1
        for inner in [*node.args.defaults, *(d for d in node.args.kw_defaults if d), *node.body]:
            self.visit(inner)
        self._inside -= 1

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """Its value alone."""
        if node.value is not None and _name(node.target) not in UNSEEN_NAMES:
            self.visit(node.value)

    def visit_Raise(self, node: ast.Raise) -> None:
        """Left out, and in what it says to people."""
        self._replace(node, "pass", "statement removed")
        if node.exc is not None and _name(node.exc) not in MISUSE:
            self.visit(node.exc)

    # Statements.

    def visit_Assign(self, node: ast.Assign) -> None:
        """Attributes and items may be forgotten; a type's own name may not."""
        if any(_name(target) in UNSEEN_NAMES for target in node.targets):
            return
        if all(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets):
            self._replace(node, "pass", "statement removed")
        alias = not self._inside and isinstance(node.value, ast.BinOp) and isinstance(node.value.op, ast.BitOr)
        if not alias:
            self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """Forgotten."""
        self._replace(node, "pass", "statement removed")
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        """A call forgotten; docstrings stand."""
        if isinstance(node.value, ast.Constant):
            return
        inner = node.value.value if isinstance(node.value, ast.Await) else node.value
        call = isinstance(inner, ast.Call)
        if (call and _name(inner) not in UNSEEN_REMOVED) or isinstance(inner, ast.Yield | ast.YieldFrom):
            self._replace(node, "pass", "statement removed")
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        """Nothing is returned; or an early end is passed over."""
        if node.value is None:
            self._replace(node, "pass", "statement removed")
        elif not isinstance(node.value, ast.Constant) or node.value.value not in (None, False):
            self._replace(node.value, "None", "nothing returned")
        self.generic_visit(node)

    def visit_Continue(self, node: ast.Continue) -> None:
        """Forgotten."""
        self._replace(node, "pass", "statement removed")

    visit_Break = visit_Continue

    def visit_If(self, node: ast.If) -> None:
        """Always or never."""
        words = ast.unparse(node.test)
        if words == "TYPE_CHECKING" or "__name__" in words:
            return
        self._force(node.test, "True", "False")
        self.generic_visit(node)

    def visit_While(self, node: ast.While) -> None:
        """Never."""
        self._force(node.test, "False")
        self.generic_visit(node)

    # Expressions.

    def visit_IfExp(self, node: ast.IfExp) -> None:
        """Always or never."""
        self._force(node.test, "True", "False")
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        """Without what it leaves out."""
        for test in node.ifs:
            self._force(test, "True")
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        """Turned round, or its bound moved."""
        for left, right in zip([node.left, *node.comparators], node.comparators, strict=False):
            self._flip(left, right, "comparison")
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        """And, or."""
        for left, right in zip(node.values, node.values[1:], strict=False):
            self._flip(left, right, "and, or")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        """Plus, minus."""
        self._flip(node.left, node.right, "arithmetic")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        """Without its not."""
        if isinstance(node.op, ast.Not):
            start, end = self._span(node)[0], self._span(node.operand)[0]
            word = re.match(rb"not\s*", self.source[start:end])
            assert word is not None
            self._add(start, start + word.end(), "", "not")
        self.generic_visit(node)

    def visit_Slice(self, node: ast.Slice) -> None:
        """Open at one end."""
        for bound in (node.lower, node.upper):
            if bound is not None:
                self._replace(bound, "", "slice")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """The other of two that are easily mistaken."""
        name = _name(node)
        if name in UNSEEN_CALLS:
            return
        if name in SWAPPED:
            end = self._span(node.func)[1]
            self._add(end - len(name), end, SWAPPED[name], "call")
        if name == "round":  # to how many digits nobody sees
            node = ast.Call(node.func, node.args[:1], [])
        self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        """What it passes."""
        if node.arg not in UNSEEN_KEYWORDS:
            self.visit(node.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        """The other truth, one more or less, or nothing where there were words."""
        for new, what in _others(node.value):
            self._replace(node, new, what)


def _others(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, bool):
        yield str(not value), "default"
    elif isinstance(value, int):
        yield str(value + 1), "number"
        yield str(value - 1), "number"
    elif isinstance(value, str) and value and not _CALLED.fullmatch(value):
        yield '""', "string emptied"
