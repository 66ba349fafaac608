"""Cases played through a file: what can happen does, what cannot is found, and the same seed plays the same cases."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from council_flow.discussion import rehearsing as discussion
from council_flow.vocabulary import vocabulary
from council_flow.workflow import (
    Council,
    Promise,
    Report,
    Transition,
    Vocabulary,
    Workflow,
    check,
    closes,
    load_council,
    play,
    rehearse,
)
from council_flow.workflow import commands as door
from council_flow.workflow.promises import counter_example
from council_flow.workflow.rehearsal import FROM, LONGEST, Made, Run

from .conftest import make

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "workflows" / "recommendation.yaml"
COUNCIL = ROOT / "workflows" / "council.yaml"


@cache
def words() -> Vocabulary:
    return vocabulary()


@cache
def council() -> Council:
    return load_council(COUNCIL)


def changed(*changes: tuple[str, str]) -> Workflow:
    """Return the shipped file with some of its text replaced, as it would be read."""
    text = FILE.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    workflow, problems = check(text, words())
    assert workflow is not None, problems
    return workflow


def found(workflow: Workflow, *, seed: int = 1, cases: int = 40, start: datetime = FROM) -> Report:
    return rehearse(workflow, words(), council(), seed=seed, cases=cases, start=start)


def text(report: Report) -> str:
    return "\n".join(report.lines())


@pytest.fixture(scope="module")
def shipped() -> Report:
    return found(changed(), cases=200)


def test_a_rehearsal_of_the_shipped_file_comes_everywhere(shipped: Report) -> None:
    assert (shipped.never_reached, shipped.never_made, shipped.never_met, shipped.stuck) == ((), (), {}, {})
    assert {one.stage: one.cases > 0 for one in shipped.endings} == {"published": True, "withdrawn": True}
    assert sum(one.cases for one in shipped.endings) == 200


def test_it_tells_how_long_each_end_takes_if_every_limit_is_used(shipped: Report) -> None:
    # From Monday 5 January: 21 days, 14 days and 10 days, each to 18:00 in Tashkent.
    by_limits = {one.stage: one.by_limits for one in shipped.endings}
    assert by_limits == {"published": datetime(2026, 2, 19, 13, tzinfo=UTC), "withdrawn": FROM}
    published = shipped.endings[0]
    assert published.median is not None and published.longest is not None
    # Silence takes its whole time whatever people do.
    assert timedelta(days=10) < published.median < published.longest <= LONGEST


def test_the_same_seed_gives_the_same_report_and_another_seed_another() -> None:
    first = found(changed(), cases=20)
    assert first.as_data() == found(changed(), cases=20).as_data()
    assert text(first) == text(found(changed(), cases=20))
    assert first.as_data()["endings"] != found(changed(), cases=20, seed=2).as_data()["endings"]


def test_a_report_does_not_depend_on_how_the_process_hashes_words() -> None:
    def printed(hashes: str) -> str:
        command = [sys.executable, "-m", "council_flow.cli", "workflow", "rehearse", str(FILE), "--cases", "3",
                   "--council", str(COUNCIL)]  # fmt: skip
        environment = {**os.environ, "PYTHONHASHSEED": hashes}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    assert printed("1") == printed("2") != ""


def test_a_case_is_the_same_however_many_are_played() -> None:
    def runs(cases: int) -> list[Run]:
        return list(play(changed(), words(), council(), seed=3, cases=cases, start=FROM))

    assert runs(2) == runs(5)[:2]


BEHIND_CONSULTATION = {"review", "alignment", "adoption", "adopted", "published"}


def test_more_answers_than_there_are_states_never_arrive() -> None:
    report = found(changed(("answers: 5", "answers: 12")))
    assert list(report.never_met) == ["consultation.closed {answers: 12}"]
    assert report.never_met["consultation.closed {answers: 12}"] > 40
    assert set(report.never_reached) == BEHIND_CONSULTATION
    assert {"open_review", "adopt", "publish"} <= set(report.never_made)
    assert "Conditions never met: consultation.closed {answers: 12} (asked " in text(report)


def test_as_many_answers_as_there_are_states_do_arrive() -> None:
    assert found(changed(("answers: 5", "answers: 10"))).never_met == {}


@pytest.mark.parametrize(("needed", "met"), [(3, True), (4, False)])
def test_no_more_reviews_arrive_than_reviewers_are_meant_to_give(needed: int, met: bool) -> None:
    report = found(changed(("at_least: 2", f"at_least: {needed}")))
    assert (f"review.completed {{at_least: {needed}}}" not in report.never_met) is met
    assert ("alignment" not in report.never_reached) is met


def test_a_role_of_the_council_reviews_with_no_more_people_than_hold_it() -> None:
    by_all = ("by: reviewer, reviewers: 3", "by: expert, reviewers: 40")
    assert found(changed(by_all, ("at_least: 2", "at_least: 10"))).never_met == {}
    assert "review.completed {at_least: 11}" in found(changed(by_all, ("at_least: 2", "at_least: 11"))).never_met


@pytest.mark.parametrize(
    ("activity", "condition", "behind"),
    [
        ("consultation: {invite: focal_point, lasts: 21 days, remind: [7 days, 1 day]}", "consultation.closed {answers: 5}", "review"),
        ("review: {by: reviewer, reviewers: 3, lasts: 14 days}", "review.completed {at_least: 2}", "alignment"),
        ("alignment: {by: secretariat, catalogue: cted}", "alignment.complete", "adoption"),
        ("adoption: {by: focal_point, procedure: silence, lasts: 10 days}", "adoption.carried", "adopted"),
    ],
)  # fmt: skip
def test_a_condition_on_an_activity_that_no_stage_holds_is_never_met(
    activity: str, condition: str, behind: str
) -> None:
    report = found(changed((f"holds: {{{activity}}}", "holds: {}")))
    assert list(report.never_met) == [condition]
    assert behind in report.never_reached


def test_findings_are_made_by_nobody_where_nobody_holds_the_role() -> None:
    report = found(changed(("secretariat", "office")))
    assert report.unheld == ("office",)
    assert "alignment.complete" in report.never_met
    assert "Roles that nobody holds: office" in text(report)


@pytest.fixture
def talkative(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be comments wherever there may be."""
    monkeypatch.setattr(discussion, "SILENT", 0.0)


