"""Rungs and what rests on what: a reason is the same person's."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.activities.making import entry

from dialogue_tui.activities.base import Add, Said, Work
from dialogue_tui.activities.entry import Entry
from dialogue_tui.activities.ladder import Ladder, LadderSettings
from dialogue_tui.protocols.library import find

RUNGS = LadderSettings.model_validate({"rungs": [{"name": n} for n in ("data", "meaning", "belief", "action")]})


def rests_on(person: str, *above: tuple[str, str, str | None]) -> list[str]:
    """The words that a line of this person on the rung "data" is joined to; above are (rung, words, person)."""
    entries = [entry(words, rung, person=who) for rung, words, who in above]
    (add,) = Ladder().capture(RUNGS, Said("a chart", "data", person=person), Work(entries=entries))
    assert isinstance(add, Add)
    return [next(e.text for e in entries if e.id == source) for source, _ in add.joins]


@pytest.mark.parametrize(("person", "other", "joined"), [("p1", "p1", True), ("p1", None, True), ("", "p2", True),
                                                         ("", None, True), ("p1", "p2", False)])  # fmt: skip
def test_a_line_rests_on_what_the_same_person_said(person: str, other: str | None, joined: bool) -> None:
    assert rests_on(person, ("meaning", "nobody cares", other)) == (["nobody cares"] if joined else [])


def test_a_stranger_between_does_not_cut_the_ladder() -> None:
    mine, theirs = ("belief", "scope kills dates", "p1"), ("meaning", "a supply question", "p2")
    assert rests_on("p1", mine, theirs) == ["scope kills dates"]


def test_a_first_line_leads_down_to_the_next_rung_and_a_second_stays() -> None:
    part = find("ladder-of-inference").step("loi.down").part("rungs")
    kind, settings = part.activity, part.settled
    walked = [slot.name for slot in kind.slots(settings, Work())]
    assert walked[:6] == ["belief", "conclusion", "assumption", "meaning", "selected", "data"]
    for here, following in pairwise(walked[:6]):
        one, two = (Entry(str(n), "s", "loi.down/rungs", here) for n in (1, 2))
        assert kind.onward(settings, here, Work([one])) == following
        assert kind.onward(settings, here, Work([one, two])) == here
    for last in ("data", "not used", "action"):
        assert kind.onward(settings, last, Work([Entry("1", "s", "loi.down/rungs", last)])) == last
    pool = find("ladder-of-inference").step("loi.pool").parts[0]
    assert pool.activity.onward(pool.settled, "not used", Work([Entry("1", "s", "p", "not used")])) == "not used"
