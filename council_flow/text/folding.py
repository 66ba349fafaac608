"""Text with what readers do not tell apart made equal, and a way back to the real places. Pure.

Folded are: case, runs of spaces, typographic quotes and dashes, the apostrophes of Uzbek (ʻ ʼ ' ‘ ’ `), Russian ё, accents of
Latin letters, Arabic tatweel, vowel marks and letter forms (alef, ya, ta marbuta, presentation forms), digits of other
scripts, ligatures, and signs without a shape of their own. Places are code points of the text as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import accumulate

_APOSTROPHES = "\u02bb\u02bc\u2018\u2019\u201b\u02b9\u02bd\u02be\u02bf\u2032`\u00b4\u02c8\uff07"
_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u2033\u201a\uff02"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_LETTERS = {"ё": "е", "ى": "ي", "ة": "ه", "ٱ": "ا", "ی": "ي", "ې": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ı": "i", "œ": "oe", "æ": "ae"}  # fmt: skip
_SIGNS = {
    **dict.fromkeys(_APOSTROPHES, "'"), **dict.fromkeys(_QUOTES, '"'), **dict.fromkeys(_DASHES, "-"), "\u2044": "/",
}  # fmt: skip
_CLUSTER = re.compile(
    r"\s+|[^\s][\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u00ad\ufe0e\ufe0f]*"
)
"""A run of spaces, or one sign with the marks that belong to it."""
_RUNS = re.compile(r"\s\s")
_UNITS = re.compile(r"\s+|\S")


@dataclass(frozen=True)
class Folded:
    """Folded text. ``places[n]`` is where folded sign ``n`` begins in the real text, with the real end as last."""

    text: str
    places: list[int]
    ends: list[int]
    """Where folded sign ``n`` ends in the real text."""

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the real place of ``text[start:end]``, which has at least one sign."""
        return self.places[start], self.ends[end - 1]


class _Known(dict[int, str]):
    """What each sign becomes, worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _fold_one(chr(code))
        return found


def _fold_one(sign: str) -> str:
    if sign.isspace():
        return " "
    if unicodedata.decomposition(sign).startswith("<super>") and unicodedata.category(sign) == "No":
        return ""
    if sign in _SIGNS:
        return _SIGNS[sign]
    return "".join(map(_fold_sign, unicodedata.normalize("NFKC", sign).casefold()))


def _fold_sign(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in {"Mn", "Me", "Cf", "Cc"} or sign == "\u0640":
        return ""
    if kind == "Zs":
        return " "
    if kind == "Nd":
        return str(unicodedata.digit(sign))
    sign = _SIGNS.get(sign, _LETTERS.get(sign, sign))
    if "\u0400" <= sign <= "\u052f":
        return sign
    bare = "".join(one for one in unicodedata.normalize("NFD", sign) if unicodedata.category(one) != "Mn")
    return _LETTERS.get(bare, bare)


_KNOWN = _Known()


def fold(text: str) -> Folded:
    """Return the text folded, with its real places."""
    if unicodedata.is_normalized("NFC", text):
        units: list[str] | str = _UNITS.findall(text) if _RUNS.search(text) else text
        parts = [_KNOWN[ord(unit[0])] for unit in units]
    else:
        units = _CLUSTER.findall(text)
        parts = [unicodedata.normalize("NFC", unit).translate(_KNOWN) if not unit.isspace() else " " for unit in units]
    return _placed(parts, units)


def _placed(parts: list[str], units: list[str] | str) -> Folded:
    folded_text, starts = "".join(parts), list(accumulate(map(len, units), initial=0))
    if len(folded_text) == len(units) and all(parts):
        return Folded(folded_text, starts, starts[1:])
    places: list[int] = []
    ends: list[int] = []
    for part, start, end in zip(parts, starts, starts[1:], strict=False):
        if len(part) == 1:
            places.append(start)
            ends.append(end)
        elif part:
            places += [start] * len(part)
            ends += [end] * len(part)
        elif ends and ends[-1] == start:
            ends[-1] = end
    places.append(starts[-1])
    return Folded(folded_text, places, ends)


def folded(text: str) -> str:
    """Return the text folded, without its places: for counting and for comparing."""
    if not unicodedata.is_normalized("NFC", text):
        return fold(text).text
    return (re.sub(r"\s+", " ", text) if _RUNS.search(text) else text).translate(_KNOWN)


def same(one: str, other: str) -> bool:
    """Return whether two texts say the same to a reader, spaces at their ends aside."""
    return one == other or folded(one).strip() == folded(other).strip()
