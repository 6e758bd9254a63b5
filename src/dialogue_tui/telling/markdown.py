"""Text as CommonMark that reads back word for word, whatever it holds.

Everything CommonMark, GFM tables, Obsidian or pandoc would read as a mark gets a backslash; white space that
they would trim becomes a numeric entity. The plain text of the parsed inline equals the text that went in.
"""

from __future__ import annotations

import json
import re

_ALWAYS = re.compile(r"[\\`*_\[\]<|~#^${}]|=(?==)|(?<==)=|&(?=[#A-Za-z])|:(?=//)|(?<=www)\.", re.IGNORECASE)
_AT_START = re.compile(r"[:%>=]|[-+](?=[-+:\s]|$)|\d+(?=[.)])")
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def inline(text: str, prefix: str = "") -> str:
    """The text as inline CommonMark; line breaks are hard ones, and `prefix` begins each line after the first.

    `prefix` is what the block needs to go on: "> " in a quotation, spaces in a list item.
    """
    lines = [_line(line) for line in text.split("\n")]
    while len(lines) > 1 and not lines[-1]:  # a hard break needs something after it
        lines.pop()
        lines[-1] += "&#10;"
    return f"\\\n{prefix}".join(lines)


def cell(text: str) -> str:
    """The text as the content of a table cell: one line, with `<br>` for each line break."""
    return "<br>".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    core = line.strip()
    if not core:
        return _entities(line)
    start = line.index(core)
    escaped = _ALWAYS.sub(lambda match: "\\" + match[0], core).replace("\t", "&#9;")
    first = _AT_START.match(core)
    if first:
        end = first.end() if first[0].isdigit() else 0
        if escaped[end] != "\\":
            escaped = escaped[:end] + "\\" + escaped[end:]
    return _entities(line[:start]) + escaped + _entities(line[start + len(core) :])


def _entities(space: str) -> str:
    return "".join(f"&#{ord(c)};" for c in space)


def front_matter(fields: dict[str, str | int | list[str]]) -> str:
    """Flat YAML front matter; values are JSON strings, which YAML reads as they are and nothing breaks out of."""
    lines = ["---", *(f"{name}: {_yaml(value)}" for name, value in fields.items()), "---"]
    return "\n".join(lines) + "\n"


def _yaml(value: str | int | list[str]) -> str:
    # YAML folds some line separators that JSON leaves as they are.
    written = json.dumps(value, ensure_ascii=False)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
