"""A face nobody has heard of, made of a desk and what there is to be seen: whole sessions need nothing else."""

from __future__ import annotations

from contextlib import suppress

import pytest
from tests.facilitation.house import House

from dialogue_tui.errors import OneSentence
from dialogue_tui.facilitation.desk import Desk, Guard
from dialogue_tui.facilitation.scene import Scene, scene
from dialogue_tui.protocols.library import text_of

LINES = ("Is it fixed?", "@Ana (Firmware lead) No heroics", "1 2 Trust", "1", "yes", "R.: Good. | Not at all.")
SECRET = "what nobody is to know"


def drawn(seen: Scene) -> str:
    """All there is to be seen, as text."""
    place = seen.place
    top = [f"{seen.protocol}, {place.title}", f"{seen.time.minutes} minutes", seen.question, *place.questions]
    rows = [" ".join((row.text, seen.who.get(row.entry, ""), seen.states.get(row.entry, ""))) for row in seen.rows]
    foot = [f"{seen.slips} slips", seen.kept, seen.slot.title if seen.slot else ""]
    return "\n".join([*top, *rows, *foot])


def through(desk: Desk) -> tuple[list[str], int]:
    """Every place to the last, lines and slips typed wherever they are taken; what was seen, how many slips."""
    seen, slips = [], 0
    while True:
        secret = f"{SECRET}, {len(seen)}"
        if not scene(desk).takes_lines:
            assert desk.say(secret) is Guard.PRIVATE
        elif not scene(desk).slipping:
            for line in LINES:
                with suppress(OneSentence):  # another kind reads it
                    desk.say(line)
            with suppress(OneSentence):  # not everywhere can there be slips, or be added to what stands there
                desk.engine.take_slips()
                desk.say(secret)
        seen.append(drawn(scene(desk)))
        assert secret not in seen[-1]
        if desk.slips_here:
            slips += 1
            assert "1 slips" in seen[-1]
            assert desk.next() is Guard.UNSEEN
            desk.engine.reveal()
            assert secret in drawn(scene(desk, near=True))
        if desk.next() is Guard.LAST:
            return seen, slips


@pytest.mark.parametrize(
    "protocol",
    ["dialogue-circle", "ladder-of-inference", "shared-vision", "action-to-reflection", "left-hand-column"],
)
def test_a_third_face_works_whole_sessions_and_never_sees_what_is_private(house: House, protocol: str) -> None:
    desk = Desk(house.begin(text=text_of(protocol)))
    seen, slips = through(desk)
    assert len(seen) >= 7
    assert slips > 1
    assert "Is it fixed?" in "\n".join(seen)
    desk.engine.close()
    assert scene(desk).closed
    assert desk.say("late") is Guard.CLOSED
