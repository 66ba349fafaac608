"""A private working copy: what it holds, how small it is kept, what is taken from a browser. Pure.

A copy holds only what differs from the version that it was begun on, in every language, so that keeping it every few seconds
stays cheap even for a long text.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from council_flow.errors import Invalid
from council_flow.language import LANGUAGES, say
from council_flow.text.blocks import LONGEST_BLOCK, MOST_BLOCKS, Block, Body
from council_flow.text.checking import LONGEST_REASON
from council_flow.text.cleaning import clean_lines
from council_flow.text.editing import Fields

LARGEST = 4_000_000
"""Characters of a whole private copy."""
PRESENT = timedelta(minutes=2)
"""How long somebody counts as editing after the editor was last heard of."""


@dataclass(frozen=True)
class Sent:
    """What the editor sends while somebody writes."""

    fields: Fields
    version: int
    reason: str
    known: str | None
    """When the private copy was kept that the window knows, as its answer said; ``None``: none."""


def packed(base: Body, body: Body) -> list[Any]:
    """Return what a copy holds of a text: keys of blocks that are as in ``base``, the others whole."""
    was = {block.key: block for block in base.blocks}
    data = {one["key"]: one for one in body.to_data()["blocks"]}
    return [block.key if was.get(block.key) == block else data[block.key] for block in body.blocks]


def unpacked(base: Body, held: Sequence[Any]) -> Body:
    """Return the text that :func:`packed` made small."""
    was: dict[str, Block] = {block.key: block for block in base.blocks}
    blocks: list[Block] = []
    for one in held:
        if isinstance(one, str):
            blocks += [was[one]] if one in was else []
        else:
            blocks += Body.from_data({"original": base.original, "blocks": [one]}).blocks
    return Body(base.original, tuple(blocks))


def drawn_from(base: Body, copy: Body, beside: str | None) -> Body:
    """Return the text from which an editor is drawn that goes on with a copy.

    The languages that the editor shows are as in the version: what is typed in them is sent. The others are as in the copy,
    because nothing is sent of them.
    """
    was = {block.key: block for block in base.blocks}
    blocks = [
        _mixed(was.get(block.key, Block(block.key, block.kind, 1, {})), block, {base.original, beside})
        for block in copy.blocks
    ]
    there = {block.key for block in blocks}
    return Body(base.original, (*blocks, *(block for block in base.blocks if block.key not in there)))


def _mixed(was: Block, block: Block, shown: Collection[str | None]) -> Block:
    def of(before: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, str]:
        return {
            **{code: words for code, words in before.items() if code in shown},
            **{code: words for code, words in kept.items() if code not in shown},
        }

    return replace(was, texts=of(was.texts, block.texts), sources=of(was.sources, block.sources))


def read(data: Any, original: str, body_of: Mapping[str, Block]) -> Sent:
    """Return what a browser sent as JSON: ``{"version", "known", "beside", "reason", "same", "blocks": [[key, kind, text, also]]}``.

    A text that is ``null`` is as in the version.

    Args:
        data: what was sent.
        original: code of the language of the text.
        body_of: blocks of the version that was edited, by their keys.

    Raises:
        Invalid: it is not of this form.
    """
    try:
        beside = data.get("beside") or None
        blocks = [_row(row) for row in data["blocks"]]
        version, reason, same = (
            int(data["version"]),
            clean_lines(str(data.get("reason") or "")),
            map(str, data.get("same") or []),
        )
        known = str(data["known"]) if data.get("known") else None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Invalid(say("What was sent could not be read.")) from error
    if beside not in LANGUAGES or beside == original:
        beside = None

    def words(key: str, text: str | None, language: str) -> str:
        if text is not None:
            return text
        known = body_of.get(key)
        return known.texts.get(language, "") if known else ""

    fields = Fields(
        keys=[key for key, *_ in blocks],
        kinds=[kind for _, kind, *_ in blocks],
        texts=[words(key, text, original) for key, _, text, _ in blocks],
        beside=beside,
        also=[words(key, also, beside) for key, _, _, also in blocks] if beside else (),
        same=frozenset(same),
    )
    return Sent(fields, version, reason[:LONGEST_REASON], known)


def _row(row: Any) -> tuple[str, str, str | None, str | None]:
    key, kind, text, also = row
    if not all(one is None or isinstance(one, str) for one in (text, also)):
        raise TypeError
    return str(key), str(kind), text, also


def limit(body: Body) -> None:
    """Refuse a copy that is larger than any text may be."""
    if len(body.blocks) > MOST_BLOCKS:
        raise Invalid(say("A text has up to %(n)s blocks.", n=MOST_BLOCKS))
    sizes = [len(words) for block in body.blocks for words in block.texts.values()]
    if any(size > LONGEST_BLOCK for size in sizes):
        raise Invalid(say("This block takes up to %(n)s characters.", n=LONGEST_BLOCK))
    if sum(sizes) > LARGEST:
        raise Invalid(say("What was sent is larger than this council accepts."))
