"""A tale as one markdown file that a person can read without the program."""

from __future__ import annotations

from dialogue_tui.activities.spread import number
from dialogue_tui.telling.handons_and_due_dates import by_when, surprise_in_words
from dialogue_tui.telling.markdown import cell, front_matter, inline
from dialogue_tui.telling.record import withheld_sentence
from dialogue_tui.text import clean_line

from .chapters import HandOn, HistoryLine, Tale
from .layouts import Page, chosen, words

MARGIN = "Nobody has commented yet; the margin is yours."
_TOLD_AT_THE_END = (("tried", "Tried"), ("happened", "Happened"), ("open", "Still open"))


def render(tale: Tale) -> str:
    """The learning history of a tale. The same tale gives the same bytes. Raises LayoutError."""
    page = Page(chosen(tale), tale.session.solo)
    blocks = [f"# {inline(tale.title)}", _status(tale)]
    if tale.readers:
        blocks.append(
            "\n".join(page.bullet(line, "Who will read this, as said at the opening") for line in tale.readers)
        )
    if tale.raiser:
        blocks.append("> " + page.voice(tale.raiser, inline, " —", anchor=False))
    blocks += _three_sentences(page, tale)
    blocks += _section("What this was about", [page.bullet(line, "The result wanted") for line in tale.result])
    blocks.append("## The tale")
    if not tale.commented:
        blocks.append(MARGIN)
    blocks += page.chapters(tale.chapters, tale.commented)
    if not tale.chapters:
        blocks.append("Nothing was kept in this session.")
    if tale.artefact:
        title, lines = tale.artefact
        blocks += ["## Shared texts", f"### {title}", *page.passages(lines)]
    blocks += _assumptions(page, tale)
    blocks += _commitments(page, tale)
    blocks += _since_then(tale)
    if tale.borrow:
        blocks += ["## What another team could borrow", *page.passages(tale.borrow)]
    blocks += _open_questions(page, tale)
    blocks += _appendix(tale)
    return _front(tale) + "\n" + "\n\n".join(blocks) + "\n"


def _front(tale: Tale) -> str:
    return front_matter(
        {
            "type": "learning-history-episode",
            "title": tale.title,
            "team": clean_line(tale.options.team),
            "date": tale.date,
            "protocol": tale.session.protocol,
            "status": "draft",
            "audience": tale.audience,
            "voices": f"{tale.voices[0]} of {tale.voices[1]}",
            "checked": f"0 of {tale.lines}",
            "tags": ["learning-history", tale.session.protocol],
            "format": 1,
        }
    )


def _status(tale: Tale) -> str:
    if tale.session.solo:
        return (
            "*Draft. One voice: a session worked alone, in the first person, as it was written then. "
            "Later comments carry their own date.*"
        )
    return (
        "*Draft, one episode: what one session left, in the words of those who were there. It is material for a "
        "learning history, which takes many voices and their checking. No speaker has checked a line yet.*"
    )


def _section(title: str, items: list[str]) -> list[str]:
    return [f"## {title}", "\n".join(items)] if items else []


def _three_sentences(page: Page, tale: Tale) -> list[str]:
    items = [page.bullet(line, title) for slot, title in _TOLD_AT_THE_END for line in tale.telling[slot]]
    return ["\n".join(items)] if items else []


def _of_kind(tale: Tale, kind: str) -> list[HandOn]:
    return [h for h in tale.handons if h.thread.kind == kind]


def _who(line: HistoryLine) -> str:
    return f"**{inline(line.who[:1].upper() + line.who[1:])}**: " if line.who else ""


def _assumptions(page: Page, tale: Tale) -> list[str]:
    items = []
    for handon in _of_kind(tale, "assumption"):
        line = handon.line
        wrong = inline(handon.thread.measure, "  ") if handon.thread.measure else "not said"
        said = words(line, lambda text: inline(text, "  "), handon.what)
        items.append(
            f"- {page.anchor(line)}[p{line.number}] {_who(line)}{said}\\\n"
            f"  What would show it wrong: {wrong}\\\n"
            f"  Where it stands: {inline(_standing(handon), '  ')}"
        )
        items += [page.comment(c, "  ") for c in line.comments]
    return _section("Assumptions and their tests", items)


def _standing(handon: HandOn) -> str:
    """How it stands, and in what words, unless these are told with their date."""
    thread = handon.thread
    if not thread.actual or handon.later:
        return thread.state
    surprise = "" if thread.surprise is None else f" ({surprise_in_words(thread.surprise)})"
    why = f" Why: {thread.why}" if thread.why else ""
    return f"{thread.state} · {thread.actual}{surprise}{why}"


