"""Running files stay on their revision until somebody moves them: all as the plan says, or none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from council_flow.cli import group
from council_flow.database import db
from council_flow.errors import Invalid, Refused
from council_flow.procedures import operations
from council_flow.procedures.models import Definition
from council_flow.recommendations import migrating_operations, queries
from council_flow.recommendations import operations as files
from council_flow.recommendations.models import Case, Visit
from tests.factories.acting import Acting
from tests.procedures.conftest import NOTICE, SHIPPED, recommendation, revised
from tests.web.page import Page

Bring = Callable[[str], None]

LONGER = recommendation(("lasts: 21 days", "lasts: 30 days"))
WITHOUT_ALIGNMENT_NAME = recommendation(("alignment:\n    title:", "conformity:\n    title:"),
    ("    to: alignment\n", "    to: conformity\n"), ("    from: alignment\n", "    from: conformity\n"),
    ("[consultation, review, alignment, adoption]", "[consultation, review, conformity, adoption]"),
    ("[alignment, adoption]", "[conformity, adoption]"), ("adopted only through alignment", "adopted only through conformity"),
)  # fmt: skip
"""The same procedure, in which the stage of the alignment check has another name."""


def migrate(acting: Acting, mapping: dict[str, str] | None = None, by: str = "secretariat") -> object:
    return acting.do(migrating_operations.migrate, "recommendation", mapping or {}, by=by)


def revision(case: Case) -> int:
    return queries.workflow_of(case).revision


def test_a_running_file_keeps_the_revision_it_began_with(acting: Acting, activate: Bring) -> None:
    case = acting.to_consultation()
    before = acting.case(case).closes_at
    activate(LONGER)
    assert revision(acting.case(case)) == SHIPPED
    assert acting.case(case).closes_at == before
    fresh = acting.open_case()
    acting.move(fresh, "open_consultation")
    assert revision(acting.case(fresh)) == SHIPPED + 1
    page = Page(acting.browser("chair").get(f"/workflows/recommendation?file=2026/L.{case.number}"))
    assert (
        f"It runs on revision {SHIPPED} of its procedure. For new files, revision {SHIPPED + 1} is in force."
        in page.words
    )


def test_the_dry_run_changes_nothing(acting: Acting, activate: Bring) -> None:
    case = acting.to_review()
    activate(LONGER)
    page = Page(acting.browser("secretariat").get("/workflows/recommendation/migrate"))
    assert f"REC/2026/L.{case.number}" in page.words
    assert "The stay goes on. Limits that are set do not move." in page.words
    assert revision(acting.case(case)) == SHIPPED


def test_migrating_keeps_stay_and_limits_and_is_recorded(acting: Acting, activate: Bring) -> None:
    case = acting.to_review()
    activate(LONGER)
    before = acting.case(case)
    stay = (before.visit, before.stage, before.closes_at, before.entered_at)
    assert (
        acting.browser("secretariat").post("/workflows/recommendation/migrate", data={"do": "migrate"}).status_code
        == 303
    )
    after = acting.case(case)
    assert (after.visit, after.stage, after.closes_at, after.entered_at) == stay
    assert revision(after) == SHIPPED + 1
    assert (
        f"moved the file to revision {SHIPPED + 1} of its procedure"
        in Page(acting.browser("chair").get(f"{after.path}/history")).words
    )


def test_a_stage_that_holds_something_else_begins_anew(acting: Acting, activate: Bring) -> None:
    case = acting.to_consultation()
    activate(LONGER)
    migrate(acting)
    after = acting.case(case)
    assert after.visit == 3 and after.stage == "consultation"
    assert after.closes_at is not None and (after.closes_at - acting.now).days >= 29
    stays = db.session.query(Visit).filter_by(case_id=case.id).order_by(Visit.number).all()
    assert [stay.left_at is not None for stay in stays] == [True, True, False]


def test_a_revision_that_orphans_a_stage_is_refused_with_the_mapping_to_write(acting: Acting, activate: Bring) -> None:
    case = acting.to_alignment()
    activate(WITHOUT_ALIGNMENT_NAME)
    with pytest.raises(Invalid, match="Say where it goes: alignment=STAGE"):
        migrate(acting)
    assert revision(acting.case(case)) == SHIPPED
    page = Page(acting.browser("secretariat").post("/workflows/recommendation/migrate", data={"do": "migrate"}))
    assert page.status == 422
    assert "alignment=STAGE" in page.words


def test_with_the_mapping_the_file_goes_where_it_says(acting: Acting, activate: Bring) -> None:
    case = acting.to_alignment()
    activate(WITHOUT_ALIGNMENT_NAME)
    sent = {"do": "migrate", "map-alignment": "conformity"}
    assert acting.browser("secretariat").post("/workflows/recommendation/migrate", data=sent).status_code == 303
    after = acting.case(case)
    assert (after.stage, revision(after)) == ("conformity", SHIPPED + 1)
    acting.find_all(case)
    acting.move(case, "open_adoption")
    assert acting.case(case).stage == "adoption"


@pytest.mark.parametrize(
    ("mapping", "why"),
    [
        ({"alignment": "published"}, "is a final stage"),
        ({"alignment": "nowhere"}, "is no stage of the new revision"),
        ({"alignment": "conformity", "draft": "review"}, "No running file stands at “draft”"),
        ({"alignment": "conformity", "consultation": "review"}, "No running file stands at “consultation”"),
    ],
)
def test_a_mapping_cannot_skip_the_procedure(
    acting: Acting, activate: Bring, mapping: dict[str, str], why: str
) -> None:
    acting.to_alignment()
    activate(WITHOUT_ALIGNMENT_NAME)
    with pytest.raises(Invalid, match=why):
        migrate(acting, mapping)


def test_a_file_that_took_a_way_which_the_new_revision_rules_out_keeps_its_own(acting: Acting, activate: Bring) -> None:
    case, other = acting.to_alignment(), acting.to_consultation()
    gate = """  hearing:
    title: {en: Hearing}
    allows: {see: [expert, focal_point, drafter, reviewer, chair, secretariat]}
  alignment:
    title:"""
    activate(recommendation(
        ("  alignment:\n    title:", gate), ("    to: alignment\n", "    to: hearing\n"),
        ("  open_adoption:\n", "  heard: {from: hearing, to: alignment, by: [chair]}\n  open_adoption:\n"),
        ("promises:", "promises:\n  - alignment only through hearing\n  # and"),
    ))  # fmt: skip
    words = Page(acting.browser("secretariat").get("/workflows/recommendation/migrate")).words
    assert "the new one promises “alignment only through hearing”, and the way of this file does not keep it" in words
    migrate(acting)
    assert revision(acting.case(case)) == SHIPPED
    assert revision(acting.case(other)) == SHIPPED + 1


def test_approvals_given_under_another_revision_fall(acting: Acting, activate: Bring) -> None:
    case = acting.to_adoption()
    acting.to_close(case)
    acting.move(case, "adopt", by="chair")
    activate(LONGER)
    migrate(acting)
    words = Page(acting.browser("vice-chair").get(acting.case(case).path)).words
    assert "Approvals: 0 of 2" in words
    assert "It fell: the file was moved to another revision of its procedure." in words


def test_files_that_have_ended_are_left_alone(acting: Acting, activate: Bring) -> None:
    case = acting.open_case()
    acting.move(case, "withdraw", reason="Taken up elsewhere.")
    activate(LONGER)
    assert (
        f"Every running file is on revision {SHIPPED + 1} already."
        in Page(acting.browser("secretariat").get("/workflows/recommendation/migrate")).words
    )
    migrate(acting)
    assert revision(acting.case(case)) == SHIPPED


@pytest.mark.parametrize("by", ["chair", "expert.kz"])
def test_who_may_not_bring_in_may_not_migrate(acting: Acting, activate: Bring, by: str) -> None:
    acting.to_consultation()
    activate(LONGER)
    assert acting.browser(by).get("/workflows/recommendation/migrate").status_code == 403
    assert acting.browser(by).post("/workflows/recommendation/migrate", data={"do": "migrate"}).status_code == 403
    with pytest.raises(Refused):
        migrate(acting, by=by)


def test_the_console_shows_a_table_first_and_migrates_when_told(each_app: Flask) -> None:
    acting = Acting(each_app)
    case = acting.to_alignment()
    acting.do(operations.activate, WITHOUT_ALIGNMENT_NAME, by="secretariat")
    run = each_app.test_cli_runner()
    refused = run.invoke(group, args=["workflow", "migrate", "recommendation", "--apply"])
    assert refused.exit_code == 1
    assert "alignment=STAGE" in refused.stderr
    dry = run.invoke(group, args=["workflow", "migrate", "recommendation", "--map", "alignment=conformity"])
    assert dry.exit_code == 0
    assert f"REC/2026/L.{case.number}" in dry.stdout and "conformity" in dry.stdout
    assert "Nothing has changed" in dry.stderr
    assert acting.case(case).stage == "alignment"
    done = run.invoke(group, args=["workflow", "migrate", "recommendation", "--map", "alignment=conformity", "--apply"])
    assert done.exit_code == 0
    assert acting.case(case).stage == "conformity"


def test_lists_and_desks_read_a_file_by_the_revision_it_runs_on(acting: Acting, activate: Bring) -> None:
    acting.to_alignment()
    activate(WITHOUT_ALIGNMENT_NAME)
    for who in ("chair", "secretariat", "expert.kz"):
        words = Page(acting.browser(who).get("/drafts")).words
        assert "Alignment check" in words, who
    assert "Check the text against the guidance" in Page(acting.browser("secretariat").get("/desk")).words


def opened(acting: Acting, *moves: str) -> Case:
    """Open a file that runs on the notice, and bring it on its way."""
    case: Case = acting.do(files.open_case, "notice", acting.body(), by="expert.kz", reason="Zero draft")
    for move in moves:
        acting.move(case, move)
    return case


BEFORE_CHECKED = (
    ("  checked: {title", "  vetted: {title: {en: Vetted}, allows: {see: [chair, expert]}}\n  checked: {title"),
    ("check: {from: draft, to: checked,", "vet: {from: draft, to: vetted,"),
    ("  issue: {from: checked", "  check: {from: vetted, to: checked, by: [chair]}\n  issue: {from: checked"),
)


def test_a_promise_about_a_stage_ahead_keeps_back_who_has_missed_what_it_asks_for(
    acting: Acting, activate: Bring
) -> None:
    activate(NOTICE)
    behind, before = opened(acting, "check"), opened(acting)
    activate(revised(2, *BEFORE_CHECKED, ("promises:", "promises:\n  - issued only through vetted")))
    acting.do(migrating_operations.migrate, "notice", {}, by="secretariat")
    assert revision(acting.case(behind)) == 1
    assert revision(acting.case(before)) == 2


RENAMED = (
    ("  checked: {title: {en: Checked}", "  proven: {title: {en: Proven}"), ("to: checked", "to: proven"),
    ("from: checked", "from: proven"), ("issued only through checked", "proven only by chair"),
)  # fmt: skip


def test_nobody_is_mapped_to_where_only_certain_people_bring_a_file(acting: Acting, activate: Bring) -> None:
    activate(NOTICE)
    case = opened(acting, "check")
    activate(revised(2, *RENAMED))
    plan = acting.do(migrating_operations.migrate, "notice", {"checked": "proven"}, by="secretariat")
    assert plan.moving == ()
    assert acting.case(case).stage == "checked"


def test_a_mapping_does_not_rewrite_the_way_that_a_file_took(acting: Acting, activate: Bring) -> None:
    activate(NOTICE)
    case = opened(acting, "check")
    acting.move(case, "send_back", reason="To be seen again.")
    activate(revised(2, *BEFORE_CHECKED, ("promises:", "promises:\n  - issued only after vetted and checked")))
    with pytest.raises(Invalid, match="No running file stands at “checked”"):
        acting.do(migrating_operations.migrate, "notice", {"checked": "vetted"}, by="secretariat")


def test_a_stage_that_becomes_final_ends_no_running_file(acting: Acting, activate: Bring) -> None:
    activate(NOTICE)
    case = opened(acting, "check")
    activate(revised(
        2, ("checked: {title: {en: Checked}", "checked: {title: {en: Checked}, final: true"),
        ("  issue: {from: checked, to: issued, by: [chair]}", "  issue: {from: draft, to: issued, by: [chair]}"),
        ("  send_back: {from: checked, to: draft, by: [chair], reason: required}\n", ""),
        ("  - issued only through checked\n", ""),
    ))  # fmt: skip
    acting.do(migrating_operations.migrate, "notice", {}, by="secretariat")
    assert revision(acting.case(case)) == 1


def test_who_may_not_migrate_learns_nothing_of_the_files(acting: Acting, activate: Bring) -> None:
    acting.open_case()
    activate(LONGER)
    answer = acting.browser("focal.jo").post("/workflows/recommendation/migrate", data={"do": "migrate"})
    assert answer.status_code == 403
    assert "REC/2026/L.1" not in answer.text


def test_a_plan_drawn_for_another_revision_is_shown_again(acting: Acting, activate: Bring) -> None:
    case = acting.to_consultation()
    activate(LONGER)
    drawn = Page(acting.browser("secretariat").get("/workflows/recommendation/migrate")).form("/migrate")
    activate(recommendation(("lasts: 21 days", "lasts: 40 days"), revision=SHIPPED + 2))
    page = Page(
        acting.browser("secretariat").post("/workflows/recommendation/migrate", data={**drawn, "do": "migrate"})
    )
    assert page.status == 409
    assert f"Revision {SHIPPED + 2} came into force meanwhile." in page.words
    assert revision(acting.case(case)) == SHIPPED


def test_a_file_whose_definition_can_no_longer_be_read_can_be_moved_on(acting: Acting, activate: Bring) -> None:
    activate(NOTICE)
    case, other = opened(acting), acting.to_consultation()
    db.session.query(Definition).filter_by(name="notice").update({"source": NOTICE.replace("text.has_", "text.had_")})
    db.session.commit()
    definitions = acting.app.extensions["definitions"]
    definitions.known = {digest: one for digest, one in definitions.known.items() if one.name != "notice"}
    chair = acting.browser("chair")
    assert "no longer knows" in Page(chair.get(acting.case(case).path)).words
    for page in ("/drafts", "/desk", "/workflows/notice", acting.case(other).path):
        assert chair.get(page).status_code == 200, page
    activate(revised(2))
    assert (
        f"REC/2026/L.{acting.case(case).number}"
        in Page(acting.browser("secretariat").get("/workflows/notice/migrate")).words
    )
    acting.do(migrating_operations.migrate, "notice", {}, by="secretariat")
    assert revision(acting.case(case)) == 2
    assert chair.get(acting.case(case).path).status_code == 200


def test_a_file_is_shown_on_the_page_of_its_own_procedure_only(acting: Acting, activate: Bring) -> None:
    activate(NOTICE)
    acting.open_case()
    assert acting.browser("chair").get("/workflows/recommendation?file=2026/L.1").status_code == 200
    assert acting.browser("chair").get("/workflows/notice?file=2026/L.1").status_code == 404
    for odd in ("2026", "x/L.1", "2026/L.", "9999999999/L.1", "2026/L.1x", "²/L.1"):
        assert (
            acting.browser("chair").get("/workflows/recommendation", query_string={"file": odd}).status_code == 404
        ), odd
