"""Background documents: what is taken, what is refused and why, how one is handed out and withdrawn."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any

import pytest
from flask import Flask

from council_flow.errors import Invalid
from council_flow.recommendations.document_types import kind_of, safe_name
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
PDF = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript>>>>endobj"


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/").replace("_x_", "."), data)
    return out.getvalue()


def torn() -> bytes:
    """Return an archive whose compressed part is damaged inside."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", b"application/vnd.oasis.opendocument.text" * 3)
    return out.getvalue().replace(out.getvalue()[38:46], b"\xff" * 8, 1)


DOCX = archive(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
ODT = archive(mimetype=b"application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(
    ("data", "name", "ending"),
    [
        (PDF, "a.docx", "pdf"),
        (DOCX, "a.pdf", "docx"),
        (ODT, "a", "odt"),
        (b"\x89PNG\r\n\x1a\n", "a.html", "png"),
        (b"\xff\xd8\xff\xe0", "a", "jpg"),
        ("Слова, كلمات".encode(), "a.exe", "txt"),
        (b"State,Centres\nJordan,4\n", "a.csv", "csv"),
    ],
)
def test_a_file_is_what_its_content_says(data: bytes, name: str, ending: str) -> None:
    assert kind_of(data, name).ending == ending


@pytest.mark.parametrize(
    "data",
    [
        b"", b"MZ\x90\x00 a program", b"\x7fELF", b"#!/bin/sh\nrm", b"<html><script>alert(1)</script>", b"<svg/>",
        b"words <script src=x>", b"\xd0\xcf\x11\xe0 an old office file", b" %PDF-1.7", b"PK\x03\x04 broken", b"\x00\x01text",
        archive(**{"readme.txt": b"an archive of files"}),
        archive(**{"[Content_Types].xml": b"", "word/document.xml": b"", "word/vbaProject.bin": b""}),
        torn(),
    ],
)  # fmt: skip
def test_what_can_run_or_cannot_be_read_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        kind_of(data, "report.pdf")
    assert list(refused.value.fields) == ["file"]


def test_a_name_is_only_a_name() -> None:
    kind = kind_of(PDF, "")
    assert safe_name("../../etc/pass\u202ewd.exe", kind) == "pass wd.pdf"
    assert safe_name('a"b;<c>.PDF', kind) == "a b c.pdf"
    assert safe_name("التقرير.pdf", kind) == "التقرير.pdf"
    assert safe_name("...", kind) == "document.pdf"


def hand_in(browser: Any, data: bytes = PDF, name: str = "report.pdf", title: str = "A report", **more: str) -> Page:
    sent = {"title": title, "language": "en", "label": "evidence", **more, "file": (io.BytesIO(data), name)}
    return Page(browser.post(f"{FILE}/documents", data=sent))


def test_a_document_is_added_listed_handed_out_and_withdrawn(app: Flask) -> None:
    acting = Acting(app)
    case = acting.to_consultation()
    expert, chair = acting.browser("expert.kg"), acting.browser("chair")
    assert hand_in(expert, name="Report of <2026>.pdf").status == 303
    page = Page(chair.get(f"{FILE}/documents"))
    assert "A report" in page.words
    assert acting.case(case).documents == 1
    assert "added document 1: A report" in Page(chair.get(f"{FILE}/history")).words
    again = hand_in(chair, title="Twice")
    assert again.refusal("file") == "This file is here already: document 1."

    answer = chair.get(f"{FILE}/documents/1/Report of 2026.pdf")
    assert hashlib.sha256(answer.data).hexdigest() == hashlib.sha256(PDF).hexdigest()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]

    withdraw = f"{FILE}/documents/1/withdraw"
    assert Page(acting.browser("expert.kz").post(withdraw, data={"reason": "Not mine."})).status == 403
    assert Page(expert.post(withdraw, data={"reason": ""})).status == 422
    assert expert.post(withdraw, data={"reason": "An older edition."}).status_code == 303
    page = Page(chair.get(f"{FILE}/documents"))
    assert "An older edition." in page.words
    assert chair.get(f"{FILE}/documents/1/Report of 2026.pdf").status_code == 404
    assert acting.case(case).documents == 0


def test_a_refused_document_loses_nothing_that_was_written(app: Flask) -> None:
    acting = Acting(app)
    acting.to_consultation()
    page = hand_in(acting.browser("expert.kg"), b"<html>", title="A page", label="letter")
    assert page.status == 422
    assert "This one is something else" in page.refusal("file")
    assert page.value("title") == "A page"
    assert hand_in(acting.browser("expert.kg"), title="").refusal("title") == "Write the title of the document."


def test_documents_are_for_those_who_see_the_file(app: Flask) -> None:
    acting = Acting(app)
    acting.open_case()
    assert acting.browser("expert.kg").get(f"{FILE}/documents").status_code == 404
    assert hand_in(acting.browser("expert.kg")).status == 404
