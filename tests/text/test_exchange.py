"""Files come in and go out: what was understood is shown first, nothing is lost on the way round, nothing is taken twice."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from council_flow.database import db
from council_flow.discussion import operations as discussion
from council_flow.discussion.models import Comment
from council_flow.discussion.suggestion import Suggestion
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case
from council_flow.text.blocks import Body
from council_flow.text.inline import plain
from tests.factories.acting import Acting
from tests.web.page import Page

FOLDER = Path(__file__).parent / "word"
LIBREOFFICE, PYTHON_DOCX = FOLDER / "schools-libreoffice.docx", FOLDER / "schools-python-docx.docx"
NEW = {"workflow": "recommendation", "original": "en", "do": "preview"}


def sent(browser: FlaskClient, path: str, data: bytes | None = None, name: str = "text.docx", **form: Any) -> Page:
    file = {"file": (io.BytesIO(data), name)} if data is not None else {}
    return Page(browser.post(path, data={**form, **file}, follow_redirects=True))


def opened(browser: FlaskClient, data: bytes, number: int = 1, **form: Any) -> Case:
    """Open a case with a Word file: the preview first, then as it stands."""
    page = sent(browser, "/drafts/new", data, **{**NEW, **form})
    assert page.status == 200
    fields = page.form("/drafts/new")
    kinds = page.tree.xpath("//select[@name='kind']/option[@selected]/@value")
    carried = {name: fields[name] for name in ("carried", "original", "workflow", "token")}
    answer = browser.post("/drafts/new", data={**carried, "kind": kinds, "confirmed": "yes", "do": "open"})
    assert answer.status_code == 303, Page(answer).words
    db.session.rollback()
    return cases.find(2026, number)


def said(case: Case) -> list[tuple[object, ...]]:
    """Return what was said of a case, as it does not change on the way round."""
    rows = db.session.query(Comment).filter_by(case_id=case.id).order_by(Comment.number)
    return sorted(
        (one.act or "", one.kind, one.quote, plain(one.proposed), one.proposed_kind, one.text, one.label_there)
        for one in rows
    )


def words(acting: Acting, case: Case) -> list[tuple[object, ...]]:
    body = acting.text_of(case)
    return [(one.kind, one.level, one.bis, plain(one.texts[body.original])) for one in body.blocks]


@pytest.mark.parametrize(("path", "language", "counts"), [(LIBREOFFICE, "en", (1, 3)), (PYTHON_DOCX, "ru", (1, 6))])
def test_a_word_file_opens_a_case_goes_out_and_comes_back_whole(
    acting: Acting, path: Path, language: str, counts: tuple[int, int]
) -> None:
    browser = acting.browser("expert.kz")
    first = opened(browser, path.read_bytes())
    assert (first.original, first.version, first.comments) == (language, 1, sum(counts))
    found = said(first)
    assert sum(one[0] != "" for one in found) == counts[1]
    file = browser.get(f"{first.path}/text.docx?with=comments")
    assert file.status_code == 200
    again = sent(browser, f"{first.path}/import", file.data, language=language, what="text", do="preview")
    answer = sent(browser, f"{first.path}/import", **taken(again))
    assert (answer.status, "Nothing in this file is new." in answer.words) == (422, True)
    second = opened(browser, file.data, 2)
    assert (words(acting, second), said(second)) == (words(acting, first), found)


def taken(page: Page, **more: Any) -> dict[str, Any]:
    """Return what the button that takes a file in would send."""
    fields = page.form("/import")
    return {
        **{name: value for name, value in fields.items() if name != "file"},
        "reason": "From Word",
        "do": "take",
        **more,
    }


TEXT = """# Support after return

*Recalling* resolution 2396 (2017)[^1],

1. *Recommends* one provider for at least six months;

   (a) a deputy;

2. *Encourages* States to review each plan.

| Country | Centres |
|---|---|
| Uzbekistan | 4 |

3. *Asks* for reports, see [[2]].

