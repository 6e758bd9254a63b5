"""Every action once: its keys, its name and what it does. Bindings, palette and ? screen are made from this.

An action's id is the name of the Textual action it runs, so a screen implements `action_<id>`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding

Where = Literal["everywhere", "home", "room", "selected"]


@dataclass(frozen=True, slots=True)
class Action:
    """`keys` are Textual's names, comma separated, empty for palette only; `where` the screen it belongs to.

    `typed` are keys that act inside the line or as a click and are shown but not bound.
    """

    id: str
    keys: str
    name: str
    tooltip: str
    group: str
    where: Where
    typed: str = ""


ACTIONS: tuple[Action, ...] = (
    Action(
        "help", "question_mark,f1", "Help", "The keys of this screen and tips for this step", "Around", "everywhere"
    ),
    Action("command_palette", "ctrl+p", "All actions", "Find an action by its name", "Around", "everywhere"),
    Action("quit", "ctrl+q", "Leave", "Leave; it asks first, and everything said is kept", "Around", "everywhere"),
    Action("change_theme", "", "Colours", "Dark, light or high contrast", "Around", "everywhere"),
    # Home.
    Action("open", "", "Open", "Open what is marked", "Choose", "home", "enter"),
    Action("new", "n", "New session", "Choose a protocol and begin", "Choose", "home"),
    Action("alone", "j", "Your journal", "Write for yourself, go on, or read; it stays here", "Choose", "home"),
    Action("histories", "h", "Earlier sessions", "All sessions that have ended", "Look back", "home"),
    Action("again", "d", "To look at again", "Show all that was handed on, or only the first", "Look back", "home"),
    Action("find", "slash", "Find", "Find a line in all sessions of the team", "Look back", "home"),
    Action("leave", "q", "Quit", "Leave the program", "Around", "home"),
    # The room.
    Action("say", "", "Say it", "Put the typed line on the wall", "Say", "room", "enter"),
    Action(
        "turn", "", "Next place", "The next column, rung or group; shift+tab the one before", "Say", "room", "tab"
    ),
    Action("who", "", "Who", "@Ana words: the line is Ana's; @Ana (role) gives her role", "Say", "room", "@"),
    Action("shorten", "", "In short", "~ words: the scribe's shortening", "Say", "room", "~"),
    Action("park", "", "Park", "! words: kept for the close", "Say", "room", "!"),
    Action("literal", "", "As typed", "\\ words: nothing in the line means anything else", "Say", "room", "\\"),
    Action("editor", "ctrl+o", "Editor", "Write the line in your editor", "Say", "room"),
    Action(
        "slips", "ctrl+t", "Slips", "Here people write on slips; typed, they wait for the reveal", "Say", "room"
    ),
    Action("reveal", "ctrl+r", "Reveal", "Show all slips at once", "Say", "room"),
    Action("next_step", "pagedown,ctrl+n", "Next step", "Go on; nothing is lost", "Steps", "room"),
    Action("back", "pageup,ctrl+b", "Back", "The step before; nothing is lost", "Steps", "room"),
    Action("steps", "ctrl+g", "Go to a step", "Choose any step", "Steps", "room"),
    Action("pause", "", "Pause the clock", "Stop the clock, or let it go on", "Time", "room", "space"),
    Action("extend", "", "Two more minutes", "Give this step two more minutes", "Time", "room", "+"),
    Action("undo", "ctrl+z", "Undo", "Take the last change back", "Mend", "room"),
    Action("redo", "ctrl+y", "Redo", "Make it again", "Mend", "room"),
    Action("restore", "alt+r,f8", "Removed lines", "Bring a removed line back", "Mend", "room"),
    Action(
        "curtain",
        "ctrl+l",
        "Curtain",
        "Cover the wall; enter, esc or ctrl+l, twice, lifts it",
        "Room",
        "room",
        ". ctrl+l",
    ),
    Action("people", "", "People", "Who is here, and how many", "Room", "room"),
    Action("look_again", "alt+d,f4", "To look at again", "What earlier sessions handed on", "Room", "room"),
    Action("agree", "", "Told beyond us", "The group's yes to anonymous lines and spreads", "Room", "room"),
    Action("rename", "", "Name the session", "What this session is about", "Room", "room"),
    Action("case", "", "A case in the open", "One writer's case on the wall; again ends it", "Room", "room"),
    Action(
        "off_wall",
        "ctrl+k",
        "Case off the wall",
        "Take an open case off the wall, or bring it back",
        "Room",
        "room",
    ),
    Action("finish", "", "End the session", "Go to the close and write the files", "Room", "room"),
    # A line that is selected.
    Action("select_up", "up", "Line above", "Step into what was said", "Select", "selected"),
    Action(
        "select_down", "down", "Line below", "The next line; past the last one comes back", "Select", "selected"
    ),
    Action("unselect", "escape", "Back to typing", "Leave what was said as it is", "Select", "selected"),
    Action("edit", "e", "Edit", "Word it as it was said", "Line", "selected"),
    Action("move", "m", "Move", "To another rung, column or group", "Line", "selected"),
    Action("whose", "w", "Who", "Who said it, or nobody in particular", "Line", "selected"),
    Action("named", "n", "By name", "Told by name, or by role again", "Line", "selected"),
    Action("consent", "c", "Consent", "Not for export, with name, or role only again", "Line", "selected"),
    Action("release", "r", "Release", "Give this line of yours to the team; it asks first", "Line", "selected"),
    Action("link", "l", "Link", "Join it to another line", "Line", "selected"),
    Action("spotlight", "s", "Spotlight", "This line alone, big", "Line", "selected"),
    Action("spoken", "tilde", "Word for word", "The speaker says yes to the shortened wording", "Line", "selected"),
    Action("unlink", "u", "Unlink", "Take a link away; several are asked about", "Line", "selected"),
    Action("shift(-1)", "shift+up", "Earlier", "One place up among its own", "Line", "selected"),
    Action("shift(1)", "shift+down", "Later", "One place down among its own", "Line", "selected"),
    Action("anonymous", "a", "Anonymous", "Nobody's line, for good; it asks first", "Line", "selected"),
    Action("remove", "x", "Remove", "Take it off the wall; undo brings it back", "Line", "selected"),
)

_SIGNS = {
    "question_mark": "?",
    "slash": "/",
    "tilde": "~",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "escape": "esc",
    "up": "↑",
    "down": "↓",
}


def here(*places: str) -> list[Action]:
    """The actions of these places, in their order."""
    return [action for action in ACTIONS if action.where in places]


def action(id: str) -> Action:
    """The action with this id. Raises LookupError."""
    found = next((a for a in ACTIONS if a.id == id), None)
    if found is None:
        raise LookupError(f"There is no action '{id}'.")
    return found


def bindings(*places: str) -> list[Binding]:
    """What a screen binds for these places."""
    return [
        Binding(
            a.keys,
            a.id,
            a.name,
            show=False,
            tooltip=a.tooltip,
            id=f"{a.where}.{a.id}",
            priority=a.id in {"quit", "select_up"},
            group=Binding.Group(a.group),
        )
        for a in here(*places)
        if a.keys
    ]


def keys_shown(a: Action) -> str:
    """The keys as people read them: "pgdn or ctrl+n"."""
    if a.typed:
        return " or ".join(a.typed.split(" "))
    return " or ".join(_SIGNS.get(key, key) for key in a.keys.split(",") if key)


def grouped(actions: Iterable[Action]) -> dict[str, list[Action]]:
    """The actions under their groups, in order of appearance."""
    groups: dict[str, list[Action]] = {}
    for a in actions:
        groups.setdefault(a.group, []).append(a)
    return groups
