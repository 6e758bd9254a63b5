"""Commands of plain lines for the whole session: steps, time, undo, slips, the curtain, a case, the close."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dialogue_tui.errors import OneSentence
from dialogue_tui.facilitation import case as cases
from dialogue_tui.facilitation import room
from dialogue_tui.facilitation.desk import Guard, Turned
from dialogue_tui.facilitation.errors import AskFirst, Refused
from dialogue_tui.facilitation.pointer import Onward
from dialogue_tui.text import counted

from . import wording as view

if TYPE_CHECKING:
    from dialogue_tui.facilitation.case import Ending

    from .conversation import Conversation

ENDINGS: tuple[tuple[str, Ending], ...] = (
    ("keep all", "kept"),
    ("keep what was released", "released"),
    ("tear it up", "torn up"),
)
"""How a case in the open may end: in the words that answer, and as the engine calls it."""
ENDS = "How does the case end? 1 keep all, 2 keep what was released, 3 tear it up: text, log and index too."
LONGEST = 240
"""Minutes that may be added at a time."""


# Steps


def next_step(talk: Conversation, _: str) -> None:
    """On to the next part that has something to do; after the last one the session is closed."""
    if talk.desk.at_last:
        close(talk, "")
    else:
        _on(talk)


def _on(talk: Conversation) -> None:
    moved = talk.desk.next()
    if isinstance(moved, Guard):
        raise Refused(view.in_the_way(talk.desk, moved))
    talk.arrive()


def back(talk: Conversation, _: str) -> None:
    """Back to the part before."""
    moved = talk.desk.back()
    talk.arrive()
    if moved.slips:
        slips, left = counted(moved.slips, "slip waits", "slips wait"), view.sentence(moved.left.title)
        talk.say(f"{slips} at {left} /reveal there shows them; until then memory alone has them.")


def skip(talk: Conversation, _: str) -> None:
    """Past this question; past the part where no other is asked."""
    onward = talk.desk.at.skip()
    if onward is Onward.LAST:
        _on(talk)
    else:
        talk.tell(view.went_on(talk.desk, onward))


def where(talk: Conversation, _: str) -> None:
    """Tell the step, where lines go and the time that is left."""
    talk.say(view.where(talk.desk))


def tips(talk: Conversation, _: str) -> None:
    """Tips, an example and what goes wrong in this step."""
    talk.say(*view.tips(talk.engine))


def rows(talk: Conversation, _: str) -> None:
    """Show what stands here."""
    found = view.row_lines(talk.desk, talk.numbers)
    waiting = talk.engine.slips.count(talk.engine.place.key)
    talk.say(*found)
    if waiting:
        talk.say(f"{counted(waiting, 'slip')}, kept when you /reveal.")
    elif not found:
        talk.say(view.private(talk.engine) if talk.engine.private() else "Nothing yet.")


# Time


def time(talk: Conversation, _: str) -> None:
    """Tell the time that is left."""
    talk.say(view.clock(talk.desk.time))


def pause(talk: Conversation, _: str) -> None:
    """Stop the clock, or let it go on."""
    if talk.engine.pause():
        talk.say(f"The clock runs again; {view.left(talk.desk.time)}.")
    else:
        talk.say("The clock is stopped. /pause lets it go on.")


def more(talk: Conversation, typed: str) -> None:
    """Add minutes to this part; two where no number is given."""
    number = typed.strip() or "2"
    if not view.is_number(number) or not 1 <= int(number) <= LONGEST:
        raise Refused("How many minutes? Type it as /more 5.")
    talk.engine.extend(float(number))
    talk.say(f"{view.minutes(int(number))} more; {view.left(talk.desk.time)}.")


# Undo


def undo(talk: Conversation, _: str) -> None:
    """Take the newest slip or change back; what was done elsewhere only after asking."""
    try:
        turned = talk.desk.undo(others=talk.asked_for("undo"))
    except AskFirst as ask:
        talk.twice("undo", f"{ask} /undo once more does it.")
        return
    talk.say(f"Undone: {turned.label}." if turned.what == "change" else "The last slip is taken back.")
    if turned.slips:
        talk.say(f"{counted(turned.slips, 'slip waits', 'slips wait')} again. /reveal shows them.")
    _turned(talk, turned)


def redo(talk: Conversation, _: str) -> None:
    """Make what was undone again."""
    turned = talk.desk.redo()
    talk.say(f"Done again: {turned.label}.")
    _turned(talk, turned)


def _turned(talk: Conversation, turned: Turned) -> None:
    if turned.moved:
        talk.arrive()
    elif turned.what == "change":
        talk.desk.at.stay()


# Slips


def slips(talk: Conversation, _: str) -> None:
    """Take slips here, or lines again."""
    if talk.engine.take_slips():
        talk.say("What is typed here now are slips: they wait, unseen, until /reveal shows them.")
    else:
        talk.say("What is typed here now are lines again.")


def reveal(talk: Conversation, _: str) -> None:
    """Show all slips at once."""
    talk.say(f"{talk.engine.reveal().label}.", *view.row_lines(talk.desk, talk.numbers))


# The room


def people(talk: Conversation, typed: str) -> None:
    """Say how many are in the room."""
    if not view.is_number(typed.strip()):
        raise Refused("How many people are in the room? Type it as /people 7.")
    room.people(talk.engine, int(typed))
    talk.say(f"{counted(int(typed), 'person', 'people')} in the room.")


def curtain(talk: Conversation, _: str) -> None:
    """Clear the screen and keep lines out until it is lifted."""
    if talk.desk.curtain:
        talk.engine.show_room(curtain=False)
        talk.arrive()
        return
    talk.clear()
    talk.say(view.CURTAIN)
    talk.engine.show_room(curtain=True)


def case(talk: Conversation, typed: str) -> None:
    """Bring a writer's case into the open, take it off the wall or put it back, or end it."""
    engine, word = talk.engine, typed.strip().casefold()
    if word in ("off", "on"):
        if engine.session.case != "open":
            raise Refused("No case is open.")
        engine.show_room(off_wall=word == "off")
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
        named = [n for n, (words, _) in enumerate(ENDINGS, 1) if word == str(n) or words.startswith(word)]
        if len(named) != 1:
            raise Refused(f"1, 2 or 3, please. {ENDS}")
        ending = ENDINGS[named[0] - 1][1]
        torn = cases.cost(talk.engine, ending).torn
        if torn and talk.interactive:
            talk.question = partial(_confirmed, talk, ending, closes)
            talk.note(f"{counted(torn, 'line goes', 'lines go')} for good: text, log and index. Type yes.")
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
    talk.say(view.case_ended(went))
    if closes:
        _end(talk)
    else:
        talk.arrive()


# The end


def close(talk: Conversation, _: str) -> None:
    """End the session and write its documents; asked first where somebody sits there or slips would be lost."""
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
        talk.refuse(f"The documents could not be written: {error} Everything said is kept in the store.")


def reopen(talk: Conversation, _: str) -> None:
    """Take a closed session up again."""
    if not talk.desk.closed:
        raise Refused("This session is open already.")
    talk.engine.reopen()
    talk.check()
    talk.come_back()


def quit(talk: Conversation, _: str) -> None:
    """Leave; the session goes on where it stands. Slips that would be gone are asked about."""
    waiting = talk.engine.slips.total()
    asked = f"{counted(waiting, 'slip is', 'slips are')} not revealed and would be gone. /quit once more leaves."
    if waiting and talk.interactive and not talk.twice("quit", asked):
        return
    talk.leaving = True
