"""A comparison carries both texts: applied to the old one it gives the new, without its insertions it is the old. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from council_flow.text.comparing.rows import Laid
from council_flow.text.words import Piece


def new_side(rows: Iterable[Laid]) -> list[str]:
    """Return the paragraphs of the newer text."""
    return [_said(row.words, "del") for row in rows if row.new is not None and row.status != "left"]


def old_side(rows: Iterable[Laid]) -> list[str]:
    """Return the paragraphs of the older text, in their order."""
    found: dict[int, str] = {}
    shares: dict[int, list[tuple[int, Laid]]] = {}
    for row in rows:
        if row.status == "merged":
            said = [""]
            for piece in row.words:
                if piece.op == "join":
                    said.append("")
                elif piece.op != "ins":
                    said[-1] += piece.text
            found.update(zip(row.parts, said, strict=True))
        elif row.old is not None and row.status == "split":
            found[row.old] = ""
            shares.setdefault(row.old, []).append((row.share, row))
        elif row.old is not None and row.status != "left":
            found[row.old] = _said(row.words, "ins")
    for before, several in shares.items():
        found[before] = "".join(_said(row.words, "ins") for _, row in sorted(several, key=lambda one: one[0]))
    return [found[before] for before in sorted(found)]


def _said(words: Sequence[Piece], without: str) -> str:
    return "".join(piece.text for piece in words if piece.op not in {without, "join"})


def apply(rows: Sequence[Laid], old: Sequence[str]) -> list[str]:
    """Return the newer text, made of the words of the older one and of the insertions alone.

    Raises:
        ValueError: these rows are about another text.
    """
    at: dict[int, int] = {}
    out: dict[int, str] = {}
    for row in sorted(rows, key=lambda one: one.share):
        if row.status == "left":
            continue
        sources = iter(row.parts if row.status == "merged" else [row.old])
        source, text = next(sources), ""
        for piece in row.words:
            if piece.op == "join":
                source = next(sources)
            elif piece.op == "ins":
                text += piece.text
            else:
                text += _taken(old, source, piece, at)
        if row.new is not None:
            out[row.new] = text
    return [out[place] for place in sorted(out)]


def _taken(old: Sequence[str], source: int | None, piece: Piece, at: dict[int, int]) -> str:
    if source is None or not old[source].startswith(piece.text, at.get(source, 0)):
        raise ValueError(f"paragraph {source} of the old text is not the one compared")
    at[source] = at.get(source, 0) + len(piece.text)
    return piece.text if piece.op == "same" else ""
