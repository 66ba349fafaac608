"""Reading a file by what it is: Word, Markdown or plain text. Pure."""

from __future__ import annotations

import unicodedata

from council_flow.errors import Invalid
from council_flow.language import say
from council_flow.text.blocks import MOST_BLOCKS
from council_flow.text.exchange.carried import TOO_MUCH
from council_flow.text.exchange.importing import Read
from council_flow.text.markdown import understand
from council_flow.text.word.package import LARGEST, NO_WORD, TOO_LARGE, refused
from council_flow.text.word.reading import read_word

NOT_TEXT = say("The file is not UTF-8 text.")
EMPTY = say("The file has no words.")
MOST_LINES = 20 * MOST_BLOCKS
"""Lines of a file of plain words: what is longer is refused before it is read."""
ENDINGS = (".docx", ".md", ".markdown", ".txt")


def is_word(name: str, data: bytes) -> bool:
    """Answer whether a file is to be read as one of Word: by its first bytes, else by the ending of its name."""
    return data.startswith((b"PK", b"\xd0\xcf\x11\xe0")) or name.casefold().endswith(
        (".docx", ".doc", ".docm", ".dotx")
    )


def read_file(name: str, data: bytes, language: str) -> Read:
    """Return what a file says.

    Raises:
        Invalid: with a sentence beside ``file``.
    """
    if is_word(name, data):
        return read_word(data, language)
    return Read(understand(text_of(data), language))


def text_of(data: bytes) -> str:
    """Return the text of a file of Markdown or plain words.

    Raises:
        Invalid: with a sentence beside ``file``.
    """
    if len(data) > LARGEST:
        raise refused(TOO_LARGE)
    if data.startswith(b"%PDF") or (b"\x00" in data[:4096].replace(b"\xff\xfe", b"", 1) and not _wide(data)):
        raise refused(NO_WORD)
    try:
        text = data.decode("utf-16" if _wide(data) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(NOT_TEXT) from error
    if text.count("\n") > MOST_LINES:
        raise Invalid({"file": TOO_MUCH})
    if not text.strip():
        raise Invalid({"file": EMPTY})
    return text


def _wide(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff"))


def guessed(words: str, chosen: str) -> str:
    """Return the language that words are written in, judged by their script; the chosen one where that may be right."""
    letters = [sign for sign in words[:20_000] if sign.isalpha()]
    names = [unicodedata.name(sign, "")[:6] for sign in letters[:4_000]]
    share = {script: names.count(script) / max(1, len(names)) for script in ("ARABIC", "CYRILL", "LATIN ")}
    script = max(share, key=lambda one: share[one])
    fits = {"ARABIC": ("ar",), "CYRILL": ("ru", "uz"), "LATIN ": ("en", "uz")}[script]
    return chosen if chosen in fits or share[script] < 0.6 else fits[0]
