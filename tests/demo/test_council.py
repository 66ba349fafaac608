"""The demo council: twelve recommendations at all stages, worth reading, with nobody in them who exists."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from council_flow.adoption.models import Position, Procedure
from council_flow.clock import now
from council_flow.consultation.models import Answer
from council_flow.database import db
from council_flow.demo import people
from council_flow.discussion.models import Comment, Reply
from council_flow.language import LANGUAGES
from council_flow.people.models import Account
from council_flow.publication.models import Issue, Publication
from council_flow.recommendations.models import Case
from council_flow.text import queries as texts
from council_flow.text.blocks import Body, share
from council_flow.text.inline import plain
from council_flow.text.models import Version


@pytest.fixture
def cases(loaded: Flask) -> list[Case]:
    """The recommendations of the demo; files of other procedures stand beside them."""
    db.session.rollback()
    return list(db.session.query(Case).filter_by(workflow="recommendation").order_by(Case.number))


def body(case: Case) -> Body:
    return texts.current(case.id, case.version).body


def complete(case: Case) -> frozenset[str]:
    """Return the languages in which a text says everything that its original says."""
    found = body(case)
    shares = {language: share(found, language) for language in found.languages()}
    return frozenset(language for language, one in shares.items() if not one.missing and not one.behind)


def words(case: Case) -> int:
    found = body(case)
    return sum(len(plain(block.texts.get(found.original, "")).split()) for block in found.blocks)


def test_twelve_recommendations_stand_at_all_stages(loaded: Flask, cases: list[Case]) -> None:
    stages = set(loaded.extensions["definitions"].named["recommendation"].stages)
    assert len(cases) == 12
    assert {case.stage for case in cases} == stages


def test_three_are_published_each_in_all_its_languages(cases: list[Case]) -> None:
    published = db.session.query(Publication).filter(Publication.published_at.isnot(None)).all()
    assert len(published) == 3
    assert Counter(case.stage for case in cases)["published"] == 3
    for publication in published:
        issued = {issue.language for issue in db.session.query(Issue).filter_by(publication_id=publication.id)}
        assert issued == set(publication.languages)


def test_two_are_complete_in_four_languages_one_of_them_published(cases: list[Case]) -> None:
    in_four = [case for case in cases if complete(case) == set(LANGUAGES)]
    assert len(in_four) == 2
    assert [case.stage for case in in_four].count("published") == 1


def test_one_more_is_complete_in_english_and_arabic(cases: list[Case]) -> None:
    assert [complete(case) for case in cases].count(frozenset({"en", "ar"})) == 1


def test_each_text_has_six_hundred_words_worth_reading(cases: list[Case]) -> None:
    assert {case.number: words(case) for case in cases if words(case) < 600} == {}


def test_some_have_several_versions(cases: list[Case]) -> None:
    assert sum(case.version > 1 for case in cases) >= 3
    assert db.session.query(Version).count() > 15


def test_sixty_comments_and_more_many_with_a_disposition_and_a_reply(loaded: Flask) -> None:
    assert db.session.query(Comment).count() >= 60
    assert db.session.query(Comment).filter(Comment.disposition.isnot(None)).count() >= 30
    assert db.session.query(Comment).filter_by(standing="open").count() >= 3


def test_each_procedure_has_a_file(loaded: Flask) -> None:
    found = {(case.workflow, case.stage) for case in db.session.query(Case) if case.workflow != "recommendation"}
    assert found == {
        ("expedited", "consultation"), ("good-practice", "assessment"), ("corrigendum", "tacit_approval"),
        ("session", "consultation"), ("session", "adoption"), ("written", "adoption"), ("decision", "adopted"),
    }  # fmt: skip
    assert {name for name, _ in found} | {"recommendation"} == set(loaded.extensions["definitions"].named)


def test_the_corrigendum_names_what_it_corrects(loaded: Flask) -> None:
    file = db.session.query(Case).filter_by(workflow="corrigendum").one()
    corrected = db.session.get_one(Publication, file.corrects_id)
    assert corrected.published_at is not None
    assert any(corrected.symbol in text for block in body(file).blocks for text in block.texts.values())


def test_a_silence_is_open(loaded: Flask) -> None:
    running = db.session.query(Procedure).filter(Procedure.closed_at.is_(None), Procedure.kind == "silence").all()
    assert running
    assert all(procedure.closes_at > now() for procedure in running)


def test_no_objection_is_put_to_a_state_that_exists(loaded: Flask) -> None:
    objecting = {one.state for one in db.session.query(Position).filter_by(position="breaks_silence")}
    objecting |= {one.state for one in db.session.query(Answer).filter(Answer.answer.ilike("%disagree%"))}
    assert objecting <= {"XA"}


def test_nobody_has_a_name(loaded: Flask) -> None:
    names = {account.name for account in db.session.query(Account)}
    assert names == {person.name for person in people.cast()}
    allowed = {"chair", "vice", "secretariat", "documents", "expert", "second", "focal", "point", "partner"}
    assert {word for name in names for word in re.findall(r"\w+", name.lower())} <= allowed


def written(cases: list[Case]) -> list[str]:
    texts_of = [text for case in cases for block in body(case).blocks for text in block.texts.values()]
    said: list[Any] = [db.session.query(Comment.text), db.session.query(Reply.text), db.session.query(Answer.text)]
    return [*texts_of, *(row[0] for rows in said for row in rows)]


def test_no_text_names_a_person_or_says_how_to_reach_one(cases: list[Case]) -> None:
    addressed = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+[A-Z]|г-н|г-жа|janob |\S+@\S+|\+\d{6,}")
    assert [text for text in written(cases) if addressed.search(text)] == []


def test_no_text_is_left_as_a_placeholder(cases: list[Case]) -> None:
    left = re.compile(r"lorem|ipsum|\bTODO\b|\bTBD\b|\bXXX\b|\[\.\.\.\]", re.IGNORECASE)
    assert [text for text in written(cases) if left.search(text)] == []


def test_everything_happened_before_the_demo_was_loaded(cases: list[Case]) -> None:
    assert max(case.updated_at for case in cases) <= now()
    assert min(case.opened_at for case in cases).year >= now().year - 2


def test_the_record_is_whole(loaded: Flask) -> None:
    result = loaded.test_cli_runner().invoke(args=["audit", "verify"])
    assert result.exit_code == 0, result.output


def test_a_database_that_is_not_empty_is_left_as_it_is(loaded: Flask) -> None:
    before = db.session.query(Version).count()
    result = loaded.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code == 1
    assert "The database has accounts already." in result.output
    db.session.rollback()
    assert db.session.query(Version).count() == before


def test_a_council_of_ones_own_is_never_overwritten(app: Flask) -> None:
    from tests.factories.acting import Acting

    Acting(app).open_case()
    assert app.test_cli_runner().invoke(args=["demo"]).exit_code == 1
    assert not people.loaded_here(Path(app.extensions["settings"].instance))
