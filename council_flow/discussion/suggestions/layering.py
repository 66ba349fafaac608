"""All suggestions on one block laid over one another: what stands side by side, what collides, what is the same. Pure.

Words that no two suggestions touch are shown where they stand. Where suggestions touch the same words, each wording is
shown in full beside the others. One that rewrites most of the block would swallow all others; it is shown by itself,
against the text, and said to collide with those whose words it touches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from council_flow.discussion.suggestions.rich import Change, Rich, Sign, changed, changes, rich, written

REWRITE = 0.5
"""A suggestion that replaces at least this share of a block's letters is read as a rewrite of the block."""


@dataclass(frozen=True)
class Piece:
    """Inline text that stands, is deleted or is inserted. ``op``: same, ins or del."""

    op: str
    text: str


@dataclass(frozen=True)
class Offer:
    """What somebody suggests for one block, on the text as it is now."""

    numbers: tuple[int, ...]
    """The comments that suggest exactly this, lowest first."""
    act: str
    words: str = ""
    """Inline text of the whole block as it would read; of a new block."""
    kind: str = ""
    """Kind of a new block."""
    after: str = ""
    """The block that a moved or a new one shall stand after."""
    made: tuple[Change, ...] = ()
    """Changes in the words of the block."""

    @property
    def number(self) -> int:
        """The lowest number: by which this is called."""
        return self.numbers[0]

    @property
    def whole(self) -> bool:
        """It concerns the block itself and not its words: deleted, moved."""
        return not self.made and self.act in ("delete", "move")


def offer(base: Rich, number: int, act: str, words: str, kind: str = "", after: str = "") -> Offer:
    """Return a suggestion by what it does. ``words``: the whole block as it would read, or the new block."""
    on_words = act == "replace" or (act == "delete" and bool(words))
    made = changes(base, rich(words)) if on_words else ()
    if on_words or act == "insert":
        return Offer((number,), "replace" if on_words else act, words, kind if act == "insert" else "", after, made)
    return Offer((number,), act, "", "", after if act == "move" else "")


def gathered(offers: Iterable[Offer]) -> list[Offer]:
    """Return suggestions with those that suggest the same put together, in the order of their lowest numbers."""
    same: dict[tuple[Any, ...], list[Offer]] = {}
    for one in offers:
        content = written(rich(one.words).signs) if one.act == "insert" else ""
        same.setdefault((one.act, one.made, content, one.kind, one.after), []).append(one)
    found = [Offer(tuple(sorted(n for one in group for n in one.numbers)), *_rest(group[0])) for group in same.values()]
    return sorted(found, key=lambda one: one.number)


def _rest(one: Offer) -> tuple[str, str, str, str, tuple[Change, ...]]:
    return one.act, one.words, one.kind, one.after, one.made


def collide(one: Offer, other: Offer) -> bool:
    """Answer whether two suggestions on a block cannot both be carried out; the same change made twice can."""
    if "insert" in (one.act, other.act):
        return False
    if one.whole and other.whole:
        return (one.act, one.after) != (other.act, other.after)
    if one.whole or other.whole:  # a deleted block has no words to be changed; a moved one has
        return (one if one.whole else other).act == "delete"
    return any(a != b and a.touches(b) for a in one.made for b in other.made)


@dataclass(frozen=True)
class Reading:
    """One wording of a passage, by everybody who suggests it."""

    offers: tuple[Offer, ...]
    pieces: tuple[Piece, ...]

    @property
    def numbers(self) -> list[int]:
        """All comments that suggest this wording here."""
        return sorted(n for one in self.offers for n in one.numbers)


@dataclass(frozen=True)
class Segment:
    """A passage of the block with what is suggested for it: nothing, one wording, or several that collide."""

    words: str
    """Inline text as it stands."""
    start: int
    end: int
    readings: tuple[Reading, ...] = ()

    @property
    def collides(self) -> bool:
        """Several wordings are suggested."""
        return len(self.readings) > 1


@dataclass(frozen=True)
class Group:
    """Suggestions that collide, side by side; no other suggestion on words touches theirs."""

    start: int
    end: int
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class Layers:
    """Everything suggested for one block."""

    segments: tuple[Segment, ...]
    """The block from beginning to end."""
    rewrites: tuple[Reading, ...] = ()
    deletes: tuple[Offer, ...] = ()
    moves: tuple[Offer, ...] = ()
    inserts: tuple[Offer, ...] = ()
    already: tuple[Offer, ...] = ()
    """Suggestions whose words the text has by now."""
    groups: tuple[Group, ...] = ()
    against: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """For the number of each suggestion, the numbers of those that it collides with."""

    @property
    def offers(self) -> list[Offer]:
        """Every suggestion once, by its number."""
        on_words = {one.number: one for place in self.segments for each in place.readings for one in each.offers}
        on_words |= {one.number: one for each in self.rewrites for one in each.offers}
        rest = [*self.deletes, *self.moves, *self.inserts, *self.already]
        return sorted([*on_words.values(), *rest], key=lambda one: one.number)

    @property
    def free(self) -> list[Offer]:
        """Suggestions that collide with no other."""
        return [one for one in self.offers if not self.against.get(one.number)]

    @property
    def beside(self) -> list[Offer]:
        """Suggestions that are shown by themselves: they collide with none, or only with rewrites of the block."""
        grouped = {one.number for group in self.groups for one in group.offers}
        apart = grouped | {one.number for one in self.whole} | {one.number for one in self.already}
        return [one for one in self.offers if one.number not in apart]

    @property
    def whole(self) -> list[Offer]:
        """Suggestions for the block as a whole: rewrites, deletions, moves."""
        return sorted(
            [*(one for each in self.rewrites for one in each.offers), *self.deletes, *self.moves],
            key=lambda one: one.number,
        )


