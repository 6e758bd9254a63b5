"""What the built-in protocols say and how long they take: the words people facilitate with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import pytest

from dialogue_tui.activities.ladder import LadderSettings
from dialogue_tui.protocols.card import cards
from dialogue_tui.protocols.plan import Place, around, plan
from dialogue_tui.protocols.schema import NEVER_IN_TEAM_STORE, Form, FormStep, Protocol
from dialogue_tui.text import width, wrap

FOLDER = Path(str(files("dialogue_tui.protocols").joinpath("built_in")))
FILES = sorted(FOLDER.glob("*.toml"))
AROUND = 9
"""Minutes the engine's opening card and close take at most (forms.md, "Around every protocol")."""
STAYS = "Your page stays with you: take it, or tear it up."
REFERENCE = Path(__file__).parents[3] / "shared" / "domain.md"
RUNGS = ["data", "selected", "meaning", "assumption", "conclusion", "belief", "action"]


def protocol_of(path: Path) -> Protocol:
    return Protocol.model_validate(tomllib.loads(path.read_text("utf-8")))


def built_in(name: str) -> Protocol:
    return protocol_of(FOLDER / f"{name}.toml")


@pytest.fixture(params=FILES, ids=lambda p: p.stem)
def protocol(request: pytest.FixtureRequest) -> Protocol:
    return protocol_of(request.param)


def turns(form: Form) -> list[FormStep]:
    return [*form.steps, *(t for sitting in form.sittings for t in sitting.steps)]


def places(protocol: Protocol, form: str) -> list[Place]:
    """The protocol's own places, in every sitting of the form, without the engine's opening and close."""
    chosen = protocol.forms[form]
    found = [p for s in chosen.sittings for p in plan(protocol, form, s.id, solo=chosen.solo)]
    found = found or plan(protocol, form, solo=chosen.solo)
    return [p for p in found if not p.key.startswith(("opening/", "close/"))]


def spoken(protocol: Protocol) -> Iterator[tuple[str, str, str, str]]:
    """(where, title, say, ask) of everything that can stand on the wall."""
    for step in protocol.steps:
        yield step.id, step.title, step.say, step.ask
        for part in step.parts:
            yield f"{step.id}/{part.id}", part.title, part.say, part.ask
    for name, form in protocol.forms.items():
        for turn in turns(form):
            yield f"{name}: {turn.use[0]}", turn.title, turn.say, turn.ask


def test_five_are_there_under_their_own_names() -> None:
    names = [p.stem for p in FILES]
    assert {"left-hand-column", "ladder-of-inference", "shared-vision"} <= set(names)
    assert {"action-to-reflection", "dialogue-circle"} <= set(names)
    assert [protocol_of(p).name for p in FILES] == names


def test_the_wall_has_room_for_the_words(protocol: Protocol) -> None:
    for where, title, say, ask in spoken(protocol):
        assert width(title) <= 26, f"{where}: title {width(title)}"
        assert len(wrap(say, 70)) <= 3, f"{where}: say wraps to {len(wrap(say, 70))} lines"
        assert width(ask) <= 140, f"{where}: ask {width(ask)}"
        assert "\n" not in say + ask + title, where
        assert ask.count("?") <= 1, f"{where}: one question, not two"


def test_every_step_helps_whoever_facilitates(protocol: Protocol) -> None:
    assert protocol.purpose
    assert all([protocol.use_when, protocol.not_when, protocol.people, protocol.outputs, protocol.sources])
    for step in protocol.steps:
        assert all([step.purpose, step.say, step.ask]), step.id
        assert all([step.tips, step.failures, step.good, step.bad]), step.id


def test_every_step_and_part_is_used_by_a_form(protocol: Protocol) -> None:
    used = set()
    for form in protocol.forms.values():
        for turn in turns(form):
            for name in turn.use:
                named = turn.parts or [p.id for p in protocol.step(name).parts]
                used |= {(name, part) for part in named}
    missing = {(s.id, p.id) for s in protocol.steps for p in s.parts} - used
    assert not missing


