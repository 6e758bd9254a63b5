"""Every kind of activity by its name: what protocol files may say under `kind`."""

from __future__ import annotations

from typing import Any

from .base import Activity
from .columns import Columns
from .draft import Drafting
from .form import Form
from .ladder import Ladder
from .release import Release
from .respond import Respond
from .sort import Sort
from .talk import Talk
from .threads import Threads
from .write import Write

KINDS: dict[str, Activity[Any]] = {
    kind.kind: kind() for kind in (Talk, Write, Form, Columns, Ladder, Sort, Respond, Drafting, Threads, Release)
}
