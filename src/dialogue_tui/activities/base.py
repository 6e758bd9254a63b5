"""What every kind of activity offers: what it captures, how a line is worked, how it is told.

A kind is one module here, registered in `activities/kinds.py`: what the rest of the program has to know of it, it
declares on `Activity`. Everything in this layer is pure: entries and settings in, drafts, rows and blocks out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

from dialogue_tui.errors import OneSentence

from . import spread
from .blocks import Block, Brought, Voice
from .entry import Entry, Link
from .handon import ThreadDraft


def mistake(field: str, sentence: str, wrong: str = "", known: Iterable[str] = ()) -> PydanticCustomError:
    """What a validator raises: the field it is about, and of a word that is not known the ones that are."""
    about = {"field": field, "sentence": sentence, "wrong": wrong, "known": list(known)}
    return PydanticCustomError("mistake", "{field}: {sentence}", about)


class Settings(BaseModel):
    """A part's own settings, from the protocol file. Unknown fields are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Option(Settings):
    """One of the values that people choose between."""

    name: str
    title: str = ""
    means: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a part that a line can go to: a rung, a column, a field, a group; `row` ties it to one turn.

    `aloud` is what is typed there in words that can be read aloud, where `ask` says it in signs. After a line one
    goes on to the next slot, but from one that takes `many`.
    """

    name: str
    title: str
    ask: str = ""
    row: str = ""
    aloud: str = ""
    many: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A typed line after its marks were read: the words, and where they should go."""

    text: str
    slot: str = ""
    speaker: str = ""
    row: str = ""
    literal: bool = False
    """Typed with `\\` before it: the words stand as they are, whatever they begin with."""
    person: str = ""
    """The id of whoever the line is given to, empty where nobody was named."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a kind may look at while it captures or shows: the part's entries and its links.

    Entries and sources come in the order they are told, removed ones left out (`entry.in_order`).

    `sources` are the entries of earlier parts that this part works on (see `Activity.sources`), `threads` what is
    open from earlier sessions, `people` the number present, `today` the day in the room.
    """

    entries: Sequence[Entry] = ()
    links: Sequence[Link] = ()
    sources: Sequence[Entry] = ()
    threads: Sequence[Brought] = ()
    people: int = 8
    today: date | None = None


# What a typed line becomes; the engine gives ids, person, attribution and time, and writes it in one change.
@dataclass(frozen=True, slots=True)
class Add:
    """A new entry. `row` "new" begins a row, "same" goes on with the one begun before; `instead` is the id of an
    entry whose position it takes, `words_of` of one whose words it repeats: what was asked for those holds for it
    too."""

    text: str
    slot: str = ""
    value: dict[str, Any] = field(default_factory=dict)
    row: str = ""
    instead: str = ""
    words_of: str = ""
    wording: str | None = None
    thread: ThreadDraft | None = None
    joins: tuple[tuple[str, str], ...] = ()
    """Links from existing entries to this new one, as (entry id, link kind)."""
    only: bool = False
    """Whether any other link of that kind goes from those entries, as in `Join`."""


@dataclass(frozen=True, slots=True)
class Change:
    """An existing entry worded or valued anew."""

    entry: str
    text: str | None = None
    slot: str | None = None
    value: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """A link between two existing entries; any other link of that kind from `source` goes when `only`."""

    source: str
    target: str
    kind: str
    only: bool = False


@dataclass(frozen=True, slots=True)
class Touch:
    """An earlier thread looked at again: what came of it, and how it stands now."""

    thread: str
    actual: str | None = None
    state: str | None = None
    surprise: int | None = None


Draft = Add | Change | Join | Touch


class Misread(OneSentence, ValueError):
    """A line this kind can't take; the message is one sentence for the room and says what to type."""


class NothingYet(Misread):
    """There is no line of an earlier step to work on yet."""


