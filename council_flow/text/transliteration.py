"""Uzbek in the Latin and in the Cyrillic alphabet, one made from the other by rule. Pure.

Letters: the Latin alphabet of the law of 2 September 1993 as amended on 6 May 1995, and the Cyrillic one of 1940, with the
spelling rules of 1995 (``е`` at the beginning of a word and after a vowel is *ye*; ``ц`` is *ts* after a vowel, else *s*;
``ь`` is left out). What a rule cannot know, because an alphabet writes less than the other, stands in short lists. The result
is a starting text that a person reads over.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from council_flow.text.inline import TARGET

_SMALL = {
    "a": "а", "b": "б", "d": "д", "f": "ф", "g": "г", "h": "ҳ", "i": "и", "j": "ж", "k": "к", "l": "л", "m": "м", "n": "н",
    "o": "о", "p": "п", "q": "қ", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в", "x": "х", "y": "й", "z": "з",
    "oʻ": "ў", "gʻ": "ғ", "sh": "ш", "ch": "ч", "yo": "ё", "yu": "ю", "ya": "я", "ye": "е", "ʼ": "ъ",
}  # fmt: skip
_BACK = {small: latin for latin, small in _SMALL.items() if latin not in {"ye"}} | {
    "э": "e", "ь": "", "ы": "i", "щ": "sh",
}  # fmt: skip
_VOWELS_LATIN, _VOWELS_CYRILLIC = "aeiouAEIOU", "аеёиоуўэюяыАЕЁИОУЎЭЮЯЫ"
_APOSTROPHES = re.compile("(?<=[oOgG])['`‘’ʼ]")
_TUTUQ = re.compile("(?<=[^\\W\\d_oOgG])['`‘’ʻ](?=[^\\W\\d_])")
_LETTERS = re.compile(r"sʼh|yoʻ|oʻ|gʻ|sh|ch|yo|yu|ya|ye|[a-zʼ]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[ʻʼ'’‘`][^\W\d_]*)*")
_KEPT = re.compile(
    rf"\[[^\[\]\n]{{1,60}}\]\((?:{TARGET})\)|\[\^[a-z0-9]{{1,24}}\]|[A-Z]{{1,8}}(?:/[A-Za-z0-9.]+)+|https?://\S+|\S+@\S+"
)
"""What is no word: targets of references, marks of footnotes, symbols of documents, addresses."""
_ROMAN = re.compile(r"[IVXLC]+")
_FOREIGN = re.compile(r"[wW]|[cC](?![hH])")
_ABROAD = frozenset({"UNDP", "UNITAD", "UNHRP", "IOM", "OSINT", "ISIL", "UNHR"})

_TS_STEMS = ("dotsent", "litsey", "militsiy", "protsess", "protsent", "protsedur", "retsept", "spetsial", "natsional",
             "sotsial", "kontsept", "medits", "pretsedent", "bitsil", "atsetat", "dezinfektsi")  # fmt: skip
"""Stems in which ``ts`` is one letter in Cyrillic; elsewhere it is two, as in *ketsa*."""
_SIYA = re.compile(r"(?:ts(?=i[yo])|(?<=[kp])s(?=iya)|(?<=n)s(?=iya))", re.IGNORECASE)
_SIYA_NOT = ("pensiya", "versiya", "diskussiya", "komissiya", "sessiya", "missiya", "professiya", "represiya", "repressiya",
             "agressiya", "ekskursiya", "diversiya", "emissiya", "profilaksiya")  # fmt: skip
_SOFT = {
    "yanvar": "январь", "fevral": "февраль", "aprel": "апрель", "iyun": "июнь", "iyul": "июль", "sentabr": "сентябрь",
    "oktabr": "октябрь", "noyabr": "ноябрь", "dekabr": "декабрь", "albatta": "албатта", "kabinet": "кабинет",
    "model": "модель", "rol": "роль", "parol": "пароль", "medal": "медаль", "asfalt": "асфальт", "kultura": "культура",
    "sirk": "цирк", "sement": "цемент", "sex": "цех", "sentner": "центнер",
}  # fmt: skip
"""Beginnings of words whose Cyrillic spelling has a letter that Latin leaves out, or one that it writes otherwise."""
_HARD = re.compile(r"(?<=[bdstv])(?=ye(?:kt|zd|m))", re.IGNORECASE)


def is_cyrillic(text: str) -> bool:
    """Answer whether a text is written, for the greater part, in Cyrillic letters."""
    cyrillic = sum("\u0400" <= sign <= "\u04ff" for sign in text)
    return cyrillic > sum(sign.isascii() and sign.isalpha() for sign in text)


def to_cyrillic(text: str) -> str:
    """Return inline text of Uzbek in Latin letters in Cyrillic ones; references, symbols and foreign names stay."""
    text = _TUTUQ.sub("ʼ", _APOSTROPHES.sub("ʻ", text))
    return _each_word(text, _word_to_cyrillic)


def to_latin(text: str) -> str:
    """Return inline text of Uzbek in Cyrillic letters in Latin ones; what is Latin already stays."""
    return _each_word(text, _word_to_latin)


def _each_word(text: str, change: Callable[[str], str]) -> str:
    out, at = [], 0
    for kept in _KEPT.finditer(text):
        out += [_WORD.sub(lambda word: change(word[0]), text[at : kept.start()]), kept[0]]
        at = kept.end()
    return "".join([*out, _WORD.sub(lambda word: change(word[0]), text[at:])])


def _word_to_cyrillic(word: str) -> str:
    if not word[0].isascii() or _ROMAN.fullmatch(word) or word in _ABROAD or _FOREIGN.search(word):
        return word
    for stem, known in _SOFT.items():
        if word.casefold().startswith(stem):
            return _as(word, known) + _letters(word[len(stem) :], after=known[-1])
    return _letters(word)


def _as(pattern: str, word: str) -> str:
    """Return a word with the capitals of another."""
    if pattern.isupper() and len(pattern) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if pattern[:1].isupper() else word


def _letters(word: str, after: str = "") -> str:
    word = _HARD.sub("ʼ", _with_ts(word))
    return "".join(_letter(match, word, after) for match in _CYRILLIC_STEP.finditer(word))


_CYRILLIC_STEP = re.compile(_LETTERS.pattern + "|.", re.IGNORECASE)


def _with_ts(word: str) -> str:
    """Put ``ц`` where the spelling of loan words has it."""
    folded = word.casefold()
    if folded.startswith(_SIYA_NOT):
        return word
    word = _SIYA.sub(lambda match: "Ц" if match[0].isupper() else "ц", word)
    if folded.startswith(_TS_STEMS):
        word = re.sub("ts", lambda match: "Ц" if match[0].isupper() else "ц", word, count=1, flags=re.IGNORECASE)
    return word


def _letter(match: re.Match[str], word: str, after: str) -> str:
    latin = match[0]
    small = latin.casefold()
    before = word[match.start() - 1] if match.start() else after
    if small == "e":
        found = "э" if not before or before in _VOWELS_LATIN or before in "ʻ" else "е"
    elif small == "sʼh":
        found = "сҳ"
    elif small == "yoʻ":
        found = "йў"
    else:
        found = _SMALL.get(small, latin)
    return _cased(latin, found)


def _cased(latin: str, found: str) -> str:
    if not latin[:1].isupper():
        return found
    return found.upper() if latin.isupper() else found[:1].upper() + found[1:]


def _word_to_latin(word: str) -> str:
    if not any("\u0400" <= sign <= "\u04ff" for sign in word):
        return word
    shouted = word.isupper() and len(word) > 1
    out: list[str] = []
    for at, sign in enumerate(word):
        latin = _sound(word, at)
        if sign.isupper() and latin:
            beside = shouted or word[at + 1 : at + 2].isupper()
            latin = latin.upper() if beside else latin[0].upper() + latin[1:]
        out.append(latin)
    return "".join(out)


def _sound(word: str, at: int) -> str:
    """Return what one Cyrillic letter is in Latin, from what stands around it."""
    sign, before, following = word[at].casefold(), word[at - 1 : at], word[at + 1 : at + 2].casefold()
    if sign == "е":
        return "e" if before and before not in _VOWELS_CYRILLIC and before not in "ъьЪЬ" else "ye"
    if sign == "ц":
        return "ts" if before and before in _VOWELS_CYRILLIC else "s"
    if sign == "ъ" and following and following in "еёюя":
        return ""
    if sign == "с" and following == "ҳ":
        return "sʼ"
    return _BACK.get(sign, sign)
