"""Home: what is under way, what to look at again, what was lately, and all protocols."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen

from dialogue_tui.days import now
from dialogue_tui.protocols import library
from dialogue_tui.protocols.built_in import FIRST, FIRST_ALONE
from dialogue_tui.store.errors import StoreError
from dialogue_tui.store.where import DataFolder
from dialogue_tui.text import counted, shorten
from dialogue_tui.widgets.choices import Choice, Choices
from dialogue_tui.widgets.foot import Foot
from dialogue_tui.widgets.keys import bindings
from dialogue_tui.widgets.small import TooSmall
from dialogue_tui.widgets.top import Top

from .home_view import Way, abouts, began, gather, ways

if TYPE_CHECKING:
    from dialogue_tui.store.records import Session

    from .start import Wanted

FOUND = 200
"""Lines and sessions that a list to choose from holds at most."""


class Home(Screen[None]):
    """Posts what the person wants; the app does it."""

    CSS_PATH = "home.tcss"
    HORIZONTAL_BREAKPOINTS = TooSmall.ACROSS
    VERTICAL_BREAKPOINTS = TooSmall.DOWN
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere", "home")]
    PLACES: ClassVar[tuple[str, ...]] = ("home", "everywhere")
    AUTO_FOCUS = "Choices"

    class Start(Message):
        """Begin a session."""

        def __init__(self, wanted: Wanted) -> None:
            super().__init__()
            self.wanted = wanted

    class Resume(Message):
        """Go on with a session; a `solo` one is in the journal."""

        def __init__(self, session: str, solo: bool = False) -> None:
            super().__init__()
            self.session, self.solo = session, solo

    class Show(Message):
        """Look at a session, from the line `entry` on where one was found; a `solo` one is in the journal."""

        def __init__(self, session: str, solo: bool = False, entry: str = "") -> None:
            super().__init__()
            self.session, self.solo, self.entry = session, solo, entry

    class Demo(Message):
        """Fill the empty store with the invented team."""

    def __init__(
        self, folder: DataFolder, folders: Sequence[Path] = (), *, now: Callable[[], datetime] = now
    ) -> None:
        super().__init__()
        self.folder, self.folders, self._now = folder, folders, now
        self.view = gather(folder, folders)
        self._just_read = True
        self._all_due = False
        self._journal: int | None = None
        """How many sessions are in the journal: nothing else of it is shown here. None before they were counted."""

    def compose(self) -> ComposeResult:
        """Header, list, keys."""
        yield Top(id="top")
        yield Choices(id="rows")
        yield Foot(id="foot")
        yield TooSmall()

    def on_mount(self) -> None:
        """The rows were read before the first frame, so that it has them; the journal is counted after it."""
        self._show()
        self.call_after_refresh(self._count_journal)

    def on_screen_resume(self) -> None:
        """Back from somewhere: what was done there is here. The first time, everything was read just now."""
        if not self._just_read:
            self.reread()
        self._just_read = False

    def reread(self) -> None:
        """Read the store again and show what is new."""
        fresh = gather(self.folder, self.folders)
        if fresh != self.view:
            self.view = fresh
            self._show()
        self._count_journal()

    @work(thread=True, exit_on_error=False, description="journal")
    def _count_journal(self) -> None:
        from .journal import count

        try:
            found = count(self.folder.journal)
        except StoreError:
            return  # j says what is wrong
        self.app.call_from_thread(self._counted, found)

    def _counted(self, found: int) -> None:
        if found != self._journal:
            self._journal = found
            self._show()

    def on_resize(self) -> None:
        """Fewer columns on a small screen."""
        self._show()

    def _show(self) -> None:
        view, now = self.view, self._now()
        top = self.query_one(Top)
        top.where = f"dialogue · {view.team}" if view.team else "dialogue"
        top.time = f"{now:%a} {now.day} {now:%b %Y}"
        foot = self.query_one(Foot)
        foot.trouble = view.trouble
        keys = [("↑↓", "choose"), ("enter", "open")] if view.first_time else [("enter", "open"), ("n", "new")]
        if not view.first_time:
            keys += [("j", "journal"), ("h", "earlier"), ("/", "find")]
        else:
            keys += [*([("j", "journal")] if self._only_journal else []), ("ctrl+p", "all")]
        foot.keys = (*keys, ("q", "leave"), ("?", "help"))
        self.query_one(Choices).set_items(self._items(now))

    def _items(self, now: datetime) -> list[Choice]:
        view = self.view
        number = "" if self._journal is None else f": {self._journal}"
        journal = [Choice("journal", (f"In your journal{number}",), "j opens")]
        if self._only_journal:
            sections = [[*_greeting(), *journal], _ways_in(journal=True)]
        elif view.first_time:
            sections = [_ways_in()]
        else:
            sections = [self._under_way(), self._again(), self._lately(now), journal if self._journal else []]
        sections.append(self._protocols())
        gap = [Choice("")]
        items: list[Choice] = []
        for section in sections:
            if section:
                items += [*(gap if items else []), *section]
        return items

    @property
    def _only_journal(self) -> bool:
        """Whether all there is was written alone. A journal that was not counted yet holds something."""
        return self.view.first_time and self.view.journal and self._journal != 0

    def _about(self, session: Session) -> str:
        return session.title or self.view.abouts.get(session.id, "")

    def _title(self, protocol: str) -> str:
        return next((p.title for p in self.view.protocols if p.name == protocol), protocol)

    def _under_way(self) -> list[Choice]:
        if not self.view.under_way:
            return []
        rows = [Choice("", ("Under way",))]
        for session in self.view.under_way:
            place = self.view.places.get(session.id, "")
            rows.append(
                Choice(
                    f"resume {session.id}",
                    (self._title(session.protocol), self._about(session)),
                    f"in “{place}”" if place else "",
                )
            )
        return rows

    def _again(self) -> list[Choice]:
        again = self.view.again
        if not again:
            return []
        shown = again if self._all_due else again[:2]
        aside = ""
        if len(again) > 2:
            aside = "d shows fewer" if self._all_due else f"d shows all {len(again)}"
        rows = [Choice("", ("To look at again",), aside)]
        return [*rows, *(Choice(f"thread {a.entry} {a.session}", (a.text,), a.owner) for a in shown)]

    def _lately(self, now: datetime) -> list[Choice]:
        if not self.view.lately:
            return []
        rows = [Choice("", ("Lately",))]
        for session in self.view.lately:
            rows.append(
                Choice(
                    f"show {session.id}",
                    (began(session, now), self._title(session.protocol), self._about(session)),
                    counted(self.view.counts.get(session.id, 0), "line"),
                )
            )
        return rows

    def _protocols(self) -> list[Choice]:
        rows = [Choice("", ("All protocols",))]
        for p in self.view.protocols:
            words = (p.title, "this file has a mistake" if p.trouble else p.question)
            rows.append(Choice(f"protocol {p.name}", words, f"{p.minutes:.0f} min" if p.minutes else ""))
        return rows

    # What is chosen.

    def on_choices_chosen(self, message: Choices.Chosen) -> None:
        """Enter or a click on a row."""
        kind, _, rest = message.id.partition(" ")
        if kind == "resume":
            self.post_message(self.Resume(rest))
        elif kind == "show":
            self.post_message(self.Show(rest))
        elif kind == "journal":
            self.action_alone()
        elif kind == "thread":
            entry, _, session = rest.partition(" ")
            self.post_message(self.Show(session, entry=entry))
        elif kind == "protocol":
            self.begin(rest)
        elif rest == "around":
            self.post_message(self.Demo())
        else:
            self.begin(*(FIRST_ALONE if rest == "alone" else FIRST))

    def begin(self, protocol: str, form: str = "") -> None:
        """Ask which form, what about and how many, then post `Start`."""
        entry = next((p for p in self.view.protocols if p.name == protocol), None)
        if entry is None or entry.trouble:
            self.query_one(Foot).note = entry.trouble if entry else f"There is no protocol '{protocol}'."
            return
        try:
            found = ways(protocol, self.folders)
        except library.ProtocolError as error:
            self.query_one(Foot).note = str(error).splitlines()[0]
            return
        if form == "solo":
            found = [way for way in found if way.solo] or found
        self.query_one(Foot).note = ""
        from .start import Start

        mark = form or self._following(protocol, found)
        dialog = Start(protocol, entry.title, entry.question, found, self.view.people, mark, self.view.team)
        self.app.push_screen(dialog, self._begun)

    def _following(self, protocol: str, found: Sequence[Way]) -> str:
        """The sitting after the one that was held last, where the protocol has sittings."""
        sittings = [way for way in found if way.sitting]
        try:
            with self.folder.team.read() as store:
                held = [s for s in store.sessions() if s.protocol == protocol and s.sitting] if sittings else []
        except StoreError:
            return ""
        at = next((n for n, way in enumerate(sittings, 1) if held and way.sitting == held[0].sitting), 0)
        return sittings[at % len(sittings)].key if held else ""

    def _begun(self, wanted: Wanted | None) -> None:
        if wanted is not None:
            self.post_message(self.Start(wanted))

    # Keys.

    def action_open(self) -> None:
        """Open what is marked."""
        self.query_one(Choices).action_choose()

    def action_new(self) -> None:
        """Choose a protocol."""
        from .dialogs import Choose

        items = [Choice(p.name, (p.title, p.question)) for p in self.view.protocols if not p.trouble]
        self.app.push_screen(Choose("Which protocol?", items), lambda name: self.begin(name) if name else None)

    @work(thread=True, exit_on_error=False, description="journal")
    def action_alone(self) -> None:
        """The journal: go on, read, or begin."""
        from .journal import choices, journal

        try:
            items = choices(self.folder.journal, self.view.protocols, self.folders, self._now())
        except StoreError as error:
            self.app.call_from_thread(self._trouble, str(error))
            return
        self.app.call_from_thread(self.app.push_screen, journal(items), self._chosen_alone)

    def _chosen_alone(self, choice: str | None) -> None:
        kind, _, rest = (choice or "").partition(" ")
        if kind == "resume":
            self.post_message(self.Resume(rest, solo=True))
        elif kind == "show":
            self.post_message(self.Show(rest, solo=True))
        elif kind == "begin":
            self.begin(rest, "solo")

    def action_again(self) -> None:
        """All that was handed on, or the first two."""
        self._all_due = not self._all_due
        self._show()

    def action_leave(self) -> None:
        """Home has nothing that could be lost."""
        self.app.exit(0)

    @work(thread=True, exit_on_error=False, description="earlier sessions")
    def action_histories(self) -> None:
        """All sessions that ended, in a list that narrows as one types."""
        now = self._now()
        try:
            with self.folder.team.read() as store:
                sessions = store.sessions(FOUND, "closed")
                called = abouts(store, sessions)
        except StoreError as error:
            self.app.call_from_thread(self._trouble, str(error))
            return
        items = [
            Choice(s.id, (began(s, now), self._title(s.protocol), s.title or called.get(s.id, "")))
            for s in sessions
        ]
        self.app.call_from_thread(self._choose_session, "Which session?", items, "No session has ended yet.")

    def action_find(self) -> None:
        """A word, then the lines that hold it."""
        from .dialogs import AskLine

        def asked(query: str | None) -> None:
            if query:
                self._find(query)

        self.app.push_screen(AskLine("Find", hint="words of a line", verb="find"), asked)

    @work(thread=True, exit_on_error=False, description="find")
    def _find(self, query: str) -> None:
        try:
            with self.folder.team.read() as store:
                found = store.search(query, FOUND)
                days = {s.id: began(s, self._now()) for s in store.sessions()}
        except StoreError as error:
            self.app.call_from_thread(self._trouble, str(error))
            return
        items = [Choice(f"{e.id} {e.session}", (e.text,), days.get(e.session, "")) for e in found]
        self.app.call_from_thread(
            self._choose_session, f"Lines with “{shorten(query, 50)}”", items, "No line has these words."
        )

    def _choose_session(self, question: str, items: list[Choice], empty: str) -> None:
        from .dialogs import Choose

        def chosen(id: str | None) -> None:
            if id:
                entry, _, session = id.rpartition(" ")
                self.post_message(self.Show(session, entry=entry))

        self.app.push_screen(Choose(question, items, find=len(items) > 8, empty=empty), chosen)

    def _trouble(self, sentence: str) -> None:
        self.query_one(Foot).trouble = sentence


def _greeting() -> list[Choice]:
    return [Choice("", ("Welcome back.",)), Choice("")]


def _ways_in(journal: bool = False) -> list[Choice]:
    around = Choice("way around", ("Look around", "ten months of an invented team, to try everything on"))
    team = Choice("way team", ("Start with a team", "a check-in, one question, a check-out: 15 minutes"))
    alone = Choice("way alone", ("Write for yourself", "the ladder of inference, on something from this week"))
    if journal:
        return [Choice("", ("With others, nothing yet. Two good ways in:",)), Choice(""), around, team]
    return [Choice("", ("Nothing here yet. Three good ways in:",)), Choice(""), around, team, alone]
