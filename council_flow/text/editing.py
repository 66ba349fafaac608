"""From the fields of the editor to a text, and the editor's buttons without a script. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from council_flow.text.blocks import BIS, DEEPEST, KINDS, Block, Body, new_key
from council_flow.text.cleaning import clean
from council_flow.text.hashing import block_hash
from council_flow.text.inline import targets
from council_flow.text.tables import clean_table


@dataclass(frozen=True)
class Fields:
    """What the editor sent: parallel lists, one place a block, in the order of the text."""

    keys: Sequence[str]
    kinds: Sequence[str]
    """Kind, level and *bis* in one: ``operative``, ``subparagraph-2``, ``operative-bis``."""
    texts: Sequence[str]
    beside: str | None = None
    """The language written beside the original."""
    also: Sequence[str] = ()
    same: frozenset[str] = frozenset()
    """Keys of blocks of which somebody says: this translation still says the same."""


def assemble(base: Body, fields: Fields) -> Body:
    """Return the text that the fields describe, on the version it was drawn from. Blocks left empty are left out."""
    known = {block.key: block for block in base.blocks}
    blocks: list[Block] = []
    left_out: set[str] = set()
    for index, (key, kind, text) in enumerate(zip(fields.keys, fields.kinds, fields.texts, strict=False)):
        before = known.get(key)
        also = fields.also[index] if fields.beside and index < len(fields.also) else None
        block = _block(base.original, before, key, kind, text, fields, also)
        if any(block.texts.values()):
            blocks.append(block)
        elif name_of(kind) == "footnote":
            left_out.add(block.key)
    return Body(base.original, tuple(_uncalled(block, left_out) for block in blocks))


def _block(
    original: str, before: Block | None, key: str, kind: str, text: str, fields: Fields, also: str | None
) -> Block:
    name, level = split_kind(kind)
    texts = dict(before.texts) if before else {}
    texts[original] = cleaned(text, original, name)
    sources = dict(before.sources) if before else {}
    block = Block(before.key if before else _own(key), name, level, texts, sources, is_bis(kind))
    if fields.beside and also is not None:
        block = _translated(block, before, original, fields, cleaned(also, fields.beside, name))
    return replace(block, texts={language: words for language, words in block.texts.items() if words})


def cleaned(text: str, language: str, kind: str) -> str:
    """Return a block's words in normal form; a table keeps its rows."""
    if kind != "table":
        return clean(text, language)
    return "\n".join(clean(line, language) for line in clean_table(text).split("\n"))


def _own(key: str) -> str:
    return key if key.isalnum() and 4 <= len(key) <= 24 else new_key()


def _translated(block: Block, before: Block | None, original: str, fields: Fields, words: str) -> Block:
    """Take the translation; what was written or confirmed anew follows the original as it now is."""
    language = fields.beside or original
    changed = before is None or before.texts.get(language, "") != words
    sources = dict(block.sources)
    if not words:
        sources.pop(language, None)
    elif changed or block.key in fields.same:
        sources[language] = block_hash(block, original)
    return replace(block, texts={**block.texts, language: words}, sources=sources)


def confirmed(base: Body, body: Body, language: str | None) -> set[str]:
    """Return the keys of blocks of which a text says: the translation still says the same, though nobody rewrote it."""
    if language is None:
        return set()
    was = {block.key: block for block in base.blocks}
    return {
        block.key
        for block in body.blocks
        if (before := was.get(block.key)) is not None
        and before.texts.get(language) == block.texts.get(language)
        and before.sources.get(language) != block.sources.get(language)
    }


def split_kind(choice: str) -> tuple[str, int]:
    """Return kind and level of a choice such as ``subparagraph-2``; what is unknown becomes operative."""
    kind, _, level = choice.partition("-")
    if kind not in KINDS:
        return "operative", 1
    level = level.partition("-")[0]
    return kind, max(1, min(int(level) if level.isdecimal() and len(level) < 10 else 1, DEEPEST.get(kind, 1)))


def name_of(choice: str) -> str:
    """Return the kind of a choice such as ``subparagraph-2``."""
    return split_kind(choice)[0]


def is_bis(choice: str) -> bool:
    """Answer whether a choice such as ``operative-bis`` or ``subparagraph-1-bis`` numbers its block bis."""
    return choice.endswith("-bis") and split_kind(choice)[0] in BIS


