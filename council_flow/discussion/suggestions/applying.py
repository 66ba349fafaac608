"""Carrying suggestions out: several at once on one text, adapted ones in other words, alternatives in brackets. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from council_flow.discussion.suggestions.layering import Offer, collide, joined, within, wording
from council_flow.discussion.suggestions.rich import Change, Rich, Sign, changed, rich, written
from council_flow.discussion.suggestions.suggested import Suggested, effects, group_of, words_at
from council_flow.discussion.words import COUNCIL
from council_flow.errors import Invalid
from council_flow.language import say
from council_flow.text.blocks import BELOW, Block, Body, new_key, translation_state
from council_flow.text.brackets import alternatives
from council_flow.text.editing import cleaned, is_bis, split_kind
from council_flow.text.hashing import block_hash
from council_flow.text.origins import Source

TAKES = ("accept", "adapt", "brackets")
"""Decisions that change the text."""
CHOICES = (*TAKES, "decline", "leave")


@dataclass(frozen=True)
class Decision:
    """What is decided on a suggestion."""

    number: int
    choice: str
    """One of :data:`CHOICES`."""
    words: str = ""
    """The words taken instead of those suggested, in their place, where it is adapted."""
    response: str = ""


@dataclass
class Applied:
    """The text with suggestions in it, and whom its changes come from."""

    body: Body
    sources: list[Source] = field(default_factory=list)


@dataclass(frozen=True)
class _Step:
    one: Suggested
    choice: str
    key: str
    language: str
    offer: Offer


def apply(body: Body, found: Iterable[Suggested], decisions: Sequence[Decision]) -> Applied:
    """Carry out what was decided on suggestions. Their order makes no difference.

    Raises:
        Invalid: two that are accepted collide, or an adapted one has no words.
    """
    by_number = {one.number: one for one in found}
    steps: list[_Step] = []
    for decision in sorted(decisions, key=lambda each: each.number):
        if decision.choice in TAKES:
            steps += _steps(body, _decided(body, by_number[decision.number], decision), decision.choice)
    _refuse_colliding([step for step in steps if step.choice != "brackets"])
    out = _with_words(body, steps)
    out = _with_inserts(out, steps)
    out = _with_moves(out, steps)
    out = _without_deleted(out, steps)
    first = {step.one.number: step for step in reversed(steps)}
    keys = _new_keys(body, out, steps)
    sources = [
        Source(number, keys.get(number, step.key), dict(step.one.label), step.choice != "accept")
        for number, step in sorted(first.items())
        if step.one.audience == COUNCIL  # what not everybody sees is not named beside the text
    ]
    return Applied(out, sources)


def _decided(body: Body, one: Suggested, decision: Decision) -> Suggested:
    """Return a suggestion as it is to be carried out."""
    if decision.choice != "adapt":
        return one
    words = cleaned(decision.words, one.language, one.kind)
    if not words:
        raise Invalid(
            {f"words-{one.number}": say("Write the words that are taken in place of suggestion %(n)s.", n=one.number)}
        )
    if one.act == "insert":
        return replace(one, proposed=words)
    return replace(one, act="replace", proposed=words)


def _steps(body: Body, one: Suggested, choice: str) -> list[_Step]:
    return [_Step(one, choice, key, language, made) for key, language, made in effects(body, one)]


def _refuse_colliding(steps: Sequence[_Step]) -> None:
    for index, step in enumerate(steps):
        for other in steps[:index]:
            if step.one.number != other.one.number and step.key == other.key and _exclude(step, other):
                raise Invalid(
                    say(
                        "Suggestions %(a)s and %(b)s change the same words. Accept one of them, or put both in brackets.",
                        a=other.one.number,
                        b=step.one.number,
                    )
                )


def _exclude(step: _Step, other: _Step) -> bool:
    same_words = step.language == other.language or step.offer.whole or other.offer.whole
    return same_words and collide(step.offer, other.offer)


def _with_words(body: Body, steps: Sequence[_Step]) -> Body:
    """Return the text with other words in its blocks."""
    on_words: dict[tuple[str, str], list[_Step]] = {}
    for step in steps:
        bracketed = step.choice == "brackets" and step.offer.act == "delete"
        if step.offer.act == "replace" or bracketed:
            on_words.setdefault((step.key, step.language), []).append(step)
    blocks = {block.key: block for block in body.blocks}
    for (key, language), here in on_words.items():
        words = _words(rich(blocks[key].texts.get(language, "")), here)
        blocks[key] = _rewritten(blocks[key], language, words, body.original)
    return Body(body.original, tuple(blocks[block.key] for block in body.blocks))


def _words(base: Rich, steps: Sequence[_Step]) -> str:
    taken = {change for step in steps if step.choice != "brackets" for change in step.offer.made}
    open_ = [_bracketed(base, step.offer) for step in steps if step.choice == "brackets"]
    made = [*taken, *_alternatives(base, open_)]
    for index, change in enumerate(sorted(made, key=lambda one: (one.start, one.end))[1:], 1):
        before = sorted(made, key=lambda one: (one.start, one.end))[index - 1]
        if change.touches(before):
            raise Invalid(
                say("Words that are accepted and words in brackets stand in the same place. Put them all in brackets.")
            )
    return written(changed(base, made))


def _bracketed(base: Rich, offer: Offer) -> tuple[Change, ...]:
    """Return the changes of an offer; one that deletes the block takes all its words out."""
    return offer.made if offer.act == "replace" else (Change(0, len(base.signs), ()),)


def _alternatives(base: Rich, offers: Sequence[tuple[Change, ...]]) -> list[Change]:
    """Return one change for each passage that is left open: the wordings beside one another in brackets."""
    found = []
    for start, end in joined(change for made in offers for change in made):
        wordings = [written(wording(base, here, start, end)) for made in offers if (here := within(made, start, end))]
        distinct = list(dict.fromkeys(words.strip() for words in wordings if words.strip()))
        if len(distinct) < 2:
            distinct = [base.between(start, end).strip(), *distinct]
        found.append(Change(start, end, _set_in(base, start, end, alternatives(*distinct))))
    return found


def _set_in(base: Rich, start: int, end: int, words: str) -> tuple[Sign, ...]:
    """Put words into a passage with a space on either side where words stand there."""
    before, behind = base.signs[:start], base.signs[end:]
    lead = " " if before and not before[-1].text.isspace() and before[-1].text not in "([" else ""
    tail = " " if behind and behind[0].text[:1].isalnum() else ""
    return rich(f"{lead}{words}{tail}").signs


def _rewritten(block: Block, language: str, words: str, original: str) -> Block:
    """Return a block with other words; a translation that followed the original still does."""
    follows = translation_state(block, language, original) == "follows"
    block = replace(block, texts={**block.texts, language: cleaned(words, language, block.kind)})
    if follows:
        return replace(block, sources={**block.sources, language: block_hash(block, original)})
    return block


def _with_inserts(body: Body, steps: Sequence[_Step]) -> Body:
    blocks = list(body.blocks)
    placed: dict[tuple[str, bool], int] = {}
    seen: set[tuple[str, str, str]] = set()
    for step in steps:
        same = (step.offer.after, step.offer.kind, step.offer.words)
        if step.offer.act != "insert" or same in seen:
            continue
        seen.add(same)
        kind, level = split_kind(step.offer.kind)
        words = cleaned(step.offer.words, body.original, kind)
        words = f"[{words}]" if step.choice == "brackets" else words
        fresh = Block(new_key(), kind, level, {body.original: words}, {}, is_bis(step.offer.kind))
        place = (step.offer.after, kind in BELOW)
        at = _behind(Body(body.original, tuple(blocks)), step.offer.after, kind) + placed.get(place, 0)
        placed[place] = placed.get(place, 0) + 1
        blocks.insert(at, fresh)
    return Body(body.original, tuple(blocks))


def _behind(body: Body, key: str, kind: str) -> int:
    """Return the place behind a block: a paragraph stands behind all that belongs to the one before it."""
    at = next(index for index, block in enumerate(body.blocks) if block.key == key)
    if kind in BELOW:
        while at + 1 < len(body.blocks) and body.blocks[at + 1].kind == "footnote" and kind != "footnote":
            at += 1
        return at + 1
    at += 1
    while at < len(body.blocks) and body.blocks[at].kind in BELOW:
        at += 1
    return at


def _with_moves(body: Body, steps: Sequence[_Step]) -> Body:
    for step in steps:
        if step.offer.act != "move":
            continue
        moved = group_of(body, step.key)
        if step.offer.after in {block.key for block in moved}:
            raise Invalid(say("Suggestion %(n)s would move a paragraph behind itself.", n=step.one.number))
        rest = Body(body.original, tuple(block for block in body.blocks if block not in moved))
        at = _behind(rest, step.offer.after, moved[0].kind)
        body = Body(body.original, (*rest.blocks[:at], *moved, *rest.blocks[at:]))
    return body


def _without_deleted(body: Body, steps: Sequence[_Step]) -> Body:
    gone = {
        block.key
        for step in steps
        if step.offer.act == "delete" and step.choice != "brackets"
        for block in group_of(body, step.key)
    }
    return Body(body.original, tuple(block for block in body.blocks if block.key not in gone))


def _new_keys(body: Body, out: Body, steps: Sequence[_Step]) -> dict[int, str]:
    """Return for each suggestion that made a new block the key of that block."""
    known = {block.key for block in body.blocks}
    fresh = [block for block in out.blocks if block.key not in known]
    found: dict[int, str] = {}
    for step in steps:
        if step.offer.act == "insert":
            kind = split_kind(step.offer.kind)[0]
            words = cleaned(step.offer.words, body.original, kind)
            for block in fresh:
                if block.texts[body.original] in (words, f"[{words}]"):
                    found[step.one.number] = block.key
    return found


def adapted_from(body: Body, one: Suggested) -> str:
    """Return the words with which the field for adapting a suggestion begins: those in the place of which it stands."""
    if one.act == "insert" or (one.act == "replace" and one.proposed):
        return one.proposed
    base = words_at(body, one.key, one.language)
    if base is None:
        return ""
    if one.start is None or one.end is None:
        return base.between(0, len(base.signs))
    return base.between(base.first(one.start), base.after(one.end))
