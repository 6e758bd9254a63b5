"""Makes the pictures of the documentation: the installed program, driven by keys in a real terminal, painted.

Needs Pillow, and a monospaced font: DejaVu Sans Mono where the system has it (Debian: fonts-dejavu).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from tests.terminal.harness import DIALOGUE, Terminal

HERE = Path(__file__).parent
FONTS = ("DejaVuSansMono.ttf", "LiberationMono-Regular.ttf", "Menlo.ttc", "consola.ttf")
BOLD_FONTS = ("DejaVuSansMono-Bold.ttf", "LiberationMono-Bold.ttf", "Menlo.ttc", "consolab.ttf")
CELL, POINT, MARGIN = (10, 20), 16, 12
INK, PAPER = (216, 216, 216), (12, 12, 12)
NAMED = {
    "black": (12, 12, 12), "red": (205, 49, 49), "green": (13, 188, 121), "brown": (229, 229, 16),
    "blue": (36, 114, 200), "magenta": (188, 63, 188), "cyan": (17, 168, 205), "white": (229, 229, 229),
}  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """One picture: the words of the command, and what is done until the screen is worth painting."""

    name: str
    words: tuple[str, ...]
    act: Callable[[Terminal], Any]
    size: tuple[int, int] = (80, 24)
    demo: bool = True
    env: dict[str, str] = field(default_factory=dict)


def _room(terminal: Terminal) -> None:
    terminal.wait("›").settle()
    terminal.keys("enter")
    terminal.settle()
    terminal.type("@Bram The survey went to buyers. Technicians never got it.")
    terminal.keys("enter")
    terminal.wait("saved")


PICTURES = (
    Picture("home-first", (), lambda terminal: terminal.wait("Nothing here yet"), demo=False),
    Picture("home", (), lambda terminal: terminal.wait("Under way")),
    Picture("room", ("resume",), _room),
    Picture("room-wide", ("resume",), _room, size=(120, 34)),
)


def main(wanted: list[str]) -> None:
    """Make all pictures, or those named."""
    for picture in PICTURES:
        if wanted and picture.name not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "data"
            if picture.demo:
                subprocess.run([str(DIALOGUE), "--data", str(data), "demo"], check=True, stdout=subprocess.DEVNULL)
            with Terminal(*picture.words, data=data, size=picture.size, env=picture.env) as terminal:
                picture.act(terminal)
                terminal.settle()
                paint(terminal, HERE / f"{picture.name}.png")
        sys.stdout.write(f"docs/pictures/{picture.name}.png\n")


def paint(terminal: Terminal, path: Path) -> None:
    """Paint the screen cell by cell, so that columns stand exactly where the terminal has them."""
    screen = terminal.cells
    wide, tall = CELL
    size = (screen.columns * wide + 2 * MARGIN, screen.lines * tall + 2 * MARGIN)
    picture = Image.new("RGB", size, _colour(screen.buffer[0][0].bg, PAPER))
    draw = ImageDraw.Draw(picture)
    plain, bold = _font(FONTS), _font(BOLD_FONTS)
    for row in range(screen.lines):
        for column in range(screen.columns):
            cell = screen.buffer[row][column]
            fore, back = _colour(cell.fg, INK), _colour(cell.bg, PAPER)
            if cell.reverse:
                fore, back = back, fore
            left, top = MARGIN + column * wide, MARGIN + row * tall
            draw.rectangle((left, top, left + wide - 1, top + tall - 1), fill=back)
            if cell.data.strip():
                draw.text((left, top + 1), cell.data, font=bold if cell.bold else plain, fill=fore)
            if cell.underscore:
                draw.line((left, top + tall - 2, left + wide - 1, top + tall - 2), fill=fore)
    picture.save(path, optimize=True)


def _font(names: tuple[str, ...]) -> Any:
    for name in names:
        try:
            return ImageFont.truetype(name, POINT)
        except OSError:
            continue
    sys.exit("No monospaced font was found; on Debian and Ubuntu: apt-get install fonts-dejavu")


def _colour(name: str, default: tuple[int, int, int]) -> tuple[int, int, int]:
    if name == "default":
        return default
    if name in NAMED:
        return NAMED[name]
    try:
        return (int(name[0:2], 16), int(name[2:4], 16), int(name[4:6], 16))
    except ValueError:
        return default


if __name__ == "__main__":
    main(sys.argv[1:])
