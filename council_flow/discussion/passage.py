"""The paragraph beside a form, with the words concerned marked. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from council_flow.text.anchor import find
from council_flow.text.blocks import Body
from council_flow.text.page import Paragraph, paragraphs


@dataclass(frozen=True)
class Words:
    """Words to be marked, as ``text/page.py`` asks for them."""

    start: int
    end: int
    language: str
    number: int = 0
    marked: bool = True


def passage(
    body: Body, key: str, language: str, *, quote: str | None = None, start: int | None = None, end: int | None = None
) -> Paragraph | None:
    """Return the paragraph that has the block ``key``, with the words marked; ``None`` where the text has no such block.

    The words are given by ``start`` and ``end``, or looked up by ``quote``.
    """
    marks: dict[str, list[Words]] = {}
    if start is not None and end is not None:
        marks[key] = [Words(start, end, language)]
    elif quote:
        found = find(body, key, language, quote, start)
        if found is not None and found.start is not None and found.end is not None:
            marks[found.key] = [Words(found.start, found.end, language)]
    for shown in paragraphs(body, language, marks):
        if key == shown.line.key or any(line.key == key for line in shown.below):
            return shown
    return None
