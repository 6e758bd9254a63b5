"""What a /word is: a function of the conversation and of what was typed after the word, and how it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .conversation import Conversation

Run = Callable[["Conversation", str], None]


@dataclass(frozen=True, slots=True)
class Command:
    """What a /word does and how that is told; `words` whether others may follow it, `looks` whether on its own it
    changes nothing."""

    name: str
    run: Run
    tells: str
    words: bool = False
    looks: bool = False


def command(tells: str, *, words: bool = False, looks: bool = False) -> Callable[[Run], Command]:
    """Make a function the command of its name."""
    return lambda run: Command(run.__name__, run, tells, words, looks)
