"""What was last known of a store, in a small file beside it, so that a lost or emptied one is never read as new."""

from __future__ import annotations

import json
import os
from pathlib import Path

from dialogue_tui.store.driver import Known
from dialogue_tui.store.errors import Damaged, Vanished, damaged


def known_file(path: Path) -> Path:
    """The file beside the store at `path`."""
    return path.with_suffix(".known")


def recall(path: Path) -> Known | None:
    """What was last known of the store at `path`; None where no store has been."""
    try:
        kept = json.loads(known_file(path).read_bytes())
        return Known(str(kept["store"]), int(kept["highest"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return Known()


def remember(path: Path, known: Known) -> None:
    """Keep what is known, in one small write of always the same length, after the store itself has it."""
    line = f'{{"store": "{known.store}", "highest": {known.highest:>15}}}\n'.encode()
    handle = os.open(known_file(path), os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        os.write(handle, line)
        os.ftruncate(handle, len(line))
    finally:
        os.close(handle)


def something_there(path: Path, known: Known | None) -> bool:
    """Whether there is a store to open at `path`. Raises Vanished or Damaged where one used to be.

    It looks from outside: opening and closing the file would give up every lock this process holds on it (POSIX),
    and the next program to leave would take the write-ahead log away from under this one.
    """
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        if known is None:
            return False
        raise Vanished(
            f"{path} is gone, though {known.highest:,} changes were saved in it; put it back, "
            f"or delete {known_file(path).name} beside it to begin anew."
        ) from None
    if not size and known is not None:
        raise damaged(path, f"it is empty, though {known.highest:,} changes were saved in it")
    return size > 0


def compare(path: Path, known: Known | None, now: Known) -> None:
    """Raise Damaged where the store is not the one known here, or lacks changes that it had."""
    if known is None or not known.store:
        return
    accept = f"If that is meant, delete {known_file(path).name} beside it."
    if known.store != now.store:
        raise Damaged(f"{path} is another store than the one that was here. {accept}")
    if now.highest < known.highest:
        lost = f"{known.highest - now.highest:,} of the {known.highest:,}"
        raise Damaged(
            f"{path} lacks {lost} changes saved in it: its -wal file was lost, or an older copy was put in its "
            f"place. {accept}"
        )
