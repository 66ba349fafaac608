"""Footnotes of a text that was read: each below the paragraph that has its mark, marks that name nothing kept as words. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from council_flow.language import say
from council_flow.text.blocks import Block, Body, paragraphs
from council_flow.text.inline import targets

_MARK = re.compile(r"(?<!\\)(?P<signs>(?:\\\\)*)\[\^(?P<label>[\w-]{1,24})\]")
"""A mark, after an even number of backslashes: these are signs of their own."""
LOOSE = say("This footnote has no paragraph above it: it was taken for a note.")

Part = TypeVar("Part", bound=Any)
"""A block with its doubt (``markdown.Understood``)."""


def placed(found: Sequence[Part], labels: Mapping[str, str], language: str) -> list[Part]:
    """Return the blocks with their marks pointing at the footnotes, and these below the paragraphs that have the marks.

    Args:
        found: the blocks in the order of the file; footnotes may stand at its end.
        labels: key of the footnote that each label names.
        language: of the words.
    """
    marked = [replace(part, block=_marked(part.block, labels, language)) for part in found]
    holders = _holders(marked, language)
    body = Body(language, tuple(part.block for part in marked))
    at_home = {
        block.key for group in paragraphs(body) for block in group
        if block.kind == "footnote" and holders.get(block.key) in {one.key for one in group}
    }  # fmt: skip
    moving: dict[str, list[Part]] = {}
    staying: list[Part] = []
    for part in marked:
        if part.block.kind == "footnote" and part.block.key in holders and part.block.key not in at_home:
            moving.setdefault(holders[part.block.key], []).append(part)
        else:
            staying.append(part)
    return [_noted(part, before) for part, before in _with_before(_woven(staying, moving))]


def _marked(block: Block, labels: Mapping[str, str], language: str) -> Block:
    words = block.texts[language]
    if "[^" not in words:
        return block

    def one(match: re.Match[str]) -> str:
        key = labels.get(match["label"].casefold())
        signs = match["signs"]
        return f"{signs}[^{key}]" if key and key != block.key else f"{signs}\\{match[0][len(signs) :]}"

    return replace(block, texts={language: _MARK.sub(one, words)})


def _holders(found: Sequence[Part], language: str) -> dict[str, str]:
    """Return for each footnote the block that has its first mark."""
    holders: dict[str, str] = {}
    for part in found:
        for target in targets(part.block.texts[language]):
            if target.startswith("^"):
                holders.setdefault(target[1:], part.block.key)
    return holders


def _woven(staying: Sequence[Part], moving: dict[str, list[Part]]) -> list[Part]:
    """Put each footnote that moves after its paragraph and the footnotes that stand there."""
    out: list[Part] = []
    waiting: list[Part] = []
    for part in staying:
        if waiting and part.block.kind != "footnote":
            out += waiting
            waiting = []
        out.append(part)
        waiting += moving.pop(part.block.key, [])
    out += waiting
    for several in moving.values():  # marks inside footnotes that moved themselves
        out += several
    return out


def _with_before(found: Sequence[Part]) -> list[tuple[Part, Block | None]]:
    pairs: list[tuple[Part, Block | None]] = []
    before: Block | None = None
    for part in found:
        pairs.append((part, before))
        if part.block.kind != "footnote":
            before = part.block
    return pairs


def _noted(part: Part, before: Block | None) -> Part:
    if part.block.kind == "footnote" and (before is None or before.kind == "title"):
        return replace(part, block=replace(part.block, kind="note"), doubt=LOOSE)
    return part
