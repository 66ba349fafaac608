"""Tables, footnotes, annexes, bis numbers, references that renumber themselves, words in brackets."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from council_flow.text import tables
from council_flow.text.blocks import Block, Body, check
from council_flow.text.brackets import alternatives, open_blocks, passages
from council_flow.text.footnotes import calls, in_order
from council_flow.text.hashing import block_hash, content_hash
from council_flow.text.inline import html, plain, runs
from council_flow.text.numbering import citations_in, numbers
from council_flow.text.page import paragraphs
from council_flow.text.references import documents, renewed, resolved
from tests.text.strategies import bodies, words


def block(key: str, kind: str, level: int = 1, text: str = "", **more: object) -> Block:
    return Block(key, kind, level, {"en": text or key}, {}, **more)  # type: ignore[arg-type]


RICH = Body(
    "en",
    (
        block("title", "title"),
        block("op1", "operative", text="As set out in paragraph [2](#op2) and Table [1](#tab):"),
        block("op1bis", "operative", bis=True),
        block("op1ter", "operative", bis=True),
        block("op2", "operative", text="Every child[^late] is in school[^early] in 30 days."),
        block("early", "footnote"),
        block("late", "footnote"),
        block("op2a", "subparagraph"),
        block("op2abis", "subparagraph", bis=True),
        block("tab", "table", text="State | Centres\nJordan | 4\nYemen | 2"),
        block("anx", "annex"),
        block("anx1", "operative"),
        block("anx2", "annex"),
        block("anx21", "operative", text="See [Annex I, 1](#anx1)."),
        block("loose", "footnote"),
    ),
)


def test_bis_takes_the_number_before_so_that_the_others_keep_theirs() -> None:
    found = numbers(RICH, "en", "print")
    assert [found[key] for key in ("op1", "op1bis", "op1ter", "op2")] == ["1.", "1 bis.", "1 ter.", "2."]
    assert [found[key] for key in ("op2a", "op2abis")] == ["(a)", "(a bis)"]
    assert numbers(RICH, "ar", "print")["op1bis"] == "1 مكرراً -"
    assert numbers(RICH, "ru", "print")["op2abis"] == "a bis)"


def test_annexes_count_anew_and_are_named_in_citations() -> None:
    assert citations_in(RICH, "en")["anx1"] == "Annex I, 1"
    assert citations_in(RICH, "en")["anx21"] == "Annex II, 1"
    assert citations_in(RICH, "ar")["anx1"] == "المرفق أولاً، ١"


def test_footnotes_are_numbered_as_they_are_called() -> None:
    assert calls(RICH) == {"op2": ["late", "early"], "anx21": ["loose"]}
    assert in_order(RICH) == ["late", "early", "loose"]
    assert [numbers(RICH, "en")[key] for key in ("late", "early", "loose")] == ["1", "2", "3"]
    assert plain(RICH.block("op2").texts["en"]) == "Every child is in school in 30 days."  # type: ignore[union-attr]


def test_a_reference_follows_its_paragraph_and_neither_hash_changes() -> None:
    moved = Body("en", (RICH.blocks[0], block("new", "operative"), *RICH.blocks[1:]))
    first = renewed(moved).block("op1")
    assert first and plain(first.texts["en"]) == "As set out in paragraph 3 and Table 1:"
    assert block_hash(first, "en") == block_hash(RICH.blocks[1], "en")
    assert content_hash(renewed(RICH)) == content_hash(RICH)


def test_the_same_text_has_the_same_hash_whatever_its_blocks_are_called() -> None:
    def called(key: str) -> str:
        return f"x{key}"

    texts = [words.replace("(#op2)", "(#xop2)").replace("(#tab)", "(#xtab)").replace("(#anx1)", "(#xanx1)").replace("[^", "[^x")
             for words in (one.texts["en"] for one in RICH.blocks)]  # fmt: skip
    renamed = [replace(one, key=called(one.key), texts={"en": t}) for one, t in zip(RICH.blocks, texts, strict=True)]
    assert content_hash(Body("en", tuple(renamed))) == content_hash(RICH)
    plain_numbers = [replace(one, bis=False) for one in RICH.blocks]
    assert content_hash(Body("en", tuple(plain_numbers))) != content_hash(RICH)


def test_a_typed_number_becomes_a_reference_and_one_that_names_nothing_stays() -> None:
    typed = Body("en", (*RICH.blocks, block("last", "operative", text="See [[2 (a)]], [[9]] and [[REC/2026/L.3]].")))
    last = resolved(typed, {"REC/2026/L.3": "/drafts/2026/L.3"}.get).block("last")
    assert last
    assert last.texts["en"] == "See [2 (a)](#op2a), [[9]] and [REC/2026/L.3](/drafts/2026/L.3)."
    published = renewed(Body("en", (*RICH.blocks, last)), {"/drafts/2026/L.3": ("REC/2026/1", "/register/2026/1")})
    assert "[REC/2026/1](/register/2026/1)" in published.block("last").texts["en"]  # type: ignore[union-attr]
    assert documents(published) == {"/register/2026/1"}


def test_a_reference_to_what_is_gone_is_refused_at_its_block() -> None:
    gone = Body("en", tuple(one for one in RICH.blocks if one.key != "op2"))
    assert [key for key, _ in check(gone)] == ["op1"]
    assert check(RICH) == []


def test_a_table_is_shown_cell_by_cell_and_its_words_keep_their_places() -> None:
    shown = next(one for one in paragraphs(RICH, "en", {}) if one.line.kind == "table")
    assert [[str(cell) for cell in row] for row in shown.line.rows] == [
        ["State", "Centres"],
        ["Jordan", "4"],
        ["Yemen", "2"],
    ]
    assert tables.clean_table("| State | Centres |\n|---|:--|\n| Jordan | 4 |") == "State | Centres\nJordan | 4"
    wide = Body("en", (RICH.blocks[0], block("wide", "table", text=" | ".join("x" * 13))))
    assert [key for key, _ in check(wide)] == ["wide"]


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=6),
            min_size=1,
            max_size=4,
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=40)
def test_cells_come_back_as_they_were_written(cells: list[list[str]]) -> None:
    text = tables.from_cells(cells)
    if any("\\" in cell for row in cells for cell in row):
        return
    assert [[tables.shown(cell.text) for cell in row] for row in tables.rows(text)] == cells
    assert all(text[cell.start : cell.end] == cell.text for row in tables.rows(text) for cell in row)


def test_words_on_which_the_text_is_open_are_found_and_marked() -> None:
    assert [(one.start, one.end) for one in passages("a [b [c]] d [e] f] [")] == [(2, 9), (12, 15)]
    offered = Body(
        "en", (RICH.blocks[0], block("o", "operative", text=f"It shall {alternatives('open', 'be opened')}."))
    )
    assert open_blocks(offered) == ["o"]
    assert '<span class="bracket">[be opened]</span>' in str(paragraphs(offered, "en", {})[1].line.html)
    assert open_blocks(RICH) == []


@given(words, st.sampled_from(["#abc", "/drafts/2026/L.7", "/register/GP/2026/1"]))
@settings(max_examples=40)
def test_a_reference_is_a_link_with_its_label_and_nothing_else_is(label: str, target: str) -> None:
    found = runs(f"See *[8](#abc)* [8 (d)]({target}) and \\[9](#abc)")
    assert [(run.text, run.target) for run in found if run.target] == [("8", "#abc"), ("8 (d)", target)]
    assert "javascript" not in str(html("[x](javascript:alert)")).split("href")[-1] or "href" not in str(
        html("[x](javascript:alert)")
    )


@given(bodies())
@settings(max_examples=40)
def test_numbers_rise_whatever_is_bis(body: Body) -> None:
    made = Body(
        "en", tuple(replace(one, bis=one.kind == "operative" and n % 3 == 2) for n, one in enumerate(body.blocks))
    )
    found = [
        int(numbers(made, "en")[one.key].split(".")[0].split()[0]) for one in made.blocks if one.kind == "operative"
    ]
    assert all(after - before in (0, 1) for before, after in pairwise(found))
    assert len(set(numbers(made, "en").values())) >= len(set(found))
