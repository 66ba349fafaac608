"""Promises are proven over every path, and a broken one shows the shortest path that breaks it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council_flow.language import Titles
from council_flow.workflow import Promise, Stage, Transition, Vocabulary, Workflow, check
from council_flow.workflow.forms import FORMS, KINDS
from council_flow.workflow.graph import ending, reachable
from council_flow.workflow.promises import broken, counter_example

Edges = list[tuple[int, int]]


def graph(edges: Edges, finals: set[int] = frozenset(), size: int = 6) -> Workflow:  # type: ignore[assignment]
    """Make a workflow of numbered stages: stage 0 is the initial one, transition ``t0`` is the first edge."""
    stages = {f"s{n}": Stage(f"s{n}", Titles(f"S{n}"), final=n in finals) for n in range(size)}
    moves = {
        f"t{index}": Transition(f"t{index}", Titles("T"), (f"s{a}",), f"s{b}", by=frozenset({"r"}))
        for index, (a, b) in enumerate(edges)
    }
    return Workflow("w", 1, Titles("W"), frozenset(), {}, "s0", stages, moves, source=repr((edges, finals)))


def names(workflow: Workflow, kind: str, stage: str = "", *others: str) -> list[str] | None:
    found = counter_example(workflow, Promise("p", kind, stage, others))
    return None if found is None else [name for name, _ in found]


LINE: Edges = [(0, 1), (1, 2), (2, 3)]


@pytest.mark.parametrize(
    ("edges", "kind", "stages", "expected"),
    [
        (LINE, "through", ("s3", "s1"), None),
        ([*LINE, (0, 3)], "through", ("s3", "s1"), ["t3"]),
        ([*LINE, (0, 2)], "through", ("s3", "s1"), ["t3", "t2"]),
        (LINE, "through", ("s0", "s1"), []),
        (LINE, "through", ("s0", "s0"), None),
        (LINE, "after", ("s3", "s1", "s2"), None),
        ([*LINE, (1, 3)], "after", ("s3", "s1", "s2"), ["t0", "t3"]),
        (LINE, "never", ("s0", "s1"), None),
        ([*LINE, (2, 1)], "never", ("s1", "s2"), ["t0", "t1", "t3"]),
        ([*LINE, (2, 2)], "never", ("s2", "s2"), ["t0", "t1", "t3"]),
        (LINE, "never", ("s2", "s2"), None),
        (LINE, "final", ("s3",), None),
        ([*LINE, (3, 0)], "final", ("s3",), ["t3"]),
        (LINE, "final", ("s2",), ["t2"]),
        (LINE, "end", (), None),
        ([*LINE, (0, 4), (4, 5)], "end", (), ["t3"]),
    ],
)
def test_a_promise_holds_or_shows_the_shortest_way_around(
    edges: Edges, kind: str, stages: tuple[str, ...], expected: list[str] | None
) -> None:
    assert names(graph(edges, {3}), kind, *stages) == expected


def test_a_stage_that_is_not_marked_final_is_not_final() -> None:
    assert "not marked final" in str(broken(graph(LINE), Promise("s3 is final", "final", "s3")))


def test_a_case_that_begins_at_the_stage_breaks_the_promise() -> None:
    assert "begins there" in str(broken(graph(LINE, {3}), Promise("s0 only through s1", "through", "s0", ("s1",))))


def test_a_stage_that_cannot_end_is_named() -> None:
    workflow = graph([*LINE, (0, 4)], {3})
    assert "from “s4” no way" in str(broken(workflow, Promise("every stage can end", "end")))


MANY = """\
workflow: many
revision: 1
title: {en: Many}
roles:
  chair: {assigned: council, title: {en: Chair}}
  clerk: {assigned: council, title: {en: Clerk}}
initial: draft
stages:
  draft: {title: {en: Draft}, allows: {edit: [clerk]}}
  review: {title: {en: Review}}
  vote: {title: {en: Vote}}
  done: {title: {en: Done}, final: true}
  gone: {title: {en: Gone}, final: true}
transitions:
  send: {from: draft, to: review, by: [clerk]}
  put: {from: review, to: vote, by: [chair], needs: [{review.completed: {at_least: 2}}]}
  carry: {from: vote, to: done, by: [chair], approvals: 2, needs: [adoption.carried]}
  drop: {from: [draft, review, vote], to: gone, by: [chair, clerk], reason: required}
  lapse: {from: review, to: gone, after: 30 days}
promises:
  - PROMISE
