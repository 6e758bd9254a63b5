"""What must leave no trace: a case that is torn up, a reveal that is undone."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from dialogue_tui.facilitation import case, entries
from dialogue_tui.facilitation.beginning import begin, take_up
from dialogue_tui.facilitation.clock import SystemClock
from dialogue_tui.facilitation.engine import Engine
from dialogue_tui.facilitation.errors import Refused
from dialogue_tui.protocols import library
from dialogue_tui.store.opening import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "team.db"


def start(path: Path, protocol: str, **particulars: str) -> Engine:
    return begin(
        Store(path, "team").read(), Store(path, "team").save_at_once(), library.text_of(protocol),
        clock=SystemClock(), random=Random(3),
        process="here", **particulars,  # type: ignore[arg-type]
    )  # fmt: skip


def again(path: Path, engine: Engine, process: str = "there") -> Engine:
    return take_up(
        Store(path, "team").read(),
        Store(path, "team").save_at_once(),
        engine.session.id,
        clock=SystemClock(),
        random=Random(4),
        process=process,
    )


def found(path: Path, *words: str) -> set[str]:
    data = b"".join(file.read_bytes() for file in path.parent.rglob("*") if file.is_file())
    return {word for word in words if word.encode() in data}


def test_tearing_up_a_case_takes_what_was_undone_and_who_was_named_in_it(path: Path) -> None:
    engine = start(path, "left-hand-column", form="open")
    engine.go("lhc.rules/agree")
    engine.say("@Ana SAIDBEFORE").wait()
    engine.go("lhc.case/write")
    engine.say("UNDONECANARY").wait()
    engine.undo()
    engine.say("KEPTCANARY").wait()
    engine.go("lhc.right/write")
    engine.say("! @Piarina PARKEDCANARY").wait()
    assert found(path, "UNDONECANARY", "KEPTCANARY", "Piarina") == {"UNDONECANARY", "KEPTCANARY", "Piarina"}
    later = again(path, engine)
    case.end_case(later, "torn up").wait()
    assert found(path, "UNDONECANARY", "KEPTCANARY", "PARKEDCANARY", "Piarina") == set()
    assert found(path, "SAIDBEFORE", "Ana") == {"SAIDBEFORE", "Ana"}
    assert [p.name for p in again(path, engine).state.people] == ["Ana"]


def test_who_was_named_in_a_case_and_spoke_elsewhere_stays_when_it_is_torn_up(path: Path) -> None:
    engine = start(path, "left-hand-column", form="open")
    engine.go("lhc.case/write")
    engine.say("! @Piarina parked").wait()
    engine.say("! @Ines parked too").wait()
    engine.go("lhc.rules/agree")
    engine.say("@Ines heard by everybody").wait()
    case.end_case(engine, "torn up").wait()
    assert [p.name for p in engine.state.people] == ["Ines"]
    assert [p.name for p in again(path, engine).state.present] == ["Ines"]


def test_keeping_a_case_tears_nothing_up_not_even_what_was_undone(path: Path) -> None:
    engine = start(path, "left-hand-column", form="open")
    engine.go("lhc.case/write")
    engine.say("UNDONECANARY").wait()
    engine.undo()
    assert case.end_case(engine, "kept").wait().label == "case kept"
    assert found(path, "UNDONECANARY") == {"UNDONECANARY"}
    assert engine.undo().label == "case kept"
    assert engine.session.case == "open"


def test_a_case_that_is_not_open_can_not_be_ended(path: Path) -> None:
    engine = start(path, "left-hand-column", form="hour")
    with pytest.raises(Refused, match=r"No case is open\."):
        case.end_case(engine, "kept")
    assert case.open_case(engine).label == "case in the open"


def test_opening_a_case_is_not_undone_so_that_its_lines_can_always_be_torn_up(path: Path) -> None:
    engine = start(path, "left-hand-column", form="hour")
    case.open_case(engine)
    engine.go("lhc.case/write")
    engine.say("a line").wait()
    engine.undo()
    engine.undo()
    with pytest.raises(Refused):
        engine.undo()
    assert engine.session.case == "open"


def test_undo_goes_on_behind_what_was_torn_up(path: Path) -> None:
    engine = start(path, "left-hand-column", form="open")
    engine.go("lhc.rules/agree")
    engine.say("an agreement").wait()
    engine.go("lhc.case/write")
    engine.say("torn").wait()
    later = again(path, engine, "here")
    case.end_case(later, "torn up").wait()
    for _ in range(3):
        later.undo()
    assert later.state.of_part("lhc.rules/agree") == []


def test_a_case_that_was_kept_stays_on_the_wall(path: Path) -> None:
    engine = start(path, "left-hand-column", form="open")
    engine.go("lhc.case/write")
    line = engine.say("what happened").wait().entries[0]
    entries.consent(engine, line, "role only")
    case.end_case(engine, "released").wait()
    assert [row.text for row in engine.rows()] == ["what happened"]


def test_an_undone_reveal_leaves_no_first_spread_behind(path: Path) -> None:
    engine = start(path, "shared-vision", sitting="c")
    engine.go("vis.commit/stand")
    for slip in ("1", "2", "2", "3 FIRSTNOTE"):
        engine.say(slip)
    engine.reveal().wait()
    engine.undo()
    assert engine.rows()[0].style != "dots"
    assert found(path, "FIRSTNOTE") == set()
    engine.say("7 LATENOTE")
    engine.reveal().wait()
    assert found(path, "FIRSTNOTE", "LATENOTE") == {"FIRSTNOTE", "LATENOTE"}
    log = Store(path, "team").read().changes_after(0, engine.session.id)
    told = [c.label for c in log if "revealed" in c.label and any(r.after for r in c.rows)]
    assert told == ["5 revealed"]


def test_whoever_a_commitment_names_becomes_its_owner(path: Path) -> None:
    engine = start(path, "dialogue-circle", form="short")
    engine.go("close/handons")
    engine.say("Ana: ring ten technicians by Friday > fewer calls ? the log").wait()
    engine.say("Pattern: we bring risk as a question").wait()
    owners = [engine.state.person(t.owner) for t in engine.state.tables["thread"].values()]
    assert sorted(o.name if o else "" for o in owners) == ["", "Ana"]
