"""What a person sets for him- or herself: name, language, time zone, appearance."""

from __future__ import annotations

import pytest
from flask import Flask

from council_flow.database import db
from council_flow.people import queries
from council_flow.people.models import Account
from tests.factories.acting import Acting
from tests.web.page import Page

OWN = {"name": "Aziza, Chair", "language": "en", "zone": "", "theme": "auto"}


def saved(acting: Acting, **other: str) -> Page:
    browser = acting.browser("chair")
    answer = browser.post("/profile", data={**OWN, **other})
    return Page(browser.get(answer.headers["Location"]) if answer.status_code == 303 else answer)


def account(acting: Acting) -> Account:
    db.session.rollback()
    found = queries.by_email("chair@council.example")
    assert found is not None
    return found


def test_a_profile_is_saved_and_shown_as_saved(each_app: Flask) -> None:
    acting = Acting(each_app)
    page = saved(acting, zone="Europe/Zurich", theme="dark", shortcuts="y")
    assert [page.value(name) for name in ("name", "language", "zone", "theme", "shortcuts")] == [
        "Aziza, Chair", "en", "Europe/Zurich", "dark", "y",
    ]  # fmt: skip
    kept = account(acting)
    assert (kept.name, kept.zone, kept.theme, kept.shortcuts) == ("Aziza, Chair", "Europe/Zurich", "dark", True)


def test_the_page_comes_back_in_the_language_chosen(acting: Acting) -> None:
    assert saved(acting, language="uz").language == ("uz", "ltr")
    assert saved(acting, language="ar").language == ("ar", "rtl")


@pytest.mark.parametrize(("theme", "marked"), [("dark", ["dark"]), ("light", ["light"]), ("auto", [])])
def test_the_appearance_chosen_marks_every_page(acting: Acting, theme: str, marked: list[str]) -> None:
    saved(acting, theme=theme)
    assert Page(acting.browser("chair").get("/drafts")).tree.xpath("/html/@data-theme") == marked


def test_keys_for_reading_are_on_for_whoever_wants_them(acting: Acting) -> None:
    assert Page(acting.browser("chair").get("/drafts")).tree.xpath("/html/@data-shortcuts") == []
    saved(acting, shortcuts="y")
    assert Page(acting.browser("chair").get("/drafts")).tree.xpath("/html/@data-shortcuts") == ["on"]


def test_with_a_zone_of_ones_own_deadlines_are_shown_in_both(acting: Acting) -> None:
    case = acting.to_adoption()
    path = f"/drafts/{case.year}/L.{case.number}/adoption"
    before = Page(acting.browser("chair").get(path)).words
    saved(acting, zone="Europe/Zurich")
    after = Page(acting.browser("chair").get(path)).words
    assert "18:00, Tashkent time" in before
    assert "Zurich" not in before
    assert "18:00, Tashkent time" in after
    assert "15:00, Zurich time" in after
    assert "Zurich" not in Page(acting.browser("vice-chair").get(path)).words


def test_a_name_is_cleaned_of_what_steers_or_hides(acting: Acting) -> None:
    saved(acting, name="  Aziza\u202e \u2066Karimova\x07\u200b\n\t(Chair) ")
    assert account(acting).name == "Aziza Karimova (Chair)"


def test_a_new_name_stands_in_the_record_with_the_one_before(acting: Acting) -> None:
    saved(acting)
    assert (
        "is shown as Aziza, Chair from now on, before as Chair"
        in Page(acting.browser("secretariat").get("/record")).words
    )


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Write the name under which you are shown."),
        ("name", "\u200b\u202e", "Write the name under which you are shown."),
        ("name", "x" * 121, "up to 120 characters"),
        ("language", "tlh", "Choose one of those that are offered."),
        ("zone", "Mars/Olympus", "Choose one of those that are offered."),
        ("theme", "neon", "Choose one of those that are offered."),
    ],
)
def test_a_profile_is_refused_beside_the_field_and_changes_nothing(
    acting: Acting, field: str, value: str, said: str
) -> None:
    page = saved(acting, **{field: value, "zone": value if field == "zone" else "Asia/Almaty"})
    assert page.status == 422
    assert said in page.refusal(field)
    if field not in {"name", "zone"}:
        assert page.value("name") == OWN["name"]
        assert page.value("zone") == "Asia/Almaty"
    kept = account(acting)
    assert (kept.name, kept.language, kept.zone, kept.theme) == ("Chair", "en", None, "auto")


@pytest.mark.parametrize("language", ["ru", "uz", "ar"])
def test_refusals_of_the_forms_library_are_said_in_the_readers_language(acting: Acting, language: str) -> None:
    sent = {**OWN, "name": "x" * 121, "zone": "Mars/Olympus"}
    page = Page(acting.browser("chair").post(f"/{language}/profile", data=sent))
    english = ("Choose one of those", "Not a valid choice", "Field cannot be longer", "This field takes up")
    assert page.refusal("name")
    assert page.refusal("zone")
    assert [words for words in english if words in page.source] == []


def test_a_profile_belongs_to_its_person(acting: Acting) -> None:
    saved(acting, name="Somebody new")
    assert Page(acting.browser("vice-chair").get("/profile")).value("name") == "Vice-Chair"
