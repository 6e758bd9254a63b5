"""Which part of a long list is in sight: filled from the bottom, moved no further than the focus needs."""

from __future__ import annotations

from collections.abc import Callable


def visible(count: int, size: Callable[[int], int], height: int, focus: int | None, end: int) -> tuple[int, int]:
    """The first item to draw and the one after the last, of `count` items that take `size(at)` rows each.

    `end` is where the last drawing ended, `focus` the item that has to be in sight. One row each is left for saying
    how many are above and below. Asks for the size of what is near, never of everything.
    """
    if focus is not None and focus >= end:
        end = focus + 1
    start = _upwards(count, size, height, end)
    if focus is not None and focus < start:
        start = focus
        end = _downwards(count, size, height, start)
    elif start == 0:
        end = _downwards(count, size, height, 0)
    return start, end


def _upwards(count: int, size: Callable[[int], int], height: int, end: int) -> int:
    used = 1 if end < count else 0
    start = end
    while start > 0:
        more = size(start - 1)
        if used + more + (1 if start > 1 else 0) > height and start < end:
            break
        used += more
        start -= 1
    return start


def _downwards(count: int, size: Callable[[int], int], height: int, start: int) -> int:
    used = 1 if start else 0
    end = start
    while end < count:
        more = size(end)
        if used + more + (1 if end + 1 < count else 0) > height and end > start:
            break
        used += more
        end += 1
    return end
