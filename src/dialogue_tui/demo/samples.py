"""The sample sessions of the repository: five of the invented year, as bundles and as learning histories.

`python -m dialogue_tui.demo.samples FOLDER` writes them. The same story and protocols give the same bytes on any
machine: the day, the time zone and the seed are fixed.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from dialogue_tui.documents import tale_of
from dialogue_tui.exchange.bundle import dump
from dialogue_tui.exchange.files import BUNDLE, HISTORY
from dialogue_tui.history.comments import check_comment
from dialogue_tui.history.render import render
from dialogue_tui.store.ids import new_id
from dialogue_tui.store.records import Comment, Session
from dialogue_tui.store.where import DataFolder
from dialogue_tui.telling.record import Source, source

from .fill import fill
from .story import Strict

TODAY = date(2026, 6, 1)
OFFSET = 60
"""Minutes east of UTC in which the invented team lives."""
SEED = 1


@dataclass(frozen=True, slots=True)
class Remark(Strict):
    """A historian's comment: `on` begins the line it stands beside, `days` count from the session."""

    on: str
    type: str
    text: str
    days: int


@dataclass(frozen=True, slots=True)
class Sample(Strict):
    """A session of the story to be shown. `agreed` is the days after which its spreads may be."""

    protocol: str
    title: str
    agreed: int | None = None
    comments: tuple[Remark, ...] = ()


def listed() -> tuple[Sample, ...]:
    """The samples in the order of the file. Raises pydantic's ValidationError."""
    from pydantic import TypeAdapter

    text = files(__package__).joinpath("samples.toml").read_text("utf-8")
    return TypeAdapter(tuple[Sample, ...]).validate_python(tomllib.loads(text)["sample"])


def make() -> dict[str, str]:
    """File names and what stands in them: a bundle and a learning history for each sample."""
    made = {}
    with TemporaryDirectory() as place:
        folder = DataFolder(Path(place) / "data")
        fill(folder, TODAY, Random(SEED), OFFSET)
        with folder.team.read() as reading:
            sessions = {s.title: s for s in reading.sessions()}
            team = reading.teams()[0]
            for sample in listed():
                session = sessions[sample.title]
                found = _with_comments(_agreed(source(reading, session.id), sample), sample)
                made[f"{sample.protocol}{BUNDLE}"] = dump(found.loaded, team, found.before)
                made[f"{sample.protocol}{HISTORY}"] = render(tale_of(found))
    return made


def _agreed(found: Source, sample: Sample) -> Source:
    """The session with the group's yes to its anonymous lines, where it gave one."""
    session = found.loaded.session
    if sample.agreed is not None:
        found.loaded.session = replace(session, spreads_agreed=_after(session, sample.agreed))
    return found


def _with_comments(found: Source, sample: Sample) -> Source:
    """The session as it was told first, then read by the historian: paragraphs with numbers, and comments."""
    loaded = found.loaded
    loaded.paragraphs = tale_of(found).new
    numbers = {p.about: p.number for p in loaded.paragraphs}

    def number(beginning: str) -> int:
        (one,) = [numbers[e.id] for e in loaded.entries if e.id in numbers and e.text.startswith(beginning)]
        return one

    chance = Random(f"{SEED} {sample.protocol}")
    loaded.comments = [
        _comment(remark, place, loaded.session, number, chance) for place, remark in enumerate(sample.comments, 1)
    ]
    return found


def _comment(remark: Remark, place: int, session: Session, number: Callable[[str], int], chance: Random) -> Comment:
    text = re.sub(r"\{([^}]+)\}", lambda match: f"p{number(match[1])}", remark.text)
    kind, words = check_comment(remark.type, text)
    at = _after(session, remark.days)
    return Comment(new_id(chance), session.id, number(remark.on), words, kind, at=at, position=float(place))


def _after(session: Session, days: int) -> str:
    return (datetime.fromisoformat(session.started) + timedelta(days=days)).isoformat()


def write(folder: Path) -> list[Path]:
    """Write the samples into a folder, over those that are there; the paths. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in make().items():
        path = folder / name
        path.write_bytes(text.encode())
        paths.append(path)
    return paths


def main(arguments: Sequence[str]) -> int:
    """The exit status: 2 where no folder is named."""
    if len(arguments) != 1:
        sys.stderr.write("Name the folder that the samples go into, such as sessions.\n")
        return 2
    for path in write(Path(arguments[0])):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
