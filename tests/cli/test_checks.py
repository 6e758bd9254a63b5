"""What doctor says of the folder, the terminal and one's own protocols."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tests.facilitation.house import TRIAL

from dialogue_tui.__main__ import main


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("DIALOGUE_DATA", str(folder))
    monkeypatch.setenv("DIALOGUE_PROTOCOLS", str(tmp_path / "protocols"))
    return folder


def said(capsys: pytest.CaptureFixture[str], about: str) -> list[str]:
    """The exit status, and what doctor says about one thing."""
    status = main(["doctor"])
    lines = capsys.readouterr().out.splitlines()
    return [str(status), *(line.partition(about)[2].strip() for line in lines if about in line.split()[:2])]


def test_a_folder_that_is_not_there_yet_is_in_order(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "folder") == ["0", f"{data} is made when something is first kept."]
    assert not data.exists()
    data.mkdir(mode=0o700)
    assert said(capsys, "folder") == ["0", str(data)]
    data.chmod(0o755)
    assert said(capsys, "folder") == [
        "0", f"{data} can be read by others on this machine; chmod 700 closes it.",
    ]  # fmt: skip


def test_a_file_in_the_way_of_the_folder_is_wrong(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data.write_text("", "utf-8")
    assert said(capsys, "folder") == ["1", f"{data} is not a folder; choose another with --data."]


def test_a_folder_that_can_not_be_written_is_wrong(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data.mkdir(mode=0o700)
    monkeypatch.setattr(os, "access", lambda path, mode: path != data)
    assert said(capsys, "folder") == ["1", f"{data} can't be written; check its permissions."]


@pytest.mark.parametrize(
    ("name", "encoding", "size", "words"),
    [
        ("dumb", "UTF-8", (80, 24), "it can't draw (TERM is dumb or not set): use --plain."),
        ("", "UTF-8", (80, 24), "it can't draw (TERM is dumb or not set): use --plain."),
        ("xterm", "ANSI_X3.4-1968", (80, 24), "it may not show every letter: set LANG to a UTF-8 locale."),
        ("xterm", "UTF-8", (59, 24), "59×24 is small; 80×24 shows everything."),
        ("xterm", "UTF-8", (80, 17), "80×17 is small; 80×24 shows everything."),
        ("xterm", "utf8", (60, 18), "xterm, 60×18"),
    ],
)
def test_a_terminal_is_told_by_what_it_can_show(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    name: str, encoding: str, size: tuple[int, int], words: str,
) -> None:  # fmt: skip
    assert said(capsys, "terminal") == ["0", "output goes elsewhere"]
    monkeypatch.setenv("TERM", name)
    monkeypatch.setattr("locale.getpreferredencoding", lambda do_setlocale=True: encoding)
    monkeypatch.setattr(os, "get_terminal_size", lambda fd=1: os.terminal_size(size))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdout, "fileno", lambda: 1, raising=False)
    assert said(capsys, "terminal") == ["0", words]


def test_protocols_of_ones_own_are_counted_and_two_of_one_name_are_wrong(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "protocols"
    own.mkdir()
    (own / "a.toml").write_text(TRIAL, "utf-8")
    assert said(capsys, "protocols") == ["0", "1 of your own"]
    (own / "b.toml").write_text(TRIAL, "utf-8")
    assert said(capsys, "protocols") == [
        "1", f"{own / 'b.toml'} is called 'trial' like {own / 'a.toml'} and is passed over; give one another name.",
        "1 of your own",
    ]  # fmt: skip
    (own / "b.toml").write_text("title = ", "utf-8")
    assert said(capsys, "protocols")[0] == "1"
