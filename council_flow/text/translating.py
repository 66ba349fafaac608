"""A text and one translation of it, paragraph by paragraph. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from council_flow.text.blocks import Block, Body, translation_state
from council_flow.text.editing import cleaned
from council_flow.text.hashing import block_hash
from council_flow.text.inline import plain
from council_flow.text.words import Piece, pieces


@dataclass(frozen=True)
class Facing:
    """One block in two languages."""

    block: Block
    state: str
    """follows, behind or missing."""
    number: str
    number_there: str
    changed: tuple[Piece, ...] = ()
    """What changed in the original since it was translated; empty where that is not known."""


def facing(
    body: Body,
    language: str,
    numbered: tuple[Mapping[str, str], Mapping[str, str]],
    translated_from: Mapping[str, str],
) -> list[Facing]:
    """Return all blocks in the original and in a language.

    Args:
        numbered: numbers of the blocks in the original and in the language.
        translated_from: for blocks that are behind, the original words that their translation was made from.
    """
    found = []
    for block in body.blocks:
        state = translation_state(block, language, body.original)
        was = translated_from.get(block.key) if state == "behind" else None
        changed = pieces(plain(was), plain(block.texts.get(body.original, ""))) if was else ()
        one, other = (numbers.get(block.key, "") for numbers in numbered)
        found.append(Facing(block, state, one, other, changed))
    return found


def behind(body: Body, language: str) -> dict[str, str]:
    """Return for the blocks that are behind in a language the hash of the words that they were translated from."""
    return {
        block.key: block.sources[language]
        for block in body.blocks
        if translation_state(block, language, body.original) == "behind" and language in block.sources
    }


def sources(wanted: Mapping[str, str], bodies: Iterable[Body]) -> dict[str, str]:
    """Return the words with the hashes ``wanted``, by key of the block, as far as earlier versions have them."""
    found: dict[str, str] = {}
    for body in bodies:
        for block in body.blocks:
            if block.key in wanted and block.key not in found and block_hash(block, body.original) == wanted[block.key]:
                found[block.key] = block.texts.get(body.original, "")
    return found


def translated(body: Body, language: str, words: Mapping[str, str], same: Collection[str] = ()) -> Body:
    """Return a text with translations written anew.

    Args:
        words: by key of the block, as typed; empty words take a translation out. Blocks not named stay.
        same: keys of blocks of which somebody says that the translation still says the same.
    """
    return Body(body.original, tuple(_block(block, body.original, language, words, same) for block in body.blocks))


def _block(block: Block, original: str, language: str, words: Mapping[str, str], same: Collection[str]) -> Block:
    if block.key not in words and block.key not in same:
        return block
    was = block.texts.get(language, "")
    now = cleaned(words[block.key], language, block.kind) if block.key in words else was
    texts = {code: said for code, said in {**block.texts, language: now}.items() if said}
    origins = dict(block.sources)
    if not now:
        origins.pop(language, None)
    elif now != was or block.key in same:
        origins[language] = block_hash(block, original)
    return replace(block, texts=texts, sources=origins)
