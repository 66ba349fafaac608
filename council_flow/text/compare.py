"""Two versions of a text laid together, block by block and word by word. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from council_flow.text.blocks import Block, Body
from council_flow.text.comparing.rows import Laid, lay
from council_flow.text.inline import plain, retargeted, runs
from council_flow.text.numbering import numbers
from council_flow.text.words import Piece


@dataclass(frozen=True, slots=True)
class Row:
    """One block of the comparison."""

    status: str
    """same, changed, moved, split, merged, inserted or deleted; left: the old place of one that is shown elsewhere."""
    old: Block | None
    """The block it was; of the parts of a split one, only that which goes on as the old block has it."""
    new: Block | None
    old_number: str
    new_number: str
    words: tuple[Piece, ...]
    others: tuple[str, ...] = ()
    """Split: the numbers of all the blocks it became. Merged: of all it came from. Empty where one has no number."""

    @property
    def recast(self) -> bool:
        """Whether the block is of another kind or level than before."""
        return self.old is not None and self.new is not None and _shape(self.old) != _shape(self.new)


@dataclass(frozen=True)
class Comparison:
    """Two versions laid together, in the order of the newer one, deletions where they stood."""

    shown: tuple[Row, ...]
    """All rows, with the old places of blocks that are shown elsewhere."""
    laid: tuple[Laid, ...] = ()
    """The same rows by their places, for :mod:`council_flow.text.comparing.sides`."""

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Each block once: without the old places of those that moved."""
        return tuple(row for row in self.shown if row.status != "left")

    @property
    def changes(self) -> int:
        """Blocks that differ."""
        return sum(row.status != "same" for row in self.rows)


def compare(old: Body, new: Body, language: str) -> Comparison:
    """Compare two versions in one language, blocks without words in it by their original."""
    labels = _labels(new, language)
    before, after = _texts(old, language, labels), _texts(new, language, labels)
    places = {block.key: at for at, block in enumerate(old.blocks)}
    fixed = {at: places[block.key] for at, block in enumerate(new.blocks) if block.key in places}
    laid = lay(before, after, fixed)
    old_numbers, new_numbers = _numbers(old, language), _numbers(new, language)
    rows = []
    for one in laid:
        was = old.blocks[one.old] if one.old is not None else None
        block = new.blocks[one.new] if one.new is not None else None
        status = one.status
        if status == "same" and was is not None and block is not None and _shape(was) != _shape(block):
            status = "changed"
        several = old_numbers if status == "merged" else new_numbers
        rows.append(
            Row(
                status,
                was if one.status != "split" or one.heir else None,
                block,
                old_numbers[one.old] if one.old is not None else "",
                new_numbers[one.new] if one.new is not None else "",
                one.words,
                tuple(several[part] for part in one.parts),
            )
        )
    return Comparison(tuple(rows), tuple(laid))


def _shape(block: Block) -> tuple[str, int]:
    return block.kind, block.level


def _texts(body: Body, language: str, labels: Mapping[str, str]) -> list[str]:
    """Return the words of each block; references to paragraphs show their newer numbers: renumbering is no change."""
    written = (block.texts.get(language) or block.texts.get(body.original, "") for block in body.blocks)
    return [plain(retargeted(text, labels)) for text in written]


def _labels(body: Body, language: str) -> dict[str, str]:
    """Return what references to paragraphs say in a text, by where they point."""
    written = [block.texts.get(language) or block.texts.get(body.original, "") for block in body.blocks]
    said = (run for text in written if "](#" in text for run in runs(text))
    return {run.target: run.text for run in said if run.target.startswith("#")}


def _numbers(body: Body, language: str) -> list[str]:
    found = numbers(body, language)
    return [found.get(block.key, "") for block in body.blocks]


def changed_keys(rows: Sequence[Row]) -> list[str]:
    """Return the identities of blocks that are new or differ."""
    return [row.new.key for row in rows if row.new is not None and row.status not in {"same", "left"}]
