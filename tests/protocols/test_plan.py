"""The places of a session as one person alone meets them, and whose words a place carries."""

from __future__ import annotations

import re

import pytest

from dialogue_tui.activities.base import Work
from dialogue_tui.protocols.library import find
from dialogue_tui.protocols.plan import HANDONS, OPENING, TELLING, Place, plan
from dialogue_tui.text import width, wrap

SOLO = ["left-hand-column", "ladder-of-inference", "shared-vision", "action-to-reflection"]


def places(name: str, form: str = "", solo: bool = False) -> dict[str, Place]:
    return {p.key: p for p in plan(find(name), form, solo=solo)}


def asked(place: Place) -> list[str]:
    return [slot.ask for slot in place.part.activity.slots(place.part.settled, Work())]


@pytest.mark.parametrize("name", SOLO)
def test_alone_the_opening_asks_what_it_is_about_and_nothing_else(name: str) -> None:
    found = places(name, solo=True)
    opening = found[OPENING]
    assert asked(opening) == ["What is this about? One line; it may stay empty."]
    assert [f.name for f in opening.part.settled.fields] == ["result"]  # type: ignore[attr-defined]
    assert opening.say == "This stays in your journal, on this machine."
    assert found[HANDONS].ask == "What do you take on?"
    assert [f.name for f in found[TELLING].part.settled.fields] == ["tried", "happened", "open"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", SOLO)
def test_alone_nothing_speaks_to_a_room(name: str) -> None:
    room = re.compile(
        r"\b(we|us|our|ours|ourselves|on paper|your page|the room|aloud|nobody will ask|the rest of)\b",
        re.IGNORECASE,
    )
    for place in places(name, solo=True).values():
        for words in (place.title, place.say, place.ask):
            assert not room.search(words), f"{place.key}: {words}"


@pytest.mark.parametrize("name", SOLO)
def test_alone_nobody_is_asked_who_takes_it_on(name: str) -> None:
    for place in places(name, solo=True).values():
        if place.part.kind == "threads":
            assert not any(ask.startswith("who") for ask in asked(place)), place.key


def test_a_room_is_asked_who_reads_and_what_makes_it_worth_the_time() -> None:
    (_, audience, worth) = asked(places("dialogue-circle")[OPENING])
    assert "1 this team · 2 our organisation · 3 anyone" in audience
    assert "hour" not in worth
    assert width(audience) <= 140


def test_at_the_close_only_the_three_sentences_are_asked_for() -> None:
    first, more = (lambda all: (all[:3], all[3:]))(asked(places("dialogue-circle")[TELLING]))
    assert not any(ask.startswith("If you like") for ask in first)
    assert more
    assert all(ask.startswith("If you like") for ask in more)


@pytest.mark.parametrize("solo", [False, True])
def test_the_engines_own_words_fit_the_wall(solo: bool) -> None:
    found = places("ladder-of-inference", solo=solo)
    for key in (OPENING, HANDONS, TELLING):
        assert len(wrap(found[key].say, 70)) <= 3
        assert width(found[key].title) <= 26


def test_a_form_with_one_part_of_a_step_has_the_last_word() -> None:
    own = places("ladder-of-inference")["loi.top/paper"]
    alone = places("ladder-of-inference", solo=True)["loi.top/paper"]
    assert "stays with you" in own.say
    assert "journal" in alone.say
    assert places("shared-vision", "solo", solo=True)["vis.reality/alone"].title == "Where I am today"
    hour = places("ladder-of-inference")
    assert hour["loi.down/rungs"].say != hour["loi.down/paper"].say


def test_a_short_meeting_does_not_promise_a_minute_each() -> None:
    for form in ("hour", "short"):
        place = next(p for p in plan(find("dialogue-circle"), form, people=6) if p.key == "cir.in/round")
        assert ("minute each" in place.say) == (place.minutes >= 6), form
