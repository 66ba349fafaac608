"""The document: ordered blocks that keep their identity, each with its words in every language. Pure."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from council_flow.language import LANGUAGES, Sentence, say
from council_flow.text import tables
from council_flow.text.hashing import words_hash
from council_flow.text.inline import targets

KINDS = ("title", "heading", "annex", "preambular", "operative", "subparagraph", "table", "footnote", "note")
DEEPEST = {"heading": 2, "subparagraph": 3}
"""How many levels a kind has; the others have one."""
BELOW = frozenset({"subparagraph", "footnote"})
"""Kinds that stand below a paragraph."""
HOLDS = frozenset({"operative", "preambular"})
"""Kinds that have sub-paragraphs."""
BIS = frozenset({"operative", "subparagraph"})
"""Kinds that may take the number of the one before with *bis*, *ter*, … while the text is negotiated."""
LONGEST_TITLE = 400
LONGEST_BLOCK = 20_000
MOST_BLOCKS = 2_000
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


def new_key() -> str:
    """Return the identity of a new block: ten letters and digits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(10))


@dataclass(frozen=True)
class Block:
    """One paragraph, sub-paragraph, heading, title or note."""

    key: str
    kind: str
    level: int
    texts: Mapping[str, str]
    """Inline text by language code."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """For each translation, the hash of the original words that it was made from."""
    bis: bool = False
    """It takes the number of the one before it with *bis*, *ter* and so on, so that the others keep theirs."""


@dataclass(frozen=True)
class Body:
    """A whole text."""

    original: str
    """Code of the language in which the text is negotiated."""
    blocks: tuple[Block, ...]

    def title(self, language: str) -> str:
        """Return the title, empty where it is not written in this language."""
        first = next((block for block in self.blocks if block.kind == "title"), None)
        return first.texts.get(language, "") if first else ""

    def block(self, key: str) -> Block | None:
        """Return the block with an identity."""
        return next((block for block in self.blocks if block.key == key), None)

    def operative(self) -> list[Block]:
        """Return the operative paragraphs, in their order."""
        return [block for block in self.blocks if block.kind == "operative"]

    def languages(self) -> list[str]:
        """Return the languages in which anything is written, the original first."""
        written = {language for block in self.blocks for language, words in block.texts.items() if words}
        others = [language for language in LANGUAGES if language in written and language != self.original]
        return [self.original, *others]

    def to_data(self) -> dict[str, Any]:
        """Return the document as JSON data."""
        return {
            "original": self.original,
            "blocks": [
                {
                    "key": one.key,
                    "kind": one.kind,
                    "level": one.level,
                    "texts": dict(one.texts),
                    "sources": dict(one.sources),
                    **({"bis": True} if one.bis else {}),
                }
                for one in self.blocks
            ],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Body:
        """Return the document that :meth:`to_data` describes."""
        return cls(
            data["original"],
            tuple(
                Block(one["key"], one["kind"], one["level"], one["texts"], one["sources"], one.get("bis", False))
                for one in data["blocks"]
            ),
        )


def paragraphs(body: Body) -> list[list[Block]]:
    """Return the blocks in groups: a paragraph with what stands below it (sub-paragraphs, footnotes); others alone."""
    groups: list[list[Block]] = []
    for block in body.blocks:
        if groups and block.kind in BELOW and (block.kind == "footnote" or groups[-1][0].kind in HOLDS):
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def translation_state(block: Block, language: str, original: str) -> str:
    """Return how a block stands in a language: original, follows, behind, missing."""
    if language == original:
        return "original"
    if not block.texts.get(language):
        return "missing"
    same = block.sources.get(language) == words_hash(block.texts.get(original, ""))
    return "follows" if same else "behind"


@dataclass(frozen=True)
class Share:
    """How much of a text follows the original in a language, in blocks."""

    follows: int
    behind: int
    missing: int

    @property
    def total(self) -> int:
        """Blocks of the text."""
        return self.follows + self.behind + self.missing


def share(body: Body, language: str) -> Share:
    """Return how a whole text stands in a language."""
    states = [translation_state(block, language, body.original) for block in body.blocks]
    return Share(
        len(states) - states.count("behind") - states.count("missing"), states.count("behind"), states.count("missing")
    )


def check(body: Body) -> list[tuple[str | None, Sentence]]:
    """Return what keeps a text from being saved, each with the key of its block or ``None`` for the whole."""
    if len(body.blocks) > MOST_BLOCKS:
        return [(None, say("A text has up to %(n)s blocks.", n=MOST_BLOCKS))]
    problems: list[tuple[str | None, Sentence]] = []
    keys = {block.key for block in body.blocks}
    if not body.blocks or body.blocks[0].kind != "title" or not body.title(body.original):
        problems.append((None, say("A text begins with its title.")))
    if len({block.key for block in body.blocks}) != len(body.blocks):
        problems.append((None, say("Two blocks have the same identity. Open the editor again.")))
    before: Block | None = None
    for block in body.blocks:
        if (sentence := _wrong(before, block, body.original) or _loose(block, keys)) is not None:
            problems.append((block.key, sentence))
        before = before if block.kind == "footnote" and before is not None else block
    return problems


def _loose(block: Block, keys: Set[str]) -> Sentence | None:
    """Refuse a reference to a block that the text no longer has."""
    for words in block.texts.values():
        if any(target[0] in "#^" and target[1:] not in keys for target in targets(words)):
            return say(
                "This block refers to a paragraph or a footnote that is gone. Take the reference out, or point it elsewhere."
            )
    return None


def _wrong(before: Block | None, block: Block, original: str) -> Sentence | None:
    if block.kind not in KINDS or not 1 <= block.level <= DEEPEST.get(block.kind, 1):
        return say("The kind of this block is not known.")
    if block.kind == "title" and before is not None:
        return say("A text has one title, at its beginning. Make this a heading.")
    if not block.texts.get(original):
        return say("This block has no words in the original language. Write them, or remove the block.")
    if any(language not in LANGUAGES for language in block.texts):
        return say("The language of this block is not known.")
    longest = LONGEST_TITLE if block.kind == "title" else LONGEST_BLOCK
    if any(len(words) > longest for words in block.texts.values()):
        return say("This block takes up to %(n)s characters.", n=longest)
    if block.kind == "table" and any(tables.too_large(words) for words in block.texts.values()):
        return say("A table has up to %(rows)s rows and %(columns)s columns.", rows=tables.ROWS, columns=tables.COLUMNS)
    return _misplaced(before, block)


def _misplaced(before: Block | None, block: Block) -> Sentence | None:
    if block.kind == "footnote" and (before is None or before.kind == "title"):
        return say("A footnote stands below the paragraph that it belongs to.")
    if block.bis and block.kind not in BIS:
        return say("Only paragraphs and sub-paragraphs are numbered bis, ter and so on.")
    if block.kind != "subparagraph":
        return None
    if before is None or before.kind not in {"operative", "preambular", "subparagraph"}:
        return say("A sub-paragraph stands below a paragraph. Move it, or make it a paragraph.")
    deepest = before.level + 1 if before.kind == "subparagraph" else 1
    if block.level > deepest:
        return say("This sub-paragraph is a level too deep for its place. Move it one level out.")
    return None


def with_block(body: Body, block: Block) -> Body:
    """Return the text with one block exchanged for another of the same identity."""
    return Body(body.original, tuple(block if one.key == block.key else one for one in body.blocks))
