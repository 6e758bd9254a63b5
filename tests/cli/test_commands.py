"""What the commands say about a store with the invented team in it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.hostile import hostile

from dialogue_tui.__main__ import main
from dialogue_tui.demo.fill import fill
from dialogue_tui.protocols import library
from dialogue_tui.store.where import DataFolder

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("invented") / "data"
    fill(DataFolder(folder), date(2026, 11, 24), Random(4))
    return folder


@pytest.fixture
def data(invented: Path, tmp_path: Path) -> Path:
    """A copy of the invented team's store, to do with as one likes."""
    return Path(shutil.copytree(invented, tmp_path / "data"))


@pytest.fixture
def run(data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("DIALOGUE_DATA", str(data))
    monkeypatch.setenv("DIALOGUE_PROTOCOLS", str(tmp_path / "protocols"))
    monkeypatch.chdir(tmp_path)

    def command(*words: str) -> tuple[int, str, str]:
        status = main(words)
        out, err = capsys.readouterr()
        return status, out, err

    return command


def listed(run: Run, *words: str, ends: int = 0) -> Any:
    status, out, err = run(*words, "--json")
    assert (status, err) == (ends, "")
    found = json.loads(out)
    assert found["schema"] == 1
    return found


def test_sessions_are_listed_newest_first(run: Run) -> None:
    found = listed(run, "sessions")["sessions"]
    assert len(found) > 6
    assert {"id", "protocol", "title", "team", "date", "state", "step"} <= set(found[0])
    assert [each["date"] for each in found] == sorted((each["date"] for each in found), reverse=True)
    assert listed(run, "sessions", "--limit", "2")["sessions"] == found[:2]
    assert listed(run, "sessions", "--limit", "9" * 20)["sessions"] == found
    lines = run("sessions")[1].splitlines()
    assert [line.split()[0] for line in lines] == [each["id"][:8] for each in found]


def test_the_journal_is_listed_only_when_asked_for(run: Run) -> None:
    assert not any(each["solo"] for each in listed(run, "sessions")["sessions"])
    alone = listed(run, "sessions", "--solo")["sessions"]
    assert alone
    assert all(each["solo"] for each in alone)
    assert run("show", alone[0]["id"])[0] == 1


def test_a_session_shows_its_entries(run: Run) -> None:
    found = listed(run, "show", "last")
    assert found["session"]["id"] == listed(run, "sessions")["sessions"][0]["id"]
    assert {"id", "step", "text", "who", "attribution", "wording", "consent"} <= set(found["entries"][0])
    told = run("show", found["session"]["id"][:6].upper())[1]
    assert all(entry["text"].split("\n")[0] in told for entry in found["entries"])


def test_nobody_is_shown_beside_an_anonymous_line(run: Run) -> None:
    sessions = listed(run, "sessions")["sessions"]
    entries = [entry for session in sessions for entry in listed(run, "show", session["id"])["entries"]]
    assert {entry["who"] for entry in entries if entry["attribution"] == "anonymous"} == {None}


def test_names_are_shown_only_where_asked_for_and_agreed(run: Run) -> None:
    names = {person["name"] for person in listed(run, "people")["people"]}
    session = listed(run, "sessions")["sessions"][-1]["id"]
    assert not names & {entry["who"] for entry in listed(run, "show", session)["entries"]}
    for entry in listed(run, "show", session, "--names")["entries"]:
        assert entry["consent"] == "yes" or entry["who"] not in names


def test_people_are_listed_by_team(run: Run) -> None:
    everybody = listed(run, "people")["people"]
    assert {"id", "name", "code", "role", "part", "team"} <= set(everybody[0])
    assert listed(run, "people", "--team", "tarn CORE team")["people"] == everybody
    status, _, err = run("people", "--team", "Tarn cor team")
    assert (status, "Tarn core team" in err) == (1, True)


def test_protocols_are_listed_and_shown(run: Run) -> None:
    names = {each["name"] for each in listed(run, "protocols")["protocols"]}
    assert names == {
        "left-hand-column", "ladder-of-inference", "shared-vision", "action-to-reflection", "dialogue-circle",
    }  # fmt: skip
    for name in names:
        assert listed(run, "protocols", "show", name)["protocols"][0]["name"] == name
        assert len(run("protocols", "show", name)[1].splitlines()) > 10
        assert len(run("card", name)[1].splitlines()) > 10


def test_a_protocol_of_ones_own_begins_with_a_built_in_one(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(run("protocols", "show", "dialogue-circle", "--toml")[1], "utf-8")
    assert run("protocols", "check", str(mine))[0] == 0


def test_a_printer_gets_a_page_for_each_sitting(run: Run) -> None:
    _, printed, _ = run("card", "shared-vision")
    assert [page.split("\n")[0][-4:] for page in printed.split("\f")] == [" (A)", " (B)", " (C)"]
    assert run("card", "shared-vision", "--sitting", "B")[1] == printed.split("\f")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["card", "shared-visoin"], "shared-vision"),
        (["run", "shared-visoin", "--plain"], "shared-vision"),
        (["run", "shared-vision", "--form", "hourly", "--plain"], "hour"),
        (["show", "zzzzzzzz"], "zzzzzzzz"),
        (["export", "zzzzzzzz"], "zzzzzzzz"),
        (["comment", "last", "p999", "Who else?"], "p999"),
        (["comment", "last", "p1", "Who else?", "--type", "questoin"], "question"),
        (["protocols", "check", "nowhere.toml"], "nowhere.toml"),
    ],
)
def test_what_is_not_there_is_one_sentence(run: Run, words: list[str], said: str) -> None:
    status, out, err = run(*words)
    assert (status, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_learning_history_is_the_same_on_standard_output_and_in_a_file(run: Run, tmp_path: Path) -> None:
    status, printed, err = run("export", "last", "--to", "-")
    assert (status, err) == (0, "")
    assert run("export", "last", "--to", "out")[0] == 0
    (file,) = (tmp_path / "out").iterdir()
    assert file.read_text("utf-8") == printed
    assert run("export", "last", "--to", "out")[0] == 0
    assert list((tmp_path / "out").iterdir()) == [file]


def test_what_somebody_edited_is_left_alone(run: Run, tmp_path: Path) -> None:
    run("export", "last", "--to", "out")
    (file,) = (tmp_path / "out").iterdir()
    file.write_text(file.read_text("utf-8") + "mine\n", "utf-8")
    status, out, _ = run("export", "last", "--to", "out")
    assert status == 0
    assert "by hand" in out
    assert file.read_text("utf-8").endswith("mine\n")
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_documents_go_to_sessions_where_there_is_one_but_not_the_journal_s(
    run: Run, tmp_path: Path, data: Path
) -> None:
    (tmp_path / "sessions").mkdir()
    run("export", "last")
    run("export", "last", "--solo")
    assert len(list((tmp_path / "sessions").iterdir())) == 1
    assert [p.name for p in (data / "exports").iterdir()] == ["private"]
    assert (data / "exports" / "private").stat().st_mode & 0o777 == 0o700


def test_two_sessions_of_a_day_get_two_names_and_nobody_s_hand_is_suspected(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {each["id"] for each in listed(run, "sessions")["sessions"]}
    for _ in range(2):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"about\n/quit\n")))
        run("run", "dialogue-circle", "--plain", "--team", "Tarn core team")
    first, second = {each["id"] for each in listed(run, "sessions")["sessions"]} - before
    names = [Path(run("export", id, "--to", "out")[1].split(": ", 1)[1].strip()).name for id in (first, second)]
    assert names[1] == names[0].replace(".lh.md", f"--{second[:8]}.lh.md")
    assert "by hand" not in run("export", second, "--to", "out")[1]