@pytest.mark.usefixtures("talkative")
def test_comments_that_nobody_may_settle_stay_open() -> None:
    report = found(changed(("\n      dispose: [drafter]", "")))
    assert list(report.never_met) == ["discussion.all_disposed"]
    assert "alignment" in report.never_reached


@pytest.mark.usefixtures("talkative")
def test_comments_are_settled_in_a_later_stage_that_lets_somebody_do_it() -> None:
    consulted = "suggest: [expert, focal_point]\n      dispose: [drafter]"
    report = found(changed((consulted, "suggest: [expert, focal_point]")))
    assert "discussion.all_disposed" not in report.never_met


def test_a_publication_is_ready_only_when_its_documents_were_ordered() -> None:
    report = found(
        changed(("does: [publication.assign_symbol, publication.render]", "does: [publication.assign_symbol]"))
    )
    assert (list(report.never_met), report.never_reached) == (["publication.ready"], ("published",))


def test_a_text_that_changes_during_the_silence_is_not_carried_that_time() -> None:
    loose = changed(
        ("holds: {adoption: {by: focal_point, procedure: silence, lasts: 10 days}}\n    allows: {see:",
         "holds: {adoption: {by: focal_point, procedure: silence, lasts: 10 days}}\n    allows: {edit: [drafter], see:"),
    )  # fmt: skip
    strict = changed()
    carried = [
        sum(run.held["adoption.carried"] for run in play(one, words(), council(), seed=1, cases=60, start=FROM))
        for one in (loose, strict)
    ]
    assert 0 < carried[0] < carried[1]


def test_a_text_without_paragraphs_stays_without_them_where_nobody_writes_it() -> None:
    unwritten = changed(("\n      edit: [drafter]", ""))
    runs = list(play(unwritten, words(), council(), seed=1, cases=60, start=FROM))
    without = [run for run in runs if not run.held["text.has_operative_paragraphs"]]
    assert 0 < len(without) < 30
    assert {run.stage for run in without} <= {"draft", "withdrawn"}


def test_every_condition_of_the_rooms_is_rehearsed_with_its_own_parameters() -> None:
    rooms = words()
    assert set(rooms.conditions) <= set(rooms.rehearsals)
    for name, condition in rooms.conditions.items():
        taken = list(inspect.signature(rooms.rehearsals[name]).parameters)
        assert taken[1:] == list(condition.parameters.model_fields), name


def test_a_condition_is_rehearsed_once() -> None:
    rooms = Vocabulary()
    rooms.rehearse("text.ready", lambda played: True)
    with pytest.raises(ValueError, match=r"text\.ready is rehearsed twice"):
        rooms.rehearse("text.ready", lambda played: False)


# A file of its own kind -------------------------------------------------------------------------------------------

