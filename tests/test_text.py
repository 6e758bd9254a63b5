"""The gates for text: what enters, how it is folded, how it is wrapped."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field, ValidationError, field_validator

from dialogue_tui.text import (
    LONGEST,
    TooLong,
    clean,
    clean_line,
    fold,
    nearest,
    plainly,
    shorten,
    width,
    words,
    wrap,
)


@given(st.text(max_size=300))
def test_what_was_cleaned_holds_nothing_that_drives_a_terminal(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    kept = {"\n", "\t"}
    assert all(unicodedata.category(c) not in {"Cc", "Cs"} or c in kept for c in cleaned)
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf"]), max_size=300))
def test_words_pass_unchanged(text: str) -> None:
    assert clean(text) == text


def test_what_joins_letters_is_kept() -> None:
    family = "👩‍👩‍👧‍👦 a\u200bb\u200dc e\u0301"
    assert clean(family) == family


def test_a_text_over_the_limit_says_how_long_it_is() -> None:
    with pytest.raises(TooLong, match=r"20,001 characters"):
        clean("x" * (LONGEST + 1))


def test_a_title_is_one_line() -> None:
    assert clean_line(" a\nb\t c\x1b[2J ") == "a b c[2J"


@pytest.mark.parametrize(
    ("typed", "found"),
    [("ÉCOLE", "école"), ("straße", "STRASSE"), ("한국어", "국어"), ("日本語", "本語"), ("ﬁne", "FINE")],
)
def test_search_finds_across_case_marks_and_scripts(typed: str, found: str) -> None:
    assert set(words(found)) <= set(words(typed))


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert words(once) == words(fold(once)) or any(c >= "\u3040" for c in once)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200), st.integers(4, 90))
def test_wrapping_keeps_every_character_but_spaces_and_never_runs_over(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= cells for line in lines)


def test_wrapping_breaks_at_spaces() -> None:
    assert wrap("one two three", 8) == ["one two", "three"]
    assert wrap("a\nb", 8) == ["a", "b"]
    assert wrap("abcdefghijkl", 5) == ["abcde", "fghij", "kl"]


@given(st.text(max_size=100), st.integers(2, 40))
def test_a_shortened_line_fits(text: str, cells: int) -> None:
    assert width(shorten(clean(text), cells)) <= cells


def test_the_nearest_word_is_offered_only_when_it_is_near() -> None:
    assert nearest("ladder-of-inferense", ["ladder-of-inference", "shared-vision"]) == "ladder-of-inference"
    assert nearest("zzz", ["ladder-of-inference"]) == ""


@pytest.mark.parametrize(
    ("text", "cells", "short"),
    [
        ("one two", 7, "one two"), ("one two", 6, "one t…"), ("one two three", 5, "one…"), ("one two", 1, "…"),
        ("one\n two\tthree", 20, "one two three"), ("日本語", 6, "日本語"), ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("", 4, ""),
    ],
)  # fmt: skip
def test_a_line_is_shortened_to_what_fits_and_no_more(text: str, cells: int, short: str) -> None:
    assert shorten(text, cells) == short


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("one  two three", 9, ["one  two", "three"]), ("a\tb", 9, ["a    b"]), ("one two", 3, ["one", "two"]),
        ("ab abcdef", 4, ["ab", "abcd", "ef"]), ("日本語", 4, ["日本", "語"]), ("ab ", 2, ["ab"]), ("", 9, [""]),
        ("abc", 1, ["ab", "c"]),
    ],
)  # fmt: skip
def test_a_text_is_wrapped_at_the_last_space_that_fits(text: str, cells: int, lines: list[str]) -> None:
    assert wrap(text, cells) == lines


class Checked(BaseModel):
    """One field for each way in which a value can be wrong."""

    whole: int = Field(1, ge=1, le=9)
    number: float = Field(1.0, gt=0, allow_inf_nan=False)
    word: str = Field("a", min_length=1)
    flag: bool = True
    many: list[str] = Field(["a"], min_length=1)
    table: dict[str, str] = {}

    @field_validator("word")
    @classmethod
    def _not_b(cls, word: str) -> str:
        if word == "b":
            raise ValueError("'b' can't be used")
        return word


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("whole", "x", "a whole number is needed"),
        ("whole", 1.5, "a whole number is needed"),
        ("whole", None, "a whole number is needed"),
        ("whole", 0, "it must be at least 1"),
        ("whole", 10, "it must be at most 9"),
        ("number", "x", "a number is needed"),
        ("number", None, "a number is needed"),
        ("number", float("nan"), "a number is needed"),
        ("number", 0, "it must be more than 0"),
        ("word", 3, "a text in quotation marks is needed"),
        ("word", "", "this can't be empty"),
        ("word", "b", "'b' can't be used"),
        ("flag", "x", "true or false is needed"),
        ("flag", None, "true or false is needed"),
        ("many", "x", "a list is needed"),
        ("many", [], "at least one is needed"),
        ("table", [], "a table is needed"),
    ],
)
def test_what_pydantic_finds_is_said_by_its_code_in_plain_words(field: str, value: object, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Checked.model_validate({field: value})
    assert [plainly(each) for each in caught.value.errors()] == [said]
