"""Dates and numbers as each language of the council writes them. Pure.

Patterns: United Nations editorial practice (``domain.md``, section 6): Arabic gives both month names, Uzbek puts
the year first, Russian closes with "года".
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_timezone_location

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_LEVANTINE = (
    "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه",
    "تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر",
)  # fmt: skip
_UZBEK = (
    "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avgust", "sentabr", "oktabr", "noyabr", "dekabr",
)  # fmt: skip
_UZBEK_DAYS = ("dushanba", "seshanba", "chorshanba", "payshanba", "juma", "shanba", "yakshanba")
_CITIES = {"Asia/Tashkent": {"en": "Tashkent", "ru": "Ташкент", "uz": "Toshkent", "ar": "طشقند"}}


def digits(text: str, language: str) -> str:
    """Return the text with the digits that the language uses on screen."""
    return text.translate(_ARABIC_DIGITS) if language == "ar" else text


@lru_cache(maxsize=4096)
def day(value: date, language: str, *, year: bool = True) -> str:
    """Return a date in full: 14 May 2024."""
    match language:
        case "ru":
            return format_date(value, "d MMMM y 'года'" if year else "d MMMM", locale="ru")
        case "uz":
            tail = f"{value.day}-{_UZBEK[value.month - 1]}"
            return f"{value.year}-yil {tail}" if year else tail
        case "ar":
            tail = f" {value.year}" if year else ""
            return digits(f"{value.day} {_LEVANTINE[value.month - 1]}{tail}", "ar")
    return format_date(value, "d MMMM y" if year else "d MMMM", locale="en_GB")


@lru_cache(maxsize=4096)
def short_day(value: date, language: str) -> str:
    """Return a date without its year, short where the language has short months: 26 Nov."""
    if language == "ru":
        return format_date(value, "d MMM", locale="ru")
    if language == "en":
        return f"{value.day} {value:%b}"
    return day(value, language, year=False)


def month(value: date, language: str) -> str:
    """Return the name of the month beside a day, short where the language has short months: Nov, noyabr."""
    if language == "uz":
        return _UZBEK[value.month - 1]
    if language == "ar":
        return _LEVANTINE[value.month - 1]
    return short_day(value, language).split(" ", 1)[1]


def weekday(value: date, language: str) -> str:
    """Return the name of the weekday, as it begins a sentence in English."""
    if language == "uz":
        return _UZBEK_DAYS[value.weekday()]
    return format_date(value, "EEEE", locale=language)


def clock_time(value: datetime, language: str) -> str:
    """Return the hour and minute: 18:00."""
    return digits(f"{value:%H:%M}", language)


def city(zone: str, language: str) -> str:
    """Return the name of the city that gives a time zone its name."""
    if zone in _CITIES:
        return _CITIES[zone].get(language, _CITIES[zone]["en"])
    return get_timezone_location(zone, locale=language, return_city=True)


def local(value: datetime, zone: str) -> datetime:
    """Return the instant in a zone."""
    return value.astimezone(ZoneInfo(zone))
