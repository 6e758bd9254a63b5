"""Texts that break programs, as many as wanted, made by chance that comes again."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from dialogue_tui.text import clean

_NASTY = (
    "\x1b\x07\x9b\x90\u202e\u2066[]()0123;?hmJ~!@/\\|*_`#<>&=+-.:'\"$%{} \t\n\r\u00a0\u200b\u200d\u2028\ufeffaé日👩"
)
_TEXT = st.one_of(
    st.text(st.sampled_from(_NASTY), min_size=1, max_size=60),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120),
    st.text(min_size=1, max_size=40).map(lambda t: f"\x1b[{t}"),
)


def made(count: int) -> list[str]:
    """So many made ones, always the same, each with words in it."""
    found: list[str] = []

    @seed(7)
    @settings(
        max_examples=4 * count, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(_TEXT)
    def collect(text: str) -> None:
        if text not in found and meant(text).strip() and text.encode("utf-8", "ignore").decode() == text:
            found.append(text)

    collect()
    assert len(found) >= count
    return found[:count]


def meant(text: str) -> str:
    """What a pasted text stands for: line ends as such, none at its end, nothing that drives a terminal."""
    return clean(re.sub("\r\n?|[\u2028\u2029]", "\n", text)).rstrip("\n")


def driving(output: str) -> list[str]:
    """What in an output could drive a terminal."""
    return [c for at in range(0, len(output), 10_000) for c in _taken_out(output[at : at + 10_000])]


def _taken_out(part: str) -> list[str]:
    return [c for c in part if clean(c) != c]
