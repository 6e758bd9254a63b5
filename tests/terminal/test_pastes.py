"""What is pasted is taken out of the input whole, however the terminal cuts it up; keys stay keys."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dialogue_tui.screens.terminal import Pastes

typed = st.text(st.sampled_from("ab[2~\n"), max_size=8)
pasted = st.text(st.sampled_from("a[20~1;\x1b\x07\n é"), max_size=12).filter(
    lambda t: Pastes.END not in t + Pastes.END[:-1]
)


@given(st.lists(st.tuples(typed, pasted), max_size=4), typed, st.lists(st.integers(0, 80), max_size=6))
def test_pastes_come_out_whole_and_keys_in_between(
    pairs: list[tuple[str, str]], last: str, cuts: list[int]
) -> None:
    stream = "".join(f"{keys}{Pastes.BEGIN}{text}{Pastes.END}" for keys, text in pairs) + last
    places = sorted({0, len(stream), *(cut for cut in cuts if cut < len(stream))})
    pieces = [stream[a:b] for a, b in pairwise(places)]
    pastes = Pastes()
    found = [piece for data in pieces for piece in pastes.feed(data, more=True)]
    assert [text for text, was_pasted in found if was_pasted] == [text for _, text in pairs]
    keys = "".join(text for text, was_pasted in found if not was_pasted) + pastes.rest()
    assert keys == "".join(keys for keys, _ in pairs) + last


def test_escape_alone_waits_for_nothing() -> None:
    assert list(Pastes().feed("\x1b")) == [("\x1b", False)]


def test_half_a_mark_that_turns_out_to_be_keys_is_given_back() -> None:
    pastes = Pastes()
    assert list(pastes.feed("\x1b[2")) == []
    assert pastes.rest() == "\x1b[2"
    assert pastes.rest() == ""
