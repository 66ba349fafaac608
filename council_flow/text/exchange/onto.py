"""A text that was read of a file, laid on a text that is there: blocks that go on keep their identity. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from council_flow.text.aligning import align
from council_flow.text.anchor import find
from council_flow.text.blocks import Block, Body
from council_flow.text.exchange.arrows import written_arrow, written_move
from council_flow.text.exchange.importing import Found
from council_flow.text.hashing import block_hash
from council_flow.text.inline import Run, plain, retargeted, runs, targets


@dataclass(frozen=True)
class Laid:
    """The text as the file would have it, with the identities of the text that is there."""

    body: Body
    keys: Mapping[str, str]
    """Identity in the text for each block of the file that has one there."""
    left: int = 0
    """Blocks of a translation that have no original to stand beside."""


def laid_on(there: Body, read: Body, language: str) -> Laid:
    """Lay the blocks of a file on a text, in the language of the file.

    In the original the file says which blocks there are. A translation gives its words to the blocks that are there.
    """
    old = [plain(block.texts.get(language) or block.texts.get(there.original, "")) for block in there.blocks]
    new = [plain(block.texts.get(language, "")) for block in read.blocks]
    places = {block.key: at for at, block in enumerate(there.blocks)}
    fixed = {at: places[block.key] for at, block in enumerate(read.blocks) if block.key in places}
    fixed = {0: 0, **fixed} if there.blocks and read.blocks and 0 not in fixed.values() else fixed
    if language != there.original and [one.kind for one in there.blocks] == [one.kind for one in read.blocks]:
        fixed = {at: at for at in range(len(new))}
    pairs = align(old, new, fixed=fixed).pairs
    keys = {
        block.key: there.blocks[pairs[at]].key if at in pairs else block.key for at, block in enumerate(read.blocks)
    }
    moved = {f"{sign}{old_key}": f"{sign}{key}" for old_key, key in keys.items() for sign in "#^"}
    written = [
        _together(there.blocks[pairs[at]] if at in pairs else None, block, language, moved)
        for at, block in enumerate(read.blocks)
    ]
    if language == there.original:
        return Laid(Body(there.original, _with_targets(written, language)), keys)
    words = {block.key: block for block in written}
    blocks = tuple(_translated(block, words.get(block.key), language, there.original) for block in there.blocks)
    paired = {there.blocks[place].key for place in pairs.values()}
    known = {key: to for key, to in keys.items() if to in paired}
    return Laid(Body(there.original, blocks), known, len(read.blocks) - len(known))


def _together(before: Block | None, block: Block, language: str, moved: Mapping[str, str]) -> Block:
    words = retargeted(block.texts[language], {}, moved)
    if before is None:
        return replace(block, texts={language: words})
    was = before.texts.get(language, "")
    if _reads_as(was, words):
        words = was
    return replace(block, key=before.key, texts={**before.texts, language: words}, sources=dict(before.sources))


def _reads_as(was: str, words: str) -> bool:
    """Answer whether words say the same, references and notes aside: then the text keeps its own."""
    return _looks(was) == _looks(words) or (plain(was) == plain(words) and "*" not in words)


def _looks(words: str) -> list[Run]:
    out: list[Run] = []
    for run in runs(words):
        if run.text and out and out[-1].apart == run.apart:
            out[-1] = Run(out[-1].text + run.text, run.apart)
        elif run.text:
            out.append(Run(run.text, run.apart))
    return out


def _with_targets(blocks: Sequence[Block], language: str) -> tuple[Block, ...]:
    """Return blocks without references to what is gone: of a reference the words stay."""
    keys = {block.key for block in blocks}
    return tuple(
        replace(block, texts={code: _kept(words, keys) for code, words in block.texts.items()}) for block in blocks
    )  # fmt: skip


def _kept(words: str, keys: set[str]) -> str:
    loose = {target for target in targets(words) if target[0] in "#^" and target[1:] not in keys}
    for target in loose:
        words = words.replace(f"[{target}]", "") if target[0] == "^" else _worded(words, target)
    return words


def _worded(words: str, target: str) -> str:
    before, _, behind = words.partition(f"]({target})")
    at = before.rfind("[")
    return f"{before[:at]}{before[at + 1 :]}{behind}" if at >= 0 else words


def _translated(block: Block, written: Block | None, language: str, original: str) -> Block:
    words = written.texts.get(language, "") if written else ""
    if not words or words == block.texts.get(language):
        return block
    changed = replace(block, texts={**block.texts, language: words})
    return replace(changed, sources={**block.sources, language: block_hash(block, original)})


@dataclass(frozen=True)
class Placed:
    """What was found in a file, at its place in the text: on the present version, or on the one the file was made from."""

    here: list[tuple[int, Found]]
    """With its place among all that was found."""
    there: list[tuple[int, Found]]


def placed(found: Sequence[Found], keys: Mapping[str, str], now: Body, base: Body, language: str) -> Placed:
    """Return where each comment and suggestion of a file is to be posted, so that none of them is lost.

    What stands in the present text is posted there. What stood in the version from which the file was made is posted on that,
    and carried over. Of anything else the words are kept in the comment, on the block or on the one before it.
    """
    out = Placed([], [])
    before = now.blocks[0].key
    for at, one in enumerate(found):
        key = keys.get(one.key, "")
        one = replace(one, key=key, after=keys.get(one.after, "") if one.after else "")
        if now.block(key) is not None:
            before = key
        if _stands(one, now, language):
            out.here.append((at, one))
        elif _stands(one, base, language) and now.block(key) is not None:
            out.there.append((at, one))
        else:
            out.here.append((at, _in_words(one, before, now, language)))
    return out


def _stands(one: Found, body: Body, language: str) -> bool:
    if body.block(one.key) is None or find(body, one.key, language, one.quote, one.start) is None:
        return False
    return one.act not in {"insert", "move"} or body.block(one.after) is not None


def _in_words(one: Found, before: str, body: Body, language: str) -> Found:
    """Return a comment on a whole block that says on which words it was, and what it suggests."""
    text = one.text
    if one.act == "move" and body.block(one.after) is not None:
        text = written_move(body, language, one.after, text)
    elif one.act:
        text = written_arrow(one.proposed, text)
    if one.quote:
        text = f"“{one.quote}”\n\n{text}"
    return Found(before, text.strip(), author=one.author, date=one.date, reply_to=one.reply_to)
