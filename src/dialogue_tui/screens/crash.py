"""When the program itself is at fault: a report without anybody's words, and one line saying where it is."""

from __future__ import annotations

import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from dialogue_tui.files import write_whole


def report(error: BaseException, folder: Path) -> Path | None:
    """Write what happened to a file of its own in `folder` and give its path; None where nothing can be written.

    Only kinds of error, files, lines and functions: messages, locals and SQL parameters may hold what people said.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    path = folder / f"crash-{stamp}.txt"
    try:
        write_whole(path, _told(error).encode(), replace=False)
    except OSError:
        return None
    return path


def _told(error: BaseException) -> str:
    lines = [
        "dialogue stopped because of a mistake of its own.",
        "This report holds no words that anybody typed.",
        "",
        f"Python {platform.python_version()} on {sys.platform}",
    ]
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines += ["", f"{type(cause).__module__}.{type(cause).__qualname__}"]
        for frame in traceback.extract_tb(cause.__traceback__):
            lines.append(f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}")
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"


def _short(filename: str) -> str:
    """The file from its package on: a home folder may hold a name."""
    parts = Path(filename).parts
    for anchor in ("dialogue_tui", "site-packages"):
        if anchor in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(anchor) :])
    return parts[-1] if parts else filename


def sentence(path: Path | None) -> str:
    """The one line that is printed."""
    kept = (
        "dialogue stopped because of a mistake of its own. "
        "Every line shown as saved is kept; 'dialogue resume' goes on."
    )
    where = f"What happened is in {path}." if path else "No report could be written."
    return f"{kept} {where}"


def install(folder: Path) -> None:
    """From now on an error nobody caught is reported this way, in the main thread and in others."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        sys.stderr.write(sentence(report(error.with_traceback(trace), folder)) + "\n")

    import threading

    def in_thread(args: threading.ExceptHookArgs) -> None:
        writing = args.thread is not None and args.thread.name == "textual-output"
        if writing and isinstance(args.exc_value, OSError):
            return  # the terminal is gone, which is nobody's mistake
        if args.exc_value is not None:
            report(args.exc_value, folder)

    sys.excepthook = caught
    threading.excepthook = in_thread
