"""A file comes into force by the browser, the console or the council's folder, and by none of them with a problem."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from council_flow.cli import group
from council_flow.database import db, transaction
from council_flow.errors import Invalid, Refused
from council_flow.procedures import operations, queries
from council_flow.procedures.models import Activation, Definition
from council_flow.workflow import WorkflowProblems
from tests.conftest import make_app, make_settings
from tests.factories.acting import Acting
from tests.procedures.conftest import NOTICE, revised
from tests.web.page import Page

BROKEN = NOTICE.replace("issued only through checked", "checked only through issued")
Bring = Callable[[str], None]


def sent(acting: Acting, text: str, do: str = "check", by: str = "secretariat") -> Page:
    return Page(acting.browser(by).post("/procedures/new", data={"source": text, "do": do}))


def activations() -> int:
    db.session.rollback()
    return db.session.query(Activation).count()


def test_a_sound_file_is_drawn_and_explained_before_anything_happens(acting: Acting) -> None:
    page = sent(acting, NOTICE)
    assert page.status == 200
    assert "The file has no problem. 2 promises are proven over every path." in page.words
    assert "It is a new procedure" in page.words
    assert "<svg" in page.source and "Checked" in page.source
    assert activations() == 0


def test_an_uploaded_file_is_read_as_it_is(acting: Acting) -> None:
    file = {"file": (io.BytesIO(b"\xef\xbb\xbf" + NOTICE.encode()), "notice.yaml"), "do": "check"}
    page = Page(acting.browser("secretariat").post("/procedures/new", data=file))
    assert "The file has no problem." in page.words


def test_activating_puts_it_in_force_for_new_files(acting: Acting) -> None:
    assert sent(acting, NOTICE, "activate").status == 303
    assert "Notice" in Page(acting.app.test_client().get("/workflows")).words
    assert "Notice" in Page(acting.browser("expert.kz").get("/drafts/new")).words
    case = acting.do(_opened, acting, by="expert.kz")
    assert (case.workflow, case.stage) == ("notice", "draft")


def _opened(acting: Acting, *, actor: object, now: object) -> object:
    from council_flow.recommendations import operations as cases

    return cases.open_case("notice", acting.body(), reason="Zero draft", actor=actor, now=now)  # type: ignore[arg-type]


def test_every_problem_is_shown_with_its_line_and_nothing_typed_is_lost(acting: Acting) -> None:
    text = NOTICE.replace("by: [chair]}\n  send_back", "by: [chiar]}\n  send_back").replace(
        "to: checked", "to: chekced"
    )
    page = sent(acting, text)
    assert "2 problems" in page.words
    assert "W020" in page.words and "W021" in page.words
    assert "issue: {from: checked, to: issued, by: [chiar]}" in page.words
    assert "chekced" in page.source[page.source.index("<textarea") :]


@pytest.mark.parametrize("do", ["check", "activate"])
def test_a_broken_promise_is_named_with_the_way_that_breaks_it(acting: Acting, do: str) -> None:
    page = sent(acting, BROKEN, do)
    assert "W051" in page.words
    assert "checked only through issued" in page.words
    assert activations() == 0


def test_no_door_lets_a_broken_promise_in(acting: Acting, tmp_path: Path) -> None:
    assert sent(acting, BROKEN, "activate").status == 422
    with pytest.raises(Invalid), transaction():
        operations.activate(BROKEN, actor=acting.actor("secretariat"), now=acting.now)
    file = tmp_path / "notice.yaml"
    file.write_text(BROKEN, encoding="utf-8")
    result = acting.app.test_cli_runner().invoke(group, args=["workflow", "activate", str(file)])
    assert result.exit_code != 0
    folder = tmp_path / "workflows"
    folder.mkdir()
    (folder / "notice.yaml").write_text(BROKEN, encoding="utf-8")
    (folder / "council.yaml").write_text(
        (acting.app.extensions["settings"].workflows / "council.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    with pytest.raises(WorkflowProblems, match="W051"):
        make_app(make_settings(tmp_path / "other", workflows=folder))
    assert activations() == 0
    assert "notice" not in queries.definitions().named


@pytest.mark.parametrize("by", ["chair", "expert.kz", "focal.kz", "reviewer.kg"])
def test_who_has_no_permission_brings_nothing_in(acting: Acting, by: str) -> None:
    assert acting.browser(by).get("/procedures/new").status_code == 403
    assert sent(acting, NOTICE, "activate", by=by).status == 403
    with pytest.raises(Refused):
        acting.do(operations.activate, NOTICE, by=by)
    assert activations() == 0


def test_only_a_higher_revision_takes_the_place_of_one_in_force(acting: Acting, activate: Bring) -> None:
    activate(NOTICE)
    same = sent(acting, NOTICE)
    assert "W063" in same.words and "in force already" in same.words
    changed = sent(acting, NOTICE.replace("Checked", "Verified"), "activate")
    assert changed.status == 422
    assert "Write “revision: 2”, or a higher number." in changed.words
    assert sent(acting, revised(2, ("Checked", "Verified")), "activate").status == 303
    assert "Verified" in Page(acting.browser("chair").get("/workflows/notice")).words


def test_what_a_revision_changes_is_said_in_sentences(acting: Acting, activate: Bring) -> None:
    activate(NOTICE)
    words = sent(acting, revised(
        2, ("  send_back: {from: checked, to: draft, by: [chair], reason: required}\n", ""),
        ("issue: {from: checked, to: issued, by: [chair]}", "issue: {from: checked, to: issued, by: [chair], approvals: 2}"),
        ("promises:\n", "promises:\n  - issued is final\n"),
    )).words  # fmt: skip
    assert "It takes the place of revision 1." in words
    assert "The move Send back is gone." in words
    assert "The move Issue has another way, other people, conditions or effects." in words
    assert "New promise: issued is final." in words


def test_a_role_that_nobody_can_hold_is_a_problem(acting: Acting) -> None:
    text = NOTICE.replace("expert: {assigned: council", "minister: {assigned: council").replace("expert", "minister")
    page = sent(acting, text)
    assert "W062" in page.words


def test_a_role_given_otherwise_than_elsewhere_is_a_problem(acting: Acting) -> None:
    page = sent(acting, NOTICE.replace("drafter: {assigned: case", "drafter: {assigned: council"))
    assert "W017" in page.words


def test_what_is_no_text_is_refused(acting: Acting) -> None:
    client = acting.browser("secretariat")
    binary = {"file": (io.BytesIO(b"\xff\xfe\x00w"), "notice.yaml"), "do": "check"}
    page = Page(client.post("/procedures/new", data=binary))
    assert page.status == 422
    assert page.refusal("file")
    assert sent(acting, "   ").status == 422


def test_hidden_marks_of_direction_are_seen_by_the_check(acting: Acting) -> None:
    assert "W014" in sent(acting, NOTICE.replace("{en: Notice", "{en: \u202eNotice")).words


def test_the_definition_is_kept_whole_and_can_be_fetched(acting: Acting, activate: Bring) -> None:
    activate(NOTICE)
    answer = acting.app.test_client().get("/workflows/notice/source")
    assert answer.get_data(as_text=True) == NOTICE
    db.session.rollback()
    assert db.session.query(Definition).filter_by(name="notice").one().source == NOTICE


def test_the_record_names_who_brought_it_in(acting: Acting, activate: Bring) -> None:
    activate(NOTICE)
    assert "brought revision 1 of the procedure Notice into force" in Page(acting.browser("chair").get("/record")).words
    assert "Secretariat" in Page(acting.browser("chair").get("/workflows/notice")).words


def test_every_process_follows_an_activation_at_the_next_request(each_app: Flask) -> None:
    acting = Acting(each_app)
    settings = each_app.extensions["settings"]
    other = make_app(settings)
    assert b"Notice" not in other.test_client().get("/workflows").data
    acting.do(operations.activate, NOTICE, by="secretariat")
    assert b"Notice" in other.test_client().get("/workflows").data
    with other.app_context():
        db.session.remove()
        db.engine.dispose()


def test_two_who_activate_at_once_leave_one_in_force(each_app: Flask) -> None:
    from tests.recommendations.together import together

    acting = Acting(each_app)
    acting.do(operations.activate, NOTICE, by="secretariat")
    texts = [revised(2, ("Checked", word)) for word in ("Verified", "Proven")]
    browsers = [acting.browser("secretariat") for _ in texts]
    pressed = together([
        lambda one=one, text=text: one.post("/procedures/new", data={"source": text, "do": "activate"}).status_code  # type: ignore[misc]
        for one, text in zip(browsers, texts, strict=True)
    ])  # fmt: skip
    assert sorted(pressed) == [303, 422]
    assert activations() == 2


def test_an_activation_that_fails_halfway_leaves_nothing_in_force(acting: Acting) -> None:
    with pytest.raises(RuntimeError), transaction():
        operations.activate(NOTICE, actor=acting.actor("secretariat"), now=acting.now)
        raise RuntimeError("the server went away")
    assert activations() == 0
    assert b"Notice" not in acting.app.test_client().get("/workflows").data


def test_the_console_brings_a_file_in_and_tells_problems_line_by_line(acting: Acting, tmp_path: Path) -> None:
    run = acting.app.test_cli_runner()
    file = tmp_path / "notice.yaml"
    file.write_text(BROKEN, encoding="utf-8")
    refused = run.invoke(group, args=["workflow", "activate", str(file)])
    assert refused.exit_code == 1
    assert f"{file}:" in refused.stderr and "W051" in refused.stderr
    file.write_text(NOTICE, encoding="utf-8")
    assert run.invoke(group, args=["workflow", "activate", str(file)]).exit_code == 0
    assert run.invoke(group, args=["workflow", "activate", str(tmp_path / "absent.yaml")]).exit_code == 2
    assert activations() == 1


def test_a_change_of_who_opens_files_is_no_change_of_words_only(acting: Acting, activate: Bring) -> None:
    activate(NOTICE)
    words = sent(acting, revised(2, ("begins: [expert, chair]", "begins: [expert]"))).words
    assert "Files are opened by: Expert." in words
    assert "It changes words only" not in words
    assert "It changes words only" in sent(acting, revised(2, ("en: Checked", "en: Verified"))).words


@pytest.mark.parametrize("number", ["0", "100000", "999999999", "9999999999", "-1", "two"])
def test_a_revision_is_a_number_that_another_can_follow(acting: Acting, number: str) -> None:
    page = sent(acting, NOTICE.replace("revision: 1", f"revision: {number}"), "activate")
    assert page.status == 422
    assert "W012" in page.words