# What is shown of a part, on the wall and in plain lines.
@dataclass(frozen=True, slots=True)
class Row:
    """One item of the wall. `label` stands in the left margin, `number` is what people say aloud."""

    text: str
    entry: str = ""
    number: int | None = None
    label: str = ""
    style: Literal["line", "heading", "note", "dots"] = "line"


def of_steps(entries: Sequence[Entry], names: Sequence[str]) -> list[Entry]:
    """The entries of these steps or parts (`step` or `step/part`), in the order they stand."""
    return [e for e in entries if any(belongs(e.part, name) for name in names)]


def belongs(part: str, name: str) -> bool:
    """Whether a place's key is of this step or part (`step` or `step/part`), whichever turn of it."""
    return part.partition("#")[0] == name or part.startswith(f"{name}/")


S = TypeVar("S", bound=Settings)


@dataclass(frozen=True, slots=True)
class Standing:
    """How rows stand on a wall that has room for it: in `two_columns`, or what has the label `sides[0]` left of the
    row before it, each side under its name; elsewhere one under the other.

    Rows that are `read` were there before: they begin at their head, and what changed among them stays in sight.
    A blank line stands before rows of the styles `apart`.
    """

    two_columns: bool = False
    sides: tuple[str, str] | None = None
    read: bool = False
    apart: frozenset[str] = frozenset({"heading"})


