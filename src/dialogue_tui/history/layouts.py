"""How lines and their comments stand on the page: in one column, as a table, or staggered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dialogue_tui.activities.blocks import Heading
from dialogue_tui.days import day, local
from dialogue_tui.store.records import Comment
from dialogue_tui.telling.cast import UNKNOWN
from dialogue_tui.telling.markdown import cell, inline
from dialogue_tui.text import capital, clean_line, nearest

from .chapters import Chapter, Grid, HistoryLine, Passage, Question, Tale
from .errors import LayoutError

LAYOUTS = ("auto", "table", "staggered")
WIDEST_CELL = 200
"""Characters a cell of a table may show; beyond, a history is staggered."""

Escape = Callable[[str], str]


def chosen(tale: Tale) -> str:
    """The layout of the whole document: "column", "table" or "staggered". Raises LayoutError."""
    wanted = tale.options.layout
    if wanted not in LAYOUTS:
        meant = nearest(wanted, list(LAYOUTS)) or ", ".join(LAYOUTS)
        raise LayoutError(f"There is no layout '{clean_line(wanted)}'; try {meant}.")
    if wanted != "auto":
        return wanted
    if not tale.commented:
        return "column"
    lines = [p for c in tale.chapters for p in c.passages if isinstance(p, HistoryLine) and not p.full]
    lines += tale.artefact[1] if tale.artefact else []
    return "table" if all(_fits(line) for line in lines) else "staggered"


def _fits(line: HistoryLine) -> bool:
    narrative = f"{line.who or UNKNOWN} [p{line.number}] · {line.lead}, in short: “{line.entry.text}{line.note}”"
    commentary = " ".join(f"{c.type} — {c.by}. {c.text}" for c in line.comments)
    cells = (narrative, commentary)
    return all(len(c) <= WIDEST_CELL and "\n" not in c for c in cells)


class Page:
    """Writes the passages of one document in one layout; each paragraph gets its anchor where it first stands."""

    def __init__(self, layout: str, solo: bool) -> None:
        self.layout, self.solo = layout, solo
        self.anchored: set[int] = set()

    def chapters(self, chapters: Sequence[Chapter], commented: bool) -> list[str]:
        """Chapters as blocks of markdown; as a table without comments they are one, with a margin to write in."""
        if self.layout != "table" or commented or any(isinstance(p, Grid) for c in chapters for p in c.passages):
            return [block for chapter in chapters for block in self.chapter(chapter)]
        rows = [p for c in chapters for p in (Question(c.title), *c.passages)]
        return [self._table(rows)] if rows else []

    def chapter(self, chapter: Chapter) -> list[str]:
        """A chapter as blocks of markdown."""
        return [f"### {inline(clean_line(chapter.title))}", *self.passages(chapter.passages)]

    def passages(self, passages: Sequence[Passage]) -> list[str]:
        """Passages as blocks of markdown; as a table for each question, with the headings inside, where there are
        lines at all."""
        if self.layout == "table" and passages:
            apart = next((n for n, p in enumerate(passages) if n and isinstance(p, Question | Grid)), None)
            if apart:
                return [*self.passages(passages[:apart]), *self.passages(passages[apart:])]
            if isinstance(passages[0], Question | Grid):
                return [self._full_column(passages[0]), *self.passages(passages[1:])]
            if any(isinstance(p, HistoryLine) for p in passages):
                return [self._table(passages)]
        blocks: list[str] = []
        run: list[HistoryLine] = []
        for passage in passages:
            if isinstance(passage, HistoryLine) and not passage.full:
                run.append(passage)
                continue
            blocks += self._run(run)
            run = []
            blocks.append(self._full_column(passage))
        return [*blocks, *self._run(run)]

    def _grid(self, grid: Grid) -> str:
        """A table of its own in every layout, with the comments on its lines under it."""
        cells = [[cell(c) if isinstance(c, str) else self.voice(c, cell, ":") for c in row] for row in grid.rows]
        head = [cell(name) for name in grid.head]
        rows = [f"| {' | '.join(row)} |" for row in (head, [":--"] * len(head), *cells)]
        comments = [self.comment(c) for line in grid.lines for c in line.comments]
        return "\n\n".join("\n".join(part) for part in (rows, comments) if part)

    def _full_column(self, passage: Passage) -> str:
        if isinstance(passage, Grid):
            return self._grid(passage)
        if isinstance(passage, HistoryLine):
            comments = [self.comment(c) for c in passage.comments]
            if not passage.head:
                return self.bullet(passage)
            head = self._head(passage, inline)
            return "\n\n".join([head, "\n".join(comments)]) if comments else head
        if isinstance(passage, Question):
            return f"#### {inline(clean_line(passage.text))}"
        return f"**{inline(passage.text)}**" if isinstance(passage, Heading) else inline(passage.text)

    def _run(self, lines: list[HistoryLine]) -> list[str]:
        blocks: list[str] = []
        items: list[str] = []
        for line in lines:
            if line.artefact or line.under:
                items.append(self.bullet(line))
                continue
            if items:
                blocks.append("\n".join(items))
                items = []
            blocks += self._voice_blocks(line)
        return [*blocks, "\n".join(items)] if items else blocks

    def _table(self, passages: Iterable[Passage]) -> str:
        rows = ["| Commentary | Narrative |", "|:--|:--|"]
        for passage in passages:
            if isinstance(passage, HistoryLine):
                comments = "<br>".join(f"**{self._signed(c)}.** {cell(c.text)}" for c in passage.comments)
                said = self._said(passage)
                said = f"↳ {said}" if passage.under else said
            else:
                assert not isinstance(passage, Grid)  # a table stands apart
                comments, said = (
                    "",
                    cell(clean_line(passage.text) if isinstance(passage, Heading) else passage.text),
                )
                mark = "**" if isinstance(passage, Question) else "*" if isinstance(passage, Heading) else ""
                said = f"{mark}{said}{mark}"
            rows.append(f"| {comments} | {said} |")
        return "\n".join(rows)

    def _said(self, line: HistoryLine) -> str:
        if line.head:
            return self._head(line, cell)
        return self._item(line, cell) if line.artefact else self.voice(line, cell, ":")

    def _head(self, line: HistoryLine, write: Escape) -> str:
        text = " · ".join(filter(None, (line.lead, line.entry.text)))
        return f"{self.anchor(line)}**{write(text)}** [p{line.number}]"

    def _signed(self, comment: Comment) -> str:
        signed = self._by(comment)
        return cell(f"{capital(clean_line(comment.type))} — {signed}")

    def _by(self, comment: Comment) -> str:
        if self.solo:
            read = day(comment.at)
            return f"reading this on {read}" if read else "reading this later"
        return clean_line(comment.by) or "historian"

    def _voice_blocks(self, line: HistoryLine) -> list[str]:
        if self.layout == "column":
            blocks = [self.voice(line, inline, ":")]
        else:
            blocks = ["> " + self.voice(line, lambda text: inline(text, "> "), " —")]
        if line.comments:
            blocks.append("\n".join(self.comment(c) for c in line.comments))
        return blocks

    def comment(self, comment: Comment, indent: str = "") -> str:
        """A comment as an item of a list, signed by what its writer does."""
        signed = capital(f"{self._by(comment)}, {clean_line(comment.type)}")
        return f"{indent}- ◂ *{inline(signed)}:* {inline(comment.text, indent + '  ')}"

    def voice(self, line: HistoryLine, write: Escape, after: str, anchor: bool = True) -> str:
        """Somebody's words behind their role and number: quotation marks only where they were spoken so."""
        who = capital(line.who or UNKNOWN)
        head = f"{self.anchor(line) if anchor else ''}**{write(who)}** [p{line.number}]"
        moment = local(line.entry.at, line.entry.offset) if self.solo else None
        if moment:
            head += f" {moment:%Y-%m-%d %H:%M}"
        lead = clean_line(line.lead)
        if lead:
            head += f" · *{write(lead)}*"
        if line.entry.wording == "scribed":
            head += ", in short"
        return f"{head}{after} {words(line, write)}"

    def bullet(self, line: HistoryLine, label: str = "") -> str:
        """A line as an item of a list, with its comments under it; a `label` stands before who said it."""

        def write(text: str) -> str:
            return inline(text, "  ")

        if line.artefact:
            item = self._item(line, write)
        elif label:
            who = f" · *{write(line.who)}*" if line.who and not self.solo else ""
            item = f"{self.anchor(line)}**{label}** [p{line.number}]{who}: {words(line, write)}"
        else:
            item = self.voice(line, write, ":")
        return "\n".join([f"- {item}", *(self.comment(c, "  ") for c in line.comments)])

    def _item(self, line: HistoryLine, write: Escape) -> str:
        number = f" **{line.item}**" if line.item is not None else ""
        lead = f" *{write(line.lead)}*:" if line.lead else ""
        after = f" → {write(line.after)}" if line.after else ""
        note = f" · *reason:* {write(line.note)}" if line.note else ""
        marked = f": {line.marked}" if line.marked else ""
        return f"{self.anchor(line)}[p{line.number}]{number}{lead} {write(line.entry.text)}{after}{note}{marked}"

    def anchor(self, line: HistoryLine) -> str:
        """The invisible mark of a paragraph, once a document."""
        if line.number in self.anchored:
            return ""
        self.anchored.add(line.number)
        return f'<a id="p{line.number}"></a>'


def words(line: HistoryLine, write: Escape, text: str | None = None) -> str:
    """The words of a line, or a part of them, in quotation marks where they are word for word what was said."""
    said = write(line.entry.text if text is None else text)
    return f"“{said}”" if line.entry.wording == "spoken" else said
