"""Protocols are found by name, and a mistake in a file is shown where it was made."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue_tui.protocols import library
from dialogue_tui.protocols.line_numbers import line_numbers

TINY = '''\
schema = 1
name = "tiny"
title = "Tiny"
question = "what now?"
purpose = "To try things out."

[[steps]]
id = "tiny.first"
title = "First"
purpose = "To begin."
say = "One line each."
ask = "What is there?"

[[steps.parts]]
id = "lines"
kind = "write"
who = "round"
minutes = 4

[[steps]]
id = "tiny.second"
title = "Second"
purpose = "To go on."
say = """
[not a header]
minutes = 3
"""
ask = "What belongs together?"
parts = [
    { id = "groups", kind = "sort", minutes = 5, settings = { about = ["tiny.first"] } },
]

[forms.hour]
title = "An hour"
minutes = 10

[[forms.hour.steps]]
use = ["tiny.first"]

[[forms.hour.steps]]
use = ["tiny.second"]
parts = ["groups"]
'''


def broken(old: str, new: str) -> list[library.Problem]:
    assert TINY.count(old) == 1, "the text to break must be there once"
    with pytest.raises(library.ProtocolError) as caught:
        library.parse(TINY.replace(old, new), "tiny.toml")
    return caught.value.problems


def problems_of(text: str) -> list[library.Problem]:
    try:
        library.parse(text, "t.toml")
    except library.ProtocolError as error:
        return error.problems or pytest.fail("refused without saying why")
    return []


def line_with(text: str, within: str = TINY) -> int:
    return next(n for n, line in enumerate(within.split("\n"), 1) if text in line)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tiny.toml").write_text(TINY, "utf-8")
    return tmp_path


def test_a_users_own_file_is_found_and_listed(folder: Path) -> None:
    assert library.find("tiny", [folder]).step("tiny.second").parts[0].kind == "sort"
    assert library.text_of("tiny", [folder]) == TINY
    (own,) = [each for each in library.listed([folder]) if not each.built_in]
    assert own == library.Listed("tiny", "Tiny", "what now?", 10, folder / "tiny.toml", False)


def test_a_users_file_with_a_built_in_name_wins(folder: Path) -> None:
    (folder / "mine.toml").write_text(TINY.replace('"tiny"', '"shared-vision"'), "utf-8")
    assert library.find("shared-vision", [folder]).title == "Tiny"
    assert library.find("shared-vision").title == "Shared vision"
    assert [each.title for each in library.listed([folder]) if each.name == "shared-vision"] == ["Tiny"]


def test_the_first_folder_wins(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "t.toml").write_text(TINY.replace('"Tiny"', f'"Tiny {name}"'), "utf-8")
    assert library.find("tiny", [tmp_path / "a", tmp_path / "b"]).title == "Tiny a"


def test_an_unknown_name_names_the_nearest() -> None:
    with pytest.raises(library.UnknownProtocol, match="did you mean 'shared-vision'") as caught:
        library.find("shared-vison")
    assert caught.value.nearest == "shared-vision"
    with pytest.raises(library.UnknownProtocol, match=r"there are .*shared-vision"):
        library.text_of("zzzz")


def test_a_part_of_one_name_alone_means_that_one() -> None:
    with pytest.raises(library.UnknownProtocol, match="did you mean 'ladder-of-inference'"):
        library.find("ladder")
    with pytest.raises(library.UnknownProtocol, match="did you mean 'dialogue-circle'"):
        library.find("Circle")
    with pytest.raises(library.UnknownProtocol, match="there are"):
        library.find("-")


def test_an_unknown_name_cannot_drive_the_terminal() -> None:
    with pytest.raises(library.UnknownProtocol) as caught:
        library.find("\x1b[31m" + "x" * 50_000)
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("old", "new", "at", "field", "said"),
    [
        ('kind = "write"', 'kind = "wirte"', 'kind = "write"', "steps[tiny.first].parts[lines].kind", "'write'"),
        ('who = "round"', 'who = "rounds"', 'who = "round"', "steps[tiny.first].parts[lines].who", "'round'"),
        ("minutes = 4", "minuets = 4", "minutes = 4", "steps[tiny.first].parts[lines].minuets", "'minutes'"),
        ('about = ["tiny.first"]', 'abuot = ["tiny.first"]', 'id = "groups"', "settings.abuot", "'about'"),
        ('about = ["tiny.first"]', 'about = ["tiny.frist"]', 'id = "groups"', "settings.about[#1]", "'tiny.first'"),
        ('use = ["tiny.first"]', 'use = ["tiny.frist"]', 'use = ["tiny.first"]', "steps[#1].use", "'tiny.first'"),
        ('parts = ["groups"]', 'parts = ["group"]', 'parts = ["groups"]', "steps[#2].parts[#1]", "'groups'"),
        (
            "schema = 1",
            'default_form = "huor"',
            "schema = 1",
            "default_form",
            "no form 'huor'; did you mean 'hour'?",
        ),
        ('question = "what now?"', f'question = "{"x" * 45}"', "question", "question", "at most 44"),
        ('name = "tiny"', 'name = "Tiny One"', 'name = "tiny"', "name", "small letters"),
        ("minutes = 4", 'minutes = "four"', "minutes = 4", "parts[lines].minutes", "a number is needed"),
        ("minutes = 10", "minutes = -5", "minutes = 10", "forms.hour.minutes", "more than 0"),
        ("minutes = 10", "minutes = inf", "minutes = 10", "forms.hour.minutes", "at most 1440"),
        (
            "minutes = 4",
            'minutes = 4\n[[steps.parts]]\nid = "lines"\nkind = "write"\nminutes = 1',
            "[[steps.parts]]",
            "steps[tiny.first].parts",
            "two parts have the id 'lines'",
        ),
        ('ask = "What is there?"', "", "[[steps]]", "steps[tiny.first].ask", "needed"),
        ("schema = 1", "schema = 2", "schema", "schema", "'2' is not one of 1"),
    ],
)
def test_a_mistake_is_shown_where_it_was_made(old: str, new: str, at: str, field: str, said: str) -> None:
    problems = broken(old, new)
    found = next(p for p in problems if field in p.field)
    assert said in found.sentence
    if at:
        assert found.line == line_with(at)
        assert str(found).startswith(f"tiny.toml:{found.line}: {found.field}: ")


def test_every_mistake_is_told_at_once_in_order() -> None:
    text = TINY.replace('who = "round"', 'who = "ronud"').replace('title = "Second"', 'titel = "Second"')
    with pytest.raises(library.ProtocolError) as caught:
        library.parse(text, "t.toml")
    found = [(p.line, p.field.rpartition(".")[2]) for p in caught.value.problems]
    assert [f for _, f in found] == ["who", "title", "titel"]
    assert [n for n, _ in found] == sorted(n for n, _ in found)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name = 'a'\nname = 'b'\n", 2),
        ("name = \n", 1),
        ('name = "open\n', 1),
        ("a = [1,\n\n", 3),
        ("a = " + "[" * 9999, 1),
    ],
)
def test_what_is_not_toml_says_so_with_its_line(text: str, line: int) -> None:
    with pytest.raises(library.ProtocolError) as caught:
        library.parse(text, "t.toml")
    (problem,) = caught.value.problems
    assert problem.line == line


@pytest.mark.parametrize("taken", ["opening", "close"])
def test_the_steps_around_every_session_are_not_its_own(taken: str) -> None:
    with pytest.raises(library.ProtocolError, match=f"'{taken}' is a step of every session"):
        library.parse(TINY.replace("tiny.first", taken), "tiny.toml")


def test_a_file_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b'# first\nname = "caf\xe9"\n')
    (tmp_path / "huge.toml").write_bytes(b"#" * (library.LARGEST + 1))
    (tmp_path / "folder.toml").mkdir()
    os.mkfifo(tmp_path / "pipe.toml")
    for name, said in [("latin", "2: .*UTF-8"), ("huge", "256 KiB"), ("folder", "a folder"), ("pipe", "no such")]:
        with pytest.raises(library.ProtocolError, match=said):
            library.read(tmp_path / f"{name}.toml")
    with pytest.raises(library.ProtocolError, match="no such file"):
        library.read(tmp_path / "missing.toml")


def test_a_broken_file_is_listed_with_its_trouble_and_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / "oops.toml").write_text("name = ", "utf-8")
    listed = {each.name: each for each in library.listed([tmp_path])}
    assert "oops.toml:1" in listed["oops"].trouble
    assert not listed["shared-vision"].trouble
    with pytest.raises(library.ProtocolError, match="not TOML"):
        library.find("oops", [tmp_path])


def test_nothing_in_a_file_can_drive_a_terminal(tmp_path: Path) -> None:
    text = TINY.replace('"Tiny"', '"Ti\\u001b[31mny\u202e"').replace("To begin.", "To\u009b begin.")
    (tmp_path / "t.toml").write_text(text, "utf-8")
    protocol = library.find("tiny", [tmp_path])
    assert protocol.title == "Ti[31mny"
    assert protocol.steps[0].purpose == "To begin."
    assert library.listed([tmp_path])[-1].title == "Ti[31mny"
    with pytest.raises(library.ProtocolError) as caught:
        library.parse(text.replace("ask =", '"\\u001b[2J" =', 1), "t.toml")
    assert "\x1b" not in str(caught.value)


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    (tmp_path / "t.toml").write_bytes(b"\xef\xbb\xbf" + TINY.replace("\n", "\r\n").encode())
    assert library.find("tiny", [tmp_path]).title == "Tiny"


def test_listing_loads_no_pydantic() -> None:
    code = (
        "import sys; from dialogue_tui.protocols import library as l; l.listed(); print('pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_short_way_lists_what_the_whole_file_says() -> None:
    for each in library.listed():
        whole = library.read(each.path)
        assert each.minutes == whole.forms[whole.default_form].minutes > 0
        assert (each.name, each.title, each.question) == (whole.name, whole.title, whole.question)


KEYS = st.sampled_from(["a", "b", "c1", '"d e"', "'f.g'"])
SCALARS = st.sampled_from(["1", "1.5", "true", '"x"', '"\\"]"', "'# no'", '"""\n[t]\na = 1\n"""', "'''\n]\n'''"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda v: "[ # c\n" + ",\n".join(v) + "\n]")
        | st.dictionaries(KEYS, inner, max_size=3).map(
            lambda d: "{ " + ", ".join(f"{k} = {v}" for k, v in d.items()) + " }"
        )
    ),
    max_leaves=6,
)
TABLE = st.dictionaries(KEYS, VALUES, max_size=3).map(lambda d: [f"{k} = {v}" for k, v in d.items()])


@given(TABLE, st.lists(st.tuples(st.booleans(), TABLE), max_size=4))
def test_every_path_of_any_toml_has_the_line_of_its_key(top: list[str], more: list[tuple[bool, list[str]]]) -> None:
    blocks = [*top]
    for nested, table in more:
        blocks += ["", "[[t]] # many", *table, *(["[t.inner.'x.y']", *table] if nested else [])]
    text = "\n".join(blocks)
    found = line_numbers(text)
    source = text.split("\n")

    def walk(value: object, path: tuple[str | int, ...]) -> None:
        if path:
            assert path in found, (path, text)
            if isinstance(path[-1], str):
                assert path[-1] in source[found[path] - 1]
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, (*path, key))
        if isinstance(value, list):
            for index, inner in enumerate(value):
                walk(inner, (*path, index))

    walk(tomllib.loads(text), ())
    assert [found["t", i] for i in range(len(more))] == [n for n, s in enumerate(source, 1) if s == "[[t]] # many"]


def test_the_example_for_authors_is_a_protocol() -> None:
    page = (Path(__file__).parents[2] / "docs" / "authors.md").read_text("utf-8")
    _, _, rest = page.partition("```toml\n")
    protocol = library.parse(rest.partition("```")[0], "authors.md")
    assert protocol.name == "two-questions"
    assert {form.solo for form in protocol.forms.values()} == {False, True}


def test_the_page_for_authors_names_every_kind_and_setting() -> None:
    from dialogue_tui.activities.kinds import KINDS

    page = (Path(__file__).parents[2] / "docs" / "authors.md").read_text("utf-8")
    for name, kind in KINDS.items():
        (row,) = [line for line in page.split("\n") if line.startswith(f"| `{name}` |")]
        missing = [field for field in kind.settings.model_fields if f"`{field}`" not in row]
        assert not missing or (name, missing) == ("respond", ["otherwise", "most_items"])


JUNK = st.sampled_from(
    ["0", "-1", "1e99", "true", '""', '"x"', "[]", "[1]", "{}", "{ id = [] }", "1979-05-27", "nan"]
)


@given(st.integers(0, TINY.count("\n") - 1), JUNK)
def test_any_wrong_value_is_a_mistake_with_a_line_and_never_a_crash(index: int, junk: str) -> None:
    source = TINY.split("\n")
    key, equals, _ = source[index].partition(" = ")
    source[index] = f"{key} = {junk}" if equals else junk
    for problem in problems_of("\n".join(source)):
        assert 1 <= problem.line <= len(source)
        assert problem.sentence
