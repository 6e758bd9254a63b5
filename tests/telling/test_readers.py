"""Who reads a document, and what it may draw on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.telling.sample import STARTED, WITHHELD, case

from dialogue_tui.protocols.plan import around
from dialogue_tui.store.records import Entry, Loaded, Session
from dialogue_tui.telling.readers import audience_of
from dialogue_tui.telling.stretches import stretches


def audience(words: str) -> str:
    card = Entry("e1", "s1", "opening/card", "audience", text=words)
    return audience_of(Loaded(Session("s1", "x", "hour", "", STARTED), entries=[card]))


OURS = """
just us; Only us; only us.; we; those in the room; nobody else; No one else!; us, nobody else; The seven of us
8 people in this room; everyone here; Just the team; the people who were here today; nobody outside this room
nobody but us; no others than us; the core team only; this group; just me; whoever is in the room; private
us and nobody else, please; no-one; no one beyond the team; This team; the participants; those present
members of this team
"""
OTHERS = """
All of operations; the board; us and the board; not only us; everyone else; this team and its champion
just us and everybody else; anyone outside the team; people outside this room; all teams; the whole group
everyone here at the company; the team and other people
"""


def several(words: str) -> list[str]:
    return [each.strip() for line in words.strip().splitlines() for each in line.split(";")]


@pytest.mark.parametrize("words", ["", *several(OURS)])
def test_words_about_ourselves_are_never_read_wider(words: str) -> None:
    assert audience(words) == "core-team"


@pytest.mark.parametrize("words", several(OTHERS))
def test_anybody_else_means_readers_outside(words: str) -> None:
    assert audience(words) == "organisation"


def test_the_card_offers_the_three_kinds_of_readers() -> None:
    card = around()[0].part("card").settled
    field = next(f for f in card.fields if f.name == "audience")  # type: ignore[attr-defined]
    assert field.free
    assert [audience(o.title or o.name) for o in field.options] == ["core-team", "organisation", "public"]


@given(st.text(max_size=60))
def test_any_words_mean_somebody(words: str) -> None:
    assert audience(words) in {"core-team", "organisation", "public"}


@pytest.mark.parametrize(
    ("state", "private"), [("", True), ("torn up", True), ("open", False), ("kept", False), ("released", False)]
)
def test_a_case_that_stood_on_the_wall_was_not_private(state: str, private: bool) -> None:
    loaded, places = case(state)
    found = {s.key: s for s in stretches(loaded, places, unsigned=True)}
    stretch = next(s for s in found.values() if s.step == "lhc.right")
    assert stretch.private == private
    assert [e.text for e in stretch.entries] == ([] if private else ["Is it fixed?"])
    assert [e.text for e in stretch.withheld] == ([] if private else [WITHHELD])