def test_a_relative_folder_is_remembered_from_wherever_one_stands(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("export", "last", "--to", "out")
    run("comment", "last", "p1", "How would we know?")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    status, out, _ = run("export", "last", "--to", "../out")
    assert (status, "by hand" in out) == (0, False)
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_a_session_without_a_title_is_called_by_what_it_is_about(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"whether the date holds\n/quit\n")))
    run("run", "left-hand-column", "--solo", "--plain")
    assert "whether the date holds" in run("sessions", "--solo")[1]
    assert "" in [each["title"] for each in listed(run, "sessions", "--solo")["sessions"]]


@pytest.mark.parametrize("digit", ["p\u00b2", "p\u0663\u0663\u0663\u0663", "p" + "9" * 5000])
def test_an_odd_number_of_a_paragraph_is_refused(run: Run, digit: str) -> None:
    status, out, err = run("comment", "last", digit, "How?")
    assert (status, out, "There is no paragraph" in err) == (1, "", True)


def test_the_solo_case_shows_who_spoke_and_which_turn_a_thought_is_of(run: Run) -> None:
    told = run("show", "last", "--solo")[1]
    assert '[1 Me] "Just checking' in told
    assert '[1 Me: "Just checking' in told


NOT_THERE = ["show", "people --team", "sessions --limit", "card", "run", "run dialogue-circle --plain --form",
             "run shared-vision --plain --sitting", "transcript last --to - --format"]  # fmt: skip


