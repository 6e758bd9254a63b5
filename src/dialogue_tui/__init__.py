"""Structured dialogue for teams and one person, in a terminal, told as a learning history."""

__version__ = "0.1.0"
