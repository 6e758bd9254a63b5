"""What can't be written, read or told; every message is one sentence that says what to do."""

from __future__ import annotations

from dialogue_tui.errors import OneSentence


class ExportError(OneSentence):
    """A document that could not be written."""


class FormatError(ExportError):
    """A format there is not; the message names the nearest."""
