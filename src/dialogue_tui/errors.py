"""The root of every error a person is meant to read."""

from __future__ import annotations


class OneSentence(Exception):
    """What went wrong, in one sentence for the person: what, where, and what to do.

    Every error of the package that a face may show descends from this, so a face catches one class, shows
    `str(error)` and has lost nothing. What is not one is a fault of the program.
    """