def test_good_and_bad_and_failures_are_three_different_things(protocol: Protocol) -> None:
    for step in protocol.steps:
        said = [step.good, step.bad, *step.failures]
        bare = {re.sub(r"\W+", " ", words).strip().casefold() for words in said}
        assert len(bare) == len(said), step.id


def test_what_the_form_says_is_said(protocol: Protocol) -> None:
    """A part's own words win over a form's; so no form may word anew what a part words itself."""
    for name in protocol.forms:
        for turn in turns(protocol.forms[name]):
            own = [p for p in places(protocol, name) if p.step.id == turn.use[0]]
            assert not turn.say or turn.say in {p.say for p in own}, f"{name}: {turn.use}"
            assert not turn.ask or turn.ask in {p.ask for p in own}, f"{name}: {turn.use}"


def fits(minutes: float, meetings: Sequence[Sequence[FormStep]]) -> bool:
    """Whether the steps with their opening and close make that many minutes, with or without the optional ones."""
    required = sum(t.minutes or 0 for steps in meetings for t in steps if not t.optional)
    everything = sum(t.minutes or 0 for steps in meetings for t in steps)
    return required <= minutes <= everything + AROUND * len(meetings)


def test_minutes_add_up(protocol: Protocol) -> None:
    for name, form in protocol.forms.items():
        assert all(t.minutes for t in turns(form)), f"{name}: every step of a form has its minutes"
        meetings = [s.steps for s in form.sittings] or [form.steps]
        together = fits(form.minutes, meetings)
        each = all(fits(form.minutes, [steps]) for steps in meetings)
        assert together or each, f"{name}: {form.minutes}, steps {sum(t.minutes or 0 for t in turns(form))}"


def test_a_meeting_with_its_opening_and_close_ends_on_time(protocol: Protocol) -> None:
    for name, form in protocol.forms.items():
        whole = form.minutes / max(1, len(form.sittings))
        for sitting in [each.id for each in form.sittings] or [""]:
            planned = plan(protocol, name, sitting, people=8, solo=form.solo)
            took = sum(place.minutes for place in planned if not place.optional)
            assert took <= whole + 0.01, f"{name} {sitting}: {took:g} of {whole:g}"


def test_the_rooms_own_steps_share_what_a_form_leaves_them_alike() -> None:
    """Only so does a form that leaves them three minutes end on time: each has one at least."""
    assert len({part.minutes for step in around() for part in step.parts}) == 1


def test_whoever_is_alone_can_type_everywhere(protocol: Protocol) -> None:
    for name, form in protocol.forms.items():
        if form.solo:
            assert all(len(t.use) == 1 for t in turns(form)), name
            assert all(p.part.activity.takes_lines for p in places(protocol, name)), name


