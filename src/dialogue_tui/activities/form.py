"""Form: a few named fields, one at a time."""

from __future__ import annotations

from .base import Activity, Add, Change, Draft, Misread, Option, Row, Said, Settings, Slot, Work
from .blocks import Block, Voice
from .earlier_lines import earlier_lines
from .entry import Entry


class Field(Settings):
    """One field. `options` makes it a choice, `free` one that takes other words too; `many` takes several lines."""

    name: str
    title: str
    ask: str = ""
    options: list[Option] = []
    many: bool = False
    free: bool = False


class FormSettings(Settings):
    """The fields, in the order they are asked. `show` names earlier steps whose lines stay above."""

    fields: list[Field]
    show: list[str] = []


class Form(Activity[FormSettings]):
    """The case, the stance, the experiment: each field has its own question."""

    kind = "form"
    settings = FormSettings
    first = "Nothing filled in yet. Enter keeps a field, tab goes to the next."
    slot_word = "field"
    in_turn = own_questions = fields = True

    def sources(self, settings: FormSettings) -> tuple[str, ...]:
        """The steps that stay on the wall."""
        return tuple(settings.show)

    def slots(self, settings: FormSettings, work: Work) -> list[Slot]:
        """One slot a field."""
        return [
            Slot(f.name, f.title, " ".join(filter(None, (f.ask, _choices(f)))), many=f.many)
            for f in settings.fields
        ]

    def onward(self, settings: FormSettings, slot: str, work: Work) -> str:
        """The next field, but after one that takes several lines."""
        at = next((n for n, f in enumerate(settings.fields) if f.name == slot and not f.many), len(settings.fields))
        return settings.fields[at + 1].name if at + 1 < len(settings.fields) else slot

    def capture(self, settings: FormSettings, said: Said, work: Work) -> list[Draft]:
        """Fills the field, or words it anew where it holds one line already."""
        wanted = said.slot or settings.fields[0].name
        field = next((f for f in settings.fields if f.name == wanted), None)
        if field is None:
            raise Misread(f"There is no field '{wanted}' here. Tab shows those there are.")
        text = _chosen(field, said.text) if field.options else said.text
        here = [e for e in work.entries if e.slot == field.name]
        if here and not field.many:
            return [Change(here[-1].id, text=text)]
        return [Add(text, field.name)]

    def _filled(self, settings: FormSettings, work: Work) -> list[tuple[Field, Entry]]:
        entries = work.entries
        return [(f, e) for f in settings.fields for e in entries if e.slot == f.name]

    def rows(self, settings: FormSettings, work: Work) -> list[Row]:
        """What was filled in, with the field's name in the margin, under what is shown of earlier steps."""
        rows = earlier_lines(work.sources, work.links) if settings.show else []
        last = max((row.number or 0 for row in rows), default=0)
        filled = enumerate(self._filled(settings, work), last + 1)
        return [*rows, *(Row(e.text, e.id, n, f.title) for n, (f, e) in filled)]

    def chosen(self, settings: FormSettings, entry: Entry) -> bool:
        """Where the field has options; in a free one, where it is one of them."""
        field = next((f for f in settings.fields if f.name == entry.slot and f.options), None)
        return field is not None and (not field.free or entry.text in {o.title or o.name for o in field.options})

    def told(self, settings: FormSettings, work: Work) -> list[Block]:
        """Each field's words, led by its name."""
        return [Voice(e, f.title) for f, e in self._filled(settings, work)]


def _choices(field: Field) -> str:
    return " · ".join(f"{n} {o.title or o.name}" for n, o in enumerate(field.options, 1))


def _chosen(field: Field, typed: str) -> str:
    """The option meant by its number or its name; words after a number are kept, and a free field's own words."""
    words = typed.strip()
    head, _, rest = words.partition(" ")
    for number, option in enumerate(field.options, 1):
        name = option.title or option.name
        if words.casefold() == name.casefold() or (head == str(number) and rest.casefold() == name.casefold()):
            return name
        if head == str(number) and not (field.free and rest):
            return f"{name} {rest}".strip()
    if field.free and not words.isdigit():
        return typed
    raise Misread(f"{field.title}: choose one of {_choices(field)}.")
