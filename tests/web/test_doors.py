"""Nobody is led to another site, and cookies go where they belong."""

from __future__ import annotations

from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from council_flow.demo.people import DOMAIN, PASSWORD
from council_flow.web.prefix import safe_path
from tests.conftest import close, make_app, make_settings
from tests.web.page import Page

ELSEWHERE = [
    "https://evil.example/", "http://evil.example", "//evil.example", "///evil.example", "/\\evil.example",
    "\\\\evil.example", "https:evil.example", "javascript:alert(1)", "\t//evil.example", " //evil.example",
    "//evil.example%2f@localhost", "https://localhost@evil.example/", "/\x00//evil.example", "%2f%2fevil.example",
]  # fmt: skip


def sign_in(client: FlaskClient, **more: str) -> TestResponse:
    return client.post("/account/login", data={"email": f"chair@{DOMAIN}", "password": PASSWORD, **more})


def stays(location: str) -> bool:
    """Answer whether a browser that is sent there stays on this site, read as leniently as browsers read."""
    cleaned = "".join(letter for letter in location if letter > " ").replace("\\", "/")
    parts = urlsplit(cleaned)
    return parts.scheme in {"", "http", "https"} and parts.netloc in {"", "localhost"} and not cleaned.startswith("//")


def test_signing_in_never_leads_to_another_site(app: Flask) -> None:
    who = {"email": f"chair@{DOMAIN}", "password": PASSWORD}
    for target in ELSEWHERE:
        in_form = sign_in(app.test_client(), next=target)
        in_address = app.test_client().post("/account/login", query_string={"next": target}, data=who)
        for answer in (in_form, in_address):
            assert answer.status_code in {200, 302}, target
            assert stays(answer.headers.get("Location", "/")), target


def test_signing_out_never_leads_to_another_site(app: Flask) -> None:
    for target in ELSEWHERE:
        client = app.test_client()
        sign_in(client)
        answer = client.post("/account/logout", query_string={"next": target})
        assert answer.status_code == 302
        assert stays(answer.headers["Location"]), target


def test_signing_in_leads_to_a_page_of_this_council(client: FlaskClient) -> None:
    assert sign_in(client, next="/ru/drafts?stage=draft").headers["Location"] == "/ru/drafts?stage=draft"


@pytest.mark.parametrize("target", [*ELSEWHERE[:6], "", None, "drafts", "/a\nb"])
def test_only_a_path_of_the_product_is_a_safe_path(target: str | None) -> None:
    assert safe_path(target, "/desk") == "/desk"
    assert safe_path("/ru/drafts?stage=draft", "/desk") == "/ru/drafts?stage=draft"


def cookie(answer: TestResponse) -> SimpleCookie:
    found = SimpleCookie()
    for header in answer.headers.getlist("Set-Cookie"):
        found.load(header)
    return found


def test_the_cookie_of_the_session_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient) -> None:
    session = cookie(sign_in(client))["session"]
    assert session["httponly"] is True
    assert session["samesite"] == "Lax"
    assert session["path"] == "/"
    assert session["domain"] == ""
    assert session["secure"] == ""


def test_where_pages_are_served_over_https_cookies_travel_over_https_only(tmp_path: Path, council_file: Path) -> None:
    import shutil

    settings = make_settings(tmp_path / "secure", cookies_secure=True, public_url="https://council.int")
    shutil.copy(council_file, settings.instance / "council.db")
    app = make_app(settings)
    answer = sign_in(app.test_client())
    close(app)
    assert cookie(answer)["session"]["secure"] is True
    assert "max-age=" in app.test_client().get("/health", base_url="https://council.int").headers[
        "Strict-Transport-Security"
    ]  # fmt: skip


def test_the_session_does_not_outlive_the_browser(client: FlaskClient) -> None:
    session = cookie(sign_in(client))["session"]
    assert (session["expires"], session["max-age"]) == ("", "")


def test_no_page_asks_anything_of_another_site(client: FlaskClient) -> None:
    page = Page(client.get("/register"))
    loaded = page.tree.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src | //link[@rel='icon']/@href")
    assert loaded
    assert [address for address in loaded if not address.startswith("/") or address.startswith("//")] == []
