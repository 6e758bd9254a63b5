"""Home on a store of its own, and what it asks for."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.store.keeping import added, entry, fresh, session, write

from dialogue_tui.app import DialogueApp
from dialogue_tui.protocols import library
from dialogue_tui.screens.home import Home
from dialogue_tui.store.records import Session, Team, Thread
from dialogue_tui.store.where import DataFolder

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


DUE = ["Ask ten technicians one open question", "Review vision v3", "What would make a date ours?"]


class Hearing(DialogueApp):
    """Keeps what Home asks for instead of doing it."""

    def __init__(self, folder: DataFolder) -> None:
        self.got: list[object] = []
        super().__init__(folder, lambda app: Home(folder, now=lambda: NOW))

    def on_home_start(self, message: Home.Start) -> None:
        message.prevent_default()
        self.got.append(message.wanted)

    def on_home_resume(self, message: Home.Resume) -> None:
        message.prevent_default()
        self.got.append(("resume", message.session))

    def on_home_show(self, message: Home.Show) -> None:
        message.prevent_default()
        self.got.append(("show", message.session))

    def on_home_demo(self, message: Home.Demo) -> None:
        message.prevent_default()
        self.got.append("demo")


def month_four(folder: DataFolder, due: list[str] = DUE, title: str = "calibration in release 3") -> list[Session]:
    team = Team(fresh(), "Tarn core team")
    under_way = session(
        protocol="ladder-of-inference",
        title=title,
        team=team.id,
        started="2026-11-24T08:00:00+00:00",
        place="loi.pool/facts",
        protocol_text=library.text_of("ladder-of-inference"),
    )
    ended = [
        session(protocol="shared-vision", title=f"version {n}", team=team.id, state="closed",
                started=f"2026-{n:02}-12T08:00:00+00:00")
        for n in range(1, 9)
    ]  # fmt: skip
    rows = [added(team), added(under_way), *(added(s) for s in ended)]
    rows += [added(entry(ended[-1].id, f"line {n}", position=float(n))) for n in range(11)]
    for words in due:
        origin = entry(under_way.id, words)
        rows += [added(origin), added(Thread(fresh(), "commitment", origin.id, under_way.id, team.id))]
    with folder.team.write() as writing:
        writing.write(write(*rows))
    return [under_way, *ended]


async def typed_into(pilot, *keys):
    await pilot.press(*keys)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()
