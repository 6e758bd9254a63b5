"""What the engine refuses; each message is one sentence for the room."""

from __future__ import annotations

from dialogue_tui.errors import OneSentence


class Refused(OneSentence):
    """A command that can't be carried out as things stand; nothing was changed."""


class AskFirst(OneSentence):
    """An undo of what this process did not do; `label` names it. Call again with `others=True` after a yes."""

    def __init__(self, label: str) -> None:
        super().__init__(f"That was done before, or on another screen: {label}. Undo it all the same?")
        self.label = label
