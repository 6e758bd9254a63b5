"""Which voice opens a history, what its themes hold, and a case that stood on the wall."""

from __future__ import annotations

from itertools import count

import pytest
from tests.history.reading import read, told
from tests.telling.sample import PEOPLE, STARTED, WITHHELD, Sheet, case

from dialogue_tui.activities.entry import Link
from dialogue_tui.history.gather import gather
from dialogue_tui.history.render import render
from dialogue_tui.protocols.library import find, parse, text_of
from dialogue_tui.protocols.plan import plan
from dialogue_tui.store.records import Loaded, Session

SPOKEN = "I have wanted to say this for a long while now."
PLAIN = "We heard the number before they did."


def opened_by(parts: list[tuple[str, str]], protocol: str = "dialogue-circle", text: str = "") -> str:
    """The words of the voice that opens a history of these (part, words)."""
    read_in = parse(text or text_of(protocol))
    places = plan(read_in)
    sheet = Sheet("s9")
    for part, words in parts:
        sheet.say(part, words, "p1")
    session = Session("s9", protocol, "hour", "", STARTED, visited=[part for part, _ in parts])
    raiser = gather(Loaded(session, entries=sheet.entries, people=PEOPLE), places).raiser
    return raiser.entry.text if raiser else ""


@pytest.mark.parametrize(
    "aside",
    [
        "cir.in/round",
        "cir.out/round",
        "cir.round/round",
        "cir.container/agree",
        "opening/card",
        "close/telling",
        "parked",
    ],
)
def test_what_was_said_aside_never_opens_the_document(aside: str) -> None:
    assert opened_by([(aside, SPOKEN)]) == ""
    assert opened_by([(aside, SPOKEN), ("cir.harvest/round", PLAIN)]) == PLAIN


def test_a_check_in_is_known_by_its_name() -> None:
    on_the_wall = text_of("dialogue-circle").replace("on_wall = false", "on_wall = true")
    assert opened_by([("cir.in/round", SPOKEN)], text=on_the_wall) == ""
    assert opened_by([("cir.out/round", SPOKEN)], text=on_the_wall) == ""
    assert opened_by([("cir.open/open", SPOKEN)], text=on_the_wall) == SPOKEN


def test_a_theme_quotes_the_lines_of_an_earlier_sitting() -> None:
    places = plan(find("shared-vision"), sitting="b")
    before = Sheet("s6")
    lines = [
        before.say("vis.phrases/round", words, "p1") for words in ("Nobody drives out twice.", "Quiet Mondays.")
    ]
    back = before.say("vis.phrases/round", WITHHELD, "p2", consent="no")
    slip = before.say("vis.phrases/round", "I order once.", "p1", wording="written")
    here = Sheet("s7")
    here.numbers = count(50)
    theme = here.say("vis.themes/groups", "They fix it without us", "p2")
    empty = here.say("vis.themes/groups", "All moved away", "p2")
    links = [Link(f"l{e.id}", "s7", e.id, theme.id, "belongs to") for e in (lines[0], back, slip)]
    session = Session("s7", "shared-vision", "hour", "", STARTED, sitting="b", visited=["vis.themes/groups"])
    loaded = Loaded(session, entries=here.entries, links=links, people=PEOPLE)
    found = read(render(gather(loaded, places, before=before.entries)))
    at = max(n for n, block in enumerate(found) if "They fix it without us" in block)
    assert found[at + 1 : at + 3] == [
        "Firmware lead [p2]: “Nobody drives out twice.”", "Firmware lead [p3]: I order once.",
    ]  # fmt: skip
    assert empty.text not in " ".join(found)
    assert gather(loaded, places, before=before.entries).voices == (1, 8), "who spoke last time was not counted"
    assert WITHHELD not in " ".join(found)


def test_a_case_in_the_open_is_told_and_what_is_kept_back_is_counted() -> None:
    text = told(*case("kept"))
    assert "Is it fixed?" in text
    assert WITHHELD not in text
    assert "orked privately" not in text
    assert "1 statement withheld by its speaker." in text
    private = told(*case(""))
    assert "Is it fixed?" not in private
    assert "Worked privately, nothing recorded." in private


def test_agreements_never_open_a_document() -> None:
    rules = ("lhc.rules/agree", "What I read aloud is still mine, so ask me first.")
    assert opened_by([rules], "left-hand-column") == ""
    own = text_of("dialogue-circle").replace('title = "The question"', 'title = "Ground rules"')
    assert opened_by([("cir.seed/question", SPOKEN)], text=own) == ""
    assert opened_by([("cir.seed/question", SPOKEN)]) == SPOKEN


