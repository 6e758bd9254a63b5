"""Lines in groups: one each, or many."""

from __future__ import annotations

from tests.facilitation.house import TRIAL, House


def test_a_line_stands_in_many_groups_only_where_it_may(house: House) -> None:
    for text, groups in ((TRIAL, 1), (TRIAL.replace("groups = [{ name", "many = true\ngroups = [{ name"), 2)):
        engine = house.begin("try.say/round", text=text)
        engine.say("one")
        engine.go("try.given/groups")
        engine.say("1", "keep")
        engine.say("1", "drop")
        engine = house.again(engine)
        of_line = [x for x in engine.state.links if x.kind == "belongs to"]
        assert len(of_line) == groups
