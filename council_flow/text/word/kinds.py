"""Which kind of block each paragraph of a Word file is: by style, by list, by a typed number, by its looks. Pure."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass

from council_flow.language import Sentence, say
from council_flow.text.markdown import BULLET, LONELY, NO_NUMBER, SECOND_TITLE, TITLE_TAKEN
from council_flow.text.markdown_marks import ANNEX_WORDS, BELOW, PARAGRAPH, Levels, is_bis
from council_flow.text.word.formats import Formats, ListLevel
from council_flow.text.word.parts import Para, Table, centred
from council_flow.text.word.styles import OWN, block_of

BOLD = say("A line in bold was taken for a heading.")
BEFORE_TITLE = say("This stood before the title: it was taken for a note.")
LONGEST_LINE = 160
"""Letters up to which a line that looks like a heading is one."""
FIRST_LINES = 12
"""In so many paragraphs at the beginning a title is looked for."""
_DECIMAL = frozenset({"decimal", "decimalZero", "ordinal", "hindiNumbers", "decimalEnclosedParen"})


@dataclass(frozen=True)
class Kind:
    """What a paragraph is."""

    kind: str
    """A kind of block, or ``skip``."""
    level: int = 1
    bis: bool = False
    cut: int = 0
    """Letters of a typed number at its beginning."""
    doubt: Sentence | None = None


class Kinds:
    """Reads kinds in the order of the file: each depends on what came before.

    Args:
        formats: styles and lists of the file.
        items: what stands in it with changes rejected, empty paragraphs left out.
    """

    def __init__(self, formats: Formats, items: Sequence[Para | Table]) -> None:
        self.formats, self.items = formats, items
        self.title = self._title()
        outlines = [level for at, one in enumerate(items) if at != self.title and (level := self._outline(one))]
        self.highest = 1 if formats.known & OWN.keys() else min(outlines, default=1)
        self.operative = False
        self.last = ""
        self.levels = Levels()
        self.stack: list[tuple[str, int, str, int]] = []
        """Lists that are open below a paragraph: list, level in it, format, indent."""
        self.annex_open = False

    def _outline(self, item: Para | Table) -> int | None:
        return self.formats.outline(item.properties) if isinstance(item, Para) else None

    def _title(self) -> int:
        """Return which paragraph is the title: styled so, else the first heading of the first lines, else the first."""
        first = list(enumerate(self.items[:FIRST_LINES]))
        for at, one in first:
            if isinstance(one, Para) and "title" in self.formats.names(one.style):
                return at
        for at, one in first:
            if isinstance(one, Para) and self.formats.outline(one.properties) == 1:
                return at
        return next((at for at, one in first if isinstance(one, Para)), 0)

    def next(self, at: int) -> Kind:
        """Return the kind of the paragraph at a place; ask for each once, in order."""
        item = self.items[at]
        if at == self.title and isinstance(item, Para):
            named = self._outline(item) == 1 or "title" in self.formats.names(item.style)
            return Kind("title", doubt=None if named else TITLE_TAKEN)
        if at < self.title:
            return Kind("note", doubt=BEFORE_TITLE)
        if isinstance(item, Table):
            self._enter("table")
            return Kind("table")
        found = self._kept(item, at) or self.of(item, item.text(), at)
        self._enter(found.kind)
        return found

    def _enter(self, kind: str) -> None:
        if kind == "skip":
            return
        self.annex_open = False
        self.operative = kind == "operative" or (self.operative and kind != "annex")
        self.last = kind
        if kind != "subparagraph":
            self.levels.leave()
            self.stack = []

    def peek(self, para: Para, text: str) -> Kind:
        """Return the kind of a paragraph that somebody inserts here: the others count on as if it were not there."""
        held = self.levels, self.stack, self.annex_open
        self.levels, self.stack = copy.deepcopy(self.levels), list(self.stack)
        try:
            return self.of(para, text)
        finally:
            self.levels, self.stack, self.annex_open = held

    def of(self, para: Para, text: str, at: int | None = None) -> Kind:
        """Return the kind of a paragraph by what stands before it. Of inserted ones the words are given."""
        names = self.formats.names(para.style)
        if (own := next((OWN[name] for name in names if name in OWN), None)) is not None:
            return self._own(own, para, text)
        if (annex := self._annex(para, text, at)) is not None:
            return annex
        if (outline := self.formats.outline(para.properties)) is not None:
            return self._heading(outline, names)
        if (numbered := self.formats.numbered(para.properties)) is not None:
            level = self.formats.level(*numbered)
            if level is not None and level.format != "none":
                return self._listed(para, *numbered, level, text)
        return self._typed(para, text)

    def _kept(self, para: Para, at: int) -> Kind | None:
        """Return the kind that the bookmark of a block says, where its style cannot be believed.

        LibreOffice 7.4 gives the paragraph after one whose end is taken out the style of that one.
        """
        before = self.items[at - 1] if at else None
        known = next((block_of(name) for name in para.bookmarks), None)
        if known is None or not isinstance(before, Para) or before.mark_deleted is None:
            return None
        typed = self._own((known[1], known[2]), para, para.text())
        return typed if typed.kind == known[1] else None

    def _own(self, own: tuple[str, int], para: Para, text: str) -> Kind:
        kind, level = own
        if kind not in {"operative", "subparagraph"} or self.formats.numbered(para.properties) is not None:
            return self._standing(Kind(kind, level))
        match = (PARAGRAPH if kind == "operative" else BELOW).match(text.strip())
        if match is None:
            return self._standing(Kind(kind, level))
        bis = bool(match["bis"]) if kind == "operative" else is_bis(match)
        return self._standing(Kind(kind, level, bis, len(text.rstrip()) - len(match["words"])))

    def _standing(self, found: Kind) -> Kind:
        if found.kind == "subparagraph" and self.last not in {"operative", "preambular", "subparagraph"}:
            return Kind("operative", 1, found.bis, found.cut, LONELY)
        return found

    def _heading(self, outline: int, names: Sequence[str]) -> Kind:
        level = 1 if outline <= self.highest else 2
        return Kind("heading", level, doubt=SECOND_TITLE if "title" in names else None)

    def _annex(self, para: Para, text: str, at: int | None) -> Kind | None:
        """Take a line that says "Annex" for one; where it says nothing else, its name is the next line."""
        if self.annex_open and self._prominent(para, text):
            return Kind("annex")
        match = ANNEX_WORDS.match(text.strip())
        if match is None or len(text) > LONGEST_LINE or not (self._prominent(para, text) or len(text) < 24):
            return None
        words = match["words"]
        if not words:
            following = self.items[at + 1] if at is not None and at + 1 < len(self.items) else None
            if isinstance(following, Para) and self._prominent(following, following.text()):
                self.annex_open = True
                return Kind("skip")
            return Kind("annex")
        return Kind("annex", cut=len(text.rstrip()) - len(words))

    def _prominent(self, para: Para, text: str) -> bool:
        if len(text.strip()) > LONGEST_LINE:
            return False
        return self.formats.outline(para.properties) is not None or centred(para) or _bold(para)

    def _listed(self, para: Para, list_id: str, depth: int, level: ListLevel, text: str) -> Kind:
        root = self.formats.level(list_id, 0)
        if level.format in _DECIMAL and (depth == 0 or not self.operative):
            return Kind("operative")
        if (
            level.format in {"upperRoman", "upperLetter"}
            and len(text) <= LONGEST_LINE
            and (_bold(para) or centred(para))
        ):
            return Kind("heading", 1 if level.format == "upperRoman" else 2)
        if self.last not in {"operative", "preambular", "subparagraph"}:
            return Kind("operative", doubt=LONELY)
        if root is not None and root.format in _DECIMAL and depth:
            self.stack = [*self.stack[: depth - 1], (list_id, depth, level.format, para.indent)]
            return Kind("subparagraph", self._deepest(depth), doubt=BULLET if level.format == "bullet" else None)
        found = self._stacked((list_id, depth, level.format, para.indent))
        return Kind("subparagraph", found, doubt=BULLET if level.format == "bullet" else None)

    def _deepest(self, depth: int) -> int:
        """Return a level that its place allows: one below the last at most."""
        return min(depth, 3, len(self.stack) if self.last == "subparagraph" else 1)

    def _stacked(self, one: tuple[str, int, str, int]) -> int:
        same = next((at for at, other in enumerate(self.stack) if other[:3] == one[:3]), None)
        if same is not None:
            self.stack = self.stack[: same + 1]
        elif not self.stack or self._below(one):
            self.stack.append(one)
        else:
            while len(self.stack) > 1 and self.stack[-1][3] > one[3]:
                self.stack.pop()
            self.stack[-1] = one
        self.stack = self.stack[:3]
        return len(self.stack)

    def _below(self, one: tuple[str, int, str, int]) -> bool:
        last = self.stack[-1]
        if one[0] == last[0]:
            return one[1] > last[1]
        return one[3] > last[3] or ("Roman" in one[2] and "Letter" in last[2] and one[3] == last[3])

    def _typed(self, para: Para, text: str) -> Kind:
        words = text.strip()
        if match := PARAGRAPH.match(words):
            return Kind("operative", bis=bool(match["bis"]), cut=len(text.rstrip()) - len(match["words"]))
        if match := BELOW.match(words):
            cut, doubt = len(text.rstrip()) - len(match["words"]), BULLET if match["bullet"] else None
            if self.last not in {"operative", "preambular", "subparagraph"}:
                return Kind("operative", cut=cut, doubt=LONELY)
            indent = para.indent + 40 * (len(text) - len(text.lstrip()))
            return Kind("subparagraph", self.levels.level(indent, match), is_bis(match), cut, doubt)
        if _bold(para) and len(words) <= LONGEST_LINE and words[-1:] not in ".,;:؛،":
            return Kind("heading", doubt=BOLD)
        return Kind("operative", doubt=NO_NUMBER) if self.operative else Kind("preambular")


def _bold(para: Para) -> bool:
    said = [seg for seg in para.segs if seg.base and seg.text.strip()]
    return bool(said) and all(seg.bold for seg in said)
