"""Who reads a document: nobody but those who were there, unless the opening card names somebody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dialogue_tui.activities.entry import in_order
from dialogue_tui.protocols.plan import OPENING

if TYPE_CHECKING:
    from dialogue_tui.store.records import Loaded

AUDIENCES = ("core-team", "organisation", "public")
"""Readers, the fewest first."""
_EVERYBODY = frozenset({"public", "the public", "everyone", "everybody", "anybody", "anyone", "the world"})


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_US = _set("circle confidential core-team here me ourselves participants present private room team us we")
_AROUND_US = _set(
    "a all and any anybody anyone are at been being but core eight eleven everybody everyone five for four "
    "from have in inside is it just keep kept members my nine now of only our own part people please sat "
    "seven sit sits sitting six stay stays taking ten that the them themselves there these they this those "
    "three to today together took twelve two was were who whoever whole will with within "
)
_NOBODY_ELSE = re.compile(r"\b(nobody|no[ -]one|none|no)( (else|others?|outside|beyond))?( than)?\b|\bthis group\b")


def audience_of(loaded: Loaded) -> str:
    """Who reads this, by the opening card: the core team unless somebody else is named there.

    Words that speak of nobody but those present mean the core team, however they put it; any other word, of
    whoever they may be, means readers outside, from whom anonymous lines are kept back.
    """
    said = [e for e in in_order(list(loaded.entries)) if e.part == OPENING and e.slot == "audience"]
    words = said[-1].text.strip().rstrip(".!").casefold() if said else ""
    if not words or _ourselves(words):
        return "core-team"
    return "public" if words in _EVERYBODY else "organisation"


def _ourselves(words: str) -> bool:
    """Whether every word is about those present, "nobody else" among them."""
    found = set(re.findall(r"[\w-]+", _NOBODY_ELSE.sub("us", words)))
    return bool(found & _US) and all(w in _US | _AROUND_US or w.isdigit() for w in found)