@pytest.mark.parametrize("command", NOT_THERE)
def test_what_is_not_there_is_said_in_one_line_whatever_was_typed(run: Run, command: str) -> None:
    for words in filter(None, hostile()):
        status, _, err = run(*command.split(), words)
        assert (status, err.count("\n")) in {(0, 0), (1, 1), (2, 1)}, words
        assert "mistake of its own" not in err


def test_a_later_sitting_shows_its_themes_with_the_numbers_of_the_lines_before(run: Run) -> None:
    sittings = [each for each in listed(run, "sessions")["sessions"] if each["sitting"] == "b"]
    themes = run("show", sittings[0]["id"])[1].split("Themes\n")[1].split("\n\n")[0]
    assert re.findall(r"^  \[(.*?)\]", themes, re.MULTILINE)[0].startswith("1, ")
    assert "new group" not in themes


@pytest.mark.parametrize("command", ["show", "export", "resume"])
def test_where_there_is_no_session_it_says_where_ones_own_would_be(run: Run, data: Path, command: str) -> None:
    shutil.rmtree(data)
    said = [run(command, "last", *more)[2] for more in ([], ["--solo"])]
    assert said == ["There is no session yet (your own are under --solo).\n", "There is no session yet.\n"]


def test_a_folder_that_cannot_be_written_gets_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", "utf-8")
    for command in ("export", "transcript"):
        status, out, err = run(command, "last", "--to", "out")
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert "out" in err
    assert {p.name for p in tmp_path.iterdir()} == {"data", "out"}


def test_a_comment_stands_in_the_next_history(run: Run) -> None:
    before = run("export", "last", "--to", "-")[1]
    assert "How would we know?" not in before
    assert run("comment", "last", "p2", "How would we know?", "--type", "question")[0] == 0
    assert "How would we know?" in run("export", "last", "--layout", "staggered", "--to", "-")[1]


@pytest.mark.parametrize("wrong", [["p9999", "How?"], ["p2", "How?", "--type", "riddle"]])
def test_a_comment_that_can_not_stand_there_is_refused_in_one_sentence(run: Run, wrong: list[str]) -> None:
    status, out, err = run("comment", "last", *wrong)
    assert (status, out, err.count("\n")) == (1, "", 1)


def test_transcripts_in_three_formats_hold_the_same_lines(run: Run) -> None:
    entries = json.loads(run("transcript", "last", "--format", "json", "--to", "-")[1])["entries"]
    rows = list(csv.DictReader(io.StringIO(run("transcript", "last", "--format", "csv", "--to", "-")[1])))
    markdown = run("transcript", "last", "--to", "-")[1]
    assert len(entries) > 5
    assert [entry["text"] for entry in entries] == [row["text"] for row in rows]
    assert markdown.count("\n- ") == len(entries)


