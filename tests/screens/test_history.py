"""The reading screen: a session as its learning history tells it, in the words that were said."""

from __future__ import annotations

import re
from pathlib import Path

from tests.hostile import hostile
from tests.reliability.samples import made, meant
from tests.screens.driving import until
from tests.store.counts import Told, few_or, told_in
from tests.store.keeping import added, entry, session, write
from textual.widgets import Markdown

from dialogue_tui.app import DialogueApp
from dialogue_tui.protocols import library
from dialogue_tui.screens.history import History
from dialogue_tui.store.where import DataFolder


def told(folder: DataFolder, texts: list[str]) -> str:
    """A circle that has ended, with these lines in it; its id."""
    protocol = library.text_of("dialogue-circle")
    held = session(protocol="dialogue-circle", state="closed", protocol_text=protocol, form="hour")
    lines = [entry(held.id, part="cir.in/round", text=text, position=float(at)) for at, text in enumerate(texts)]
    with folder.team.write() as store:
        store.write(write(added(held), *(added(line) for line in lines), of=held.id))
    return held.id


def words(app: DialogueApp) -> str:
    blocks = app.screen.query_one(Markdown).query("MarkdownBlock")
    return "\n\n".join(block._content.plain for block in blocks)


@few_or(500, 30)
async def test_what_was_said_reads_as_typed(tmp_path: Path, times: int, record_property: Told) -> None:
    told_in(record_property, times, "with all hostile samples: as typed on the screen where a history is read")
    given = [meant(text) for text in [*hostile(), *made(times)]]
    folder = DataFolder(tmp_path)
    id = told(folder, given)
    app = DialogueApp(folder, lambda app: History(folder, id))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: as_shown(given[-1]) in words(app))
        seen = words(app)
        assert [text for text in given if as_shown(text) not in seen] == []


def as_shown(text: str) -> str:
    """A tab shows as four spaces and a wide or a hard space as one: the words and their distance stay."""
    return re.sub(r"[^\S\n]", " ", text.replace("\t", "    "))
