"""When a length of time ends."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from council_flow.workflow import Calendar, Duration, closes
from council_flow.workflow.durations import LONGEST

TASHKENT = Calendar(ZoneInfo("Asia/Tashkent"), holidays=frozenset({date(2026, 9, 1)}))
BERLIN = Calendar(ZoneInfo("Europe/Berlin"))
ZONES = (
    "Asia/Tashkent", "Asia/Beirut", "America/New_York", "Europe/Berlin", "Asia/Tehran", "Asia/Kathmandu", "Africa/Cairo",
    "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia", "America/Havana", "Africa/Casablanca", "UTC",
)  # fmt: skip
"""Zones without changes, with changes at midnight, by half an hour, twice a year, and one that left out a whole day."""

EVERY_DATE = tuple(zone for zone in ZONES if zone != "Pacific/Apia")
WORDS = ("hour", "hours", "day", "days", "working day", "working days", "week", "weeks", "month", "Days")
UNITS = ("hours", "days", "working_days", "weeks")
INSTANTS = st.datetimes(datetime(1971, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))


@st.composite
def calendars(draw: st.DrawFn, zones: tuple[str, ...] = ZONES) -> Calendar:
    """Calendars with any hour at which days end, any weekend and up to 40 holidays in a row."""
    weekend = draw(st.frozensets(st.integers(0, 6), max_size=6))
    begin = draw(st.dates(date(1971, 1, 1), date(2036, 1, 1)))
    holidays = frozenset(begin + timedelta(days=n) for n in range(draw(st.integers(0, 40))))
    minutes = draw(st.integers(0, 24 * 60 - 1))
    zone = ZoneInfo(draw(st.sampled_from(zones)))
    return Calendar(zone, time(*divmod(minutes, 60)), weekend, holidays)


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


def local(year: int, month: int, day: int, hour: int, minute: int = 0, *, zone: str, fold: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, fold=fold, tzinfo=ZoneInfo(zone))


FRIDAYS = frozenset({4, 5})
NOWRUZ = frozenset(date(2027, 3, day) for day in (21, 22, 23, 24, 25))


@pytest.mark.parametrize(
    ("length", "entered", "calendar", "ended"),
    [
        pytest.param("1 day", local(2026, 3, 28, 9, zone="Asia/Beirut"), Calendar(ZoneInfo("Asia/Beirut"), time(0)),
                     "2026-03-28T22:00+00:00", id="midnight is left out: the day ends as it would have begun"),
        pytest.param("1 day", local(2026, 3, 28, 9, zone="Asia/Beirut"), Calendar(ZoneInfo("Asia/Beirut"), time(0, 30)),
                     "2026-03-28T22:30+00:00", id="half past midnight is left out: half past one"),
        pytest.param("1 day", local(2026, 3, 28, 9, zone="Asia/Beirut"), Calendar(ZoneInfo("Asia/Beirut")),
                     "2026-03-29T15:00+00:00", id="18:00 on a day of 23 hours"),
        pytest.param("2 days", local(2026, 3, 7, 9, zone="America/New_York"), Calendar(ZoneInfo("America/New_York")),
                     "2026-03-09T22:00+00:00", id="over the night in which clocks are put forward"),
        pytest.param("1 day", local(2026, 3, 7, 9, zone="America/New_York"),
                     Calendar(ZoneInfo("America/New_York"), time(2, 30)), "2026-03-08T07:30+00:00",
                     id="half past two is left out: half past three"),
        pytest.param("1 day", local(2026, 10, 31, 9, zone="America/New_York"),
                     Calendar(ZoneInfo("America/New_York"), time(1, 30)), "2026-11-01T05:30+00:00",
                     id="half past one comes twice: the first time"),
        pytest.param("1 day", local(2010, 11, 6, 23, 30, zone="America/St_Johns", fold=1),
                     Calendar(ZoneInfo("America/St_Johns"), time(0)), "2010-11-07T03:30+00:00",
                     id="midnight comes twice and the first is over: the second"),
        pytest.param("3 hours", local(2026, 3, 8, 1, zone="America/New_York"), TASHKENT, "2026-03-08T09:00+00:00",
                     id="three hours are three, also when one is left out"),
        pytest.param("3 hours", local(2026, 11, 1, 0, zone="America/New_York"), TASHKENT, "2026-11-01T07:00+00:00",
                     id="three hours are three, also when one comes twice"),
        pytest.param("1 working day", local(2027, 3, 18, 9, zone="Asia/Tashkent"),
                     Calendar(ZoneInfo("Asia/Tashkent"), weekend=FRIDAYS), "2027-03-21T13:00+00:00",
                     id="from Thursday over a weekend on Friday and Saturday"),
        pytest.param("1 working day", local(2027, 3, 18, 9, zone="Asia/Tashkent"),
                     Calendar(ZoneInfo("Asia/Tashkent"), weekend=FRIDAYS, holidays=NOWRUZ), "2027-03-28T13:00+00:00",
                     id="a weekend, five holidays in a row, a weekend"),
        pytest.param("1 day", local(2027, 3, 20, 9, zone="Asia/Tashkent"),
                     Calendar(ZoneInfo("Asia/Tashkent"), holidays=NOWRUZ), "2027-03-21T13:00+00:00",
                     id="a day may end on a holiday"),
        pytest.param("1 working day", local(2026, 12, 31, 9, zone="Asia/Tashkent"),
                     Calendar(ZoneInfo("Asia/Tashkent"), holidays=frozenset({date(2027, 1, 1)})),
                     "2027-01-04T13:00+00:00", id="over the end of the year"),
        pytest.param("1 day", local(2028, 2, 28, 9, zone="Asia/Tashkent"), TASHKENT, "2028-02-29T13:00+00:00",
                     id="into a leap day"),
        pytest.param("52 weeks", local(2026, 12, 31, 9, zone="Asia/Tashkent"), TASHKENT, "2027-12-30T13:00+00:00",
                     id="52 weeks are one day less than a year"),
        pytest.param("1 day", datetime(2026, 12, 31, 20, tzinfo=UTC), TASHKENT, "2027-01-02T13:00+00:00",
                     id="the new year has begun in Tashkent"),
    ],
)  # fmt: skip
def test_an_end_is_that_of_the_calendar_on_the_wall(
    length: str, entered: datetime, calendar: Calendar, ended: str
) -> None:
    assert closes(Duration.parse(length), entered, calendar) == datetime.fromisoformat(ended)


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 500), st.sampled_from(UNITS), INSTANTS, calendars())
def test_every_length_ends_after_it_began_and_a_longer_one_not_before_a_shorter(
    count: int, unit: str, entered: datetime, calendar: Calendar
) -> None:
    end, later = (closes(Duration(n, unit), entered, calendar) for n in (count, count + 1))
    assert entered < end <= later
    assert end.utcoffset() == timedelta(0)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 200), INSTANTS, calendars(EVERY_DATE))
def test_no_deadline_of_working_days_falls_on_a_day_that_is_not_worked(
    count: int, entered: datetime, calendar: Calendar
) -> None:
    last = _last_day(Duration(count, "working_days"), entered, calendar)
    assert last.weekday() not in calendar.weekend
    assert last not in calendar.holidays
    passed = (last - entered.astimezone(calendar.zone).date()).days
    days = [last - timedelta(days=n) for n in range(passed)]
    assert sum(day.weekday() not in calendar.weekend and day not in calendar.holidays for day in days) == count


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 500), st.sampled_from(["days", "weeks"]), INSTANTS, calendars(EVERY_DATE))
def test_days_and_weeks_end_so_many_dates_later(count: int, unit: str, entered: datetime, calendar: Calendar) -> None:
    passed = _last_day(Duration(count, unit), entered, calendar) - entered.astimezone(calendar.zone).date()
    assert passed == timedelta(days=count * (7 if unit == "weeks" else 1))


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 3660), INSTANTS, calendars())
def test_hours_are_exact_in_every_zone(count: int, entered: datetime, calendar: Calendar) -> None:
    assert closes(Duration(count, "hours"), entered.astimezone(calendar.zone), calendar) == entered + timedelta(
        hours=count
    )


def _last_day(duration: Duration, entered: datetime, calendar: Calendar) -> date:
    """Return the date on which a length ends in the council's zone, days ending at noon: no clock is changed then."""
    return closes(duration, entered, replace(calendar, day_ends=time(12))).astimezone(calendar.zone).date()


