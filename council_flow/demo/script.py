"""What a demo file tells about one recommendation, read and typed. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from council_flow.text.blocks import Block, Body
from council_flow.text.compare import compare
from council_flow.text.hashing import block_hash
from council_flow.text.inline import plain, retargeted
from council_flow.text.markdown import understand

FOLDER = Path(__file__).parent / "texts"
ENDS = ("draft", "consultation", "review", "alignment", "adoption", "adopted", "published", "withdrawn")


@dataclass(frozen=True)
class Script:
    """One recommendation of the demo: its texts and what people do about them."""

    slug: str
    original: str
    drafter: str
    stage: str
    versions: Sequence[Mapping[str, Any]]
    rounds: Sequence[Mapping[str, Any]]
    reviews: Sequence[Mapping[str, Any]]
    remarks: Sequence[Mapping[str, Any]]
    """Comments of the expert review."""
    documents: Sequence[Mapping[str, Any]]
    lock: str
    """Why the text is locked for a final reading at the end; empty where it is not."""
    findings: Sequence[Mapping[str, Any]]
    positions: Sequence[Mapping[str, Any]]


def scripts() -> list[Script]:
    """Return all demo recommendations, in the order of their files."""
    yaml = YAML(typ="safe")
    return [_script(yaml.load(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.yaml"))]


def _script(data: Mapping[str, Any]) -> Script:
    return Script(
        slug=data["slug"],
        original=data["original"],
        drafter=data["drafter"],
        stage=data["stage"],
        versions=data["versions"],
        rounds=data.get("consultation") or [],
        reviews=data.get("reviews") or [],
        remarks=data.get("remarks") or [],
        documents=data.get("documents") or [],
        lock=data.get("lock") or "",
        findings=data.get("findings") or [],
        positions=data.get("positions") or [],
    )


def body(version: Mapping[str, Any], original: str, before: Body | None) -> Body:
    """Return the text of a version in all its languages; blocks keep their identity from the version before.

    Translations that have as many blocks as the original are taken; references and footnotes in them point at its blocks.
    """
    if before is not None and "edits" in version:
        return _edited(before, version["edits"])
    texts = {language: understand(text, language) for language, text in version["texts"].items()}
    blocks = [part.block for part in texts[original]]
    if before is not None:
        blocks = _same_keys(before, Body(original, tuple(blocks)))
    for language, parts in texts.items():
        if language == original or len(parts) != len(blocks):
            continue
        keys = {part.block.key: block.key for block, part in zip(blocks, parts, strict=True)}
        blocks = [
            replace(
                block,
                texts={**block.texts, language: _pointing(part.block.texts[language], keys)},
                sources={**block.sources, language: block_hash(block, original)},
            )
            for block, part in zip(blocks, parts, strict=True)
        ]
    return Body(original, tuple(blocks))


def _pointing(words: str, keys: Mapping[str, str]) -> str:
    """Return inline text whose references and footnotes point at other blocks."""
    return retargeted(words, {}, {f"{sign}{old}": f"{sign}{new}" for old, new in keys.items() for sign in "#^"})


def _edited(before: Body, edits: Sequence[Mapping[str, Any]]) -> Body:
    """Return a text with other words in some paragraphs: ``on``, the words that ``was`` there and those that stand ``now``.

    A translation that is edited follows the original as it stands then.
    """
    for edit in edits:
        language = edit.get("language", before.original)
        block = block_with(before, edit["on"], edit["was"], language)
        texts = {**block.texts, language: block.texts[language].replace(edit["was"], edit["now"])}
        followed = {language: block_hash(block, before.original)} if language != before.original else {}
        changed = replace(block, texts=texts, sources={**block.sources, **followed})
        before = Body(before.original, tuple(changed if one is block else one for one in before.blocks))
    return before


def _same_keys(before: Body, fresh: Body) -> list[Block]:
    rows = compare(before, fresh, fresh.original).rows
    pairs = {row.new.key: row.old for row in rows if row.new and row.old}
    pairs |= _rewritten(before, fresh, pairs)
    keys = {new: old.key for new, old in pairs.items()}
    found = []
    for block in fresh.blocks:
        words = {fresh.original: _pointing(block.texts[fresh.original], keys)}
        old = pairs.get(block.key)
        if old is None:
            found.append(replace(block, texts=words))
            continue
        others = {code: text for code, text in old.texts.items() if code != fresh.original}
        found.append(replace(block, key=old.key, texts={**others, **words}, sources=dict(old.sources)))
    return found


def _rewritten(before: Body, fresh: Body, pairs: Mapping[str, Block]) -> dict[str, Block]:
    """Return blocks that stand in the place of one with other words: a drafter writes over the old paragraph."""
    kept = {old.key for old in pairs.values()}
    following = {one.key: after for one, after in pairwise(before.blocks)}
    found: dict[str, Block] = {}
    above: Block | None = None
    for block in fresh.blocks:
        old = pairs.get(block.key)
        below = following.get(above.key) if above else None
        if old is None and below is not None and below.key not in kept and below.kind == block.kind:
            old = found[block.key] = below
        above = old
    return found


def block_named(text: Body, name: str) -> Block:
    """Return the block that a script calls ``operative 3``, ``preambular 2``, ``title`` or ``operative 3 (a)``."""
    kind, _, rest = name.partition(" ")
    if kind == "title":
        return text.blocks[0]
    found = re.match(r"(\d+)(?:\s*\(?([a-z])\)?)?", rest)
    wanted = int(found[1]) if found else 1
    same = [index for index, block in enumerate(text.blocks) if block.kind == kind]
    at = same[min(wanted, len(same)) - 1]
    if found and found[2]:
        sub = at + 1 + ord(found[2]) - ord("a")
        if sub < len(text.blocks) and text.blocks[sub].kind == "subparagraph":
            return text.blocks[sub]
    return text.blocks[at]


def block_with(text: Body, name: str, quote: str | None, language: str | None = None) -> Block:
    """Return the block that a comment is about: the one named, or below it, that has the quoted words in a language."""
    named = block_named(text, name)
    if not quote:
        return named
    after = text.blocks[text.blocks.index(named) :]
    for block in (*after, *text.blocks):
        if quote in plain(block.texts.get(language or text.original, "")):
            return block
    return named
