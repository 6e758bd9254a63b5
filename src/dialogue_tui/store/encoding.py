"""Records as a database keeps them: JSON as text, truth as 0 or 1, and a checksum over the row's columns."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from .records import RECORDS, RowChange, from_row

CHANGE = ("id", "session", "process", "at", "label", "kind", "of", "undoable", "rows")
"""The columns of the change log that its checksum covers; `seq` is given by the database."""


_seal = json.JSONEncoder(default=repr).encode  # damage can turn a text into anything
_spell = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_json(value: Any) -> str:
    """JSON as every column and the log keep it."""
    return _spell(value)


def _real(value: Any) -> float:
    return float(value) + 0.0  # a database may give -0.0 back as 0.0


@cache
def coders(table: str) -> dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]] | None]:
    """For each column of a table how it is written and read; None where as it is."""
    made: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]] | None] = {}
    for f in fields(RECORDS[table]):
        kind = str(f.type)
        if kind.startswith(("dict", "list")):
            made[f.name] = (to_json, json.loads)
        elif kind == "bool":
            made[f.name] = (int, bool)
        elif kind == "float":
            made[f.name] = (_real, float)
        else:
            made[f.name] = None
    return made


@cache
def columns(table: str) -> tuple[str, ...]:
    """The columns of a table, in the order of its record."""
    return tuple(coders(table))


@cache
def _sealed(table: str) -> tuple[int, ...]:
    names = columns(table)
    return tuple(sorted(range(len(names)), key=names.__getitem__))


def encode(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as the database keeps it, without its checksum."""
    return {name: coder[0](row[name]) if coder else row[name] for name, coder in coders(table).items()}


def checksum(table: str, values: Sequence[Any]) -> int:
    """CRC-32 over a row as the database keeps it, given in the order of `columns`.

    A step that adds a column must seal the rows of that table anew.
    """
    return zlib.crc32(_seal([values[i] for i in _sealed(table)]).encode())


def change_checksum(values: Sequence[Any]) -> int:
    """CRC-32 over a change as the database keeps it, given in the order of CHANGE."""
    return zlib.crc32(_seal(list(values)).encode())


def decode(table: str, values: Sequence[Any]) -> Any:
    """The record of a row as the database keeps it, given in the order of `columns`."""
    kinds = coders(table).values()
    return RECORDS[table](*[c[1](v) if c else v for c, v in zip(kinds, values, strict=True)])


def content(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """What is compared to see whether somebody changed a row: all of it but its revision."""
    known = from_row(table, dict(row))
    kept = encode(table, {name: getattr(known, name) for name in columns(table)})
    for name, coder in coders(table).items():
        if coder and coder[1] is json.loads:
            kept[name] = json.dumps(json.loads(kept[name]), sort_keys=True)
    del kept["revision"]
    return kept


def rows_to_json(rows: Sequence[RowChange]) -> str:
    """The rows of a change as the log keeps them. A session's protocol, which never changes, is kept once."""
    kept = []
    for row in rows:
        before, after = row.before, row.after
        if (
            row.table == "session"
            and before
            and after
            and before.get("protocol_text") == after.get("protocol_text")
        ):
            before = {k: v for k, v in before.items() if k != "protocol_text"}
            after = {k: v for k, v in after.items() if k != "protocol_text"}
        kept.append([row.table, row.id, before, after])
    return to_json(kept)


def rows_from_json(text: str) -> tuple[RowChange, ...]:
    """The rows of a change; a session's protocol is missing where it stayed the same."""
    return tuple(RowChange(*row) for row in json.loads(text))
