"""A ladder is one person's: what somebody else said is no reason of theirs."""

from __future__ import annotations

from tests.facilitation.house import House


def test_a_line_rests_on_what_its_own_speaker_said(house: House) -> None:
    engine = house.begin("try.climb/rungs")
    (action,) = engine.say("@Ana Take it out").entries
    (other,) = engine.say("@Bo Nobody cares", "meaning").entries
    (mine,) = engine.say("@Ana Four replies", "data").entries
    (nobodys,) = engine.say("Two e-mails", "data").entries
    joined = {(x.source, x.target) for x in house.again(engine).state.links if x.kind == "because"}
    assert joined == {(action, mine), (other, nobodys)}