class Activity(Generic[S]):
    """One kind of part. Subclasses say what differs; the defaults are those of a plain list.

    Nothing outside a kind's own module knows it by name: whatever the rest has to know of it is declared here.
    """

    kind: ClassVar[str]
    settings: ClassVar[type[Settings]] = Settings

    # What stands for it in words
    first: ClassVar[str] = "Nothing here yet. Type what is said, enter says it."
    """What an empty wall says."""
    help: ClassVar[str] = ""
    """What can be typed here beside words, in words that can be read aloud: a title, then a line for each."""
    slot_word: ClassVar[str] = ""
    """What a slot is called, as in "next rung"; empty where each has a name that says more."""
    row_word: ClassVar[str] = ""
    """What a slot of one row is called, where that is something else."""

    # How its slots are gone through
    in_turn: ClassVar[bool] = False
    """Whether each slot is read when it is its turn; else they are places to choose from."""
    own_questions: ClassVar[bool] = False
    """Whether each slot asks a question of its own, which stands in the place of the step's."""
    fields: ClassVar[bool] = False
    """Whether each slot is asked once, and an empty line leaves it open."""
    guesses_slot: ClassVar[bool] = False
    """Whether it finds out by itself where a line goes, as long as nothing was chosen."""

    # What its lines are
    takes_lines: ClassVar[bool] = True
    """Whether a typed line is captured; where not, the question stands alone."""
    takes_released: ClassVar[bool] = False
    """Whether lines that leave a journal go here."""
    names_nobody: ClassVar[bool] = False
    """Whether the word before a colon is somebody of the story, not of the room."""
    reads_names: ClassVar[bool] = False
    """Whether it reads `name:` itself, so that the words stay whole."""
    written: ClassVar[bool] = False
    """Whether lines are written rather than spoken, so that they are told without quotation marks."""
    numbered: ClassVar[bool] = False
    """Whether numbers are part of what is typed, so that they stay as `rows` gives them."""
    stacked: ClassVar[bool] = False
    """Whether slot stands upon slot, the same ones in later parts, each line because of those above: `rows` says a
    slot at its first line and "because" between them."""
    sorts: ClassVar[bool] = False
    """Whether lines of earlier parts are put into groups here (`into`): its own lines are the groups' names."""
    hands_on: ClassVar[bool] = False
    """Whether its lines open threads, which documents tell in sections of their own."""
    parks: ClassVar[bool] = True
    """Whether a line can be taken out of it and put aside."""
    two_sides: ClassVar[tuple[str, str] | None] = None
    """The slots of rows that have two sides, as (what heads a row, what stands beside it)."""

    def sources(self, settings: S) -> tuple[str, ...]:
        """Ids of earlier steps or parts (`step` or `step/part`) whose entries this part works on."""
        return ()

    def alone(self, settings: S) -> S:
        """The settings for one person, who takes everything on themselves."""
        return settings

    # A line

    def slots(self, settings: S, work: Work) -> list[Slot]:
        """What Tab moves through. One nameless slot where there is nothing to choose."""
        return [Slot("", "")]

    def capture(self, settings: S, said: Said, work: Work) -> list[Draft]:
        """What a typed line becomes. Raises Misread with a sentence for the room."""
        return [Add(said.text, said.slot)]

    def onward(self, settings: S, slot: str, work: Work) -> str:
        """Where the line after one said at `slot` goes: there too, but where each place takes one line."""
        return slot

    def into(self, settings: S, entry: str, slot: str, work: Work) -> list[Draft]:
        """What moves a line of an earlier part to the group of this slot. Raises Misread where it can't be."""
        raise Misread("There is no such group to move it to.")

    def idle(self, settings: S, work: Work) -> bool:
        """Whether there is nothing to do here, so that going on passes it by."""
        return False

    def carry(self, settings: S, work: Work) -> list[Draft]:
        """What a part begins with when it is first entered: a text brought forward from an earlier part."""
        return []

    def reveal(self, settings: S, slips: Sequence[Sequence[Draft]], work: Work) -> list[Draft]:
        """What a pile of anonymous slips becomes when it is shown at once; each slip is one `capture`."""
        return [draft for slip in slips for draft in slip]

    # The wall

    def rows(self, settings: S, work: Work) -> list[Row]:
        """What the wall shows, top to bottom. Called on every repaint of the wall, so linear at most."""
        return [Row(e.text, e.id, n) for n, e in enumerate(work.entries, 1)]

    def on_wall(self, settings: S) -> bool:
        """Whether the wall shows the words of what is said here."""
        return True

    def within_reach(self, settings: S, work: Work) -> list[Row]:
        """The rows with those whose words stay off the wall: they can be corrected all the same."""
        return self.rows(settings, work)

    def standing(self, settings: S, rows: Sequence[Row]) -> Standing:
        """How the rows stand on the wall."""
        return Standing()

    def wide(self, settings: S, work: Work) -> bool:
        """Whether two sides stand here that need all the width there is, so that the plan gives way to them."""
        return False

    # Documents

    def labels(self, settings: S, work: Work) -> dict[str, str]:
        """What entries are called in a transcript where the name of their slot does not say it, by entry id.

        Never anybody's words: those may be kept back.
        """
        return {}

    def about(self, settings: S, work: Work) -> dict[str, str]:
        """What lines are about that people call by numbers, by entry id, in the order they are told."""
        return {}

    def told(self, settings: S, work: Work) -> list[Block]:
        """How the part reads in a learning history."""
        return [Voice(e) for e in work.entries]

    def text(self, work: Work) -> list[Entry] | None:
        """The lines of the text as it stands, where they are one; its versions are kept, its order is theirs."""
        return None

    def vision(self, settings: S) -> bool:
        """Whether its text is the team's vision, whose versions are numbered across sessions."""
        return False

    def marks(self, settings: S) -> Sequence[Option]:
        """The groups that were given beforehand, whose names are nobody's words."""
        return ()

    def brings(self, settings: S) -> Sequence[str]:
        """The kinds of threads that are brought forward here from earlier sessions."""
        return ()

    def fills(self, settings: S) -> bool:
        """Whether it fills rows of an earlier part, which are told there."""
        return False

    def chosen(self, settings: S, entry: Entry) -> bool:
        """Whether the words were chosen from a list: then nobody spoke them."""
        return False

    def answer(self, settings: S, value: Mapping[str, Any]) -> str:
        """An answer or a spread in words; "" for anything else."""
        return spread.in_words(value) if "counts" in value else str(value.get("answer", ""))
