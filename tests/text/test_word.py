"""A text goes to Word and comes back as it was, with what people said and suggested in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council_flow.errors import Invalid
from council_flow.text.blocks import check
from council_flow.text.exchange.importing import told
from council_flow.text.inline import plain
from council_flow.text.word.reading import read_word
from council_flow.text.word.writing import Heading, write_word
from tests.text.test_markdown import alike
from tests.text.texts import texts
from tests.text.word.made import OTHER, WHO, gone, ins, mark, para, run, word

FOLDER = Path(__file__).parent / "word"

HEADING = Heading("REC/2026/L.1", 3, "REC/2026/L.1/Rev.1")


@pytest.mark.parametrize("language", ["en", "ru", "uz", "ar"])
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_text_written_for_word_reads_back_the_same(language: str, data: st.DataObject) -> None:
    body = data.draw(texts(language))
    read = read_word(write_word(body, language, HEADING), language)
    assert [alike(part.block, language) for part in read.parts] == [alike(block, language) for block in body.blocks]
    assert check(read.body(language)) == []
    assert (read.lost, list(read.found)) == ({}, [])


def shape(data: bytes, language: str = "en") -> list[tuple[str, int, str]]:
    return [(p.block.kind, p.block.level, plain(p.block.texts[language])) for p in read_word(data, language).parts][1:]


def changes(data: bytes, language: str = "en") -> list[tuple[str, str, str, str]]:
    found = read_word(data, language).found
    return [(one.act, one.quote, plain(one.proposed), one.author) for one in found]


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        (run("One plan for ") + ins("each ") + run("family."), ("replace", "for", "for each", "A. Petrov")),
        (run("One ") + gone("good ") + run("plan."), ("delete", "good", "", "A. Petrov")),
        (run("One plan") + gone(" only") + run(", at once."), ("replace", "plan only", "plan", "A. Petrov")),
        (run("One plan") + ins("s") + run(" now."), ("replace", "plan", "plans", "A. Petrov")),
        (run("One ") + gone("plan") + ins("programme") + run("."), ("replace", "plan", "programme", "A. Petrov")),
        (gone("One plan.") + ins("Several plans."), ("replace", "One plan", "Several plans", "A. Petrov")),
        (gone("One plan.", WHO), ("delete", "", "", "A. Petrov")),
    ],
)  # fmt: skip
def test_a_tracked_change_is_a_suggestion_in_whole_words(inner: str, found: tuple[str, str, str, str]) -> None:
    assert changes(word(para(inner))) == [found]


def test_who_changes_an_insertion_of_somebody_else_suggests_another() -> None:
    nested = f"<w:ins {WHO}>{run('each ')}<w:del {OTHER}><w:r><w:delText>poor </w:delText></w:r></w:del></w:ins>"
    data = word(para(run("For ") + nested + run("family.")))
    assert changes(data) == [
        ("replace", "For", "For each poor", "A. Petrov"),
        ("replace", "For", "For each", "M. Karimova"),
    ]
    assert shape(data) == [("preambular", 1, "For family.")]


def test_a_paragraph_that_was_split_is_one_and_its_second_part_is_put_after_it() -> None:
    data = word(para(run("First part. "), mark("ins")), para(run("Second part.")))
    assert shape(data) == [("preambular", 1, "First part. Second part.")]
    assert changes(data) == [("delete", "Second part.", "", "A. Petrov"), ("insert", "", "Second part.", "A. Petrov")]


def test_paragraphs_that_were_joined_are_two_and_the_second_goes_on_in_the_first() -> None:
    data = word(para(run("First part,"), mark("del")), para(run("second part.")))
    assert shape(data) == [("preambular", 1, "First part,"), ("preambular", 1, "second part.")]
    assert changes(data) == [("replace", "part,", "part, second part.", "A. Petrov"), ("delete", "", "", "A. Petrov")]


def test_a_row_that_was_inserted_is_a_suggestion_for_the_table() -> None:
    row = "<w:tr>{}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = row.format("", para(run("a")), para(run("b"))) + row.format(
        f"<w:trPr><w:ins {WHO}/></w:trPr>", para(ins("c")), para(ins("d"))
    )
    data = word(f"<w:tbl>{table}</w:tbl>")
    assert shape(data) == [("table", 1, "a | b")]
    assert changes(data) == [("replace", "", "a | b\nc | d", "A. Petrov")]


REMARKS = f"""<w:comment w:id="0" {WHO.replace('w:id="1" ', "")}><w:p><w:r><w:t>Because it is late.</w:t></w:r></w:p></w:comment>
<w:comment w:id="1" {OTHER.replace('w:id="2" ', "")}><w:p><w:r><w:t>→ two plans</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>They differ.</w:t></w:r></w:p></w:comment>"""


def test_a_comment_by_whom_the_changes_are_is_their_reason_and_an_arrow_is_a_suggestion() -> None:
    inner = (
        run("By ") + '<w:commentRangeStart w:id="0"/>' + gone("June") + ins("May") + run(" and ") + ins("then ")
        + run("July") + '<w:commentRangeEnd w:id="0"/>' + run(", ") + '<w:commentRangeStart w:id="1"/>' + run("one plan")
        + '<w:commentRangeEnd w:id="1"/>' + run(".")
    )  # fmt: skip
    found = read_word(word(para(inner), parts={"comments": REMARKS}), "en").found
    assert [(one.act, one.quote, one.proposed, one.text, one.label) for one in found] == [
        ("replace", "June and July", "May and then July", "Because it is late.", "A. Petrov, 2026-03-05"),
        ("replace", "one plan", "two plans", "They differ.", "M. Karimova, 2026-03-06"),
    ]


def test_typed_numbers_and_lists_say_what_a_paragraph_is() -> None:
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        for n, form, text in ((1, "decimal", "%1."), (2, "lowerLetter", "(%1)"), (3, "lowerRoman", "(%1)"))
    ) + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2, 3))
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    data = word(
        para(run("Recalling", "<w:i/>") + run(" it,")), para(run("Do:"), listed.format(1)), para(run("this;"), listed.format(2)),
        para(run("now;"), listed.format(3)), para(run("that."), listed.format(2)), para(run("2 bis.\tThen:")),
        para(run("(a)\tthese;")), para(run("(i)\tone;")), para(run("Conclusions", "<w:b/>")), para(run("3.\tEnd.")),
        parts={"numbering": numbering},
    )  # fmt: skip
    assert shape(data) == [
        ("preambular", 1, "Recalling it,"), ("operative", 1, "Do:"), ("subparagraph", 1, "this;"), ("subparagraph", 2, "now;"),
        ("subparagraph", 1, "that."), ("operative", 1, "Then:"), ("subparagraph", 1, "these;"), ("subparagraph", 2, "one;"),
        ("heading", 1, "Conclusions"), ("operative", 1, "End."),
    ]  # fmt: skip
    assert read_word(data, "en").parts[6].block.bis


def test_what_is_not_understood_is_counted() -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    inner = (
        run("On ") + field + run("5 May") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + "<w:r><w:drawing/></w:r>"
        + run(" secret", "<w:vanish/>") + "<w:r><w:pict><w:txbxContent>" + para(run("box")) + "</w:txbxContent></w:pict></w:r>"
    )  # fmt: skip
    read = read_word(word(para(inner)), "en")
    assert plain(read.parts[1].block.texts["en"]) == "On 5 May"
    assert [str(sentence) for sentence in told(read.lost)] == [
        "1 picture is left out.", "1 text box is left out with its words.", "1 hidden passage is left out.",
        "1 field keeps the words that it showed.",
    ]  # fmt: skip


ENTITY = '<!DOCTYPE w:document [<!ENTITY x "yyyyyyyyyy"><!ENTITY z SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7", "This is no Word file."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "This is a file of an older Word, or one with a password."),
        (b"PK\x03\x04 cut off", "The file is damaged"),
        (word(prolog=ENTITY), "The file is damaged"),
        (word(para(run("&z;")), prolog=ENTITY), "The file is damaged"),
        (word(para(run("x"))).replace(b"word/document.xml", b"word/documenl.xml"), "This is no Word file."),
        (b"0" * 5_000_001, "The file is larger than 5 MB."),
        (word(para(run("a" * 61_000_000))), "Unpacked, the file is larger than 60 MB."),
    ],
    ids=["pdf", "old", "cut", "entity", "external", "names", "large", "bomb"],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_word(data, "en")
    assert str(refused.value.fields["file"]).startswith(sentence)


@pytest.mark.parametrize("size", [0, 60, 700])
def test_a_damaged_file_is_read_or_refused_but_never_breaks(size: int) -> None:
    whole = (FOLDER / "schools-libreoffice.docx").read_bytes()
    refusals = []
    for at in range(40, len(whole), 400):
        data = whole[: at + size] if size else whole[:at] + bytes(8) + whole[at + 8 :]
        try:
            read_word(data, "en")
        except Invalid as refused:
            refusals.append(set(refused.fields))
    assert refusals and all(fields == {"file"} for fields in refusals)
