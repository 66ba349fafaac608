"""The demo council shows what texts and their discussion can be: each kind of block, suggestion, audience and document."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask

from council_flow.database import db
from council_flow.discussion.audience import Reader
from council_flow.discussion.models import Comment, Held
from council_flow.discussion.suggestions.queries import present
from council_flow.discussion.words import CHAIR, COUNCIL, GROUP
from council_flow.language import LANGUAGES
from council_flow.recommendations.models import Case, Document
from council_flow.text import queries as texts
from council_flow.text.blocks import Body, share, translation_state
from council_flow.text.brackets import open_blocks
from council_flow.text.inline import targets
from council_flow.text.models import Version
from council_flow.text.numbering import citations_in


def named(title: str) -> Case:
    db.session.rollback()
    return db.session.query(Case).filter(Case.search.like(f"%{title}%")).one()


def comments(title: str) -> list[Comment]:
    return list(db.session.query(Comment).filter_by(case_id=named(title).id).order_by(Comment.number))


def text_of(title: str) -> Body:
    case = named(title)
    return texts.current(case.id, case.version).body


@pytest.fixture
def reviewed(loaded: Flask) -> Body:
    """The text under expert review."""
    return text_of("civil documentation")


def test_the_text_under_review_has_every_kind_of_block_in_four_languages(reviewed: Body) -> None:
    assert set(reviewed.languages()) == set(LANGUAGES)
    assert {block.kind for block in reviewed.blocks} == {
        "title", "heading", "annex", "preambular", "operative", "subparagraph", "table", "footnote",
    }  # fmt: skip
    assert [block.kind for block in reviewed.blocks].count("footnote") == 2
    assert sum(block.bis for block in reviewed.blocks) == 1
    for language in LANGUAGES:
        assert share(reviewed, language).missing == 0


def test_its_references_and_footnotes_point_at_the_same_blocks_in_each_language(reviewed: Body) -> None:
    for block in reviewed.blocks:
        assert len({tuple(sorted(targets(text))) for text in block.texts.values()}) == 1, block.texts
    cited = citations_in(reviewed, "en")
    assert {cited[target[1:]] for block in reviewed.blocks for target in targets(block.texts["en"])} >= {
        "2 (d)", "3", "6", "7", "10", "11",
    }  # fmt: skip


def test_a_reference_was_renumbered_with_its_paragraph(reviewed: Body) -> None:
    first = texts.current(named("civil documentation").id, 1).body
    refusals = next(block for block in first.blocks if "refusals" in block.texts["en"])
    now = reviewed.block(refusals.key)
    assert now is not None
    before = citations_in(first, "en")
    after = citations_in(reviewed, "en")
    assert [before[target[1:]] for target in targets(refusals.texts["en"])] == ["5", "6"]
    assert [after[target[1:]] for target in targets(now.texts["en"])] == ["6", "7"]


def test_its_translations_are_behind_in_two_paragraphs(reviewed: Body) -> None:
    for language in ("ru", "uz", "ar"):
        states = Counter(translation_state(block, language, "en") for block in reviewed.blocks)
        assert states["behind"] == 2, language


def test_words_stand_in_brackets_only_before_the_adoption(loaded: Flask) -> None:
    open_at = {
        case.stage for case in db.session.query(Case) if open_blocks(texts.current(case.id, case.version).body)
    }  # fmt: skip
    assert open_at == {"review"}


def test_twelve_suggestions_and_more_stand_on_one_paragraph(loaded: Flask) -> None:
    case = named("rehabilitation in custody")
    found = present(case.id, Reader(None))
    key, many = Counter(one.key for one in found).most_common(1)[0]
    assert many >= 12
    there = [one for one in found if one.key == key]
    assert {one.act for one in there} == {"replace", "insert", "delete", "move"}
    assert len({one.state for one in there}) >= 8
    assert {one.on_behalf for one in there} == {True, False}
    assert Counter((one.quote, one.proposed) for one in there).most_common(1)[0][1] >= 2
    assert all(one.text and one.standing == "open" and not one.needs_author for one in there)


def test_suggestions_that_were_taken_in_are_named_by_their_version(loaded: Flask) -> None:
    suggested = [one for one in comments("protection of personal data") if one.act]
    assert Counter(one.disposition for one in suggested) == {"accepted": 2, "accepted_in_part": 2, "not_accepted": 1}
    taken = {one.number for one in suggested if one.taken_in}
    version = db.session.query(Version).filter_by(case_id=named("protection of personal data").id, number=2).one()
    assert {source["comment"] for source in version.sources} == taken == {
        one.number for one in suggested if one.disposition != "not_accepted"
    }  # fmt: skip


def test_comments_have_their_audiences_and_some_are_kept_privately(loaded: Flask) -> None:
    assert {audience for (audience,) in db.session.query(Comment.audience)} == {COUNCIL, GROUP, CHAIR, "@KZ"}
    kept = db.session.query(Held).all()
    assert len(kept) == 3
    assert len({held.account_id for held in kept}) == 1


def test_authors_say_whether_they_are_satisfied(loaded: Flask) -> None:
    assert db.session.query(Comment).filter_by(satisfied=True).count() >= 3
    unsatisfied = db.session.query(Comment).filter_by(satisfied=False).all()
    assert unsatisfied
    assert all(one.satisfied_note for one in unsatisfied)


def test_translations_are_commented_on_in_their_own_language(loaded: Flask) -> None:
    found = db.session.query(Comment).filter_by(type="translation").all()
    assert {one.language for one in found} >= {"ru", "uz"}
    assert {one.standing for one in found} == {"open", "settled"}
    assert all(one.anchor != "removed" for one in found)


def test_background_documents_are_real_files_one_of_them_withdrawn(loaded: Flask) -> None:
    found = db.session.query(Document).all()
    assert {one.media_type for one in found} == {"application/pdf", "text/csv", "text/plain"}
    assert [bool(one.withdrawn_reason) for one in found].count(True) == 1


def test_versions_have_names_and_one_text_was_brought_back(loaded: Flask) -> None:
    names = {name for (name,) in db.session.query(Version.name) if name}
    assert "Text of the Samarkand drafting session" in names
    assert len(names) >= 3
    restored = db.session.query(Version).filter(Version.restores.isnot(None)).one()
    earlier = db.session.query(Version).filter_by(case_id=restored.case_id, number=restored.restores).one()
    assert restored.content_hash == earlier.content_hash


def test_a_text_at_alignment_is_locked_for_a_final_reading(loaded: Flask) -> None:
    locked = db.session.query(Case).filter(Case.locked_at.isnot(None)).one()
    assert locked.stage == "alignment"
    assert locked.lock_reason
