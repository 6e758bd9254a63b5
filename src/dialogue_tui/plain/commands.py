"""The commands of plain lines, all of them, and which one was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_tui.facilitation.errors import Refused
from dialogue_tui.text import nearest

from . import line_commands, session_commands
from . import wording as view
from .command import Command, command

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


@command("/help reads all commands; /help move tells of one.", words=True, looks=True)
def help(talk: Conversation, typed: str) -> None:
    name = typed.strip().removeprefix("/")
    if name:
        talk.say(_known(name, typed.strip()).tells)
        return
    here = "" if talk.engine.private() else talk.engine.place.part.activity.help
    talk.say(*(part for part in (HELP, here) if part))


_EVERY = (*vars(session_commands).values(), *vars(line_commands).values(), help)
COMMANDS = {found.name: found for found in _EVERY if isinstance(found, Command)}


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