@pytest.mark.parametrize(
    ("typed", "due", "what"),
    [
        ("Bo: call five sites by 28 Jan", "2026-01-28", "“call five sites”"),
        ("Bo: go through it line by line", "2026-01-28", "“go through it line by line”"),
        ("Bo: call five sites by 3 Feb", "2026-01-28", "“call five sites by 3 Feb”"),
        ("Bo: call five sites by 28 Jan", "", "“call five sites by 28 Jan”"),
    ],
)
def test_a_day_that_was_understood_stands_once(typed: str, due: str, what: str) -> None:
    from dialogue_tui.store.records import Thread

    sheet = Sheet("s9")
    line = sheet.say("close/handons", typed, "p2", slot="commitment")
    thread = Thread("h1", "commitment", line.id, "s9", "t", owner="p2", owner_typed="Bo", due=due)
    session = Session("s9", "dialogue-circle", "hour", "", STARTED)
    text = told(
        Loaded(session, entries=sheet.entries, threads=[thread], people=PEOPLE), plan(find("dialogue-circle"))
    )
    assert f"[p1] {what} |" in text


OPEN = "cir.harvest/round"


@pytest.mark.parametrize(
    ("lines", "opens"),
    [
        (["x" * 19], ""), (["x" * 20], "x" * 20), (["x" * 200], "x" * 200), (["x" * 201], ""),
        (["Two lines of it,\nand the second one."], ""),
        (["The number was known before.", "What I heard was a number."], "What I heard was a number."),
        (["What we heard was a number.", "What I heard was a number."], "What we heard was a number."),
        (["It was known before, somehow.", "Nobody asked about a number."], "It was known before, somehow."),
        (["It Is a Welcome Idea of theirs.", "What we heard was a number."], "What we heard was a number."),
    ],
)  # fmt: skip
def test_a_short_line_in_the_first_person_opens_and_the_first_of_equals(lines: list[str], opens: str) -> None:
    assert opened_by([(OPEN, words) for words in lines]) == opens


@pytest.mark.parametrize(
    ("fields", "opens"),
    [
        ([{"wording": "written"}, {}], 1), ([{}, {"wording": "written"}], 0), ([{"person": None}, {}], 1),
        ([{"attribution": "anonymous"}, {}], 1), ([{"wording": "scribed"}, {"wording": "written"}], 0),
    ],
)  # fmt: skip
def test_a_spoken_line_of_somebody_opens_before_others(fields: list[dict[str, str | None]], opens: int) -> None:
    sheet = Sheet("s9")
    for number, given in enumerate(fields):
        sheet.say(OPEN, f"{PLAIN} {number}", **({"person": "p1"} | given))  # type: ignore[arg-type]
    session = Session("s9", "dialogue-circle", "hour", "", STARTED, visited=[OPEN])
    loaded = Loaded(session, entries=sheet.entries, people=PEOPLE)
    raiser = gather(loaded, plan(find("dialogue-circle"))).raiser
    assert raiser is not None
    assert raiser.entry.text == f"{PLAIN} {opens}"


@pytest.mark.parametrize(
    ("ask", "heading"),
    [
        ("What is here?", "What is here?"), ("W" + "h" * 98 + "?", "W" + "h" * 98 + "?"),
        ("W" + "h" * 99 + "?", ""), ("What is here? " + "And there? " * 9, "What is here?"),
        ("Say what is here " * 7, ""),
    ],
)  # fmt: skip
def test_a_step_is_headed_by_its_question_or_by_its_title_where_that_is_too_long(ask: str, heading: str) -> None:
    protocol = text_of("dialogue-circle")
    step = protocol[protocol.index(f'id = "{OPEN.partition("/")[0]}"') :]
    asked = next(line for line in step.split("\n") if line.startswith("ask = "))
    title = next(line for line in step.split("\n") if line.startswith("title = ")).removeprefix('title = "')[:-1]
    read_in = parse(protocol.replace(asked, f'ask = "{ask}"', 1))
    sheet = Sheet("s9")
    sheet.say(OPEN, SPOKEN, "p1")
    session = Session("s9", "dialogue-circle", "hour", "", STARTED, visited=[OPEN])
    text = told(Loaded(session, entries=sheet.entries, people=PEOPLE), plan(read_in))
    assert f"\n### {heading or title}\n" in text
