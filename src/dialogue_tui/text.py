"""Text at the gates: what may enter, how it is folded for search, how wide it is.

`clean` stands at every entrance (keys, paste, arguments, files), so that nothing stored can drive a terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dialogue_tui.errors import OneSentence

LONGEST = 20_000
"""Characters one entry may hold; a megabyte in one line takes seconds to paint."""

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, delete, C1
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates
    "\ud800-\udfff]"  # lone surrogates
)
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
_WORD = re.compile(r"\w+")


class TooLong(OneSentence, ValueError):
    """A text over LONGEST characters; the message says how long it was and what to do."""


def clean(text: str) -> str:
    """The text as it was meant, without what could drive a terminal. Raises TooLong."""
    if len(text) > LONGEST:
        raise TooLong(f"That is {len(text):,} characters; one line holds {LONGEST:,}. Split it and try again.")
    return _CONTROL.sub("", text)


def printable(words: str) -> str:
    """The text without anything that could drive a terminal, however long it is: the gate on its way out."""
    return "".join(clean(words[i : i + LONGEST]) for i in range(0, len(words), LONGEST))


def clean_line(text: str) -> str:
    """`clean`, on one line: for titles, names and file names."""
    return " ".join(clean(text).split())


def fold(text: str) -> str:
    """The text as search sees it: no case, no marks, CJK as overlapping pairs so that parts of words are found."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    # NFKD takes Hangul syllables apart; put what remains together again before pairing.
    return _CJK.sub(lambda match: f" {' '.join(_pairs(match[0]))} ", unicodedata.normalize("NFC", bare))


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def words(text: str) -> list[str]:
    """The folded words of a query."""
    return _WORD.findall(fold(text))


@lru_cache(maxsize=8192)
def width(text: str) -> int:
    """How many terminal cells the text takes, by the same tables the screens use."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def wrap(text: str, cells: int) -> list[str]:
    """The text in lines of at most `cells`, broken at spaces where there are any, every character kept but those.

    Newlines are kept as line ends; tabs show as four spaces.
    """
    lines: list[str] = []
    for paragraph in text.replace("\t", "    ").split("\n"):
        lines += _wrap_paragraph(paragraph, max(2, cells))
    return lines


def _wrap_paragraph(paragraph: str, cells: int) -> list[str]:
    if width(paragraph) <= cells:
        return [paragraph]
    lines: list[str] = []
    line, used = "", 0
    for token in re.findall(r" +|[^ ]+", paragraph):
        size = width(token)
        if used + size <= cells:
            line, used = line + token, used + size
            continue
        if token.isspace():
            lines.append(line)
            line, used = "", 0
            continue
        if line.strip():
            lines.append(line.rstrip(" "))
            line, used = "", 0
        for glyph in token:
            if used + width(glyph) > cells:
                lines.append(line)
                line, used = "", 0
            line, used = line + glyph, used + width(glyph)
    return [*lines, line] if line else lines


def shorten(text: str, cells: int) -> str:
    """The first line of the text, cut to `cells` with an ellipsis where it is longer."""
    line = " ".join(text.split())
    if width(line) <= cells:
        return line
    short, used = "", 0
    for glyph in line:
        if used + width(glyph) > cells - 1:
            break
        short, used = short + glyph, used + width(glyph)
    return short.rstrip() + "…"


_WHOLE, _NUMBER, _TABLE = "a whole number is needed", "a number is needed", "a table is needed"
_PLAINLY = {
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "greater_than_equal": "it must be at least {ge:g}",
    "less_than_equal": "it must be at most {le:g}",
    "greater_than": "it must be more than {gt:g}",
    "string_type": "a text in quotation marks is needed",
    "bool_type": "true or false is needed",
    "bool_parsing": "true or false is needed",
    "list_type": "a list is needed",
    "dict_type": _TABLE,
    "model_type": _TABLE,
    "too_short": "at least one is needed",  # no list here needs more
    "string_too_short": "this can't be empty",
    "value_error": "{error}",
}


def plainly(problem: Mapping[str, Any]) -> str:
    """One of pydantic's errors by its code, in words for people who don't know the library."""
    said = _PLAINLY.get(problem["type"])
    return said.format(**problem.get("ctx", {})) if said else str(problem["msg"])


def counted(number: int, thing: str, things: str = "") -> str:
    """So many of a thing, such as "1 slip" or "4 slips"."""
    return f"{number} {thing if number == 1 else things or thing + 's'}"


def capital(text: str) -> str:
    """The text with a capital first letter, for the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def nearest(word: str, known: list[str]) -> str:
    """The known word most like this one, or an empty string: for "did you mean"."""
    import difflib

    found = difflib.get_close_matches(word, known, 1, 0.5)
    return found[0] if found else ""
