"""What a historian's comment may be."""

from __future__ import annotations

import pytest

from dialogue_tui.history.comments import TYPES, check_comment
from dialogue_tui.history.errors import CommentError


@pytest.mark.parametrize("type", TYPES)
def test_each_type_takes_a_question(type: str) -> None:
    assert check_comment(type.upper().replace(" ", "-"), " Whose date was it? ") == (type, "Whose date was it?")


def test_an_unknown_type_names_the_nearest() -> None:
    with pytest.raises(CommentError, match="no comment of type 'asumption'; did you mean 'assumption'"):
        check_comment("asumption", "x")
    with pytest.raises(CommentError, match="there are theme, question"):
        check_comment("zzz", "x")


def test_an_empty_comment_is_refused() -> None:
    with pytest.raises(CommentError, match="empty"):
        check_comment("theme", " \n ")


def test_an_undiscussable_is_a_question() -> None:
    with pytest.raises(CommentError, match="question mark"):
        check_comment("undiscussable", "Nobody trusts the date.")


@pytest.mark.parametrize("text", ["They were afraid of the date.", "He wanted to look good."])
def test_a_motive_rests_on_something_or_is_asked(text: str) -> None:
    with pytest.raises(CommentError, match="rests on p4"):
        check_comment("theme", text)
    assert check_comment("theme", f"{text} Rests on p4, p6.")
    assert check_comment("question", text.rstrip(".") + "?")


def test_controls_never_enter() -> None:
    assert check_comment("theme", "a\x1b[2Jb") == ("theme", "a[2Jb")
