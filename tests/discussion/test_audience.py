"""A comment that is not for everybody: whom it is not for meets neither its words nor its number, at no door."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from council_flow.database import db
from council_flow.discussion import audience, operations
from council_flow.discussion.audience import Reader
from council_flow.discussion.conditions import all_disposed
from council_flow.discussion.suggestion import Suggestion
from council_flow.discussion.words import CHAIR, COUNCIL, GROUP
from council_flow.notifications.models import Outbox
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case
from council_flow.recommendations.situation import Situation
from tests.conftest import close, make_app, make_settings
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
OPEN, FOR_GROUP, FOR_CHAIR, SETTLED = 1, 2, 3, 4
WORDS = {OPEN: "Ofopenwords", FOR_GROUP: "Ofgroupwords", FOR_CHAIR: "Ofchairwords", SETTLED: "Ofsettledwords"}
PROPOSED = Suggestion("replace", "Ofproposedwords;")
REPLY = "Ofreplywords"
AUTHOR = "expert.jo"
SEES = {
    AUTHOR: {OPEN, FOR_GROUP, FOR_CHAIR, SETTLED},
    "expert.kz": {OPEN, FOR_GROUP},
    "chair": {OPEN, FOR_CHAIR, SETTLED},
    "expert.kg": {OPEN},
    "focal.tj": {OPEN},
    "secretariat": {OPEN},
}
"""Who sees what: the drafter is expert.kz."""
DOORS = (
    "", "/v1", "/comments", "/comments?q=of", "/comments?audience=chair", "/comments?audience=group", "/comments.csv",
    "/matrix", "/history", "/history.csv", "/history?what=discussion", "/consultation", "/consultation.csv", "/versions",
    "/review", "/suggestions", "/suggestions?paragraph={key}", "/forecast", "/moves.json", "/matrix.csv", "/matrix.xlsx",
    "/matrix.docx", "/sheet.xlsx", "/text.docx?with=comments", "/text.md?with=comments", "/text.json",
)  # fmt: skip
COUNCIL_DOORS = ("/desk", "/drafts", "/drafts?q=of", "/record", "/record.csv", "/record?what=discussion")


@pytest.fixture(scope="module")
def acting(tmp_path_factory: pytest.TempPathFactory, council_file: object) -> Iterator[Acting]:
    """One file under consultation with comments of every audience, for all tests here: none of them changes it."""
    settings = make_settings(tmp_path_factory.mktemp("audience"))
    shutil.copy(str(council_file), settings.instance / "council.db")
    app: Flask = make_app(settings)
    with app.app_context():
        acting = Acting(app)
        case = acting.to_consultation()
        key = acting.text_of(case).operative()[0].key
        for number, to in ((OPEN, COUNCIL), (FOR_GROUP, GROUP), (FOR_CHAIR, CHAIR), (SETTLED, CHAIR)):
            acting.do(
                operations.post,
                case.id,
                key,
                WORDS[number],
                by=AUTHOR,
                audience=to,
                suggestion=PROPOSED if to == GROUP else None,
            )
        acting.do(operations.reply, case.id, FOR_CHAIR, REPLY, by="chair")
        acting.do(operations.dispose, case.id, SETTLED, "noted", "Ofresponsewords", by="chair")
        yield acting
    close(app)


def case_of(acting: Acting) -> Case:
    db.session.rollback()
    return cases.find(2026, 1)


def test_the_rule_reads_the_roles_from_the_procedure(acting: Acting) -> None:
    workflow = cases.workflow_of(case_of(acting))
    assert audience.members(workflow, GROUP) == {"drafter"}
    assert audience.members(workflow, CHAIR) == {"chair"}
    assert audience.reader(workflow, {"expert", "drafter"}, 1, None).audiences == {COUNCIL, GROUP}
    assert not Reader(7).sees(CHAIR, 8)
    assert Reader(7).sees(CHAIR, 7)
    assert not Reader(None).sees(CHAIR, None)


def read(data: bytes) -> str:
    """Return what stands in a page, or in all parts of a workbook or a Word file."""
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return " ".join(file.read(name).decode(errors="replace") for name in file.namelist())


@pytest.mark.parametrize("who", SEES)
def test_no_door_shows_what_is_not_for_a_person(acting: Acting, who: str) -> None:
    browser = acting.browser(who)
    hidden = set(WORDS) - SEES[who]
    secrets = [WORDS[number] for number in hidden]
    secrets += [REPLY, "Ofresponsewords"] if FOR_CHAIR in hidden else []
    secrets += [PROPOSED.proposed] if FOR_GROUP in hidden else []
    key = acting.text_of(case_of(acting)).operative()[0].key
    for door in (*(FILE + door.format(key=key) for door in DOORS), *COUNCIL_DOORS):
        page = read(browser.get(door).get_data())
        assert [word for word in secrets if word in page] == [], (who, door)
        numbers = {
            int(raw) for raw in re.findall(r"[cC]omment (\d+)|#c(\d+)|/comments/(\d+)/", page) for raw in raw if raw
        }
        assert not numbers & hidden, (who, door)


@pytest.mark.parametrize("who", SEES)
def test_whoever_it_is_for_reads_it_beside_the_text_and_in_the_table(acting: Acting, who: str) -> None:
    browser = acting.browser(who)
    for door in ("", "/comments", "/comments.csv"):
        page = browser.get(FILE + door).get_data(as_text=True)
        assert [word for number, word in WORDS.items() if number in SEES[who] and word not in page] == [], door


def told(browser: FlaskClient, number: int, act: str, data: dict[str, str] | None = None) -> tuple[int, str]:
    address = f"{FILE}/comments/{number}/{act}"
    answer = browser.get(address) if data is None else browser.post(address, data=data)
    page = re.sub(r'name="csrf_token" value="[^"]*"', "", answer.get_data(as_text=True))
    return answer.status_code, page.replace(address, "")


@pytest.mark.parametrize("who", [who for who in SEES if who != AUTHOR])
def test_a_hidden_comment_answers_like_one_that_does_not_exist(acting: Acting, who: str) -> None:
    browser = acting.browser(who)
    for number in set(WORDS) - SEES[who]:
        for act in ("reply", "edit", "withdraw", "reopen", "satisfied", "dispose"):
            hidden, absent = told(browser, number, act), told(browser, 99, act)
            assert (hidden[0], hidden) == (404, absent), (who, number, act)
            sent = {"text": "No.", "reason": "No.", "satisfied": "yes", "disposition": "noted"}
            assert told(browser, number, act, sent)[0] == told(browser, 99, act, sent)[0] == 404


def test_the_history_of_a_file_leaves_out_what_is_hidden_and_the_record_of_the_council_covers_it(
    acting: Acting,
) -> None:
    def history(who: str) -> str:
        return acting.browser(who).get(f"{FILE}/history.csv").get_data(as_text=True)

    assert history(AUTHOR).count("discussion.comment.") == 6
    assert history("chair").count("discussion.comment.") == 5
    assert history("expert.kg").count("discussion.comment.") == 1
    seqs = re.findall(r"^(\d+),", history(AUTHOR), re.M)
    seen = re.findall(r"^(\d+),", history("expert.kg"), re.M)
    hidden = next(seq for seq in seqs if seq not in seen)
    assert acting.browser("expert.kg").get(f"{FILE}/history/{hidden}").status_code == 404
    assert acting.browser(AUTHOR).get(f"{FILE}/history/{hidden}").status_code == 200
    record = Page(acting.browser("secretariat").get(f"/record/{hidden}"))
    assert "An act on a comment that is not for everybody." in record.words
    assert "Expert, Jordan" not in record.source


def test_the_row_of_a_file_counts_what_everybody_sees(acting: Acting) -> None:
    case = case_of(acting)
    assert (case.comments, case.open_comments, case.limited_comments, case.open_limited) == (1, 1, 3, 2)
    assert "4 comments" in Page(acting.browser(AUTHOR).get(f"{FILE}/comments")).words
    assert "1 comment in" in Page(acting.browser("expert.kg").get(f"{FILE}/comments")).words


def test_only_those_who_see_it_are_told(acting: Acting) -> None:
    letters = db.session.query(Outbox).filter(Outbox.kind == "mail").all()
    chair, drafter = acting.actor("chair").id, acting.actor("expert.kz").id
    about = {number: set() for number in WORDS}
    for letter in letters:
        if found := re.search(r"#c(\d+)$", letter.payload["link"]):
            about[int(found.group(1))].add(letter.payload["account"])
    assert about[FOR_GROUP] == {drafter}
    assert chair in about[FOR_CHAIR]
    assert drafter not in about[FOR_CHAIR] | about[SETTLED]


def test_the_note_and_the_form_say_who_sees_a_comment(acting: Acting) -> None:
    page = Page(acting.browser(AUTHOR).get(FILE))
    assert "Seen by the chair only" in page.words
    assert "Seen by the drafting group only" in page.words
    key = acting.text_of(case_of(acting)).operative()[0].key
    form = Page(acting.browser(AUTHOR).get(f"{FILE}/comment?paragraph={key}"))
    assert "The chair and you: Chair" in form.words


def test_an_audience_that_the_procedure_does_not_have_is_refused(acting: Acting) -> None:
    key = acting.text_of(case_of(acting)).operative()[0].key
    sent = {"paragraph": key, "text": "Whose?", "audience": "friends"}
    assert acting.browser("expert.kg").post(f"{FILE}/comment", data=sent).status_code == 422


def test_the_condition_counts_what_is_hidden_and_says_nothing_of_it(acting: Acting) -> None:
    case = case_of(acting)

    def said(who: str) -> str:
        return str(all_disposed(Situation(case, cases.workflow_of(case), acting.actor(who), acting.now)).sentence)

    assert said("expert.kg").startswith("1 of 1 comments has no disposition")
    assert said("expert.kz").startswith("2 of 2 comments have no disposition")
    assert said("chair").startswith("2 of 3 comments have no disposition")


def test_a_version_that_takes_a_hidden_suggestion_in_names_neither_it_nor_its_author(acting: Acting) -> None:
    case = acting.to_review()
    key = acting.text_of(case).operative()[0].key
    made = Suggestion("replace", "*Recommends* that one provider stays for nine months;")
    acting.do(operations.post, case.id, key, "Nine.", by=AUTHOR, audience=GROUP, suggestion=made)
    sent = {"do": "save", "paragraph": key, "n-1": "1", "choice-1": "accept"}
    path = acting.case(case).path
    assert acting.browser("expert.kz").post(f"{path}/suggestions", data=sent).status_code == 303
    assert "nine months" in acting.browser("expert.kg").get(path).get_data(as_text=True)
    for door in ("", "/v2", "/versions", "/history", "/history.csv", "/compare?a=v1&b=v2"):
        page = acting.browser("expert.kg").get(path + door).get_data(as_text=True)
        assert not re.search(r"[sS]uggestion 1\b|comment 1\b|Expert, Jordan", page), door
