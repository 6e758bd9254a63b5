"""A failure of SQLite or of the disk in one sentence that says what to do."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from dialogue_tui.store.errors import Busy, Damaged, InTheWay, NoRoom, NotOurs, ReadOnly, StoreError, Vanished
from dialogue_tui.store.sqlite.explaining import explain


def failed(code: int, words: str = "it went wrong") -> sqlite3.Error:
    error = sqlite3.OperationalError(words)
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (failed(sqlite3.SQLITE_BUSY), Busy, "Another program is holding PATH; close it, or wait."),
        (failed(sqlite3.SQLITE_LOCKED | 1 << 8), Busy, "Another program is holding PATH; close it, or wait."),
        (failed(sqlite3.SQLITE_PROTOCOL), Busy, "Another program is holding PATH; close it, or wait."),
        (failed(sqlite3.SQLITE_FULL), NoRoom, "The disk that holds FOLDER is full; make some room."),
        (
            failed(sqlite3.SQLITE_READONLY), ReadOnly,
            "PATH can't be written; check the permissions of the file and of its folder.",
        ),
        (
            failed(sqlite3.SQLITE_CANTOPEN), ReadOnly,
            "PATH can't be written; check the permissions of the file and of its folder.",
        ),
        (
            failed(sqlite3.SQLITE_IOERR), InTheWay,
            "The disk under PATH reports an error; check it, and that there is room.",
        ),
        (OSError(errno.ENOSPC, "x"), NoRoom, "The disk that holds FOLDER is full; make some room."),
        (OSError(errno.EDQUOT, "x"), NoRoom, "The disk that holds FOLDER is full; make some room."),
        (
            OSError(errno.EROFS, "x"), ReadOnly,
            "PATH can't be written; check the permissions of the file and of its folder.",
        ),
        (OSError(errno.ENOENT, "x"), Vanished, "The folder FOLDER is gone; put it back."),
        (OSError(errno.EIO, "it is broken"), InTheWay, "PATH can't be used: it is broken."),
        (OSError(), InTheWay, "PATH can't be used: unknown error."),
    ],
)  # fmt: skip
def test_each_failure_has_its_sentence(
    tmp_path: Path, error: Exception, kind: type[StoreError], words: str
) -> None:
    path = tmp_path / "team.db"
    said = explain(error, path)
    assert type(said) is kind
    assert str(said) == words.replace("PATH", str(path)).replace("FOLDER", str(tmp_path))


def test_a_folder_that_is_gone_is_told_from_one_that_can_not_be_written(tmp_path: Path) -> None:
    assert type(explain(failed(sqlite3.SQLITE_CANTOPEN), tmp_path / "gone" / "team.db")) is Vanished


@pytest.mark.parametrize(
    "error",
    [
        failed(sqlite3.SQLITE_CORRUPT), failed(0, "no such table: entry"), failed(0, "malformed"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid"),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_damaged(tmp_path: Path, error: Exception) -> None:
    assert type(explain(error, tmp_path / "team.db")) is Damaged


def test_a_file_of_another_program_is_told_from_one_of_ours_that_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "team.db"
    assert type(explain(failed(sqlite3.SQLITE_NOTADB), path)) is NotOurs
    path.with_suffix(".known").write_text("", "utf-8")
    assert type(explain(failed(sqlite3.SQLITE_NOTADB), path)) is Damaged


def test_what_is_in_the_way_is_said_whatever_the_error(tmp_path: Path) -> None:
    (tmp_path / "team.db").mkdir()
    (tmp_path / "file").write_text("", "utf-8")
    said = [explain(failed(sqlite3.SQLITE_BUSY), tmp_path / p) for p in ("team.db", "file/team.db")]
    assert [type(each) for each in said] == [NotOurs, NotOurs]
    assert "is a folder, where a file should be" in str(said[0])
    assert "is not a folder" in str(said[1])


def test_mistakes_of_the_program_are_not_explained_away(tmp_path: Path) -> None:
    assert explain(failed(0, "near SELEC: syntax error"), tmp_path / "team.db") is None
    assert explain(ValueError("x"), tmp_path / "team.db") is None
