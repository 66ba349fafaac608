"""Suggestions as pages show them: the redline in a note, what is asked for in words, who made them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from council_flow.language import Sentence, Titles, say
from council_flow.text import words
from council_flow.text.blocks import Block, Body
from council_flow.text.inline import plain
from council_flow.text.numbering import citations_in

MOST = 4000
"""Longer words are not laid word by word in a note: hundreds of notes stand on a page."""


def change(comment: Any, base_words: str = "") -> Sequence[words.Piece]:
    """Return what a suggestion does as a redline for its note, in plain words; nothing for a plain comment or a move.

    Args:
        comment: with ``act``, ``quote`` and ``proposed``.
        base_words: plain words of its block, for a suggestion on the whole block.
    """
    if comment.act is None or comment.act == "move":
        return ()
    before = comment.quote or base_words
    if comment.act == "insert":
        return (words.Piece("ins", plain(comment.proposed)),)
    return _change(before, plain(comment.proposed) if comment.act == "replace" else "")


@lru_cache(maxsize=2048)
def _change(before: str, after: str) -> tuple[words.Piece, ...]:
    if not before or not after or len(before) + len(after) > MOST:
        return tuple(words.Piece(op, text) for op, text in (("del", before), ("ins", after)) if text)
    return words.pieces(before, after)


def act_name(comment: Any, cited: Mapping[str, Mapping[str, str]]) -> Sentence:
    """Return what a suggestion asks for in words: "A new paragraph after 8 (d)", "Move after 12".

    Args:
        comment: with ``act``, ``key`` and ``after``.
        cited: numbers of blocks in each language (``citing.citations``).
    """
    if comment.act not in ("insert", "move"):
        return say("Delete") if comment.act == "delete" else say("Other words")
    number = Titles(cited.get(comment.after or comment.key, {}))
    if comment.act == "insert":
        return say("A new paragraph after %(number)s", number=number) if number else say("A new paragraph")
    return say("Move after %(number)s", number=number) if number else say("Move it elsewhere")


def source_name(number: int, label: Mapping[str, str], adapted: bool = False) -> Sentence:
    """Return whom a change in a version comes from: "Suggestion 12, Expert, Jordan"."""
    if adapted:
        return say("Suggestion %(n)s, %(who)s, in other words", n=number, who=Titles(label))
    return say("Suggestion %(n)s, %(who)s", n=number, who=Titles(label))


def openings(body: Body, language: str, of: Callable[[Block], bool] = lambda block: True) -> list[tuple[str, str]]:
    """Return keys of blocks with their number and opening words, to choose one from a list."""
    cited = citations_in(body, language)
    found = []
    for block in body.blocks:
        if of(block):
            text = plain(block.texts.get(language) or block.texts.get(body.original, ""))
            short = text if len(text) <= 60 else text[:60].rsplit(" ", 1)[0] + " …"
            found.append((block.key, f"{cited.get(block.key, '')} {short}".strip()))
    return found
