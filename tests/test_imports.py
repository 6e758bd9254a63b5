"""What each way in loads; the contracts of import-linter see the rest."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random

import pytest

from dialogue_tui.demo.fill import fill
from dialogue_tui.store.where import DataFolder

PACKAGE = Path(__file__).parents[1] / "src" / "dialogue_tui"
BELOW_WIDGETS = (
    "text", "files", "days", "activities", "protocols", "store", "telling", "facilitation", "history", "exchange",
    "documents", "demo",
)  # fmt: skip
SQL = {"sqlmodel", "sqlalchemy", "sqlite3"}


def modules(*folders: str) -> list[str]:
    """The dotted names of the modules in these parts of the package."""
    paths = [p for folder in folders for p in [*(PACKAGE / folder).rglob("*.py"), PACKAGE / f"{folder}.py"]]
    names = {".".join(p.relative_to(PACKAGE.parent).with_suffix("").parts) for p in paths if p.exists()}
    return sorted(name.removesuffix(".__init__") for name in names)


def loaded_by(code: str) -> set[str]:
    """The top names of all modules loaded once the code ran in an interpreter of its own."""
    tail = "\nimport sys\nsys.stderr.write('\\n'.join({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", code + tail], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def test_nothing_below_widgets_loads_textual() -> None:
    assert "textual" not in loaded_by("\n".join(f"import {name}" for name in modules(*BELOW_WIDGETS)))


def test_reading_a_store_loads_no_models() -> None:
    loaded = loaded_by("import dialogue_tui.store.reading")
    assert loaded.isdisjoint({"sqlmodel", "sqlalchemy", "pydantic", "textual", "rich"})


def test_listing_protocols_loads_no_models() -> None:
    code = "from dialogue_tui.protocols import library\nassert len(library.listed()) >= 1"
    assert loaded_by(code).isdisjoint({"pydantic", "sqlmodel", "textual"})


@pytest.mark.parametrize("word", ["--version", "--help"])
def test_what_is_asked_most_loads_next_to_nothing(word: str) -> None:
    loaded = loaded_by(f"from dialogue_tui.__main__ import main\nassert main([{word!r}]) == 0")
    assert loaded.isdisjoint({"typer", "click", "pydantic", "rich", "textual", "sqlite3", "platformdirs"})


def test_the_commands_load_nothing_heavy() -> None:
    loaded = loaded_by("import dialogue_tui.cli.app")
    assert loaded.isdisjoint({"pydantic", "rich", "textual", "sqlmodel", "sqlite3"})


def test_the_application_is_drawn_before_models_are_loaded() -> None:
    assert loaded_by("import dialogue_tui.app").isdisjoint({"sqlmodel", "sqlalchemy", "typer"})


def test_only_the_store_names_a_database() -> None:
    outside = [p for p in PACKAGE.rglob("*.py") if PACKAGE / "store" not in p.parents]
    assert len(outside) > 20
    assert [(p.name, found) for p in outside if (found := imported(p) & SQL)] == []


@pytest.mark.parametrize("face", ["cli", "plain", "screens", "widgets"])
def test_no_face_looks_into_the_rows_of_a_session(face: str) -> None:
    found = [p for p in (PACKAGE / face).rglob("*.py") if _reaches_into_state(ast.parse(p.read_text("utf-8")))]
    assert [p.name for p in found] == []


def test_reaching_into_the_rows_would_be_found() -> None:
    assert _reaches_into_state(ast.parse("talk.engine.state.present"))
    assert not _reaches_into_state(ast.parse("session.state == 'open'"))


def _reaches_into_state(tree: ast.AST) -> bool:
    """Whether anything of an engine's `state` is used."""
    attributes = (n.value for n in ast.walk(tree) if isinstance(n, ast.Attribute))
    return any(
        isinstance(of, ast.Attribute) and of.attr == "state" and ast.unparse(of.value).endswith("engine")
        for of in attributes
    )


def imported(path: Path) -> set[str]:
    """The top names of everything a module imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def called(path: Path) -> set[str]:
    """What a module calls by a dotted name."""
    return {ast.unparse(n.func) for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)}


@pytest.mark.parametrize(
    ("where", "calls"),
    [
        ("files.py", {"os.replace", "os.rename", "os.link", "os.fsync", "tempfile.mkstemp"}),
        ("days.py", {"timezone", "datetime.timezone", "date.today", "datetime.today"}),
    ],
    ids=["files are written whole", "a local day is told"],
)
def test_in_one_place(where: str, calls: set[str]) -> None:
    assert called(PACKAGE / where) & calls
    others = [p for p in PACKAGE.rglob("*.py") if p != PACKAGE / where]
    assert [(p.name, found) for p in others if (found := called(p) & calls)] == []


def test_nothing_of_ours_speaks_to_a_network() -> None:
    network = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "requests", "httpx", "aiohttp"}
    assert [(p.name, found) for p in PACKAGE.rglob("*.py") if (found := imported(p) & network)] == []


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with rows to list: what lists nothing loads next to nothing, whatever it imports."""
    folder = tmp_path_factory.mktemp("invented") / "data"
    fill(DataFolder(folder), date(2026, 11, 24), Random(4))
    return folder


LOOKING = ["where", "where --json", "sessions", "sessions --limit 2", "people", "show last", "show last --json"]


@pytest.mark.parametrize("words", LOOKING)
def test_what_is_looked_at_all_the_time_loads_what_it_uses(words: str, invented: Path) -> None:
    typed = ["--data", str(invented), *words.split()]
    loaded = loaded_by(f"from dialogue_tui.__main__ import main\nassert main({typed!r}) == 0")
    heavy = {"typer", "pydantic", "rich", "textual", "sqlmodel", "sqlalchemy", "asyncio"}
    # A session is told by its protocol, which pydantic reads.
    assert loaded.isdisjoint(heavy - {"pydantic"} if words.startswith("show") else heavy)
