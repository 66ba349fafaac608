"""Turns sentences, titles, dates and numbers into the reader's language; the filters that templates use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from babel.lists import format_list
from babel.support import NullTranslations
from flask import Flask, current_app, g, request
from flask_babel import Babel, force_locale, get_domain, get_locale
from markupsafe import Markup, escape

from council_flow import clock
from council_flow.language import LANGUAGES, NAMES, RIGHT_TO_LEFT, Sentence, Titles, direction, say, say_n
from council_flow.web import dates
from council_flow.web.prefix import in_language, language

babel = Babel()


def zone() -> str:
    """Return the name of the council's time zone."""
    return str(current_app.extensions["council"].zone)


def translate(value: Any, to: str | None = None) -> str:
    """Return any value as a reader sees it: a sentence, titles, an instant, a number, or a list of these."""
    if isinstance(value, str):
        return value
    to = to or _locale()
    match value:
        case None:
            return ""
        case Sentence():
            return _sentence(value, to)
        case Titles():
            return value.within(to)
        case dict():
            return Titles.within(value, to)  # type: ignore[arg-type]  # asks nothing that a plain table has not
        case datetime():
            return moment(value, to)
        case date():
            return dates.day(value, to)
        case bool():
            return str(value)
        case int():
            return dates.digits(str(value), to)
        case Iterable():
            return joined(value, to)
    return str(value)


def _reader() -> tuple[str, Any]:
    """Return the language being read with its messages: looked up once for an answer, asked for hundreds of times."""
    try:
        found: tuple[str, Any] = g.reader
    except AttributeError:
        found = g.reader = _found_reader()
    except RuntimeError:  # no application at work: sentences stay as they are written
        return "en", NullTranslations()
    return found


def _found_reader() -> tuple[str, Any]:
    found = get_locale()
    name = found.language if found is not None and found.language in LANGUAGES else "en"
    return name, get_domain().get_translations()


@contextmanager
def reading_in(to: str) -> Iterator[None]:
    """Write in another language for a while, as letters do."""
    try:
        with force_locale(to):
            g.pop("reader", None)
            yield
    finally:
        g.pop("reader", None)


def _locale() -> str:
    return _reader()[0]


def _sentence(sentence: Sentence, to: str) -> str:
    reading, found = _reader()
    translations = found if to == reading else None
    if translations is None:
        message = str(sentence.text if sentence.plural is None or sentence.n == 1 else sentence.plural)
    elif sentence.plural is None:
        message = translations.ugettext(sentence.text)
    else:
        message = translations.ungettext(sentence.text, sentence.plural, sentence.n)
    if not sentence.params:
        return str(message)
    return str(message) % {name: translate(part, to) for name, part in sentence.params.items()}


def joined(values: Iterable[Any], to: str | None = None) -> str:
    """Return a list in words: "Iraq, Jordan and Lebanon"."""
    to = to or _locale()
    parts = [translate(value, to) for value in values]
    match to:
        case "uz":
            return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " va " + parts[-1] if parts else ""
        case "en":
            return format_list(parts, locale="en_GB")
    return format_list(parts, locale=to)


def day(value: datetime | date, to: str | None = None) -> str:
    """Return the date of an instant in the council's zone, in full."""
    return dates.day(_day(value), to or _locale())


def short_day(value: datetime | date, to: str | None = None) -> str:
    """Return the date of an instant in the council's zone, short."""
    return dates.short_day(_day(value), to or _locale())


def day_number(value: datetime) -> str:
    """Return the day of the month of an instant in the council's zone."""
    return dates.digits(str(_day(value).day), _locale())


def month_name(value: datetime) -> str:
    """Return the month of an instant in the council's zone, short."""
    return dates.month(_day(value), _locale())


def _day(value: datetime | date) -> date:
    return dates.local(value, zone()).date() if isinstance(value, datetime) else value


def hour(value: datetime, to: str | None = None) -> str:
    """Return hour and minute of an instant in the council's zone."""
    return dates.clock_time(dates.local(value, zone()), to or _locale())


