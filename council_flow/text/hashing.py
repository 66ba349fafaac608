"""What a text is known by: SHA-256 of its structure and words in canonical form. Pure.

Canonical form: JSON without spaces, words in NFC with LF, no derived numbers and no identities of blocks (a reference
names the place of its block in the text, not the number that it shows); so the same text has the same hash wherever it is
written.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING

from council_flow.text.inline import retargeted, targets

if TYPE_CHECKING:
    from council_flow.text.blocks import Block, Body


def _canonical(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


def _digest(data: object) -> str:
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def words_hash(words: str) -> str:
    """Return the hash of some words; the numbers that their references show do not count."""
    return hashlib.sha256(_canonical(_unlabelled(words)).encode()).hexdigest()


def _unlabelled(words: str, places: Mapping[str, str] | None = None) -> str:
    return retargeted(words, dict.fromkeys(targets(words), ""), places) if "[" in words else words


def _places(body: Body) -> dict[str, str]:
    """Return for each target in the text what stands for it: the place of its block, counted from 0."""
    return {f"{sign}{block.key}": f"{sign}{place}" for place, block in enumerate(body.blocks) for sign in "#^"}


def block_hash(block: Block, language: str) -> str:
    """Return the hash of a block's words in a language: what a translation was made from."""
    return words_hash(block.texts.get(language, ""))


def content_hash(body: Body) -> str:
    """Return the hash of the structure and the words in the original language: what approvals are given on."""
    places = _places(body)
    rows = [
        [block.kind, block.level, _canonical(_unlabelled(block.texts.get(body.original, ""), places))]
        + (["bis"] if block.bis else [])
        for block in body.blocks
    ]
    return _digest(["council_flow/text/1", body.original, rows])


def language_hash(body: Body, language: str) -> str:
    """Return the hash of the words in one language, which names the content that they render."""
    places = _places(body)
    words = [_canonical(_unlabelled(block.texts.get(language, ""), places)) for block in body.blocks]
    return _digest(["council_flow/language/1", content_hash(body), language, words])


def fingerprint(digest: str | None) -> str:
    """Return the beginning of a hash as people compare it: three groups of four."""
    digest = digest or ""
    return " ".join(digest[start : start + 4] for start in (0, 4, 8) if digest[start : start + 4])
