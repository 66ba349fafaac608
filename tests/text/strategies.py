"""Texts for property tests: any words, any shape that may be saved."""

from __future__ import annotations

from hypothesis import strategies as st

from council_flow.text.blocks import Block, Body, new_key
from council_flow.text.inline import escaped

WORDS = ["States", "should", "the", "child", "plan", "within", "thirty", "days", "arrival", "*", "support", "ребёнок", "الطفل", "oʻqish", "2396", ",", "é"]  # fmt: skip
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
inline = words.map(escaped)
KIND = st.sampled_from([("heading", 1), ("heading", 2), ("preambular", 1), ("operative", 1), ("note", 1)])


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    blocks = [Block(new_key(), "title", 1, {"en": draw(inline)}, {})]
    for kind, level in draw(st.lists(KIND, max_size=8)):
        blocks.append(Block(new_key(), kind, level, {"en": draw(inline)}, {}))
        if kind in {"operative", "preambular"}:
            depth = 0
            for step in draw(st.lists(st.integers(-1, 1), max_size=4)):
                depth = max(1, min(3, depth + step, depth + 1))
                blocks.append(Block(new_key(), "subparagraph", depth, {"en": draw(inline)}, {}))
    return Body("en", tuple(blocks))


@st.composite
def changed(draw: st.DrawFn, body: Body) -> Body:
    """The same text after somebody worked on it: blocks rewritten, removed, moved, added."""
    blocks = list(body.blocks[1:])
    for index in range(len(blocks) - 1, -1, -1):
        match draw(st.sampled_from(["keep", "keep", "keep", "rewrite", "insert", "remove"])):
            case "rewrite":
                blocks[index] = Block(
                    blocks[index].key, blocks[index].kind, blocks[index].level, {"en": draw(inline)}, {}
                )
            case "insert":
                blocks.insert(index, Block(new_key(), "operative", 1, {"en": draw(inline)}, {}))
            case "remove":
                del blocks[index]
    return Body("en", (body.blocks[0], *draw(st.permutations(blocks) if draw(st.booleans()) else st.just(blocks))))
