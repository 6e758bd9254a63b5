"""Where protocols are found: those that come with the program, and the user's own, which win."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dialogue_tui.errors import OneSentence
from dialogue_tui.text import TooLong, clean, clean_line, nearest

if TYPE_CHECKING:
    from .schema import Protocol

LARGEST = 256 * 1024
"""Bytes a protocol file may have; a long one with thirteen steps has about thirty thousand."""


class Problem(NamedTuple):
    """One mistake in a protocol file: where it stands (lines count from 1), and what to do about it."""

    file: str
    line: int
    field: str
    sentence: str

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        return f"{self.file or 'protocol'}:{self.line}: {field}{self.sentence}"


class ProtocolError(OneSentence):
    """A protocol that can't be used. `problems` are in the order of their lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems, key=lambda p: (p.line, p.field))
        super().__init__("\n".join(str(p) for p in self.problems))


class UnknownProtocol(ProtocolError):
    """No protocol has this name; `nearest` is the one that was probably meant, or empty."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__([])
        self.name = clean_line(name[:80])
        holding = [each for each in known if self.name and self.name.casefold() in each]
        self.nearest = holding[0] if len(holding) == 1 else nearest(self.name, known)
        hint = f"did you mean '{self.nearest}'?" if self.nearest else f"there are {', '.join(known)}."
        self.args = (f"There is no protocol '{self.name}'; {hint}",)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list of protocols shows. `minutes` are those of the default form, for eight people.

    A user's file that can't be read is listed under its file name, with what is wrong in `trouble`.
    """

    name: str
    title: str
    question: str
    minutes: float
    path: Path
    built_in: bool
    trouble: str = ""


def find(name: str, folders: Sequence[Path] = ()) -> Protocol:
    """The protocol of that name, a user's own before a built-in one. Raises UnknownProtocol, ProtocolError."""
    return read(_path_of(name, folders))


def text_of(name: str, folders: Sequence[Path] = ()) -> str:
    """The TOML of the protocol of that name. Raises UnknownProtocol, ProtocolError."""
    return _text(_path_of(name, folders))


def read(path: Path) -> Protocol:
    """The protocol in a file, checked. Raises ProtocolError."""
    return parse(_text(path), clean_line(str(path)))


def parse(text: str, where: str = "") -> Protocol:
    """The protocol in a TOML text, checked; mistakes are reported as `where`'s. Raises ProtocolError."""
    from .checking import check

    text = _cleaned(text, where)
    return check(_loads(text, where), text, where)


def listed(folders: Sequence[Path] = ()) -> list[Listed]:
    """Every protocol by name, read but not checked, so that it may stand on the way to Home."""
    return sorted(_all(folders).values(), key=lambda each: (not each.built_in, each.title.casefold()))


def _all(folders: Sequence[Path]) -> dict[str, Listed]:
    found: dict[str, Listed] = {}
    for folder in folders:
        for path in files_in(folder):
            each = _listed(path)
            found.setdefault(each.name, each)
    return {each.name: each for each in _built_in()} | found


@cache
def _built_in() -> tuple[Listed, ...]:
    return tuple(_listed(path, built_in=True) for path in files_in(_built_in_folder()))


def _built_in_folder() -> Path:
    from importlib.resources import files

    return Path(str(files("dialogue_tui.protocols.built_in")))


def files_in(folder: Path) -> list[Path]:
    """The protocol files of a folder, by name; none where it is not there."""
    try:
        return sorted(p for p in folder.iterdir() if p.suffix == ".toml" and not p.name.startswith("."))
    except OSError:
        return []


def _path_of(name: str, folders: Sequence[Path]) -> Path:
    every = _all(folders)
    if name not in every:
        raise UnknownProtocol(name, sorted(every))
    return every[name].path


def _listed(path: Path, built_in: bool = False) -> Listed:
    try:
        data = _head(_text(path), str(path))
    except ProtocolError as error:
        return Listed(clean_line(path.stem), clean_line(path.stem), "", 0, path, built_in, str(error))
    form = _table(_table(data, "forms"), _word(data, "default_form") or "hour")
    minutes = form.get("minutes", 0)
    name = _word(data, "name") or clean_line(path.stem)
    return Listed(
        name,
        _word(data, "title") or name,
        _word(data, "question"),
        minutes if isinstance(minutes, int | float) else 0,
        path,
        built_in,
    )


def _head(text: str, where: str) -> dict[str, Any]:
    """The protocol's own fields and its forms' without their steps, which are most of the file."""
    tables = re.split(r"^(?=\[)", text, flags=re.MULTILINE)
    forms = [table for table in tables[1:] if re.match(r"\[ *forms *\. *[\w\"'-]+ *\]", table)]
    try:
        return tomllib.loads("".join([tables[0], *forms]))
    except (ValueError, RecursionError):
        return _loads(text, where)


def _table(data: dict[str, Any], name: str) -> dict[str, Any]:
    found = data.get(name)
    return found if isinstance(found, dict) else {}


def _word(data: dict[str, Any], name: str) -> str:
    found = data.get(name, "")
    return clean_line(found[:200]) if isinstance(found, str) else ""


def _text(path: Path) -> str:
    """What a file holds, as text without what could drive a terminal. Raises ProtocolError."""
    where = clean_line(str(path))
    try:
        if path.is_dir():
            raise ProtocolError([Problem(where, 1, "", "this is a folder; name a protocol file in it.")])
        if not path.is_file():
            raise ProtocolError([Problem(where, 1, "", "there is no such file; check its name and folder.")])
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        why = os.strerror(error.errno).lower() if error.errno else "the disk gave no reason"
        raise ProtocolError([Problem(where, 1, "", f"the file can't be read: {why}.")]) from error
    try:
        return _cleaned(raw.decode("utf-8-sig"), where, len(raw))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        said = "this is not UTF-8 text; save the file as UTF-8."
        raise ProtocolError([Problem(where, line, "", said)]) from error


def _cleaned(text: str, where: str, size: int = 0) -> str:
    if max(size, len(text)) > LARGEST:
        raise ProtocolError([Problem(where, 1, "", f"the file is over {LARGEST // 1024} KiB; shorten it.")])
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        try:
            lines.append(clean(line))
        except TooLong as error:
            raise ProtocolError([Problem(where, number, "", str(error))]) from error
    return "\n".join(lines)


def _loads(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ProtocolError([Problem(where, 1, "", "lists stand in lists too deeply; simplify it.")]) from error
    except ValueError as error:
        said = re.sub(r" *\((?:at|Expected).*\)$", "", str(error))
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        raise ProtocolError([Problem(where, line, "", f"this is not TOML: {_lower(said)}.")]) from error


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
