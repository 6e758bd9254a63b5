"""A session's documents: where they go, what is remembered of them, and that the room can't undo them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.facilitation.house import House

from dialogue_tui import documents
from dialogue_tui.facilitation.anonymising import anonymise
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.facilitation.entries import consent
from dialogue_tui.facilitation.errors import AskFirst
from dialogue_tui.history.errors import CommentError
from dialogue_tui.protocols.plan import OPENING
from dialogue_tui.store.records import Loaded
from dialogue_tui.store.where import DataFolder
from dialogue_tui.telling.record import Source, source

LINES = "try.say/round"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return DataFolder(tmp_path / "data")


@pytest.fixture
def house(folder: DataFolder) -> Iterator[House]:
    folder.path.mkdir()
    made = House(folder.path)
    yield made
    for door in made.opened:
        door.close()


@pytest.fixture
def engine(house: House) -> Engine:
    made = house.begin(LINES, title="Pairing")
    made.say("The manual is wrong")
    made.say("They threw it away")
    return made


def told(folder: DataFolder, engine: Engine) -> list[str]:
    return documents.in_words(
        documents.tell_session(folder, engine.session.id, engine.saver, solo=engine.session.solo)
    )


def stored(house: House, engine: Engine) -> Loaded:
    return house.doors("journal" if engine.session.solo else "team")[0].load(engine.session.id)


def found(house: House, engine: Engine) -> Source:
    return source(house.doors("journal" if engine.session.solo else "team")[0], engine.session.id)


def test_a_session_is_told_in_two_files_named_after_it(folder: DataFolder, engine: Engine) -> None:
    names = ["2026-11-24--tarn--trial--pairing.lh.md", "2026-11-24--tarn--trial--pairing.transcript.md"]
    assert told(folder, engine) == [
        f"Learning history: {names[0]}", f"Transcript: {names[1]}", f"Both are in {folder.exports}",
    ]  # fmt: skip
    assert sorted(p.name for p in folder.exports.iterdir()) == names
    for name in names:
        words = (folder.exports / name).read_text("utf-8")
        assert "The manual is wrong" in words
        assert "Tarn" in words


def test_what_the_documents_hold_back_is_said_of_them(folder: DataFolder, house: House, engine: Engine) -> None:
    def made() -> documents.Documents:
        return documents.tell_session(folder, engine.session.id, engine.saver)

    assert (made().withheld, made().hidden, made().folder) == (0, False, folder.exports)
    consent(engine, engine.say("Not for export").entries[0], "no")
    anonymise(engine, engine.say("On a slip").entries[0])
    assert (made().withheld, made().hidden) == (1, False)
    engine.go(OPENING)
    engine.say("the board", slot="audience")
    assert (made().withheld, made().hidden) == (1, True)
    assert "On a slip" not in made().history.path.read_text("utf-8") + made().transcript.path.read_text("utf-8")


def test_documents_go_where_they_belong(folder: DataFolder) -> None:
    asked = Path("asked")
    assert documents.folder_for(folder, solo=False) == folder.exports
    assert documents.folder_for(folder, solo=True) == folder.exports / "private"
    Path("sessions").mkdir()
    assert documents.folder_for(folder, solo=False) == Path("sessions").absolute()
    assert documents.folder_for(folder, solo=True) == folder.exports / "private"
    assert documents.folder_for(folder, solo=False, to=asked) == asked
    assert documents.folder_for(folder, solo=True, to=asked) == asked


def test_what_was_written_alone_is_told_from_the_journal(folder: DataFolder, house: House) -> None:
    alone = house.begin(solo=True)
    alone.go(next(p.key for p in alone.places if p.part.kind == "threads"))
    alone.say("I said nothing")
    told(folder, alone)
    written = list((folder.exports / "private").glob("*.md"))
    assert len(written) == 2
    assert all("I said nothing" in path.read_text("utf-8") for path in written)
    assert not folder.team.exists()


def test_told_again_the_same_files_are_written_and_remembered_once(
    folder: DataFolder, house: House, engine: Engine
) -> None:
    told(folder, engine)
    first = {e.path: e.hash for e in stored(house, engine).exported}
    assert set(first) == {str(p) for p in folder.exports.iterdir()}
    engine.say("One more")
    told(folder, engine)
    second = {e.path: e.hash for e in stored(house, engine).exported}
    assert len(stored(house, engine).exported) == 2
    assert set(second) == set(first)
    assert all(second[path] != first[path] for path in first)


def test_a_file_that_was_changed_by_hand_is_left_and_the_new_one_stands_beside_it(
    folder: DataFolder, engine: Engine
) -> None:
    told(folder, engine)
    history = next(folder.exports.glob("*.lh.md"))
    history.write_text("mine", "utf-8")
    engine.say("One more")
    first, second, _ = told(folder, engine)
    assert first.endswith(", beside the one that was changed by hand")
    assert not second.endswith("by hand")
    assert history.read_text("utf-8") == "mine"
    assert len(list(folder.exports.glob("*.lh.md"))) == 2


def test_a_document_is_said_by_its_name_or_its_whole_path(folder: DataFolder, house: House, engine: Engine) -> None:
    done = documents.write(found(house, engine), "words", ".txt", Path("here"), engine.saver)
    assert done.path == Path("here").absolute() / "2026-11-24--tarn--trial--pairing.txt"
    assert documents.said("List", done) == "List: 2026-11-24--tarn--trial--pairing.txt"
    assert documents.said("List", done, whole=True) == f"List: {done.path}"


def test_paragraphs_keep_the_numbers_under_which_they_were_first_told(house: House, engine: Engine) -> None:
    documents.keep_numbers(documents.tale_of(found(house, engine)), engine.saver)
    before = {p.about: p.number for p in stored(house, engine).paragraphs}
    assert before
    tale = documents.tale_of(found(house, engine))
    assert tale.new == []
    documents.keep_numbers(tale, engine.saver)
    assert {p.about: p.number for p in stored(house, engine).paragraphs} == before


def test_comments_stand_beside_a_paragraph_in_their_order(house: House, engine: Engine) -> None:
    before = datetime.now(UTC)
    one = documents.comment(found(house, engine), " P1 ", " How would we know? ", "question", engine.saver)
    two = documents.comment(found(house, engine), "1", "Who else?", "question", engine.saver)
    kept = sorted(stored(house, engine).comments, key=lambda c: c.position)
    assert [(c.id, c.paragraph, c.text, c.type) for c in kept] == [
        (one.id, 1, "How would we know?", "question"), (two.id, 1, "Who else?", "question"),
    ]  # fmt: skip
    assert [c.position for c in kept] == [1.0, 2.0]
    assert before <= datetime.fromisoformat(one.at) <= datetime.now(UTC)


@pytest.mark.parametrize("paragraph", ["", "p", "p0", "p99", "one", "-1", "1" * 40])
def test_a_paragraph_that_was_not_told_is_refused(house: House, engine: Engine, paragraph: str) -> None:
    last = documents.tale_of(found(house, engine)).new[-1].number
    with pytest.raises(CommentError) as caught:
        documents.comment(found(house, engine), paragraph, "Who else?", "question", engine.saver)
    assert str(caught.value) == (
        f"There is no paragraph '{paragraph}' in that session; they run from p1 to p{last}."
    )
    assert stored(house, engine).comments == []


def test_where_nothing_is_told_nothing_can_be_commented(house: House) -> None:
    engine = house.begin()
    with pytest.raises(CommentError, match="nothing is told of it yet"):
        documents.comment(found(house, engine), "p1", "Who else?", "question", engine.saver)


def test_undo_in_the_room_takes_back_a_line_and_never_a_document_or_a_comment(
    folder: DataFolder, house: House, engine: Engine
) -> None:
    told(folder, engine)
    documents.comment(found(house, engine), "p1", "Who else?", "question", engine.saver)
    again = house.again(engine)
    with pytest.raises(AskFirst):
        again.undo()
    again.undo(others=True)
    after = stored(house, engine)
    assert [e.text for e in after.entries if not e.removed] == ["The manual is wrong"]
    assert (len(after.comments), len(after.exported)) == (1, 2)


def test_a_source_is_the_session_its_places_its_team_and_the_sittings_before(house: House, engine: Engine) -> None:
    whole = found(house, engine)
    assert (whole.team, whole.loaded.session.id, list(whole.before)) == ("Tarn", engine.session.id, [])
    assert [p.key for p in whole.places] == engine.order
    text = documents.transcript_text(whole)
    assert "The manual is wrong" in text
    assert documents.transcript_text(whole, "csv").count("\n") > 2
