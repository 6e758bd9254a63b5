"""Counts as they are told: small ones in words, so that they are never taken for an answer."""

from __future__ import annotations

_WORDS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def in_words(count: int) -> str:
    """Up to twelve as a word, more in digits."""
    return _WORDS[count] if 0 <= count < len(_WORDS) else str(count)


def people(count: int) -> str:
    """So many people, such as "one person" or "four people"."""
    return f"{in_words(count)} {'person' if count == 1 else 'people'}"
