"""Who is said to speak: roles rather than names, the same way in every document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from unicodedata import normalize

from dialogue_tui.activities.entry import Entry
from dialogue_tui.activities.handon import in_parts
from dialogue_tui.store.records import Person, Thread
from dialogue_tui.text import clean_line

ANONYMOUS = "a team member"
UNKNOWN = "someone"
EVERYBODY = frozenset({"we", "i", "all", "us", "everyone", "everybody", "all of us", "team", "the team"})
UNNAMED_OWNER = "somebody named in the room"


class Cast:
    """The people of a session as its readers meet them.

    `entries` in document order decide who is Participant A. With `names`, those who agreed to it stand with
    their name. In a solo session there is one voice, which says "I". `own` is the core team's own copy, in
    which an owner whom nobody knows stands as typed.
    """

    def __init__(
        self,
        people: Iterable[Person],
        entries: Iterable[Entry],
        names: bool = False,
        solo: bool = False,
        own: bool = False,
    ) -> None:
        self.people = {p.id: p for p in people}
        self.names, self.solo, self.own = names, solo, own
        self.letters: dict[str, str] = {}
        for entry in entries:
            person = self.people.get(entry.person or "")
            if entry.person and not (person and clean_line(person.role)):
                self.letters.setdefault(entry.person, _letter(len(self.letters)))
        self._names = [(p.id, name, _as_said(name)) for p in self.people.values() for name in _names_of(p.name)]
        self._words: dict[str, str] = {}
        for person in self.people.values():
            for word in (person.name, person.code, person.role):
                if word.strip():
                    self._words.setdefault(clean_line(word).casefold(), person.id)

    def who(self, entry: Entry) -> str:
        """Who said it; empty where nobody was noted. Alone it is "I", but for the turns of a conversation."""
        if self.solo:
            return clean_line(str(entry.value.get("speaker", ""))) or "I"
        if entry.attribution == "anonymous":
            return ANONYMOUS
        if entry.person is None:
            return ""
        person = self.people.get(entry.person)
        if person and self.by_name(entry):
            return ", ".join(filter(None, (clean_line(person.name), clean_line(person.role))))
        return self.role(entry.person)

    def role(self, person: str) -> str:
        """The role of a person id, or the letter they go by."""
        found = self.people.get(person)
        if found and clean_line(found.role):
            return clean_line(found.role)
        return f"Participant {self.letters.setdefault(person, _letter(len(self.letters)))}"

    def owner(self, thread: Thread) -> str:
        """Who takes a thread on, by role; empty where nobody was named."""
        typed = clean_line(thread.owner_typed)
        if self.solo:
            return typed or "I"
        if thread.owner:
            return self.role(thread.owner)
        if not typed or typed.casefold() in EVERYBODY:
            return typed
        known = self._words.get(typed.casefold())
        if known:
            return self.role(known)
        return typed if self.own else UNNAMED_OWNER

    def speaker(self, word: str) -> str:
        """A speaker typed before a colon: somebody the team knows goes by their role, others as typed."""
        known = None if self.solo else self._words.get(clean_line(word).casefold())
        return self.role(known) if known else word

    def disguised(self, entry: Entry, thread: Thread | None = None) -> Entry:
        """The entry with the names its structure holds told by role: the speaker of a turn, the owner of a thread.

        The owner typed before the colon is replaced in [brackets], the only change ever made to words.
        """
        speaker = entry.value.get("speaker")
        if speaker:
            entry = replace(entry, value={**entry.value, "speaker": self.speaker(str(speaker))})
        if thread is None or thread.kind != "commitment" or self.solo or (self.names and entry.consent == "yes"):
            return entry
        typed, owner = in_parts(entry.text, thread.kind).owner, self.owner(thread)
        if not typed or not owner or clean_line(typed) == owner:
            return entry
        return replace(entry, text=f"[{owner}]:{entry.text.partition(':')[2]}")

    def by_name(self, entry: Entry) -> bool:
        """Whether it is told with the name of whoever said it, who agreed to that."""
        return self.names and entry.consent == "yes" and entry.person in self.people

    def named_in(self, text: str) -> list[tuple[str, str]]:
        """Who of those the team knows is named in these words, as (person, the word)."""
        words = normalize("NFC", text)
        return [(person, name) for person, name, as_said in self._names if as_said.search(words)]

    def one_holder(self) -> list[tuple[str, str]]:
        """The roles that one person alone has, as (person, role)."""
        roles = {p.id: clean_line(p.role) for p in self.people.values() if clean_line(p.role)}
        held = Counter(role.casefold() for role in roles.values())
        return [(person, role) for person, role in roles.items() if held[role.casefold()] == 1]


def _names_of(whole: str) -> list[str]:
    """The words of somebody's name that tell who it is: no initials, nor particles such as "van"."""
    words = re.findall(r"\w+(?:[-'’]\w+)*", normalize("NFC", clean_line(whole)))
    telling = [word for word in words if len(word) > 1 and not word[0].islower()]
    return telling or words


def _as_said(name: str) -> re.Pattern[str]:
    """Where a name stands in words; a script without capitals may have no spaces between words either."""
    return re.compile(rf"\b{re.escape(name)}\b" if name.upper() != name.lower() else re.escape(name))


def _letter(index: int) -> str:
    """A to Z, then AA, AB and so on."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
