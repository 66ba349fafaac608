"""What a page asks of the database: the same number of statements for few rows as for many, and twelve at most."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask.testing import FlaskClient
from sqlalchemy import event

from council_flow.database import db
from council_flow.discussion import holding_operations as holding
from council_flow.discussion import operations as discussion
from council_flow.discussion.suggestion import Suggestion
from council_flow.discussion.suggestions import operations as suggesting
from council_flow.discussion.suggestions.applying import Decision
from council_flow.errors import Expected
from council_flow.recommendations import documents_operations as documents
from council_flow.recommendations.models import Case
from council_flow.text.blocks import with_block
from tests.factories.acting import Acting

MOST = 12
OF_FILE = (
    "", "/v1", "/versions", "/blame", "/compare?a=v1&b=v2", "/compare?a=v1&b=v2&view=beside", "/edit", "/edit?copy=1", "/lock",
    "/v1/name", "/v1/restore", "/translate?lang=ru", "/import", "/documents", "/comments", "/comments?state=open",
    "/comments/1/reply", "/comments/1/dispose", "/comments/1/satisfied", "/comments/held", "/comment?paragraph={key}",
    "/suggest?paragraph={key}", "/suggestions", "/suggestions?paragraph={key}", "/matrix", "/matrix?state=open", "/matrix.csv",
    "/matrix.pdf", "/sheet", "/consultation", "/consultation.csv", "/review", "/alignment", "/adoption", "/forecast", "/history",
    "/history.csv", "/people", "/move/return_to_draft",
)  # fmt: skip
"""Pages of a file, after its path."""
MADE = (
    "/compare.json?a=v1&b=v2", "/comments.csv", "/matrix.xlsx", "/matrix.docx", "/sheet.xlsx", "/text.docx?with=comments",
    "/text.md", "/text.json",
)  # fmt: skip
"""Files that are made of a file of the council when they are asked for, after its path."""
OF_COUNCIL = (
    "/drafts", "/drafts?stage=consultation", "/drafts?q=support", "/desk", "/drafts/new", "/record", "/record.csv", "/people", "/profile",
    "/guidance/cted", "/register", "/verify", "/workflows/recommendation",
)  # fmt: skip
READERS = ("chair", "expert.kz", "expert.kg", "focal.tj", "reviewer.uz", "secretariat")


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements that the database is given, without those that open and close transactions."""
    found: list[str] = []

    def said(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            found.append(statement)

    event.listen(db.engine, "before_cursor_execute", said)
    try:
        yield found
    finally:
        event.remove(db.engine, "before_cursor_execute", said)


def asked(client: FlaskClient, path: str) -> tuple[int, int]:
    """Return status and number of statements of a page."""
    with counted() as statements:
        answer = client.get(path)
    assert answer.status_code < 500, path
    return answer.status_code, len(statements)


def pages_of(acting: Acting, case: Case) -> list[str]:
    case = acting.case(case)
    key = acting.text_of(case).operative()[0].key
    return [case.path + page.format(key=key) for page in OF_FILE]


def made_of(acting: Acting, case: Case) -> list[str]:
    return [acting.case(case).path + page for page in MADE]


def consulted(acting: Acting, comments: int, versions: int) -> Case:
    """Return a file under consultation with so many comments and so many versions.

    Half of the comments have replies, a fourth are suggestions on one paragraph, of which a tenth are accepted and wait; a tenth
    as many are kept privately; a twentieth as many documents are on file.
    """
    case = acting.open_case()
    for n in range(1, versions):
        body = acting.text_of(case)
        words = {"en": f"*Recommends* that one provider stays with a child for {n + 5} months;"}
        acting.save(case, with_block(body, replace(body.operative()[0], texts=words)), reason=f"Reading {n}")
    acting.move(case, "open_consultation")
    body = acting.text_of(case)
    keys, first = [block.key for block in body.blocks], body.operative()[0].key
    for n in range(comments):
        by, key, change = ("expert.kg", "expert.tj", "focal.uz")[n % 3], keys[n % len(keys)], None
        if n % 4 == 0:
            key, change = first, Suggestion("insert", f"*Invites* reading {n};", "operative", after=first)
        number = acting.do(discussion.post, case.id, key, f"Remark {n}.", suggestion=change, by=by).number
        if n % 2:
            acting.do(discussion.reply, case.id, number, "It will be looked into.", by="expert.kz")
        if n % 40 == 0:
            chosen = [Decision(number, "accept")]
            acting.do(suggesting.decide, case.id, chosen, reason="", by="expert.kz", expected=Expected())
        if n % 10 == 0:
            acting.do(holding.hold, case.id, first, {"text": f"Private remark {n}."}, by="expert.kg")
        if n % 20 == 0:
            told = {"title": f"Note {n}", "language": "en", "label": "other"}
            acting.do(documents.add, case.id, f"Note {n}".encode(), f"note-{n}.txt", **told, by="expert.kz")
    return case


def test_a_page_of_a_file_asks_as_much_for_200_comments_and_six_versions_as_for_20_and_two(acting: Acting) -> None:
    few, many = consulted(acting, 20, 2), consulted(acting, 200, 6)
    for who in ("expert.kz", "expert.kg", "chair"):
        client = acting.browser(who)
        client.get(few.path)  # the first page of a run reads definitions
        for small, large in zip(pages_of(acting, few), pages_of(acting, many), strict=True):
            found = asked(client, large)
            assert asked(client, small) == found, (who, large)
            assert found[1] <= MOST, (who, large)
    for small, large in zip(made_of(acting, few), made_of(acting, many), strict=True):
        assert asked(client, small) == asked(client, large), large


def test_a_page_asks_as_much_for_many_answers_reviewers_and_findings_as_for_few(acting: Acting) -> None:
    few, many = acting.to_review(), acting.to_review()
    acting.opine(many, "kg")
    acting.opine(many, "tj")
    few, many = acting.case(few), acting.case(many)
    for who in READERS:
        client = acting.browser(who)
        client.get(few.path)
        for page in ("/consultation", "/consultation.csv", "/review", "/people", ""):
            assert asked(client, few.path + page) == asked(client, many.path + page), (who, page)


def every_stage(acting: Acting) -> list[Case]:
    """Return files at every stage, and at those where conditions and approvals are asked for in the middle of it."""
    ways = (
        acting.open_case, acting.to_consultation, acting.to_review, acting.to_alignment, acting.to_adoption,
        acting.to_adopted, acting.to_review, acting.to_adoption,
    )  # fmt: skip
    found = []
    for way in ways:
        acting.declared = set()  # who declared interests in the file before
        found.append(way())
    acting.declared = set()
    acting.opine(found[-2], "kg")
    acting.to_close(found[-1])
    acting.move(found[-1], "adopt", by="chair")
    return found


def test_no_page_of_a_file_asks_more_than_twelve_statements_at_any_stage(acting: Acting) -> None:
    files = every_stage(acting)
    for who in READERS:
        client = acting.browser(who)
        for case in files:
            for page in pages_of(acting, case):
                status, statements = asked(client, page)
                assert statements <= MOST, (who, status, acting.case(case).stage, page)
    for page in (page for case in files for page in made_of(acting, case)):
        status, statements = asked(acting.browser("expert.kg"), page)
        assert statements <= MOST, (status, page)


def test_no_page_of_the_council_asks_more_for_many_files_than_for_few(acting: Acting) -> None:
    asks = {}
    for files in (1, 2):
        for _ in range(files):
            every_stage(acting)
        for who in READERS:
            client = acting.browser(who)
            for page in OF_COUNCIL:
                found = asked(client, page)
                assert found[1] <= MOST, (who, page)
                assert asks.setdefault((who, page), found) == found
