"""The record of adoption at the end of a publication: what a reader needs in order to check a copy. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from council_flow.language import Titles
from council_flow.publication.printed_words import TONGUES, WORDS, word
from council_flow.publication.setting import date, fill, hour
from council_flow.web.dates import city

HEAD_SHOWN = 16
"""Characters of a hash that are printed of the head of the record."""


@dataclass(frozen=True)
class Declared:
    """What a State declared. ``kind``: reservation, explanation or disassociation; ``place``: number of the paragraph."""

    state: Titles
    kind: str
    place: str
    text: str


@dataclass(frozen=True)
class Adopted:
    """An adoption as it is printed."""

    at: datetime
    opened_at: datetime | None
    """When States were asked; ``None`` where nobody asked them."""
    kind: str
    """Kind of the procedure in which they took positions."""
    text_symbol: str
    """Symbol of the draft that was adopted."""
    content_hash: str
    language_hash: str
    head: tuple[int, str]
    """Number and hash of the last entry of the record when the PDFs were made."""
    code: str
    declared: tuple[Declared, ...] = ()
    """Reservations, explanations and disassociations of States, in the order of the council."""
    approvals: tuple[Titles, ...] = ()
    """Who approved the text, in the order of time."""
    corrects: tuple[str, str] | None = None
    """Symbol and verification code of what the text corrects."""
    checked: tuple[tuple[str, str, str], ...] = ()
    guidance: str = ""
    """Title of the catalogue that it was checked against, where that is not the one of CTED guidance."""
    """What the alignment check found: number of the paragraph, provision, grade."""


@dataclass(frozen=True)
class Row:
    """One line of the record."""

    label: str
    value: Markup


def rows(adopted: Adopted, original: str, language: str, zone: str) -> Iterator[Row]:
    """Return the lines of the record in the language of the document."""

    def row(key: str, value: Markup | str) -> Row:
        return Row(word(key, language), Markup.escape(value))

    if adopted.corrects:
        yield row("corrects", Markup("<bdi>%s</bdi> (<bdi>%s</bdi>)") % adopted.corrects)
    day, named = date(adopted.at, zone, language), TONGUES[language]
    time, place = hour(adopted.at, zone, language), city(zone, language)
    yield row("adopted", fill("moment", language, day=day, time=time, city=place))
    if adopted.opened_at:
        yield row("procedure", _procedure(adopted.kind, adopted.opened_at, zone, language))
    if adopted.approvals:
        names = dict.fromkeys(label.within(language) for label in adopted.approvals)
        yield row("approved", "; ".join(names) if language != "ar" else "؛ ".join(names))
    reserving = dict.fromkeys(one.state.within(language) for one in adopted.declared if one.kind == "reservation")
    if reserving:
        states = list(reserving)
        yield row("reservations", (", " if language != "ar" else "، ").join(states))
    symbol = Markup("<bdi>%s</bdi>") % adopted.text_symbol
    yield row("text", fill("text_value", language, symbol=symbol, language=named[original].version))
    yield row("version", _version(original, language))
    yield row("content_hash", spaced(adopted.content_hash))
    yield row("language_hash", spaced(adopted.language_hash))
    number, digest = adopted.head
    yield row("head", Markup('<bdi class="hash">%s:%s</bdi>') % (number, digest[:HEAD_SHOWN]))


def _procedure(kind: str, opened_at: datetime, zone: str, language: str) -> Markup:
    key = f"procedure_{kind}"
    return fill(key if key in WORDS else "procedure_plain", language, day=date(opened_at, zone, language))


def _version(original: str, language: str) -> Markup:
    own, source = TONGUES[language][language].version, TONGUES[language][original].source
    key = "version_original" if language == original else "version_translation"
    return fill(key, language, language=own, source=source)


def spaced(digest: str) -> Markup:
    """Return a hash in groups of eight, which eyes can compare."""
    groups = (digest[start : start + 8] for start in range(0, len(digest), 8))
    return Markup('<bdi class="hash">%s</bdi>') % " ".join(groups)
