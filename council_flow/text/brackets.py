"""Square brackets: words on which a text is still open, alternatives beside one another. Pure.

``The centre shall [should] be open [all year] [from April]``: bodies that negotiate put into square brackets what is not
agreed. Brackets inside brackets belong to the outer ones; one that is never closed is a sign like any other.
"""

from __future__ import annotations

from dataclasses import dataclass

from council_flow.text.blocks import Body
from council_flow.text.inline import plain


@dataclass(frozen=True)
class Bracketed:
    """One passage in brackets: its place in the plain words, brackets included."""

    start: int
    end: int


def passages(words: str) -> list[Bracketed]:
    """Return the outermost bracketed passages of plain words."""
    found: list[Bracketed] = []
    opened: list[int] = []
    for at, sign in enumerate(words):
        if sign == "[":
            opened.append(at)
        elif sign == "]" and opened:
            start = opened.pop()
            found = [one for one in found if one.start < start]
            found.append(Bracketed(start, at + 1))
    return found


def open_blocks(body: Body, language: str | None = None) -> list[str]:
    """Return the keys of blocks that have words in brackets in a language, the original without one."""
    language = language or body.original
    return [
        block.key for block in body.blocks if "[" in (words := block.texts.get(language, "")) and passages(plain(words))
    ]


def alternatives(*texts: str) -> str:
    """Return wordings beside one another in brackets, as a drafter sets them who cannot decide."""
    return " ".join(f"[{text.strip()}]" for text in texts if text.strip())
