"""The invented year, played into a store through the engine, and taken out again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest

from dialogue_tui.demo.fill import NotEmpty, fill, remove
from dialogue_tui.demo.story import load
from dialogue_tui.store.reading import Reading
from dialogue_tui.store.records import Entry, Loaded, Session
from dialogue_tui.store.where import DataFolder

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """One filled folder for all that only read it."""
    made = DataFolder(tmp_path_factory.mktemp("demo") / "data")
    fill(made, TODAY, Random(7))
    return made


@pytest.fixture(scope="module")
def team(folder: DataFolder) -> Iterator[Reading]:
    with folder.team.read() as reading:
        yield reading


@pytest.fixture(scope="module")
def loaded(team: Reading) -> dict[str, Loaded]:
    return {s.title: team.load(s.id) for s in team.sessions()}


def of(loaded: Loaded, part: str, slot: str | None = None) -> list[Entry]:
    return [
        e
        for e in sorted(loaded.entries, key=lambda e: e.position)
        if e.part == part and (slot is None or e.slot == slot)
    ]


def test_the_year_lies_in_the_team_store_and_the_own_case_in_the_journal(folder: DataFolder, team: Reading) -> None:
    story = load()
    assert [s.title for s in team.sessions()][::-1] == [m.title for m in story.meetings]
    assert [t.name for t in team.teams()] == [story.team]
    assert {p.name for p in team.people()} == {p.name for p in story.people}
    assert [p.organisation for p in team.people() if p.code == "LV"] == ["Larch Valley Water"]
    with folder.journal.read() as journal:
        assert [s.title for s in journal.sessions()] == ["Tuesday's call"]
        case = journal.load(journal.sessions()[0].id)
    unsaid = {e.row for e in of(case, "lhc.left/write")}
    assert len(unsaid) == 4
    assert unsaid < {e.row for e in of(case, "lhc.right/write")}


def test_one_session_is_under_way_and_stands_where_it_was_left(team: Reading) -> None:
    (standing,) = team.sessions(state="open")
    assert standing.place == "loi.pool/pool"
    assert team.live(standing.id).since is None


def test_nobody_is_attached_to_what_was_filled_in(folder: DataFolder, team: Reading) -> None:
    assert list(folder.path.glob("*.lock")) == []
    assert all(team.attach(session.id).join() for session in team.sessions())


def test_every_line_of_the_script_was_kept_by_whom_it_was_said(loaded: dict[str, Loaded]) -> None:
    for meeting in load().meetings:
        here = loaded[meeting.title]
        codes = {p.id: p.code for p in here.people}
        kept = {(e.part, e.text, codes.get(e.person or "", "")) for e in here.entries}
        for stretch, line in meeting.lines():
            if "{" in line.text or (stretch.key.endswith("/text") and line.slot == ""):
                continue  # dates are filled in, and edits of a text are not lines
            anonymous = "anonymous" in (line.attribution, stretch.attribution)
            words = line.text[2:] if line.slot == "dissent" else line.text
            assert (stretch.key, words, "" if anonymous else line.who) in kept, line.text


def test_anonymous_lines_have_no_author_and_no_time(loaded: dict[str, Loaded]) -> None:
    anonymous = [e for one in loaded.values() for e in one.entries if e.attribution == "anonymous"]
    assert len(anonymous) > 15
    assert {(e.person, e.at, e.offset) for e in anonymous} == {(None, None, None)}


def test_the_theme_holds_eleven_phrases_of_the_sitting_before(loaded: dict[str, Loaded]) -> None:
    second = loaded["Version 1"]
    theme = next(e for e in of(second, "vis.themes/groups") if e.text == "They fix it without us")
    members = {x.source for x in second.links if x.target == theme.id and x.kind == "belongs to"}
    assert len(members) == 11
    assert members < {e.id for e in loaded["A Tuesday in three years"].entries}


def test_the_vision_has_two_versions_and_keeps_what_was_dropped(loaded: dict[str, Loaded]) -> None:
    third = loaded["Version 2"]
    assert sorted((v.number, len(v.lines)) for v in third.versions) == [(1, 6), (2, 7)]
    lines = [e.text for e in of(third, "vis.revise/text", "line")]
    assert lines[1] == "A new site is measuring correctly the day the box is opened."
    assert lines[5] == "Anyone can say not yet, with a reason, and the work is better for it."
    (dropped,) = of(third, "vis.revise/text", "dropped")
    assert dropped.value["reason"].endswith("on a Wednesday.")
    assert of(third, "vis.revise/text", "dissent")


def test_spreads_hold_everybodys_answer_and_no_slip(loaded: dict[str, Loaded]) -> None:
    review = loaded["Build 3.2 and the card"]
    spreads = {e.slot: e.value for e in of(review, "atr.surprise/rate")}
    assert [spreads[e.id]["answered"] for e in of(review, "atr.intended/expected")] == [8, 8, 8]
    stand = next(e for e in of(loaded["Version 2"], "vis.commit/stand") if "counts" in e.value)
    assert stand.value["counts"]["formal compliance"] == 1


def test_commitments_are_closed_in_later_reviews_and_some_stand_open(team: Reading) -> None:
    tarn = team.teams()[0].id
    threads = [t for t, _ in team.threads(tarn, None) if t.kind == "commitment"]
    done = [t for t in threads if t.state == "done"]
    assert len(done) >= 10
    assert all(t.actual for t in done)
    open_ones = {words: thread for thread, words in team.threads(tarn) if thread.kind == "commitment"}
    assert len(open_ones) == 4
    assert all(t.owner and t.due for t in open_ones.values())
    assert {t.state for t, _ in team.threads(tarn, None) if t.kind == "assumption"} == {"open", "refuted"}


def test_times_stay_within_their_day_and_in_order(team: Reading) -> None:
    sessions: list[Session] = team.sessions()[::-1]
    assert [s.started for s in sessions] == sorted(s.started for s in sessions)
    for session in sessions:
        assert session.started[:10] < TODAY.isoformat()
        assert session.ended is None or session.ended[:10] == session.started[:10]


def test_the_same_seed_and_day_make_the_same_entries(folder: DataFolder, tmp_path: Path, team: Reading) -> None:
    again = DataFolder(tmp_path)
    fill(again, TODAY, Random(7))
    with again.team.read() as reading:
        newest = reading.sessions()[1].id
        assert reading.load(newest).entries == team.load(newest).entries


def test_a_store_that_holds_something_is_refused_and_left_alone(folder: DataFolder, team: Reading) -> None:
    before = team.counts()
    with pytest.raises(NotEmpty, match="empty folder"):
        fill(folder, TODAY, Random(1))
    assert team.counts() == before


def test_removing_takes_all_of_it_and_nothing_else(tmp_path: Path) -> None:
    from dialogue_tui.facilitation.beginning import begin
    from dialogue_tui.facilitation.clock import SystemClock
    from dialogue_tui.protocols.library import text_of

    folder = DataFolder(tmp_path)
    assert remove(folder) == 0
    ids = fill(folder, TODAY, Random(3))
    saver = folder.team.save_at_once()
    with folder.team.read() as reading:
        own = begin(
            reading,
            saver,
            text_of("dialogue-circle"),
            clock=SystemClock(),
            random=Random(4),
            process="room",
            form="short",
            team="Ours",
            title="Ours",
        )
        own.say("Our own result.", "result").wait()
    saver.close()
    assert remove(folder) == len(ids) + 1
    with folder.team.read() as reading:
        assert [s.title for s in reading.sessions()] == ["Ours"]
        assert [t.name for t in reading.teams()] == ["Ours"]
        assert reading.people() == []
        assert [e.text for e in reading.search("result")] == ["Our own result."]
    with folder.journal.read() as journal:
        assert journal.sessions() == []
    assert b"barnacle" not in (folder.path / "team.db").read_bytes()
