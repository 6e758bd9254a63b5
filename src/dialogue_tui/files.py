"""Files written whole or not at all, for their owner alone."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

ENDING = ".tmp"
"""How a file that is still being made ends."""

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS, errno.EXDEV}


def make_folder(folder: Path) -> None:
    """Make a folder that is missing for its owner alone, and those above it in the usual way. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_file(path: Path) -> None:
    """Make an empty file for its owner alone. Raises FileExistsError and other OSErrors."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


@contextlib.contextmanager
def draft(of: Path, ending: str = ENDING) -> Iterator[Path]:
    """An empty hidden file beside `of`, for its owner alone; gone afterwards whatever happens. Raises OSError."""
    made = of.with_name(f".{of.name}.{os.urandom(4).hex()}{ending}")
    make_file(made)
    try:
        yield made
    finally:
        made.unlink(missing_ok=True)


def publish(made: Path, path: Path, *, replace: bool = True) -> None:
    """Give a finished draft its name, at once and on the disk. Raises FileExistsError unless `replace`, OSError."""
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    if replace:
        made.replace(path)
    else:
        _link(made, path)
    sync_folder(path.parent)


def write_whole(path: Path, content: bytes, *, replace: bool = True) -> None:
    """Write a file, its folder too where that is missing. Raises FileExistsError unless `replace`, OSError."""
    make_folder(path.parent)
    with draft(path) as made:
        made.write_bytes(content)
        publish(made, path, replace=replace)


def open_to_others(path: Path) -> bool:
    """Whether anybody but its owner may read or write it."""
    try:
        return os.name == "posix" and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)
    except OSError:
        return False


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk too, where the platform can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _link(made: Path, path: Path) -> None:
    """A second name for the file, which fails where the name is taken; renaming would not notice."""
    try:
        os.link(made, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        made.replace(path)  # a file system without hard links
