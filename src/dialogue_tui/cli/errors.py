"""What a command says when it can't: one sentence on standard error, and the right exit status."""

from __future__ import annotations

from dialogue_tui.cli.output import note

FAILED, USAGE = 1, 2


class Failure(Exception):
    """Something that was asked for can't be had; the message is one sentence and says what to do."""


class Misused(Exception):
    """The words of the command don't go together; the message is one sentence."""


def status_of(error: Exception, data: str | None) -> int:
    """Say what went wrong and return the exit status. What nobody expected leaves a report without any text."""
    if isinstance(error, Misused):
        note(str(error))
        return USAGE
    if isinstance(error, _expected()):
        note(str(error))
        return FAILED
    if isinstance(error, OSError) and error.filename is not None:
        note(f"{error.filename} can't be used: {error.strerror}.")
        return FAILED
    return _crashed(error, data)


def _expected() -> tuple[type[Exception], ...]:
    from dialogue_tui.demo.fill import NotEmpty
    from dialogue_tui.exchange.errors import ExportError
    from dialogue_tui.facilitation.errors import AskFirst, Refused
    from dialogue_tui.history.errors import HistoryError
    from dialogue_tui.protocols.library import ProtocolError
    from dialogue_tui.protocols.plan import NoSuchForm
    from dialogue_tui.store.errors import StoreError
    from dialogue_tui.text import TooLong

    ours = (Failure, StoreError, ProtocolError, NoSuchForm, ExportError, HistoryError, Refused, AskFirst)
    return (*ours, NotEmpty, TooLong)


def _crashed(error: Exception, data: str | None) -> int:
    from pathlib import Path

    from dialogue_tui.screens.crash import report, sentence
    from dialogue_tui.store.where import DataFolder

    note(sentence(report(error, DataFolder.find(Path(data) if data else None).path)))
    return FAILED
