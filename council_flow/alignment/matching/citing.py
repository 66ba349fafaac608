"""Provisions that a paragraph names itself: "resolution 2396 (2017), paragraph 31". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from council_flow.text.folding import folded

if TYPE_CHECKING:
    from council_flow.alignment.catalogue import Provision

_RESOLUTION = re.compile(r"S/RES/(\d{3,4}) \((\d{4})\)")
_PLACE = re.compile(
    r"(?:paragraphs?|para\.?|op\.?|пункт\w*|п\.|band\w*|الفقره|فقره|الفقرات|principles?|принцип\w*|tamoyil\w*|المبدا|practices?)"
    r"\s*(?:no\.?|№)?\s*(\d{1,3})|(\d{1,3})-(?:band|tamoyil)"
)


def cited(text: str, provisions: Sequence[Provision]) -> dict[int, bool]:
    """Return the rows of the provisions whose instrument a text names, with whether it names their number too."""
    plain = folded(text)
    found: dict[int, bool] = {}
    for instrument in {one.instrument.id: one.instrument for one in provisions}.values():
        for start, end in _names(plain, instrument.symbol, instrument.title):
            numbers = _numbers(plain[max(0, start - 40) : start], plain[end : end + 60])
            for row, one in enumerate(provisions):
                if one.instrument.id == instrument.id:
                    here = bool(numbers & set(re.findall(r"\d+", one.locator)))
                    found[row] = found.get(row, False) or here
    return found


def _names(plain: str, symbol: str, title: str) -> Iterator[tuple[int, int]]:
    resolution = _RESOLUTION.fullmatch(symbol)
    if resolution:
        number, year = resolution.groups()
        pattern = rf"\b{number}\s*\({year}\)|s/res/{number}\b|(?:resolution|резолюци\w+|القرار|قرار)\s+{number}\b|\b{number}-(?:son|sonli)\b"
    else:
        names = [re.escape(folded(name)) for name in (symbol, title) if name and len(name) < 60]
        pattern = "|".join(names) or r"(?!)"
    for match in re.finditer(pattern, plain):
        yield match.span()


def _numbers(before: str, after: str) -> set[str]:
    around = [*_PLACE.finditer(before), *_PLACE.finditer(after)]
    return {number for match in around for number in match.groups() if number}
