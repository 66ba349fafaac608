"""Lengths of time as workflow files write them, and the instant at which each ends. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from council_flow.language import Sentence, say_n

LONGEST = 3660
"""Largest number in a duration: ten years of days. It keeps every end inside the calendar."""

_FORM = re.compile(r"([1-9][0-9]{0,4}) (hour|day|working day|week)s?")


@dataclass(frozen=True, order=True)
class Duration:
    """A number of hours, days, working days or weeks. ``unit``: ``hours``, ``days``, ``working_days``, ``weeks``."""

    count: int
    unit: str

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read ``21 days``, ``1 week``, ``10 working days``, ``72 hours``.

        Raises:
            ValueError: it is written in another way, or longer than :data:`LONGEST`.
        """
        found = _FORM.fullmatch(" ".join(text.split()))
        if found is None or int(found[1]) > LONGEST:
            raise ValueError(text)
        return cls(int(found[1]), found[2].replace(" ", "_") + "s")

    def sentence(self) -> Sentence:
        """Return the duration in words."""
        match self.unit:
            case "hours":
                return say_n("%(n)s hour", "%(n)s hours", self.count)
            case "days":
                return say_n("%(n)s day", "%(n)s days", self.count)
            case "weeks":
                return say_n("%(n)s week", "%(n)s weeks", self.count)
        return say_n("%(n)s working day", "%(n)s working days", self.count)

    def __str__(self) -> str:
        unit = self.unit.replace("_", " ")
        return f"{self.count} {unit[:-1] if self.count == 1 else unit}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let the settings of activities hold durations."""
        return core_schema.no_info_plain_validator_function(
            _validated, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, source: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Tell editors how a duration is written."""
        return cls.json_schema()

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return the JSON Schema of a duration as files write it."""
        return {
            "type": "string",
            "pattern": f"^{_FORM.pattern}$",
            "examples": ["21 days", "10 working days", "72 hours"],
        }


def _validated(value: Any) -> Duration:
    if isinstance(value, Duration):
        return value
    try:
        return Duration.parse(value)
    except (ValueError, AttributeError) as error:
        raise PydanticCustomError("duration", "not a duration") from error


@dataclass(frozen=True)
class Calendar:
    """How a council counts days: its zone, the hour at which days end, days that are not worked.

    ``weekend`` holds weekdays, Monday 0; ``holidays`` holds dates in the council's zone.
    """

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    day_ends: time = time(18)
    weekend: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[date] = field(default_factory=frozenset)

    def worked(self, day: date) -> bool:
        """Answer whether a day is a working day."""
        return day.weekday() not in self.weekend and day not in self.holidays


def closes(duration: Duration, entered: datetime, calendar: Calendar) -> datetime:
    """Return the instant, in UTC, at which a duration counted from ``entered`` (an instant with its zone) ends.

    Hours are exact. Days and weeks end when the last day ends in the council's zone; working days skip weekends and
    holidays. The day of entering is not counted. Where clocks are put forward over the hour at which days end, the day
    ends as much later; where they are put back over it, it ends the first time, yet always after ``entered``.

    Raises:
        ValueError: working days are counted in a calendar without any.
    """
    if duration.unit == "hours":
        return entered.astimezone(UTC) + timedelta(hours=duration.count)
    first = entered.astimezone(calendar.zone).date()
    if duration.unit == "working_days":
        last = _after_working_days(first, duration.count, calendar)
    else:
        last = first + timedelta(days=duration.count * (7 if duration.unit == "weeks" else 1))
    end = datetime.combine(last, calendar.day_ends, calendar.zone)
    ended = end.astimezone(UTC)
    return ended if ended > entered else end.replace(fold=1).astimezone(UTC)


def _after_working_days(day: date, count: int, calendar: Calendar) -> date:
    if len(calendar.weekend) >= 7:
        raise ValueError("a week without a working day")
    while count:
        day += timedelta(days=1)
        count -= calendar.worked(day)
    return day
