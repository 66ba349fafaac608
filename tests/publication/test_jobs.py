"""The worker renders each language once, outside of any write, and all of them print the same head of the record."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from flask import Flask

from council_flow.audit import queries as audit
from council_flow.database import db, writing
from council_flow.notifications.work import Hopeless
from council_flow.publication import adapters, jobs, operations, queries
from council_flow.publication.models import Publication
from tests.factories.acting import Acting
from tests.publication.reading import read, words


def publication_of(case: Any) -> Publication:
    db.session.rollback()
    found = queries.of_case(case.id)
    assert found is not None
    return found


def test_an_adopted_text_is_rendered_by_the_worker(acting: Acting) -> None:
    case = acting.to_adopted()
    acting.print_out()
    publication = publication_of(case)
    issue = queries.issue(publication.id, "en")
    out = words(issue.pdf)
    assert publication.symbol in out
    assert publication.code in out
    assert "Continuity of support after return" in out
    assert not issue.signed


def test_the_rendered_pdf_has_no_fault_that_the_checks_find(acting: Acting) -> None:
    case = acting.to_adopted()
    acting.print_out()
    assert read(queries.issue(publication_of(case).id, "en").pdf).faults == []


def test_the_record_of_adoption_names_who_approved_and_the_head_of_the_record(acting: Acting) -> None:
    case = acting.to_adopted()
    head = audit.head()
    acting.print_out()
    publication = publication_of(case)
    out = words(queries.issue(publication.id, "en").pdf)
    assert head is not None
    assert (publication.head_number, publication.head_hash) == (head.seq, head.hash)
    assert f"{head.seq}:{head.hash[:16]}" in out
    assert "Approved by" in out


def test_rendering_again_changes_nothing(acting: Acting) -> None:
    case = acting.to_adopted()
    acting.print_out()
    publication = publication_of(case)
    before = queries.issue(publication.id, "en").sha256
    jobs.render({"publication": publication.id, "language": "en"}, acting.later(hours=1))
    assert [issue.sha256 for issue in queries.issues(publication.id)] == [before]


def test_a_page_is_set_outside_of_any_write(acting: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    case = acting.to_adopted()
    seen: list[bool] = []
    render = adapters.render
    monkeypatch.setattr(adapters, "render", lambda page: seen.append(writing()) or render(page))
    acting.print_out()
    assert seen == [False]
    assert queries.issues(publication_of(case).id)


def test_a_page_with_another_head_than_the_first_is_set_anew(acting: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    case = acting.to_adopted()
    publication = publication_of(case)
    rounds: list[str] = []
    render = adapters.render

    def late(page: Any) -> bytes:
        rounds.append(page.record[-1].value.striptags())
        if len(rounds) == 1:  # another worker stores another language first
            with jobs.transaction():
                db.session.get(Publication, publication.id).head_number = 1
                db.session.get(Publication, publication.id).head_hash = "ab" * 32
        return render(page)

    monkeypatch.setattr(adapters, "render", late)
    jobs.render({"publication": publication.id, "language": "en"}, acting.now)
    assert rounds[1:] == ["1:abababababababab"]


def test_a_text_that_is_not_the_adopted_one_is_never_printed(acting: Acting) -> None:
    case = acting.to_adopted()
    publication = publication_of(case)
    with jobs.transaction():
        db.session.get(Publication, publication.id).content_hash = "0" * 64
    with pytest.raises(Hopeless):
        jobs.render({"publication": publication.id, "language": "en"}, acting.now)


def test_a_demo_council_marks_its_pdfs_as_illustrative(acting: Acting, app: Flask) -> None:
    (app.extensions["settings"].instance / jobs.ILLUSTRATIVE).write_text("yes")
    case = acting.to_adopted()
    acting.print_out()
    assert "Illustrative: invented text" in words(queries.issue(publication_of(case).id, "en").pdf)


def test_the_mark_of_illustrative_content_is_the_one_that_the_demo_writes() -> None:
    from council_flow.demo import people

    assert people.MARK == jobs.ILLUSTRATIVE


def test_a_draft_is_rendered_when_somebody_asks(acting: Acting) -> None:
    case = acting.open_case()
    acting.do(operations.ask_draft, case.id, case.version, "en", by="expert.kz")
    acting.print_out()
    asked = queries.draft_pdf(case.id, case.version, "en")
    assert asked is not None
    assert asked.pdf is not None
    assert asked.rendered_at == acting.now
    out = words(asked.pdf)
    assert "Not adopted. Not to be quoted." in out
    assert f"L.{case.number}" in out


def test_a_draft_keeps_the_bytes_of_its_first_rendering(acting: Acting) -> None:
    case = acting.open_case()
    asked = acting.do(operations.ask_draft, case.id, case.version, "en", by="expert.kz")
    acting.print_out()
    at = queries.draft_pdf(case.id, case.version, "en").rendered_at
    jobs.draft({"draft": asked.id}, acting.later(hours=1))
    db.session.rollback()
    assert queries.draft_pdf(case.id, case.version, "en").rendered_at == at


def test_a_draft_that_nobody_asked_for_is_no_work(acting: Acting) -> None:
    jobs.draft({"draft": 4711}, acting.now)


def test_a_draft_has_no_verification_code(acting: Acting) -> None:
    case = acting.open_case()
    acting.do(operations.ask_draft, case.id, case.version, "en", by="expert.kz")
    acting.print_out()
    data = queries.draft_pdf(case.id, case.version, "en").pdf
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/AcroForm" not in pdf.Root
    assert "Verification code" not in words(data)
