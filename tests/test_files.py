"""Files are there whole or not at all, and nobody else may read them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from dialogue_tui import files
from dialogue_tui.files import draft, publish, write_whole


def modes(folder: Path) -> dict[str, int]:
    return {p.name: p.stat().st_mode & 0o777 for p in folder.iterdir()}


def test_what_is_written_is_its_owners_alone_in_a_folder_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "made" / "deeper" / "a.txt"
    write_whole(path, b"one")
    assert path.read_bytes() == b"one"
    assert modes(path.parent) == {"a.txt": 0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_name_that_is_taken_is_replaced_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"one")
    with pytest.raises(FileExistsError):
        write_whole(path, b"two", replace=False)
    assert path.read_bytes() == b"one"
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_disk_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "a.txt"
    path.write_bytes(b"one")
    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        write_whole(path, b"two")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.txt", b"one")]


def test_a_draft_is_private_stands_beside_and_goes_whatever_happens(tmp_path: Path) -> None:
    def fail() -> None:
        with draft(tmp_path / "line", ".txt") as made:
            assert (made.parent, made.suffix, made.stat().st_mode & 0o777) == (tmp_path, ".txt", 0o600)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_draft_is_published_where_there_are_no_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(files.os, "link", refuse)
    with draft(tmp_path / "a") as made:
        made.write_bytes(b"one")
        publish(made, tmp_path / "a", replace=False)
    assert (tmp_path / "a").read_bytes() == b"one"
