"""The shipped workflow, as the engine knows it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from council_flow.language import LANGUAGES
from council_flow.workflow import Duration, Vocabulary, Workflow, check

FILE = Path(__file__).resolve().parents[2] / "workflows" / "recommendation.yaml"


def test_the_shipped_workflow_has_no_problem(words: Vocabulary) -> None:
    assert check(FILE, words)[1] == []


def test_every_shipped_title_exists_in_all_languages(recommendation: Workflow) -> None:
    roles = [role.title for role in recommendation.roles.values()]
    stages = [stage.title for stage in recommendation.stages.values()]
    moves = [move.title for move in recommendation.transitions.values()]
    for titles in (recommendation.title, *roles, *stages, *moves):
        assert set(titles) == set(LANGUAGES)


def test_the_main_path_leads_from_draft_to_publication(recommendation: Workflow) -> None:
    assert recommendation.path() == (
        "draft", "consultation", "review", "alignment", "adoption", "adopted", "published",
    )  # fmt: skip


def test_any_means_every_stage_that_is_not_final(recommendation: Workflow) -> None:
    assert set(recommendation.transitions["withdraw"].sources) == set(recommendation.stages) - {
        "published",
        "withdrawn",
    }


def test_whoever_edits_also_sees(words: Vocabulary) -> None:
    text = FILE.read_text().replace("see: [drafter, chair, secretariat]\n      edit", "edit")
    workflow, _ = check(text, words)
    assert workflow is not None
    assert workflow.stages["draft"].allows["see"] == {"drafter", "chair", "secretariat"}


def test_settings_of_activities_are_typed_with_their_defaults(recommendation: Workflow) -> None:
    (use,) = recommendation.stages["consultation"].holds
    assert use.params["lasts"] == Duration(21, "days")
    assert use.params["remind"] == [Duration(7, "days"), Duration(1, "days")]
    (use,) = recommendation.stages["review"].holds
    assert dict(use.params) == {
        "by": "reviewer",
        "reviewers": 3,
        "lasts": Duration(14, "days"),
        "criteria": [],
        "blind": "open",
    }


def test_the_title_of_a_condition_says_its_parameters(recommendation: Workflow) -> None:
    (use,) = recommendation.transitions["open_review"].needs
    assert str(use.title) == "5 answers have arrived"


def test_the_hash_is_that_of_the_text(recommendation: Workflow) -> None:
    assert recommendation.hash == hashlib.sha256(FILE.read_bytes()).hexdigest()


def test_without_begins_every_council_role_begins(words: Vocabulary) -> None:
    workflow, _ = check(FILE.read_text().replace("begins: [expert, chair, secretariat]\n", ""), words)
    assert workflow is not None
    assert workflow.begins == {"expert", "focal_point", "chair", "secretariat"}


def test_a_transition_without_a_title_is_shown_by_its_name(words: Vocabulary) -> None:
    text = FILE.read_text().replace("    title: {en: Withdraw, ru: Отозвать, uz: Qaytarib olish, ar: سحب}\n", "")
    workflow, _ = check(text, words)
    assert workflow is not None
    assert str(workflow.transitions["withdraw"].title) == "Withdraw"
