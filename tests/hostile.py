"""Texts that break programs: what looks like markup, what drives a terminal, and words that are hard to lay out."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from dialogue_tui.text import clean

COLLECTED = Path(__file__).parents[2] / "shared" / "samples" / "hostile.json"
"""More of them, where they lie beside the repository."""

MARKUP = [
    "[/", "[", "]", "[]", "[/]", "[b]bold[/i]", "[b]never closed", "[@click=app.quit]leave[/]", "\\[b]",
    "[[b]]", "\\", "[link=file:///dev/null]a link[/link]", "[$accent]accent[/]", "[on red] [/on red]",
    ":smile:", "{words} {0} %s %d", "*a* _b_ `c` ~~d~~ **e", "# A heading", "- an item\n1. another",
    "> a quotation", "| a | b |\n|---|---|", "---", "<script>alert(1)</script>", "<!-- gone",
    "&lt;b&gt; &amp;amp;", "![](x.png) [a](javascript:b)", "```\nfenced", "key: value\n---\n",
    "'quoted' \"twice\" 'once", "=1+1", "a  \nb\\\nc", "'; DROP TABLE entry; --", "../../etc/x",
]  # fmt: skip
ESCAPES = [
    "\x1b[2Jgone", "\x1b[31mred\x1b[0m", "\x1b]0;a title\x07after", "\x1b]52;c;YQ==\x07copied",
    "\x1bPq#0\x1b\\pixels", "\x9b2Jgone too", "bell\x07 and back\x08space", "over\rwritten", "a\x00b",
    "\x1b[200~as if pasted", "up \u202eside down\u202c", "\u2066apart\u2069 from it",
    "\x1b[?1049h another screen", "\x7frubbed out",
]  # fmt: skip
WORDS = [
    "日本語の一行", "全角　空白、句点。", "한국어", "עברית and English", "العربية", "e\u0301 is é, n\u0303 is ñ",
    "👩\u200d👩\u200d👧", "🏳️\u200d🌈 flag", "👍🏽", "a\u200bb\u200cc\ufeffd", "soft\u00adhyphen", "no\u00a0break",
    "tab\tin", "one\ntwo\n\nfour", "  spaces at both ends  ", "Z̸̡a̴l̶g̷o̸", "𝔉𝔯𝔞𝔨𝔱𝔲𝔯", "ﬁ ǆ ﷺ", "İi ıI ß ẞ",
    "@", "@nobody", "/next", "?", ".", "x", "1.", "NULL", "w" * 9_000, "long " * 900,
]  # fmt: skip


@cache
def hostile() -> tuple[str, ...]:
    """All of them, as somebody might type or paste them."""
    found = [*MARKUP, *ESCAPES, *WORDS]
    if COLLECTED.exists():
        kinds = json.loads(COLLECTED.read_text("utf-8"))
        found += [text for kind in ("markup", "escape", "words") for text in kinds[kind]]
    return tuple(dict.fromkeys(found))


def cleaned() -> list[str]:
    """What is left of them once they have passed the gate, where anything is."""
    return [text for text in map(clean, hostile()) if text]
