"""What a later step points at stands on the wall, and is not told again."""

from __future__ import annotations

from typing import Any

from tests.activities.making import belongs, entry

from dialogue_tui.activities.base import Row, Work
from dialogue_tui.activities.kinds import KINDS
from dialogue_tui.protocols.library import find


def rows(kind: str, settings: dict[str, Any], work: Work) -> list[Row]:
    return KINDS[kind].rows(KINDS[kind].settings.model_validate(settings), work)


def short(found: list[Row]) -> list[tuple[int | None, str]]:
    return [(r.number, r.text) for r in found]


def test_talk_shows_what_it_is_about_and_tells_nothing() -> None:
    lines = [entry("one"), entry("two")]
    work = Work(sources=lines)
    talk, settings = KINDS["talk"], {"about": ["a.b"]}
    assert talk.sources(talk.settings.model_validate(settings)) == ("a.b",)
    assert short(rows("talk", settings, work)) == [(1, "one"), (2, "two")]
    assert talk.told(talk.settings.model_validate(settings), work) == []
    assert rows("talk", {}, Work()) == []


def test_of_a_text_the_lines_are_shown_and_what_was_dropped() -> None:
    text = [
        entry("one", "line"), entry("or so", "alternative"), entry("older", "earlier"), entry("vague", "reason"),
        entry("gone", "dropped", value={"reason": "true of any company"}), entry("I doubt it", "dissent"),
        entry("two", "line"),
    ]  # fmt: skip
    found = rows("talk", {"about": ["a.b"]}, Work(sources=text))
    assert [(r.number, r.label, r.text) for r in found] == [
        (1, "", "one"), (2, "", "two"), (None, "dropped", "gone"), (None, "why", "true of any company"),
    ]  # fmt: skip


def test_themes_head_their_lines_under_the_numbers_they_were_sorted_by() -> None:
    theme, lines = entry("They fix it", part="a.themes/g"), [entry("one"), entry("two"), entry("three")]
    work = Work(sources=[theme, *lines], links=[belongs(lines[0], theme), belongs(lines[2], theme)])
    found = rows("talk", {"about": ["a.themes", "a.b"]}, work)
    assert [(r.number, r.text, r.style) for r in found] == [
        (None, "They fix it", "heading"), (1, "one", "line"), (3, "three", "line"),
        (None, "on their own", "note"), (2, "two", "line"),
    ]  # fmt: skip


def test_the_question_stays_above_lines_that_stay_off_the_wall() -> None:
    question = entry("What does a date mean?", part="c.seed/question")
    settings = {"on_wall": False, "show": ["c.seed/question"]}
    found = rows("write", settings, Work(sources=[question]))
    assert [(r.text, r.style, r.number) for r in found] == [("What does a date mean?", "heading", None)]
    found = rows("write", settings, Work(entries=[entry("secret")], sources=[question]))
    assert [r.text for r in found] == ["What does a date mean?", "1 line kept"]
    write = KINDS["write"]
    told = write.told(write.settings.model_validate(settings), Work(sources=[question]))
    assert told == []


def test_lines_with_most_marks_stand_first_under_their_own_numbers() -> None:
    lines = [entry(f"line {n}", "line", "v.one/text") for n in (1, 2, 3)]
    counts = [{"mine": 7, "hm": 1}, {"mine": 2, "not mine": 5, "hm": 1}, {"mine": 5, "not mine": 3}]
    spreads = [
        entry("", line.id, "v.react/slips", value={"answered": 8, "counts": c})
        for line, c in zip(lines, counts, strict=True)
    ]
    settings = {
        "show": ["v.one", "v.react/slips"],
        "marks": [{"name": "not mine"}, {"name": "hm", "title": "not clear"}],
    }
    found = rows("write", settings, Work(entries=[entry("why")], sources=[*lines, *spreads]))
    assert short(found) == [
        (2, "line 2"), (None, "5 not mine · 1 not clear"), (3, "line 3"), (None, "3 not mine"),
        (1, "line 1"), (None, "1 not clear"), (4, "why"),
    ]  # fmt: skip
    withheld = [entry("", line.id, "v.react/slips", value={"answered": 3, "counts": {}}) for line in lines]
    found = rows("write", settings, Work(sources=[*lines, *withheld]))
    assert short(found) == [(1, "line 1"), (2, "line 2"), (3, "line 3")]


def test_what_is_shown_makes_no_headings() -> None:
    theme, shown = entry("Theme", part="a.themes/g"), entry("shown", part="c.seed/question")
    write = KINDS["write"]
    settings = write.settings.model_validate({"about": "a.themes", "show": ["c.seed"]})
    slots = write.slots(settings, Work(sources=[theme, shown]))
    assert [slot.title for slot in slots] == ["Theme"]


def test_the_built_in_steps_that_point_at_something_show_it() -> None:
    wanted = {
        "shared-vision": {
            "vis.recall/read": ("vis.phrases",), "vis.recall/text": ("vis.one",),
            "vis.draft/trios": ("vis.themes", "vis.phrases"), "vis.react/why": ("vis.one", "vis.react/slips"),
            "vis.guiding/lines": ("vis.revise",),
        },
        "action-to-reflection": {"atr.loop/alone": ("atr.more", "atr.less")},
        "dialogue-circle": {
            f"cir.{key}": ("cir.seed/question",)
            for key in ("seed/silence", "round/round", "open/open", "mirror/noticed", "harvest/round", "out/round")
        },
    }  # fmt: skip
    for name, parts in wanted.items():
        protocol = find(name)
        found = {f"{s.id}/{p.id}": p for s in protocol.steps for p in s.parts}
        for key, sources in parts.items():
            part = found[key]
            assert part.activity.sources(part.settled) == sources, key
            assert part.privacy not in ("private", "pair"), f"{key}: a private part shows nothing"
