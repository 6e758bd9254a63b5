"""A session as it will be told: chapters of numbered lines, what was handed on, and what stays unsaid."""

from __future__ import annotations

from dataclasses import dataclass, field

from dialogue_tui.activities.blocks import Fact, Heading
from dialogue_tui.activities.entry import Entry
from dialogue_tui.store.records import Comment, Paragraph, Session, Thread


@dataclass(frozen=True, slots=True)
class Options:
    """How a history is told, beyond what the session itself says.

    `team` is the team's name. An empty `audience` is read from the opening card. `names` gives the names of those
    who agreed to it. `agreed` is the group's yes, given now, to anonymous lines and spreads for this audience.
    """

    team: str = ""
    layout: str = "auto"
    audience: str = ""
    names: bool = False
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One paragraph: somebody's words under the number that they keep for good.

    `who` is a role, "I" in a solo session, or empty where nobody was noted. `item` is the number a line of a
    shared text had in the room, None for a voice or an unnumbered line; `after` the wording that took its place;
    `marked` the paragraphs that a mark was put to. `under` ties it to the line before, `full` gives it the width
    of the page, and with `head` others stand under it.
    """

    entry: Entry
    number: int
    who: str
    lead: str = ""
    note: str = ""
    after: str = ""
    marked: str = ""
    under: bool = False
    full: bool = False
    head: bool = False
    artefact: bool = False
    item: int | None = None
    comments: tuple[Comment, ...] = ()


class Question(Heading):
    """The question of one part of a step; other headings may stand under it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines that are read across and down, each under its number; other cells are words of nobody."""

    head: tuple[str, ...]
    rows: tuple[tuple[HistoryLine | str, ...], ...]

    @property
    def lines(self) -> list[HistoryLine]:
        """Its lines, row by row."""
        return [cell for row in self.rows for cell in row if isinstance(cell, HistoryLine)]


Passage = HistoryLine | Heading | Fact | Grid


@dataclass(frozen=True, slots=True)
class Chapter:
    """One step of the session, headed by its question; its anonymous lines stand together at the end."""

    title: str
    passages: list[Passage] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class HandOn:
    """A thread this session opened: the line it began as, its parts, and what came of it since, dated."""

    line: HistoryLine
    thread: Thread
    owner: str
    what: str
    since: tuple[tuple[str, str], ...] = ()

    @property
    def later(self) -> bool:
        """Whether the outcome is among what is dated."""
        return any(self.thread.actual in words for _, words in self.since)


@dataclass(frozen=True, slots=True)
class Tale:
    """Everything a history shows. `new` are the paragraph numbers that have to be kept with it.

    `readers` is who was to read it, as typed at the opening. `counted` people were in the room, `unnamed` of them
    not noted. `partly` are the titles of steps that were partly worked privately.
    `unsaid` counts the statements their speakers keep back; `hidden` says whether anonymous lines or spreads
    were left out for this audience.
    """

    session: Session
    options: Options
    audience: str
    title: str
    date: str
    chapters: list[Chapter]
    readers: list[HistoryLine]
    result: list[HistoryLine]
    telling: dict[str, list[HistoryLine]]
    artefact: tuple[str, list[HistoryLine]] | None
    handons: list[HandOn]
    borrow: list[Passage]
    raiser: HistoryLine | None
    cast: list[str]
    absent: list[str]
    counted: int
    unnamed: int
    partly: list[str]
    not_taken_up: list[str]
    voices: tuple[int, int]
    lines: int
    unsaid: int
    hidden: bool
    commented: bool
    new: list[Paragraph]
