"""Plain words of a cell as inline text: what stays of a paragraph keeps how it is set, and where it points. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from council_flow.discussion.suggestions.rich import Rich, Sign, rich, written
from council_flow.text.words import spans


def marked(text: str, words: str) -> str:
    """Return plain words as inline text, with stars, references and footnote marks of ``text`` around what stayed.

    Args:
        text: inline text of the paragraph.
        words: what somebody typed in its place. Signs such as ``*`` in it are signs.
    """
    base = rich(text)
    out: list[Sign] = []
    for span in spans(base.plain, words):
        if span.same:
            out += _kept(base, span.old_start, span.old_end)
        else:
            out += [Sign(letter) for letter in words[span.new_start : span.new_end]]
    return written(out)


def _kept(base: Rich, start: int, end: int) -> Iterator[Sign]:
    for at, sign in enumerate(base.signs):
        first, last = base.plain_at[at], base.plain_at[at + 1]
        if start <= first and last <= end:
            yield sign
        elif first < end and start < last:  # only a part of a reference's words stayed: it points nowhere any more
            yield from (Sign(letter, sign.apart) for letter in sign.text[max(start - first, 0) : end - first])
