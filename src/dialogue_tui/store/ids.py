"""Ids that tell nothing: 80 random bits in lower-case base32."""

from __future__ import annotations

import random

_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def new_id(source: random.Random) -> str:
    """A new id of 16 characters. Pass SystemRandom, or a seeded Random where the same ids must come again."""
    bits = source.getrandbits(80)
    return "".join(_ALPHABET[bits >> shift & 31] for shift in range(75, -1, -5))
