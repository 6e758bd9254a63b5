"""Which line of a TOML text a field stands on, so that a mistake can be shown where it was made."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*|\n|[\[\]{}=,.]|[ \t\r]+"
    r"|[^\s\[\]{}=,.\"'\#]+",
    re.DOTALL,
)


def line_numbers(text: str) -> dict[Path, int]:
    """The line, from 1, of every key, table and list item, under the path that pydantic names it by.

    The text must be valid TOML; what is said here of any other is worth nothing.
    """
    return _Walk(text).found


def line_of(path: Path, found: dict[Path, int]) -> int:
    """The line of the field, or of the nearest table around it where the field itself is missing; 1 at the top."""
    while path and path not in found:
        path = path[:-1]
    return found.get(path, 1)


class _Walk:
    """One pass over the tokens, keeping the path that the next key belongs to."""

    def __init__(self, text: str) -> None:
        self.found: dict[Path, int] = {}
        self.tokens = list(_tokens(text))
        self.at = 0
        self.tables: dict[Path, int] = {}
        """Each list of tables with the number of tables it has so far."""
        here: Path = ()
        while self._next():
            if self._peek() == "[":
                here = self._header()
            else:
                self._pair(here)

    def _peek(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def _next(self) -> str:
        """The next token that is no line end, not yet taken; empty at the end."""
        while self._peek() == "\n":
            self.at += 1
        return self._peek()

    def _line(self) -> int:
        return self.tokens[min(self.at, len(self.tokens) - 1)][1]

    def _header(self) -> Path:
        line = self._line()
        self.at += 1
        many = self._peek() == "["
        self.at += many
        keys = self._key("]")
        self.at += many
        path: Path = ()
        for key in keys[:-1]:
            path = self._last(self._mark((*path, key), line))
        path = self._mark((*path, keys[-1]), line)
        if many:
            self.tables[path] = self.tables.get(path, 0) + 1
            path = self._mark(self._last(path), line)
        return path

    def _last(self, path: Path) -> Path:
        return (*path, self.tables[path] - 1) if path in self.tables else path

    def _mark(self, path: Path, line: int) -> Path:
        self.found.setdefault(path, line)
        return path

    def _key(self, end: str) -> list[str]:
        """The parts of a dotted key; `end` is taken too."""
        keys: list[str] = []
        while (token := self._peek()) and token != end:
            if token != ".":
                keys.append(token[1:-1] if token[0] in "\"'" else token)
            self.at += 1
        self.at += 1
        return keys

    def _pair(self, here: Path) -> None:
        line = self._line()
        for key in self._key("="):
            here = self._mark((*here, key), line)
        self._value(here)

    def _value(self, here: Path) -> None:
        if self._peek() == "[":
            self._list(here)
        elif self._peek() == "{":
            self.at += 1
            while self._next() not in ("}", ""):
                if self._peek() == ",":
                    self.at += 1
                else:
                    self._pair(here)
            self.at += 1
        else:
            while self._peek() not in ("\n", ",", "]", "}", ""):
                self.at += 1

    def _list(self, here: Path) -> None:
        self.at += 1
        index = 0
        while self._next() not in ("]", ""):
            if self._peek() == ",":
                self.at += 1
                continue
            self._value(self._mark((*here, index), self._line()))
            index += 1
        self.at += 1


def _tokens(text: str) -> list[tuple[str, int]]:
    """Every token but spaces and comments, with its line."""
    line = 1
    tokens: list[tuple[str, int]] = []
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token[0] not in " \t\r#":
            tokens.append((token, line))
        line += token.count("\n")
    return tokens
