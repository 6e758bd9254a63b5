"""A meeting, played: sitting A of the shared vision and an hour's ladder, by keys only, in a real terminal.

Eight people of the invented team, about forty entries, two moved, one undone, a private part, slips revealed, a
step over its time, a resize, a kill and a resume. Leaves pictures and the documents of both sessions beside this
file. Needs Pillow (`make pictures` installs it). One step is really waited out, so this takes three minutes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from docs.pictures.make import paint
from tests.terminal.harness import DIALOGUE, Terminal

HERE = Path(__file__).parent
PHRASES = (
    "@FS They fix it without us.",
    "@HW Five years, and bored.",
    "@UX The box explains itself.",
    "@MP No heroics in week fifty-two.",
    '@QA I can say "not yet" at ten in the morning and it\'s a useful sentence.',
    "@FW A unit that rejoins the network before anybody notices it had gone.",
    "@SO A date is something we keep.",
    "@PL Somebody outside asks how we did it, and we can tell them.",
    "@FS I have time to ask her how she did it.",
    "~@MP the line is quiet in December",
)
SLIPS = (
    "I want to stop rehearsing my resignation on the train",
    "Nobody has to be brave to say it is late",
    "That we like each other on a Thursday",
    "A customer who is bored by us",
    "To finish something",
)
RUNGS = (
    "Scope kills dates; a good lead cuts early.",
    "Calibration is a nice-to-have that two loud customers want.",
    "People who need it would have told us in the spring survey.",
    'Four replies out of sixty looked like "nobody cares".',
    "The survey chart, and two angry e-mails.",
)
POOL = (
    ("not used", "@FS Nine site visits last quarter, six of them ended with a manual recalibration."),
    ("not used", "@UX The survey went to buyers. Technicians never got it."),
    ("not used", "@QA How far readings drift after ninety days."),
    ("not used", "@SO The old brochure had it as included."),
)


class Show:
    """One terminal after the other on the same store, and the pictures in their order."""

    def __init__(self, data: Path, folder: Path) -> None:
        self.data, self.folder, self.number = data, folder, 0
        self.terminal: Terminal | None = None

    @property
    def room(self) -> Terminal:
        """The terminal on the wall."""
        assert self.terminal is not None
        return self.terminal

    def start(self, *words: str) -> None:
        """Open the program at 80×24."""
        self.terminal = Terminal(*words, data=self.data, size=(80, 24), cwd=self.data)

    def picture(self, name: str) -> None:
        """Keep what the wall shows."""
        self.number += 1
        paint(self.room.settle(), self.folder / f"{self.number:02}-{name}.png")

    def press(self, *keys: str) -> None:
        """Press keys, and let the wall come to rest."""
        for key in keys:
            self.room.keys(key)
            self.room.settle(0.1)

    def say(self, line: str) -> None:
        """Type a line and say it; it counts once the wall says it is saved."""
        self.room.type(line)
        self.press("enter")
        self.room.wait(lambda t: "saved" in t.text() or "reveal" in t.text())

    def on(self, title: str, most: int = 12) -> None:
        """Go on until the step with this title stands on the wall."""
        for _ in range(most):
            if f"· {title}  " in self.room.settle().screen()[1]:
                return
            self.room.settle(0.3)
            self.press("pagedown")
        raise AssertionError(f"{title!r} never came:\n{self.room.text()}")


def vision(show: Show) -> None:
    """Sitting A."""
    show.start("run", "shared-vision", "--team", "Tarn core team", "--title", "Three years on, again")
    show.room.wait("Before we begin")
    show.say("A vision that four technicians would recognise")
    show.say("This team")
    show.say("@QA One sentence I would repeat at home.")
    show.on("The stance")
    show.picture("a-step-begins")
    show.say("3")
    show.say("@PL The market is fixed; how we serve it is open.")
    show.press("enter", "enter")
    show.say('@PL I answer every "not mine" in writing.')
    show.on("Personal vision")
    show.picture("everybody-writes-alone")
    show.on("Phrases")
    for phrase in PHRASES:
        show.say(phrase)
    show.say("@HW Five years, and bored.")
    show.press("ctrl+z")
    show.room.wait("Undone")
    show.picture("people-are-talking")
    show.room.resize(60, 18)
    show.picture("the-smallest-wall")
    show.room.resize(120, 34)
    show.picture("a-wide-wall")
    show.room.resize(80, 24)
    show.press("ctrl+t")
    for slip in SLIPS:
        show.say(slip)
    show.picture("slips-kept-until-revealed")
    show.press("ctrl+r")
    show.room.wait("rehearsing my resignation")
    show.picture("slips-revealed")
    show.press(".")
    show.picture("curtain")
    show.press("ctrl+l", "ctrl+l")
    show.on("Hand-ons")
    show.say("FS: ring four technicians by Friday > two lines they would sign ? the call log")
    show.press("tab")
    show.say("we assume technicians want what we want for them ? one of them laughing")
    show.on("In three sentences")
    show.say("We set out to say what we want before we say what we can.")
    show.say("Ten phrases said aloud, and five that nobody had to sign.")
    show.room.wait("over", seconds=150)
    show.picture("over-time")
    show.say("Which of these is mine, and which only sounds good?")
    show.press("pagedown")
    show.room.wait("pgdn again")
    show.room.settle(1.2)
    show.press("pagedown")
    show.room.wait("Transcript", seconds=30)
    show.picture("told")
    show.press("enter")
    assert show.room.ended() == 0


def ladder(show: Show) -> None:
    """An hour's ladder, with a kill in the middle of it."""
    show.start("run", "ladder-of-inference", "--team", "Tarn core team", "--title", "Calibration in release 3")
    show.room.wait("Before we begin")
    show.say("Decide whether field calibration stays in release 3")
    show.on("The top")
    show.say("@PL Take field calibration out of release 3.")
    show.on("Climb down")
    for rung in RUNGS:
        show.say(f"@PL {rung}")
    show.picture("rungs-joined-by-because")
    show.room.type("and one more thing that nobody has said y")
    show.room.kill()
    show.room.ended()
    show.start("resume")
    show.room.wait("angry e-mails")
    show.picture("after-a-kill-and-a-resume")
    show.on("Widen the pool")
    for _, line in POOL:
        show.say(line)
    show.press("up", "up")
    show.picture("a-line-is-selected")
    show.press("m")
    show.room.wait("to missing")
    show.picture("a-line-is-moved")
    show.press("enter")
    show.press("up", "up", "up", "up", "m")
    show.room.type("data")
    show.press("enter")
    show.on("Other ladders")
    show.say("@FS Technicians fix drift by hand and don't report it: silence means workaround.")
    show.say("@SO Buyers think it is included.")
    show.on("What would show it wrong")
    show.say("@PL More than three of the ten pilot sites recalibrate by hand within thirty days.")
    show.on("Who can tell us")
    show.say(
        "FS: ring ten technicians by the 14th > we know whether silence is workaround ? tally of first answers"
    )
    show.say("QA: drift rig on five units > a ninety-day curve")
    show.picture("what-is-missing-is-named")
    show.on("Back up")
    show.say("@PL Take automatic calibration out, keep the manual routine and log its use.")
    show.on("Hand-ons")
    show.on("In three sentences")
    show.say("We climbed down one ladder, with its owner's leave.")
    show.say("The survey had asked buyers, and buyers don't recalibrate.")
    show.say("What ninety days do to a probe.")
    show.press("pagedown")
    show.room.wait("pgdn again")
    show.room.settle(1.2)
    show.press("pagedown")
    show.room.wait("Transcript", seconds=30)
    show.press("enter")
    assert show.room.ended() == 0


def main() -> None:
    """Play it and keep what it left."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        subprocess.run([str(DIALOGUE), "--data", str(data), "demo"], check=True, stdout=subprocess.DEVNULL)
        for old in HERE.glob("*.png"):
            old.unlink()
        show = Show(data, HERE)
        try:
            vision(show)
            ladder(show)
        finally:
            if show.terminal is not None:
                show.terminal.close()
        for kind in ("*.lh.md", "*.transcript.md"):
            for old in HERE.glob(kind):
                old.unlink()
        for document in sorted((data / "exports").iterdir()):
            shutil.copyfile(document, HERE / document.name.split("--", 1)[1])
    sys.stdout.write(f"{show.number} pictures and the documents of two sessions are in docs/show.\n")


if __name__ == "__main__":
    main()
