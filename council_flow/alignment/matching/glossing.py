"""An Uzbek text put into English word by word: for the sentence encoder, which does not know the language. Pure.

Uzbek adds its endings to a stem that mostly stays as it is, so a word is known by its longest beginning that the list has.
Words and pairs of words without one are left out; what remains is no English, and near enough in meaning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from council_flow.text.folding import folded
from council_flow.text.transliteration import is_cyrillic, to_latin

FILE = Path(__file__).parent.parent / "catalogues" / "uzbek.yaml"
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_SHORTEST = 3
"""Letters of a beginning that stands for longer words; a shorter one is a word by itself."""


@cache
def stems(path: Path = FILE) -> Mapping[str, str]:
    """Read the list, once a process."""
    from council_flow.alignment.matching.files import read_yaml  # noqa: PLC0415 - slow to import

    found: dict[str, str] = read_yaml(path)["words"]
    return found


def glossed(text: str) -> str:
    """Return the English meanings of the words of an Uzbek text, in their order."""
    plain = folded(to_latin(text) if is_cyrillic(text) else text).casefold()
    words = _WORD.findall(plain)
    found, at = [], 0
    while at < len(words):
        meaning, used = _meaning(words, at)
        if meaning:
            found.append(meaning)
        at += used
    return " ".join(found)


def _meaning(words: list[str], at: int) -> tuple[str, int]:
    known = stems()
    for used in (2, 1):
        phrase = " ".join(words[at : at + used])
        for length in range(len(phrase), _SHORTEST - 1, -1):
            if (gloss := known.get(phrase[:length])) and length > len(words[at]) * (used - 1):
                return gloss, used
    return known.get(words[at], ""), 1
