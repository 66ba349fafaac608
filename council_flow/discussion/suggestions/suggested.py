"""What a suggestion does to the text: which words of a block it exchanges, and how the block would read. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from council_flow.discussion.suggestion import Suggestion
from council_flow.discussion.suggestions.layering import Offer, offer
from council_flow.discussion.suggestions.rich import Change as Changed
from council_flow.discussion.suggestions.rich import Rich, changed, changes, rich, written
from council_flow.language import Titles
from council_flow.text.blocks import BELOW, Block, Body

ACCEPTED, IN_PART = "accepted", "accepted_in_part"
"""Dispositions of suggestions that go into the text."""
CLOSING = ",.;:!?)]»”،؛؟"
"""Signs before which no space is left where words are taken out."""


@dataclass(frozen=True)
class Suggested:
    """A comment that suggests a change, as far as laying it on the text needs to know it."""

    id: int
    number: int
    version: int
    key: str
    kind: str
    language: str
    start: int | None
    end: int | None
    quote: str
    anchor: str
    anchor_version: int
    cited: dict[str, str]
    text: str
    type: str
    author_id: int
    label: Titles
    state: str | None
    at: datetime
    late: bool
    written_in: str
    standing: str
    disposition: str | None
    response: str
    act: str
    proposed: str
    proposed_kind: str
    after: str
    after_at: int | None
    on_behalf: bool
    needs_author: bool
    taken_in: int | None
    taken_as: str | None
    """How it is to be taken into the text, where that was decided before the text could be written."""
    adapted: str
    """The words decided on, where they are others than suggested."""
    audience: str
    label_there: str
    replies: int

    @property
    def waits(self) -> bool:
        """It is accepted and not yet in the text."""
        return (
            self.standing == "settled"
            and self.taken_in is None
            and (self.disposition == ACCEPTED or (self.disposition == IN_PART and self.taken_as is not None))
        )


def shown_in(block: Block, language: str, original: str) -> str:
    """Return the language in which a block is read where ``language`` is asked for."""
    return language if block.texts.get(language) else original


def words_at(body: Body, key: str, language: str) -> Rich | None:
    """Return the words of a block in a language, in the original where it is not translated."""
    block = body.block(key)
    return rich(block.texts.get(shown_in(block, language, body.original), "")) if block else None


def fits(body: Body, one: Suggested) -> bool:
    """Answer whether a suggestion can be laid on a text as it stands."""
    base = words_at(body, one.key, one.language)
    if base is None or one.needs_author or one.anchor == "removed":
        return False
    if (one.act == "move" or one.after) and one.act in ("insert", "move") and body.block(one.after) is None:
        return False
    return one.end is None or one.end <= base.plain_at[-1]


def effects(body: Body, one: Suggested) -> list[tuple[str, str, Offer]]:
    """Return what a suggestion does, block by block: key, language and offer. More than one only where words move over."""
    base = words_at(body, one.key, one.language)
    block = body.block(one.key)
    if base is None or block is None:
        return []
    language = shown_in(block, one.language, body.original)
    if one.act == "move" and one.start is not None and one.end is not None:
        return _words_move(body, one, base, language)
    if one.act == "insert":
        kind = one.proposed_kind
        return [(one.key, language, offer(base, one.number, "insert", one.proposed, kind, one.after or one.key))]
    if one.act == "move" or (one.act == "delete" and one.start is None):
        return [(one.key, language, offer(base, one.number, one.act, "", "", one.after))]
    return [(one.key, language, offer(base, one.number, "replace", reads(base, one)))]


def _words_move(body: Body, one: Suggested, base: Rich, language: str) -> list[tuple[str, str, Offer]]:
    there = words_at(body, one.after, language)
    if there is None or one.start is None or one.end is None:
        return []
    moved = base.signs[base.first(one.start) : base.after(one.end)]
    at = there.first(one.after_at or 0)
    left = without(base, one.start, one.end)
    if one.after == one.key:
        signs = (Changed(at, at, moved), Changed(base.first(one.start), base.after(one.end), ()))
        return [(one.key, language, offer(base, one.number, "replace", written(changed(base, signs))))]
    arrived = written(changed(there, [Changed(at, at, moved)]))
    return [
        (one.key, language, offer(base, one.number, "replace", left)),
        (one.after, language, offer(there, one.number, "replace", arrived)),
    ]


def reads(base: Rich, one: Suggested) -> str:
    """Return how the block would read, as inline text: the suggested words in the place of those concerned."""
    if one.start is None or one.end is None:
        return one.proposed
    if one.act == "delete":
        return without(base, one.start, one.end)
    return exchanged(base, one.start, one.end, one.proposed)


def exchanged(base: Rich, start: int, end: int, words: str) -> str:
    """Return a text with other words in the place of some of its own, in code points of the plain words."""
    return written((*base.signs[: base.first(start)], *rich(words).signs, *base.signs[base.after(end) :]))


def without(base: Rich, start: int, end: int) -> str:
    """Return a text without some of its words, and with one space where they stood."""
    before, behind = list(base.signs[: base.first(start)]), list(base.signs[base.after(end) :])
    if behind and behind[0].text.isspace() and (not before or before[-1].text.isspace()):
        behind = behind[1:]
    while before and before[-1].text.isspace() and (not behind or behind[0].text in CLOSING):
        before.pop()
    return written((*before, *behind))


@dataclass(frozen=True)
class Stretch:
    """The smallest passage of a block in which two wordings differ. Without places it is the whole block."""

    start: int | None
    end: int | None
    quote: str
    proposed: str


def smallest(before: str, after: str) -> Stretch | None:
    """Return the passage that leads from one wording of a block to another; ``None`` where they are the same.

    It begins and ends with a word, so that it is found again by its quotation.
    """
    base, other = rich(before), rich(after)
    made = changes(base, other)
    if not made:
        return None
    start, end = base.plain_at[made[0].start], base.plain_at[made[-1].end]
    start, end = _by_words(base.plain, start, end)
    tail = base.plain_at[-1] - end
    proposed = other.between(other.first(start), other.after(other.plain_at[-1] - tail))
    kept = exchanged(base, start, end, proposed) == written(other.signs)
    if not kept or not proposed or (start, end) == (0, base.plain_at[-1]):
        return Stretch(None, None, "", after)
    return Stretch(start, end, base.plain[start:end], proposed)


def _by_words(plain: str, start: int, end: int) -> tuple[int, int]:
    """Widen a passage so that it is not empty and has no space at its ends."""
    if plain[start:end].strip() and plain[start:end] == plain[start:end].strip() and start < end:
        return start, end
    left = len(plain[:start].rstrip())
    left = plain.rfind(" ", 0, left) + 1
    if plain[left:end].strip() and plain[left:end] == plain[left:end].strip():
        return left, end
    right = end + len(plain[end:]) - len(plain[end:].lstrip())
    space = plain.find(" ", right)
    return left, space if space >= 0 else len(plain)


def as_made(one: Suggested, **other: object) -> Suggestion:
    """Return a suggestion as it was made, with some of it otherwise."""
    made = Suggestion(one.act, one.proposed, one.proposed_kind, one.after, one.after_at, one.on_behalf)
    return replace(made, **other)  # type: ignore[arg-type]  # named by the callers, who are checked by tests


def group_of(body: Body, key: str) -> list[Block]:
    """Return a block with what stands below it and goes where it goes; a sub-paragraph with its deeper ones."""
    found: list[Block] = []
    for block in body.blocks:
        if block.key == key:
            found = [block]
        elif found and _below(block, found[0]):
            found.append(block)
        elif found:
            break
    return found


def _below(block: Block, head: Block) -> bool:
    if block.kind == "footnote":
        return True
    if head.kind == "subparagraph":
        return block.kind == "subparagraph" and block.level > head.level
    return block.kind in BELOW and head.kind in ("operative", "preambular")


def offers_by_block(body: Body, found: Iterable[Suggested]) -> dict[tuple[str, str], list[Offer]]:
    """Return what is suggested for each block, by its key and language, in the order of the text."""
    at = {block.key: index for index, block in enumerate(body.blocks)}
    laid: dict[tuple[str, str], list[Offer]] = {}
    for one in found:
        for key, language, made in effects(body, one):
            laid.setdefault((key, language), []).append(made)
    return dict(sorted(laid.items(), key=lambda item: (at.get(item[0][0], len(at)), item[0][1] != body.original)))


def paragraph_keys(body: Body, key: str) -> Sequence[str]:
    """Return the keys of the paragraph that a block belongs to: its own and those of all that stands below."""
    head = key
    for block in body.blocks:
        if block.kind not in BELOW:
            head = block.key
        if block.key == key:
            break
    return [block.key for block in group_of(body, head)]
