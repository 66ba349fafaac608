"""What a person can do from here, and the sentence that says why not."""

from __future__ import annotations

from typing import Any

import pytest

from council_flow.errors import NotNow, Refused
from council_flow.language import say
from council_flow.workflow import Choice, Given, Use, Verdict, Vocabulary, Workflow, actions, check, explain, guard

from .samples import SOUND


def verdicts(*failing: str) -> Any:
    def evaluate(use: Use) -> Verdict:
        return Verdict(use.name not in failing, say("A sentence."), f"/{use.name}" if use.name in failing else None)

    return evaluate


def choice(
    workflow: Workflow, stage: str, name: str, *roles: str, failing: tuple[str, ...] = (), **more: Any
) -> Choice:
    more.setdefault("approvals", {})
    choices = explain(workflow, stage=stage, roles=frozenset(roles), evaluate=verdicts(*failing), **more)
    return next(each for each in choices if each.transition == name)


def test_every_move_from_a_stage_is_listed_in_the_order_of_the_file(recommendation: Workflow) -> None:
    choices = explain(recommendation, stage="review", roles=set(), evaluate=verdicts(), approvals={})
    assert [each.transition for each in choices] == ["conclude_review", "return_to_draft", "withdraw"]


def test_who_holds_the_role_can_move_when_all_conditions_hold(recommendation: Workflow) -> None:
    found = choice(recommendation, "draft", "open_consultation", "chair")
    assert found.allowed
    assert found.why is None
    guard(found)


def test_who_does_not_hold_the_role_reads_who_does(recommendation: Workflow) -> None:
    found = choice(recommendation, "draft", "open_consultation", "expert")
    assert str(found.why) == "Only the Chair moves this file to Consultation."
    with pytest.raises(Refused, match="Only the Chair"):
        guard(found)


def test_open_conditions_are_counted(recommendation: Workflow) -> None:
    failing = ("review.completed", "discussion.all_disposed")
    found = choice(recommendation, "review", "conclude_review", "chair", failing=failing)
    assert str(found.why) == "2 conditions are still open."
    assert [met.link for met in found.unmet] == ["/review.completed", "/discussion.all_disposed"]
    with pytest.raises(NotNow, match="2 conditions") as raised:
        guard(found)
    assert raised.value.link == "/review.completed"


def test_a_single_open_condition_speaks_for_itself(recommendation: Workflow) -> None:
    found = choice(recommendation, "review", "conclude_review", "chair", failing=("review.completed",))
    with pytest.raises(NotNow, match="A sentence"):
        guard(found)


def test_the_first_of_two_approvals_waits_for_the_second(recommendation: Workflow) -> None:
    given = {"adopt": Given(1, True)}
    found = choice(recommendation, "adoption", "adopt", "chair", approvals=given)
    assert str(found.why) == "You have approved; 1 more approval is needed."
    with pytest.raises(NotNow):
        guard(found)


def test_another_person_gives_the_second_approval(recommendation: Workflow) -> None:
    found = choice(recommendation, "adoption", "adopt", "chair", approvals={"adopt": Given(1, False)})
    assert (found.allowed, found.given, found.needed) == (True, 1, 2)


def test_a_declared_interest_excludes(recommendation: Workflow) -> None:
    found = choice(recommendation, "adoption", "adopt", "chair", excluded=say("You declared an interest."))
    assert not found.allowed
    with pytest.raises(Refused, match="interest"):
        guard(found)


@pytest.mark.parametrize(
    ("stage", "name", "grave"),
    [
        ("draft", "open_consultation", False),
        ("review", "return_to_draft", True),
        ("alignment", "return_to_review", True),
    ],
)
def test_moves_beside_the_main_path_are_grave(recommendation: Workflow, stage: str, name: str, grave: bool) -> None:
    assert choice(recommendation, stage, name, "chair").grave is grave


def test_equal_conditions_are_asked_once(words: Vocabulary) -> None:
    extra = "  more: {from: draft, to: review, by: [chair], needs: [{review.completed: {at_least: 2}}]}\npromises:"
    workflow, _ = check(SOUND.replace("promises:", extra), words)
    asked = []

    def evaluate(use: Use) -> Verdict:
        asked.append(use.name)
        return Verdict(True, say("Yes."))

    assert workflow is not None
    explain(workflow, stage="draft", roles=(), evaluate=evaluate, approvals={})
    assert asked == ["review.completed"]


def test_nobody_makes_the_move_of_the_clock(words: Vocabulary) -> None:
    workflow, _ = check(SOUND, words)
    assert workflow is not None
    found = choice(workflow, "review", "lapse", "chair")
    assert found.clock
    assert str(found.why) == "This happens by itself, 90 days after the stage began."
    with pytest.raises(Refused):
        guard(found)


@pytest.mark.parametrize(
    ("move", "sentence"),
    [
        ("{from: draft, to: same, by: [chair]}", "Only the Chair takes this decision."),
        ("{from: draft, to: same, by: [chair, drafter]}", "This decision is taken by one of these: Chair, Drafter."),
        (
            "{from: draft, to: done, by: [chair, drafter]}",
            "This file is moved to Done by one of these: Chair, Drafter.",
        ),
    ],
)
def test_the_refusal_fits_the_move(words: Vocabulary, move: str, sentence: str) -> None:
    text = SOUND.replace("promises:\n  - done only through review\n", f"  extra: {move}\n")
    workflow, problems = check(text, words)
    assert problems == []
    assert workflow is not None
    assert str(choice(workflow, "draft", "extra").why) == sentence


def test_lists_ask_for_actions_without_conditions(recommendation: Workflow) -> None:
    assert actions(recommendation, "adopted", {"secretariat"}) == ("publish",)
    assert actions(recommendation, "adopted", {"expert"}) == ()


def test_the_command_line_and_the_api_show_the_same_data(recommendation: Workflow) -> None:
    data = choice(recommendation, "adoption", "adopt", "chair", failing=("adoption.carried",)).as_data()
    assert data == {
        "transition": "adopt", "to": "adopted", "allowed": False, "by": ["Chair"],
        "approvals": {"given": 0, "needed": 2},
        "conditions": [
            {"name": "adoption.carried", "holds": False, "sentence": "A sentence.", "link": "/adoption.carried"},
        ],
    }  # fmt: skip
