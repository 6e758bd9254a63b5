"""The commands of plain line mode: each takes the conversation and what was typed after its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dialogue_tui.facilitation import entries, room
from dialogue_tui.facilitation.errors import AskFirst, Refused
from dialogue_tui.text import nearest, shorten

from . import plain_view as view

if TYPE_CHECKING:
    from .plain import Conversation

HELP = """\
A line is what somebody said: @Ana before it gives it to Ana, ~ says it is shortened, ! parks it, \\ takes it as
it stands.
  >NAME               where the next lines go: a rung, a column, a group, a field; > alone lists them
  an empty line       leaves a field empty
  /next  /back        the next step, the one before; /next after the last one closes
  /skip               the next question or part
  /rows  /time        what stands here; how much time is left
  /edit N TEXT        word line N anew
  /move N >NAME       put line N somewhere else
  /who                who is here; /who N NAME gives line N to somebody, /who N - to nobody
  /consent N yes|role|no
  /undo  /redo
  /reveal             show all slips at once
  /people N           how many are in the room
  /release N          alone: give the team a copy of line N
  /close              end the session and write its documents
  /quit               leave; it goes on where it stands
  /help               this
  //words             a line that begins with /"""


def next_step(talk: Conversation, _: str) -> None:
    """On to the next step; after the last place the session is closed."""
    if talk.engine.place.key == talk.engine.order[-1]:
        close(talk, "")
        return
    talk.engine.step_on(+1)
    talk.arrive()


def back(talk: Conversation, _: str) -> None:
    """Back to the step before."""
    talk.engine.step_on(-1)
    talk.arrive()


def skip(talk: Conversation, _: str) -> None:
    """Past this field of a form, or past this part."""
    if talk.field is not None and talk.field + 1 < len(talk.engine.slots()):
        talk.next_field()
        return
    talk.engine.next()
    talk.arrive()


def edit(talk: Conversation, typed: str) -> None:
    """Word a line anew."""
    number, words = _numbered(typed, "/edit 3 other words")
    entries.edit(talk.engine, view.entry_of(talk.engine, number), words)


def move(talk: Conversation, typed: str) -> None:
    """Put a line on another rung, in another column or group."""
    number, target = _numbered(typed, "/move 3 >data")
    entry = view.entry_of(talk.engine, number)
    slot = view.slot_of(talk.engine.slots(), target.strip().removeprefix(">"))
    entries.move(talk.engine, entry, slot.name)


def who(talk: Conversation, typed: str) -> None:
    """List who is here, or give a line to somebody."""
    if not typed.strip():
        people = talk.engine.state.present
        talk.say(*[f"{p.name}{f' ({p.role})' if p.role else ', no role yet'}" for p in people])
        if not people:
            talk.say("Nobody is named yet: @Ana before a line names Ana.")
        return
    number, name = _numbered(typed, "/who 3 Ana")
    entry = view.entry_of(talk.engine, number)
    entries.attribute(talk.engine, entry, "" if name.strip() == "-" else name)


def consent(talk: Conversation, typed: str) -> None:
    """Set whether a line may be told."""
    number, word = _numbered(typed, "/consent 3 no")
    value = {"yes": "yes", "no": "no", "role": "role only", "role only": "role only"}.get(word.strip().casefold())
    if value is None:
        raise Refused("Consent is yes, role or no, such as /consent 3 no.")
    entries.consent(talk.engine, view.entry_of(talk.engine, number), value)


def undo(talk: Conversation, _: str) -> None:
    """Take the newest change back; what was done elsewhere only after asking."""
    place, others = talk.engine.place.key, talk.asked
    try:
        label = talk.engine.undo(others=others)
    except AskFirst as ask:
        talk.asking = True
        talk.note(f"{ask} /undo once more does it.")
        return
    talk.say(f"Undone: {label}.")
    _turned(talk, place)


def redo(talk: Conversation, _: str) -> None:
    """Make what was undone again."""
    place = talk.engine.place.key
    talk.say(f"Done again: {talk.engine.redo()}.")
    _turned(talk, place)


def _turned(talk: Conversation, place: str) -> None:
    if talk.engine.place.key != place:
        talk.arrive()
    else:
        talk.stay()


def reveal(talk: Conversation, _: str) -> None:
    """Show all slips at once."""
    talk.say(f"{talk.engine.reveal().label}.", *view.row_lines(talk.engine))


def release(talk: Conversation, typed: str) -> None:
    """Give the team a copy of a line."""
    number, _ = _numbered(typed + " -", "/release 3")
    if talk.release is None:
        raise Refused("What is said in a room stands in the team's store already; /release is for working alone.")
    talk.say(talk.release(talk.engine.state.entry(view.entry_of(talk.engine, number))))


def rows(talk: Conversation, _: str) -> None:
    """Show what stands here."""
    found = view.row_lines(talk.engine)
    waiting = talk.engine.slips.count(talk.engine.place.key)
    talk.say(*found)
    if waiting:
        talk.say(f"{waiting} {'slip' if waiting == 1 else 'slips'}, kept when you /reveal.")
    elif not found:
        talk.say("Nothing yet.")


def time(talk: Conversation, _: str) -> None:
    """Tell the time that is left."""
    talk.say(view.time_line(talk.engine))


def people(talk: Conversation, typed: str) -> None:
    """Say how many are in the room."""
    if not typed.strip().isdecimal():
        raise Refused("How many people are in the room? Type it as /people 7.")
    room.people(talk.engine, int(typed))


def close(talk: Conversation, _: str) -> None:
    """End the session and write its documents."""
    talk.tell_slips()
    talk.engine.close()
    talk.check()
    talk.ended = True
    talk.say("", "Closed.", *talk.write_documents())


def help(talk: Conversation, _: str) -> None:
    """Show the commands."""
    talk.say(HELP)


def quit(talk: Conversation, _: str) -> None:
    """Leave; the session goes on where it stands."""
    talk.leaving = True


def _numbered(typed: str, example: str) -> tuple[str, str]:
    number, space, rest = typed.partition(" ")
    if not number or not space or not rest.strip():
        raise Refused(f"That needs more words, such as {example}.")
    return number, rest


@dataclass(frozen=True, slots=True)
class Command:
    """What a /word does, and whether words may follow it."""

    run: Callable[[Conversation, str], None]
    words: Literal["none", "some", "may"] = "none"


COMMANDS = {
    "next": Command(next_step),
    "back": Command(back),
    "skip": Command(skip),
    "edit": Command(edit, "some"),
    "move": Command(move, "some"),
    "who": Command(who, "may"),
    "consent": Command(consent, "some"),
    "undo": Command(undo),
    "redo": Command(redo),
    "reveal": Command(reveal),
    "release": Command(release, "some"),
    "rows": Command(rows),
    "time": Command(time),
    "people": Command(people, "some"),
    "close": Command(close),
    "help": Command(help),
    "quit": Command(quit),
}


def find(typed: str) -> tuple[Command, str]:
    """The command that a line beginning with / means, and the words after it. Raises Refused."""
    name, _, rest = typed.removeprefix("/").partition(" ")
    command = COMMANDS.get(name)
    shown = shorten(typed, 40)
    if command is None:
        near = nearest(name, list(COMMANDS))
        hint = f"did you mean /{near}?" if near else "/help lists what there is."
        raise Refused(f"There is no command {shorten('/' + name, 30)}; {hint} To say it as a line, type /{shown}")
    if command.words == "none" and rest.strip():
        raise Refused(f"/{name} stands on its own. To say it as a line, type /{shown}")
    return command, rest
