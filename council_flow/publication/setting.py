"""Setting words for the printed page: runs, symbols, dates, directions. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from council_flow.language import direction
from council_flow.publication.printed_words import word
from council_flow.text.inline import Run, runs
from council_flow.web.dates import clock_time, day, local

_UNBROKEN = re.compile(
    r"(?P<symbol>\b[A-Z]{1,8}(?:/[A-Za-z0-9.]*[A-Za-z0-9])+(?: \(\d{4}\))?)|"
    r"(?P<numbered>\b\d+ \(\d{4}\)|\b(?:paragraphs?|paras?\.|пункт\w{0,3}|пп?\.|الفقرة|الفقرات|للفقرة) \d+|№ \d+)"
)
_LATIN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


def set_words(text: str, notes: Mapping[str, Markup] | None = None) -> Markup:
    """Return inline text as HTML: words set apart, symbols and "2396 (2017)" unbroken.

    ``notes`` are the words of footnotes by their keys: each is set where its mark stands.
    """
    return Markup("").join(_run(run, notes or {}) for run in runs(text))


def _run(run: Run, notes: Mapping[str, Markup]) -> Markup:
    if run.target.startswith("^"):
        return Markup('<span class="fn">%s</span>') % notes[run.target[1:]] if run.target[1:] in notes else Markup("")
    return Markup("<em>%s</em>") % _set(run.text) if run.apart else _set(run.text)


def _set(text: str) -> Markup:
    out, at = [], 0
    for match in _UNBROKEN.finditer(text):
        tag = Markup("<bdi>%s</bdi>") if match["symbol"] else Markup('<span class="keep">%s</span>')
        out += [escape(text[at : match.start()]), tag % match[0]]
        at = match.end()
    return Markup("").join([*out, escape(text[at:])])


def fill(key: str, language: str, /, **values: Any) -> Markup:
    """Return a message of the printed page with its values; those that are not markup are escaped."""
    return Markup(word(key, language)) % values  # noqa: S704 - the messages are ours


def date(at: datetime, zone: str, language: str) -> Markup:
    """Return the day of an instant in a time zone, in full and unbroken, with the digits of print."""
    return Markup("<time>%s</time>") % _printed(day(local(at, zone).date(), language))


def hour(at: datetime, zone: str, language: str) -> str:
    """Return hour and minute of an instant in a time zone."""
    return _printed(clock_time(local(at, zone), language))


def _printed(text: str) -> str:
    return text.translate(_LATIN_DIGITS)


def sentence_case(words: Markup) -> Markup:
    """Return the words with a capital at their beginning, unless they begin with a tag."""
    return Markup(words[:1].upper() + words[1:])  # noqa: S704 - they were markup before


def base_direction(text: str, language: str) -> str:
    """Return the direction of a text that anybody wrote: that of its first letter, else that of the language."""
    for character in text:
        match unicodedata.bidirectional(character):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return direction(language)
