"""What a historian's comment may be: a reading that names its kind, never a verdict on somebody's motive."""

from __future__ import annotations

import re

from dialogue_tui.text import clean, clean_line, nearest

from .errors import CommentError

TYPES = (
    "theme", "question", "assumption", "alternative reading", "evidence", "undiscussable", "context", "link",
)  # fmt: skip

_MOTIVE = re.compile(
    r"\b(afraid|fear(s|ed)?|ashamed|motives?|pretend(s|ed|ing)?|hid(e|es|ing)?|blam(e|es|ed|ing)|"
    r"(want|try|tri|mean)(s|ed|es|ing)? to|meant to|in order to|to protect|to avoid)\b",
    re.IGNORECASE,
)
_CITES = re.compile(r"\brest(s|ing)? on\b|\bp\d+\b", re.IGNORECASE)


def check_comment(type: str, text: str) -> tuple[str, str]:
    """The type by its own name and the text cleaned, ready to be kept.

    Raises CommentError for an unknown type, an empty text, an undiscussable that is not asked as a question, and
    a remark about somebody's motive that neither cites a paragraph nor asks. Raises TooLong like `clean`.
    """
    kind = clean_line(type).casefold().replace("-", " ").replace("_", " ")
    if kind not in TYPES:
        meant = nearest(kind, list(TYPES))
        hint = f"did you mean '{meant}'?" if meant else f"there are {', '.join(TYPES)}."
        raise CommentError(f"There is no comment of type '{clean_line(type)}'; {hint}")
    words = clean(text).strip()
    if not words:
        raise CommentError("The comment is empty; write what you see in that paragraph.")
    asks = words.endswith(("?", "？", "؟"))
    if kind == "undiscussable" and not asks:
        raise CommentError("An undiscussable is raised as a question, so let it end with a question mark.")
    if not asks and _MOTIVE.search(words) and not _CITES.search(words):
        raise CommentError(
            "This speaks of a motive: say what it rests on (such as 'rests on p4'), or ask it as a question."
        )
    return kind, words
