"""The commands of plain line mode: each takes the conversation and what was typed after its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_tui.facilitation.errors import Refused
from dialogue_tui.text import nearest

from . import of_lines, of_session
from . import wording as view

if TYPE_CHECKING:
    from .conversation import Conversation

HELP = """\
A line is what somebody said. An empty line leaves a question empty.
> and a name or number says where the next lines go; > alone lists the places.
Before a line: @Ana gives it to Ana, and @Ana (Test lead) her role; ~ (tilde) says it is shortened; ! parks it for
the close; \\ (backslash) takes it as it stands; // begins a line with a slash.
Steps: /next, /back, /skip, /where, /rows, /tips, /close, /quit, /reopen.
A line by its number: /edit, /move, /who, /consent, /spoken, /scribed, /link, /park, /remove, /restore,
/anonymous, /release.
Mend: /undo, /redo.
The room: /time, /pause, /more, /people, /slips, /reveal, /curtain, /case.
/help and a name tells more, such as /help move. A question mark alone is /help too."""


def help(talk: Conversation, typed: str) -> None:
    """Show the commands and what is typed here, or what one command does."""
    name = typed.strip().removeprefix("/")
    if name:
        talk.say(_known(name, typed.strip()).tells)
        return
    here = "" if talk.engine.private() else talk.engine.place.part.activity.help
    talk.say(*(part for part in (HELP, here) if part))


@dataclass(frozen=True, slots=True)
class Command:
    """What a /word does and how that is told; `words` whether others may follow it, `looks` whether on its own it
    changes nothing."""

    name: str
    run: Callable[[Conversation, str], None]
    tells: str
    words: bool = False
    looks: bool = False


COMMANDS = {
    command.name: command
    for command in (
        Command("next", of_session.next_step, "/next goes on to the next part; after the last one it closes."),
        Command("back", of_session.back, "/back goes to the part before; nothing is lost."),
        Command("skip", of_session.skip, "/skip passes this question, or the part where no other one follows."),
        Command("where", of_session.where, "/where tells the step, where lines go and the time left.", looks=True),
        Command("rows", of_session.rows, "/rows reads what stands here.", looks=True),
        Command("tips", of_session.tips, "/tips reads tips and an invented example for this step.", looks=True),
        Command("close", of_session.close, "/close ends the session and writes its documents; it may ask first."),
        Command("quit", of_session.quit, "/quit leaves; the session goes on where it stands.", looks=True),
        Command("reopen", of_session.reopen, "/reopen goes on with a session that was closed."),
        Command("edit", of_lines.edit, "/edit 3 WORDS words line 3 anew.", words=True),
        Command("move", of_lines.move, "/move 3 >NAME puts line 3 on another rung, column or group.", words=True),
        Command(
            "who",
            of_lines.who,
            "/who reads who is here; /who 3 Ana gives line 3 to Ana, /who 3 - to nobody.",
            words=True,
            looks=True,
        ),
        Command(
            "consent",
            of_lines.consent,
            "/consent 3 no: line 3 is not for export; role: told by role; yes: told with the name.",
            words=True,
        ),
        Command("spoken", of_lines.spoken, "/spoken 3: line 3 is word for word after all.", words=True),
        Command("scribed", of_lines.scribed, "/scribed 3: line 3 was shortened.", words=True),
        Command("link", of_lines.link, "/link 3 because 2 joins line 3 to line 2.", words=True),
        Command("park", of_lines.park, "/park 3 puts line 3 aside for the close.", words=True),
        Command("remove", of_lines.remove, "/remove 3 takes line 3 off; /undo brings it back.", words=True),
        Command(
            "restore",
            of_lines.restore,
            "/restore lists the lines that were removed; /restore 1 brings the first one back.",
            words=True,
        ),
        Command(
            "anonymous",
            of_lines.anonymous,
            "/anonymous 3 makes line 3 nobody's, for good; it asks first.",
            words=True,
        ),
        Command("release", of_lines.release, "/release 3, alone: gives the team a copy of line 3.", words=True),
        Command("undo", of_session.undo, "/undo takes the last change back, or the last slip."),
        Command("redo", of_session.redo, "/redo makes it again."),
        Command("time", of_session.time, "/time tells the time that is left.", looks=True),
        Command("pause", of_session.pause, "/pause stops the clock; again lets it go on."),
        Command("more", of_session.more, "/more 5 adds five minutes; /more alone adds two.", words=True),
        Command("people", of_session.people, "/people 7: there are seven people in the room.", words=True),
        Command("slips", of_session.slips, "/slips takes slips here, which wait unseen; again takes lines."),
        Command("reveal", of_session.reveal, "/reveal shows all slips at once."),
        Command("curtain", of_session.curtain, "/curtain clears the screen and keeps lines out; again lifts it."),
        Command(
            "case",
            of_session.case,
            "/case opens one writer's case to the room; again ends it. /case off takes it off the wall, "
            "/case on puts it back.",
            words=True,
        ),
        Command("help", help, "/help reads all commands; /help move tells of one.", words=True, looks=True),
    )
}


def find(typed: str) -> tuple[Command, str]:
    """The command that a line beginning with / means, and the words after it. Raises Refused."""
    name, _, rest = typed.removeprefix("/").partition(" ")
    command = _known(name, f"/{typed}")
    if rest.strip() and not command.words:
        raise Refused(f"/{command.name} stands on its own. To say it as a line, type {view.brief(f'/{typed}', 40)}")
    return command, rest


def _known(name: str, literal: str) -> Command:
    command = COMMANDS.get(name.casefold())
    if command is None:
        near = nearest(name.casefold(), list(COMMANDS))
        hint = f"did you mean /{near}?" if near else "/help lists what there is."
        line = f" To say it as a line, type {view.brief(literal, 40)}" if literal.startswith("//") else ""
        raise Refused(f"There is no command {view.brief('/' + name, 30)}; {hint}{line}")
    return command