def layers(base: Rich, found: Iterable[Offer]) -> Layers:
    """Lay all suggestions for a block over one another."""
    offers = gathered(found)
    on_words = [one for one in offers if one.act == "replace" and one.made]
    rewriting = [one for one in on_words if _share(base, one.made) >= REWRITE and len(on_words) > 1]
    segments = _segments(base, [one for one in on_words if one not in rewriting])
    return Layers(
        segments=tuple(segments),
        groups=tuple(_groups(segments)),
        rewrites=tuple(Reading((one,), pieces(base, one.made)) for one in rewriting),
        deletes=tuple(one for one in offers if one.act == "delete"),
        moves=tuple(one for one in offers if one.act == "move"),
        inserts=tuple(one for one in offers if one.act == "insert"),
        already=tuple(one for one in offers if one.act == "replace" and not one.made),
        against={one.number: _against(one, offers) for one in offers},
    )


def _groups(segments: Sequence[Segment]) -> list[Group]:
    """Put passages together that collide and share a suggestion."""
    found: list[Group] = []
    for one in segments:
        if not one.collides:
            continue
        offers = {each.number: each for reading in one.readings for each in reading.offers}
        joint = [group for group in found if any(each.number in offers for each in group.offers)]
        start = min([one.start, *(group.start for group in joint)])
        offers |= {each.number: each for group in joint for each in group.offers}
        found = [group for group in found if group not in joint]
        found.append(Group(start, one.end, tuple(offers[number] for number in sorted(offers))))
    return found


def _against(one: Offer, offers: Sequence[Offer]) -> tuple[int, ...]:
    return tuple(sorted(n for other in offers if other is not one and collide(one, other) for n in other.numbers))


def _share(base: Rich, made: Iterable[Change]) -> float:
    letters = sum(sign.text.isalnum() for sign in base.signs)
    gone = sum(sign.text.isalnum() for change in made for sign in base.signs[change.start : change.end])
    return gone / letters if letters else 1.0


def _segments(base: Rich, offers: Sequence[Offer]) -> list[Segment]:
    """Cut the block at the changes; those that touch, straight or through others, make one passage."""
    stretches = joined(change for one in offers for change in one.made)
    found: list[Segment] = []
    at = 0
    for start, end in stretches:
        if at < start:
            found.append(Segment(base.between(at, start), at, start))
        found.append(Segment(base.between(start, end), start, end, tuple(_readings(base, offers, start, end))))
        at = end
    if at < len(base.signs):
        found.append(Segment(base.between(at, len(base.signs)), at, len(base.signs)))
    return found


def joined(made: Iterable[Change]) -> list[tuple[int, int]]:
    """Return the stretches of a text that changes cover, those that touch joined into one."""
    found: list[tuple[int, int]] = []
    edge = False  # something is inserted where the last stretch ends
    for change in sorted(made, key=lambda one: (one.start, one.end)):
        inserts = change.start == change.end
        start, end = found[-1] if found else (-1, -1)
        if change.start < end or (change.start == end and (inserts or edge)):
            edge = (inserts and change.end == end) or (edge and change.end <= end)
            found[-1] = (start, max(end, change.end))
        else:
            found.append((change.start, change.end))
            edge = inserts
    return found


def _readings(base: Rich, offers: Sequence[Offer], start: int, end: int) -> list[Reading]:
    by_wording: dict[tuple[Change, ...], list[Offer]] = {}
    for one in offers:
        here = within(one.made, start, end)
        if here:
            by_wording.setdefault(here, []).append(one)
    found = [Reading(tuple(group), pieces(base, here, start, end)) for here, group in by_wording.items()]
    return sorted(found, key=lambda one: one.numbers[0])


def within(made: Iterable[Change], start: int, end: int) -> tuple[Change, ...]:
    """Return the changes that lie in a stretch."""
    return tuple(change for change in made if start <= change.start and change.end <= end)


def pieces(base: Rich, made: Sequence[Change], start: int = 0, end: int | None = None) -> tuple[Piece, ...]:
    """Return a stretch of a text with changes in it: what stands, what is deleted, what is inserted."""
    found: list[Piece] = []
    at, end = start, len(base.signs) if end is None else end
    for change in made:
        found += [
            Piece("same", base.between(at, change.start)),
            Piece("del", base.between(change.start, change.end)),
            Piece("ins", written(change.signs)),
        ]
        at = change.end
    return tuple(piece for piece in [*found, Piece("same", base.between(at, end))] if piece.text)


def redline(before: str, after: str) -> tuple[Piece, ...]:
    """Return what leads from one inline text to another."""
    base = rich(before)
    return pieces(base, changes(base, rich(after)))


def wording(base: Rich, made: Iterable[Change], start: int, end: int) -> tuple[Sign, ...]:
    """Return how a stretch reads with changes in it."""
    moved = (Change(change.start - start, change.end - start, change.signs) for change in made)
    part = Rich(base.shadow[start:end], base.signs[start:end], ())
    return changed(part, moved)