class Settings(BaseModel):
    """Settings of an activity with a length of time in them."""

    lasts: Duration


@given(st.one_of(st.text(max_size=20), st.builds("{} {}".format, st.integers(0, 9999), st.sampled_from(WORDS))))
def test_editors_are_told_the_form_in_which_durations_are_read(text: str) -> None:
    text = " ".join(text.split())
    pattern = re.compile(Settings.model_json_schema()["properties"]["lasts"]["pattern"])
    fits = pattern.search(text) is not None and int(text.split()[0]) <= LONGEST
    assert _readable(text) is fits


def _readable(text: str) -> bool:
    try:
        Duration.parse(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("value", ["3 months", 21, None, ["21 days"]])
def test_settings_refuse_what_is_no_duration(value: object) -> None:
    with pytest.raises(ValidationError) as raised:
        Settings.model_validate({"lasts": value})
    assert [(error["type"], error["loc"]) for error in raised.value.errors()] == [("duration", ("lasts",))]


def test_settings_are_made_of_durations_and_written_as_text() -> None:
    settings = Settings(lasts=Duration(21, "days"))
    assert settings.lasts == Duration(21, "days")
    assert settings.model_dump(mode="json") == {"lasts": "21 days"}
    assert Settings.model_validate_json('{"lasts": "21 days"}') == settings
