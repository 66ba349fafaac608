"""What is taken out of text that people type or paste, before it is kept. Pure."""

from __future__ import annotations

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ufffc]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BIDI = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""Marks that change the direction of what follows (Unicode Standard Annex 9): direction comes from the language."""
_INVISIBLE = re.compile("[\u200b\u2060\u00ad\u180e\U000e0000-\U000e007f]")
_SPACE = re.compile(r"[ \t\r\n\u2028\u2029\x85]+")
_UZBEK_TURNED = re.compile("(?<=[oOgG])['`\u2018\u2019\u02bc]")
_UZBEK_TUTUQ = re.compile(r"(?<=[^\W\d_])['`\u2018\u2019](?=[^\W\d_])")


def clean(text: str, language: str) -> str:
    """Return a block's words in normal form: NFC, one space between words, no control or direction marks.

    In Uzbek, apostrophes typed after o and g become U+02BB and the tutuq belgisi U+02BC, the letters of the Latin
    alphabet of 1995, so that one word has one spelling.
    """
    text = unsafe_removed(text)
    text = _INVISIBLE.sub("", text)
    if language == "uz":
        text = _UZBEK_TURNED.sub("\u02bb", text)
        text = _UZBEK_TUTUQ.sub("\u02bc", text)
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def clean_name(text: str) -> str:
    """Return the name of a person or institution: one line, nothing invisible."""
    text = _INVISIBLE.sub("", unsafe_removed(text))
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def clean_lines(text: str) -> str:
    """Return what several lines say, with line breaks kept as LF and nothing that shows a text as another."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", unsafe_removed(text)).strip()


def unsafe_removed(text: str) -> str:
    """Return text without control characters, halves of characters and marks of direction."""
    return _BIDI.sub("", _CONTROL.sub("", _SURROGATE.sub("\ufffd", text)))
