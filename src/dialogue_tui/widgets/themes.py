"""Three themes for a washed-out projector as much as for a laptop at night.

Colours have one meaning each, and no meaning rests on colour alone: accent (where you are), private, released,
over (past the planned time). `quiet` is for what is secondary and still has to be read from the back row.
"""

from __future__ import annotations

from textual.theme import Theme

MEANINGS = ("quiet", "rule", "private", "released", "over", "mark")


def _theme(name: str, dark: bool, background: str, foreground: str, accent: str, **meanings: str) -> Theme:
    return Theme(
        name=name,
        primary=accent,
        accent=accent,
        secondary=accent,
        warning=meanings["over"],
        error=meanings["trouble"],
        success=meanings["released"],
        foreground=foreground,
        background=background,
        surface=background,
        panel=meanings["mark"],
        boost=background,
        dark=dark,
        text_alpha=1.0,
        variables={
            **{key: meanings[key] for key in MEANINGS},
            "input-cursor-background": foreground,
            "input-cursor-foreground": background,
            "input-selection-background": meanings["mark"],
            "input-selection-foreground": foreground,
            "block-cursor-background": meanings["mark"],
            "block-cursor-foreground": foreground,
            "block-cursor-text-style": "bold",
            "scrollbar": meanings["rule"],
            "scrollbar-background": background,
            "scrollbar-hover": accent,
            "scrollbar-active": accent,
        },
    )


THEMES = (
    _theme(
        "dialogue-dark", True, "#10151a", "#f3f1ea", "#7cc7ff",
        quiet="#b4bdc4", rule="#53616c", private="#d9a8ff", released="#8fe3a4", over="#ffc04d",
        trouble="#ff8f80", mark="#26343f",
    ),
    _theme(
        "dialogue-light", False, "#fcfbf7", "#15181b", "#00589c",
        quiet="#4a535b", rule="#9aa3aa", private="#6a2796", released="#17662f", over="#8f4e00",
        trouble="#a31b0c", mark="#dfe9f2",
    ),
    _theme(
        "dialogue-contrast", True, "#000000", "#ffffff", "#ffe600",
        quiet="#e6e6e6", rule="#ffffff", private="#ff9cff", released="#7dff8e", over="#ffb000",
        trouble="#ff9d9d", mark="#333300",
    ),
)  # fmt: skip
TITLES = {
    "dialogue-dark": "Dark",
    "dialogue-light": "Light",
    "dialogue-contrast": "High contrast",
}
DEFAULT = "dialogue-dark"
