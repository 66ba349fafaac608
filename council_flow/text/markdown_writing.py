"""Writing a text as Markdown, so that reading it back gives the same blocks. Pure."""

from __future__ import annotations

import re

from council_flow.text import tables
from council_flow.text.blocks import Block, Body
from council_flow.text.inline import retargeted, targets
from council_flow.text.markdown_marks import as_markdown, kept
from council_flow.text.numbering import ANNEX, citations_in, numbers, roman


def write(body: Body, language: str) -> str:
    """Return a text as Markdown in one language, blocks without words in it left out."""
    writer = _Writer(body, language)
    lines: list[str] = []
    for block in body.blocks:
        if block.texts.get(language):
            lines += writer.lines(block)
    return "\n".join(lines).strip() + "\n"


class _Writer:
    def __init__(self, body: Body, language: str) -> None:
        self.language = language
        self.numbers = numbers(body, "en")
        self.cited = citations_in(body, language)
        notes = [block.key for block in body.blocks if block.kind == "footnote"]
        self.notes = {f"^{key}": f"^{n}" for n, key in enumerate(notes, 1)}
        self.annexes = 0
        self.operative = False

    def lines(self, block: Block) -> list[str]:
        words = self._words(block.texts[self.language])
        number = self.numbers.get(block.key, "")
        match block.kind:
            case "subparagraph":
                return [f"{'   ' * block.level}{number} {words}"]
            case "table":
                return ["", *self._table(block.texts[self.language])]
            case "footnote":
                return ["", f"[{self.notes[f'^{block.key}']}]: {words}"]
            case "annex":
                return ["", f"# {self._annex()} {_closed(words, block.kind)}"]
            case "preambular":
                return ["", f"~ {words}" if self.operative else kept(words)]
        self.operative = self.operative or block.kind == "operative"
        marks = {"title": "# ", "note": "> ", "operative": f"{number} "}
        return ["", marks.get(block.kind, "## " if block.level == 1 else "### ") + _closed(words, block.kind)]

    def _annex(self) -> str:
        self.operative = False
        self.annexes += 1
        return f"{ANNEX[self.language]} {roman(self.annexes).upper()}."

    def _words(self, text: str) -> str:
        """Return inline text as Markdown: footnotes by their numbers, references as a person types them."""
        if "[" in text:
            for target in targets(text):
                if target.startswith("#") and target[1:] in self.cited:
                    text = retargeted(text, {target: self.cited[target[1:]]})
            text = retargeted(text, {}, self.notes)
        return _typed(as_markdown(text))

    def _table(self, text: str) -> list[str]:
        rows = [[_BAR.sub(r"\\|", self._words(tables.shown(cell.text))) for cell in row] for row in tables.rows(text)]
        wide = max((len(row) for row in rows), default=1)
        lines = [f"| {' | '.join(cell or ' ' for cell in row)} |" for row in rows]
        lines.insert(1, "|" + " --- |" * wide)
        return lines


def _typed(words: str) -> str:
    """Return references to paragraphs as ``[[8 (d)]]``, which reading resolves; those to documents stay links."""
    return _REFERENCE.sub(r"[[\1]]", words)


def _closed(words: str, kind: str) -> str:
    """Keep signs at the end of a heading from being read as its closing marks."""
    if kind in {"heading", "title", "annex"} and words.endswith("#"):
        return f"{words[:-1]}\\#"
    return words


_BAR = re.compile(r"(?:\\)?\|")
_REFERENCE = re.compile(r"(?<!\\)\[([^\[\]\n]{1,60})\]\(#[a-z0-9]{1,24}\)")
