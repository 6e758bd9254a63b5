r"""What a typed line means before its kind reads it: who said it, parked, in short, or literal.

`@Ana words` gives the line to Ana; `Ana: words` does where Ana is in the room; `~` says it is the scribe's
shortening, `!` parks it, `\` takes the rest as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dialogue_tui.store.records import Person

_MENTION = re.compile(r'@(?:"([^"\n]{1,60})"|([^\s@"()]{1,60}))(?:\s+\(([^)\n]{1,60})\))?(?:\s|$)')


@dataclass(frozen=True, slots=True)
class Typed:
    """A line with its marks read: the words, a name and a role as typed, and which marks there were."""

    text: str
    who: str = ""
    role: str = ""
    parked: bool = False
    scribed: bool = False
    literal: bool = False


def read(line: str, present: Sequence[Person] = (), *, keep_prefix: bool = False) -> Typed:
    """The marks at the start of a line, in any order, and the words after them, exactly as typed.

    `keep_prefix` is for kinds that read `name:` themselves; the person is found, the words stay whole.
    """
    typed = Typed(line)
    while True:
        text = typed.text
        if text.startswith("\\"):
            return replace(typed, text=text[1:] or text, literal=True)
        if text.startswith("!") and not typed.parked and text[1:].strip():
            typed = replace(typed, parked=True, text=text[1:].removeprefix(" "))
        elif text.startswith("~") and not typed.scribed and text[1:].strip():
            typed = replace(typed, scribed=True, text=text[1:].removeprefix(" "))
        elif not typed.who and (match := _MENTION.match(text)) and (name := _name(match)):
            typed = replace(typed, who=name, role=match[3] or "", text=text[match.end() :])
        else:
            break
    if not typed.who:
        head, colon, tail = typed.text.partition(":")
        if colon and tail.startswith(" ") and tail.strip() and known(head, present):
            words = typed.text if keep_prefix else tail.removeprefix(" ")
            typed = replace(typed, who=head, text=words)
    return typed


def name_and_role(words: str) -> tuple[str, str]:
    """The two parts of `Ana Maria (Firmware lead)`, with or without the marks a line has; role "" without one."""
    match = re.fullmatch(r'@?\s*"?([^"()\n]+?)"?\s*(?:\(([^)\n]*)\))?', words.strip())
    return (match[1].strip(), (match[2] or "").strip()) if match else (words.strip(), "")


def _name(match: re.Match[str]) -> str:
    return (match[1] or match[2].rstrip(":,")).strip()


def known(name: str, people: Sequence[Person]) -> list[Person]:
    """The people meant by a name, initials or role code, or by a role; several where it does not tell."""
    wanted = name.strip().casefold()
    if not wanted:
        return []
    for key in ("name", "code", "role"):
        found = [p for p in people if getattr(p, key).casefold() == wanted]
        if found:
            return found
    initials = [p for p in people if "".join(w[0] for w in p.name.split()).casefold() == wanted]
    return initials if len(wanted) > 1 else []
