"""When a length of time ends."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council_flow.workflow import Calendar, Duration, closes

TASHKENT = Calendar(ZoneInfo("Asia/Tashkent"), holidays=frozenset({date(2026, 9, 1)}))
BERLIN = Calendar(ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("21 days", Duration(21, "days")),
        ("1 day", Duration(1, "days")),
        ("72 hours", Duration(72, "hours")),
        ("10 working days", Duration(10, "working_days")),
        ("1 working day", Duration(1, "working_days")),
        ("2  weeks", Duration(2, "weeks")),
    ],
)
def test_a_duration_is_read_as_it_is_written(text: str, expected: Duration) -> None:
    assert Duration.parse(text) == expected


@pytest.mark.parametrize(
    "text", ["", "days", "0 days", "-1 days", "1.5 days", "3 months", "１ day", "99999 weeks", "01 day"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        Duration.parse(text)


@given(st.integers(1, 3660), st.sampled_from(["hours", "days", "working_days", "weeks"]))
def test_a_duration_is_written_as_it_is_read(count: int, unit: str) -> None:
    assert Duration.parse(str(Duration(count, unit))) == Duration(count, unit)


def test_hours_are_exact() -> None:
    entered = datetime(2026, 8, 28, 9, 17, tzinfo=UTC)
    assert closes(Duration(72, "hours"), entered, TASHKENT) == entered + timedelta(hours=72)


def test_days_end_at_the_hour_of_the_council_on_the_last_day() -> None:
    entered = datetime(2026, 8, 28, 20, 0, tzinfo=UTC)  # already 29 August in Tashkent
    assert closes(Duration(1, "days"), entered, TASHKENT) == datetime(2026, 8, 30, 13, 0, tzinfo=UTC)


def test_weeks_are_seven_days() -> None:
    entered = datetime(2026, 8, 3, 6, 0, tzinfo=UTC)
    assert closes(Duration(2, "weeks"), entered, TASHKENT) == closes(Duration(14, "days"), entered, TASHKENT)


def test_working_days_skip_weekends_and_holidays() -> None:
    friday = datetime(2026, 8, 28, 6, 0, tzinfo=UTC)
    assert closes(Duration(2, "working_days"), friday, TASHKENT) == datetime(2026, 9, 2, 13, 0, tzinfo=UTC)


def test_the_hour_stays_the_same_when_clocks_change() -> None:
    saturday = datetime(2026, 10, 24, 8, 0, tzinfo=UTC)  # summer time ends in the night after
    end = closes(Duration(1, "days"), saturday, BERLIN)
    assert end == datetime(2026, 10, 25, 17, 0, tzinfo=UTC)
    assert end.astimezone(BERLIN.zone).time() == time(18)


@given(st.integers(1, 400), st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)))
def test_working_days_end_on_a_working_day_after_as_many(count: int, entered: datetime) -> None:
    end = closes(Duration(count, "working_days"), entered.replace(tzinfo=UTC), TASHKENT).astimezone(TASHKENT.zone)
    first = entered.replace(tzinfo=UTC).astimezone(TASHKENT.zone).date()
    days = [first + timedelta(days=n) for n in range(1, (end.date() - first).days + 1)]
    assert sum(TASHKENT.worked(day) for day in days) == count
    assert TASHKENT.worked(end.date())


def test_a_week_without_a_working_day_is_refused() -> None:
    with pytest.raises(ValueError, match="working day"):
        closes(Duration(1, "working_days"), datetime(2026, 1, 1, tzinfo=UTC), Calendar(weekend=frozenset(range(7))))


@pytest.mark.parametrize(
    ("text", "sentence"), [("1 day", "1 day"), ("2 weeks", "2 weeks"), ("3 hours", "3 hours"), ("4 working days",) * 2]
)
def test_a_duration_can_be_said(text: str, sentence: str) -> None:
    assert str(Duration.parse(text).sentence()) == sentence