def test_examples_are_in_our_own_words(protocol: Protocol) -> None:
    """No run of five words of an example or a question stands in the reference they were made from."""
    if not REFERENCE.exists():
        pytest.skip("the reference lies beside the repository, and isn't here")
    theirs = runs(REFERENCE.read_text("utf-8"))
    ours = [words for step in protocol.steps for words in (step.good, step.bad, *step.failures)]
    assert [words for words in ours if runs(words) & theirs] == []
    assert [ask for _, _, _, ask in spoken(protocol) if runs(ask) & theirs] == []


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[\w']+", text.casefold().replace("\u2019", "'"))
    return set(zip(*(words[n:] for n in range(5)), strict=False))


def test_a_part_works_on_what_came_before(protocol: Protocol) -> None:
    """`about` names steps or parts of this protocol, none of them a later one in any form."""
    known = {s.id for s in protocol.steps} | {f"{s.id}/{p.id}" for s in protocol.steps for p in s.parts}
    for name in protocol.forms:
        # Sittings bring the earlier steps forward, so order is judged over the whole form.
        seen: set[str] = set()
        order = [key for place in places(protocol, name) for key in (place.step.id, place.key)]
        for place in places(protocol, name):
            for source in place.part.activity.sources(place.part.settled):
                assert source in known, f"{place.key}: {source}"
                assert source in seen or source not in order, f"{name}: {place.key} comes before {source}"
            seen |= {place.step.id, place.key}


@pytest.mark.parametrize(
    ("name", "form", "minutes"),
    [
        ("left-hand-column", "long", 110),
        ("left-hand-column", "hour", 60),
        ("ladder-of-inference", "hour", 60),
        ("ladder-of-inference", "short", 20),
        ("dialogue-circle", "hour", 60),
        ("dialogue-circle", "short", 15),
    ],
)
def test_the_forms_that_were_promised(name: str, form: str, minutes: float) -> None:
    assert built_in(name).forms[form].minutes == minutes


@pytest.mark.parametrize("form", ["hour", "long"])
def test_left_hand_column_captures_nothing_before_release(form: str) -> None:
    found = places(built_in("left-hand-column"), form)
    release = next(n for n, p in enumerate(found) if p.part.kind == "release")
    before = [p for p in found[:release] if p.step.id != "lhc.rules"]
    assert len(before) >= 6
    assert {p.part.privacy for p in before} <= NEVER_IN_TEAM_STORE
    assert all(p.private for p in before)


@pytest.mark.parametrize("form", ["hour", "long"])
def test_a_private_page_stays_with_its_writer(form: str) -> None:
    found = [p for p in places(built_in("left-hand-column"), form) if p.part.privacy == "private"]
    assert found
    assert all(p.say.endswith(STAYS) for p in found), [p.key for p in found if not p.say.endswith(STAYS)]


@pytest.mark.parametrize("form", ["hour", "long"])
def test_the_invented_case_on_the_card_can_be_worked_by_somebody(form: str) -> None:
    """One case: its scene, a script of numbered turns, their left-hand side, its marks and a turn worded anew."""
    protocol = built_in("left-hand-column")
    (page,) = cards(protocol, form)
    examples = {step.id: " ".join(step.good.split()) for step in protocol.steps}
    used = ["lhc.case", "lhc.right", "lhc.left", "lhc.mark", "lhc.redesign"]
    for id in used:
        assert examples[id] in " ".join(page.partition("## Beside each step")[2].split()), id
    turns_of = {id: {int(n) for n in re.findall(r"\b([1-9])\b", examples[id])} for id in used}
    assert turns_of["lhc.right"] == turns_of["lhc.left"] == set(range(1, 6))
    assert turns_of["lhc.mark"] | turns_of["lhc.redesign"] <= turns_of["lhc.right"]
    assert "Rowan" in examples["lhc.case"]
    assert "Rowan" in examples["lhc.right"]


def test_no_example_of_a_thought_is_on_the_wall() -> None:
    protocol = built_in("left-hand-column")
    wall = " ".join(f"{title} {say} {ask}" for _, title, say, ask in spoken(protocol)).casefold()
    for step in protocol.steps:
        for example in (step.good, step.bad):
            for sentence in re.split(r"[.;:?!]\s*", example.casefold()):
                words = sentence.strip(' "')
                assert len(words) < 12 or words not in wall, f"{step.id}: {words}"


def test_the_way_out_and_the_question_about_power_come_first() -> None:
    rules = built_in("left-hand-column").step("lhc.rules")
    assert "take the invented case" in rules.say
    assert any("Does anyone here report to you?" in tip for tip in rules.tips)
    for form in ("hour", "long", "open"):
        assert places(built_in("left-hand-column"), form)[0].step.id == "lhc.rules"


def test_the_ladder_has_the_same_rungs_all_the_way() -> None:
    protocol = built_in("ladder-of-inference")
    parts = [p for s in protocol.steps for p in s.parts if p.kind == "ladder"]
    assert len(parts) == 6
    for part in parts:
        settings = part.settled
        assert isinstance(settings, LadderSettings)
        names = [o.name for o in settings.rungs]
        assert names == [r for r in RUNGS if r in names]
        assert len(names) == (3 if part.id == "top" else 7)
        assert settings.start in [*names, *(o.name for o in settings.beside)]
        assert part.id == "top" or {"not used", "missing"} <= {o.name for o in settings.beside}


def test_in_the_circle_only_agreements_question_and_harvest_reach_the_wall() -> None:
    shown = [
        place.key
        for place in places(built_in("dialogue-circle"), "hour")
        if place.part.kind == "write" and place.part.settings.get("on_wall", True)
    ]
    assert shown == ["cir.container/agree", "cir.seed/question", "cir.harvest/round"]
