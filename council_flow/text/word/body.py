"""The body of a Word file from the blocks of a text: real numbers, tables, footnotes, changes of whole paragraphs. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from council_flow.text.blocks import Block, Body
from council_flow.text.editing import is_bis, split_kind
from council_flow.text.exchange.exporting import Noted
from council_flow.text.inline import Run, runs
from council_flow.text.numbering import numbers
from council_flow.text.word.plan import Edit, Lay, Plan, Remark, cells
from council_flow.text.word.runs import Runs
from council_flow.text.word.styles import STYLE_OF, bookmark_of


class Lists:
    """Gives each numbered paragraph its list: counting goes on where it should, and begins anew where it must."""

    PARAGRAPHS, HEADINGS = 1, 2
    """The two lists whose levels all others share."""

    def __init__(self) -> None:
        self.made: list[tuple[int, int]] = []
        """For each list after the first two: whose levels it shares, and the level at which it begins anew."""
        self.at: list[int | None] = [self.PARAGRAPHS] * 4
        """The list that counts at each depth; ``None``: a new one, as soon as it is needed."""
        self.heading = self.HEADINGS

    def annex(self) -> None:
        """Begin anew: paragraphs and headings of an annex count from 1."""
        self.at = [None] * 4
        self.heading = self._new(self.HEADINGS, 0)

    def number(self, depth: int) -> int:
        """Return the list of a paragraph with an automatic number at a depth (0: operative)."""
        here = self.at[depth]
        if here is None:
            here = self._new(self.PARAGRAPHS, depth)
        self.at[depth:] = [here] * (4 - depth)
        return here

    def typed(self, depth: int) -> None:
        """Take note of a paragraph without an automatic number: what stands below it counts from its beginning."""
        self.at[depth + 1 :] = [None] * (3 - depth)

    def _new(self, of: int, level: int) -> int:
        self.made.append((of, level))
        return len(self.made) + 2


INDENT = 567
"""Twentieths of a point by which each level stands further in."""


class BodyXml:
    """Writes the blocks of a text as paragraphs.

    Args:
        body: the text.
        language: in which it is written.
        plan: what is laid on its blocks.
        writer: of the lines.
    """

    def __init__(self, body: Body, language: str, plan: Plan, writer: Runs) -> None:
        self.body, self.language, self.plan, self.writer = body, language, plan, writer
        self.numbers = numbers(body, language, "print")
        self.lists = Lists()
        self.loose = _loose(body, language)
        writer.bookmarks = {
            block.key: bookmark_of(block.key, block.kind, block.level) for block in body.blocks if block.kind != "footnote"
        }  # fmt: skip

    def xml(self) -> str:
        """Return the paragraphs and tables of the whole text."""
        return "".join(self._block(block) for block in self.body.blocks if block.texts.get(self.language))

    def _block(self, block: Block) -> str:
        lay = self.plan.lays[block.key]
        if block.kind == "footnote":
            return self._behind(lay)
        words = runs(block.texts[self.language])
        words = (*words, *(Run("", False, f"^{key}") for key in self.loose.get(block.key, ())))
        if block.kind == "annex":
            self.lists.annex()
        out = self._derived(block, lay)
        if block.kind == "table":
            out += self._table(block.texts[self.language], lay.remarks, mark=self.writer.bookmark(block.key))
        else:
            out += self._paragraph(
                block.kind,
                block.level,
                block.bis,
                self.numbers.get(block.key, ""),
                words,
                lay,
                mark=self.writer.bookmark(block.key),
            )
        return out + self._behind(lay)

    def _derived(self, block: Block, lay: Lay) -> str:
        """Return the line above an annex or a table that names it."""
        if block.kind not in {"annex", "table"} or block.key not in self.numbers:
            return ""
        parts = (Run(self.numbers[block.key], False),)
        style = "CouncilAnnexNumber" if block.kind == "annex" else "CouncilSkip"
        self.writer.in_bold = True
        return f"<w:p>{self.paragraph_properties(style)}{self.writer.line(parts, gone=lay.gone)}</w:p>"

    def _behind(self, lay: Lay) -> str:
        """Return what suggestions put after a block."""
        out = []
        for note in lay.behind:
            kind, level = split_kind(note.proposed_kind)
            if kind == "table":
                out.append(self._table(note.proposed, (), inserted=note))
            else:
                remarks = [Remark(0, 0, note, note.text, reason=True)] if note.text else []
                edit = Edit(0, 0, runs(note.proposed), note)
                here = Lay([edit], remarks, behind=[note])
                out.append(self._paragraph(kind, level, is_bis(note.proposed_kind), "", (), here, inserted=note))
        for note in lay.arriving:
            moved = self.body.block(note.key)
            if moved is not None:
                words = [run for run in runs(moved.texts.get(self.language, "")) if run.text]
                mark = f"<w:moveTo {self.writer.attributes(note)}/>"
                style = STYLE_OF.get((moved.kind, moved.level), "CouncilNote")
                inner = self.writer.wrapped("moveTo", note, self.writer.runs(words), move=f"block-{note.key}")
                out.append(f"<w:p>{self.paragraph_properties(style, mark=mark)}{inner}</w:p>")
        return "".join(out)

    def _paragraph(self, kind: str, level: int, bis: bool, number: str, words: Sequence[Run], lay: Lay, *, inserted: Noted | None = None, mark: str = "") -> str:  # fmt: skip
        bookmark, mark = mark, ""
        style = STYLE_OF.get((kind, level), "CouncilNote")
        self.writer.in_bold = kind in {"title", "heading", "annex"}
        listed, typed = self._listed(kind, level, bis and bool(number), number) if inserted is None else (None, "")
        if inserted is not None:
            mark = f"<w:ins {self.writer.attributes(inserted)}/>"
        elif lay.gone is not None:
            mark = f"<w:del {self.writer.attributes(lay.gone)}/>"
        elif lay.leaves is not None:
            mark = f"<w:moveFrom {self.writer.attributes(lay.leaves)}/>"
        leaves = (lay.leaves, f"block-{lay.leaves.key}") if lay.leaves is not None else None
        before = self.writer.line((Run(f"{typed}\t", False),), gone=lay.gone) if typed else ""
        line = self.writer.line(words, lay.edits, lay.remarks, gone=lay.gone, leaves=leaves)
        return f"<w:p>{self.paragraph_properties(style, listed, mark)}{bookmark}{before}{line}</w:p>"

    def _listed(self, kind: str, level: int, bis: bool, number: str) -> tuple[tuple[int, int] | None, str]:
        """Return list and depth of a paragraph with an automatic number, or the number that is typed before it."""
        if kind == "heading":
            if level > 1:
                return None, ""
            return (self.lists.heading, 0), ""
        if kind not in {"operative", "subparagraph"}:
            if kind == "preambular":
                self.lists.typed(0)
            return None, ""
        depth = level if kind == "subparagraph" else 0
        if bis:
            self.lists.typed(depth)
            return (0, depth), number
        return (self.lists.number(depth), depth), ""

    def paragraph_properties(self, style: str, listed: tuple[int, int] | None = None, mark: str = "") -> str:
        """Return the properties of a paragraph. ``listed`` is list and depth; list 0 takes the number of the style away."""
        indent = ""
        inner = f'<w:pStyle w:val="{style}"/>'
        if listed is not None:
            inner += f'<w:numPr><w:ilvl w:val="{listed[1]}"/><w:numId w:val="{listed[0]}"/></w:numPr>'
            at = INDENT * (listed[1] + 1)
            indent = f'<w:ind w:left="{at}" w:hanging="{INDENT}"/>' if not listed[0] else ""
        inner += ("<w:bidi/>" if self.writer.right else "") + indent
        return f"<w:pPr>{inner}{f'<w:rPr>{mark}</w:rPr>' if mark else ''}</w:pPr>"

    def _table(self, text: str, remarks: Sequence[Remark], *, inserted: Noted | None = None, mark: str = "") -> str:
        bookmark = mark
        self.writer.in_bold = False
        found = cells(text)
        wide = max(len(row) for row in found)
        flat = [(words, start) for row in found for words, start in row]
        placed = _in_cells(flat, remarks)
        at = 0
        out = []
        for n, row in enumerate(found):
            line = []
            for column in range(wide):
                words = row[column][0] if column < len(row) else ""
                here = placed.get(at, []) if column < len(row) else []
                at += column < len(row)
                line.append(self._cell(words, here, wide if n else -wide, inserted, bookmark))
                bookmark = ""
            head = "<w:tblHeader/>" if n == 0 else ""
            mark = f"<w:ins {self.writer.attributes(inserted)}/>" if inserted else ""
            out.append(f"<w:tr><w:trPr>{head}{mark}</w:trPr>{''.join(line)}</w:tr>")
        grid = "".join(f'<w:gridCol w:w="{9000 // wide}"/>' for _ in range(wide))
        right = "<w:bidiVisual/>" if self.writer.right else ""
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>{right}<w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(out)}</w:tbl><w:p>{self.paragraph_properties('CouncilCell')}{self.writer.closing()}</w:p>"
        )

    def _cell(self, words: str, remarks: Sequence[Remark], wide: int, inserted: Noted | None, bookmark: str) -> str:
        """Return a cell of a table of so many columns; a negative number says that it stands in the first row."""
        parts = runs(words)
        if inserted is not None:
            line = self.writer.wrapped("ins", inserted, self.writer.runs(parts)) if parts else ""
        else:
            line = self.writer.line(parts, (), remarks)
        head = '<w:shd w:val="clear" w:color="auto" w:fill="EEF0F4"/>' if wide < 0 else ""
        width = f'<w:tcPr><w:tcW w:w="{9000 // abs(wide)}" w:type="dxa"/>{head}</w:tcPr>'
        return f"<w:tc>{width}<w:p>{self.paragraph_properties('CouncilCell')}{bookmark}{line}</w:p></w:tc>"


def _in_cells(flat: Sequence[tuple[str, int]], remarks: Sequence[Remark]) -> dict[int, list[Remark]]:
    """Return for each cell the comments on words in it; one on more than a cell stands open in the first cell."""
    placed: dict[int, list[Remark]] = {}
    for one in remarks:
        at = next(
            (n for n, (words, start) in enumerate(flat) if start <= one.start and one.end <= start + _long(words)), None
        )  # fmt: skip
        if at is None or len(flat) == 1:
            placed.setdefault(0, []).append(Remark(0, -1, one.note, one.text, one.reason))
            continue
        start = flat[at][1]
        placed.setdefault(at, []).append(Remark(one.start - start, one.end - start, one.note, one.text, one.reason))
    return placed


def _long(words: str) -> int:
    return sum(len(run.text) for run in runs(words))


def _loose(body: Body, language: str) -> dict[str, list[str]]:
    """Return footnotes without a mark in the words, by the block before them: their marks stand at its end."""
    marked = {
        run.target[1:] for block in body.blocks for run in runs(block.texts.get(language, "")) if run.target[:1] == "^"
    }
    found: dict[str, list[str]] = {}
    before = ""
    for block in body.blocks:
        if block.kind == "footnote" and block.key not in marked and block.texts.get(language):
            found.setdefault(before, []).append(block.key)
        elif block.kind not in {"footnote"} and block.texts.get(language):
            before = block.key
    return found
