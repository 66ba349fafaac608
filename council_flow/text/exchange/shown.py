"""What was found in a file, as the preview shows it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from council_flow.language import Sentence, say
from council_flow.text.exchange.importing import Found, Read
from council_flow.text.inline import html, plain
from council_flow.text.numbering import citations_in
from council_flow.text.words import Piece, pieces

MOST = 200
"""Comments that a preview lists one by one."""


@dataclass(frozen=True)
class Shown:
    """One comment or suggestion of a file."""

    label: str
    place: str
    """Number of its block, else the opening words."""
    quote: str
    text: str
    act: str
    change: tuple[Piece, ...] = ()
    proposed: str = ""
    """Words of a new block, as safe HTML."""
    after: str = ""


def names_of(read: Read, language: str) -> list[Shown]:
    """Return what was found, in the order of the text."""
    body = read.body(language)
    cited = citations_in(body, language)
    words = {block.key: plain(block.texts[language]) for block in body.blocks}

    def name(key: str) -> str:
        return cited.get(key) or _opening(words.get(key, ""))

    return [_shown(one, name(one.key), words.get(one.key, ""), name(one.after)) for one in read.found[:MOST]]


def _opening(words: str) -> str:
    return words if len(words) <= 40 else words[:40].rsplit(" ", 1)[0] + " …"


def _shown(one: Found, place: str, words: str, after: str) -> Shown:
    change: tuple[Piece, ...] = ()
    if one.act in {"replace", "delete"}:
        change = pieces(one.quote or words, plain(one.proposed))
    proposed = html(one.proposed) if one.act == "insert" else ""
    return Shown(
        one.label, place, one.quote, one.text, one.act, change, proposed, after if one.act in {"insert", "move"} else ""
    )


def acts() -> dict[str, Sentence]:
    """Return what a suggestion does, in words."""
    return {
        "replace": say("Other words"), "insert": say("A new paragraph"), "delete": say("Delete"), "move": say("Move it elsewhere"),
    }  # fmt: skip


def few(found: Sequence[object]) -> int:
    """Return how many of what was found are not listed one by one."""
    return max(0, len(found) - MOST)
