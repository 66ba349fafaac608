"""The dates ahead of a case, against dates counted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from council_flow.workflow import Calendar, Vocabulary, Workflow, check, endings, forecast

TASHKENT = Calendar(ZoneInfo("Asia/Tashkent"))
BEIRUT = Calendar(ZoneInfo("Asia/Beirut"))
NEW_YORK = Calendar(ZoneInfo("America/New_York"))

HEAD = """\
workflow: dated
revision: 1
title: {en: Dated}
roles: {chair: {assigned: council, title: {en: Chair}}}
initial: first
stages:
"""


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def stage(name: str, *lasts: str, final: bool = False) -> str:
    kinds = ("consultation", "adoption")
    settings = ("invite: chair", "by: chair, procedure: silence")
    held = ", ".join(f"{kind}: {{{who}, lasts: {one}}}" for kind, who, one in zip(kinds, settings, lasts, strict=False))
    return f"  {name}: {{title: {{en: {name.title()}}}, holds: {{{held}}}, final: {str(final).lower()}}}\n"


def made(words: Vocabulary, stages: str, *transitions: str) -> Workflow:
    moves = "".join(f"  m{n}: {{{one}}}\n" for n, one in enumerate(transitions))
    workflow, problems = check(f"{HEAD}{stages}transitions:\n{moves}", words)
    assert workflow is not None, problems
    return workflow


def line(words: Vocabulary, *lasts: str) -> Workflow:
    """Return a file whose stages follow one another, each with a limit; the last one is final."""
    names = ("first", "second", "third", "fourth")[: len(lasts)]
    stages = "".join(stage(name, one) for name, one in zip(names, lasts, strict=True)) + stage("done", final=True)
    onward = zip(names, [*names[1:], "done"], strict=True)
    return made(words, stages, *(f"from: {here}, to: {to}, by: [chair]" for here, to in onward))


def ends(workflow: Workflow, entered: str, calendar: Calendar) -> list[datetime]:
    at = instant(entered)
    return [step.ends for step in forecast(workflow, workflow.initial, at, None, calendar, at).steps]


def test_a_new_recommendation_in_tashkent_is_adopted_after_three_limits(recommendation: Workflow) -> None:
    opened = instant("2026-09-01T04:00")
    ahead = forecast(recommendation, "draft", opened, None, TASHKENT, opened)
    assert [(step.stage.name, str(step.limit) if step.limit else None, step.ends) for step in ahead.steps] == [
        ("draft", None, opened),
        ("consultation", "21 days", instant("2026-09-22T13:00")),
        ("review", "14 days", instant("2026-10-06T13:00")),
        ("alignment", None, instant("2026-10-06T13:00")),
        ("adoption", "10 days", instant("2026-10-16T13:00")),
        ("adopted", None, instant("2026-10-16T13:00")),
    ]
    assert (ahead.end.name, ahead.at) == ("published", instant("2026-10-16T13:00"))


def test_the_stage_after_the_last_limit_is_the_one_that_the_limits_lead_to(recommendation: Workflow) -> None:
    opened = instant("2026-09-01T04:00")
    decided = forecast(recommendation, "draft", opened, None, TASHKENT, opened).decided
    assert decided is not None
    assert (decided[0].name, decided[1]) == ("adopted", instant("2026-10-16T13:00"))


def test_days_end_at_18_in_beirut_before_and_after_the_clocks_change(words: Vocabulary) -> None:
    # Clocks go forward on 29 March 2026: 18:00 is 16:00 UTC before and 15:00 UTC after.
    found = ends(line(words, "7 days", "1 week", "72 hours"), "2026-03-20T08:00", BEIRUT)
    assert found == [instant("2026-03-27T16:00"), instant("2026-04-03T15:00"), instant("2026-04-06T15:00")]


def test_hours_are_exact_across_the_change_in_beirut(words: Vocabulary) -> None:
    found = ends(line(words, "7 days", "72 hours", "1 day"), "2026-03-20T08:00", BEIRUT)
    assert found == [instant("2026-03-27T16:00"), instant("2026-03-30T16:00"), instant("2026-03-31T15:00")]


def test_working_days_in_new_york_skip_weekend_and_holiday(words: Vocabulary) -> None:
    # From Thursday 5 March 2026; clocks go forward on Sunday 8 March: 18:00 is 22:00 UTC from then on.
    workflow = line(words, "5 working days", "1 day")
    assert ends(workflow, "2026-03-05T15:00", NEW_YORK) == [instant("2026-03-12T22:00"), instant("2026-03-13T22:00")]
    closed = Calendar(ZoneInfo("America/New_York"), holidays=frozenset({date(2026, 3, 10)}))
    assert ends(workflow, "2026-03-05T15:00", closed) == [instant("2026-03-13T22:00"), instant("2026-03-14T22:00")]


def test_the_longest_of_several_activities_counts(words: Vocabulary) -> None:
    stages = stage("first", "3 days", "2 weeks") + stage("done", final=True)
    workflow = made(words, stages, "from: first, to: done, by: [chair]")
    assert ends(workflow, "2026-09-01T04:00", TASHKENT) == [instant("2026-09-15T13:00")]


def test_a_stored_deadline_is_kept_whatever_the_file_says(recommendation: Workflow) -> None:
    entered, extended = instant("2026-09-01T04:00"), instant("2026-09-29T13:00")
    first, second, *_ = forecast(recommendation, "consultation", entered, extended, TASHKENT, entered).steps
    assert (first.ends, second.ends) == (extended, instant("2026-10-13T13:00"))


def test_a_limit_that_has_passed_counts_from_now(recommendation: Workflow) -> None:
    entered, closed, now = instant("2026-09-01T04:00"), instant("2026-09-22T13:00"), instant("2026-10-01T04:00")
    first, second, *_ = forecast(recommendation, "consultation", entered, closed, TASHKENT, now).steps
    assert (first.begins, first.ends, first.passed) == (entered, now, True)
    assert (second.begins, second.ends, second.passed) == (now, instant("2026-10-15T13:00"), False)


def test_a_stage_without_a_limit_is_named_and_takes_no_time(recommendation: Workflow) -> None:
    entered, now = instant("2026-09-01T04:00"), instant("2026-10-01T04:00")
    ahead = forecast(recommendation, "alignment", entered, None, TASHKENT, now)
    assert [one.name for one in ahead.unlimited] == ["alignment", "adopted"]
    assert (ahead.steps[0].ends, ahead.steps[0].passed) == (now, False)
    assert ahead.at == instant("2026-10-11T13:00")


def test_where_no_limit_is_ahead_no_stage_is_dated(recommendation: Workflow) -> None:
    now = instant("2026-10-01T04:00")
    ahead = forecast(recommendation, "adopted", now, None, TASHKENT, now)
    assert (ahead.decided, ahead.end.name) == (None, "published")


@pytest.mark.parametrize("final", ["published", "withdrawn"])
def test_at_its_end_nothing_is_ahead_of_a_case(recommendation: Workflow, final: str) -> None:
    entered = instant("2026-10-01T04:00")
    ahead = forecast(recommendation, final, entered, None, TASHKENT, instant("2026-11-01T04:00"))
    assert (ahead.steps, ahead.decided, ahead.end.name, ahead.at) == ((), None, final, entered)


def test_the_clock_moves_a_case_on_when_its_time_has_come(words: Vocabulary) -> None:
    workflow = made(words, stage("first") + stage("done", final=True), "from: first, to: done, after: 12 weeks")
    (step,) = forecast(
        workflow, "first", instant("2026-09-01T04:00"), None, TASHKENT, instant("2026-09-02T04:00")
    ).steps
    assert (step.ends, step.clock, str(step.limit)) == (instant("2026-11-24T13:00"), True, "12 weeks")


@pytest.mark.parametrize(("after", "end"), [("10 days", "2026-09-11T13:00"), ("40 days", "2026-09-22T13:00")])
def test_a_stage_lasts_no_longer_than_the_clock_leaves_it(words: Vocabulary, after: str, end: str) -> None:
    stages = stage("first", "21 days") + stage("done", final=True) + stage("lapsed", final=True)
    moves = ("from: first, to: done, by: [chair]", f"from: first, to: lapsed, after: {after}")
    assert ends(made(words, stages, *moves), "2026-09-01T04:00", TASHKENT) == [instant(end)]


SIDE = (
    "from: first, to: second, by: [chair]",
    "from: second, to: done, by: [chair]",
    "from: second, to: aside, by: [chair], reason: required",
    "from: second, to: lost, by: [chair], reason: required",
    "from: aside, to: second, by: [chair]",
    "from: lost, to: dropped, by: [chair]",
    "from: first, to: second, after: 90 days",
)


@pytest.fixture
def sided(words: Vocabulary) -> Workflow:
    """A file with stages beside its main path: one that leads back to it, one that does not."""
    stages = [stage("first"), stage("second", "7 days"), stage("aside", "3 days"), stage("lost"),
              stage("done", final=True), stage("dropped", final=True)]  # fmt: skip
    return made(words, "".join(stages), *SIDE)


def test_from_beside_the_main_path_the_shortest_way_back_is_counted(sided: Workflow) -> None:
    at = instant("2026-09-01T04:00")
    ahead = forecast(sided, "aside", at, None, TASHKENT, at)
    assert [(step.stage.name, step.ends) for step in ahead.steps] == [
        ("aside", instant("2026-09-04T13:00")),
        ("second", instant("2026-09-11T13:00")),
    ]
    assert ahead.end.name == "done"


def test_where_no_way_leads_back_the_nearest_end_is_counted(sided: Workflow) -> None:
    at = instant("2026-09-01T04:00")
    ahead = forecast(sided, "lost", at, None, TASHKENT, at)
    assert ([step.stage.name for step in ahead.steps], ahead.end.name) == (["lost"], "dropped")


def test_every_end_of_a_procedure_is_dated(sided: Workflow, recommendation: Workflow) -> None:
    start = instant("2026-09-01T04:00")
    assert endings(sided, TASHKENT, start) == {
        "done": instant("2026-09-08T13:00"),
        "dropped": instant("2026-09-08T13:00"),
    }
    assert endings(recommendation, TASHKENT, start) == {"published": instant("2026-10-16T13:00"), "withdrawn": start}


def test_more_time_than_a_calendar_holds_is_counted_up_to_its_end(words: Vocabulary) -> None:
    names = [f"s{i}" for i in range(200)]
    stages = "".join(stage(name, "3660 weeks") for name in names) + stage("done", final=True)
    onward = zip(names, [*names[1:], "done"], strict=True)
    text = f"{HEAD.replace('initial: first', 'initial: s0')}{stages}transitions:\n"
    text += "".join(f"  m{n}: {{from: {here}, to: {to}, by: [chair]}}\n" for n, (here, to) in enumerate(onward))
    workflow, _ = check(text, words)
    assert workflow is not None
    assert endings(workflow, TASHKENT, instant("2026-09-01T04:00"))["done"].year in range(9000, 9100)
