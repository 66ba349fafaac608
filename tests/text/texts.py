"""Whole texts for property tests, in four scripts: every kind of block, with numbers that are derived in the end."""

from __future__ import annotations

from hypothesis import strategies as st

from council_flow.text.blocks import Block, Body, new_key
from council_flow.text.cleaning import clean
from council_flow.text.inline import escaped
from council_flow.text.references import renewed
from council_flow.text.tables import from_cells

WORDS = {
    "en": [
        "States",
        "should",
        "plan",
        "(a)",
        "1.",
        "#",
        "| x |",
        "a_b_c",
        "**",
        "[open]",
        "[^1]:",
        "C#",
        "*",
        "\\",
        "- x",
    ],
    "ru": ["Государства", "ребёнок", "план", "а)", "8.", "«слово»", "–", "[скобки]", "_", ">", "№ 5", "*"],
    "uz": ["oʻqish", "Gʻalaba", "maʼlumot", "reja", "a)", "12.", "[qavs]", "~", "ў"],
    "ar": ["الطفل", "خطة", "أ -", "١ -", "(ب)", "‘1’", "«كلمة»", "[قوس]", "مكرراً", "2396", "*"],
}


@st.composite
def inline(draw: st.DrawFn, language: str, *, apart: bool = True) -> str:
    """Words that say what they say, the first set apart perhaps."""
    said = " ".join(draw(st.lists(st.sampled_from(WORDS[language]), min_size=1, max_size=7)))
    if apart and draw(st.booleans()):
        return f"*{escaped(WORDS[language][0])}* {escaped(said)}"
    return escaped(said)


@st.composite
def texts(draw: st.DrawFn, language: str) -> Body:
    """A text that may be saved: paragraphs with what stands below them, tables, an annex, footnotes, references."""
    blocks = [Block(new_key(), "title", 1, {language: draw(inline(language, apart=False))}, {})]
    for kind in draw(st.lists(st.sampled_from(KINDS), max_size=7)):
        _add(draw, blocks, kind, language)
    blocks = [
        Block(one.key, one.kind, one.level, {language: clean(one.texts[language], language)}, {}, one.bis)
        for one in blocks
    ]
    return renewed(Body(language, tuple(blocks)))


KINDS = ["heading", "subheading", "annex", "preambular", "operative", "operative", "bis", "below", "below", "table", "note",
         "footnote", "reference"]  # fmt: skip


def _add(draw: st.DrawFn, blocks: list[Block], kind: str, language: str) -> None:
    words = draw(inline(language))
    last = blocks[-1]
    match kind:
        case "subheading":
            blocks.append(Block(new_key(), "heading", 2, {language: words}, {}))
        case "bis" if last.kind == "operative":
            blocks.append(Block(new_key(), "operative", 1, {language: words}, {}, bis=True))
        case "below" if last.kind in {"operative", "preambular", "subparagraph"}:
            deepest = 1 if last.kind != "subparagraph" else min(3, last.level + 1)
            level = draw(st.integers(1, deepest))
            again = last.kind == "subparagraph" and level == last.level and draw(st.booleans())
            blocks.append(Block(new_key(), "subparagraph", level, {language: words}, {}, bis=again))
        case "table":
            cells = draw(st.lists(st.lists(inline(language), min_size=2, max_size=3), min_size=1, max_size=3))
            blocks.append(Block(new_key(), "table", 1, {language: from_cells(cells)}, {}))
        case "footnote" if last.kind not in {"title", "footnote", "table"}:
            key = new_key()
            blocks[-1] = Block(
                last.key, last.kind, last.level, {language: f"{last.texts[language]}[^{key}]"}, {}, last.bis
            )
            blocks.append(Block(key, "footnote", 1, {language: words}, {}))
        case "reference" if last.kind == "operative":
            blocks.append(Block(new_key(), "operative", 1, {language: f"{words} [1](#{last.key})"}, {}))
        case "heading" | "annex" | "preambular" | "operative" | "note":
            blocks.append(Block(new_key(), kind, 1, {language: words}, {}))
