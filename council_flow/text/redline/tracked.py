"""A redline as the paragraphs of a word processor that tracks changes. Pure.

Accepting all changes gives the newer text, refusing them the older one: that is what the rows are turned into. A word
processor knows no splitting and joining, only paragraph marks that were inserted or deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from council_flow.text.redline.model import Line
from council_flow.text.words import Piece

KEPT = frozenset({"same", "ins", "to"})
"""Runs and marks that are there when all changes are accepted; the others, with ``same``, when they are refused."""


@dataclass
class Tracked:
    """One paragraph. Runs and the mark at its end are: same, ins, del, from (moved away), to (moved here)."""

    line: Line
    runs: list[Piece] = field(default_factory=list)
    mark: str = "same"
    number: str = ""
    fresh: bool = False
    """Whether only the newer text has the number: a later part of a split paragraph."""
    move: str = ""
    """Name that both ends of a move share."""


def tracked(lines: Sequence[Line]) -> list[Tracked]:
    """Return the paragraphs of a redline, in their order."""
    gone = {line.laid.old for line in lines if line.status == "left"}
    moved = {line.laid.old: line for line in lines if line.status == "moved"}
    shares: dict[int | None, list[Line]] = {}
    for line in lines:
        if line.status == "split":
            shares.setdefault(line.laid.old, []).append(line)
    whole = dict(_olds(lines))
    chains = {old: _chain(lines, several) for old, several in shares.items() if old not in gone}
    found: list[Tracked] = []
    for line in lines:
        if line.status == "left":
            kind = "from" if line.laid.old in moved else "del"
            source = moved.get(line.laid.old, line)
            text = whole.get(line.laid.old, "")
            found.append(Tracked(source, [Piece(kind, text)], kind, line.old_number, move=f"move{line.laid.old}"))
        elif line.status == "split":
            found.append(_share(line, shares[line.laid.old], chains.get(line.laid.old, [])))
        elif line.status == "merged":
            found += _joined(line, gone)
        else:
            found.append(_alone(line))
    return [one for one in found if one.runs or one.mark == "same"]


def _alone(line: Line) -> Tracked:
    if line.status == "moved":
        runs = [Piece("to" if piece.op == "same" else "ins", piece.text) for piece in line.words if piece.op != "del"]
        return Tracked(line, runs, "to", line.new_number, move=f"move{line.laid.old}")
    if line.status == "deleted":
        return Tracked(line, list(line.words), "del", line.old_number)
    return Tracked(line, list(line.words), "ins" if line.status == "inserted" else "same", line.new_number)


def _olds(lines: Sequence[Line]) -> Iterator[tuple[int | None, str]]:
    """Return the words of each old paragraph that is shown elsewhere than it stood."""
    for line in lines:
        if line.status == "moved":
            yield line.laid.old, line.old_words
        elif line.status == "merged":
            said = [""]
            for piece in line.words:
                said += [""] if piece.op == "join" else []
                said[-1] += piece.text if piece.op in {"same", "del"} else ""
            yield from zip(line.laid.parts, said, strict=True)
    split: dict[int | None, list[tuple[int, str]]] = {}
    for line in lines:
        if line.status == "split":
            split.setdefault(line.laid.old, []).append((line.laid.share, line.old_words))
    for old, several in split.items():
        yield old, "".join(words for _, words in sorted(several))


def _chain(lines: Sequence[Line], several: Iterable[Line]) -> list[Line]:
    """Return the parts of a split paragraph that stand in a row, in their order, where it stood."""
    at = {id(line): n for n, line in enumerate(lines)}
    by_share = sorted(several, key=lambda line: line.laid.share)
    home = next((n for n, line in enumerate(by_share) if line.laid.home), None)
    if home is None:
        return []
    first = last = home
    while first and at[id(by_share[first - 1])] == at[id(by_share[first])] - 1:
        first -= 1
    while last + 1 < len(by_share) and at[id(by_share[last + 1])] == at[id(by_share[last])] + 1:
        last += 1
    return by_share[first : last + 1]


def _share(line: Line, several: Sequence[Line], chain: Sequence[Line]) -> Tracked:
    if line not in chain:
        runs = [Piece("ins", piece.text) for piece in line.words if piece.op in {"same", "ins"}]
        return Tracked(line, runs, "ins", line.new_number)
    by_share = sorted(several, key=lambda one: one.laid.share)
    before = [one for one in by_share if one.laid.share < chain[0].laid.share] if line is chain[0] else []
    after = [one for one in by_share if one.laid.share > chain[-1].laid.share] if line is chain[-1] else []
    runs = (
        [Piece("del", one.old_words) for one in before]
        + list(line.words)
        + [Piece("del", one.old_words) for one in after]
    )
    mark = "same" if line is chain[-1] else "ins"
    return Tracked(line, [run for run in runs if run.text], mark, line.new_number, fresh=line is not chain[0])


def _joined(line: Line, gone: Iterable[int | None]) -> Iterator[Tracked]:
    """Return a joined paragraph: between two old ones that stood here, the mark of the first was deleted."""
    here = [part not in gone for part in line.laid.parts]
    part, found = 0, Tracked(line, number=line.new_number)
    for piece in line.words:
        if piece.op == "join":
            part += 1
            if here[part - 1] and here[part]:
                found.mark = "del"
                yield found
                found = Tracked(line)
        elif here[part] or piece.op == "ins":
            found.runs.append(piece)
        elif piece.op == "same":
            found.runs.append(Piece("ins", piece.text))
    found.mark = "same" if any(here) else "ins"
    yield found


def accepted(found: Iterable[Tracked]) -> list[str]:
    """Return the paragraphs that stand when all changes are accepted."""
    return _standing(found, {"same": True, "ins": True, "to": True})


def refused(found: Iterable[Tracked]) -> list[str]:
    """Return the paragraphs that stand when all changes are refused."""
    return _standing(found, {"same": True, "del": True, "from": True})


def _standing(found: Iterable[Tracked], there: Mapping[str, bool]) -> list[str]:
    out: list[str] = []
    open_text: str | None = None
    for paragraph in found:
        text = "".join(run.text for run in paragraph.runs if run.op in there)
        if paragraph.mark in there:
            out.append((open_text or "") + text)
            open_text = None
        elif text or open_text is not None:
            open_text = (open_text or "") + text
    return [*out, open_text] if open_text else out
