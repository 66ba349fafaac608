"""Paragraphs of two texts laid together in the order of the newer one, words marked. Pure, on plain strings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from council_flow.text.aligning import Alignment, align
from council_flow.text.words import Piece, pieces, spans


class Laid(NamedTuple):
    """One row of a comparison; paragraphs are counted from 0 in their text."""

    status: str
    """same, changed, moved, split, merged, inserted, deleted; left: the old place of one that is shown elsewhere."""
    old: int | None
    new: int | None
    words: tuple[Piece, ...]
    parts: tuple[int, ...] = ()
    """Split: all the new paragraphs it became. Merged: all the old ones it came from."""
    share: int = 0
    """Split: which share of the old words this is, counted from 0 in their order."""
    home: bool = False
    """Split: it stands where the old paragraph stood."""
    heir: bool = False
    """Split: of all parts, this one goes on as the old paragraph."""


def lay(old: Sequence[str], new: Sequence[str], fixed: Mapping[int, int] | None = None) -> list[Laid]:
    """Lay two texts together. ``fixed`` tells paragraphs whose identity is known: new -> old."""
    found = align(old, new, fixed=fixed)
    split = {part: (whole, parts) for whole, parts in found.splits.items() for part in parts}
    merged = {at: parts for at, parts in found.merges.items() if _apart(at, parts, split, found)}
    words = _split_words(found.splits, old, new)
    shown = {before: at for at, before in found.pairs.items()}
    shown.update({before: at for at, parts in merged.items() for before in parts})
    shown.update({whole: parts[0] for whole, parts in found.splits.items()})
    rows: list[Laid] = []
    gone = _gone(len(old), found, shown)
    rows += _gone_rows(gone.get(-1, ()), old, shown)
    for at in range(len(new)):
        before = found.pairs.get(at)
        if at in split:
            home = before is not None and at not in found.moved
            rows.append(
                Laid("split", split[at][0], at, words[at][1], split[at][1], words[at][0], home, before is not None)
            )
        elif at in merged:
            rows.append(Laid("merged", before, at, _merged_words([old[n] for n in merged[at]], new[at]), merged[at]))
        else:
            rows.append(_plain_row(before, at, old, new, at in found.moved))
        if before is not None and at not in found.moved:
            behind = gone.get(before, [])
            told = next(
                (n for n, one in enumerate(behind) if shown.get(one) != at or one != before + n + 1), len(behind)
            )
            rows += _gone_rows(behind[told:], old, shown)
    return rows


def _apart(at: int, parts: Iterable[int], split: Mapping[int, object], found: Alignment) -> bool:
    """Return whether a joined paragraph has nothing to do with split ones; together they would tell a riddle."""
    return at not in split and not any(part in found.splits for part in parts)


def _plain_row(before: int | None, at: int, old: Sequence[str], new: Sequence[str], moved: bool) -> Laid:
    text = new[at]
    if before is None:
        return Laid("inserted", None, at, (Piece("ins", text),))
    same = old[before] == text
    status = "moved" if moved else "same" if same else "changed"
    return Laid(status, before, at, (Piece("same", text),) if same else pieces(old[before], text))


def _gone(count: int, found: Alignment, shown: Mapping[int, int]) -> dict[int, list[int]]:
    """Return old paragraphs that are not in their place, by the steady one that they stood behind (-1: none)."""
    steady = {before for at, before in found.pairs.items() if at not in found.moved}
    behind: dict[int, list[int]] = {}
    last = -1
    for before in range(count):
        if before in steady:
            last = before
        else:
            behind.setdefault(last, []).append(before)
    return behind


def _gone_rows(places: Iterable[int], old: Sequence[str], shown: Mapping[int, int]) -> list[Laid]:
    return [
        Laid("left", before, shown[before], ()) if before in shown else Laid("deleted", before, None, (Piece("del", old[before]),))
        for before in places
    ]  # fmt: skip


def _split_words(
    splits: Mapping[int, tuple[int, ...]], old: Sequence[str], new: Sequence[str]
) -> dict[int, tuple[int, tuple[Piece, ...]]]:
    """Return for each part what became of its share of the old words; the shares together are the old words."""
    found: dict[int, tuple[int, tuple[Piece, ...]]] = {}
    for whole, parts in splits.items():
        places = {part: _first_place(old[whole], new[part]) for part in parts}
        order = sorted(parts, key=lambda part: (places[part], part))
        rest = list(pieces(old[whole], " ".join(new[part] for part in order)))
        for share, part in enumerate(order):
            own, rest = _cut(rest, len(new[part])) if part != order[-1] else (rest, [])
            found[part] = share, tuple(own)
    return found


def _first_place(old: str, part: str) -> int:
    """Return where the longest stretch of a part stands in the old words."""
    same = [span for span in spans(old, part) if span.same]
    return max(same, key=lambda span: span.old_end - span.old_start).old_start if same else len(old)


def _cut(found: list[Piece], length: int) -> tuple[list[Piece], list[Piece]]:
    """Cut pieces where so many new characters are reached; the space that parts them was only in the old text."""
    head: list[Piece] = []
    rest = list(found)
    while rest and (rest[0].op == "del" or length):
        piece = rest.pop(0)
        if piece.op == "del":
            head.append(piece)
            continue
        head.append(Piece(piece.op, piece.text[:length]))
        if len(piece.text) > length:
            rest.insert(0, Piece(piece.op, piece.text[length:]))
        length = max(0, length - len(piece.text))
    if rest:
        space = rest.pop(0)
        head += [Piece("del", " ")] if space.op == "same" else []
        rest = [Piece(space.op, space.text[1:]), *rest] if space.text[1:] else rest
    return [piece for piece in head if piece.text], rest


def _merged_words(olds: Sequence[str], new: str) -> tuple[Piece, ...]:
    """Return what became of several old paragraphs; a piece ``join`` stands where one ended and the next began."""
    ends: list[int] = []
    for text in olds[:-1]:
        ends.append((ends[-1] + 1 if ends else 0) + len(text))
    found: list[Piece] = []
    at = 0
    for piece in pieces(" ".join(olds), new):
        if piece.op == "ins":
            found.append(piece)
            continue
        start = 0
        while ends and at <= ends[0] < at + len(piece.text) - start:
            cut = start + ends.pop(0) - at
            found += [Piece(piece.op, piece.text[start:cut]), Piece("join", "")]
            found += [Piece("ins", " ")] if piece.op == "same" else []
            at += cut + 1 - start
            start = cut + 1
        found.append(Piece(piece.op, piece.text[start:]))
        at += len(piece.text) - start
    return tuple(piece for piece in found if piece.text or piece.op == "join")