PLAIN = """\
workflow: plain
revision: 1
title: {en: Plain}
roles:
  chair: {assigned: council, title: {en: Chair}}
  drafter: {assigned: case, title: {en: Drafter}}
initial: open
stages:
  open: {title: {en: Open}}
  done: {title: {en: Done}, final: true}
  shut: {title: {en: Shut}, final: true}
transitions:
"""


def plain(*transitions: str) -> Workflow:
    moves = "".join(f"  m{n}: {{from: open, {one}}}\n" for n, one in enumerate(transitions))
    workflow, problems = check(f"{PLAIN}{moves}", words())
    assert workflow is not None, problems
    return workflow


def test_more_approvals_than_people_never_gather() -> None:
    people = len(council().states)
    report = found(plain(f"to: done, by: [chair], approvals: {people + 1}", "to: shut, by: [drafter], approvals: 3"))
    assert (report.never_reached, report.never_made) == (("done",), ("m0",))


def test_cases_that_come_to_no_end_are_told_with_the_stage_where_they_stand() -> None:
    report = found(plain("to: done, by: [drafter], approvals: 4", "to: shut, by: [drafter], approvals: 5"), cases=3)
    assert (report.stuck, report.never_reached) == ({"open": 3}, ("done", "shut"))
    assert "Stuck: open (3)" in text(report)
    assert [(one["median"], one["longest"]) for one in report.as_data()["endings"]] == [(None, None)] * 2


def test_a_case_that_only_decides_is_left_after_400_moves() -> None:
    runs = play(plain("to: same, by: [chair]", "to: done, by: [drafter], approvals: 4", "to: shut, by: [drafter], approvals: 4"),
                words(), council(), seed=1, cases=2, start=FROM)  # fmt: skip
    assert all(len(run.moves) <= 400 and run.at - FROM < LONGEST + timedelta(days=800) for run in runs)


def test_a_case_left_lying_is_moved_by_the_clock() -> None:
    report = found(plain("to: done, by: [chair]", "to: shut, after: 30 days"), cases=200)
    shut = report.endings[1]
    assert 0 < shut.cases < 40
    assert shut.median == shut.longest == shut.by_limits - FROM


def test_a_condition_without_a_model_holds_after_a_part_of_the_stay() -> None:
    rooms = make()
    workflow, _ = check(PLAIN + "  m0: {from: open, to: done, by: [chair], needs: [discussion.all_disposed]}\n"
                        "  m1: {from: open, to: shut, by: [chair], reason: required}\n", rooms)  # fmt: skip
    assert workflow is not None
    runs = list(play(workflow, rooms, council(), seed=1, cases=40, start=FROM))
    asked, held = (sum(getattr(run, what).total() for run in runs) for what in ("asked", "held"))
    assert 0 < held < asked
    # In a stage without a limit things take up to 14 days.
    assert min(run.at - FROM for run in runs) < timedelta(days=7) < max(run.at - FROM for run in runs)


def long(n: int) -> str:
    stages = "".join(f"  s{i}: {{title: {{en: S}}{', final: true' if i == n - 1 else ''}}}\n" for i in range(n))
    onward = "".join(f"  t{i}: {{from: s{i}, to: s{i + 1}, by: [chair]}}\n" for i in range(n - 1))
    head = PLAIN.split("initial:")[0].replace("workflow: plain", "workflow: long")
    return f"{head}initial: s0\nstages:\n{stages}transitions:\n{onward}"


def test_1_000_stages_are_played_to_their_end() -> None:
    workflow, _ = check(long(1000), words())
    assert workflow is not None
    (run,) = play(workflow, words(), council(), seed=1, cases=1, start=FROM)
    assert (run.stage, len(run.moves)) == ("s999", 999)


# Files of every kind ----------------------------------------------------------------------------------------------

ROLES = ("chair", "expert", "drafter")
NEEDS = ("text.has_operative_paragraphs", "discussion.all_disposed", "{review.completed: {at_least: 1}}",
         "{consultation.closed: {answers: 2}}", "adoption.carried", "alignment.complete", "publication.ready")  # fmt: skip
HELD = ("review: {by: drafter, reviewers: 2, lasts: 5 working days}", "consultation: {invite: expert, lasts: 1 week}",
        "adoption: {by: expert, procedure: silence, lasts: 72 hours}", "alignment: {by: chair, catalogue: cted}")  # fmt: skip
AFTER = ("90 hours", "9 days", "4 working days", "2 weeks")


@st.composite
def stages(draw: st.DrawFn, name: str) -> str:
    held = ", ".join(draw(st.lists(st.sampled_from(HELD), unique=True, max_size=2)))
    allows = draw(st.sampled_from(["edit: [drafter]", "comment: [expert]", "suggest: [chair], dispose: [drafter]"]))
    return f"  {name}: {{title: {{en: S}}, holds: {{{held}}}, allows: {{{allows}}}}}\n"


