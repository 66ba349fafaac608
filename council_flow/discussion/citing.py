"""How blocks are cited in each language, and which paragraph a sub-paragraph belongs to. Pure."""

from __future__ import annotations

from council_flow.language import LANGUAGES
from council_flow.text.blocks import Body
from council_flow.text.numbering import citations_in


def parents(body: Body) -> dict[str, str]:
    """Return for each sub-paragraph the key of the paragraph above it."""
    found: dict[str, str] = {}
    above: str | None = None
    for block in body.blocks:
        if block.kind in ("operative", "preambular"):
            above = block.key
        elif block.kind in ("subparagraph", "footnote") and above is not None:
            found[block.key] = above
        else:
            above = None
    return found


def citations(body: Body) -> dict[str, dict[str, str]]:
    """Return the number of each numbered block in every language of the interface: ``8 (d)``."""
    found: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        for key, cited in citations_in(body, language).items():
            found.setdefault(key, {})[language] = cited
    return found
