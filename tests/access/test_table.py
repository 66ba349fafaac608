"""Everybody may do at each stage what the council's files say, and nothing else; the answer says why not."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tests.access import expected
from tests.access.conftest import FILE, Council
from tests.access.expected import EVERYBODY, PEOPLE

PAGES = (
    "", "/v1", "/versions", "/blame", "/compare", "/translate", "/documents", "/comments", "/comments.csv", "/comments/held",
    "/suggestions", "/matrix", "/matrix.csv", "/matrix.pdf", "/text.docx", "/text.md", "/text.json", "/consultation", "/review",
    "/alignment", "/adoption", "/history", "/history.csv", "/people", "/draft.pdf", "/move/withdraw",
)  # fmt: skip

Ask = Callable[[Any, Council], Any]
Holders = Callable[[str], Iterable[str]]


def posting(path: str, **data: Any) -> Ask:
    return lambda browser, council: browser.post(FILE + path, data=data)


def on_paragraph(path: str, **data: Any) -> Ask:
    def ask(browser: Any, council: Council) -> Any:
        key = council.body.operative()[0].key
        return browser.post(FILE + path.format(key), data={"paragraph": key, **data})

    return ask


def saving(browser: Any, council: Council) -> Any:
    blocks = council.body.blocks
    sent = {
        "key": [block.key for block in blocks],
        "kind": [block.kind for block in blocks],
        "text": [block.texts["en"] + " And more." for block in blocks],
    }
    return browser.post(f"{FILE}/edit", data={**sent, "reason": "More.", "do": "save"})


def opinion(browser: Any, council: Council) -> Any:
    browser.post(f"{FILE}/review/interest", data={"concerned": "no"})
    return browser.post(f"{FILE}/review/opinion", data={"opinion": "ready", "reasons": "It is sound."})


def documenting(browser: Any, council: Council) -> Any:
    sent = {"file": (io.BytesIO(b"Figures"), "figures.txt"), "title": "Figures", "language": "en", "label": "other"}
    return browser.post(f"{FILE}/documents", data=sent)


def keeping_a_copy(browser: Any, council: Council) -> Any:
    return browser.post(f"{FILE}/edit/copy", json={"version": 1})


def naming(browser: Any, council: Council) -> Any:
    return browser.post(f"{FILE}/people", data={"account": str(council.somebody), "role": "drafter"})


def allowed(*words: str) -> Holders:
    return lambda stage: frozenset().union(*(expected.allowed(stage, word) for word in words))


def answering(activity: str) -> Holders:
    return lambda stage: expected.answering(stage, activity)


def naming_versions(stage: str) -> Iterable[str]:
    return expected.allowed(stage, "edit") | expected.leading(stage) or expected.NOBODY


def whoever_sees(stage: str) -> Iterable[str]:
    return EVERYBODY


def where_comments_are_open(stage: str) -> Iterable[str]:
    return EVERYBODY if expected.allowed(stage, "comment") or expected.allowed(stage, "dispose") else ()


CHANGE = {"act": "replace", "proposed": "*Recommends* something else;", "text": "A reason."}
ACTS: dict[str, tuple[Ask, Holders, int | Callable[[str], int]]] = {
    "open the editor": (lambda browser, council: browser.get(f"{FILE}/edit"), allowed("edit"), 200),
    "save a version": (saving, allowed("edit"), 303),
    "keep a private copy": (keeping_a_copy, allowed("edit"), 200),
    "bring a version back": (posting("/v1/restore", reason="It was better."), allowed("edit"), 303),
    "name a version": (posting("/v1/name", name="First reading"), naming_versions, 303),
    "lock the text": (posting("/lock", reason="A last reading."), expected.leading, expected.locked),
    "add a document": (documenting, expected.contributing, 303),
    "suggest": (on_paragraph("/suggest", **CHANGE), allowed("suggest"), 303),
    "keep a suggestion privately": (on_paragraph("/suggest", **CHANGE, do="hold"), allowed("suggest"), 303),
    "decide on no suggestion": (posting("/suggestions", do="save"), allowed("dispose"), 422),
    "take no suggestion in": (posting("/suggestions/take-in"), allowed("edit"), 422),
    "keep a comment privately": (on_paragraph("/comment", text="A comment.", do="hold"), allowed("comment"), 303),
    "bring no sheet back": (posting("/sheet"), allowed("comment", "suggest"), 422),
    "comment": (on_paragraph("/comment", text="A comment.", type="legal"), allowed("comment"), 303),
    "reply": (posting("/comments/1/reply", text="A reply."), where_comments_are_open, 303),
    "give a disposition": (posting("/comments/1/dispose", disposition="noted"), allowed("dispose"), 303),
    "answer for a State": (posting("/consultation", answer="agrees"), answering("consultation"), 303),
    "declare interests": (posting("/review/interest", concerned="no"), answering("review"), 303),
    "give an opinion": (opinion, answering("review"), 303),
    "make a finding": (
        on_paragraph("/alignment/{}", grade="not_applicable", reason="Own working."), answering("alignment"), 303,
    ),
    "take a position": (posting("/adoption", position="joins", do="record"), answering("adoption"), 303),
    "name a drafter": (naming, lambda stage: expected.granted("people.assign"), 303),
    "ask for a draft as PDF": (posting("/draft.pdf"), whoever_sees, 303),
    "follow the file": (posting("/follow", follow="yes"), whoever_sees, 303),
    "verify the history": (posting("/history/verify"), whoever_sees, 200),
}  # fmt: skip

CASES = [(stage, who) for stage in expected.stages() for who in PEOPLE]


def expected_answer(act: str, stage: str, who: str) -> int:
    _, holders, done = ACTS[act]
    return expected.answer(stage, PEOPLE[who], holders(stage), done)


@pytest.mark.parametrize(("stage", "who"), CASES)
def test_a_person_does_at_a_stage_what_the_files_say(council: Council, stage: str, who: str) -> None:
    council.at(stage)
    browser, found = council.browser(PEOPLE[who].key), {}
    for act, (ask, *_) in ACTS.items():
        found[act] = ask(browser, council).status_code
        if found[act] < 400:
            council.at(stage)
    assert found == {act: expected_answer(act, stage, who) for act in ACTS}


@pytest.mark.parametrize(("stage", "who"), CASES)
def test_a_person_moves_the_file_as_the_files_say(council: Council, stage: str, who: str) -> None:
    council.at(stage)
    browser, found = council.browser(PEOPLE[who].key), {}
    for transition in expected.transitions():
        found[transition] = browser.post(f"{FILE}/move", data={"transition": transition}).status_code
        if found[transition] < 400:
            council.at(stage)
    assert found == {name: expected.moved(stage, PEOPLE[who], name) for name in expected.transitions()}


@pytest.mark.parametrize("stage", expected.stages())
def test_every_page_of_a_file_is_seen_by_those_who_see_the_file(council: Council, stage: str) -> None:
    council.at(stage)
    pages = PAGES if stage in {"draft", "adoption"} else PAGES[:1]
    for who, person in PEOPLE.items():
        browser = council.browser(person.key)
        found = {page: browser.get(FILE + page).status_code for page in pages}
        found = {
            page: 200 if status == 303 and stage == "review" and "reviewer" in who else status
            for page, status in found.items()
        }
        assert found == dict.fromkeys(pages, 200 if expected.sees(stage, person) else 404), who


@pytest.mark.parametrize("stage", expected.stages())
def test_the_list_shows_a_file_to_those_who_see_it(council: Council, stage: str) -> None:
    council.at(stage)
    listed = {
        who: FILE in council.browser(one.key).get("/drafts").get_data(as_text=True) for who, one in PEOPLE.items()
    }
    assert listed == {who: expected.sees(stage, person) for who, person in PEOPLE.items()}


def test_the_expected_table_says_each_answer_somewhere() -> None:
    answers = {expected_answer(act, *case) for act in ACTS for case in CASES}
    moves = {expected.moved(stage, PEOPLE[who], name) for stage, who in CASES for name in expected.transitions()}
    assert answers == {200, 303, 403, 404, 409, 422}
    assert moves == {303, 403, 404, 409, 422}
