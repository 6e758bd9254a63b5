"""What can't be told; every message is one sentence that says what to do."""

from __future__ import annotations

from dialogue_tui.errors import OneSentence


class HistoryError(OneSentence, ValueError):
    """Something asked of a history that it can't be."""


class CommentError(HistoryError):
    """A comment that can't stand in the left column."""


class LayoutError(HistoryError):
    """A layout there is not; the message names the nearest."""
