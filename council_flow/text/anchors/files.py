"""Passages of a file followed into a newer file, without a database: texts that travelled by mail. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from council_flow.errors import Invalid
from council_flow.language import say
from council_flow.text import folding
from council_flow.text.anchors.finding import found_in, nearest
from council_flow.text.anchors.following import follow
from council_flow.text.anchors.laying import Laid

NEAR = 64
"""A quotation may stand so many code points beside the place that is given for it."""


@dataclass(frozen=True)
class Quote:
    """A passage of the older file: paragraph from 0, place in code points inside it, and its words."""

    id: str | int
    paragraph: int
    start: int
    exact: str


@dataclass(frozen=True)
class Found:
    """Where a passage stands in the newer file; the last three are ``None`` where it was removed."""

    id: str | int
    status: str
    paragraph: int | None = None
    start: int | None = None
    text: str | None = None

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {
            "id": self.id, "status": self.status, "paragraph": self.paragraph, "start": self.start, "text": self.text,
        }  # fmt: skip


def paragraphs(text: str) -> list[str]:
    """Return the blocks of a file between its blank lines, as they stand; line ends count as one code point."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return ["\n".join(block) for blank, block in groupby(lines, lambda line: not line.strip()) if not blank]


def quotes(source: str) -> list[Quote]:
    """Return the passages of a JSON file.

    Raises:
        Invalid: it is not such a list.
    """
    try:
        rows = json.loads(source.removeprefix("\ufeff"))
    except ValueError as error:
        raise Invalid(say("The quotes are not JSON: %(reason)s", reason=str(error))) from None
    if not isinstance(rows, list):
        raise Invalid(say("The quotes are a JSON list of objects with id, paragraph, start and exact."))
    return [_quote(n, row) for n, row in enumerate(rows, 1)]


def _quote(n: int, row: object) -> Quote:
    if not isinstance(row, dict):
        raise Invalid(say("Quote %(n)s is not an object with id, paragraph, start and exact.", n=n))
    wanted: dict[str, tuple[type, ...]] = {"id": (str, int), "paragraph": (int,), "start": (int,), "exact": (str,)}
    for name, kind in wanted.items():
        value = row.get(name)
        if not isinstance(value, kind) or isinstance(value, bool):
            name_of = row.get("id", n)
            raise Invalid(
                say("Quote %(id)s: “%(field)s” is missing or of the wrong kind.", id=str(name_of), field=name)
            )
    return Quote(row["id"], row["paragraph"], row["start"], row["exact"])


def carried(old: Sequence[str], new: Sequence[str], asked: Sequence[Quote]) -> list[Found]:
    """Return what became of each passage.

    Raises:
        Invalid: a passage does not stand in the older file where it is said to.
    """
    places = [_place(old, quote) for quote in asked]
    laid = Laid(old, new)
    found = []
    for quote, place in zip(asked, places, strict=True):
        stands = follow(laid, quote.paragraph, *place)
        if stands is None:
            found.append(Found(quote.id, "removed"))
        else:
            words = new[stands.paragraph][stands.start : stands.end]
            found.append(Found(quote.id, stands.status, stands.paragraph, stands.start, words))
    return found


def _place(old: Sequence[str], quote: Quote) -> tuple[int, int]:
    if not 0 <= quote.paragraph < len(old):
        raise Invalid(
            say(
                "Quote %(id)s: the older file has no paragraph %(n)s; its %(count)s paragraphs are counted from 0.",
                id=str(quote.id),
                n=quote.paragraph,
                count=len(old),
            )
        )
    text, end = old[quote.paragraph], quote.start + len(quote.exact)
    if quote.exact.strip() and quote.start >= 0 and folding.same(text[quote.start : end], quote.exact):
        return quote.start, end
    place = nearest(found_in(text, quote.exact), quote.start)
    if place is None or abs(place[0] - quote.start) > NEAR:
        raise Invalid(
            say(
                "Quote %(id)s: these words do not stand at %(start)s in paragraph %(n)s of the older file.",
                id=str(quote.id),
                start=quote.start,
                n=quote.paragraph,
            )
        )
    return place
