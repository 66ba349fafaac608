"""The PDF: the same bytes for the same text, tagged, with fonts of its own, read back in order, fetching nothing."""

from __future__ import annotations

import io
import re
from functools import cache

import pikepdf
import pytest

from council_flow.publication import adapters
from council_flow.publication.finishing import finish
from council_flow.publication.printing import printed
from council_flow.text.blocks import Body
from council_flow.text.inline import plain
from tests.publication.reading import Facts, read, words
from tests.publication.texts import BODY, CODE, LANGUAGES, block, draft_facts, facts


@cache
def adopted(language: str) -> bytes:
    return adapters.render(printed(BODY, language, facts(illustrative=True, trial=True)))


@cache
def draft(language: str) -> bytes:
    return adapters.render(printed(BODY, language, draft_facts()))


@cache
def read_adopted(language: str) -> Facts:
    return read(adopted(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_has_no_fault_that_the_checks_find(language: str) -> None:
    assert read_adopted(language).faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_has_no_fault_that_the_checks_find(language: str) -> None:
    assert read(draft(language)).faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_names_its_language_and_title(language: str) -> None:
    found = read_adopted(language)
    assert found.language == language
    assert found.title == f"REC/2026/3 {BODY.title(language)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_font_is_one_of_the_packaged_ones_and_embedded(language: str) -> None:
    for data in (adopted(language), draft(language)):
        fonts = read(data).fonts
        assert all(fonts.values())
        assert {re.sub(r"^[A-Z]{6}\+Council-(Serif|Sans|Naskh).*", "", name) for name in fonts} == {""}


def test_the_bookmarks_lead_to_headings_and_paragraphs() -> None:
    assert read_adopted("en").bookmarks[1:4] == ["I.\u00a0\u00a0Steps", "Paragraph 1", "Paragraph 2"]


def test_the_tags_tell_lists_notes_and_tables() -> None:
    assert {"H1", "H2", "P", "L", "LI", "Lbl", "LBody", "Note", "Table", "TH", "TD", "Figure"} <= set(
        read_adopted("en").tags
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_come_out_again_in_their_order(language: str) -> None:
    out = " ".join(words(adopted(language)).split())
    blocks = [plain(block.texts[language]) for block in BODY.blocks if block.kind not in {"note", "title"}]
    if language == "ar":  # poppler turns around what is not a letter; the order of words is what counts
        blocks = [max(re.findall(r"[^\W\d_]{4,}", text), key=len) for text in blocks]
    places = [out.find(text) for text in blocks]
    assert -1 not in places
    assert places == sorted(places)


def test_the_verification_code_can_be_read_and_copied() -> None:
    assert CODE in words(adopted("en"))


def test_a_draft_says_so_on_every_page() -> None:
    long = Body(
        "en", BODY.blocks + tuple(block(f"x{n}", "operative", 1, "*Invites* States to act; " * 12) for n in range(20))
    )
    data = adapters.render(printed(long, "en", draft_facts()))
    found = words(data).split("\f")[:-1]
    assert len(found) > 2
    assert all("DRAFT" in page or "D\nR\nA\nF\nT" in page or "Draft, version 12" in page for page in found)
    assert "¶ 6–" in found[1] or re.search(r"¶ \d+–\d+", found[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_text_gives_the_same_bytes(language: str) -> None:
    assert adapters.render(printed(BODY, language, facts(illustrative=True, trial=True))) == adopted(language)


HOSTILE = (
    '<img src="file:///etc/passwd">', "<link rel=attachment href=file:///etc/passwd>", "<style>@import 'http://x'</style>",
    "url(http://x/) ![a](http://x/y.png) [b](file:///etc/passwd)", "</li></ol><script>1</script>{{ 7 * 7 }}",
)  # fmt: skip


def test_nothing_in_a_text_makes_the_page_fetch(monkeypatch: pytest.MonkeyPatch) -> None:
    body = Body(
        "en",
        (block("t", "title", 1, HOSTILE[0]), *(block(f"o{n}", "operative", 1, one) for n, one in enumerate(HOSTILE))),
    )
    asked: list[str] = []
    made = adapters.fetcher

    def watched(pictures: dict[str, bytes]) -> object:
        fetcher = made(pictures)
        fetch = fetcher.fetch
        fetcher.fetch = lambda url, headers=None: asked.append(url) or fetch(url, headers)
        return fetcher

    monkeypatch.setattr(adapters, "fetcher", watched)
    out = " ".join(words(adapters.render(printed(body, "en", facts()))).split())
    assert asked
    assert {url.partition(":")[0] for url in asked} <= {"fonts", "print"}
    assert "file:///etc/passwd" in out
    assert "49" not in out.replace("d4907be3", "")


@pytest.mark.parametrize(
    "page",
    [
        '<img src="file:///etc/passwd" alt="x">', '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
        '<img src="data:image/svg+xml,<svg/>" alt="x">', "<style>@import 'file:///x.css'</style>",
    ],
)  # fmt: skip
def test_a_page_that_asks_for_anything_else_is_not_set(page: str) -> None:
    from weasyprint.urls import FatalURLFetchingError

    with pytest.raises(FatalURLFetchingError):
        adapters.to_pdf(f"<html lang=en><title>x</title><body><h1>x</h1>{page}")


def test_what_is_embedded_is_the_text_alone() -> None:
    with pikepdf.open(io.BytesIO(adopted("en"))) as pdf:
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
        assert "/AcroForm" not in pdf.Root


def test_a_pdf_with_other_metadata_is_refused() -> None:
    with pytest.raises(ValueError, match="rdf"):
        finish(adopted("en").replace(b"</rdf:RDF>", b"</rdf:ABC>"))
