"""Writing documents: whole or not at all, and never over what somebody edited since."""

from __future__ import annotations

import errno
import hashlib
import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dialogue_tui.files import draft, make_folder, publish
from dialogue_tui.store.records import Exported
from dialogue_tui.text import clean_line

from .errors import ExportError

HISTORY, BUNDLE = ".lh.md", ".session.json"
TRANSCRIPT = {name: f".transcript.{name}" for name in ("md", "json", "csv")}
_SUFFIXES = (HISTORY, BUNDLE, *TRANSCRIPT.values())
_TRIES = 1000


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written: its path, the SHA-256 of its bytes, and whether it stands beside one that we wrote
    for the same session and somebody edited since."""

    path: Path
    hash: str
    beside: bool


def file_name(date: str, team: str, protocol: str, title: str, suffix: str = HISTORY, session: str = "") -> str:
    """`YYYY-MM-DD--team--protocol--short-title.lh.md`: letters and digits of any script, at most 200 bytes.

    With `session`, its id, the first letters of that stand at the end. Beginning with the date, it is never a name
    that a system keeps for itself, and never a path.
    """
    words = [_slug(team, 40), _slug(protocol, 40), _slug(title, 70), _slug(session, 8)]
    parts = [_slug(date, 10) or "undated", *words]
    return "--".join(part for part in parts if part) + suffix


def _slug(text: str, longest: int) -> str:
    """Lower-case words joined by single hyphens, at most so many bytes of UTF-8."""
    kept = "".join(
        c if c.isalnum() or unicodedata.category(c).startswith("M") else " "
        for c in unicodedata.normalize("NFC", clean_line(text[:1000]).casefold())
    )
    slug = "-".join(kept.split()).encode()[:longest].decode(errors="ignore")
    return slug.strip("-")


def digest(content: bytes) -> str:
    """The hash under which an export is remembered."""
    return hashlib.sha256(content).hexdigest()


def write_document(
    folder: Path, name: str, text: str, known: Exported | Iterable[Exported] | None = None, otherwise: str = ""
) -> Written:
    """Write a document under this name, or beside it as `name-2` where the file there is not as we left it.

    `known` are the exports remembered for the session; a file whose hash is among them under its path is
    replaced, one that already holds this text is left alone. Where the name is that of a file that is none of
    them, `otherwise` is the name to take. New files are 0600, a new folder 0700. Raises ExportError.
    """
    for each in (name, otherwise or name):
        _check(each)
    records = [known] if isinstance(known, Exported) else list(known or ())
    content = text.encode()
    try:
        make_folder(folder)
        with draft(folder / name) as made:
            made.write_bytes(content)
            if otherwise and _taken(folder / name, records):
                name = otherwise
            return _placed(folder, name, made, digest(content), records)
    except OSError as error:
        raise _said(folder, error) from error


def _check(name: str) -> None:
    if not name or name != Path(name).name or name in {".", ".."} or "\\" in name or "\0" in name:
        raise ExportError(f"'{clean_line(name)}' is not a file name; leave out folders.")


def _taken(path: Path, records: list[Exported]) -> bool:
    """Whether a file stands there that was never this session's, even one that says the same today."""
    return os.path.lexists(path) and not any(_same(r.path, path) for r in records)


def _placed(folder: Path, name: str, made: Path, wanted: str, records: list[Exported]) -> Written:
    beside = False
    for number in range(1, _TRIES):
        path = folder / _numbered(name, number)
        there = _hash_of(path)
        if there is None:
            try:
                publish(made, path, replace=False)
            except FileExistsError:
                continue
        elif there == wanted:
            return Written(path, wanted, beside)
        else:
            ours = [r.hash for r in records if _same(r.path, path)]
            if there not in ours:
                beside = beside or bool(ours)
                continue
            made.chmod(path.stat().st_mode & 0o777)
            publish(made, path)
        return Written(path, wanted, beside)
    raise ExportError(f"There are already {_TRIES - 1} files named like '{name}' in {folder}; clear some of them.")


def _hash_of(path: Path) -> str | None:
    """The hash of what is there: None for nothing, empty for what is no plain file."""
    if not os.path.lexists(path):
        return None
    if path.is_symlink() or not path.is_file():
        return ""
    return digest(path.read_bytes())


def _same(remembered: str, path: Path) -> bool:
    return os.path.abspath(remembered) == os.path.abspath(path)


def _numbered(name: str, number: int) -> str:
    """`2026-01-02--x.lh.md` as `2026-01-02--x-2.lh.md`."""
    if number == 1:
        return name
    suffix = next((s for s in _SUFFIXES if name.endswith(s)), Path(name).suffix)
    stem = name[: len(name) - len(suffix)] if suffix else name
    return f"{stem}-{number}{suffix}"


def _said(folder: Path, error: OSError) -> ExportError:
    where = clean_line(str(folder))
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return ExportError(f"There is no room left to write in {where}; nothing was written.")
    if isinstance(error, FileExistsError | NotADirectoryError):
        return ExportError(f"{where} is not a folder; name another with --to.")
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return ExportError(f"{where} can't be written to; name another folder with --to.")
    return ExportError(f"Writing in {where} failed ({error.strerror or 'unknown reason'}); name another with --to.")
