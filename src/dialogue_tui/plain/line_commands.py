"""Commands of plain lines that act on a line somebody said: each says which line that was, and what it is now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dialogue_tui.facilitation import entries, sentences
from dialogue_tui.facilitation.anonymising import anonymise
from dialogue_tui.facilitation.errors import Refused

from . import wording as view
from .command import command

if TYPE_CHECKING:
    from .conversation import Conversation

CONSENTS = {"yes": "yes", "no": "no", "role": "role only", "role only": "role only"}
TOLD = {"yes": "told with the name", "no": "not for export", "role only": "told by role"}


@command("/edit 3 WORDS words line 3 anew.", words=True)
def edit(talk: Conversation, typed: str) -> None:
    entry, words = _line(talk, typed, "/edit 3 other words")
    entries.edit(talk.engine, entry, words)
    talk.echo(entry, "worded anew")


@command("/move 3 >NAME puts line 3 on another rung, column or group.", words=True)
def move(talk: Conversation, typed: str) -> None:
    entry, target = _line(talk, typed, "/move 3 >data")
    slots, to = talk.engine.slots(), target.strip()
    if len(slots) < 2:
        raise Refused("There is nowhere else to move a line here.")
    if view.is_number(to):
        names = ", ".join(f"{n} {view.brief(s.title, 30)}" for n, s in enumerate(slots, 1))
        raise Refused(f"Where to? A name, or > and a number: {names}.")
    slot = view.slot_of(slots, to.removeprefix(">"))
    entries.move(talk.engine, entry, slot.name)
    talk.echo(entry, f"moved to {view.brief(slot.title)}")


@command("/who reads who is here; /who 3 Ana gives line 3 to Ana, /who 3 - to nobody.", words=True, looks=True)
def who(talk: Conversation, typed: str) -> None:
    engine = talk.engine
    if not typed.strip():
        people = talk.desk.present
        talk.say(*[f"{p.name}{f' ({p.role})' if p.role else ', no role yet'}" for p in people])
        if not people:
            talk.say("Nobody is named yet: @Ana before a line names Ana.")
        return
    entry, name = _line(talk, typed, "/who 3 Ana")
    entries.attribute(engine, entry, "" if name.strip() == "-" else name)
    said = talk.desk.line(entry)
    person = talk.desk.person(said.person) if said else None
    talk.echo(entry, f"said by {person.name if person else 'nobody in particular'}")


@command("/consent 3 no: line 3 is not for export; role: told by role; yes: told with the name.", words=True)
def consent(talk: Conversation, typed: str) -> None:
    entry, word = _line(talk, typed, "/consent 3 no")
    value = CONSENTS.get(word.strip().casefold())
    if value is None:
        raise Refused("Consent is yes, role or no, such as /consent 3 no.")
    entries.consent(talk.engine, entry, value)
    talk.echo(entry, TOLD[value])


@command("/spoken 3: line 3 is word for word after all.", words=True)
def spoken(talk: Conversation, typed: str) -> None:
    entry = _only(talk, typed, "/spoken 3")
    entries.wording(talk.engine, entry, "spoken")
    talk.echo(entry, "word for word")


@command("/scribed 3: line 3 was shortened.", words=True)
def scribed(talk: Conversation, typed: str) -> None:
    entry = _only(talk, typed, "/scribed 3")
    entries.wording(talk.engine, entry, "scribed")
    talk.echo(entry, "in short")


@command("/link 3 because 2 joins line 3 to line 2.", words=True)
def link(talk: Conversation, typed: str) -> None:
    match = re.fullmatch(r"(\S+)\s+(?:because\s+(?:of\s+)?)?(\S+)", typed.strip())
    if match is None:
        raise Refused("Which two lines? Type it as /link 3 because 2.")
    source, target = (talk.numbers.entry(name) for name in match.groups())
    entries.link(talk.engine, source, target)
    talk.echo(source, f"because of {match[2]}")


@command("/remove 3 takes line 3 off; /undo brings it back.", words=True)
def remove(talk: Conversation, typed: str) -> None:
    entry = _only(talk, typed, "/remove 3")
    name, words = talk.numbers.name(entry), talk.words(entry)
    entries.remove(talk.engine, entry)
    talk.say(f"{name}, {words}: removed. /undo brings it back.")


@command("/restore lists the lines that were removed; /restore 1 brings the first one back.", words=True)
def restore(talk: Conversation, typed: str) -> None:
    gone = entries.removed(talk.engine)
    if not gone:
        raise Refused(sentences.NONE_REMOVED)
    wanted = typed.strip()
    if not wanted:
        talk.say(
            *[f"{n}, {entry.text}" for n, entry in enumerate(gone, 1)], "/restore 1 brings the first one back."
        )
        return
    if not view.is_number(wanted) or not 1 <= int(wanted) <= len(gone):
        raise Refused(f"Which one? /restore lists them; they run from 1 to {len(gone)}.")
    entry = gone[int(wanted) - 1]
    entries.restore(talk.engine, entry.id)
    talk.echo(entry.id, "back where it stood")


@command("/park 3 puts line 3 aside for the close.", words=True)
def park(talk: Conversation, typed: str) -> None:
    entry = _only(talk, typed, "/park 3")
    words = talk.words(entry)
    entries.park(talk.engine, entry)
    talk.say(f"{words}: parked for the close. /undo brings it back.")


@command("/anonymous 3 makes line 3 nobody's, for good; it asks first.", words=True)
def anonymous(talk: Conversation, typed: str) -> None:
    engine = talk.engine
    entry = _only(talk, typed, "/anonymous 3")
    old, words = talk.desk.line(entry), talk.words(entry)
    again = f"/anonymous {typed.strip()} once more does it"
    asked = f"{words}: without author, time or order, for good; it can't be undone. {again}."
    if old and old.attribution != "anonymous" and not talk.twice(f"anonymous {entry}", asked):
        return
    anonymise(engine, entry)
    talk.numbers.forget(engine.place.key)
    talk.say(f"{words}: nobody's line now. The numbers here may have changed; /rows reads them.")


@command("/release 3, alone: gives the team a copy of line 3.", words=True)
def release(talk: Conversation, typed: str) -> None:
    if talk.release is None:
        raise Refused("What is said in a room stands in the team's store already; /release is for working alone.")
    entry = talk.desk.line(_only(talk, typed, "/release 3"))
    if entry is not None:
        released = talk.release(entry)
        where = f"'{released.part}'" if released.part else "the parked lines"
        talk.say(f"Released to {where} of {released.session}.")


def _line(talk: Conversation, typed: str, example: str) -> tuple[str, str]:
    """The line that is meant and the words after its number."""
    number, _, rest = typed.partition(" ")
    if not number or not rest.strip():
        raise Refused(f"That needs more words, such as {example}.")
    return talk.numbers.entry(number), rest


def _only(talk: Conversation, typed: str, example: str) -> str:
    """The line that is meant, where nothing follows its number."""
    if len(typed.split()) != 1:
        raise Refused(f"Which line? Type its number, such as {example}.")
    return talk.numbers.entry(typed)
