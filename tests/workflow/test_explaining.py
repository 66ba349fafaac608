"""What a person can do from here, and the sentence that says why not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council_flow.errors import CouncilError, NotNow, Refused
from council_flow.language import Titles, say
from council_flow.workflow import (
    Choice,
    Duration,
    Given,
    Met,
    Role,
    Stage,
    Transition,
    Use,
    Verdict,
    Vocabulary,
    Workflow,
    actions,
    check,
    decide,
    explain,
    fire,
    guard,
)

from .samples import SOUND

STAGES, ROLES = ("first", "second", "third", "end"), ("chair", "drafter", "reader")
USES = st.builds(Use, st.sampled_from(("a.b", "a.c", "d.e")), st.sampled_from(({}, {"n": 1}, {"n": 2})))
INTEREST = say("You declared an interest.")


@st.composite
def transitions(draw: st.DrawFn, name: str) -> Transition:
    """Moves of people and of the clock, decisions that stay, with up to three approvals and four conditions."""
    clock = draw(st.booleans())
    sources = draw(st.lists(st.sampled_from(STAGES[:-1]), min_size=1, max_size=3, unique=True))
    return Transition(
        name=name,
        title=Titles(name),
        sources=tuple(sources),
        to=draw(st.sampled_from((*STAGES, None))),
        by=frozenset() if clock else draw(st.frozensets(st.sampled_from(ROLES[:2]), min_size=1)),
        approvals=1 if clock else draw(st.integers(1, 3)),
        needs=tuple(draw(st.lists(USES, max_size=4))),
        reason_required=draw(st.booleans()),
        after=Duration(2, "days") if clock else None,
    )


@st.composite
def workflows(draw: st.DrawFn) -> Workflow:
    moves = [draw(transitions(f"move_{n}")) for n in range(draw(st.integers(1, 6)))]
    return Workflow(
        name="any",
        revision=1,
        title=Titles("Any"),
        begins=frozenset(),
        roles={name: Role(name, Titles(name.capitalize()), "council") for name in ROLES},
        initial=STAGES[0],
        stages={name: Stage(name, Titles(name.capitalize()), final=name == STAGES[-1]) for name in STAGES},
        transitions={move.name: move for move in moves},
    )


class At:
    def __init__(self, stage: str) -> None:
        self.stage = stage


def refusal(act: Any) -> tuple[type[Exception], str] | None:
    """Return what an act raises, and its words."""
    try:
        act()
    except (CouncilError, LookupError) as error:
        return type(error), str(error)
    return None


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
            {"name": "adoption.carried", "holds": False, "sentence": "A sentence.", "link": "/adoption.carried",
             "turn": []},
        ],
    }  # fmt: skip


def test_the_data_say_whose_turn_it_is(recommendation: Workflow) -> None:
    def evaluate(use: Use) -> Verdict:
        return Verdict(False, say("A sentence."), turn=(Titles({"en": "Kazakhstan", "ru": "Казахстан"}), "chair"))

    (adopt, *_) = explain(recommendation, stage="adoption", roles=(), evaluate=evaluate, approvals={})
    assert adopt.conditions[0].as_data()["turn"] == ["Kazakhstan", "chair"]


def test_a_condition_without_a_title_is_named_by_its_sentence() -> None:
    verdict = Verdict(True, say("Three answers are in."))
    move = Transition("go", Titles("Go"), ("first",), "end", frozenset({"chair"}), needs=(Use("a.b"),))
    (found,) = explain(_with(move), stage="first", roles=(), evaluate=lambda use: verdict, approvals={})
    assert str(found.conditions[0].title) == "Three answers are in."


def _with(move: Transition) -> Workflow:
    stages = {name: Stage(name, Titles(name), final=name == "end") for name in STAGES}
    return Workflow("one", 1, Titles("One"), frozenset(), {}, "first", stages, {move.name: move})


SITUATIONS = {
    "roles": st.frozensets(st.sampled_from(ROLES)),
    "failing": st.frozensets(st.sampled_from(("a.b", "a.c", "d.e"))),
    "approvals": st.dictionaries(
        st.sampled_from([f"move_{n}" for n in range(6)]), st.builds(Given, st.integers(0, 3), st.booleans())
    ),
    "excluded": st.sampled_from((None, INTEREST)),
}


@settings(max_examples=200, deadline=None)
@given(workflows(), st.fixed_dictionaries(SITUATIONS))
def test_one_move_is_decided_as_it_is_explained_among_all(workflow: Workflow, at: dict[str, Any]) -> None:
    evaluate, roles, excluded = verdicts(*at["failing"]), at["roles"], at["excluded"]
    for stage in STAGES:
        all_of_them = explain(
            workflow, stage=stage, roles=roles, evaluate=evaluate, approvals=at["approvals"], excluded=excluded
        )
        assert [found.transition for found in all_of_them] == [
            name for name, move in workflow.transitions.items() if stage in move.sources
        ]
        for found in all_of_them:
            given_here = {"given": at["approvals"][found.transition]} if found.transition in at["approvals"] else {}
            alone = decide(
                workflow, found.transition, stage=stage, roles=roles, evaluate=evaluate, excluded=excluded, **given_here
            )
            assert alone == found
            assert alone.as_data() == found.as_data()
            assert refusal(lambda: guard(alone)) == refusal(lambda: guard(found))  # noqa: B023 - called at once


@settings(max_examples=200, deadline=None)
@given(workflows(), st.fixed_dictionaries(SITUATIONS))
def test_a_move_is_let_through_by_the_rules_of_the_file_alone(workflow: Workflow, at: dict[str, Any]) -> None:
    for stage in STAGES:
        found = explain(
            workflow, stage=stage, roles=at["roles"], evaluate=verdicts(*at["failing"]), approvals=at["approvals"],
            excluded=at["excluded"],
        )  # fmt: skip
        for choice in found:
            move = workflow.transitions[choice.transition]
            mine = at["approvals"].get(move.name, Given(0, False))
            theirs = move.after is None and bool(move.by & at["roles"]) and at["excluded"] is None
            ready = not any(use.name in at["failing"] for use in move.needs)
            awaited = mine.mine and mine.count < move.approvals
            assert choice.allowed is (theirs and ready and not awaited)
            raised = refusal(lambda: guard(choice))  # noqa: B023 - called at once
            assert (raised and raised[0]) is (None if choice.allowed else NotNow if theirs else Refused)


@settings(max_examples=100, deadline=None)
@given(workflows())
def test_a_move_that_does_not_leave_the_stage_is_refused_in_the_same_words_by_deciding_and_by_moving(
    workflow: Workflow,
) -> None:
    for stage in (*STAGES, "nowhere"):
        for name in (*workflow.transitions, "unknown"):
            decided = refusal(lambda: decide(workflow, name, stage=stage, roles=ROLES, evaluate=verdicts()))  # noqa: B023
            assert decided == refusal(lambda: fire(workflow, At(stage), name))  # noqa: B023 - called at once
            known = name in workflow.transitions and stage in STAGES
            leaves = known and stage in workflow.transitions[name].sources
            assert (decided and decided[0]) is (None if leaves else NotNow if known else LookupError)


def test_deciding_asks_the_conditions_of_its_own_move_only_each_once(words: Vocabulary) -> None:
    extra = (
        "  twice: {from: draft, to: review, by: [chair], needs: [alignment.complete, {review.completed: {at_least: 1}},"
        " alignment.complete]}\npromises:"
    )
    workflow, _ = check(SOUND.replace("promises:", extra), words)
    assert workflow is not None
    asked = []

    def evaluate(use: Use) -> Verdict:
        asked.append((use.name, dict(use.params)))
        return Verdict(True, say("Yes."))

    found = decide(workflow, "twice", stage="draft", roles={"chair"}, evaluate=evaluate)
    assert asked == [("alignment.complete", {}), ("review.completed", {"at_least": 1})]
    assert [met.name for met in found.conditions] == ["alignment.complete", "review.completed", "alignment.complete"]


def test_a_choice_shows_what_the_file_says_of_the_move(recommendation: Workflow) -> None:
    found = choice(recommendation, "adoption", "return_to_draft", "chair")
    assert (str(found.title), found.to, str(found.to_title)) == ("Return to the drafter", "draft", "Draft")
    assert [str(title) for title in found.by] == ["Chair"]
    assert (found.reason_required, found.needed, found.clock) == (True, 1, False)


def test_a_decision_that_stays_leads_to_the_stage_itself(words: Vocabulary) -> None:
    workflow, _ = check(SOUND.replace("promises:", "  note: {from: draft, to: same, by: [chair]}\npromises:"), words)
    assert workflow is not None
    found = choice(workflow, "draft", "note", "chair")
    assert (found.to, str(found.to_title)) == (None, "Draft")


def test_those_whose_turn_it_is_are_named_together() -> None:
    def met(*turn: str) -> Met:
        return Met(Use("a.b"), Verdict(False, say("Open."), turn=turn))

    assert met().awaited is None
    assert "Kazakhstan" in str(met("Kazakhstan", "the chair").awaited)
    assert "the chair" in str(met("Kazakhstan", "the chair").awaited)
