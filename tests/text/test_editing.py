"""The editor: kinds, tables, footnotes, problems beside their block, buttons without a script."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from council_flow.text.blocks import Block, Body
from council_flow.text.editing import Fields, assemble, confirmed, join_kind, pressed
from council_flow.text.hashing import block_hash
from council_flow.text.working import drawn_from, packed, unpacked
from tests.factories.acting import Acting
from tests.web.page import Page

EDIT = "/drafts/2026/L.1/edit"
BODY = Body(
    "en",
    (
        Block("titl", "title", 1, {"en": "T"}),
        Block("para", "operative", 1, {"en": "One[^note]", "ru": "Один[^note]"}),
        Block("note", "footnote", 1, {"en": "See there"}),
        Block("last", "operative", 1, {"en": "Two"}),
    ),
)


def keys(body: Body) -> list[str]:
    return [block.key for block in body.blocks]


def fields(body: Body, **texts: str) -> Fields:
    return Fields(
        keys=keys(body),
        kinds=[join_kind(block) for block in body.blocks],
        texts=[texts.get(block.key, block.texts["en"]) for block in body.blocks],
    )


def test_a_footnote_is_put_below_its_paragraph_with_its_mark_in_every_language() -> None:
    body, shown = pressed(BODY, "footnote:para")
    assert keys(body) == ["titl", "para", "note", shown, "last"]
    assert dict(body.blocks[1].texts) == {"en": f"One[^note][^{shown}]", "ru": f"Один[^note][^{shown}]"}
    assert pressed(BODY, "footnote:titl")[0] == pressed(BODY, "footnote:note")[0] == BODY


def test_a_footnote_left_empty_or_removed_takes_its_marks_along_and_a_paragraph_its_footnotes() -> None:
    without = {"en": "One", "ru": "Один"}
    emptied = assemble(BODY, fields(BODY, note=""))
    removed, _ = pressed(BODY, "remove:note")
    assert keys(emptied) == keys(removed) == ["titl", "para", "last"]
    assert dict(emptied.blocks[1].texts) == dict(removed.blocks[1].texts) == without
    assert keys(pressed(BODY, "remove:para")[0]) == ["titl", "last"]


def test_kinds_with_bis_and_tables_come_back_as_they_were_sent() -> None:
    sent = replace(
        fields(BODY, last="| a |  b |\n|---|---|\n| c | d\\|e |"), kinds=["title", "operative-bis", "footnote", "table"]
    )
    body = assemble(BODY, sent)
    assert [join_kind(block) for block in body.blocks] == ["title", "operative-bis", "footnote", "table"]
    assert body.blocks[-1].texts["en"] == "a | b\nc | d\\|e"


def test_a_private_copy_holds_what_differs_and_gives_it_back() -> None:
    changed = replace(BODY, blocks=(*BODY.blocks[:3], replace(BODY.blocks[3], texts={"en": "Three"}), Block("new1", "note", 1, {"en": "N"})))  # fmt: skip
    held = packed(BODY, changed)
    assert held[:3] == ["titl", "para", "note"]
    assert unpacked(BODY, held) == changed


def test_what_a_copy_holds_of_other_languages_stays_and_confirmations_are_known() -> None:
    copy = replace(
        BODY, blocks=(BODY.blocks[0], replace(BODY.blocks[1], texts={"en": "Other", "ru": "Другой", "uz": "Boshqa"}))
    )
    known = drawn_from(BODY, copy, "ru")
    assert dict(known.blocks[1].texts) == {"en": "One[^note]", "ru": "Один[^note]", "uz": "Boshqa"}
    assert keys(known) == ["titl", "para", "note", "last"]
    said = Fields(["para"], ["operative"], ["One[^note]"], "ru", ["Один[^note]"], frozenset({"para"}))
    body = assemble(BODY, said)
    assert body.blocks[0].sources == {"ru": block_hash(BODY.blocks[1], "en")}
    assert confirmed(BODY, body, "ru") == {"para"}


def sent(page: Page, **more: Any) -> dict[str, Any]:
    form = next(form for form in page.tree.forms if (form.get("action") or "").endswith("/edit"))
    found: dict[str, Any] = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    return {**found, "reason": "A reason", **more}


def test_the_editor_shows_every_kind_and_what_was_changed(acting: Acting) -> None:
    acting.open_case()
    browser = acting.browser("expert.kz")
    page = Page(browser.get(EDIT))
    offered = set(page.tree.xpath("(//select[@name='kind'])[1]//option/@value"))
    assert {"annex", "table", "footnote", "operative-bis", "subparagraph-3-bis", "heading-2"} <= offered
    values = sent(page, do="look")
    values["text"][4] = "*Recommends* other words;"
    looked = Page(browser.post(EDIT, data=values))
    rows = [" ".join(row.text_content().split()) for row in looked.tree.xpath("//tbody/tr/th")]
    assert rows == ["Operative 1"]
    marked = Page(browser.post(EDIT, data={**sent(page), "do": f"footnote:{values['key'][4]}"}))
    fresh = marked.tree.xpath("//textarea[@autofocus]/ancestor::div[@role='group'][1]")[0]
    assert (fresh.get("data-kind"), fresh.get("aria-label")) == ("footnote", "Footnote 1")


def test_a_problem_stands_beside_its_block(acting: Acting) -> None:
    case = acting.open_case()
    browser = acting.browser("expert.kz")
    values = sent(Page(browser.get(EDIT)), do="save")
    values["kind"][1] = "subparagraph-1"
    page = Page(browser.post(EDIT, data=values))
    key = values["key"][1]
    assert page.status == 422
    assert page.refusal(f"block-{key}") == "A sub-paragraph stands below a paragraph. Move it, or make it a paragraph."
    assert page.has(f"//*[contains(@class, 'error-summary')]//a[@href='#b-{key}']")
    assert acting.case(case).version == 1
