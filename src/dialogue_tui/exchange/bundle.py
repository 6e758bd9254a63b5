"""A session as one JSON file: the whole record, lines withheld by their speakers included, and it says so."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, NoReturn

from dialogue_tui.activities.entry import ATTRIBUTIONS, CONSENTS, WORDINGS
from dialogue_tui.store.records import (
    Comment,
    Entry,
    Link,
    Paragraph,
    Person,
    Presence,
    Session,
    Team,
    Thread,
    ThreadEvent,
    Version,
)
from dialogue_tui.text import TooLong, clean, clean_line

from .errors import BundleError

if TYPE_CHECKING:
    from dialogue_tui.store.records import Loaded

SCHEMA = 1
LARGEST = 32 * 1024 * 1024
"""Bytes a bundle may have."""
DEEPEST = 20
"""How deep its lists and objects may be nested."""
NOTE = "The whole record: everything, including lines withheld by their speakers. Pass it on only with their leave."

_LISTS: dict[str, type[Any]] = {
    "entries": Entry,
    "links": Link,
    "threads": Thread,
    "events": ThreadEvent,
    "people": Person,
    "presence": Presence,
    "versions": Version,
    "comments": Comment,
    "paragraphs": Paragraph,
}
_OF_ONE_SESSION = ("entries", "links", "presence", "comments", "paragraphs")
_KEYS = frozenset({"schema", "type", "note", "team", "session", "brought", "before", *_LISTS})


@dataclass(frozen=True, slots=True)
class Bundle:
    """A session read back, its team, and what earlier sittings left for it; nothing has been stored yet."""

    loaded: Loaded
    team: Team | None = None
    before: Sequence[Entry] = ()


def dump(loaded: Loaded, team: Team | None = None, before: Sequence[Entry] = ()) -> str:
    """The session as JSON; the same session gives the same bytes.

    `before` are the entries of earlier sittings, first sitting first, without which a later one can't be told.
    What belongs to one machine stays out: the clock's row, the paths of exports, the change log.
    """
    body: dict[str, Any] = {
        "schema": SCHEMA,
        "type": "dialogue-session",
        "note": NOTE,
        "team": asdict(team) if team else None,
        "session": asdict(loaded.session),
    }
    for name in _LISTS:
        body[name] = [asdict(record) for record in sorted(getattr(loaded, name), key=_order)]
    pairs = sorted(loaded.brought, key=lambda pair: pair[0].id)
    body["brought"] = [{"thread": asdict(thread), "entry": asdict(entry)} for thread, entry in pairs]
    sittings = list(dict.fromkeys(entry.session for entry in before))
    body["before"] = [
        asdict(entry) for entry in sorted(before, key=lambda e: (sittings.index(e.session), *_order(e)))
    ]
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _order(record: Any) -> tuple[str, float, int, str]:
    number = getattr(record, "number", getattr(record, "paragraph", 0))
    return (getattr(record, "part", ""), getattr(record, "position", 0.0), number, record.id)


def parse(text: str) -> Bundle:
    """A bundle as records, every string cleaned; unknown keys are mistakes. Raises BundleError."""
    from dialogue_tui.store.records import Loaded

    body = _tree(text)
    if body.get("type") != "dialogue-session":
        raise BundleError("This is not a session of dialogue; its 'type' should be 'dialogue-session'.")
    if body.get("schema") != SCHEMA:
        raise BundleError(f"schema: this program reads {SCHEMA}, the file has {_short(body.get('schema'))}.")
    _no_others(body, _KEYS, "the bundle")
    session: Session = _record(Session, body.get("session"), "session")
    lists: dict[str, list[Any]] = {}
    for name, kind in _LISTS.items():
        lists[name] = [_record(kind, row, f"{name}[{n}]") for n, row in enumerate(_list(body.get(name, []), name))]
        _distinct(lists[name], name)
    for name in _OF_ONE_SESSION:
        for n, record in enumerate(lists[name]):
            if record.session != session.id:
                raise BundleError(f"{name}[{n}].session: it belongs to another session than this one.")
    for n, entry in enumerate(lists["entries"]):
        _check_entry(entry, f"entries[{n}]")
    brought = [_pair(row, f"brought[{n}]") for n, row in enumerate(_list(body.get("brought", []), "brought"))]
    before = [_record(Entry, row, f"before[{n}]") for n, row in enumerate(_list(body.get("before", []), "before"))]
    _distinct(before, "before")
    for n, entry in enumerate(before):
        _check_entry(entry, f"before[{n}]")
    team = None if body.get("team") is None else _record(Team, body["team"], "team")
    loaded = Loaded(session=session, brought=brought)
    for name, records in lists.items():
        setattr(loaded, name, records)
    return Bundle(loaded, team, before)


def _tree(text: str) -> dict[str, Any]:
    if len(text.encode(errors="replace")) > LARGEST:
        raise BundleError(f"The file is larger than the {LARGEST // 1024 // 1024} MB a session may have.")
    try:
        body = json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise BundleError(f"Line {error.lineno}, column {error.colno}: this is not JSON ({error.msg}).") from error
    except RecursionError as error:
        raise BundleError(f"The file is nested deeper than {DEEPEST} levels.") from error
    except BundleError:
        raise
    except ValueError as error:
        raise BundleError("A number in the file is too long to be read.") from error
    if not isinstance(body, dict):
        raise BundleError("This is not a session of dialogue; it should be one JSON object.")
    level: list[Any] = [body]
    for _ in range(DEEPEST):
        level = [v for node in level if isinstance(node, dict | list) for v in _inside(node)]
        if not level:
            return body
    raise BundleError(f"The file is nested deeper than {DEEPEST} levels.")


def _inside(node: dict[str, Any] | list[Any]) -> list[Any]:
    return list(node.values()) if isinstance(node, dict) else node


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BundleError(f"The key '{_short(twice)}' stands twice in one object.")
    return found


def _no_number(word: str) -> NoReturn:
    raise BundleError(f"{word} is not a number that a session may hold.")


def _short(value: Any) -> str:
    return clean_line(str(value)[:60])


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise BundleError(f"{where}: this should be a list.")
    return value


def _no_others(row: dict[str, Any], known: frozenset[str], where: str) -> None:
    other = next((key for key in row if key not in known), None)
    if other is not None:
        raise BundleError(f"{where}: there is no '{_short(other)}' here.")


def _record(kind: type[Any], row: Any, where: str) -> Any:
    if not isinstance(row, dict):
        raise BundleError(f"{where}: this should be an object.")
    columns = {f.name: str(f.type) for f in fields(kind)}
    _no_others(row, frozenset(columns), where)
    values = {name: _value(value, columns[name], f"{where}.{name}") for name, value in row.items()}
    try:
        record = kind(**values)
    except TypeError as error:
        missing = next((f.name for f in fields(kind) if f.name not in row), "a field")
        raise BundleError(f"{where}: '{missing}' is missing.") from error
    if not record.id:
        raise BundleError(f"{where}.id: it is empty.")
    return record


_TYPES: dict[str, Callable[[Any], bool]] = {
    "str": lambda v: isinstance(v, str),
    "str | None": lambda v: v is None or isinstance(v, str),
    "int": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "int | None": lambda v: v is None or (isinstance(v, int) and not isinstance(v, bool)),
    "float": lambda v: isinstance(v, int | float) and not isinstance(v, bool),
    "bool": lambda v: isinstance(v, bool),
    "list[str]": lambda v: isinstance(v, list) and all(isinstance(item, str) for item in v),
    "dict[str, Any]": lambda v: isinstance(v, dict),
}


def _value(value: Any, column: str, where: str) -> Any:
    if not _TYPES[column](value):
        raise BundleError(f"{where}: this should be {column.replace(' | None', ' or null')}.")
    if column == "float":
        return float(value)
    return _cleaned(value, where)


def _cleaned(value: Any, where: str) -> Any:
    if isinstance(value, str):
        if where == "session.protocol_text":  # a whole file, cleaned line by line
            return "\n".join(_clean(line, where) for line in value.split("\n"))
        return _clean(value, where)
    if isinstance(value, list):
        return [_cleaned(item, where) for item in value]
    if isinstance(value, dict):
        return {_clean(key, where): _cleaned(item, where) for key, item in value.items()}
    return value


def _clean(text: str, where: str) -> str:
    try:
        return clean(text)
    except TooLong as error:
        raise BundleError(f"{where}: {error}") from error


def _distinct(records: list[Any], name: str) -> None:
    seen: set[str] = set()
    for n, record in enumerate(records):
        if record.id in seen:
            raise BundleError(f"{name}[{n}].id: '{_short(record.id)}' is there twice.")
        seen.add(record.id)


def _check_entry(entry: Entry, where: str) -> None:
    for name, value, known in (
        ("attribution", entry.attribution, ATTRIBUTIONS),
        ("wording", entry.wording, WORDINGS),
        ("consent", entry.consent, CONSENTS),
    ):
        if value not in known:
            raise BundleError(f"{where}.{name}: '{_short(value)}' is none of {', '.join(known)}.")
    if entry.attribution == "anonymous" and (entry.person or entry.at or entry.offset is not None):
        raise BundleError(f"{where}: an anonymous line holds no person and no time.")


def _pair(row: Any, where: str) -> tuple[Thread, Entry]:
    if not isinstance(row, dict):
        raise BundleError(f"{where}: this should be an object.")
    _no_others(row, frozenset({"thread", "entry"}), where)
    thread = _record(Thread, row.get("thread"), f"{where}.thread")
    entry = _record(Entry, row.get("entry"), f"{where}.entry")
    _check_entry(entry, f"{where}.entry")
    return thread, entry
