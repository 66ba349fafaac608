"""How blocks are cited in each language, and which paragraph a sub-paragraph belongs to. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from council_flow.language import LANGUAGES
from council_flow.text.blocks import Body
from council_flow.text.numbering import numbers

_TRAILING = " .-–—"


def parents(body: Body) -> dict[str, str]:
    """Return for each sub-paragraph the key of the paragraph above it."""
    found: dict[str, str] = {}
    above: str | None = None
    for block in body.blocks:
        if block.kind in ("operative", "preambular"):
            above = block.key
        elif block.kind == "subparagraph" and above is not None:
            found[block.key] = above
        else:
            above = None
    return found


def citations(body: Body) -> dict[str, dict[str, str]]:
    """Return the number of each numbered block in every language of the interface: ``8 (d)``."""
    found: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        for key, cited in _in_one(body, numbers(body, language)).items():
            found.setdefault(key, {})[language] = cited
    return found


def _in_one(body: Body, numbered: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    trail: list[tuple[int, str]] = []  # numbers of the paragraph and of the levels above the block
    for block in body.blocks:
        depth = block.level if block.kind == "subparagraph" else 0
        trail = [step for step in trail if step[0] < depth] if depth else []
        number = numbered.get(block.key, "").strip(_TRAILING)
        if number:
            trail.append((depth, number))
            found[block.key] = " ".join(step for _, step in trail)
    return found
