"""What a text is known by: SHA-256 of its structure and words in canonical form. Pure.

Canonical form: JSON without spaces, words in NFC with LF, no derived numbers and no identities of blocks; so the same
text has the same hash wherever it is written.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from council_flow.text.blocks import Block, Body


def _canonical(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


def _digest(data: object) -> str:
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def words_hash(words: str) -> str:
    """Return the hash of some words."""
    return hashlib.sha256(_canonical(words).encode()).hexdigest()


def block_hash(block: Block, language: str) -> str:
    """Return the hash of a block's words in a language: what a translation was made from."""
    return words_hash(block.texts.get(language, ""))


def content_hash(body: Body) -> str:
    """Return the hash of the structure and the words in the original language: what approvals are given on."""
    rows = [[block.kind, block.level, _canonical(block.texts.get(body.original, ""))] for block in body.blocks]
    return _digest(["council_flow/text/1", body.original, rows])


def language_hash(body: Body, language: str) -> str:
    """Return the hash of the words in one language, which names the content that they render."""
    words = [_canonical(block.texts.get(language, "")) for block in body.blocks]
    return _digest(["council_flow/language/1", content_hash(body), language, words])


def fingerprint(digest: str | None) -> str:
    """Return the beginning of a hash as people compare it: three groups of four."""
    digest = digest or ""
    return " ".join(digest[start : start + 4] for start in (0, 4, 8) if digest[start : start + 4])