def _commitments(page: Page, tale: Tale) -> list[str]:
    found = _of_kind(tale, "commitment")
    if not found:
        return []
    rows = ["| Who, by when | What | Expected | Noticed by | Where it stands |", "|:--|:--|:--|:--|:--|"]
    for handon in found:
        thread = handon.thread
        cells = (
            cell(_who_by_when(handon)),
            f"{page.anchor(handon.line)}[p{handon.line.number}] {words(handon.line, cell, handon.what)}",
            cell(thread.expected) or "not said",
            cell(thread.measure) or "not said",
            cell(_standing(handon)),
        )
        rows.append("| " + " | ".join(cells) + " |")
    blocks = ["## Commitments: expected and actual", "\n".join(rows)]
    comments = [page.comment(c) for h in found for c in h.line.comments]
    return [*blocks, "\n".join(comments)] if comments else blocks


def _who_by_when(handon: HandOn) -> str:
    owner = handon.owner[:1].upper() + handon.owner[1:] or "not said"
    return ", ".join(words for words in (owner, by_when(handon.thread)) if words)


def _since_then(tale: Tale) -> list[str]:
    dated = sorted((date, handon.line.number, said) for handon in tale.handons for date, said in handon.since)
    items = [f"- p{number}, looked at on {date}: {inline(said, '  ')}" for date, number, said in dated]
    return _section("Since then", items)


def _open_questions(page: Page, tale: Tale) -> list[str]:
    items = [page.bullet(h.line) for h in _of_kind(tale, "question")]
    items += [page.bullet(line, "To the reader") for line in tale.telling["reader"]]
    if not items:
        return []
    answer = (
        "" if tale.session.solo
        else "To answer, quote a paragraph by its number (such as p6) and send it to the team this came from."
    )  # fmt: skip
    return [*_section("Open questions", items), *([answer] if answer else [])]


def _appendix(tale: Tale) -> list[str]:
    blocks = ["## Appendix", "### How to read this", _how_to_read(tale)]
    if not tale.session.solo:
        cast = [f"- {inline(role, '  ')}" for role in tale.cast]
        blocks += ["### Who was in the room, by role", "\n".join(cast) if cast else "Nobody was noted by role."]
        blocks += ["### Who was not in the room", _absent(tale)]
    blocks += ["### Method and limits", _limits(tale)]
    if tale.not_taken_up:
        steps = [f"- {inline(clean_line(step), '  ')}" for step in tale.not_taken_up]
        blocks += ["### Steps not taken up", "\n".join(steps)]
    return blocks


def _how_to_read(tale: Tale) -> str:
    margin = "what its writer saw in it later" if tale.session.solo else "a historian's reading, one among others"
    handed = "written or chosen." if tale.session.solo else "written, chosen, or handed in on a slip."
    return (
        "Words in quotation marks were spoken so. “In short” marks a scribe's shortening; lines without either "
        f"were {handed} Commentary is {margin}. Each paragraph keeps its number, so that it can be "
        "quoted; a missing number is a line that was taken back or is not told here."
    )


def _absent(tale: Tale) -> str:
    if tale.unnamed == tale.counted:
        return "Who was there was not noted."
    if tale.unnamed:
        was = "was" if tale.unnamed == 1 else "were"
        return f"{number(tale.unnamed).capitalize()} of the {number(tale.counted)} {was} not noted by name."
    if not tale.absent:
        return "Nobody whom the team has noted by role was missing. Others who are touched by this were not asked."
    return "\n".join(f"- {inline(role, '  ')}" for role in tale.absent)


def _limits(tale: Tale) -> str:
    if tale.session.solo:
        said = ["One person's account of one session; nobody else was asked."]
    else:
        said = ["One session, told from the lines kept while it went on; nobody was interviewed, nothing checked."]
        said.append(
            "People stand with their role, and with their name where they agreed to it."
            if tale.options.names else "People stand with their role, not with their name."
        )  # fmt: skip
    if tale.hidden:
        said.append("Anonymous lines and spreads are left out: the group has not agreed to show them to others.")
    elif tale.session.spreads_agreed:
        agreed = clean_line(tale.session.spreads_agreed)[:10]
        said.append(f"The group agreed on {agreed} to show anonymous lines and spreads.")
    if tale.partly:
        said.append(f"Partly worked in private, and nothing recorded of that: {'; '.join(tale.partly)}.")
    if tale.unsaid:
        said.append(withheld_sentence(tale.unsaid))
    return inline(" ".join(said))
