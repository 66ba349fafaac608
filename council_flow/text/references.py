"""References that renumber themselves: to paragraphs of the same text, to its footnotes, to other documents. Pure.

A reference holds the identity of what it points at; the number that it shows is derived and renewed when a version is
saved. In the editor a person types ``[[8 (d)]]`` or ``[[REC/2026/2]]``; what is found becomes a reference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from council_flow.text.blocks import Body
from council_flow.text.inline import retargeted, targets
from council_flow.text.numbering import citations_in

_TYPED = re.compile(r"\[\[\s*([^\[\]\n]{1,60}?)\s*\]\]")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


def documents(body: Body) -> set[str]:
    """Return the addresses of other documents to which a text refers."""
    return {
        target
        for block in body.blocks
        for words in block.texts.values()
        for target in targets(words)
        if target.startswith("/")
    }


def renewed(body: Body, symbols: Mapping[str, tuple[str, str]] | None = None) -> Body:
    """Return a text whose references show what they point at as it is now.

    Args:
        body: the text.
        symbols: for the address of a document, its symbol and the address it has now (a draft that was published).
    """
    found = symbols or {}
    moved = {address: now for address, (_, now) in found.items()}
    named = {address: symbol for address, (symbol, _) in found.items()}
    return _each(body, lambda words, language, labels: retargeted(words, {**labels, **named}, moved))


def resolved(body: Body, symbols: Callable[[str], str | None] = lambda typed: None) -> Body:
    """Return a text in which typed references, ``[[8 (d)]]``, point at what they name; what names nothing stays.

    Args:
        body: the text.
        symbols: returns the address of a document by its symbol, ``None`` where there is none.
    """

    named = {language: _named(body, language) for language in body.languages()}

    def told(words: str, language: str, labels: Mapping[str, str]) -> str:
        if "[[" not in words:
            return words
        by_number = named.get(language, {})

        def one(match: re.Match[str]) -> str:
            target = by_number.get(_folded(match[1])) or symbols(match[1])
            return f"[{match[1]}]({target})" if target else match[0]

        return _TYPED.sub(one, words)

    return _each(body, told)


def _folded(number: str) -> str:
    return "".join(number.translate(_DIGITS).casefold().split()).strip(".")


def _each(body: Body, change: Callable[[str, str, Mapping[str, str]], str]) -> Body:
    if not any("[" in words for block in body.blocks for words in block.texts.values()):
        return body
    labels = {language: _labels(body, language) for language in body.languages()}
    blocks = []
    for block in body.blocks:
        texts = {
            language: change(words, language, labels.get(language, {})) if "[" in words else words
            for language, words in block.texts.items()
        }
        blocks.append(block if texts == block.texts else replace(block, texts=texts))
    return Body(body.original, tuple(blocks))


def _named(body: Body, language: str) -> dict[str, str]:
    """Return what may be typed for each block: its citation; tables by their full name, footnotes not at all."""
    kinds = {block.key: block.kind for block in body.blocks}
    cited = citations_in(body, language)
    return {_folded(number): f"#{key}" for key, number in cited.items() if kinds[key] != "footnote"}


def _labels(body: Body, language: str) -> dict[str, str]:
    """Return what references show. Of a table it is the number alone: the word before it is inflected in most languages."""
    counted = {block.key for block in body.blocks if block.kind in {"table", "footnote"}}
    cited = citations_in(body, language)
    return {f"#{key}": number.split()[-1] if key in counted else number for key, number in cited.items()}
