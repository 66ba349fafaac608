"""Numbers of blocks, which are derived and never stored. Pure.

Levels follow the editorial practice of United Nations documents in each language: ``1.``, ``(a)``, ``(i)``, ``a.`` in
English and Uzbek; ``1.``, ``a)``, ``i)``, ``a.`` in Russian; ``1 -``, ``(أ)``, ``‘1’``, ``أ -`` in Arabic. On screen Arabic
takes Arabic-Indic digits; in print digits are the same in every language, so that citations match.
"""

from __future__ import annotations

from collections.abc import Callable

from council_flow.text.blocks import Body

ABJAD = [
    "أ",
    "ب",
    "ج",
    "د",
    "هـ",
    "و",
    "ز",
    "ح",
    "ط",
    "ي",
    "ك",
    "ل",
    "م",
    "ن",
    "س",
    "ع",
    "ف",
    "ص",
    "ق",
    "ر",
    "ش",
    "ت",
    "ث",
    "خ",
    "ذ",
    "ض",
    "ظ",
    "غ",
]
"""Letters in the order in which Arabic documents count."""
ORDINALS = (
    "أولاً", "ثانياً", "ثالثاً", "رابعاً", "خامساً", "سادساً", "سابعاً", "ثامناً", "تاسعاً", "عاشراً", "حادي عشر", "ثاني عشر", "ثالث عشر",
    "رابع عشر", "خامس عشر", "سادس عشر", "سابع عشر", "ثامن عشر", "تاسع عشر", "عشرون",
)  # fmt: skip
_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def roman(n: int) -> str:
    """Return a positive number in small Roman figures."""
    out = ""
    for value, figure in _ROMAN:
        while n >= value:
            out += figure
            n -= value
    return out


def letters(n: int, alphabet: str | list[str] = "abcdefghijklmnopqrstuvwxyz") -> str:
    """Return the n-th letter; after the last one come pairs: y, z, aa, ab."""
    out = ""
    while n > 0:
        n, rest = divmod(n - 1, len(alphabet))
        out = alphabet[rest] + out
    return out


def _latin(opening: str) -> tuple[Callable[[int], str], ...]:
    return (
        lambda n: f"{n}.",
        lambda n: f"{opening}{letters(n)})",
        lambda n: f"{opening}{roman(n)})",
        lambda n: f"{letters(n)}.",
    )


def _arabic(digits: Callable[[int], str]) -> tuple[Callable[[int], str], ...]:
    return (
        lambda n: f"{digits(n)} -",
        lambda n: f"({letters(n, ABJAD)})",
        lambda n: f"‘{digits(n)}’",
        lambda n: f"{letters(n, ABJAD)} -",
    )


def indic(n: int) -> str:
    """Return a number in Arabic-Indic digits."""
    return str(n).translate(_INDIC)


_LEVELS = {
    ("ru", "screen"): _latin(""), ("ru", "print"): _latin(""), ("ar", "screen"): _arabic(indic), ("ar", "print"): _arabic(str),
}  # fmt: skip
_OTHERS = _latin("(")


def _heading(n: int, language: str) -> str:
    if language == "ar":
        return f"{ORDINALS[n - 1] if n <= len(ORDINALS) else indic(n)} -"
    return f"{roman(n).upper()}."


def numbers(body: Body, language: str, style: str = "screen") -> dict[str, str]:
    """Return the number of each numbered block by its key. ``style`` is ``screen`` or ``print``."""
    levels = _LEVELS.get((language, style), _OTHERS)
    found: dict[str, str] = {}
    headings = paragraphs = 0
    below = [0, 0, 0]
    for block in body.blocks:
        if block.kind == "subparagraph":
            below[block.level - 1] += 1
            below[block.level :] = [0] * (3 - block.level)
            found[block.key] = levels[block.level](below[block.level - 1])
            continue
        below = [0, 0, 0]
        if block.kind == "operative":
            paragraphs += 1
            found[block.key] = levels[0](paragraphs)
        elif block.kind == "heading" and block.level == 1:
            headings += 1
            found[block.key] = _heading(headings, language)
    return found


def cite(body: Body, key: str) -> str:
    """Return how a block is cited in the original language without its marks: ``8``, ``8 (d)``; empty without number."""
    numbered = numbers(body, "en")
    trail: list[tuple[int, str]] = []
    for block in body.blocks:
        depth = block.level if block.kind == "subparagraph" else 0
        trail = [step for step in trail if depth and step[0] < depth]
        if number := numbered.get(block.key, "").rstrip("."):
            trail.append((depth, number))
        if block.key == key:
            return " ".join(number for _, number in trail) if number else ""
    return ""
