"""What a command says when it can't: one sentence on standard error, and the right exit status."""

from __future__ import annotations

from dialogue_tui.cli.output import note
from dialogue_tui.errors import OneSentence

FAILED, USAGE = 1, 2


class Failure(OneSentence):
    """Something that was asked for can't be had; the message is one sentence and says what to do."""


class Misused(OneSentence):
    """The words of the command don't go together; the message is one sentence."""


def status_of(error: Exception, data: str | None) -> int:
    """Say what went wrong and return the exit status. What nobody expected leaves a report without any text."""
    if isinstance(error, Misused):
        note(str(error))
        return USAGE
    if isinstance(error, OneSentence):
        note(str(error))
        return FAILED
    if isinstance(error, OSError) and error.filename is not None:
        note(f"{error.filename} can't be used: {error.strerror}.")
        return FAILED
    return _crashed(error, data)


def _crashed(error: Exception, data: str | None) -> int:
    from pathlib import Path

    from dialogue_tui.screens.crash import report, sentence
    from dialogue_tui.store.where import DataFolder

    note(sentence(report(error, DataFolder.find(Path(data) if data else None).path)))
    return FAILED
