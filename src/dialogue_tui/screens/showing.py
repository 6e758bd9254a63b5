"""What the room's screen shows, as plain values: pure, from the engine and the screen's few own states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogue_tui.activities.base import Row, Slot
from dialogue_tui.facilitation import wall
from dialogue_tui.facilitation.desk import Desk
from dialogue_tui.store.errors import StoreError
from dialogue_tui.widgets.actions import ACTIONS
from dialogue_tui.widgets.top import time_words

if TYPE_CHECKING:
    from dialogue_tui.facilitation.engine import Engine
    from dialogue_tui.protocols.schema import Part

    from .session import SessionScreen

SELECTED = frozenset(a.id for a in ACTIONS if a.where == "selected")
WHEN_TOLD = frozenset({"back", "undo", "redo", "curtain"})
"""What can still be done in the room once a session is closed."""
ROOM = frozenset(a.id for a in ACTIONS if a.where == "room")
PRIVATE = "PRIVATE: on paper or on your own machine. Nothing of it is kept here."

Keys = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class View:
    """One state of the screen. `card` is (question, say, questions, closing) while the card stands."""

    where: str
    question: str
    part: Part | None
    """Whose wall it is; None for a plain list."""
    card: tuple[str, str, Sequence[str], str] | None = None
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


def view(screen: SessionScreen) -> View:
    """The screen as it should stand now."""
    engine = screen.engine
    assert engine is not None
    if screen.told:
        return _closed(screen, engine)
    place = engine.place
    private = engine.private()
    slots = engine.slots()
    slot = slots[screen.slot_index] if slots else None
    activity = place.part.activity
    own = slot.ask if slot and activity.own_questions and slot.ask.rstrip().endswith("?") else ""
    asking = screen.asking
    card = None
    if asking is None and (private or screen.card):
        # A case in the open is worked before everybody: what is said of pages that nobody sees is not for it.
        say = place.say if private or not place.private else ""
        card = (place.ask if not place.questions else place.title, say, place.questions, "")
    off = wall.off_wall(engine)
    rows = wall_rows(screen) if asking is None or asking.rows is None else asking.rows
    if off and (asking is None or asking.rows is None):
        card, rows = None, [Row("The case is off the wall.", style="note")]
    return View(
        where=f"{engine.protocol.title} · {place.title}" + (" · PRIVATE, just you" if screen.solo else ""),
        question="" if card else (asking.question if asking else "") or own or place.ask,
        part=None if asking is not None and asking.rows is not None else place.part,
        card=card,
        rows=rows,
        who=_who(engine, rows),
        states=_states(engine, rows),
        newest=asking.newest if asking else "",
        note=_slips(engine),
        line=asking is not None or not (private or off),
        masked=engine.slipping() and asking is None,
        private=private and asking is None,
        prompt=asking.shown if asking else (slot.title if slot else ""),
        hint=asking.hint if asking else _hint(slot, own),
        names=[p.name for p in engine.state.people],
        keys=keys(screen, private, kept_off_wall(engine) or any(row.entry for row in rows)),
        state=state(screen),
        plan=() if _case(engine) else _plan(engine),
        here=_here(engine),
    )


def _hint(slot: Slot | None, own: str) -> str:
    """What an empty line says: what its slot asks, where that does not stand above; and how to leave a field that
    takes several lines."""
    if slot is None:
        return ""
    words = (slot.ask if not own else "", "several lines; enter alone goes on" if slot.many else "")
    return " · ".join(word for word in words if word)


def kept_off_wall(engine: Engine) -> bool:
    """Whether there are lines here whose words the wall does not show."""
    part = engine.place.part
    return not part.activity.on_wall(part.settled) and bool(engine.work().entries)


def wall_rows(screen: SessionScreen) -> list[Row]:
    """The rows of the place; lines whose words stay off the wall stand on it while one of them is selected."""
    engine = screen.engine
    assert engine is not None
    looked_at = screen.selecting or (screen.asking is not None and screen.wall.selected is not None)
    return wall.within_reach(engine) if looked_at else engine.rows()


def _case(engine: Engine) -> bool:
    """Whether a conversation is shown: its second column needs the room beside the wall."""
    part = engine.place.part
    return part.activity.wide(part.settled, engine.work())


def _plan(engine: Engine) -> list[tuple[str, str]]:
    """The steps and their minutes, parts taken together."""
    steps: list[tuple[str, str]] = []
    minutes = 0.0
    for index, place in enumerate(engine.places):
        minutes = place.minutes if place.first else minutes + place.minutes
        if index + 1 == len(engine.places) or engine.places[index + 1].first:
            steps.append((place.step.title if not place.questions else place.title, f"{minutes:.0f}"))
    return steps


def _here(engine: Engine) -> int:
    index = engine.order.index(engine.place.key)
    return sum(1 for place in engine.places[: index + 1] if place.first) - 1


def _closed(screen: SessionScreen, engine: Engine) -> View:
    rows = [Row(line) for line in screen.told]
    return View(
        where=f"{engine.protocol.title} · Written",
        question="That was it. This is what stays.",
        part=None,
        rows=rows,
        line=False,
        keys=(("enter", "leave"), ("pgup", "reopen")),
        state="saved" if not engine.unsaved else "saving…",
    )


def _who(engine: Engine, rows: Sequence[Row]) -> dict[str, str]:
    """Who said the lines that may carry a name on the wall; the wall shows only two of them."""
    entries = engine.state.tables["entry"]
    return {r.entry: engine.role_of(entries[r.entry]) for r in rows if r.entry in entries}


def _states(engine: Engine, rows: Sequence[Row]) -> dict[str, str]:
    entries = engine.state.tables["entry"]
    numbers = {row.entry: row.number for row in rows if row.number is not None}
    because: dict[str, list[str]] = {}
    if not engine.place.part.activity.stacked:
        for link in engine.state.links:
            if link.kind == "because" and link.target in numbers:
                because.setdefault(link.source, []).append(str(numbers[link.target]))
    states = {}
    for row in rows:
        entry = entries.get(row.entry)
        if entry is None:
            continue
        words = wall.marks(engine, entry)
        if entry.id in because:
            words.append(f"because of {', '.join(because[entry.id])}")
        if words:
            states[row.entry] = " · ".join(words)
    return states


def _slips(engine: Engine) -> str:
    place = engine.place
    waiting = engine.slips.count(place.key)
    if not engine.slipping() or (engine.state.of_part(place.key) and not waiting):
        return ""
    return f"{waiting} of {max(waiting, engine.session.people)} answered"


def state(screen: SessionScreen) -> str:
    """The state at the right of the keys."""
    engine = screen.engine
    if engine is None:
        return ""
    if engine.unsaved:
        return "not saved yet…" if screen.troubled else "saving…"
    if engine.slipping() and engine.slips.count(engine.place.key):
        return "kept when you reveal"
    return "saved" if engine.state.parts else ""


def keys(screen: SessionScreen, private: bool, lines: bool = True) -> Keys:
    """The few keys that matter now; back and undo are always among them. `lines`: there is something to select."""
    engine = screen.engine
    assert engine is not None
    last = engine.place.key == engine.order[-1]
    steps = (("pgup", "back"), ("pgdn", "end" if last else "next"))
    if screen.asking is not None:
        turn = (("tab", "another"),) if screen.asking.names else ()
        return (("enter", screen.asking.verb), *turn, ("esc", "cancel"))
    if screen.selecting and screen.solo:
        return (("e", "edit"), ("m", "move"), ("l", "link"), ("x", "remove"), ("r", "release"), ("esc", "back"))
    if screen.selecting:
        return (
            ("e", "edit"), ("m", "move"), ("w", "who"), ("c", "consent"), ("l", "link"), ("x", "remove"),
            ("s", "spotlight"), ("esc", "back"),
        )  # fmt: skip
    if private:
        running = engine.state.room.since is not None
        return (
            *steps, ("+", "two more minutes"), ("space", "pause" if running else "go on"), ("ctrl+l", "curtain"),
            ("?", ""),
        )  # fmt: skip
    undo, end = ("ctrl+z", "undo"), ("?", "help")
    if wall.off_wall(engine):
        return (("ctrl+k", "case back on the wall"), undo, *steps, end)
    if engine.slipping() and engine.slips.count(engine.place.key):
        return (("enter", "next slip"), ("ctrl+r", "reveal"), undo, steps[0], end)
    if engine.slipping() and engine.state.of_part(engine.place.key):
        more = ("ctrl+l", "curtain") if engine.place.slips else ("ctrl+t", "lines again")
        return (("ctrl+z", "undo the reveal"), more, *steps, end)
    slots = engine.slots()
    turn = (("tab", _turns(screen, slots)),) if len(slots) > 1 else ()
    if screen.card:
        return (("enter", "begin"), *turn, undo, *steps, ("ctrl+l", "curtain"), end)
    off = (("ctrl+k", "off the wall"),) if engine.place.private else ()
    say = ("enter", "say") if engine.place.part.activity.takes_lines else ("!", "park")
    return (say, *turn, *off, undo, *steps, *((("↑", "lines"),) if lines else ()), end)


def _turns(screen: SessionScreen, slots: Sequence[Slot]) -> str:
    """What Tab leads to: the next of few by its name, or the next rung, field, …"""
    assert screen.engine is not None
    activity = screen.engine.place.part.activity
    word = (activity.row_word if screen.row else "") or activity.slot_word
    return word or slots[(screen.slot_index + 1) % len(slots)].title


def time(screen: SessionScreen) -> tuple[str, bool]:
    """The time in words and whether it is over."""
    engine = screen.engine
    if engine is None or screen.told:
        return "", False
    left = Desk(engine).time
    return time_words(left), left.over


def team(screen: SessionScreen) -> str:
    """Whose meeting it is, for the curtain; "" where there is none or it can't be read now."""
    wanted = screen.engine.session.team if screen.engine else None
    try:
        return next((t.name for t in screen.reading.teams() if t.id == wanted), "") if wanted else ""
    except StoreError:
        return ""