def test_the_demo_fills_only_what_is_empty_and_goes_again(run: Run, tmp_path: Path) -> None:
    before = listed(run, "sessions")
    status, _, err = run("demo")
    assert (status, err.count("\n")) == (1, 1)
    assert listed(run, "sessions") == before
    assert run("demo", "--remove")[0] == 0
    assert listed(run, "sessions")["sessions"] == []
    assert listed(run, "people")["people"] == []
    assert "nothing was changed" in run("demo", "--remove")[1]


def test_an_empty_folder_stays_empty_when_looked_at(run: Run, tmp_path: Path) -> None:
    nothing = str(tmp_path / "nothing")
    for words in (["sessions"], ["people"], ["where"], ["doctor"]):
        assert run("--data", nothing, *words)[0] == 0
    assert run("--data", nothing, "show", "last")[0] == 1
    assert not Path(nothing).exists()


def test_the_doctor_finds_everything_in_order(run: Run) -> None:
    states = {each["about"]: each["state"] for each in listed(run, "doctor")["findings"]}
    assert states.pop("sqlite") in {"ok", "look"}
    assert set(states.values()) == {"ok"}


def test_the_doctor_reads_ones_own_protocols(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dialogue_tui.cli.care.own_protocols", lambda: [tmp_path])
    mine = library.text_of("dialogue-circle")
    (tmp_path / "a.toml").write_text(mine, "utf-8")
    (tmp_path / "b.toml").write_text(mine, "utf-8")
    (tmp_path / "c.toml").write_text(mine.replace('kind = "talk"', 'kind = "tlak"', 1), "utf-8")
    found = [f for f in listed(run, "doctor", ends=1)["findings"] if f["about"] == "protocols"]
    assert [f["state"] for f in found] == ["wrong", "wrong", "ok"]
    assert "b.toml is called 'dialogue-circle' like" in found[0]["said"]
    assert "c.toml:" in found[1]["said"]
    assert "did you mean 'talk'?" in found[1]["said"]


def test_what_is_in_the_way_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder" / "team.db").mkdir(parents=True)
    for place, said in (("file", "is not a folder"), ("folder", "is a folder, where a file should be")):
        for command in (["sessions"], ["demo"]):
            status, _, err = run("--data", str(tmp_path / place), *command)
            assert (status, said in err, err.count("\n")) == (1, True, 1)


def test_the_doctor_notices_damage(run: Run, data: Path) -> None:
    import sqlite3

    with sqlite3.connect(data / "team.db") as connection:
        connection.execute("UPDATE entry SET text = text || '!' WHERE id = (SELECT min(id) FROM entry)")
    connection.close()
    status, out, _ = run("doctor")
    assert status == 1
    assert "wrong" in out
    assert "damaged" in out


@pytest.mark.parametrize("command", [["sessions"], ["show", "last"], ["export", "last"], ["resume", "--plain"]])
def test_a_file_that_is_no_store_is_left_alone(run: Run, data: Path, command: list[str]) -> None:
    for extra in data.glob("team.db*"):
        extra.unlink()
    (data / "team.db").write_bytes(b"not a store, but somebody's letter\n" * 100)
    status, out, err = run(*command)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "team.db" in err
    assert (data / "team.db").read_bytes().startswith(b"not a store")


def test_a_shell_completes_sessions_and_protocols(data: Path) -> None:
    from types import SimpleNamespace

    from dialogue_tui.cli.common import complete_protocols, complete_sessions

    context = SimpleNamespace(obj=DataFolder(data))
    every = list(complete_sessions(context, ""))  # type: ignore[arg-type]
    assert every[-1] == ("last", "the newest one")
    assert every[0][1] == "ladder-of-inference Calibration, a second look"
    first = every[0][0]
    assert list(complete_sessions(context, first[:5].upper())) == every[:1]  # type: ignore[arg-type]
    assert list(complete_sessions(context, first[-5:])) == []  # type: ignore[arg-type]
    assert list(complete_sessions(context, "la")) == every[-1:]  # type: ignore[arg-type]
    assert [name for name, _ in complete_protocols("l")] == ["ladder-of-inference", "left-hand-column"]
