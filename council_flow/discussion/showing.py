"""Suggestions beside a text: what each does to the words is laid out once for a page. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from council_flow.discussion.citing import citations
from council_flow.discussion.suggestions.view import act_name, change
from council_flow.language import say
from council_flow.text.anchor import words_of
from council_flow.text.blocks import Body

NEAR = 40
"""Characters of unchanged words that are shown beside a change."""


def lay(comments: Iterable[Any], body: Body, states: Mapping[str, Any]) -> None:
    """Lay every suggestion among comments (``CommentView`` or ``HeldView``) on the words of the text, for its note.

    Args:
        states: the States by their codes, each with a ``title``.
    """
    cited: dict[str, dict[str, str]] | None = None
    words: dict[tuple[str, str], str] = {}
    for comment in comments:
        if comment.act is None:
            continue
        if comment.act in ("insert", "move"):
            cited = citations(body) if cited is None else cited
            comment.asks = act_name(comment, cited)
        settled = getattr(comment, "standing", "open") != "open"  # the words of now are not those that it was made on
        comment.change = _near(change(comment, "" if comment.quote or settled else _words(words, body, comment)))
        state = states.get(comment.state or "")
        comment.for_whom = say("For %(state)s", state=state.title) if comment.on_behalf and state else say("Alone")


def _words(known: dict[tuple[str, str], str], body: Body, comment: Any) -> str:
    at = (comment.key, comment.language)
    if at not in known:
        block = body.block(comment.key)
        known[at] = words_of(block, body, comment.language) if block else ""
    return known[at]


def _near(pieces: Sequence[Any]) -> Sequence[Any]:
    """Shorten what stands unchanged: a margin has room for what changes and for what is near it."""
    if not any(piece.op == "same" and len(piece.text) > 3 * NEAR for piece in pieces):
        return pieces
    last = len(pieces) - 1
    shorten = partial(_short, last=last)
    return [
        replace(piece, text=shorten(n, piece.text)) if piece.op == "same" else piece for n, piece in enumerate(pieces)
    ]


def _short(n: int, text: str, last: int) -> str:
    head = text[:NEAR].rpartition(" ")[0] if n > 0 else ""
    tail = text[-NEAR:].partition(" ")[2] if n < last else ""
    return text if len(text) <= 3 * NEAR else f"{head} … {tail}"
