"""What leaves the session's store, in a thread: its documents once it is closed, a line released to the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_tui.errors import OneSentence
from dialogue_tui.facilitation import sentences

if TYPE_CHECKING:
    from dialogue_tui.store.records import Entry

    from .session import SessionScreen


class HandingOver:
    """Hands over while people read on, and says what came of it."""

    def __init__(self, screen: SessionScreen) -> None:
        self._screen = screen

    def tell(self) -> None:
        """The session is closed: write what is told of it, and show that."""
        self._screen.leave_line()
        self._screen.show()
        self._screen.run_worker(self._tell, thread=True, exit_on_error=False, description="telling")

    def _tell(self) -> None:
        from dialogue_tui.documents import in_words, tell_session

        screen = self._screen
        try:
            made = tell_session(screen.folder, screen.desk.engine.session.id, screen.saver, solo=screen.solo)
            told = in_words(made)
        except Exception as error:
            told = [sentences.unwritten(error), sentences.ALL_KEPT]
        screen.app.call_from_thread(self._told, told)

    def _told(self, lines: list[str]) -> None:
        self._screen.told = [*self._screen.told[:-1], *lines]
        self._screen.show()

    def release(self, entry: Entry) -> None:
        """Give the team a copy of a line, and say what became of it."""
        self._screen.run_worker(
            lambda: self._release(entry), thread=True, exit_on_error=False, description="release"
        )

    def _release(self, entry: Entry) -> None:
        from dialogue_tui.facilitation.releases import release_to_team

        screen = self._screen
        try:
            released = release_to_team(screen.desk.engine, screen.folder.team, entry)
            where = f"'{released.part}'" if released.part else "the parked lines"
            said = f"Released to {where} of {released.session}."
        except OneSentence as error:
            said = str(error)
        screen.app.call_from_thread(screen.say_note, said)
