"""Checks what a protocol file says, and puts every mistake in words: where it is, and what was probably meant."""

from __future__ import annotations

import typing
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError

from dialogue_tui.activities.kinds import KINDS
from dialogue_tui.text import TooLong, clean, nearest, plainly

from .library import Problem, ProtocolError
from .line_numbers import Path, line_numbers, line_of
from .schema import Part, Protocol

_PATTERNS = {
    "name": "use small letters, digits and hyphens, beginning with a letter",
    "id": "use small letters, digits and _ (a step's id has a dot in it, as in two.helped)",
}


def check(data: dict[str, Any], text: str, where: str) -> Protocol:
    """The protocol that the parsed file describes. Raises ProtocolError with every problem found at once."""
    mistakes = _Mistakes(data, text, where)
    words = mistakes.cleaned(data, ())
    if not mistakes.problems:
        try:
            protocol = Protocol.model_validate(words)
        except ValidationError as error:
            mistakes.explain(error)
        else:
            mistakes.sources(protocol)
            if not mistakes.problems:
                return protocol
    raise ProtocolError(mistakes.problems)


class _Mistakes:
    """What was found wrong in one file."""

    def __init__(self, data: dict[str, Any], text: str, where: str) -> None:
        self.data = data
        self.where = where
        self.found = line_numbers(text)
        self.problems: list[Problem] = []

    def add(self, path: Path, sentence: str, meant: str = "") -> None:
        """One problem, with the value that was probably meant."""
        hint = f"; did you mean '{meant}'?" if meant else "."
        line = line_of(path, self.found)
        self.problems.append(Problem(self.where, line, self._spoken(path), sentence.rstrip(".") + hint))

    def cleaned(self, value: Any, path: Path) -> Any:
        """The value with every text in it cleaned: an escape can hide in TOML's own escapes."""
        if isinstance(value, str):
            try:
                return clean(value)
            except TooLong as error:
                self.add(path, str(error))
                return ""
        if isinstance(value, dict):
            return {self.cleaned(k, path): self.cleaned(v, (*path, k)) for k, v in value.items()}
        if isinstance(value, list):
            return [self.cleaned(v, (*path, i)) for i, v in enumerate(value)]
        return value

    def explain(self, error: ValidationError) -> None:
        """Every mistake that pydantic names, those of a part's settings included."""
        for each in error.errors(include_url=False):
            if each["type"] == "mistake":
                self._ours(each["loc"], **each["ctx"])
            else:
                self._theirs(self._settled(each["loc"]), dict(each))

    def _settled(self, path: Path) -> Path:
        """The path with `settings` in it where pydantic leaves it out: a part checks its settings itself."""
        in_part = len(path) > 4 and (path[0], path[2]) == ("steps", "parts")
        if not in_part or path[4] in Part.model_fields or path[4] in _at(self.data, path[:4]):
            return path
        return (*path[:4], "settings", *path[4:])

    def _type(self, path: Path) -> Any:
        """What the schema says stands under a path; None where it says nothing."""
        if len(path) > 4 and path[4] == "settings":
            kind = _at(self.data, path[:4]).get("kind")
            return _type_at(KINDS[kind].settings, path[5:]) if kind in KINDS else None
        return _type_at(Protocol, path)

    def _words(self, path: Path) -> list[str]:
        """The words that may stand under a path where only some may."""
        return _literals(self._type(path))

    def _ours(self, path: Path, field: str, sentence: str, wrong: str, known: list[str]) -> None:
        """What the schema itself found, beginning with the field it is about."""
        path = self._settled((*path, *field.split(".")))
        if wrong:
            path = _leaf(_at(self.data, path), wrong, path) or path
        self.add(path, sentence, nearest(wrong, known))

    def _theirs(self, path: Path, each: dict[str, Any]) -> None:
        kind, last, context = each["type"], str(path[-1]) if path else "", each.get("ctx", {})
        if kind == "missing":
            self.add(path, "this field is needed and not there")
        elif kind == "extra_forbidden":
            known = _fields(self._type(path[:-1]))
            meant = nearest(last, known)
            said = "there is no such field here"
            self.add(path, said if meant else f"{said}; there are {', '.join(known)}", meant)
        elif kind == "literal_error":
            known = self._words(path)
            said = f"{_shown(each['input'])} is not one of {', '.join(known)}"
            self.add(path, said, nearest(str(each["input"]), known))
        elif kind == "string_pattern_mismatch":
            rule = _PATTERNS.get(last, "it has another form")
            self.add(path, f"{_shown(each['input'])} can't be used here: {rule}")
        elif kind == "string_too_long":
            self.add(path, f"this is {len(each['input'])} characters; at most {context['max_length']} fit")
        else:
            self.add(path, plainly(each))

    def sources(self, protocol: Protocol) -> None:
        """Settings that name an earlier step, or a part of one, must name one that is there."""
        known = [s.id for s in protocol.steps]
        known += [f"{s.id}/{p.id}" for s in protocol.steps for p in s.parts]
        for i, step in enumerate(protocol.steps):
            for j, part in enumerate(step.parts):
                self._sources_of(part, ("steps", i, "parts", j, "settings"), known)

    def _sources_of(self, part: Part, path: Path, known: list[str]) -> None:
        for name in part.activity.sources(part.settled):
            if name not in known:
                at = _leaf(part.settings, name, path) or path
                self.add(at, f"there is no step or part '{name}'", nearest(name, known))

    def _spoken(self, path: Path) -> str:
        """The path as its author knows it: `steps[two.helped].parts[round].minutes`."""
        spoken, here = "", self.data
        for key in path:
            here = _at(here, (key,))
            if isinstance(key, int):
                name = here.get("id") or here.get("name") if isinstance(here, dict) else None
                spoken += f"[{clean(str(name))[:40] if name else f'#{key + 1}'}]"
            else:
                spoken += f".{clean(key)[:40]}" if spoken else clean(key)[:40]
        return spoken


def _at(value: Any, path: Path) -> Any:
    """What stands under a path of the parsed file; an empty table where nothing does."""
    for key in path:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return {}
    return value


def _leaf(value: Any, word: str, path: Path) -> Path | None:
    """The path of the first text that is exactly this word."""
    if value == word:
        return path
    pairs: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    return next((found for k, v in pairs if (found := _leaf(v, word, (*path, k)))), None)


def _type_at(model: Any, path: Path) -> Any:
    """The annotation of the field that a path leads to, from a model; None where it leads nowhere."""
    here = model
    for key in path:
        if isinstance(here, type) and issubclass(here, BaseModel):
            here = next((f.annotation for n, f in here.model_fields.items() if key in (n, f.alias)), None)
        else:
            here = next(reversed(typing.get_args(here)), None)
    return here


def _literals(kind: Any) -> list[str]:
    """The words of a type that allows only some, alone or among others."""
    if typing.get_origin(kind) is typing.Literal:
        return [str(word) for word in typing.get_args(kind)]
    return [word for each in typing.get_args(kind) for word in _literals(each)]


def _fields(model: Any) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def _shown(value: Any) -> str:
    return f"'{str(value)[:40]}'"
