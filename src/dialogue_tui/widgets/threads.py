"""Threads: what was expected, and what is handed on."""

from __future__ import annotations

from .workspace import Workspace


class Threads(Workspace):
    """Earlier lines first, then the new ones, each with what it leaves open."""

    first = "Nothing handed on yet. One line each."
