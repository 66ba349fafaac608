"""Suggestions that are written as comments: ``→ other words``, ``↷ 8 (d)``. Pure.

Word keeps one tracked change at a place. Where several people suggest at the same words, all but the first are written as
comments that begin with an arrow; so may anybody write who has no tracked changes. ``→`` alone takes the words out, lines up
to an empty one are the words proposed, what follows is the reason. ``↷ 8 (d)`` moves the block after paragraph 8 (d); where
that has no number its opening words stand in “ ”. ``[^2]`` before it says: this concerns footnote 2;
``[^+] words`` suggests a new footnote. (LibreOffice 7.4 loses the words of all footnotes where one is a tracked change.)
"""

from __future__ import annotations

import re
from dataclasses import replace

from council_flow.text.blocks import Block, Body
from council_flow.text.cleaning import clean
from council_flow.text.exchange.importing import Found, folded
from council_flow.text.inline import plain
from council_flow.text.numbering import citations_in

WORDS, MOVE, NEW_FOOTNOTE = "→", "↷", "[^+]"
_FOOTNOTE = re.compile(r"\[\^(?P<n>\d{1,3})\]\s*")
_NUMBERED = frozenset({"heading", "annex", "operative", "subparagraph"})
_OPENING = 60
"""Letters of the opening words by which a block without a number is named."""


def read_arrow(one: Found, body: Body, language: str) -> Found:
    """Return a comment that begins with an arrow as the suggestion that it makes; any other as it is."""
    one = _on_footnote(one, body)
    if one.text.startswith(NEW_FOOTNOTE) and not one.act:
        said, _, reason = one.text.removeprefix(NEW_FOOTNOTE).partition("\n\n")
        return replace(
            one, act="insert", quote="", start=None, proposed=clean(said, language), proposed_kind="footnote", after=one.key,
            text=reason.strip(),
        )  # fmt: skip
    if one.act or one.text[:1] not in {WORDS, MOVE} or one.reply_to:
        return one
    said, _, reason = one.text[1:].partition("\n\n")
    if one.text[0] == MOVE:
        after = named(body, language, said.strip())
        return replace(one, act="move", after=after, text=reason.strip()) if after and after != one.key else one
    block = body.block(one.key)
    lines = "\n".join(clean(line, language) for line in said.strip().split("\n"))
    proposed = lines if block is not None and block.kind == "table" else clean(lines, language)
    return replace(one, act="replace" if proposed else "delete", proposed=proposed, text=reason.strip())


def _on_footnote(one: Found, body: Body) -> Found:
    """Return a comment that begins with ``[^2]`` as one on the second footnote: Word has no comments in footnotes."""
    match = _FOOTNOTE.match(one.text)
    if match is None or one.act:
        return one
    footnotes = [block.key for block in body.blocks if block.kind == "footnote"]
    n = int(match["n"])
    if not 1 <= n <= len(footnotes):
        return one
    return replace(one, key=footnotes[n - 1], quote="", start=None, text=one.text[match.end() :])


def written_arrow(proposed: str, reason: str) -> str:
    """Return a suggestion of other words as a comment says it."""
    return "\n\n".join(part for part in (f"{WORDS} {proposed}".strip(), reason) if part)


def written_footnote(proposed: str, reason: str) -> str:
    """Return a suggestion of a new footnote as a comment says it."""
    return "\n\n".join(part for part in (f"{NEW_FOOTNOTE} {proposed}", reason) if part)


def written_move(body: Body, language: str, after: str, reason: str) -> str:
    """Return a suggestion to move a block as a comment says it."""
    return "\n\n".join(part for part in (f"{MOVE} {name(body, language, after)}", reason) if part)


def name(body: Body, language: str, key: str) -> str:
    """Return how a block is named: by its number, else by its opening words, counted where others open so."""
    names = _names(body, language)
    return names.get(key, "")


def _names(body: Body, language: str) -> dict[str, str]:
    cited = citations_in(body, language)
    said: dict[str, list[str]] = {}
    for block in body.blocks:
        number = cited.get(block.key, "") if block.kind in _NUMBERED else ""
        said.setdefault(number or f"“{_opening(block, language)}”", []).append(block.key)
    return {
        key: f"{label} ({n})" if n > 1 else label for label, keys in said.items() for n, key in enumerate(keys, 1)
    }  # fmt: skip


def _opening(block: Block, language: str) -> str:
    return plain(block.texts.get(language, ""))[:_OPENING].strip()


def named(body: Body, language: str, said: str) -> str:
    """Return the key of the block that is named so, empty where none is."""
    return {folded(label): key for key, label in _names(body, language).items()}.get(folded(said), "")
