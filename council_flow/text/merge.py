"""Two people's changes to the same version, laid together. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from council_flow.text.blocks import Block, Body
from council_flow.text.inline import plain
from council_flow.text.words import Span, spans


@dataclass(frozen=True)
class Conflict:
    """A block that both changed, each otherwise. ``None`` or empty words: removed."""

    key: str
    base: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Merged:
    """What fits together, with the saved words where both changed the same; and those places."""

    body: Body
    conflicts: list[Conflict]


def merge(base: Body, mine: Body, theirs: Body, language: str) -> Merged:
    """Lay two texts together that were both written on ``base``.

    What one of them changed is taken. Where both changed the same words otherwise, the saved ones (``theirs``) stay and
    the place is named, so that nothing written is lost.
    """
    was = {block.key: block for block in base.blocks}
    own = {block.key: block for block in mine.blocks}
    saved = {block.key: block for block in theirs.blocks}
    conflicts: list[Conflict] = []
    kept: dict[str, Block] = {}
    for key in dict.fromkeys([*saved, *own]):
        block, conflict = _one(was.get(key), own.get(key), saved.get(key), language)
        if conflict is not None:
            conflicts.append(conflict)
        if block is not None:
            kept[key] = block
    return Merged(
        Body(theirs.original, tuple(kept[key] for key in _order(base, mine, theirs) if key in kept)), conflicts
    )


def _one(
    was: Block | None, own: Block | None, saved: Block | None, language: str
) -> tuple[Block | None, Conflict | None]:
    if own in (saved, was):
        return saved, None
    if saved == was:
        return own, None
    if was is not None and own is not None and saved is not None:
        return _words(was, own, saved, language)
    key = (own or saved or was).key  # type: ignore[union-attr]  # one of the two differs from the other, so one exists
    return saved, Conflict(key, _said(was, language), _said(own, language), _said(saved, language))


def _said(block: Block | None, language: str) -> str:
    return block.texts.get(language, "") if block else ""


def _words(was: Block, own: Block, saved: Block, language: str) -> tuple[Block, Conflict | None]:
    """Merge a block that all three have: kind and each language by themselves."""
    texts, sources = dict(saved.texts), dict(saved.sources)
    conflict = None
    for code in dict.fromkeys([*was.texts, *own.texts, *saved.texts]):
        before, mine, theirs = was.texts.get(code, ""), own.texts.get(code, ""), saved.texts.get(code, "")
        if mine in (before, theirs):
            continue
        together = mine if theirs == before else laid_together(before, mine, theirs)
        if together is None:
            conflict = conflict or Conflict(was.key, before, mine, theirs)
            continue
        texts[code] = together
        if code in own.sources:
            sources[code] = own.sources[code]
    kind, level = (
        (own.kind, own.level) if (saved.kind, saved.level) == (was.kind, was.level) else (saved.kind, saved.level)
    )
    texts = {code: words for code, words in texts.items() if words}
    return replace(saved, kind=kind, level=level, texts=texts, sources=sources), conflict


def laid_together(base: str, mine: str, theirs: str) -> str | None:
    """Return words with both people's changes, or ``None`` where the changes touch one another."""
    changes = [(span, mine) for span in _changes(base, mine)] + [(span, theirs) for span in _changes(base, theirs)]
    changes.sort(key=lambda change: (change[0].old_start, change[0].old_end))
    out, at = "", 0
    previous: Span | None = None
    for span, source in changes:
        if previous is not None and span.old_start <= previous.old_end:
            return None
        out += base[at : span.old_start] + source[span.new_start : span.new_end]
        at, previous = span.old_end, span
    together = out + base[at:]
    return together if plain(together).strip() else None


def _changes(base: str, changed: str) -> list[Span]:
    return [span for span in spans(base, changed) if not span.same]


def _order(base: Body, mine: Body, theirs: Body) -> list[str]:
    """Return the keys in the saved order, or in mine where only I moved blocks; what is new stands after its neighbour."""
    ours, saved = [block.key for block in mine.blocks], [block.key for block in theirs.blocks]
    was = [block.key for block in base.blocks]
    first, second = (saved, ours) if not _same_order(was, saved) or _same_order(was, ours) else (ours, saved)
    out = list(first)
    for index, key in enumerate(second):
        if key in first:
            continue
        before = next((one for one in reversed(second[:index]) if one in out), None)
        out.insert(out.index(before) + 1 if before is not None else 0, key)
    return out


def _same_order(one: list[str], other: list[str]) -> bool:
    both = set(one) & set(other)
    return [key for key in one if key in both] == [key for key in other if key in both]
