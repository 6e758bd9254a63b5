"""The Textual application: themes, palette, help, leaving, and what happens when something goes wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from dialogue_tui.screens import crash, settings
from dialogue_tui.screens.terminal import Guard, driver
from dialogue_tui.store.where import DataFolder
from dialogue_tui.widgets.keys import Action, bindings, here, keys_shown
from dialogue_tui.widgets.themes import DEFAULT, MEANINGS, THEMES, TITLES

if TYPE_CHECKING:
    from dialogue_tui.screens.home import Home
    from dialogue_tui.screens.opening import Opener

Opening = Callable[["DialogueApp"], Screen[Any]]


class Palette(Provider):
    """Every action of the screen one is on, and the colours."""

    def _commands(self) -> list[tuple[str, str, Callable[[], Any]]]:
        app = self.app
        assert isinstance(app, DialogueApp)
        return list(app.commands(self.screen))

    async def discover(self) -> Hits:
        """All of them, in the order of the ? screen."""
        for name, help, run in self._commands():
            yield DiscoveryHit(name, run, help=help)

    async def search(self, query: str) -> Hits:
        """Those whose name or help resembles what is typed."""
        matcher = self.matcher(query)
        for name, help, run in self._commands():
            if (score := max(matcher.match(name), matcher.match(help) * 0.6)) > 0:
                yield Hit(score, matcher.highlight(name), run, help=help)


class DialogueApp(App[int]):
    """One app for all screens. `flush` saves what is pending; it is called before every way out."""

    TITLE = "dialogue"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[Any]] = {Palette}
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("everywhere"),
        Binding("ctrl+c", "how_to_leave", show=False, system=True),
    ]
    CSS = """
    Screen { background: $background; color: $foreground; }
    Dialog { background: $background 60%; }
    Toast { background: $mark; color: $foreground; }
    CommandPalette { background: $background 60%; }
    """

    def __init__(
        self,
        folder: DataFolder,
        opening: Opening | None = None,
        *,
        protocols: Sequence[Path] = (),
        guard: Guard | None = None,
    ) -> None:
        if os.environ.get("NO_COLOR") == "":
            del os.environ["NO_COLOR"]  # only a non-empty one asks for no colour
        self.folder, self.protocol_folders = folder, tuple(protocols)
        self.flush: Callable[[], object] = lambda: None
        self._opening = opening
        super().__init__(driver_class=driver(guard) if guard is not None else None)
        for theme in THEMES:
            self.register_theme(theme)
        kept = settings.value(folder.settings, "theme")
        self.theme = kept if kept in TITLES else DEFAULT

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours with a meaning exist under every theme, Textual's own too."""
        return {name: THEMES[0].variables[name] for name in MEANINGS}

    def on_mount(self) -> None:
        """The first screen."""
        if self._opening is not None:
            self.push_screen(self._opening(self), lambda _: self.exit(0))

    # From Home into a session and back.

    def on_home_start(self, message: Home.Start) -> None:
        """A new session."""
        from dialogue_tui.screens import opening
        from dialogue_tui.screens.session import SessionScreen

        opener = opening.new(message.wanted, self.protocol_folders)
        self.push_screen(SessionScreen(self.folder, opener, message.wanted.solo))

    def on_home_resume(self, message: Home.Resume) -> None:
        """A session where it stood."""
        self._resume(message.session, message.solo)

    def _resume(self, session: str | None, solo: bool = False) -> None:
        from dialogue_tui.screens import opening
        from dialogue_tui.screens.session import SessionScreen

        if session:
            self.push_screen(SessionScreen(self.folder, opening.again(session), solo))

    def on_home_show(self, message: Home.Show) -> None:
        """A session as it is told."""
        from dialogue_tui.screens.history import History

        again = partial(self._resume, solo=message.solo)
        self.push_screen(History(self.folder, message.session, message.solo, message.entry), again)

    def on_home_demo(self) -> None:
        """Ten months of an invented team into the empty store."""
        self.notify("Ten months of an invented team are being written…", markup=False, timeout=120)
        self.run_worker(self._demo, thread=True, exit_on_error=False, description="demo")

    def _demo(self) -> None:
        from random import SystemRandom

        from dialogue_tui.days import now
        from dialogue_tui.demo.fill import fill
        from dialogue_tui.screens.home import Home

        try:
            fill(self.folder, now().date(), SystemRandom())
            self.call_from_thread(self.clear_notifications)
        except Exception as error:
            self.call_from_thread(self.clear_notifications)
            self.call_from_thread(self.notify, str(error), markup=False, severity="error")
        for screen in self.screen_stack:
            if isinstance(screen, Home):
                self.call_from_thread(screen.reread)

    # Actions, from one registry.

    def places(self, screen: Screen[Any]) -> tuple[str, ...]:
        """The places of the registry that a screen serves."""
        return getattr(screen, "PLACES", ("everywhere",))

    def actions(self, screen: Screen[Any]) -> list[Action]:
        """What can be done on a screen now."""
        return here(*self.places(screen))

    def commands(self, screen: Screen[Any]) -> Iterable[tuple[str, str, Callable[[], Any]]]:
        """(name, help, call) of everything the palette offers on a screen."""
        for action in self.actions(screen):
            if action.id in {"command_palette", "change_theme"} or not self._can(screen, action.id):
                continue
            keys = keys_shown(action)
            help = f"{action.tooltip} ({keys})" if keys else action.tooltip
            yield action.name, help, partial(self._run, screen, action.id)
        for name, title in TITLES.items():
            yield f"Colours: {title.lower()}", "Kept for next time", partial(self.set_theme, name)

    def _can(self, screen: Screen[Any], action: str) -> bool:
        there = hasattr(screen, f"action_{action}") or hasattr(self, f"action_{action}")
        return there and bool(screen.check_action(action, ()))

    async def _run(self, screen: Screen[Any], action: str) -> None:
        target = screen if hasattr(screen, f"action_{action}") else self
        await self.run_action(action, target)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The same actions, for whoever asks Textual's way."""
        for name, help, run in self.commands(screen):
            yield SystemCommand(name, help, run)

    def action_help(self) -> None:
        """The keys of this screen, and tips for the step where there are any."""
        from dialogue_tui.screens.help import HelpScreen

        screen = self.screen
        if isinstance(screen, HelpScreen):
            return
        step = getattr(screen, "step_help", None)
        self.push_screen(HelpScreen(self.actions(screen), step() if callable(step) else None))

    def action_how_to_leave(self) -> None:
        """Ctrl+C is pressed by habit; it must not end a meeting."""
        self.notify("ctrl+q leaves, and asks first.", markup=False, timeout=3)

    async def action_quit(self) -> None:
        """Leave, after asking: a screen's own way where it has one, else with what its `leaving()` says of it."""
        from dialogue_tui.screens.dialogs import Confirm

        if isinstance(self.screen, Confirm):
            return
        own = getattr(self.screen, "action_quit", None)
        if callable(own):
            await own()
            return
        if self.screen.is_modal:  # help, the palette, a list: what is left is what lies under it
            self.pop_screen()
            await self.action_quit()
            return
        leaving = getattr(self.screen, "leaving", None)
        said = leaving() if callable(leaving) else ""
        self.push_screen(Confirm("Leave dialogue?", said, yes="Leave", no="Stay"), self._left)

    def _left(self, yes: bool | None) -> None:
        if yes:
            self.exit(0)

    def action_change_theme(self) -> None:
        """Choose among the three."""
        from dialogue_tui.screens.dialogs import Choose
        from dialogue_tui.widgets.choices import Choice

        items = [Choice(name, (title,)) for name, title in TITLES.items()]
        self.push_screen(
            Choose("Colours", items, mark=self.theme), lambda name: self.set_theme(name) if name else None
        )

    def set_theme(self, name: str) -> None:
        """Use these colours, now and next time."""
        self.theme = name
        try:
            settings.keep(self.folder.settings, "theme", name)
        except (OSError, ValueError):
            self.notify("These colours can't be kept: the settings can't be written.", markup=False)

    # When the program itself is at fault.

    def _handle_exception(self, error: Exception) -> None:
        self._return_code = 1
        if self._exception is not None:
            return
        self._exception = error
        self._exception_event.set()
        try:
            self.flush()
        finally:
            from rich.text import Text

            self.panic(Text(crash.sentence(crash.report(error, self.folder.path))))


def launch(folder: DataFolder, opening: Opening, protocols: Sequence[Path] = ()) -> int:
    """Run the app with its guards until it is left. Returns the exit status."""
    crash.install(folder.path)
    running: list[DialogueApp] = []
    guard = Guard(lambda: [app.flush() for app in running])
    app = DialogueApp(folder, opening, protocols=protocols, guard=guard)
    running.append(app)
    guard.stand()
    app.run()
    app.flush()
    return app.return_code or 0


def home(folder: DataFolder) -> int:
    """Home on this folder. Returns the exit status."""
    from dialogue_tui.protocols.folders import own
    from dialogue_tui.screens.home import Home

    return launch(folder, lambda app: Home(folder, own()), own())


def room(folder: DataFolder, opener: Opener, solo: bool = False) -> int:
    """The room's screen on one session. Returns the exit status."""
    from dialogue_tui.screens.session import SessionScreen

    return launch(folder, lambda app: SessionScreen(folder, opener, solo))
