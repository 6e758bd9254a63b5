"""Files are written whole, inside their folder, and never over what somebody edited."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialogue_tui.exchange import files
from dialogue_tui.exchange.errors import ExportError
from dialogue_tui.exchange.files import HISTORY, digest, file_name, write_document
from dialogue_tui.store.records import Exported

NAME = "2026-01-14--tarn--loi--x.lh.md"


def remembered(path: Path, hash: str) -> Exported:
    return Exported("x1", "s1", str(path), hash)


def test_a_new_file_is_whole_private_and_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "exports"
    done = write_document(folder, NAME, "é\n")
    assert (done.path, done.beside) == (folder / NAME, False)
    assert done.path.read_bytes() == "é\n".encode()
    assert done.hash == digest("é\n".encode())
    assert stat.S_IMODE(done.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [p.name for p in folder.iterdir()] == [NAME]


def test_our_own_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    first = write_document(tmp_path, NAME, "one\n")
    first.path.chmod(0o644)
    second = write_document(tmp_path, NAME, "two\n", remembered(first.path, first.hash))
    assert (second.path, second.beside) == (first.path, False)
    assert second.path.read_text() == "two\n"
    assert stat.S_IMODE(second.path.stat().st_mode) == 0o644


def test_an_edited_file_stays_and_the_new_one_stands_beside(tmp_path: Path) -> None:
    first = write_document(tmp_path, NAME, "one\n")
    first.path.write_text("mine now\n")
    known = [remembered(first.path, first.hash)]
    second = write_document(tmp_path, NAME, "two\n", known)
    assert (second.path.name, second.beside) == ("2026-01-14--tarn--loi--x-2.lh.md", True)
    assert first.path.read_text() == "mine now\n"
    third = write_document(tmp_path, NAME, "three\n", [*known, remembered(second.path, second.hash)])
    assert (third.path, third.path.read_text()) == (second.path, "three\n")
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([NAME, second.path.name])


def test_a_file_nobody_remembers_stays(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("somebody's\n")
    done = write_document(tmp_path, NAME, "one\n")
    assert (done.path.name, done.beside) == ("2026-01-14--tarn--loi--x-2.lh.md", False)
    assert (tmp_path / NAME).read_text() == "somebody's\n"


def test_a_name_that_another_session_has_is_not_taken_for_an_edited_one(tmp_path: Path) -> None:
    other = "2026-01-14--tarn--loi--x--abcd2345.lh.md"
    write_document(tmp_path, NAME, "another session\n")
    done = write_document(tmp_path, NAME, "one\n", [], other)
    assert (done.path.name, done.beside) == (other, False)
    known = [remembered(done.path, done.hash)]
    assert write_document(tmp_path, NAME, "two\n", known, other).path == done.path
    done.path.write_text("edited\n")
    third = write_document(tmp_path, NAME, "three\n", known, other)
    assert (third.path.name, third.beside) == ("2026-01-14--tarn--loi--x--abcd2345-2.lh.md", True)


def test_ones_own_edited_file_is_stood_beside_under_its_own_name(tmp_path: Path) -> None:
    first = write_document(tmp_path, NAME, "one\n", [], "other.lh.md")
    first.path.write_text("mine now\n")
    done = write_document(tmp_path, NAME, "two\n", [remembered(first.path, first.hash)], "other.lh.md")
    assert (done.path.name, done.beside) == ("2026-01-14--tarn--loi--x-2.lh.md", True)


def test_the_hash_counts_only_under_its_own_path(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("one\n")
    elsewhere = remembered(tmp_path / "other" / NAME, digest(b"one\n"))
    assert write_document(tmp_path, NAME, "two\n", elsewhere).path != tmp_path / NAME


def test_the_same_text_again_changes_nothing(tmp_path: Path) -> None:
    first = write_document(tmp_path, NAME, "one\n")
    before = first.path.stat()
    again = write_document(tmp_path, NAME, "one\n")
    assert (again.path, again.beside) == (first.path, False)
    assert again.path.stat().st_ino == before.st_ino


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / NAME).symlink_to(outside)
    done = write_document(tmp_path / "in", NAME, "one\n")
    assert done.path != tmp_path / "in" / NAME
    assert not outside.exists()


def test_without_hard_links_it_is_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    assert write_document(tmp_path, NAME, "one\n").path.read_text() == "one\n"
    assert [p.name for p in tmp_path.iterdir()] == [NAME]


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "../x", "/etc/x", "a\\b", "a\0b"])
def test_a_path_is_no_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError):
        write_document(tmp_path, name, "x")


def test_a_folder_that_is_a_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("x")
    for folder in (tmp_path / "f", tmp_path / "f" / "deeper"):
        with pytest.raises(ExportError, match="is not a folder; name another with --to"):
            write_document(folder, NAME, "x")


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "no room left"), (errno.EACCES, "can't be written to"), (errno.EIO, "failed")],
)
def test_a_disk_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    (tmp_path / NAME).write_text("one\n")
    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(ExportError, match=said):
        write_document(tmp_path, NAME, "two\n", remembered(tmp_path / NAME, digest(b"one\n")))
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [(NAME, "one\n")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ExportError, match="can't be written to"):
        write_document(tmp_path, NAME, "x")


def test_a_plain_title_reads_well() -> None:
    made = file_name("2026-01-14", "Tarn core team", "left-hand-column", "The June date: who knew?")
    assert made == "2026-01-14--tarn-core-team--left-hand-column--the-june-date-who-knew.lh.md"
    assert file_name("", "", "loi", "") == "undated--loi.lh.md"
    assert file_name("", "", "loi", "", HISTORY, "abcd23456789") == "undated--loi--abcd2345.lh.md"


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
@example("../../etc/passwd", "..")
@example("CON", "nul.txt")
@example("\u202egnp.exe", "a\x00b\x1b[2J")
@example("x" * 5000, "日" * 5000)
@example("H\u0338\u0321" * 500, "-" * 300)
def test_hostile_titles_stay_inside_the_folder(team: str, title: str) -> None:
    name = file_name("2026-01-14", team, "left-hand-column", title)
    assert name.startswith("2026-01-14--")
    assert name.endswith(HISTORY)
    assert len(name.encode()) <= 200
    assert (Path("folder") / name).parent == Path("folder")
    assert not set(name) & set('/\\:*?"<>|\0\n\r\t ')
    assert all(c.isprintable() for c in name)
    assert file_name("2026-01-14", team, "left-hand-column", title) == name


def test_hostile_names_can_be_written(tmp_path: Path) -> None:
    for title in ("日" * 500, "H\u0338\u0321" * 500, "con", "a/../b", "👩‍👩‍👧", "ﷺ", "ß" * 300):
        done = write_document(tmp_path, file_name("2026-01-14", title, "x", title), "x\n")
        assert done.path.parent == tmp_path
        assert done.path.exists()
