"""Runs of letters as WordprocessingML: with comments around words, and tracked changes between them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import count

from council_flow.text.exchange.exporting import Noted
from council_flow.text.inline import Run
from council_flow.text.word.plan import Edit, Remark, cut

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LANGUAGE_TAGS = {"en": "en-GB", "ru": "ru-RU", "uz": "uz-Latn-UZ", "ar": "ar-SA"}


def said(text: str) -> str:
    """Return text as it stands in XML."""
    return escape(_FORBIDDEN.sub("", text), quote=True)


class Runs:
    """Writes lines of a text in one language, and counts the ids of its changes.

    Args:
        language: of the text.
        notes: the words of each footnote by its key. They are numbered as their marks come.
    """

    def __init__(self, language: str, notes: Mapping[str, str]) -> None:
        self.right = language == "ar"
        self.notes = dict(notes)
        self.numbered: dict[str, int] = {}
        """Number of each footnote whose mark was written: other programs read footnotes in their order."""
        self.bookmarks: dict[str, str] = {}
        """Name of the bookmark of each block: references point at it, and the block is known again by it."""
        self.in_bold = False
        """The line that is being written is bold by its style."""
        self.ids: Iterator[int] = count(1)
        self.comments: list[tuple[int, Remark]] = []
        """Comments in the order of their ids, to be written into their part."""
        self.parents: dict[int, int] = {}
        """Id of the comment that each reply answers."""
        self.open: list[int] = []
        """Comments on a whole table, whose end is still to be written."""
        tag = LANGUAGE_TAGS[language]
        self._language = f'<w:lang w:bidi="{tag}"/>' if self.right else f'<w:lang w:val="{tag}"/>'

    def properties(self, *, apart: bool = False, style: str = "") -> str:
        """Return the properties of a run. Arabic has no italic: words set apart are heavier there, in a heading lighter."""
        heavier = '<w:b w:val="0"/><w:bCs w:val="0"/>' if self.in_bold else "<w:b/><w:bCs/>"
        weight = (heavier if self.right else "<w:i/><w:iCs/>") if apart else ""
        first = f'<w:rStyle w:val="{style}"/>' if style else ""
        return f"<w:rPr>{first}{weight}{'<w:rtl/>' if self.right else ''}{self._language}</w:rPr>"

    def line(self, parts: Sequence[Run], edits: Sequence[Edit] = (), remarks: Sequence[Remark] = (), *, gone: Noted | None = None, leaves: tuple[Noted, str] | None = None) -> str:  # fmt: skip
        """Return the runs of a line with what is laid on it.

        Args:
            parts: the words.
            edits: words in it that become others.
            remarks: comments on words of it.
            gone: the suggestion that takes the line out.
            leaves: the suggestion that moves it away, with the name of the move.
        """
        words, signs, length = _apart(parts)
        edits = sorted(edits, key=lambda edit: (edit.start, edit.end))
        numbered = self._numbered(remarks)
        ends = [at for edit in edits for at in (edit.start, edit.end)]
        ends += [at for _, remark in numbered for at in (remark.start, remark.end)]
        out: list[str] = []
        at = 0
        for place in sorted({0, length, *signs, *(end for end in ends if 0 <= end <= length)}):
            if place > at:
                out.append(self._fate(cut(words, at, place), at, place, edits, gone, leaves))
            out.append(self._starts(numbered, place) + self._put_in(edits, place))
            if place in signs:
                out.append(self._fate(signs[place], place, place, (), gone, leaves))
            out.append(self._ends(numbered, place))
            at = place
        return "".join(out)

    def _numbered(self, remarks: Sequence[Remark]) -> list[tuple[int, Remark]]:
        found = []
        for remark in sorted(remarks, key=lambda one: (one.start, not one.reason)):
            first = len(self.comments)
            found.append((first, remark))
            self.comments.append((len(self.comments), remark))
            self.open += [found[-1][0]] * (remark.end < 0)
            for reply in remark.note.replies:
                note = Noted(remark.note.key, reply.text, reply.author, reply.at)
                answer = Remark(remark.start, remark.end, note, reply.text)
                self.parents[len(self.comments)] = first
                found.append((len(self.comments), answer))
                self.open += [found[-1][0]] * (remark.end < 0)
                self.comments.append((len(self.comments), answer))
        return found

    def _starts(self, numbered: Sequence[tuple[int, Remark]], at: int) -> str:
        return "".join(f'<w:commentRangeStart w:id="{n}"/>' for n, one in numbered if one.start == at)

    def _ends(self, numbered: Sequence[tuple[int, Remark]], at: int) -> str:
        return "".join(
            f'<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>'
            for n, one in numbered if one.end == at
        )  # fmt: skip

    def closing(self) -> str:
        """Return the ends of the comments that are still open."""
        ends = "".join(f'<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>' for n in self.open)
        self.open = []
        return ends

    def _put_in(self, edits: Sequence[Edit], at: int) -> str:
        here = [edit for edit in edits if edit.end == at and edit.new]
        return "".join(
            self.wrapped("moveTo" if edit.move else "ins", edit.note, self.runs(edit.new), move=_move(edit))
            for edit in here
        )

    def _fate(self, parts: Sequence[Run], start: int, end: int, edits: Sequence[Edit], gone: Noted | None, leaves: tuple[Noted, str] | None) -> str:  # fmt: skip
        """Return runs as what becomes of them: they stay, are taken out, or move away."""
        if leaves is not None:
            return self.wrapped("moveFrom", leaves[0], self.runs(parts), move=leaves[1])
        edit = next((one for one in edits if one.start <= start and end <= one.end), None)
        if gone is None and edit is None:
            return self.runs(parts)
        if gone is None and edit is not None and edit.move:
            return self.wrapped("moveFrom", edit.note, self.runs(parts), move=_move(edit))
        note = gone or (edit.note if edit else None)
        assert note is not None
        return self.wrapped("del", note, self.runs(parts, deleted=True))

    def runs(self, parts: Sequence[Run], *, deleted: bool = False) -> str:
        """Return plain runs, footnotes as real ones; a reference is written as the number that it shows."""
        out = []
        tag = "delText" if deleted else "t"
        for run in parts:
            if run.target.startswith("^"):
                if run.target[1:] in self.notes:
                    out.append(self.reference(run.target[1:]))
            elif run.target[1:] in self.bookmarks and run.target[0] == "#" and not deleted:
                out.append(self._link(run))
            elif run.text:
                words = f'<w:{tag} xml:space="preserve">{said(run.text)}</w:{tag}>'.replace(
                    "\t", f"</w:{tag}><w:tab/><w:{tag}>"
                )
                out.append(f"<w:r>{self.properties(apart=run.apart)}{words}</w:r>")
        return "".join(out)

    def _link(self, run: Run) -> str:
        inner = f'<w:r>{self.properties(apart=run.apart)}<w:t xml:space="preserve">{said(run.text)}</w:t></w:r>'
        return f'<w:hyperlink w:anchor="{self.bookmarks[run.target[1:]]}" w:history="1">{inner}</w:hyperlink>'

    def bookmark(self, key: str) -> str:
        """Return the bookmark of a block."""
        ident = 9000 + next(self.ids)
        return f'<w:bookmarkStart w:id="{ident}" w:name="{self.bookmarks[key]}"/><w:bookmarkEnd w:id="{ident}"/>'

    def reference(self, key: str) -> str:
        """Return the mark of a footnote."""
        number = self.numbered.setdefault(key, len(self.numbered) + 1)
        return f'<w:r>{self.properties(style="FootnoteReference")}<w:footnoteReference w:id="{number}"/></w:r>'

    def attributes(self, note: Noted) -> str:
        """Return who made a change and when, with an id of its own."""
        return f'w:id="{9000 + next(self.ids)}" w:author="{said(note.author)}" w:date="{said(note.at)}"'

    def wrapped(self, act: str, note: Noted, runs: str, *, move: str = "") -> str:
        """Return runs inside a tracked change; one end of a move with its name."""
        inner = f"<w:{act} {self.attributes(note)}>{runs}</w:{act}>"
        if not move:
            return inner
        ident = 9000 + next(self.ids)
        start = f'w:id="{ident}" w:name="{said(move)}" w:author="{said(note.author)}" w:date="{said(note.at)}"'
        return f'<w:{act}RangeStart {start}/>{inner}<w:{act}RangeEnd w:id="{ident}"/>'


def _move(edit: Edit) -> str:
    return f"words-{edit.note.key}-{edit.note.start}" if edit.move else ""


def _apart(parts: Sequence[Run]) -> tuple[list[Run], dict[int, list[Run]], int]:
    """Return the words, the marks without width by their places, and how long the words are."""
    words: list[Run] = []
    signs: dict[int, list[Run]] = {}
    at = 0
    for run in parts:
        if run.text:
            words.append(run)
            at += len(run.text)
        elif run.target:
            signs.setdefault(at, []).append(run)
    return words, signs, at