@st.composite
def by_people(draw: st.DrawFn) -> str:
    by = ", ".join(draw(st.lists(st.sampled_from(ROLES), unique=True, min_size=1)))
    needs = ", ".join(draw(st.lists(st.sampled_from(NEEDS), unique=True, max_size=2)))
    reason = draw(st.sampled_from(["", ", reason: required"]))
    does = draw(st.sampled_from(["", ", does: [publication.assign_symbol, publication.render]"]))
    return f"by: [{by}], approvals: {draw(st.integers(1, 3))}, needs: [{needs}]{reason}{does}"


@st.composite
def by_clock(draw: st.DrawFn) -> str:
    needs = draw(st.sampled_from(["", f", needs: [{NEEDS[1]}]"]))
    return f"after: {draw(st.sampled_from(AFTER))}{needs}"


@st.composite
def workflows(draw: st.DrawFn) -> Workflow:
    """Return a sound file: stages in a row, and moves between any of them."""
    n = draw(st.integers(1, 5))
    names = [f"s{i}" for i in range(n)]
    rows = [draw(stages(name)) for name in names] + ["  end: {title: {en: E}, final: true}\n"]
    moves = [f"from: {here}, to: {to}, {draw(by_people())}" for here, to in pairwise([*names, "end"])]
    to = st.sampled_from([*names, "end", "same"])
    anywhere = draw(st.lists(st.sampled_from(names), max_size=6))
    moves += [f"from: {here}, to: {draw(to)}, {draw(by_people())}" for here in anywhere]
    timed = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    moves += [f"from: {here}, to: {draw(st.sampled_from([*names, 'end']))}, {draw(by_clock())}" for here in timed]
    head = PLAIN.split("initial:")[0].replace("roles:", "roles:\n  expert: {assigned: council, title: {en: E}}")
    listed = "".join(f"  m{i}: {{{move}}}\n" for i, move in enumerate(moves))
    workflow, problems = check(f"{head}initial: s0\nstages:\n{''.join(rows)}transitions:\n{listed}", words())
    assert workflow is not None, problems
    return workflow


def entered(run: Run, index: int) -> datetime:
    """Return when the stay began in which a move was made: decisions that leave the stage do not begin one."""
    before = [made.at for made in run.moves[:index] if not made.stays]
    return before[-1] if before else run.start


def listed(workflow: Workflow, run: Run) -> list[Transition]:
    stage, found = workflow.initial, []
    for made in run.moves:
        transition = workflow.transitions[made.transition]
        assert made.stage == stage and stage in transition.sources
        assert made.to == (transition.to or stage)
        stage = made.to
        found.append(transition)
    assert run.stage == stage
    return found


@settings(max_examples=40, deadline=None)
@given(workflows(), st.integers(0, 1000))
def test_in_every_played_case_only_listed_moves_happen_in_time_and_by_different_people(
    workflow: Workflow, seed: int
) -> None:
    calendar = council().calendar
    for run in play(workflow, words(), council(), seed=seed, cases=1, start=FROM):
        assert [made.at for made in run.moves] == sorted(made.at for made in run.moves)
        assert all(run.start <= made.at <= run.at for made in run.moves)
        for index, transition in enumerate(listed(workflow, run)):
            made = run.moves[index]
            if transition.after is not None:
                due = closes(transition.after, entered(run, index), calendar)
                assert made.by == () and (made.at >= due if transition.needs else made.at == due)
            else:
                assert len(set(made.by)) == len(made.by) == transition.approvals
                assert {person.split()[0] for person in made.by} <= transition.by


def promised(workflow: Workflow) -> list[Promise]:
    """Return what a file could promise about its stages, roles and conditions, and keeps."""
    conditions = {use.name for transition in workflow.transitions.values() for use in transition.needs}
    candidates = [
        Promise("", kind, x) for kind in ("once", "final", "reason", "clock", "edits") for x in workflow.stages
    ]
    candidates += [
        Promise("", kind, x, (y,))
        for kind in ("through", "after", "never", "alone") for x in workflow.stages for y in workflow.stages
    ]  # fmt: skip
    candidates += [Promise("", "by", x, role=role) for x in workflow.stages for role in workflow.roles]
    candidates += [Promise("", "when", x, condition=name) for x in workflow.stages for name in sorted(conditions)]
    return [one for one in candidates if counter_example(workflow, one) is None]


