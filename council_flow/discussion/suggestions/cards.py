"""All suggestions on a block as cards to decide on: those that collide side by side, the others by themselves. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from council_flow.discussion.citing import citations
from council_flow.discussion.suggestions.applying import Decision, adapted_from
from council_flow.discussion.suggestions.layering import Group, Layers, Offer, Piece, Segment, layers, pieces, within
from council_flow.discussion.suggestions.rich import Change, Rich
from council_flow.discussion.suggestions.suggested import Suggested, fits, offers_by_block, words_at
from council_flow.discussion.view import paragraph_name
from council_flow.language import Sentence
from council_flow.text.blocks import Block, Body
from council_flow.text.numbering import numbers

AROUND = 48
"""Code points of unchanged words left on each side of a change that is shown by itself."""


@dataclass(frozen=True)
class Card:
    """One suggestion, or several that are the same, with what may be decided."""

    offer: Offer
    made: tuple[Suggested, ...]
    pieces: tuple[Piece, ...]
    against: tuple[int, ...]
    """Numbers of those that it collides with."""
    own: str
    """Words with which adapting begins."""
    instead: str
    """The words of the text in whose place they are taken; empty for the whole block, or a new one."""
    decision: Decision

    @property
    def number(self) -> int:
        """By which it is called."""
        return self.offer.number

    @property
    def adaptable(self) -> bool:
        """Other words may be taken."""
        return self.offer.act != "move"


@dataclass(frozen=True)
class Side:
    """Suggestions that collide, side by side."""

    id: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Passage:
    """A passage of the block as it is shown with all suggestions in it."""

    segment: Segment
    group: str
    """Id of the collision that it belongs to, if it has one."""


@dataclass(frozen=True)
class Laid:
    """One block in one language with all suggestions on it."""

    key: str
    kind: str
    language: str
    number: str
    place: Sentence
    layers: Layers
    passages: tuple[Passage, ...]
    sides: tuple[Side, ...]
    """Collisions, each with its cards."""
    beside: tuple[Card, ...]
    """Suggestions that touch other words than all others."""
    whole: tuple[Card, ...]
    already: tuple[Card, ...]

    @property
    def count(self) -> int:
        """How many comments suggest something here."""
        return sum(len(one.numbers) for one in self.layers.offers)

    @property
    def colliding(self) -> int:
        """How many of them are on the same words as another."""
        return sum(len(one.offer.numbers) for side in self.sides for one in side.cards)

    @property
    def whole_numbers(self) -> frozenset[int]:
        """Numbers of those that are for the whole block."""
        return frozenset(n for one in self.layers.whole for n in one.numbers)


def laid(
    body: Body, found: Sequence[Suggested], language: str, chosen: Mapping[int, Decision] | None = None
) -> list[Laid]:
    """Return blocks with the suggestions on them laid over one another, in the order of the text.

    Args:
        body: the text as it is.
        found: suggestions, those that do not fit left out here.
        language: of the reader, for numbers.
        chosen: what was chosen already, by number.
    """
    by_number = {one.number: one for one in found}
    numbered, cited = numbers(body, language), citations(body)
    out = []
    for (key, shown), offers in offers_by_block(body, [one for one in found if fits(body, one)]).items():
        block, base = body.block(key), words_at(body, key, shown)
        if block is not None and base is not None:
            place = paragraph_name(block.kind, cited.get(key, {}))
            names = (numbered.get(key, ""), place)
            out.append(_laid(body, block, base, shown, layers(base, offers), by_number, names, chosen or {}))
    return out


def _laid(
    body: Body, block: Block, base: Rich, language: str, found: Layers, by_number: Mapping[int, Suggested],
    names: tuple[str, Sentence], chosen: Mapping[int, Decision],
) -> Laid:  # fmt: skip
    def card(one: Offer, shown: tuple[Piece, ...]) -> Card:
        made = tuple(by_number[number] for number in one.numbers)
        decision = chosen.get(one.number) or Decision(one.number, "leave")
        against = found.against.get(one.number, ())
        own = decision.words or adapted_from(body, made[0])
        return Card(one, made, shown, against, own, _instead(base, made[0]), decision)

    ids = {id(group): f"g-{block.key}-{index}" for index, group in enumerate(found.groups, 1)}
    return Laid(
        key=block.key,
        kind=block.kind,
        language=language,
        number=names[0],
        place=names[1],
        layers=found,
        passages=tuple(Passage(one, _group_of(one, found.groups, ids)) for one in found.segments),
        sides=tuple(
            Side(ids[id(group)], tuple(card(one, _full(base, one, group)) for one in group.offers))
            for group in found.groups
        ),
        beside=tuple(card(one, _alone(base, one)) for one in found.beside),
        whole=tuple(card(one, _entire(base, one)) for one in found.whole),
        already=tuple(card(one, ()) for one in found.already),
    )


def _instead(base: Rich, one: Suggested) -> str:
    if one.start is None or one.end is None or one.act not in ("replace", "delete"):
        return ""
    words = base.plain[one.start : one.end]
    return words if len(words) <= 60 else f"{words[:28].rstrip()} … {words[-28:].lstrip()}"


def _group_of(segment: Segment, groups: Sequence[Group], ids: Mapping[int, str]) -> str:
    if not segment.collides:
        return ""
    return next((ids[id(one)] for one in groups if one.start <= segment.start and segment.end <= one.end), "")


def _full(base: Rich, one: Offer, group: Group) -> tuple[Piece, ...]:
    """Return the full wording of the passage that is in dispute, with a few words around it."""
    first, last = min(group.start, one.made[0].start), max(group.end, one.made[-1].end)
    start, end = _wider(base, first, last)
    return _ends(base, pieces(base, one.made, start, end), start, end)


def _wider(base: Rich, start: int, end: int) -> tuple[int, int]:
    left, right = max(0, start - AROUND), min(len(base.signs), end + AROUND)
    while 0 < left < start and not base.signs[left - 1].text.isspace():
        left += 1
    while end < right < len(base.signs) and not base.signs[right].text.isspace():
        right -= 1
    return left, right


def _ends(base: Rich, found: tuple[Piece, ...], start: int, end: int) -> tuple[Piece, ...]:
    dots = Piece("same", "…")
    return (*([dots] if start > 0 else []), *found, *([dots] if end < len(base.signs) else []))


def _alone(base: Rich, one: Offer) -> tuple[Piece, ...]:
    """Return the changes of a suggestion with a few words around each."""
    if one.act == "insert":
        return (Piece("ins", one.words),)
    if not one.made:
        return _entire(base, one)
    found: list[Piece] = []
    at = 0
    for first, last in _windows(base, one.made):
        made = within(one.made, first, last)
        found += [Piece("same", " … ")] if at or first else []
        found += pieces(base, made, first, last)
        at = last
    return (*found, *([Piece("same", " …")] if at < len(base.signs) else []))


def _windows(base: Rich, made: Sequence[Change]) -> list[tuple[int, int]]:
    """Return the stretches that hold the changes with some words around them; those near one another are one."""
    found: list[tuple[int, int]] = []
    for change in made:
        first, last = _wider(base, change.start, change.end)
        if found and first <= found[-1][1] + 8:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _entire(base: Rich, one: Offer) -> tuple[Piece, ...]:
    if one.act == "delete":
        return (Piece("del", base.between(0, len(base.signs))),)
    if one.act == "move":
        return (Piece("same", base.between(0, len(base.signs))),)
    return pieces(base, one.made)