[^1]: Paragraph 31.
"""


def discussed(acting: Acting) -> Case:
    """A case in consultation with comments and suggestions of every sort, two of them colliding."""
    case = acting.open_case(markdown=TEXT)
    acting.move(case, "open_consultation")
    keys = [block.key for block in acting.text_of(case).blocks]
    post = partial(acting.do, discussion.post, case.id)
    post(keys[3], "Why six?", quote="six months", by="focal.jo")
    acting.do(discussion.reply, case.id, 1, "Practice says so.", by="expert.kz")
    post(keys[3], "Longer", quote="at least six months", suggestion=Suggestion("replace", "a year"), by="focal.jo")
    post(keys[3], "Shorter", quote="six months", suggestion=Suggestion("replace", "*three* months"), by="expert.uz")
    post(keys[4], "Not needed", suggestion=Suggestion("delete"), by="expert.uz")
    post(keys[5], "Earlier", suggestion=Suggestion("move", after=keys[2]), by="focal.jo")
    post(keys[5], "Later", suggestion=Suggestion("move", after=keys[7]), by="expert.uz")
    post(keys[7], "One more", suggestion=Suggestion("insert", "*Invites* all.", "operative", keys[7]), by="focal.jo")
    post(keys[6], "Other", suggestion=Suggestion("replace", "Country | Number\nUzbekistan | 5"), by="focal.jo")
    post(keys[2], "Which?", suggestion=Suggestion("replace", "Paragraph 32."), by="expert.uz")
    post(keys[1], "For the chair alone", audience="chair", by="expert.uz")
    return acting.case(case)


def test_what_a_case_says_goes_to_word_and_comes_back_and_is_known_again(acting: Acting) -> None:
    case = discussed(acting)
    browser = acting.browser("focal.jo")
    file = browser.get(f"{case.path}/text.docx?with=comments").data
    assert b"For the chair alone" not in b"".join(
        zipfile.ZipFile(io.BytesIO(file)).read("word/comments.xml").splitlines()
    )
    page = sent(browser, f"{case.path}/import", file, language="en", what="comments", do="preview")
    assert "Nothing in this file is new." in sent(browser, f"{case.path}/import", **taken(page)).words
    there = [one for one in said(case) if one[5] != "For the chair alone"]
    other = opened(acting.browser("expert.kz"), file, 2)
    assert words(acting, other) == words(acting, case)
    here = [(*one[:6],) for one in said(other)]
    replies = [one for one in here if str(one[5]).startswith("In reply to")]
    assert len(replies) == 1 and str(replies[0][5]).endswith("Practice says so.")
    assert sorted(one for one in here if one not in replies) == sorted((*one[:6],) for one in there)


def test_a_word_file_that_another_program_saved_again_says_the_same(acting: Acting) -> None:
    case = discussed(acting)
    direct = opened(
        acting.browser("expert.kz"), acting.browser("focal.jo").get(f"{case.path}/text.docx?with=comments").data, 2
    )
    through = opened(acting.browser("expert.kz"), (FOLDER / "case-through-libreoffice.docx").read_bytes(), 3)
    assert words(acting, through) == words(acting, direct)
    assert _unthreaded(said(through)) == _unthreaded(said(direct))


def _unthreaded(found: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """LibreOffice 7.4 loses which comment a reply answers, not the reply."""
    return sorted((*one[:5], str(one[5]).split(":\n\n")[-1], str(one[6]).partition(", 2026")[0]) for one in found)


def test_the_word_file_says_numbers_authors_and_changes_as_word_does(acting: Acting) -> None:
    case = discussed(acting)
    file = acting.browser("chair").get(f"{case.path}/text.docx?with=comments")
    assert file.headers["Content-Disposition"] == 'attachment; filename="REC-2026-L.1-v1-en.docx"'
    parts = zipfile.ZipFile(io.BytesIO(file.data))
    body, comments = parts.read("word/document.xml").decode(), parts.read("word/comments.xml").decode()
    for tag in (
        "<w:ins ",
        "<w:del ",
        "<w:moveFrom ",
        "<w:moveTo ",
        "<w:footnoteReference ",
        "<w:numPr>",
        "<w:commentRangeStart ",
    ):
        assert tag in body
    assert (
        'w:author="Focal point, Jordan"' in body
        and "→ *three* months" in comments
        and "For the chair alone" not in comments  # a file goes from hand to hand
    )
    assert '<w:numFmt w:val="lowerLetter"/>' in parts.read("word/numbering.xml").decode()
    plain_file = acting.browser("chair").get(f"{case.path}/text.docx").data
    assert "Why six?" not in zipfile.ZipFile(io.BytesIO(plain_file)).read("word/comments.xml").decode()


def test_a_file_that_was_edited_makes_the_next_version_and_blocks_keep_their_identity(acting: Acting) -> None:
    case = acting.open_case(markdown=TEXT)
    before = acting.text_of(case)
    browser = acting.browser("expert.kz")
    edited = (
        TEXT.replace("six months", "twelve months").replace("# Support", "# Lasting support") + "\n4. *Thanks* all.\n"
    )
    page = sent(browser, f"{case.path}/import", edited.encode(), "text.md", language="en", what="text", do="preview")
    assert page.status == 200 and "3 blocks" in page.words and "twelve" in page.words
    assert acting.case(case).version == 1
    assert sent(browser, f"{case.path}/import", **taken(page)).status == 200
    assert acting.case(case).version == 2
    after = acting.text_of(case)
    assert [block.key for block in after.blocks[:8]] == [block.key for block in before.blocks]
    assert (
        plain(after.blocks[3].texts["en"]).endswith("twelve months;")
        and after.blocks[-1].texts["en"] == "*Thanks* all."
    )
    again = sent(browser, f"{case.path}/import", edited.encode(), "text.md", language="en", what="text", do="preview")
    assert "Nothing in this file is new." in sent(browser, f"{case.path}/import", **taken(again)).words


def test_a_file_made_from_an_earlier_version_leaves_what_was_saved_since(acting: Acting) -> None:
    case = acting.open_case(markdown=TEXT)
    browser = acting.browser("expert.kz")
    file = browser.get(f"{case.path}/text.docx").data
    body = acting.text_of(case)
    theirs = [replace(one, texts={"en": one.texts["en"].replace("six months", "a year")}) for one in body.blocks]
    acting.save(case, Body("en", tuple(theirs)))
    mine = changed(file, "review each plan", "review every plan", "at least six months", "two months")
    page = sent(browser, f"{case.path}/import", mine, language="en", what="text", do="preview")
    assert (
        "The file was made from v1." in page.words and "1 block was changed in the file and in the text" in page.words
    )
    assert sent(browser, f"{case.path}/import", **taken(page)).status == 200
    said_now = [plain(one.texts["en"]) for one in acting.text_of(acting.case(case)).blocks]
    assert (
        "Recommends one provider for at least a year;" in said_now
        and "Encourages States to review every plan." in said_now
    )
    assert [(one[0], one[3]) for one in said(case)] == [("replace", "Recommends one provider for two months;")]


def changed(file: bytes, *pairs: str) -> bytes:
    """Return a Word file with some of its words written over."""
    parts = zipfile.ZipFile(io.BytesIO(file))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in parts.namelist():
            data = parts.read(name).decode()
            for old, new in zip(pairs[::2], pairs[1::2], strict=True):
                data = data.replace(old, new)
            archive.writestr(name, data)
    return out.getvalue()


def test_who_comments_takes_comments_in_and_not_the_text(acting: Acting) -> None:
    case = acting.open_case(markdown=TEXT)
    assert acting.browser("focal.jo").get(f"{case.path}/import").status_code == 404
    acting.move(case, "open_consultation")
    browser = acting.browser("focal.jo")
    page = sent(
        browser,
        f"{case.path}/import",
        TEXT.replace("one provider", "two").encode(),
        "a.md",
        language="en",
        do="preview",
    )
    assert "The text stays as it is." in page.words
    assert not page.has("//input[@name='what']")
    assert sent(browser, f"{case.path}/import", **taken(page, what="text")).status == 422
    assert acting.case(case).version == 1


def test_markdown_and_text_go_into_the_field_and_the_language_follows_the_script(acting: Acting) -> None:
    page = sent(
        acting.browser("expert.kz"), "/drafts/new", "# План\n\n1. *Рекомендует* раз.\n".encode(), "plan.md", **NEW
    )
    assert page.value("markdown").startswith("# План") and page.value("original") == "ru"
    page = sent(acting.browser("expert.kz"), "/drafts/new", b"%PDF-1.7", "plan.pdf", **NEW)
    assert (page.status, page.refusal("file")) == (
        422,
        "This is no Word file. A .docx, a Markdown file or plain text is read.",
    )


def test_what_comes_back_from_the_preview_is_read_as_if_anybody_had_written_it(acting: Acting) -> None:
    browser = acting.browser("expert.kz")
    page = sent(browser, "/drafts/new", LIBREOFFICE.read_bytes(), **NEW)
    good = json.loads(page.form("/drafts/new")["carried"])
    for spoil in (
        {"blocks": []},
        {"blocks": [["a"]]},
        {"found": [{"key": "nowhere"}]},
        {"lost": 3},
        {"origin": {"version": "x"}},
    ):
        sent_back = {**NEW, "do": "open", "confirmed": "yes", "carried": json.dumps({**good, **spoil})}
        assert sent(browser, "/drafts/new", **sent_back).status == 422, spoil
    assert browser.get("/drafts/2026/L.1").status_code == 404


def test_json_says_everything_about_the_text_and_what_this_person_sees(acting: Acting) -> None:
    case = discussed(acting)
    data = json.loads(acting.browser("focal.jo").get(f"{case.path}/text.json").data)
    assert (data["schema"], data["version"], data["original"]) == ("council_flow/export/1", 1, "en")
    assert data["content_hash"] == case.content_hash
    operative = data["blocks"][3]
    assert (operative["numbers"]["en"], operative["citations"]["en"], operative["runs"]["en"][0]) == (
        "1.", "1", {"text": "Recommends", "apart": True},
    )  # fmt: skip
    assert data["comments"][1]["suggestion"]["proposed"] == "a year"
    assert "For the chair alone" not in {one["text"] for one in data["comments"]}


def test_markdown_reads_back_as_the_same_text(acting: Acting) -> None:
    case = acting.open_case(markdown=TEXT)
    answer = acting.browser("expert.kz").get(f"{case.path}/text.md?v=1&lang=en")
    back = acting.body(answer.get_data(as_text=True))
    assert [(b.kind, plain(b.texts["en"])) for b in back.blocks] == [
        (b.kind, plain(b.texts["en"])) for b in acting.text_of(case).blocks
    ]
    assert acting.browser("expert.kz").get(f"{case.path}/text.md?lang=ru").status_code == 404
