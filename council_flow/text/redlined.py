"""A comparison of words as HTML: what is deleted and what is inserted, marked. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from council_flow.text.inline import html
from council_flow.text.words import Piece


def redlined(pieces: Iterable[Piece], *, rich: bool = False) -> Markup:
    """Return pieces as safe HTML. A space stands between words deleted and those that take their place; not before a comma.

    Args:
        pieces: of plain words.
        rich: the pieces are inline text, whose emphasis is shown.
    """
    said: Callable[[str], str] = html if rich else escape
    out: list[str] = []
    before = ""
    for piece in pieces:
        words = piece.text.rstrip()
        if piece.op == "same" or not words:
            out.append(said(piece.text))
        else:
            apart = " " if before == "del" and piece.op == "ins" and words[:1].isalnum() else ""
            out.append(f"{apart}<{piece.op}>{said(words)}</{piece.op}>{piece.text[len(words) :]}")
        before = piece.op if words == piece.text else "same"
    return Markup("".join(out))  # noqa: S704 - every word went through escape() or html()
