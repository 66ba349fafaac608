"""Verification codes: drawn at random, read from paper, typed by anybody. Pure.

Twelve characters in three groups, ``7K4M-2QXD-9FTR``: 60 bits, so that nobody finds one by trying. The alphabet has
no O, I, 0 or 1, which paper confuses.
"""

from __future__ import annotations

import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 12
GROUP = 4

_LONGEST = 32
_LOOKALIKES = str.maketrans("АВЕКМНРСТУХЅЈЗ", "ABEKMHPCTYXSJ3")
"""Cyrillic letters drawn like Latin ones: what a Russian keyboard types for a code seen on paper."""


def new_code() -> str:
    """Draw a verification code in its normal form."""
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def normal(text: str) -> str:
    """Return a typed code in the form in which codes are stored.

    Case, spaces, dashes of any kind, full-width and Arabic digits and Cyrillic lookalikes make no difference. What is
    no code stays recognizable, so that a page can show it again.
    """
    plain = unicodedata.normalize("NFKC", text).upper().translate(_LOOKALIKES)
    characters = [_digit(character) for character in plain if character.isalnum()]
    return grouped("".join(characters)[:_LONGEST])


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def grouped(text: str) -> str:
    """Return the text in groups of four with a dash between them."""
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))
