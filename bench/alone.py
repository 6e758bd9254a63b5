"""Runs the tests where nothing lies beside the tree and no git knows it, backwards, and deaf to hang-ups.

`python -m bench.alone` runs all that are no soak; what is added goes to pytest, such as `tests/store -n 2`.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.reach import copied, surroundings


def main(words: Sequence[str]) -> int:
    """Run them in a copy. Returns pytest's exit status."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as under nohup; what is started inherits it
    with tempfile.TemporaryDirectory() as folder:
        copy = copied(Path(folder, "alone", "tree"))
        command = [sys.executable, "-m", "pytest", "--backwards", "-rs", "-m", "not soak", *words]
        return subprocess.run(command, cwd=copy, env=surroundings(copy), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
