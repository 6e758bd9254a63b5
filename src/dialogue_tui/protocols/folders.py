"""Where a person's own protocol files are looked for."""

from __future__ import annotations

import os
from pathlib import Path


def own() -> list[Path]:
    """The folder that DIALOGUE_PROTOCOLS names, else `protocols` in the platform's settings folder."""
    named = os.environ.get("DIALOGUE_PROTOCOLS")
    if named:
        return [Path(named).expanduser().absolute()]
    from platformdirs import user_config_path

    return [user_config_path("dialogue", appauthor=False) / "protocols"]
