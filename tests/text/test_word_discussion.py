"""Whatever is said of a text, and whatever is suggested for it, comes back from Word: everything once, by its author."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council_flow.text.blocks import Block, Body
from council_flow.text.exchange.exporting import Noted
from council_flow.text.inline import plain
from council_flow.text.word.reading import read_word
from council_flow.text.word.writing import Heading, write_word
from tests.text.texts import texts

AT = "2026-03-05T10:00:00Z"
AUTHORS = ("Expert, Jordan", "М. Каримова", "الخبير، العراق")
SAYS = {
    "en": ["many plans", "one day"],
    "ru": ["много планов", "один день"],
    "uz": ["koʻp reja", "bir kun"],
    "ar": ["خطط كثيرة", "يوم"],
}


@st.composite
def notes(draw: st.DrawFn, body: Body, language: str) -> list[Noted]:
    found = []
    keys = [block.key for block in body.blocks]
    for n in range(draw(st.integers(1, 8))):
        block = draw(st.sampled_from(body.blocks))
        found.append(_note(draw, block, keys, language, n))
    return found


def _note(draw: st.DrawFn, block: Block, keys: list[str], language: str, n: int) -> Noted:
    note = Noted(block.key, f"Reason {n}", draw(st.sampled_from(AUTHORS)), AT)
    words = plain(block.texts[language])
    if block.kind not in {"table", "footnote"} and draw(st.booleans()):
        cuts = [
            at
            for at in range(len(words) + 1)
            if at in (0, len(words)) or words[at - 1 : at] == " " or words[at : at + 1] == " "
        ]
        start, end = sorted((draw(st.sampled_from(cuts)), draw(st.sampled_from(cuts))))
        quote = words[start:end]
        if quote.strip() and quote == quote.strip() and quote != words:
            note = replace(note, start=start, end=end)
    match draw(st.sampled_from(["comment", "replace", "delete", "insert", "move"])):
        case "replace":
            return replace(note, act="replace", proposed=draw(st.sampled_from(SAYS[language])))
        case "delete":
            return replace(note, act="delete")
        case "insert":
            kind = draw(st.sampled_from(["operative", "preambular", "heading-1", "note", "footnote"]))
            return replace(
                note,
                start=None,
                end=None,
                act="insert",
                proposed=SAYS[language][0],
                proposed_kind=kind,
                after=block.key,
            )
        case "move" if note.start is None and len(keys) > 1 and block.kind != "title":
            return replace(note, act="move", after=draw(st.sampled_from([key for key in keys if key != block.key])))
    return note


def said(note: Noted, body: Body, language: str) -> tuple[object, ...]:
    words = plain(body.block(note.key).texts[language])  # type: ignore[union-attr]
    quote = words[note.start : note.end] if note.start is not None else ""
    kind = note.proposed_kind if note.act == "insert" else ""
    return note.act, quote, note.proposed, kind, note.text, note.author


@pytest.mark.parametrize("language", ["en", "ru", "uz", "ar"])
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_everything_comes_back_once(language: str, data: st.DataObject) -> None:
    body = data.draw(texts(language))
    made = data.draw(notes(body, language))
    read = read_word(write_word(body, language, Heading("REC/2026/L.1", 1, "REC/2026/L.1"), made), language)
    assert [plain(part.block.texts[language]) for part in read.parts] == [
        plain(block.texts[language]) for block in body.blocks
    ]
    found = [(one.act, one.quote, one.proposed, one.proposed_kind, one.text, one.author) for one in read.found]
    assert sorted(map(str, found)) == sorted(str(said(note, body, language)) for note in made)


def test_words_taken_out_one_by_one_stay_several_suggestions() -> None:
    """Each has its own reason, even where only the space between them is left of the paragraph."""
    body = Body("en", (Block("a", "title", 1, {"en": "States"}), Block("b", "operative", 1, {"en": "many plans now"})))
    made = [
        Noted("b", "Reason 0", AUTHORS[0], AT, start=0, end=10, act="delete"),
        Noted("b", "Reason 1", AUTHORS[0], AT, start=11, end=14, act="delete"),
    ]
    read = read_word(write_word(body, "en", Heading("REC/2026/L.1", 1, "REC/2026/L.1"), made), "en")
    assert sorted((one.act, one.quote, one.text) for one in read.found) == [
        ("delete", "many plans", "Reason 0"),
        ("delete", "now", "Reason 1"),
    ]
