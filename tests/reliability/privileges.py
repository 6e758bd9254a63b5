"""Programs for which permissions hold."""

from __future__ import annotations

import os
import shutil

import pytest


def without_privileges() -> list[str]:
    """What goes before a command so that permissions hold for root too."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root can write everywhere, and there is no setpriv to give that up")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"]
