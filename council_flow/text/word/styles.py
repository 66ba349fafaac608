"""The styles of Word files that the product writes, by which it knows its own blocks again. Pure."""

from __future__ import annotations

import re

from council_flow.text.blocks import DEEPEST

STYLES: dict[str, tuple[str, str, int]] = {
    "Title": ("Title", "title", 1),
    "Heading1": ("heading 1", "heading", 1),
    "Heading2": ("heading 2", "heading", 2),
    "CouncilAnnex": ("Council annex", "annex", 1),
    "CouncilPreambular": ("Council preambular paragraph", "preambular", 1),
    "CouncilOperative": ("Council operative paragraph", "operative", 1),
    "CouncilSub1": ("Council sub-paragraph 1", "subparagraph", 1),
    "CouncilSub2": ("Council sub-paragraph 2", "subparagraph", 2),
    "CouncilSub3": ("Council sub-paragraph 3", "subparagraph", 3),
    "CouncilNote": ("Council note", "note", 1),
    "CouncilSkip": ("Council derived line", "skip", 1),
    "CouncilAnnexNumber": ("Council annex number", "skip", 1),
}
"""Id -> name, kind and level. ``skip``: a line with a derived number, such as "Annex II" or "Table 1"."""
OWN = {name.casefold(): (kind, level) for name, kind, level in STYLES.values() if name.startswith("Council")}
"""Kind and level by the name of a style that only the product writes: other programs keep names, not ids."""
BOOKMARK = "council_"
"""How the names of bookmarks begin that hold the identity of blocks: ``council_KEY_o`` stands in an operative paragraph."""
_CODES = {
    "title": "t", "heading": "h", "annex": "a", "preambular": "p", "operative": "o", "subparagraph": "s", "table": "b", "note": "n",
}  # fmt: skip
_NAME = re.compile(rf"{BOOKMARK}(?P<key>[a-z0-9]{{4,24}})_(?P<code>[{''.join(_CODES.values())}])(?P<level>[1-3]?)")


def bookmark_of(key: str, kind: str, level: int) -> str:
    """Return the name of the bookmark of a block."""
    return f"{BOOKMARK}{key}_{_CODES[kind]}{level if kind in DEEPEST else ''}"


def block_of(bookmark: str) -> tuple[str, str, int] | None:
    """Return identity, kind and level of the block that a bookmark stands in; ``None`` for one of another program."""
    match = _NAME.fullmatch(bookmark)
    if match is None:
        return None
    kind = next(name for name, code in _CODES.items() if code == match["code"])
    return match["key"], kind, min(int(match["level"] or 1), DEEPEST.get(kind, 1))


STYLE_OF = {(kind, level): ident for ident, (_, kind, level) in STYLES.items()}
