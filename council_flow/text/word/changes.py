"""One line of a Word file: its words with every change rejected, and each change as a suggestion on them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from council_flow.text.cleaning import clean
from council_flow.text.exchange.importing import Found
from council_flow.text.inline import Run, plain
from council_flow.text.markdown_marks import inline_of
from council_flow.text.word.parts import Change, Para, Seg
from council_flow.text.words import common_letters


@dataclass
class Group:
    """Changes of one person that stand together: what is taken out and what is put in."""

    change: Change
    start: int
    """In code points of the raw base words."""
    end: int
    new: list[Seg]

    @property
    def author(self) -> str:
        """Who made them."""
        return self.change.author


class Line:
    """The words of a paragraph or of a cell.

    Args:
        para: as the file has it.
        cut: letters of a typed number at its beginning, which is derived and left out.
        language: of the words.
        notes: key of the block for each note of the file and for each bookmark that references point at.
    """

    def __init__(self, para: Para, cut: int, language: str, notes: Mapping[str, str]) -> None:
        self.language, self.notes = language, notes
        self.marks = para.marks
        self.part = False
        """It is one cell of a table: even all its words are not the whole block."""
        self.segs = _without_number(para.segs, cut)
        self.text = "".join(seg.text for seg in self.segs if seg.base)
        self.words = self.inline([seg for seg in self.segs if seg.base])
        """Inline text with every change rejected, in normal form."""

    def inline(self, segs: Sequence[Seg]) -> str:
        """Return segments as inline text in normal form; a mark of emphasis that covers everything says nothing."""
        return clean(inline_of(self._runs(segs)), self.language)

    def _runs(self, segs: Sequence[Seg]) -> list[Run]:
        """Return segments as runs, a link in several parts as one."""
        out: list[Run] = []
        for seg in segs:
            if seg.note:
                out.append(Run("", seg.apart, f"^{self.notes[seg.note]}" if seg.note in self.notes else ""))
            elif seg.link in self.notes and _LABEL.fullmatch(seg.text):
                target = f"#{self.notes[seg.link]}"
                said = out.pop().text if out and out[-1].target == target else ""
                out.append(Run(said + seg.text, seg.apart, target))
            else:
                out.append(Run(seg.text, seg.apart))
        return out

    def slice(self, start: int, end: int) -> list[Seg]:
        """Return the base segments between two places."""
        out: list[Seg] = []
        at = 0
        for seg in self.segs:
            if not seg.base:
                continue
            a, b = max(start - at, 0), min(end - at, len(seg.text))
            if a < b or (seg.note and start < at < end):
                out.append(replace(seg, text=seg.text[a:b]))
            at += len(seg.text)
        return out

    def place(self, index: int) -> int:
        """Return the place in the base words before a segment."""
        return sum(len(seg.text) for seg in self.segs[:index] if seg.base)

    def accepted(self, author: str) -> list[Seg]:
        """Return the segments as they would be with the changes of one person accepted and all others rejected."""
        return [
            seg for seg in self.segs
            if (seg.inserted is None or seg.inserted.author == author)
            and not (seg.deleted is not None and seg.deleted.author == author)
        ]  # fmt: skip

    def groups(self) -> list[Group]:
        """Return the changes in their order, those of one person that touch one another together."""
        found: list[Group] = []
        at, open_group = 0, None
        for seg in self.segs:
            change = seg.inserted or seg.deleted
            if change is None:
                at, open_group = at + len(seg.text), None if seg.text else open_group
                continue
            if open_group is None or (open_group.author, open_group.change.move) != (change.author, change.move):
                open_group = Group(change, at, at, [])
                found.append(open_group)
            if seg.inserted is None:
                at += len(seg.text)
                open_group.end = at
            elif seg.deleted is None or seg.deleted.author != seg.inserted.author:
                open_group.new.append(seg)
        return [one for one in found if one.end > one.start or _said(one.new)]

    def found(self, group: Group, key: str, *, reason: str = "", within: tuple[int, int] | None = None) -> Found | None:
        """Return a group as a suggestion on the block ``key``; ``None`` where nothing but spaces changes.

        ``within`` are the words that its reason stands on; without a reason the fewest words are taken that say it.
        """
        start, end = within or (group.start, group.end)
        before, after = self.slice(start, max(start, group.start)), self.slice(min(end, group.end), end)
        return self._suggested(start, end, [*before, *group.new, *after], group.change, key, reason, exact=bool(within))

    def merged(self, groups: Sequence[Group], within: tuple[int, int], key: str, reason: str) -> Found | None:
        """Return several groups of one person as one suggestion: the words that the reason stands on become others."""
        start, end = min(within[0], groups[0].start), max(within[1], groups[-1].end)
        new: list[Seg] = []
        at = start
        for group in groups:
            new += [*self.slice(at, group.start), *group.new]
            at = group.end
        return self._suggested(
            start, end, [*new, *self.slice(at, end)], groups[0].change, key, reason, exact=start < end
        )

    def alternatives(self, group: Group, key: str) -> list[Found]:
        """Return what others suggest who took something out of an insertion: the same without it."""
        others = {seg.deleted.author: seg.deleted for seg in group.new if seg.deleted is not None}
        found = []
        for author, change in others.items():
            new = [seg for seg in group.new if seg.deleted is None or seg.deleted.author != author]
            one = self.found(Group(change, group.start, group.end, new), key)
            found += [one] if one is not None else []
        return found

    def _suggested(
        self, start: int, end: int, new: list[Seg], change: Change, key: str, reason: str, *, exact: bool
    ) -> Found | None:
        if clean(self.text[start:end], self.language) == clean(_said(new), self.language) and start < end:
            return None
        if not exact:
            start, end, new = self._fewest(start, end, new)
        quote, proposed = self.quote(start, end), self.inline(new)
        if not quote and not proposed:
            return None
        whole = quote == clean(self.text, self.language) and not self.part
        return Found(
            key, reason, "" if whole else quote, None if whole else self.start(start, end),
            change.author, change.date[:10], "replace" if plain(proposed).strip() else "delete", proposed,
        )  # fmt: skip

    def start(self, start: int, end: int) -> int:
        """Return where a quotation begins in the words as they are kept."""
        inside = self.text[start:end]
        at = start + len(inside) - len(inside.lstrip())
        return max(0, len(clean(self.text[: at + 1], self.language)) - 1)

    def quote(self, start: int, end: int) -> str:
        """Return base words as they are quoted."""
        return clean(self.text[start:end], self.language)

    def _fewest(self, start: int, end: int, new: list[Seg]) -> tuple[int, int, list[Seg]]:
        """Return the fewest whole words that say a change, so that it can be told and found again."""
        head, tail = common_letters(self.text[start:end], _said(new))
        start, end, new = start + head, end - tail, _inner(new, head, tail)
        start, end, new = self._widened(start, end, new, *self._whole_words(start, end, _said(new)))
        if not _said(new).strip() and self._same_without(start, end):
            return start, end, new
        before, after = _word_before(self.text, start), _word_after(self.text, end)
        for a, b in ((start, end), (before, end), (start, after), (before, after)):
            tried = self._widened(start, end, new, a, b)
            if _fits(self.text[a:b], _said(tried[2])):
                return tried
        return start, end, new

    def _widened(self, start: int, end: int, new: list[Seg], a: int, b: int) -> tuple[int, int, list[Seg]]:
        return a, b, [*self.slice(a, start), *new, *self.slice(end, b)]

    def _whole_words(self, start: int, end: int, new: str) -> tuple[int, int]:
        """Widen a change that begins or ends inside a word to the whole word."""
        old = self.text[start:end]
        if any(_LETTER.match(part) for part in (old, new)):
            start = len(_WORD_END.sub("", self.text[:start]))
        if any(_LETTER.match(part[::-1]) for part in (old, new)):
            end = len(self.text) - len(_WORD_START.sub("", self.text[end:], count=1))
        return start, end

    def _same_without(self, start: int, end: int) -> bool:
        """Answer whether taking out the words alone, as they are quoted, leaves what taking out everything leaves."""
        inside = self.text[start:end]
        a, b = start + len(inside) - len(inside.lstrip()), end - (len(inside) - len(inside.rstrip()))
        left = [clean(self.text[:x] + self.text[y:], self.language) for x, y in ((start, end), (a, b))]
        return bool(inside.strip()) and left[0] == left[1]


_LABEL = re.compile(r"[^\[\]\n]{1,60}")
_LETTER = re.compile(r"\w")
_WORD_END, _WORD_START = re.compile(r"[\w'’ʻʼ-]+$"), re.compile(r"^[\w'’ʻʼ-]+")
_TAIL = re.compile(r"\S+$")
_HEAD = re.compile(r"^\S+")


def _said(segs: Sequence[Seg]) -> str:
    return "".join(seg.text for seg in segs)


def _fits(quote: str, said: str) -> bool:
    """Answer whether words can be exchanged for others with the spaces around them staying as they are."""
    if not quote.strip() or not said.strip():
        return False
    return quote[:1].isspace() == said[:1].isspace() and quote[-1:].isspace() == said[-1:].isspace()


def _word_before(text: str, at: int) -> int:
    return len(_TAIL.sub("", text[:at].rstrip()))


def _word_after(text: str, at: int) -> int:
    rest = text[at:]
    return at + len(rest) - len(_HEAD.sub("", rest.lstrip(), count=1))


def _inner(segs: Sequence[Seg], head: int, tail: int) -> list[Seg]:
    out: list[Seg] = []
    at, end = 0, len(_said(segs)) - tail
    for seg in segs:
        text = seg.text[max(0, head - at) : max(0, end - at)]
        if text or seg.note:
            out.append(replace(seg, text=text))
        at += len(seg.text)
    return out


def _without_number(segs: Sequence[Seg], cut: int) -> list[Seg]:
    """Take a typed number off; one that was changed by hand is no change, as numbers are derived."""
    out: list[Seg] = []
    for seg in segs:
        if cut and not seg.base:
            out.append(replace(seg, text="") if len(seg.text.strip()) < 8 else seg)
            continue
        taken = min(cut, len(seg.text)) if seg.base else 0
        cut -= taken
        out.append(replace(seg, text=seg.text[taken:]))
    return out