def moment(value: datetime, to: str | None = None) -> str:
    """Return an instant in full: Thursday 26 November 2026, 18:00, Tashkent time.

    A reader who has set a time zone of his or her own reads the instant in that one too.
    """
    to, own = to or _locale(), _own_zone()
    there = _moment(value, zone(), to)
    return there if own in (None, zone()) else f"{there} ({_moment(value, str(own), to)})"


def _own_zone() -> str | None:
    return getattr(g.get("actor"), "zone", None) if g else None


def _moment(value: datetime, where: str, to: str) -> str:
    there = dates.local(value, where)
    return _sentence(
        say(
            "%(weekday)s %(day)s, %(hour)s, %(city)s time",
            weekday=dates.weekday(there.date(), to),
            day=dates.day(there.date(), to),
            hour=dates.clock_time(there, to),
            city=dates.city(where, to),
        ),
        to,
    )


def utc(value: datetime) -> str:
    """Return an instant in UTC, as adoption records print it."""
    return dates.digits(f"{value:%H:%M}", _locale()) + " UTC"


def relative(value: datetime) -> str:
    """Return how far an instant lies from now in days or hours: "in 3 days", "2 days ago"."""
    away = value - clock.now()
    ahead, size = away >= timedelta(0), abs(away)
    if size < timedelta(hours=1):
        return translate(say("within the hour") if ahead else say("less than an hour ago"))
    if size < timedelta(days=1):
        n = int(size.total_seconds() // 3600)
        return translate(
            say_n("in %(n)s hour", "in %(n)s hours", n) if ahead else say_n("%(n)s hour ago", "%(n)s hours ago", n)
        )
    n = abs((_day(value) - _day(clock.now())).days)
    return translate(
        say_n("in %(n)s day", "in %(n)s days", n) if ahead else say_n("%(n)s day ago", "%(n)s days ago", n)
    )


def _gettext(message: str, **values: Any) -> Markup:
    found = _reader()[1]
    return _filled(found.ugettext(message), values) if values else _as_it_is(found, message)


@lru_cache(maxsize=8192)
def _as_it_is(found: Any, message: str) -> Markup:
    return _filled(found.ugettext(message), {})


def _pgettext(context: str, message: str, **values: Any) -> Markup:
    return _filled(_reader()[1].upgettext(context, message), values)


def _ngettext(singular: str, plural: str, num: int, **values: Any) -> Markup:
    return _filled(_reader()[1].ungettext(singular, plural, num), {"num": num, **values})


def _filled(message: str, values: dict[str, Any]) -> Markup:
    """Return a message of a template with its values put in, escaped, numbers in the digits of the language."""
    if not values:
        return Markup(message.replace("%%", "%"))  # noqa: S704 - messages are ours
    return Markup(  # noqa: S704 - messages are ours, values are escaped
        message
        % {name: escape(translate(value) if isinstance(value, int) else value) for name, value in values.items()}
    )


def symbol(value: str) -> Markup:
    """Return a symbol or code as an isolated left-to-right run."""
    return Markup('<span class="symbol" dir="ltr">{}</span>').format(value)


def other_languages() -> list[tuple[str, str, str]]:
    """Return each language with its own name and the address of this page in it."""
    query = "?" + request.query_string.decode("latin-1") if request.query_string and request.method == "GET" else ""
    path = quote("/" + request.path.lstrip("/"))  # two slashes would begin the address of another site
    return [(code, NAMES[code], in_language(path, code) + query) for code in LANGUAGES]


def init(app: Flask) -> None:
    """Connect translation to the application and give templates their filters."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    babel.init_app(app, locale_selector=language)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.globals.update(_=_gettext, gettext=_gettext, ngettext=_ngettext, pgettext=_pgettext)
    app.jinja_env.filters.update(
        t=translate, day=day, short_day=short_day, day_number=day_number, month_name=month_name, instant=moment, hour=hour, relative=relative, utc=utc,
        joined=joined, symbol=symbol, number=translate, iso=datetime.isoformat,
    )  # fmt: skip
    app.jinja_env.globals.update(in_language=in_language, say=say)

    @app.context_processor
    def reading() -> dict[str, Any]:
        now_in = _locale()
        return {
            "language": now_in,
            "dir": direction(now_in),
            "languages": other_languages(),
            "right_to_left": RIGHT_TO_LEFT,
            "language_names": NAMES,
        }
