"""The way in: versions, help, the data folder, and what is said when words are not understood."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer

from dialogue_tui import __version__
from dialogue_tui.__main__ import main, take_data
from dialogue_tui.cli import table
from dialogue_tui.cli.app import app, made
from dialogue_tui.cli.overview import HELP

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
COMMANDS = {command.name: made(command) for command in table.COMMANDS}


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DIALOGUE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DIALOGUE_PROTOCOLS", str(tmp_path / "protocols"))


def test_the_version_is_the_package_s(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"dialogue {__version__}\n"
    project = tomllib.loads(PYPROJECT.read_text("utf-8"))
    assert "version" not in project["project"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "dialogue_tui.__version__"}


def test_the_table_says_of_each_command_what_its_help_says() -> None:
    for command in table.COMMANDS:
        assert (COMMANDS[command.name].help or "").startswith(command.says), command.name
    assert all(f"  {c.name:<12} {c.says}\n" in HELP for c in table.COMMANDS)


def test_the_shell_completes_what_the_table_has() -> None:
    group: Any = typer.main.get_command(app)
    assert group.list_commands(None) == [c.name for c in table.COMMANDS]
    assert group.get_command(None, "wher") is None


LIGHT = [command for command in table.COMMANDS if command.light]


@pytest.mark.parametrize("name", [command.name for command in LIGHT])
def test_light_flags_are_those_that_typer_knows(name: str) -> None:
    command = next(c for c in LIGHT if c.name == name)
    known = {flag: p for p in COMMANDS[name].params for flag in p.opts}
    for flag, (parameter, value) in command.flags.items():
        assert (known[flag].name, known[flag].is_flag) == (parameter, value is None)
    assert set(command.words) == {p.name for p in COMMANDS[name].params if p.param_type_name == "argument"}


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("where", {}),
        ("where --json", {"as_json": True}),
        ("sessions --limit 3 --solo", {"limit": 3, "solo": True}),
        ("show last --names", {"session": "last", "names": True}),
        ("people --team Tarn", {"team": "Tarn"}),
        ("sessions --limit 0", None),
        ("sessions --limit many", None),
        ("sessions --limit", None),
        ("people --team --json", None),
        ("show", None),
        ("show last again", None),
        ("where --help", None),
        ("export last", None),
        ("", None),
    ],
)
def test_what_needs_no_typer_is_told_from_what_does(typed: str, given: dict[str, Any] | None) -> None:
    found = table.light(typed.split())
    assert (found[1] if found else None) == given


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["help"]])
def test_help_is_the_same_however_it_is_asked(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    assert capsys.readouterr().out == HELP
    assert all(len(line) <= 80 for line in HELP.splitlines())


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_begins_its_help_with_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    told = capsys.readouterr().out
    assert f"\n    dialogue {name}" in told or f"\n    dialogue --data ~/try {name}" in told
    assert told.index("\n    dialogue") < told.index("Options:")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sesions"], "sessions"),
        (["protocols", "chek", "x"], "check"),
        (["sessions", "--jsn"], "--json"),
        (["export", "last", "--layout", "tabel"], "table"),
        (["card"], "PROTOCOL"),
        (["export", "last", "--layout", "tabel"], "Did you mean 'table'?"),
        (["transcript", "last", "--format", "xml"], "'xml' is not one of 'md', 'json', 'csv'"),
        (["run", "dialogue-circle", "--people", "many"], "a whole number is needed"),
        (["run", "dialogue-circle", "--people", "0"], "at least 1"),
        (["run", "dialogue-circle", "--people", "100"], "at most 99"),
        (["--data"], "folder"),
        (["run", "dialogue-circle", "--solo", "--team", "T"], "--solo"),
    ],
)
def test_words_not_understood_are_usage(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1
    assert "Input should" not in err
    assert "Value error" not in err


@pytest.mark.parametrize(
    ("args", "data", "rest"),
    [
        (["sessions"], None, ["sessions"]),
        (["--data", "x", "sessions"], "x", ["sessions"]),
        (["sessions", "--data=x", "--json"], "x", ["sessions", "--json"]),
        (["--data", "x", "--data", "y"], "y", []),
        (["comment", "--", "--data", "z"], None, ["comment", "--", "--data", "z"]),
        (["--data"], "", []),
        (["--data="], "", []),
    ],
)
def test_the_folder_may_stand_anywhere(args: list[str], data: str | None, rest: list[str]) -> None:
    assert take_data(args) == (data, rest)


def test_the_flag_wins_over_the_environment(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["where", "--data", str(tmp_path / "flag")]) == 0
    assert str(tmp_path / "flag" / "team.db") in capsys.readouterr().out


def test_interrupting_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: Any) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("dialogue_tui.__main__._dispatch", interrupt)
    assert main(["where"]) == 130


def test_what_nobody_expected_leaves_a_report_without_text(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def burst(*_: Any) -> None:
        private = "he said the June date was a lie"
        raise RuntimeError(private)

    monkeypatch.setattr("dialogue_tui.cli.looking.own_protocols", burst)
    assert main(["where"]) == 1
    err = capsys.readouterr().err
    (report,) = (tmp_path / "data").glob("crash-*.txt")
    assert str(report) in err
    assert report.stat().st_mode & 0o777 == 0o600
    told = report.read_text("utf-8")
    assert "builtins.RuntimeError" in told
    assert "dialogue_tui/cli/looking.py" in told
    assert "June" not in told + err


@pytest.mark.parametrize(("words", "wanted"), [("card sh", "shared-vision"), ("exp", "export"), ("show l", "last")])
def test_the_shell_completes_what_there_is(
    words: str, wanted: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("_DIALOGUE_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", f"dialogue {words}")
    monkeypatch.setenv("COMP_CWORD", str(len(words.split())))
    with pytest.raises(SystemExit):
        main([])
    assert wanted in capsys.readouterr().out.splitlines()
