"""Commands of plain lines for the whole session: steps, time, undo, slips, the curtain, a case, the close."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dialogue_tui.errors import OneSentence
from dialogue_tui.facilitation import case as cases
from dialogue_tui.facilitation import room, sentences
from dialogue_tui.facilitation.desk import Guard, Turned
from dialogue_tui.facilitation.errors import AskFirst, Refused
from dialogue_tui.facilitation.pointer import Onward
from dialogue_tui.text import counted

from . import wording as view
from .command import command

if TYPE_CHECKING:
    from dialogue_tui.facilitation.case import Ending

    from .conversation import Conversation

ENDINGS = ("keep all", "keep what was released", "tear it up")
"""How a case in the open may end, in the order of `case.ENDINGS`."""
ENDS = "How does the case end? 1 keep all, 2 keep what was released, 3 tear it up: text, log and index too."
LONGEST = 240
"""Minutes that may be added at a time."""


# Steps


@command("/next goes on to the next part; after the last one it closes.")
def next(talk: Conversation, _: str) -> None:
    if talk.desk.at_last:
        _close(talk)
    else:
        _on(talk)


def _on(talk: Conversation) -> None:
    moved = talk.desk.next()
    if isinstance(moved, Guard):
        raise Refused(view.in_the_way(talk.desk, moved))
    talk.arrive()


@command("/back goes to the part before; nothing is lost.")
def back(talk: Conversation, _: str) -> None:
    moved = talk.desk.back()
    talk.arrive()
    if moved.slips:
        slips, left = counted(moved.slips, "slip waits", "slips wait"), view.sentence(moved.left.title)
        talk.say(f"{slips} at {left} /reveal there shows them; until then memory alone has them.")


@command("/skip passes this question, or the part where no other one follows.")
def skip(talk: Conversation, _: str) -> None:
    onward = talk.desk.at.skip()
    if onward is Onward.LAST:
        _on(talk)
    else:
        talk.tell(view.went_on(talk.desk, onward))


@command("/where tells the step, where lines go and the time left.", looks=True)
def where(talk: Conversation, _: str) -> None:
    talk.say(view.where(talk.desk))


@command("/tips reads tips and an invented example for this step.", looks=True)
def tips(talk: Conversation, _: str) -> None:
    talk.say(*view.tips(talk.engine))


@command("/rows reads what stands here.", looks=True)
def rows(talk: Conversation, _: str) -> None:
    found = view.row_lines(talk.desk, talk.numbers)
    waiting = talk.engine.slips.count(talk.engine.place.key)
    talk.say(*found)
    if waiting:
        talk.say(f"{counted(waiting, 'slip')}, kept when you /reveal.")
    elif not found:
        talk.say(view.private(talk.engine) if talk.engine.private() else "Nothing yet.")


# Time


@command("/time tells the time that is left.", looks=True)
def time(talk: Conversation, _: str) -> None:
    talk.say(view.clock(talk.desk.time))


@command("/pause stops the clock; again lets it go on.")
def pause(talk: Conversation, _: str) -> None:
    if talk.engine.pause():
        talk.say(f"The clock runs again; {view.left(talk.desk.time)}.")
    else:
        talk.say("The clock is stopped. /pause lets it go on.")


@command("/more 5 adds five minutes; /more alone adds two.", words=True)
def more(talk: Conversation, typed: str) -> None:
    number = typed.strip() or "2"
    if not view.is_number(number) or not 1 <= int(number) <= LONGEST:
        raise Refused("How many minutes? Type it as /more 5.")
    talk.engine.extend(float(number))
    talk.say(f"{view.minutes(int(number))} more; {view.left(talk.desk.time)}.")


# Undo


@command("/undo takes the last change back, or the last slip.")
def undo(talk: Conversation, _: str) -> None:
    try:
        turned = talk.desk.undo(others=talk.asked_for("undo"))
    except AskFirst as ask:
        talk.twice("undo", f"{ask} /undo once more does it.")
        return
    talk.say(f"Undone: {turned.label}." if turned.what == "change" else sentences.SLIP_BACK)
    if turned.slips:
        talk.say(f"{counted(turned.slips, 'slip waits', 'slips wait')} again. /reveal shows them.")
    _turned(talk, turned)


@command("/redo makes it again.")
def redo(talk: Conversation, _: str) -> None:
    turned = talk.desk.redo()
    talk.say(f"Done again: {turned.label}.")
    _turned(talk, turned)


def _turned(talk: Conversation, turned: Turned) -> None:
    if turned.moved:
        talk.arrive()
    elif turned.what == "change":
        talk.desk.at.stay()


# Slips


@command("/slips takes slips here, which wait unseen; again takes lines.")
def slips(talk: Conversation, _: str) -> None:
    if talk.engine.take_slips():
        talk.say("What is typed here now are slips: they wait, unseen, until /reveal shows them.")
    else:
        talk.say(sentences.LINES_AGAIN)


@command("/reveal shows all slips at once.")
def reveal(talk: Conversation, _: str) -> None:
    talk.say(f"{talk.engine.reveal().label}.", *view.row_lines(talk.desk, talk.numbers))


# The room


@command("/people 7: there are seven people in the room.", words=True)
def people(talk: Conversation, typed: str) -> None:
    if not view.is_number(typed.strip()):
        raise Refused("How many people are in the room? Type it as /people 7.")
    room.people(talk.engine, int(typed))
    talk.say(f"{counted(int(typed), 'person', 'people')} in the room.")


@command("/curtain clears the screen and keeps lines out; again lifts it.")
def curtain(talk: Conversation, _: str) -> None:
    if talk.desk.curtain:
        talk.engine.set_wall(curtain=False)
        talk.arrive()
        return
    talk.clear()
    talk.say(view.CURTAIN)
    talk.engine.set_wall(curtain=True)


@command(
    "/case opens one writer's case to the room; again ends it. /case off takes it off the wall, "
    "/case on puts it back.",
    words=True,
)
def case(talk: Conversation, typed: str) -> None:
    engine, word = talk.engine, typed.strip().casefold()
    if word in ("off", "on"):
        if engine.session.case != "open":
            raise Refused("No case is open.")
        engine.set_wall(off_wall=word == "off")
        talk.say("The case is on the wall." if word == "on" else view.OFF_WALL)
    elif word:
        raise Refused(
            "/case brings a case into the open or ends it; /case off takes it off the wall, /case on puts it back."
        )
    elif engine.session.case == "open":
        _ask_ending(talk, closes=False)
    else:
        cases.open_case(engine)
        talk.say("The case is in the open: disguise whoever is absent. /case off takes it off the wall.")
        talk.arrive()


def _ask_ending(talk: Conversation, *, closes: bool) -> None:
    def answer(typed: str) -> None:
        word = " ".join(typed.split()).casefold().rstrip(".")
        if not word:
            talk.say("The case stays open.")
            return
        named = [n for n, words in enumerate(ENDINGS) if word == str(n + 1) or words.startswith(word)]
        if len(named) != 1:
            raise Refused(f"1, 2 or 3, please. {ENDS}")
        ending = cases.ENDINGS[named[0]]
        goes = sentences.goes(cases.cost(talk.engine, ending))
        if goes and talk.interactive:
            talk.question = partial(_confirmed, talk, ending, closes)
            talk.note(f"{goes} Type yes.")
        else:
            _end_case(talk, ending, closes)

    talk.question = answer
    talk.note(ENDS)


def _confirmed(talk: Conversation, ending: Ending, closes: bool, typed: str) -> None:
    if typed.strip().casefold().rstrip(".") == "yes":
        _end_case(talk, ending, closes)
    else:
        talk.say("The case stays open.")


def _end_case(talk: Conversation, ending: Ending, closes: bool) -> None:
    went = talk.desk.end_case(ending)
    talk.check()
    talk.numbers.forget(talk.engine.place.key)
    talk.say(sentences.went(went))
    if closes:
        _end(talk)
    else:
        talk.arrive()


# The end


@command("/close ends the session and writes its documents; it may ask first.")
def close(talk: Conversation, _: str) -> None:
    _close(talk)


def _close(talk: Conversation) -> None:
    waiting = talk.engine.slips.total()
    unseen = f"; {counted(waiting, 'slip is', 'slips are')} not revealed" if waiting else ""
    if (talk.interactive or waiting) and not talk.twice("close", f"/close once more ends it{unseen}."):
        return
    if talk.desk.unfinished.case:
        _ask_ending(talk, closes=True)
        return
    _end(talk)


def _end(talk: Conversation) -> None:
    talk.tell_slips()
    talk.engine.close()
    talk.check()
    talk.ended = True
    talk.say("", "Closed.")
    try:
        talk.say(*talk.write_documents())
    except (OneSentence, OSError) as error:
        talk.refuse(f"{sentences.unwritten(error)} {sentences.ALL_KEPT}")


@command("/reopen goes on with a session that was closed.")
def reopen(talk: Conversation, _: str) -> None:
    if not talk.desk.closed:
        raise Refused("This session is open already.")
    talk.engine.reopen()
    talk.check()
    talk.come_back()


@command("/quit leaves; the session goes on where it stands.", looks=True)
def quit(talk: Conversation, _: str) -> None:
    waiting = talk.engine.slips.total()
    asked = f"{counted(waiting, 'slip is', 'slips are')} not revealed and would be gone. /quit once more leaves."
    if waiting and talk.interactive and not talk.twice("quit", asked):
        return
    talk.leaving = True
