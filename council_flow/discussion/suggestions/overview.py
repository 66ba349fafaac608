"""All suggestions on a text, paragraph by paragraph: how many, how many collide, which may be accepted in one go. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from council_flow.discussion.citing import citations
from council_flow.discussion.suggestions.layering import Layers, layers
from council_flow.discussion.suggestions.suggested import Suggested, fits, offers_by_block, paragraph_keys, words_at
from council_flow.discussion.view import paragraph_name
from council_flow.language import Sentence
from council_flow.text.blocks import Body
from council_flow.text.inline import plain


@dataclass(frozen=True)
class Entry:
    """One paragraph with suggestions on it, or on what stands below it."""

    key: str
    place: Sentence
    opening: str
    numbers: tuple[int, ...]
    colliding: tuple[int, ...]
    free: tuple[int, ...]
    """Those that collide with no other and fit the text."""
    whole: tuple[int, ...]
    """Those for the whole paragraph: they stand against all the others."""


def overview(body: Body, found: Sequence[Suggested]) -> list[Entry]:
    """Return the paragraphs that have open suggestions, in the order of the text."""
    cited = citations(body)
    heads: dict[str, list[Layers]] = {}
    unfit = {one.number for one in found if not fits(body, one)}
    for (key, language), offers in offers_by_block(body, [one for one in found if one.number not in unfit]).items():
        base = words_at(body, key, language)
        if base is not None:
            heads.setdefault(paragraph_keys(body, key)[0], []).append(layers(base, offers))
    out = []
    for key, parts in heads.items():
        block = body.block(key)
        if block is None:
            continue
        numbers = {n for one in parts for offer in one.offers for n in offer.numbers}
        colliding = {n for one in parts for offer in one.offers if one.against.get(offer.number) for n in offer.numbers}
        opening = plain(block.texts.get(body.original, ""))
        out.append(
            Entry(
                key,
                paragraph_name(block.kind, cited.get(key, {})),
                opening if len(opening) <= 90 else opening[:90].rsplit(" ", 1)[0] + " …",
                tuple(sorted(numbers)),
                tuple(sorted(colliding)),
                tuple(sorted(numbers - colliding)),
                tuple(sorted(n for one in parts for offer in one.whole for n in offer.numbers)),
            )
        )
    return out
