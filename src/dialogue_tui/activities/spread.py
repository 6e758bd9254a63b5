"""How many people gave which answer, all at once and never as an average; and how numbers of people are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

_NUMBERS = "none one two three four five six seven eight nine ten eleven twelve"
FEWEST = 4
"""Below this many answers the whole spread is withheld: it would tell who gave which."""
UNMARKED = "left unmarked"


def number(count: int) -> str:
    """Up to twelve as a word, so that it is never taken for an answer; more in digits."""
    words = _NUMBERS.split()
    return words[count] if 0 <= count < len(words) else str(count)


def people(count: int) -> str:
    """So many people, such as "one person" or "four people"."""
    return f"{number(count)} {'person' if count == 1 else 'people'}"


def in_words(
    value: Mapping[str, Any],
    titles: Mapping[str, str] = {},
    count: Callable[[int], str] = str,
    otherwise: str = "",
) -> str:
    """A spread in words, without a full stop: how many first, then their answer, by its title where it has one.

    `count` says how many gave an answer. Lines that nobody marked were not agreed to by anybody, so those that have
    the answer `otherwise` are left unmarked.
    """
    counts: Mapping[str, int] = value["counts"]
    if not counts:
        return "Fewer than four people answered; the spread is not shown"
    order = [v for v in titles if counts.get(v)] + sorted(v for v in counts if v not in titles)
    said = [f"{count(counts[v])} {titles.get(v, v)}" for v in order if not otherwise or v != otherwise]
    left = [f"{counts[otherwise]} {UNMARKED}"] if otherwise and counts.get(otherwise) else []
    return "; ".join([*filter(None, [", ".join(said)]), *left, f"n = {value.get('answered')}"])
