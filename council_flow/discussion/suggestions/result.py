"""What decisions on suggestions lead to: each block that changes, as a redline, before anything is saved. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from council_flow.discussion.suggestions.applying import TAKES, Decision, apply
from council_flow.discussion.suggestions.layering import Piece, redline
from council_flow.discussion.suggestions.suggested import Suggested, fits, shown_in
from council_flow.discussion.view import paragraph_name
from council_flow.discussion.words import COUNCIL
from council_flow.errors import NotNow
from council_flow.language import Sentence, say, say_n
from council_flow.text.blocks import Block, Body
from council_flow.text.numbering import numbers


@dataclass(frozen=True)
class ResultLine:
    """One block that changes."""

    number: str
    language: str
    pieces: tuple[Piece, ...]
    moved: bool = False


@dataclass(frozen=True)
class Result:
    """What would be saved."""

    lines: tuple[ResultLine, ...]
    reason: Sentence
    """The reason that the version has where no other is written."""
    decided: int


def result(body: Body, found: Sequence[Suggested], chosen: Sequence[Decision], language: str) -> Result:
    """Return what decisions lead to.

    Raises:
        Invalid: two that are accepted collide, or an adapted one has no words.
        NotNow: one does not fit the text.
    """
    known = {one.number: one for one in found}
    taken = [one for one in chosen if one.choice in TAKES and one.number in known]
    for one in taken:
        if not fits(body, known[one.number]):
            raise NotNow(
                say("Suggestion %(n)s no longer fits the text: its author is asked to look at it again.", n=one.number)
            )
    out = apply(body, found, taken).body
    moved = {known[one.number].key for one in taken if known[one.number].act == "move"}
    decided = sum(one.choice != "leave" for one in chosen)
    return Result(tuple(_lines(body, out, moved, language)), reason_for(found, chosen), decided)


def _lines(old: Body, new: Body, moved: set[str], language: str) -> Iterable[ResultLine]:
    before, after = {block.key: block for block in old.blocks}, {block.key for block in new.blocks}
    old_numbers, new_numbers = numbers(old, language), numbers(new, language)
    for block in new.blocks:
        was = before.get(block.key)
        if was is None:
            words = block.texts.get(new.original, "")
            yield ResultLine(new_numbers.get(block.key, ""), new.original, (Piece("ins", words),))
            continue
        for code in _changed(was, block):
            pieces = redline(was.texts.get(code, ""), block.texts.get(code, ""))
            yield ResultLine(new_numbers.get(block.key, ""), code, pieces, block.key in moved)
        if block.key in moved and was.texts == block.texts:
            shown = shown_in(block, language, new.original)
            yield ResultLine(new_numbers.get(block.key, ""), shown, (Piece("same", block.texts[shown]),), True)
    for block in old.blocks:
        if block.key not in after:
            words = block.texts.get(old.original, "")
            yield ResultLine(old_numbers.get(block.key, ""), old.original, (Piece("del", words),))


def _changed(was: Block, block: Block) -> list[str]:
    return [code for code in block.texts if was.texts.get(code, "") != block.texts[code]]


def reason_for(found: Sequence[Suggested], chosen: Sequence[Decision]) -> Sentence:
    """Return the reason for a version that takes suggestions in: "Suggestions 4, 9 and 12: Paragraph 8"."""
    known = {one.number: one for one in found}
    taken = sorted({one.number for one in chosen if one.choice in TAKES and one.number in known})
    places = {str(name): name for n in taken for name in [paragraph_name(known[n].kind, known[n].cited)]}
    taken = [n for n in taken if known[n].audience == COUNCIL]  # the others are not named where everybody reads it
    if not taken:
        return say("Suggestions of the drafting group: %(places)s", places=list(places.values()))
    return say_n(
        "Suggestion %(numbers)s: %(places)s",
        "Suggestions %(numbers)s: %(places)s",
        len(taken),
        numbers=taken,
        places=list(places.values()),
    )
