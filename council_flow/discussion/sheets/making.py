"""From a text to the rows of a sheet, and from its preview to what a page shows. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from council_flow.discussion.citing import citations
from council_flow.discussion.matrix.table import ALONE, FOR_STATE, Say, names
from council_flow.discussion.sheets.judging import ALREADY, NEW, REFUSED, Judged, Labels
from council_flow.discussion.sheets.rows import Filled
from council_flow.discussion.sheets.sheet import FOR_WHOM, HEADS, HOW, TITLE, Blank, Line
from council_flow.discussion.words import TYPES
from council_flow.language import Sentence, direction, say
from council_flow.text.blocks import Block, Body
from council_flow.text.inline import plain
from council_flow.text.words import Piece, pieces


def language_of(block: Block, language: str, original: str) -> str:
    """Return in which language a block stands in a sheet: the reader's, where it is written in it."""
    return language if block.texts.get(language) else original


def lines(body: Body, language: str, tell: Say, id: str) -> list[Line]:
    """Return one empty row for each block.

    Args:
        id: of the sheet; each row is named after it.
    """
    places = places_of(body)
    found = []
    for at, block in enumerate(body.blocks, start=1):
        spoken = language_of(block, language, body.original)
        words = plain(block.texts.get(spoken, ""))
        found.append(Line(tell(places[block.key]), words, block.key, f"{id}-{at}", direction(spoken)))
    return found


def refused_lines(found: Sequence[Judged], body: Body, language: str, tell: Say) -> list[Line]:
    """Return the rows that cannot be posted, as they were filled in, each with the reason."""
    places = places_of(body)
    out = []
    for one in found:
        block = body.block(one.row.key)
        spoken = language_of(block, language, body.original) if block else language
        words = plain(block.texts.get(spoken, "")) if block else ""
        place = tell(places[block.key]) if block else ""
        out.append(Line(place, words, one.row.key, one.row.id, direction(spoken), one.row, tell(one.why)))
    return out


def places_of(body: Body) -> dict[str, Sentence]:
    """Return how the blocks of a text are called."""
    return names(citations(body), {block.key: block.kind for block in body.blocks})


def blank(
    rows: Sequence[Line], tell: Say, *, symbol: str, title: str, version: int, shown: str, address: str, language: str,
    council: Any, day: str, at: datetime, stands_for: bool,
) -> Blank:  # fmt: skip
    """Return a sheet in the reader's language.

    Args:
        shown: how the version is called.
        day: of ``at``, in words.
        stands_for: the reader was named by a State, and says for whom a proposed text is.
    """
    how = (TITLE, *HOW, FOR_WHOM) if stands_for else (TITLE, *HOW)
    return Blank(
        symbol=symbol, title=title, about=f"{symbol}, {shown}, {day}", address=address, version=version,
        language=language, council=tell(council), at=at, heads={at: tell(head) for at, head in HEADS.items()},
        how=[tell(line) for line in how], types=[tell(name) for name in TYPES.values()],
        made=[tell(FOR_STATE), tell(ALONE)] if stands_for else [], lines=rows,
    )  # fmt: skip


def with_labels(known: Labels, tell: Say) -> Labels:
    """Return what may stand in the lists of a sheet, with the words of one more language."""
    types = {tell(title).casefold(): name for name, title in TYPES.items()}
    return Labels(
        {**known.types, **types}, {**known.made, tell(FOR_STATE).casefold(): True, tell(ALONE).casefold(): False}
    )


@dataclass(frozen=True)
class Shown:
    """One row as the preview shows it."""

    judged: Judged
    place: Sentence
    words: tuple[Piece, ...]
    """The proposed text against the paragraph; empty where none is proposed."""
    language: str


@dataclass(frozen=True)
class Preview:
    """What a sheet holds: what would be posted, what is here already, what is refused."""

    filled: Filled
    new: list[Shown]
    already: list[Shown]
    refused: list[Shown]


def preview(found: Sequence[Judged], filled: Filled, body: Body) -> Preview:
    """Return the rows as the preview shows them.

    Args:
        body: the text that the sheet was made from.
    """
    places = places_of(body)
    by: dict[str, list[Shown]] = {NEW: [], ALREADY: [], REFUSED: []}
    for one in found:
        by[one.status].append(_shown(one, body, places, filled.language))
    return Preview(filled, by[NEW], by[ALREADY], by[REFUSED])


def _shown(one: Judged, body: Body, places: Mapping[str, Sentence], language: str) -> Shown:
    block = body.block(one.row.key)
    if block is None:
        return Shown(one, say("No paragraph"), (), language)
    spoken = language_of(block, language, body.original)
    words = pieces(plain(block.texts[spoken]), one.row.proposed) if one.row.proposed else ()
    return Shown(one, places[block.key], words, spoken)
