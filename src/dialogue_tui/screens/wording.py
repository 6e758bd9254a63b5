"""A scene in the words of the room's screen: pure, from the scene and the few states the screen has of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogue_tui.activities.base import Row

from .questions import Question

if TYPE_CHECKING:
    from dialogue_tui.facilitation.scene import Kept, Scene
    from dialogue_tui.protocols.schema import Part


Keys = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Own:
    """What the screen itself knows: whether the step's card stands, whether a line is selected, what is asked, and
    whether the disk is in the way. `told` is what was written once the session is closed, a sentence each."""

    card: bool = False
    selecting: bool = False
    question: Question | None = None
    troubled: bool = False
    told: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class View:
    """One state of the screen. `card` is (question, say, questions) while the card stands."""

    where: str
    question: str
    part: Part | None
    """Whose wall it is; None for a plain list."""
    card: tuple[str, str, Sequence[str]] | None = None
    rows: Sequence[Row] = ()
    who: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    newest: str = ""
    note: str = ""
    line: bool = True
    masked: bool = False
    private: bool = False
    prompt: str = ""
    hint: str = ""
    names: Sequence[str] = ()
    keys: Keys = ()
    state: str = ""
    plan: Sequence[tuple[str, str]] = ()
    here: int = -1


def view(scene: Scene, own: Own) -> View:
    """The screen as it should stand now."""
    if own.told:
        return _closed(scene, own)
    place, asked = scene.place, own.question
    of_question = asked.rows if asked else None
    card = None
    if asked is None and (scene.private or own.card):
        card = (place.ask if not place.questions else place.title, scene.say, place.questions)
    rows = scene.rows if of_question is None else of_question
    if scene.off_wall and of_question is None:
        card, rows = None, [Row("The case is off the wall.", style="note")]
    return View(
        where=f"{scene.protocol} · {place.title}" + (" · PRIVATE, just you" if scene.alone else ""),
        question="" if card else (asked.question if asked else "") or scene.question,
        part=place.part if of_question is None else None,
        card=card,
        rows=rows,
        who=scene.who,
        states=scene.states,
        newest=asked.newest if asked else "",
        note=_slips(scene),
        line=asked is not None or scene.takes_lines,
        masked=scene.slipping and asked is None,
        private=scene.private and asked is None,
        prompt=asked.shown if asked else (scene.slot.title if scene.slot else ""),
        hint=asked.hint if asked else _hint(scene),
        names=scene.names,
        keys=keys(scene, own, scene.hidden or any(row.entry for row in rows)),
        state=state(scene.kept, own.troubled),
        plan=() if scene.wide else [(title, f"{minutes:.0f}") for title, minutes in scene.steps],
        here=scene.here,
    )


def _closed(scene: Scene, own: Own) -> View:
    return View(
        where=f"{scene.protocol} · Written",
        question="That was it. This is what stays.",
        part=None,
        rows=[Row(line) for line in own.told],
        line=False,
        keys=(("enter", "leave"), ("pgup", "reopen")),
        state="saving…" if scene.kept == "saving" else "saved",
    )


def _hint(scene: Scene) -> str:
    """What an empty line says: what its slot asks, where that does not stand above; and how to leave a field that
    takes several lines."""
    if scene.slot is None:
        return ""
    several = "several lines; enter alone goes on" if scene.slot.many else ""
    return " · ".join(word for word in ("" if scene.own else scene.slot.ask, several) if word)


def _slips(scene: Scene) -> str:
    if not scene.slipping or (scene.said and not scene.slips):
        return ""
    return f"{scene.slips} of {max(scene.slips, scene.people)} answered"


def state(kept: Kept, troubled: bool) -> str:
    """The state at the right of the keys."""
    words = {"saving": "not saved yet…" if troubled else "saving…", "until the reveal": "kept when you reveal"}
    return words.get(kept, kept)


def keys(scene: Scene, own: Own, lines: bool = True) -> Keys:
    """The few keys that matter now; back and undo are always among them. `lines`: there is something to select."""
    steps = (("pgup", "back"), ("pgdn", "end" if scene.last else "next"))
    if own.question is not None:
        turn = (("tab", "another"),) if own.question.names else ()
        return (("enter", own.question.verb), *turn, ("esc", "cancel"))
    if own.selecting and scene.alone:
        return (("e", "edit"), ("m", "move"), ("l", "link"), ("x", "remove"), ("r", "release"), ("esc", "back"))
    if own.selecting:
        return (
            ("e", "edit"), ("m", "move"), ("w", "who"), ("c", "consent"), ("l", "link"), ("x", "remove"),
            ("s", "spotlight"), ("esc", "back"),
        )  # fmt: skip
    if scene.private:
        pause = ("space", "go on" if scene.time.paused else "pause")
        return (*steps, ("+", "two more minutes"), pause, ("ctrl+l", "curtain"), ("?", ""))
    undo, end = ("ctrl+z", "undo"), ("?", "help")
    if scene.off_wall:
        return (("ctrl+k", "case back on the wall"), undo, *steps, end)
    if scene.slipping and scene.slips:
        return (("enter", "next slip"), ("ctrl+r", "reveal"), undo, steps[0], end)
    if scene.slipping and scene.said:
        more = ("ctrl+l", "curtain") if scene.place.slips else ("ctrl+t", "lines again")
        return (("ctrl+z", "undo the reveal"), more, *steps, end)
    turn = (("tab", _turns(scene)),) if scene.following else ()
    if own.card:
        return (("enter", "begin"), *turn, undo, *steps, ("ctrl+l", "curtain"), end)
    off = (("ctrl+k", "off the wall"),) if scene.place.private else ()
    say = ("enter", "say") if scene.place.part.activity.takes_lines else ("!", "park")
    return (say, *turn, *off, undo, *steps, *((("↑", "lines"),) if lines else ()), end)


def _turns(scene: Scene) -> str:
    """What Tab leads to: the next of few by its name, or the next rung, field, …"""
    activity = scene.place.part.activity
    word = (activity.row_word if scene.slot and scene.slot.row else "") or activity.slot_word
    return word or (scene.following.title if scene.following else "")
