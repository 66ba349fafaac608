"""Numbers of blocks, which are derived and never stored. Pure.

Levels follow the editorial practice of United Nations documents in each language: ``1.``, ``(a)``, ``(i)``, ``a.`` in
English and Uzbek; ``1.``, ``a)``, ``i)``, ``a.`` in Russian; ``1 -``, ``(أ)``, ``‘1’``, ``أ -`` in Arabic. On screen Arabic
takes Arabic-Indic digits; in print digits are the same in every language, so that citations match.
"""

from __future__ import annotations

from collections.abc import Callable

from council_flow.text.blocks import Block, Body
from council_flow.text.footnotes import in_order

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
    """Return the number of each numbered block by its key. ``style`` is ``screen`` or ``print``.

    Paragraphs and headings count anew in each annex. A block that is *bis* takes the number before it and the next of the
    Latin multiplicatives that United Nations bodies use while a text is negotiated.
    """
    return _Counter(body, language, style).found


class _Counter:
    def __init__(self, body: Body, language: str, style: str) -> None:
        self.levels = _LEVELS.get((language, style), _OTHERS)
        self.language, self.digits = language, indic if language == "ar" and style == "screen" else str
        self.annexes = sum(block.kind == "annex" for block in body.blocks)
        self.counts = dict.fromkeys(("annex", "heading", "table"), 0)
        self.at = [0, 0, 0, 0]
        """How many operative paragraphs, and sub-paragraphs of each level, stand before the next one."""
        self.bis = [0, 0, 0, 0]
        self.found: dict[str, str] = {}
        for block in body.blocks:
            self._take(block)
        for n, key in enumerate(in_order(body), 1):
            self.found[key] = self.digits(n)

    def _take(self, block: Block) -> None:
        if block.kind == "subparagraph":
            self._count(block, block.level)
            return
        if block.kind != "footnote":
            self.at[1:], self.bis[1:] = [0] * 3, [0] * 3
        if block.kind == "operative":
            self._count(block, 0)
        elif block.kind in self.counts and (block.kind != "heading" or block.level == 1):
            self.counts[block.kind] += 1
            self.found[block.key] = self._named(block.kind, self.counts[block.kind])
        if block.kind == "annex":
            self.at[0] = self.bis[0] = self.counts["heading"] = 0

    def _count(self, block: Block, depth: int) -> None:
        if block.bis and self.at[depth]:
            self.bis[depth] += 1
        else:
            self.at[depth] += 1
            self.bis[depth] = 0
        self.at[depth + 1 :], self.bis[depth + 1 :] = [0] * (3 - depth), [0] * (3 - depth)
        number = self.levels[depth](self.at[depth])
        self.found[block.key] = _with_bis(number, multiplicative(self.bis[depth], self.language))

    def _named(self, kind: str, n: int) -> str:
        match kind:
            case "annex":
                return ANNEX[self.language] + (f" {self._roman(n)}" if self.annexes > 1 else "")
            case "table":
                return f"{TABLE[self.language]} {self.digits(n)}"
        return _heading(n, self.language)

    def _roman(self, n: int) -> str:
        return ORDINALS[n - 1] if self.language == "ar" and n <= len(ORDINALS) else roman(n).upper()


ANNEX = {"en": "Annex", "ru": "Приложение", "uz": "Ilova", "ar": "المرفق"}
TABLE = {"en": "Table", "ru": "Таблица", "uz": "Jadval", "ar": "الجدول"}
MULTIPLICATIVES = ("", "bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies")
REPEATED = ("", "مكرراً", "مكرراً ثانياً", "مكرراً ثالثاً", "مكرراً رابعاً", "مكرراً خامساً")
"""What Arabic documents write after a number where others write bis, ter, …"""


def multiplicative(n: int, language: str) -> str:
    """Return what follows the n-th number that is used again: bis, ter, quater; nothing for 0."""
    known = REPEATED if language == "ar" else MULTIPLICATIVES
    return known[n] if n < len(known) else f"{known[1]}-{n}"


def _with_bis(number: str, word: str) -> str:
    """Set bis before the sign that closes a number: ``8 bis.``, ``(a bis)``."""
    if not word:
        return number
    core = number.rstrip(".)-’ ")
    return f"{core} {word}{number[len(core) :]}"


def cite(body: Body, key: str) -> str:
    """Return how a block is cited in English without its marks: ``8``, ``8 (d)``, ``Annex II, 3``; empty without number."""
    return citations_in(body, "en").get(key, "")


_TRAILING = " .-–—"


def citations_in(body: Body, language: str, style: str = "screen") -> dict[str, str]:
    """Return how each numbered block is cited in a language: ``8 (d)``; in an annex with its name before it."""
    numbered = numbers(body, language, style)
    found: dict[str, str] = {}
    annex = ""
    trail: list[tuple[int, str]] = []  # numbers of the paragraph and of the levels above the block
    for block in body.blocks:
        depth = block.level if block.kind == "subparagraph" else 0
        if block.kind != "footnote":
            trail = [step for step in trail if step[0] < depth] if depth else []
        number = numbered.get(block.key, "").strip(_TRAILING)
        if block.kind == "annex":
            annex = number
        if not number:
            continue
        if block.kind in {"annex", "table", "footnote"}:
            found[block.key] = number
            continue
        trail.append((depth, number))
        cited = " ".join(step for _, step in trail)
        found[block.key] = f"{annex}{'، ' if language == 'ar' else ', '}{cited}" if annex else cited
    return found