def kept(workflow: Workflow, promise: Promise, path: list[Made]) -> bool:
    """Answer whether a played path keeps a promise, looking at nothing but the moves that were made."""
    stages = [workflow.initial, *(made.to for made in path)]
    at = [index for index, stage in enumerate(stages) if stage == promise.stage]
    into = [(made, workflow.transitions[made.transition]) for made in path if made.to == promise.stage]
    match promise.kind:
        case "through" | "after":
            return all(other in stages[: index + 1] for index in at for other in promise.others)
        case "never":
            return not any(other in stages[:index] for index in at for other in promise.others)
        case "once":
            return len(at) <= 1
        case "final":
            return all(index == len(stages) - 1 for index in at)
        case "edits":
            return not any(workflow.stages[stage].allows.get("edit") for index in at for stage in stages[index:])
        case "by":
            return all({person.split()[0] for person in made.by} == {promise.role} for made, _ in into)
        case "reason":
            return all(move.reason_required for _, move in into)
        case "when":
            return all(promise.condition in {use.name for use in move.needs} for _, move in into)
        case "clock":
            return all(made.by for made, _ in into)
    begun = [index for index, stage in enumerate(stages) if stage == promise.others[0]]
    deciders = [
        {person for made in path[start:index] for person in made.by} for start in begun for index in at if start < index
    ]
    return all(len(people) > 1 for people in deciders)


@settings(max_examples=40, deadline=None)
@given(workflows(), st.integers(0, 1000))
def test_what_a_file_promises_holds_on_every_played_path(workflow: Workflow, seed: int) -> None:
    promises = promised(workflow)
    for run in play(workflow, words(), council(), seed=seed, cases=1, start=FROM):
        path = [made for made in run.moves if not made.stays]
        assert [promise for promise in promises if not kept(workflow, promise, path)] == []


@settings(max_examples=20, deadline=None)
@given(workflows(), st.integers(0, 1000))
def test_a_report_counts_every_case_once(workflow: Workflow, seed: int) -> None:
    report = found(workflow, seed=seed, cases=4)
    assert sum(one.cases for one in report.endings) + sum(report.stuck.values()) == 4
    assert set(report.never_reached).isdisjoint({workflow.initial, *report.stuck})


# The command --------------------------------------------------------------------------------------------------------


def run(*arguments: str) -> Result:
    return CliRunner().invoke(door.workflow_group, ["rehearse", *arguments])


def test_the_command_prints_the_report(shipped: Report) -> None:
    answer = run(str(FILE), "--council", str(COUNCIL))
    assert (answer.exit_code, answer.stdout) == (0, text(shipped) + "\n")
    assert "200 cases from 2026-01-05 09:00, seed 1; instants in Asia/Tashkent" in answer.stdout


def test_json_stands_alone() -> None:
    answer = run(str(FILE), "--council", str(COUNCIL), "--cases", "3", "--seed", "7", "--json")
    told: dict[str, Any] = json.loads(answer.stdout)
    assert (told["cases"], told["seed"], told["from"]) == (3, 7, "2026-01-05T04:00:00+00:00")
    assert told == found(changed(), cases=3, seed=7).as_data()


def test_an_instant_without_an_offset_is_one_in_the_zone_of_the_council() -> None:
    answer = run(str(FILE), "--council", str(COUNCIL), "--cases", "1", "--from", "2026-03-02T09:00", "--json")
    assert json.loads(answer.stdout)["from"] == "2026-03-02T04:00:00+00:00"


@pytest.mark.parametrize("text", ["soon", "9999-12-31T00:00", "0001-01-01"])
def test_an_instant_that_is_none_is_refused(text: str) -> None:
    answer = run(str(FILE), "--council", str(COUNCIL), "--from", text)
    assert answer.exit_code == 2
    assert "an instant such as 2026-01-05T09:00" in answer.stderr


def test_a_file_with_problems_is_not_played(tmp_path: Path) -> None:
    path = tmp_path / "plain.yaml"
    path.write_text(PLAIN + "  m0: {from: open, to: nowhere, by: [chair]}\n")
    answer = run(str(path), "--council", str(COUNCIL), "--json")
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr.startswith(f"{path}:")


def test_a_council_with_problems_does_not_play(tmp_path: Path) -> None:
    path = tmp_path / "council.yaml"
    path.write_text(COUNCIL.read_text(encoding="utf-8").replace("Asia/Tashkent", "Asia/Tashkant"))
    answer = run(str(FILE), "--council", str(path))
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert "W060" in answer.stderr
    assert run(str(FILE), "--council", str(tmp_path / "absent.yaml")).exit_code == 2
