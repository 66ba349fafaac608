"""Where the footnotes of a text are called. Pure."""

from __future__ import annotations

from council_flow.text.blocks import Block, Body
from council_flow.text.inline import targets


def calls(body: Body, language: str | None = None) -> dict[str, list[str]]:
    """Return for each block the keys of the footnotes that it calls, in their order.

    A footnote that no mark calls belongs to the end of the paragraph that it stands below; of several marks the first
    counts. ``language``: of the words looked at, the original without one.
    """
    notes = {block.key for block in body.blocks if block.kind == "footnote"}
    if not notes:
        return {}
    found = {
        block.key: marked for block in body.blocks if (marked := _marked(block, body, language or body.original, notes))
    }
    called = {key for marked in found.values() for key in marked}
    above = ""
    for block in body.blocks:
        if block.kind != "footnote":
            above = block.key
        elif block.key not in called and above:
            found.setdefault(above, []).append(block.key)
    return found


def _marked(block: Block, body: Body, language: str, notes: set[str]) -> list[str]:
    words = block.texts.get(language) or block.texts.get(body.original, "")
    if "[^" not in words:
        return []
    return list(dict.fromkeys(one[1:] for one in targets(words) if one[0] == "^" and one[1:] in notes))


def in_order(body: Body) -> list[str]:
    """Return the keys of all footnotes in the order in which they are called."""
    called = calls(body)
    return list(dict.fromkeys(key for block in body.blocks for key in called.get(block.key, ())))


def with_mark(words: str, key: str) -> str:
    """Return inline text with the mark of a footnote at its end, if it has none."""
    return words if f"[^{key}]" in words else f"{words}[^{key}]"
