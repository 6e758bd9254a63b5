"""Texts drawn by chance, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from dialogue_tui.text import clean

NASTY = "ab1 \t\n\\`*_[]()<>|~#^$={}&;:/.-+!\"'@%wW\u00a0\u3000\u2028é日👩\u200b"
nasty = st.text(st.sampled_from(NASTY), max_size=40)
any_text = st.one_of(nasty, st.text(max_size=60)).map(clean)
