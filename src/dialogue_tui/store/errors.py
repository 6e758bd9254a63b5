"""What can be wrong with a store: each says in one sentence what, where, and what to do."""

from __future__ import annotations

from pathlib import Path

from dialogue_tui.errors import OneSentence


class StoreError(OneSentence):
    """Anything a store refuses or can't do. The message is one sentence for people, without what they wrote."""


class NotFound(StoreError):
    """Nothing has that name."""


class Ambiguous(StoreError):
    """More than one thing has a name that begins like this."""


class Conflict(StoreError):
    """A row is not what the writer thought it was: somebody else changed it first."""


class Private(StoreError):
    """Something private was about to be written into the team's store."""


class Newer(StoreError):
    """The file was written by a newer version of this program."""


class Damaged(StoreError):
    """The file does not hold what was written to it."""


class NotOurs(StoreError):
    """The file is something else."""


class InTheWay(StoreError):
    """The disk or another program is in the way; it may pass, so trying again is right."""


class Vanished(InTheWay):
    """There is no store where one used to be."""


class Busy(InTheWay):
    """Another program holds the store."""


class NoRoom(InTheWay):
    """The disk is full."""


class ReadOnly(InTheWay):
    """The file or its folder can't be written."""


def damaged(path: Path | str, what: str = "") -> Damaged:
    """The sentence for a file that does not hold what was written; `what` names the row where it is known."""
    where = f": {what}" if what else ""
    return Damaged(f"{path} is damaged{where}. Keep a copy of its folder, then put back a backup.")


def not_ours(path: Path) -> NotOurs:
    """The sentence for a file that is something else."""
    return NotOurs(f"{path} is not a store of this program; move it elsewhere or choose another folder.")
