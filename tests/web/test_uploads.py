"""A file that is uploaded is compared, or refused with a sentence; nothing of it is kept."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from council_flow.publication import forms
from tests.web.page import Page


def upload(client: FlaskClient, data: bytes, name: str = "a.pdf", path: str = "/verify", **more: Any) -> Page:
    return Page(client.post(path, data={"file": (io.BytesIO(data), name), **more}))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xd0\xcf\x11\xe0 a word processor's file", "recommendation.doc"),
        (b"<!doctype html><script>alert(1)</script>", "recommendation.pdf"),
        (b"PK\x03\x04", "recommendation.docx"),
        (b" %PDF-1.7 with something before it", "recommendation.pdf"),
    ],
)
def test_a_file_of_another_type_is_refused_whatever_its_name(client: FlaskClient, data: bytes, name: str) -> None:
    page = upload(client, data, name)
    assert page.status == 422
    assert "This file is no PDF." in page.words


@pytest.mark.parametrize(("data", "name"), [(b"", ""), (b"", "empty.pdf")])
def test_a_form_without_a_file_says_so(client: FlaskClient, data: bytes, name: str) -> None:
    page = upload(client, data, name)
    assert page.status == 422
    assert page.has("//*[@role='status']")


def test_a_file_over_the_limit_of_the_comparison_is_refused_beside_the_field(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = next(
        validator for validator in forms.CodeForm.file.kwargs["validators"] if isinstance(validator, forms.FileSize)
    )
    monkeypatch.setattr(limit, "max_size", 1000)
    page = upload(client, b"%PDF-1.7" + b"0" * 1000)
    assert page.status == 422
    assert "The file is larger than 16 MB." in page.refusal("file")


def test_a_pdf_of_somebody_else_differs(client: FlaskClient) -> None:
    page = upload(client, b"%PDF-1.7 of somebody else")
    assert page.status == 200
    assert "No publication of this council has exactly these bytes." in page.words


def test_a_file_name_is_shown_nowhere(client: FlaskClient) -> None:
    page = upload(client, b"%PDF-1.7", "<script>alert('\u202efdp.exe')</script>.pdf")
    assert "alert(" not in page.source


def test_an_unknown_code_with_a_file_is_compared_with_everything(client: FlaskClient) -> None:
    page = upload(client, b"%PDF-1.7", path="/verify/2222-2222-2222")
    assert page.status == 200
    assert page.has("//*[@role='status']")


@pytest.mark.parametrize("code", ["nonsense", "O0O0-1111-IIII", "\u202e2222", "%00", "%FF%FE", "a" * 2000])
def test_a_code_that_is_none_is_not_in_the_register(client: FlaskClient, code: str) -> None:
    page = Page(client.get(f"/verify/{code}"))
    assert page.status == 404
    assert "\u202e" not in page.source