"""

HOLDING = [
    "done only by chair", "vote only by chair", "done only when adoption.carried", "vote only when review.completed",
    "nobody alone moves draft to done", "nobody alone moves draft to vote", "nobody alone moves vote to done",
    "nobody alone moves done to draft", "no move without a person: done", "'no move without a person: vote'",
    "nobody edits from review on", "draft at most once", "done at most once", "done only after review and vote",
    "done only after draft, review, and vote", "nobody  alone  moves review to done",
]  # fmt: skip

BREAKING = [
    ("gone only with a reason", "", "send → lapse"),
    ("gone only by clerk", "", "drop"),
    ("vote only by clerk", "", "send → put"),
    ("vote only when adoption.carried", "", "send → put"),
    ("no move without a person: gone", "", "send → lapse"),
    ("nobody alone moves draft to review", "", "send, with nobody but “clerk”"),
    ("nobody alone moves review to gone", "", "lapse, all by the clock"),
    ("nobody alone moves vote to gone", "", "drop, with nobody but “chair”"),
    ("nobody alone moves draft to done", "skip: {from: review, to: done, by: [chair, clerk]}", "send → skip, with nobody but “clerk”"),
    ("nobody alone moves draft to draft", "back: {from: review, to: draft, by: [clerk]}", "send → back, with nobody but “clerk”"),
    ("nobody edits from draft on", "", "every case begins in “draft”, and there edits: clerk"),
    ("nobody edits from vote on", "back: {from: vote, to: draft, by: [chair]}", "send → put → back, and in “draft” edits: clerk"),
    ("review at most once", "back: {from: vote, to: review, by: [chair]}", "send → put → back"),
    ("draft at most once", "again: {from: draft, to: draft, by: [chair]}", "again"),
    ("every stage can end", "", None),
]  # fmt: skip


@pytest.mark.parametrize("promise", HOLDING)
def test_a_promise_that_holds_is_no_problem(words: Vocabulary, promise: str) -> None:
    assert check(MANY.replace("PROMISE", promise), words)[1] == []


@pytest.mark.parametrize(("promise", "move", "shown"), BREAKING, ids=[promise for promise, _, _ in BREAKING])
def test_a_broken_promise_shows_the_shortest_way(words: Vocabulary, promise: str, move: str, shown: str | None) -> None:
    text = MANY.replace("PROMISE", promise).replace("promises:", f"  {move}\npromises:" if move else "promises:")
    told = [str(problem.message) for problem in check(text, words)[1]]
    assert told == ([] if shown is None else [f"The promise “{promise}” does not hold: {shown}."])


@pytest.mark.parametrize(
    ("promise", "code", "told"),
    [
        ("done only trough vote", "W050", "“done only through vote” is one."),
        ("nobody alone move draft to done", "W050", "“nobody alone moves draft to done” is one."),
        ("no move without person: done", "W050", "“no move without a person: done” is one."),
        ("{done only: [vote]}", "W012", "not a mapping"),
        ("all will be well", "W050", "; ".join(FORMS.values())),
        ("done only by chiar", "W020", "“chair” is."),
        ("done only when adoption.caried", "W023", "“adoption.carried” is."),
        ("done only when all.agree", "W023", "is not known."),
        ("done only by nobody", "W020", "not among the roles"),
        ("nobody alone moves drat to done", "W021", "“draft” is."),
        ("elsewhere is final", "W021", "not among the stages"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_was_meant(words: Vocabulary, promise: str, code: str, told: str) -> None:
    problems = check(MANY.replace("PROMISE", promise), words)[1]
    assert [(problem.code, problem.line) for problem in problems] == [(code, 21)]
    assert told in str(problems[0].message)


@given(
    st.sampled_from(list(FORMS.values())), st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True), min_size=3)
)
def test_no_sentence_is_a_promise_of_two_kinds(form: str, names: list[str]) -> None:
    filled = " ".join(
        names[{"X": 0, "R": 1, "CONDITION": 1, "Y": 1, "Z": 2}[word]]
        if word in {"X", "Y", "Z", "R", "CONDITION"}
        else word
        for word in form.split()
    )
    assert [kind for kind, pattern in KINDS.items() if pattern.fullmatch(filled)] == [
        kind for kind, written in FORMS.items() if written == form
    ]


def test_promises_about_moves_are_not_judged_while_the_moves_are_in_doubt(words: Vocabulary) -> None:
    text = MANY.replace("PROMISE", "done only when adoption.carried").replace(
        "[adoption.carried]", "[adoption.carryed]"
    )
    assert [problem.code for problem in check(text, words)[1]] == ["W023"]
    text = MANY.replace("PROMISE", "done only by chair").replace("by: [chair], approvals", "by: [nobody], approvals")
    assert [problem.code for problem in check(text, words)[1]] == ["W020"]


some_edges = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12)


def simple_paths(edges: Edges, goal: int) -> list[list[int]]:
    """Walk every path without repetition from stage 0 to ``goal``; the naive way."""
    found, waiting = [], [[0]]
    while waiting:
        path = waiting.pop()
        if path[-1] == goal:
            found.append(path)
            continue
        waiting += [[*path, b] for a, b in set(edges) if a == path[-1] and b not in path]
    return found


@given(some_edges, st.integers(0, 5), st.integers(0, 5))
def test_only_through_agrees_with_walking_every_path(edges: Edges, goal: int, gate: int) -> None:
    around = [path for path in simple_paths(edges, goal) if gate not in path]
    found = names(graph(edges), "through", f"s{goal}", f"s{gate}")
    assert (found is None) == (not around)
    if found is not None:
        assert len(found) == min(map(len, around)) - 1
        assert leads(edges, found) == goal


def leads(edges: Edges, path: list[str]) -> int:
    """Follow transitions from stage 0; fail where one does not begin where the last one ended."""
    at = 0
    for name in path:
        begin, end = edges[int(name[1:])]
        assert begin == at
        at = end
    return at


@given(some_edges, st.integers(0, 5), st.integers(0, 5))
def test_never_after_shows_a_path_that_can_be_walked(edges: Edges, later: int, earlier: int) -> None:
    found = names(graph(edges), "never", f"s{later}", f"s{earlier}")
    closure = set(edges)
    for middle, a, b in itertools.product(range(6), repeat=3):
        if (a, middle) in closure and (middle, b) in closure:
            closure.add((a, b))
    broken_there = (earlier == 0 or (0, earlier) in closure) and (earlier, later) in closure
    assert (found is not None) == broken_there
    if found is not None:
        assert leads(edges, found) == later


@given(some_edges, st.sets(st.integers(0, 5)))
def test_what_is_reached_and_what_ends_agree_with_the_paths(edges: Edges, finals: set[int]) -> None:
    workflow = graph(edges, finals)
    assert reachable(workflow) == {f"s{n}" for n in range(6) if simple_paths(edges, n)}
    for name in ending(workflow):
        assert name in {f"s{n}" for n in finals} or any(move.to in ending(workflow) for move in workflow.leaving(name))
