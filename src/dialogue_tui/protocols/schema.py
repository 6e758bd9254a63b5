"""What a protocol file may say: steps and parts, and the forms that select and order them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from dialogue_tui.activities.base import Activity, Settings, mistake
from dialogue_tui.activities.kinds import KINDS

Privacy = Literal["named", "role", "anonymous", "private", "pair"]
Who = Literal["solo", "round", "open", "pairs", "trios", "facilitator"]

NEVER_IN_TEAM_STORE = frozenset({"private", "pair"})


OURS = frozenset({"opening", "close", "parked"})
"""Ids that steps of a protocol can't have: the opening card, the close and what is put aside stand around each."""
A_DAY = 1440
"""Minutes."""


class Model(BaseModel):
    """Unknown fields are mistakes, and named as such."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Part(Model):
    """One stretch of a step: who does what, for how long, and who may see it."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: str
    who: Who = "open"
    privacy: Privacy = "role"
    minutes: float = Field(gt=0, le=240)
    title: str = ""
    say: str = ""
    ask: str = ""
    settings: dict[str, Any] = Field(default_factory=dict)
    _settled: Settings = PrivateAttr()

    @model_validator(mode="after")
    def _settings_of_its_kind(self) -> Part:
        if self.kind not in KINDS:
            raise mistake("kind", f"there is no kind '{self.kind}'", self.kind, KINDS)
        self._settled = self.activity.settings.model_validate(self.settings)
        return self

    @property
    def activity(self) -> Activity[Any]:
        """The kind that captures, shows and tells this part."""
        return KINDS[self.kind]

    @property
    def settled(self) -> Settings:
        """The settings as the kind's own model; they were checked when the protocol was read."""
        return self._settled

    def alone(self) -> Part:
        """The part for one person, who takes everything on themselves."""
        part = self.model_copy()
        part._settled = self.activity.alone(self.settled)
        return part

    def minutes_for(self, people: int) -> float:
        """Minutes for that many people: a part that goes round gains or loses a minute a person, from eight."""
        if self.who != "round":
            return self.minutes
        each = min(1.0, self.minutes / 8)
        return max(1.0, self.minutes + (people - 8) * each)


class Step(Model):
    """What the room sees as one thing: a question, what to say, and one to a few parts in order."""

    id: str = Field(pattern=r"^[a-z]+(\.[a-z][a-z0-9_]*)?$")
    title: str = Field(min_length=1, max_length=40)
    purpose: str
    say: str
    ask: str
    tips: list[str] = Field(default_factory=list)
    failures: list[str] = Field(default_factory=list)
    good: str = ""
    bad: str = ""
    parts: list[Part] = Field(min_length=1)

    @model_validator(mode="after")
    def _parts_differ(self) -> Step:
        _all_differ([part.id for part in self.parts], "parts")
        return self

    def part(self, name: str) -> Part:
        """The part with this id. Raises KeyError."""
        return next(p for p in self.parts if p.id == name)


class FormStep(Model):
    """A step's turn in a form. Several ids in `use` are one private block under one clock."""

    use: list[str] = Field(min_length=1)
    minutes: float | None = Field(default=None, gt=0, le=A_DAY)
    parts: list[str] | None = None
    title: str = ""
    say: str = ""
    ask: str = ""
    optional: bool = False


class Sitting(Model):
    """One meeting of a form that takes several: it ends, is told, and is brought forward next time."""

    id: str = Field(pattern=r"^[a-z0-9]+$")
    title: str
    steps: list[FormStep] = Field(min_length=1)


class Form(Model):
    """A named selection and order of steps, with its own minutes for eight people."""

    title: str
    minutes: float = Field(gt=0, le=A_DAY)
    solo: bool = False
    in_the_open: bool = False
    """One writer's case stands on the wall from the start: its private parts take lines."""
    steps: list[FormStep] = Field(default_factory=list)
    sittings: list[Sitting] = Field(default_factory=list)

    @model_validator(mode="after")
    def _steps_or_sittings(self) -> Form:
        if bool(self.steps) == bool(self.sittings):
            raise mistake("steps", "a form has either steps or sittings")
        return self


class Protocol(Model):
    """An ordered set of steps, each with a purpose, an instruction, a question and a timebox."""

    schema_: Literal[1] = Field(alias="schema", default=1)
    name: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str
    question: str = Field(max_length=44)
    purpose: str
    use_when: list[str] = Field(default_factory=list)
    not_when: list[str] = Field(default_factory=list)
    people: str = ""
    safety: list[str] = Field(default_factory=list)
    tips: list[str] = Field(default_factory=list)
    failures: list[str] = Field(default_factory=list)
    outputs: str = ""
    sources: list[str] = Field(default_factory=list)
    default_form: str = "hour"
    steps: list[Step] = Field(min_length=1)
    forms: dict[str, Form] = Field(min_length=1)

    @model_validator(mode="after")
    def _forms_name_steps(self) -> Protocol:
        known = {s.id: s for s in self.steps}
        _all_differ([s.id for s in self.steps], "steps")
        if taken := OURS & known.keys():
            raise mistake("steps", f"'{min(taken)}' is a step of every session; give this one another id")
        for name, form in self.forms.items():
            for turn in [*form.steps, *(t for sitting in form.sittings for t in sitting.steps)]:
                for step in turn.use:
                    if step not in known:
                        raise mistake(f"forms.{name}", f"there is no step '{step}'", step, known)
                parts = [p.id for s in turn.use for p in known[s].parts]
                for part in turn.parts or ():
                    if part not in parts:
                        said = f"step '{turn.use[0]}' has no part '{part}'"
                        raise mistake(f"forms.{name}", said, part, parts)
        if self.default_form not in self.forms:
            said = f"there is no form '{self.default_form}'"
            raise mistake("default_form", said, self.default_form, self.forms)
        return self

    def step(self, name: str) -> Step:
        """The step with this id. Raises StopIteration where there is none."""
        return next(s for s in self.steps if s.id == name)


def _all_differ(ids: list[str], field: str) -> None:
    twice = next((id for id in ids if ids.count(id) > 1), None)
    if twice is not None:
        raise mistake(field, f"two {field} have the id '{twice}'")
