"""What is said to lines and commands that can't be taken, in every kind of part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.approved.approve import approved
from tests.facilitation.house import House
from tests.plain.desk import Desk

from dialogue_tui.store.where import DataFolder

COMMANDS = """/move 9 >x|/move 1|/move 1 >nowhere|/edit 1|/edit x y|/link 1|/link 1 because 99|/link 1 because 1
/link 1 somehow 2|/who 1|/who 99 Ana|/who 1 Ana|/consent 1 maybe|/consent 1|/consent 1 yes|/spoken 1|/anonymous 1|no
/restore 1|/restore|/park 9|/park 1|/release 1|/more x|/more 0|/more 999|/people 0|/people 100|/people x|/people 7
/time now|/case|/case off|/reveal|/redo|/remove 99|/remove 1|/restore x|/restore 1|/nex|//slash|/help nothing
/where|>|>nowhere|>99|>1|@|@Ana|@Ana (Firmware lead)|~|!|!put aside|~ in short|\\|/rows""".replace("\n", "|")
LINES = {
    "try.say/round": "one|two|three|@Ana four|Ana: five",
    "try.say/own": "kept nowhere",
    "try.sort/groups": "1 2|99 Trust|Trust|0 Trust|1 Trust|1 Trust|1 2 Trust|3 Noise|1 Noise|Noise: Silence|-1|1 -",
    "try.given/groups": "1|1 keep|2 nowhere|99 keep|1 drop|1 keep|2 3 drop|x",
    "try.climb/rungs": "We ship|>data|Four called|>meaning|They cope|>not used|The survey",
    "try.case/open": ">2|first without a turn|>1|Me: Is it fixed?|He: It's in the plan|>2|He has no idea|>nobody",
    "try.rate/scale": "|x|9|1|1 2 3|-2|5 5|- ",
    "try.rate/stand": "|maybe|yes|1|2|3|no|-",
    "try.rate/slips": "unseen|also unseen|",
    "try.text/one": "We hear it.|We hear it first.|1 We hear them.|9 Nobody|-9|-2|1=Kept|+1|1a Both|2b x|1 ?why",
    "try.again/two": "1 Anew|-1|1 ",
    "try.next/came": "1|1 done|9 done|done|Bo: call by 31 Feb|Bo: call by 28 Jan > calls stop|>question|Why?|2"
    "|>x|we assume nobody reads ? ask three|commitment|ana: by friday read it|: nothing|1 2|1 1 they stopped",
}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    made = House(tmp_path / "data")
    yield made
    for door in made.opened:
        door.close()


def test_what_can_not_be_taken_is_said_in_every_kind_of_part(house: House) -> None:
    engine, desk, read = house.begin("try.say/round"), Desk(DataFolder(house.folder)), list[str]()
    for place, lines in LINES.items():
        if engine.place.key != place:
            engine.go(place)
        typed = [*lines.split("|"), "/rows", *COMMANDS.split("|")]
        desk.type(engine, "\n".join(typed) + "\n")
        given = "\n".join(
            f"{number:4} {words}" for number, words in enumerate(typed, 1) if place == "try.say/round"
        )
        read.append(f"=== {place}\n{given}\n{desk.out}~~~\n{desk.err}")
    approved("refusals", "\n".join(read))


UNDONE = [
    "three", "@Dee (Test lead) four", "~ five", "!six", "/edit 1 Anew", "/who 1 Ana", "/consent 1 no",
    "/consent 1 yes", "/scribed 1", "/link 2 because 1", "/park 2", "/remove 2", "/people 7", "/more 5",
    "/pause", "/next", "/case", "/slips", "/curtain",
]  # fmt: skip


def test_what_is_taken_back_and_made_again_is_called_by_its_name(house: House) -> None:
    engine, desk, read = house.begin("try.say/round"), Desk(DataFolder(house.folder)), list[str]()
    desk.type(engine, "one\ntwo\n")
    for command in UNDONE:
        house.clock.advance(1)
        desk.type(engine, f"{command}\n/undo\n/redo\n/undo\n")
        said = [line for line in (desk.out + desk.err).split("\n") if line[:5] in ("Undon", "Done ", "Line ")]
        read.append("\n  ".join([command, *said]))
    approved("undone", "\n".join(read))
