"""How comments and suggestions are laid on a text for Word: what is a tracked change, and what only a comment can say. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from council_flow.text import tables
from council_flow.text.blocks import Block, Body
from council_flow.text.exchange.arrows import written_arrow, written_footnote, written_move
from council_flow.text.exchange.exporting import Noted
from council_flow.text.inline import Run, plain, runs
from council_flow.text.words import common_letters, spans


@dataclass(frozen=True)
class Edit:
    """Words between two places of a line that become others."""

    start: int
    end: int
    new: tuple[Run, ...]
    note: Noted
    move: str = ""
    """``from`` or ``to``: one end of a move of words."""


@dataclass(frozen=True)
class Remark:
    """A comment at its place in a block."""

    start: int
    end: int
    note: Noted
    text: str
    reason: bool = False
    """It is the reason of a tracked change: it stands first among those that begin at its place."""


@dataclass
class Lay:
    """What is laid on one block."""

    edits: list[Edit] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    gone: Noted | None = None
    """The suggestion that takes the block out."""
    leaves: Noted | None = None
    """The suggestion that moves the block away."""
    behind: list[Noted] = field(default_factory=list)
    """Suggestions that put a block after this one."""
    arriving: list[Noted] = field(default_factory=list)
    """Suggestions that move a block to the place after this one."""


class Plan:
    """What is laid on each block of a text.

    Args:
        body: the text.
        language: in which it is written.
        notes: comments and suggestions in the order of their numbers; the first at a place becomes a tracked change.
    """

    def __init__(self, body: Body, language: str, notes: Sequence[Noted]) -> None:
        self.body, self.language = body, language
        self.lays = {block.key: Lay() for block in body.blocks}
        self.footnotes = [block.key for block in body.blocks if block.kind == "footnote"]
        for note in notes:
            block = body.block(note.key)
            if block is not None:
                self._take(block, note)

    def words(self, block: Block) -> str:
        """Return the plain words of a block."""
        return plain(block.texts.get(self.language, ""))

    def _take(self, block: Block, note: Noted) -> None:
        if not note.act:
            self._remark(block, note, note.text)
        elif note.act == "insert" and note.proposed_kind == "footnote":
            self._remark(block, replace(note, start=None, end=None), written_footnote(note.proposed, note.text))
        elif note.act == "insert":
            lay = self.lays.get(note.after) or self.lays[block.key]
            lay.behind.append(note)
        elif block.kind in {"footnote", "table"} or not self._tracked(block, note):
            self._remark(block, note, self._arrow(note))

    def _tracked(self, block: Block, note: Noted) -> bool:
        """Lay a suggestion on its block as a tracked change, if nothing else stands there."""
        lay = self.lays[block.key]
        if note.act == "move" and note.after_at is not None and note.start is not None:
            return self._words_moved(block, note)
        if note.act in {"delete", "move"} and note.start is None:
            if lay.edits or lay.gone or lay.leaves or block.kind == "title":
                return False
            if note.act == "move":
                if note.after not in self.lays or note.after == note.key:
                    return False
                lay.leaves = note
                self.lays[note.after].arriving.append(note)
            else:
                lay.gone = note
            self._reason(block, note, 0, len(self.words(block)))
            return True
        return self._edited(block, note)

    def _edited(self, block: Block, note: Noted) -> bool:
        words = self.words(block)
        start, end = (note.start, note.end) if note.start is not None and note.end is not None else (0, len(words))
        made = self._edits(words, start, end, note)
        lay = self.lays[block.key]
        if not made or lay.gone or lay.leaves or any(_touch(one, other) for one in made for other in lay.edits):
            return False
        lay.edits += made
        self._reason(block, note, start, end)
        return True

    def _edits(self, words: str, start: int, end: int, note: Noted) -> list[Edit]:
        old, new = words[start:end], runs(note.proposed) if note.act == "replace" else ()
        said = "".join(run.text for run in new)
        if any(run.target.startswith("^") for run in new):
            return []
        if not note.text:  # without a reason it is one stretch, as reading finds it again
            head, tail = common_letters(old, said)
            return [Edit(start + head, end - tail, cut(new, head, len(said) - tail), note)]
        changed = [one for one in spans(old, said) if not one.same]
        return [
            Edit(start + one.old_start, start + one.old_end, cut(new, one.new_start, one.new_end), note) for one in changed
        ]  # fmt: skip

    def _words_moved(self, block: Block, note: Noted) -> bool:
        target = self.body.block(note.after)
        if target is None or target.kind in {"table", "footnote"} or note.start is None or note.end is None:
            return False
        said = self.words(block)[note.start : note.end]
        away = Edit(note.start, note.end, (), note, "from")
        at = min(note.after_at or 0, len(self.words(target)))
        here = Edit(at, at, (Run(_spaced(self.words(target), at, said), False),), note, "to")
        for lay, edit in ((self.lays[block.key], away), (self.lays[target.key], here)):
            if lay.gone or lay.leaves or any(_touch(edit, other) for other in lay.edits):
                return False
        if target.key == block.key and _touch(away, here):
            return False
        self.lays[block.key].edits.append(away)
        self.lays[target.key].edits.append(here)
        self._reason(block, note, note.start, note.end)
        return True

    def _reason(self, block: Block, note: Noted, start: int, end: int) -> None:
        if note.text:
            self.lays[block.key].remarks.append(Remark(start, end, note, note.text, reason=True))

    def _arrow(self, note: Noted) -> str:
        if note.act == "move":
            return written_move(self.body, self.language, note.after, note.text)
        return written_arrow(note.proposed if note.act == "replace" else "", note.text)

    def _remark(self, block: Block, note: Noted, text: str) -> None:
        """Lay a comment on its words. Word has none in footnotes: such a one stands above, with the number of its note."""
        start, end = note.start, note.end
        if block.kind == "footnote":
            n = self.footnotes.index(block.key) + 1
            block, start, end, text = self._above(block), None, None, f"[^{n}] {text}"
        words = self.words(block)
        if start is None or end is None or not start < end <= len(words):
            start, end = 0, len(words)
        self.lays[block.key].remarks.append(Remark(start, end, note, text))

    def _above(self, block: Block) -> Block:
        before = [one for one in self.body.blocks[: self.body.blocks.index(block)] if one.kind != "footnote"]
        return before[-1] if before else self.body.blocks[0]


def _spaced(words: str, at: int, said: str) -> str:
    """Return moved words with the spaces that they need where they arrive."""
    before = " " if words[:at] and not words[:at][-1].isspace() else ""
    behind = " " if words[at:] and words[at].isalnum() else ""
    return f"{before}{said}{behind}"


def _touch(one: Edit, other: Edit) -> bool:
    return one.start <= other.end and other.start <= one.end


def cut(parts: Sequence[Run], start: int, end: int) -> tuple[Run, ...]:
    """Return the runs between two places of their plain words; marks without width at the places included."""
    out = []
    at = 0
    for run in parts:
        text = run.text[max(0, start - at) : max(0, end - at)]
        if text or (not run.text and start <= at <= end):
            out.append(replace(run, text=text))
        at += len(run.text)
    return tuple(out)


def cells(text: str) -> list[list[tuple[str, int]]]:
    """Return the inline text of each cell of a table with the place where it begins in the plain words of the table."""
    return [
        [(tables.shown(cell.text), len(plain(text[: cell.start]))) for cell in row] for row in tables.rows(text)
    ]  # fmt: skip