def join_kind(block: Block) -> str:
    """Return kind, level and *bis* as one choice."""
    choice = f"{block.kind}-{block.level}" if block.kind in DEEPEST else block.kind
    return f"{choice}-bis" if block.bis else choice


def pressed(body: Body, command: str) -> tuple[Body, str | None]:
    """Carry out a button of the editor, such as ``up:KEY``. Returns the text and the block to show next."""
    verb, _, key = command.partition(":")
    places = {block.key: index for index, block in enumerate(body.blocks)}
    if verb not in COMMANDS or key not in places:
        return body, None
    blocks = list(body.blocks)
    shown = COMMANDS[verb](blocks, places[key])
    return replace(body, blocks=tuple(blocks)), shown


def _up(blocks: list[Block], at: int) -> str:
    if at > 1:
        blocks[at - 1], blocks[at] = blocks[at], blocks[at - 1]
        return blocks[at - 1].key
    return blocks[at].key


def _down(blocks: list[Block], at: int) -> str:
    if 0 < at < len(blocks) - 1:
        blocks[at + 1], blocks[at] = blocks[at], blocks[at + 1]
        return blocks[at + 1].key
    return blocks[at].key


def _deeper(blocks: list[Block], at: int) -> str:
    block = blocks[at]
    if block.kind == "operative":
        blocks[at] = replace(block, kind="subparagraph", level=1)
    elif block.kind in DEEPEST:
        blocks[at] = replace(block, level=min(block.level + 1, DEEPEST[block.kind]))
    return block.key


def _out(blocks: list[Block], at: int) -> str:
    block = blocks[at]
    if block.kind == "subparagraph" and block.level == 1:
        blocks[at] = replace(block, kind="operative", level=1)
    elif block.kind in DEEPEST:
        blocks[at] = replace(block, level=max(block.level - 1, 1))
    return block.key


def _after(blocks: list[Block], at: int) -> str:
    block = blocks[at]
    kind = block.kind if block.kind in {"preambular", "operative", "subparagraph"} else "operative"
    fresh = Block(new_key(), kind, block.level if kind == block.kind else 1, {}, {})
    blocks.insert(at + 1, fresh)
    return fresh.key


def _remove(blocks: list[Block], at: int) -> str | None:
    """Remove a block with the footnotes that it alone calls, a footnote with its marks."""
    if at == 0:
        return blocks[0].key
    gone = blocks.pop(at)
    if gone.kind == "footnote":
        blocks[:] = [_uncalled(block, {gone.key}) for block in blocks]
    else:
        alone = _called([gone]) - _called(blocks)
        blocks[:] = [block for block in blocks if block.kind != "footnote" or block.key not in alone]
    return blocks[min(at, len(blocks)) - 1].key


def _called(blocks: Sequence[Block]) -> set[str]:
    """Return the keys of the footnotes whose marks stand in some blocks."""
    return {
        target[1:]
        for block in blocks
        for words in block.texts.values()
        for target in targets(words)
        if target.startswith("^")
    }


def _uncalled(block: Block, keys: Collection[str]) -> Block:
    """Return a block without the marks of some footnotes."""
    if not keys or not _called([block]) & set(keys):
        return block
    marks = re.compile(rf"\[\^(?:{'|'.join(map(re.escape, keys))})\]")
    return replace(block, texts={language: marks.sub("", words) for language, words in block.texts.items()})


def _footnote(blocks: list[Block], at: int) -> str:
    """Put a footnote below a block, behind those that it has, and its mark at the end of the words."""
    fresh = Block(new_key(), "footnote", 1, {}, {})
    if blocks[at].kind in {"title", "footnote"}:
        return blocks[at].key
    block = blocks[at]
    called = {language: f"{words}[^{fresh.key}]" for language, words in block.texts.items() if words}
    blocks[at] = replace(block, texts={**block.texts, **called})
    below = at + 1
    while below < len(blocks) and blocks[below].kind == "footnote":
        below += 1
    blocks.insert(below, fresh)
    return fresh.key


COMMANDS: Mapping[str, Callable[[list[Block], int], str | None]] = {
    "up": _up, "down": _down, "in": _deeper, "out": _out, "after": _after, "remove": _remove,
    "footnote": _footnote,
}  # fmt: skip
"""The buttons beside each block."""
