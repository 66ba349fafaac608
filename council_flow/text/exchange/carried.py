"""What was read of a file, as a form carries it from the preview to the saving: nothing is kept elsewhere meanwhile. Pure.

It comes back from a browser, so that it is read as if anybody had written it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from council_flow.errors import Invalid
from council_flow.language import LANGUAGES, Sentence, say
from council_flow.text import markdown, markdown_footnotes
from council_flow.text.blocks import DEEPEST, KINDS, MOST_BLOCKS, Block
from council_flow.text.cleaning import clean_lines
from council_flow.text.editing import cleaned
from council_flow.text.exchange.importing import Found, Origin, Read, data_of
from council_flow.text.markdown import Understood
from council_flow.text.word import kinds as word_kinds

LARGEST = 4_000_000
"""Letters that a form carries."""
MOST_FOUND = 5_000
DOUBTS = (
    markdown.TITLE_TAKEN, markdown.NO_NUMBER, markdown.BULLET, markdown.LONELY, markdown.SECOND_TITLE, markdown.LONG_TITLE,
    markdown_footnotes.LOOSE, word_kinds.BOLD, word_kinds.BEFORE_TITLE,
)  # fmt: skip
_KEY = re.compile(r"[a-z0-9]{4,24}")
_ACTS = frozenset({"", "replace", "insert", "delete", "move"})
_LONG = 200_000
TOO_MUCH = say("The file has more words than a text takes: up to %(n)s blocks.", n=f"{MOST_BLOCKS:,}")
UNREADABLE = say("What was read of the file did not arrive whole. Choose the file again.")


def carried(read: Read, language: str) -> str:
    """Return what was read as text for a hidden field.

    Raises:
        Invalid: it is more than a text takes.
    """
    data = {
        "language": language,
        "blocks": [_block(part, language) for part in read.parts],
        "found": [data_of(one) for one in read.found],
        "lost": dict(read.lost),
        "origin": asdict(read.origin) if read.origin else None,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    if len(text) > LARGEST or len(read.parts) > MOST_BLOCKS or len(read.found) > MOST_FOUND:
        raise Invalid({"file": TOO_MUCH})
    return text


def _block(part: Understood, language: str) -> list[Any]:
    block = part.block
    doubt = DOUBTS.index(part.doubt) if part.doubt in DOUBTS else -1
    return [block.key, block.kind, block.level, int(block.bis), block.texts[language], doubt]


def arrived(text: str, language: str) -> Read:
    """Return what a form carried, in the language that it is said to be in.

    Raises:
        Invalid: beside ``file``: it is not what :func:`carried` wrote.
    """
    try:
        data: Any = json.loads(text) if len(text) <= LARGEST else None
        parts = [_understood(row, language) for row in data["blocks"]]
        keys = {part.block.key for part in parts}
        found = [_found(one, keys) for one in data["found"]]
        lost = {str(kind)[:20]: int(n) for kind, n in data["lost"].items() if 0 < int(n) < 1_000_000}
        origin = _origin(data["origin"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Invalid({"file": UNREADABLE}) from error
    if not parts or len(parts) > MOST_BLOCKS or len(keys) != len(parts) or len(found) > MOST_FOUND:
        raise Invalid({"file": UNREADABLE})
    return Read(parts, found, lost, origin)


def _understood(row: Any, language: str) -> Understood:
    key, kind, level, bis, words, doubt = row
    if not _KEY.fullmatch(key) or kind not in KINDS or not 1 <= level <= DEEPEST.get(kind, 1) or len(words) > _LONG:
        raise ValueError(kind)
    said: Sentence | None = DOUBTS[doubt] if 0 <= doubt < len(DOUBTS) else None
    return Understood(Block(key, kind, int(level), {language: cleaned(words, language, kind)}, {}, bis == 1), said)


def _found(data: Mapping[str, Any], keys: set[str]) -> Found:
    one = Found(**{"text": "", **{name: data[name] for name in Found.__dataclass_fields__ if name in data}})
    words = (one.text, one.quote, one.author, one.date, one.proposed, one.proposed_kind, one.after, one.reply_to)
    if not all(isinstance(word, str) and len(word) <= _LONG for word in words):
        raise ValueError("words")
    places = (one.start, one.after_at)
    if one.key not in keys or one.act not in _ACTS or (one.after and one.after not in keys):
        raise ValueError("place")
    if not all(place is None or (isinstance(place, int) and 0 <= place < 1_000_000) for place in places):
        raise ValueError("place")
    return Found(
        one.key, clean_lines(one.text), clean_lines(one.quote), one.start, _line(one.author), _line(one.date)[:10], one.act,
        clean_lines(one.proposed), _line(one.proposed_kind)[:20], one.after, one.after_at, _line(one.reply_to),
    )  # fmt: skip


def _line(words: str) -> str:
    return " ".join(clean_lines(words).split())[:150]


def _origin(data: Any) -> Origin | None:
    if data is None:
        return None
    version = int(data["version"])
    if not 0 < version < 1_000_000 or data["language"] not in LANGUAGES:
        return None
    return Origin(str(data["symbol"])[:60], version, data["language"])
