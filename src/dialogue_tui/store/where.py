"""Where the two stores, the exports and the settings of one person lie."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from .opening import Store


@dataclass(frozen=True, slots=True)
class DataFolder:
    """One folder with everything in it; nothing is made until something is written."""

    path: Path

    @classmethod
    def find(cls, flag: Path | None = None) -> DataFolder:
        """The folder asked for, else the one that DIALOGUE_DATA names, else the platform's own."""
        named = flag or os.environ.get("DIALOGUE_DATA")
        if named:
            return cls(Path(named).expanduser().absolute())
        from platformdirs import user_data_path

        return cls(user_data_path("dialogue", appauthor=False))

    @property
    def team(self) -> Store:
        """The store of what was said in a room."""
        return Store(self.path / "team.db", "team")

    @property
    def journal(self) -> Store:
        """The store of one person: solo sessions and everything private."""
        return Store(self.path / "journal.db", "journal")

    def store(self, solo: bool) -> Store:
        """The journal for solo sessions, the team's for all others."""
        return self.journal if solo else self.team

    @property
    def exports(self) -> Path:
        """Where documents go when no other folder is given."""
        return self.path / "exports"

    @property
    def private_exports(self) -> Path:
        """Where documents of the journal go when no other folder is given."""
        return self.exports / "private"

    @property
    def settings(self) -> Path:
        """The person's settings."""
        return self.path / "settings.toml"
