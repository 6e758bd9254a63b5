"""What the commands print of the invented team's months, and the pages to facilitate from."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from tests.approved.approve import approved
from tests.facilitation.house import TRIAL

import dialogue_tui
from dialogue_tui.__main__ import main
from dialogue_tui.demo.fill import fill
from dialogue_tui.store.where import DataFolder

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
Run = Callable[..., str]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("invented") / "data"
    fill(DataFolder(folder), date(2026, 11, 24), Random(4))
    return folder


@pytest.fixture
def run(data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """A command, told with its words, its status and what it printed."""
    monkeypatch.setenv("DIALOGUE_DATA", str(data))
    monkeypatch.setenv("DIALOGUE_PROTOCOLS", str(tmp_path / "protocols"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "protocols").mkdir()
    for path in (tmp_path / "protocols" / "trial.toml", tmp_path / "trial.toml"):
        path.write_text(TRIAL, "utf-8")
    broken = TRIAL.replace('kind = "sort"', 'kind = "sorted"').replace("minutes = 8", "minutes = -8")
    (tmp_path / "broken.toml").write_text(broken, "utf-8")

    def told(*words: str) -> str:
        status = main(words)
        out, err = capsys.readouterr()
        said = f"$ dialogue {' '.join(words)}\n{out}{f'~~~ {err}' if err else ''}[{status}]\n"
        said = (
            said.replace(str(Path(dialogue_tui.__path__[0])), "PROGRAM")
            .replace(str(data), "DATA")
            .replace(str(tmp_path), "HERE")
        )
        return re.sub(r"\d+(\.\d+)? [kM]B", "N kB", said)

    return told


LISTS = [
    ("sessions",), ("sessions", "--json"), ("people",), ("people", "--json"), ("protocols",),
    ("protocols", "--json"), ("show", "last"), ("show", "last", "--names"), ("show", "last", "--json"),
    ("show", "nothing"),
    ("sessions", "--team", "nobody"), ("people", "--team", "Tarn core team"),
]  # fmt: skip
PAPERS = [
    ("card", "trial"), ("card", "trial", "--form", "two"), ("card", "trial", "--form", "solo"),
    ("card", "ladder-of-inference", "--form", "short"), ("card", "shared-vision", "--sitting", "b"),
    ("protocols", "show", "trial"), ("protocols", "check", "trial.toml"), ("protocols", "check", "broken.toml"),
]  # fmt: skip
DOCUMENTS = [
    ("export", "last", "--to", "-"), ("export", "last", "--to", "-", "--layout", "table"),
    *(("export", "last", "--to", "-", "--layout", layout) for layout in ("table", "staggered", "nowhere")),
    *(("transcript", "last", "--to", "-", "--format", form) for form in ("md", "csv", "odt")),
    ("transcript", "last", "--to", "-", "--names"),
]  # fmt: skip


LAYOUTS = ["staggered", "table"] * 4
SOLO = [
    ("sessions", "--solo"), ("sessions", "--solo", "--json"), ("show", "last", "--solo"),
    ("export", "last", "--solo", "--to", "-"), ("transcript", "last", "--solo", "--to", "-"),
    ("transcript", "last", "--solo", "--to", "-", "--format", "json"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "commands"), [("lists", LISTS), ("papers", PAPERS), ("documents", DOCUMENTS), ("solo", SOLO)]
)
def test_what_commands_print(run: Run, name: str, commands: list[tuple[str, ...]]) -> None:
    approved(f"commands-{name}", "\n".join(run(*words) for words in commands))


def test_what_every_session_shows(run: Run) -> None:
    ids = re.findall(r"^(\w{6,})\b", run("sessions"), re.MULTILINE)
    assert len(ids) > 6
    approved("commands-show", "\n".join(run("show", each) for each in ids[1:9:2]))
    approved("commands-histories", "\n".join(run("export", each, "--to", "-") for each in ids))
    other = ("--to", "-", "--layout")
    approved("commands-layouts", "\n".join(run("export", i, *other, w) for i, w in zip(ids, LAYOUTS, strict=False)))
    approved(
        "commands-transcripts", "\n".join(run("transcript", each, "--to", "-", "--format", "csv") for each in ids)
    )


MISTAKES = [
    ('id = "round"', 'id = "Round"'), ('id = "try.say"', 'id = "trysay"'),
    ('id = "try.say"', 'id = "try.sort"'), ("minutes = 8", "minutes = 300"),
    ('privacy = "private"', 'privacy = "privat"'), ('who = "solo"', "who = 3"),
    ('about = ["try.say"]', 'about = ["try.nothing"]'), ('about = ["try.say"]', 'about = ["try.text"]'),
    ('about = ["try.say"]', 'about = "try.say"'), ('about = "try.say/round"', 'about = "try.say/own"'),
    ('groups = [{ name = "keep", title = "Keep" }', 'groups = [{ name = "drop", title = "Keep" }'),
    ('rungs = [{ name = "data" }, { name = "meaning" }', 'rungs = [{ name = "meaning" }, { name = "meaning" }'),
    ('rungs = [{ name = "data" }, { name = "meaning" }, { name = "action" }]', "rungs = []"),
    ('mode = "choice"', 'mode = "marks"'), ('mode = "choice"', 'mode = "choices"'),
    ("most_items = 2", "most_items = 0"), ('options = [{ name = "yes" }, { name = "no" }]', ""),
    ('use = ["try.say"]', 'use = ["try.said"]'), ('use = ["try.say"]', "use = []"),
    ("minutes = 60", "minutes = 0"), ("minutes = 60", "minutes = 6"), ('id = "a"', 'id = "b"'),
    ("solo = true", "solo = 1"), ('purpose = "Lines."', ""), ('say = "One line each."', 'say = ""'),
    ('ask = "What is there?"', f'ask = "{"What is there? " * 20}"'),
    ('title = "Say"', f'title = "{"Say it " * 20}"'), ("[[steps]]", "[[stops]]"),
    ("[forms.hour]", "[forms.Hour]"), ('title = "All of it"', "titel = 1"),
    ('kind = "columns"', 'kind = "release"'), ('kind = "sort"', 'kind = "write"'),
    ('kind = "write"', 'kind = "talk"'),
]  # fmt: skip


def test_what_is_said_of_mistakes_in_a_protocol(run: Run, tmp_path: Path) -> None:
    read = []
    for old, new in MISTAKES:
        assert old in TRIAL
        (tmp_path / "broken.toml").write_text(TRIAL.replace(old, new, 1), "utf-8")
        read.append(f"{old} → {new[:60]}\n{run('protocols', 'check', 'broken.toml')}")
    approved("commands-mistakes", "\n".join(read))


EMPTY = [
    ("sessions",), ("people",), ("show", "last"), ("resume", "--plain"), ("export", "last"),
    ("where", "--json"), ("demo", "--remove"), ("demo",), ("demo",), ("export", "last"),
    ("transcript", "last", "--format", "csv"), ("export", "last", "--to", "here"),
    ("comment", "last", "p1", "Why?"), ("comment", "last", "p1"), ("demo", "--remove"), ("demo", "--remove"),
    ("run", "nothing"), ("run", "shared-vision", "--form", "day"),
    ("run", "shared-vision", "--people", "0", "--plain"), ("resume", "xyz", "--plain"),
    ("sessions", "--nonsense"), ("nonsense",), ("transcript", "last", "--to", "-", "x"),
    ("card", "shared-vision", "--sitting", "x"), ("protocols", "show"), ("protocols", "check", "nowhere.toml"),
]  # fmt: skip


def test_a_folder_from_nothing_to_an_invented_team_and_back(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIALOGUE_DATA", str(tmp_path / "fresh"))
    chance = Random(4)
    monkeypatch.setattr("random.SystemRandom", lambda: chance)
    monkeypatch.setattr("dialogue_tui.facilitation.clock.SystemClock.now", lambda clock: NOW)
    approved("commands-fresh", "\n".join(run(*words) for words in EMPTY))
