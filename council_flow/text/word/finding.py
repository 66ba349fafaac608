"""The comments and suggestions of a Word file, each at the block and the words that it is about. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from council_flow.text import tables
from council_flow.text.blocks import Block, Body
from council_flow.text.cleaning import clean
from council_flow.text.exchange.arrows import read_arrow
from council_flow.text.exchange.importing import Found
from council_flow.text.markdown import Understood
from council_flow.text.word.changes import Group, Line
from council_flow.text.word.moves import Moves, rejoined
from council_flow.text.word.parts import Change, Para, Seg, Table
from council_flow.text.word.remarks import Remark
from council_flow.text.word.tables import restructured, table_as


@dataclass
class _Place:
    """Where a comment stands: between which segments of a line."""

    first: int
    last: int
    open: bool = True
    """It goes on after the line."""


@dataclass
class Finder:
    """Collects what is found while the blocks of a file are read in their order."""

    remarks: dict[str, Remark]
    language: str
    found: list[Found] = field(default_factory=list)
    placed: dict[str, Found] = field(default_factory=dict)
    """What became of each comment."""
    pending: list[str] = field(default_factory=list)
    """Comments that began in a paragraph that is no block."""
    moves: Moves = field(default_factory=Moves)
    joins: tuple[Line, str, Change] | None = None
    """A paragraph whose end somebody took out: the next one shall go on in it."""

    def left_open(self, item: Para) -> None:
        """Take note of comments that begin in a paragraph that becomes no block: they stand at the next one."""
        self.pending += [ident for _, side, ident in item.marks if side != "end" and ident not in self.placed]

    def line(self, para: Para, line: Line, key: str) -> None:
        """Take the changes and comments of a paragraph that became the block ``key``."""
        self._join(line, key)
        places = self._places(para, line)
        groups = line.groups()
        whole = _whole_change(line)
        if whole is not None:
            groups = []
            self._deleted(line, whole, key, places)
        elif para.mark_deleted is not None:
            self.joins = (line, key, para.mark_deleted)
        groups = self._split(line, groups, key)
        self._changes(line, groups, places, key)
        self._comments(line, places, key)

    def _places(self, para: Para, line: Line) -> dict[str, _Place]:
        found = {ident: _Place(0, len(line.segs)) for ident in self.pending if ident in self.remarks}
        self.pending = []
        for at, side, ident in para.marks:
            if ident not in self.remarks or ident in self.placed:
                continue
            if side == "start":
                found[ident] = _Place(at, len(line.segs))
            elif side == "end" and ident in found:
                found[ident].last, found[ident].open = at, False
            elif ident not in found:
                found[ident] = _Place(at, at, open=False)
        return found

    def _deleted(self, line: Line, change: Change, key: str, places: dict[str, _Place]) -> None:
        """Take a paragraph that is taken out, or moved away, as a whole."""
        if change.move:
            self.moves.leaves(change, key, "", None, line.text, self._reason(change, places, key))
            return
        self._add(
            Found(key, "", author=change.author, date=change.date[:10], act="delete"), self._own(change.author, places)
        )

    def _own(self, author: str, places: dict[str, _Place]) -> str | None:
        """Return the first comment here of somebody who changed something here: the reason for it."""
        return next(
            (i for i in self._by_reason(places) if self.remarks[i].author == author and self._may_explain(i)),
            None,
        )

    def _by_reason(self, places: dict[str, _Place]) -> list[str]:
        """Return comments in the order in which they are taken for reasons: those first of which the file says so."""
        return sorted(places, key=lambda ident: not self.remarks[ident].reason)

    def _may_explain(self, ident: str) -> bool:
        """Answer whether a comment may be the reason of a change: no reply, and not one of which the file says no."""
        remark = self.remarks[ident]
        return not remark.parent and remark.reason is not False and ident not in self.placed

    def _reason(self, change: Change, places: dict[str, _Place], key: str) -> str:
        ident = self._own(change.author, places)
        if ident is None:
            return ""
        self.placed[ident] = Found(key, self.remarks[ident].text)
        return self.remarks[ident].text

    def _add(self, one: Found | None, reason: str | None = None) -> None:
        if one is None:
            return
        if reason is not None:
            one = replace(one, text=self.remarks[reason].text)
            self.placed[reason] = one
        self.found.append(one)

    def _changes(self, line: Line, groups: list[Group], places: dict[str, _Place], key: str) -> None:
        left = [group for group in groups if not group.change.move]
        for group in (group for group in groups if group.change.move):
            self._moved_words(line, group, key, places)
        nearest = sorted(places, key=lambda ident: places[ident].last - places[ident].first)
        for ident in self._by_reason({ident: places[ident] for ident in nearest}):
            place = places[ident]
            remark = self.remarks[ident]
            a, b = line.place(place.first), line.place(place.last)
            own = [one for one in left if one.author == remark.author and a <= one.start and one.end <= b]
            inside = place.first < place.last and any(
                seg.inserted or seg.deleted for seg in line.segs[place.first : place.last]
            )
            if own and inside and self._may_explain(ident):
                self._add(line.merged(own, (a, b), key, remark.text), ident)
                left = [one for one in left if one not in own]
        for group in left:
            self._add(line.found(group, key))
            for one in line.alternatives(group, key):
                self._add(one)

    def _moved_words(self, line: Line, group: Group, key: str, places: dict[str, _Place]) -> None:
        change, start, end = group.change, group.start, group.end
        if end > start:
            around = {
                ident: place for ident, place in places.items()
                if line.place(place.first) <= start and end <= line.place(place.last)
            }  # fmt: skip
            reason = self._reason(change, around, key)
            self.moves.leaves(change, key, line.quote(start, end), line.start(start, end), line.text[start:end], reason)
        else:
            self.moves.arrives(change, key, len(clean(line.text[:start], self.language)), line.found(group, key))

    def _comments(self, line: Line, places: dict[str, _Place], key: str, shift: int = 0) -> None:
        for ident, place in places.items():
            if ident in self.placed:
                continue
            a, b = line.place(place.first), line.place(place.last)
            quote = line.quote(a, b)
            if (line.part and place.open) or (quote == clean(line.text, self.language) and not line.part):
                quote = ""
            start = line.start(a, b) + shift if quote else None
            self._comment(self.remarks[ident], key, quote, start)

    def _comment(self, remark: Remark, key: str, quote: str, start: int | None) -> None:
        if not remark.text:
            return
        parent = self.remarks.get(remark.parent)
        one = Found(
            key, remark.text, quote, start, remark.author, remark.date, reply_to=parent.author if parent else ""
        )
        self.placed[remark.id] = one
        self.found.append(one)

    def _split(self, line: Line, groups: list[Group], key: str) -> list[Group]:
        """Take a paragraph that somebody split: its second part is taken out and put after it."""
        at = next((at for at, seg in enumerate(line.segs) if seg.text == "\n" and seg.inserted), None)
        if at is None:
            return groups
        change = line.segs[at].inserted or Change("")
        start = line.place(at)
        quote = line.quote(start, len(line.text))
        tail = [seg for seg in line.accepted(change.author) if any(seg is one for one in line.segs[at + 1 :])]
        day = change.date[:10]
        self.found.append(Found(key, "", quote, line.start(start, len(line.text)), change.author, day, "delete"))
        self.found.append(
            Found(
                key,
                "",
                author=change.author,
                date=day,
                act="insert",
                proposed=line.inline(tail),
                proposed_kind="=",
                after=key,
            )
        )
        return [one for one in groups if one.end <= start and not any(seg.text == "\n" for seg in one.new)]

    def _join(self, line: Line, key: str) -> None:
        """Take a paragraph that somebody joined to the one before: that one goes on with its words, it goes itself."""
        if self.joins is None:
            return
        before, before_key, change = self.joins
        self.joins = None
        if _whole_change(line) is not None:
            return
        end = len(before.text.rstrip())
        new = [Seg(" "), *line.accepted(change.author)]
        self._add(before.found(Group(change, end, len(before.text), new), before_key))
        self.found.append(Found(key, "", author=change.author, date=change.date[:10], act="delete"))

    def inserted(self, item: Para, words: str, kind: str, after: str) -> None:
        """Take a paragraph that somebody inserted after the block ``after``."""
        change = (
            next((seg.inserted for seg in item.segs if seg.inserted and seg.text.strip()), None) or item.mark_inserted
        )
        if change is None or not words:
            return
        places = {
            ident: _Place(0, 0) for _, _, ident in item.marks if ident in self.remarks and ident not in self.placed
        }
        self.pending = [ident for ident in self.pending if ident not in places]
        one = Found(
            after, "", author=change.author, date=change.date[:10], act="insert", proposed=words, proposed_kind=kind, after=after
        )  # fmt: skip
        if change.move:
            self.moves.comes(change, after, item.text() or "".join(seg.text for seg in item.segs), one)
        else:
            self._add(one, self._own(change.author, places))
        for ident in places:
            if ident not in self.placed:
                self._comment(self.remarks[ident], after, "", None)

    def table(self, table: Table, cells: Sequence[Sequence[tuple[Para, Line]]], block: Block) -> None:
        """Take the changes and comments of a table: those of words at their words, others as the table would be."""
        text = block.texts[self.language]
        offsets = tables.rows(text)
        whole = restructured(table, cells)
        for author, change in whole.items():
            rows = [row for row in table.rows if not (row.deleted and row.deleted.author == author)]
            proposed = table_as(rows, author, self.language)
            self.found.append(
                Found(
                    block.key,
                    "",
                    author=author,
                    date=change.date[:10],
                    act="replace" if proposed else "delete",
                    proposed=proposed,
                )
            )
        for row, starts in zip(cells, offsets, strict=False):
            for (para, line), cell in zip(row, starts, strict=False):
                line.part = True
                places = self._places(para, line)
                seen = len(self.found)
                self._changes(line, [one for one in line.groups() if one.author not in whole], places, block.key)
                for at in range(seen, len(self.found)):
                    one = self.found[at]
                    self.found[at] = replace(one, start=(one.start or 0) + cell.start)
                self._comments(line, places, block.key, cell.start)

    def finished(self, parts: Sequence[Understood]) -> list[Found]:
        """Return everything in the order of the text, replies after what they reply to."""
        body = Body(self.language, tuple(part.block for part in parts))
        self.found = rejoined([*self.found, *self.moves.found()], parts, self.language)
        for ident, remark in self.remarks.items():
            if ident not in self.placed:
                at = self.placed.get(remark.parent)
                self._comment(
                    remark, at.key if at else body.blocks[0].key, at.quote if at else "", at.start if at else None
                )
        order = {block.key: at for at, block in enumerate(body.blocks)}
        kinds = {block.key: block for block in body.blocks}
        found = [read_arrow(one, body, self.language) for one in self.found]
        return [_same_kind(one, kinds[one.key]) for one in sorted(found, key=lambda one: order[one.key])]


def _same_kind(one: Found, block: Block) -> Found:
    if one.proposed_kind != "=":
        return one
    level = f"-{block.level}" if block.kind in {"heading", "subparagraph"} else ""
    return replace(one, proposed_kind=f"{'note' if block.kind == 'title' else block.kind}{level}")


def _whole_change(line: Line) -> Change | None:
    """Return the change that takes a whole line out, if one does and nothing is put in its place.

    Words taken out one by one, with the spaces between them kept, are several changes, each with its own reason.
    """
    if any(seg.inserted for seg in line.segs if seg.text.strip()):
        return None
    base = [seg for seg in line.segs if seg.base and seg.text]
    while base and not base[0].text.strip():
        base.pop(0)
    while base and not base[-1].text.strip():
        base.pop()
    authors = {seg.deleted.author if seg.deleted else None for seg in base}
    return base[0].deleted if len(authors) == 1 else None
