"""What a demo file tells about one recommendation, read and typed. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from council_flow.text.blocks import Block, Body
from council_flow.text.compare import compare
from council_flow.text.hashing import block_hash
from council_flow.text.inline import plain
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
        findings=data.get("findings") or [],
        positions=data.get("positions") or [],
    )


def body(version: Mapping[str, Any], original: str, before: Body | None) -> Body:
    """Return the text of a version in all its languages; blocks keep their identity from the version before."""
    texts = {language: understand(text, language) for language, text in version["texts"].items()}
    blocks = [part.block for part in texts[original]]
    if before is not None:
        blocks = _same_keys(before, Body(original, tuple(blocks)))
    for language, parts in texts.items():
        if language == original or len(parts) != len(blocks):
            continue
        blocks = [
            replace(
                block,
                texts={**block.texts, language: part.block.texts[language]},
                sources={**block.sources, language: block_hash(block, original)},
            )
            for block, part in zip(blocks, parts, strict=True)
        ]
    return Body(original, tuple(blocks))


def _same_keys(before: Body, fresh: Body) -> list[Block]:
    pairs = {row.new.key: row.old for row in compare(before, fresh, fresh.original).rows if row.new and row.old}
    found = []
    for block in fresh.blocks:
        old = pairs.get(block.key)
        if old is None:
            found.append(block)
            continue
        others = {code: text for code, text in old.texts.items() if code != fresh.original}
        found.append(replace(block, key=old.key, texts={**others, **block.texts}, sources=dict(old.sources)))
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


def block_with(text: Body, name: str, quote: str | None) -> Block:
    """Return the block that a comment is about: the one named, or below it, that has the quoted words."""
    named = block_named(text, name)
    if not quote:
        return named
    after = text.blocks[text.blocks.index(named) :]
    for block in (*after, *text.blocks):
        if quote in plain(block.texts.get(text.original, "")):
            return block
    return named
