"""A text and its facts as the tree that the printed page is made from. Pure.

Numbers come from ``text/numbering.py`` and are printed as they are: no counter of the sheet can differ from the register.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from council_flow.language import NAMES, Titles, direction
from council_flow.publication import record_of_adoption as record
from council_flow.publication.composing import Part, parts
from council_flow.publication.printed_words import TONGUES, WORDS, word
from council_flow.publication.record_of_adoption import Adopted, Declared, Row
from council_flow.publication.setting import base_direction, date, fill, sentence_case, set_words
from council_flow.text.blocks import Body
from council_flow.text.inline import plain


@dataclass(frozen=True)
class Draft:
    """Which version of a draft is printed. ``revision`` is its own symbol's end if it was issued, else the last one's."""

    version: int
    revision: str = ""
    issued: bool = False


@dataclass(frozen=True)
class PrintFacts:
    """What the page says beside the text. Either ``adopted`` or ``draft`` is given."""

    symbol: str
    council: Titles
    short: Titles
    zone: str
    at: datetime
    """The date at the head of the first page."""
    public_url: str
    kind: str = "recommendation"
    corrects: str = ""
    """Symbol of what a corrigendum corrects."""
    adopted: Adopted | None = None
    draft: Draft | None = None
    trial: bool = False
    illustrative: bool = False


@dataclass(frozen=True)
class Statement:
    """What one State declared, in paragraphs with their direction."""

    state: str
    paragraphs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Statements:
    """What States declared of one kind, under its heading."""

    title: str
    each: tuple[Statement, ...]


@dataclass(frozen=True)
class Alignment:
    """The alignment statement: heading, what it is not, head and rows of its table."""

    title: str
    notice: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Printed:
    """Everything on the page, in the language of the document."""

    language: str
    dir: str
    own_name: str
    symbol: str
    council: str
    organ: tuple[str, str]
    title: Markup
    title_plain: str
    title_language: str
    title_dir: str
    act: Markup
    description: str
    stamped: str
    session: tuple[Markup, ...]
    distribution: tuple[Markup, ...]
    page: tuple[str, str, str]
    foot: str
    notice: str
    parts: tuple[Part, ...]
    under_headings: bool
    words: dict[str, str] = field(default_factory=dict)
    draft_head: str = ""
    stamp: str = ""
    statements: tuple[Statements, ...] = ()
    alignment: Alignment | None = None
    record: tuple[Row, ...] = ()
    code: str = ""
    address: str = ""
    address_shown: str = ""


_SHOWN = ("reservations", "record", "code", "qr", "trial", "illustrative")


def printed(body: Body, language: str, facts: PrintFacts) -> Printed:
    """Return the page of a text in one language. Blocks without words in it stand in the original, marked as such."""
    title_language = language if body.title(language) else body.original
    title = body.title(title_language)
    act = _act(facts, language)
    made = tuple(parts(body, language))
    return Printed(
        language=language,
        dir=direction(language),
        own_name=NAMES[language],
        symbol=facts.symbol,
        council=facts.council.within(language),
        organ=organ(facts.council.within(language), facts.short.within(language)),
        title=set_words(title),
        title_plain=f"{facts.symbol} {plain(title)}",
        title_language=title_language,
        title_dir=direction(title_language),
        act=act,
        description=_description(act, facts, language),
        stamped=facts.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        session=tuple(_session(facts, language)),
        distribution=tuple(_distribution(body, facts, language)),
        page=_page(language),
        foot=_foot(facts, language),
        notice=_notice(facts, language),
        parts=made,
        under_headings=any(part.kind == "heading" for part in made),
        words={key: word(key, language) for key in _SHOWN},
        **_for_draft(facts, language),
        **_for_adopted(body, facts, language),
    )


def organ(name: str, short: str) -> tuple[str, str]:
    """Return the council's name in two lines: the short one, and what the full one adds to it."""
    full, brief = name.casefold(), short.casefold()
    if brief and full != brief and len(full) == len(name):
        if full.startswith(brief):
            return short, name[len(short) :].strip()
        if full.endswith(brief):
            rest = name[: -len(short)].strip()
            return short, rest[:1].lower() + rest[1:]
    return name, ""


def _act(facts: PrintFacts, language: str) -> Markup:
    """Return what the text is, under its title: its kind, what it corrects, how and when it was adopted."""
    corrects = Markup("<bdi>%s</bdi>") % facts.corrects
    if facts.adopted is None:
        return fill(f"{facts.kind}_draft", language, symbol=corrects)
    key = f"{facts.kind}_{facts.adopted.kind}"
    day = date(facts.adopted.at, facts.zone, language)
    return fill(key if key in WORDS else f"{facts.kind}_other", language, day=day, symbol=corrects)


def _description(act: Markup, facts: PrintFacts, language: str) -> str:
    if not facts.illustrative:
        return act.striptags()
    return fill("described", language, act=act, mark=word("illustrative_short", language)).striptags()


def _session(facts: PrintFacts, language: str) -> Iterable[Markup]:
    if facts.draft is not None:
        yield sentence_case(_version(facts.draft, language))
    if facts.kind != "recommendation":
        yield fill(f"{facts.kind}_named", language, symbol=Markup("<bdi>%s</bdi>") % facts.corrects)
    if facts.adopted is not None and facts.adopted.opened_at is not None:
        key = f"kind_{facts.adopted.kind}"
        yield Markup.escape(word(key if key in WORDS else "kind_other", language))
        yield fill("from", language, day=date(facts.adopted.opened_at, facts.zone, language))
        yield fill("until", language, day=date(facts.adopted.at, facts.zone, language))


def _distribution(body: Body, facts: PrintFacts, language: str) -> Iterable[Markup]:
    yield Markup.escape(word("general" if facts.adopted else "limited", language))
    yield date(facts.at, facts.zone, language)
    yield fill("original", language, language=TONGUES[language][body.original].original)


def _page(language: str) -> tuple[str, str, str]:
    before, _, rest = word("page", language).partition("{x}")
    between, _, after = rest.partition("{y}")
    return before, between, after


def _foot(facts: PrintFacts, language: str) -> str:
    if facts.illustrative:
        return word("illustrative", language)
    return word("trial", language) if facts.trial and facts.adopted else ""


def _notice(facts: PrintFacts, language: str) -> str:
    if facts.draft is not None:
        return sentence_case(fill("draft_line", language, version=_version(facts.draft, language)))
    return word("trial_line", language) if facts.trial else ""


def _version(draft: Draft, language: str) -> Markup:
    key = "draft_version" if not draft.revision else "draft_issued" if draft.issued else "draft_after"
    return fill(key, language, n=draft.version, revision=Markup("<bdi>%s</bdi>") % draft.revision)


def _for_draft(facts: PrintFacts, language: str) -> dict[str, Any]:
    if facts.draft is None:
        return {}
    head = fill("draft_head", language, version=_version(facts.draft, language))
    return {"draft_head": head, "stamp": word("stamp", language)}


def _for_adopted(body: Body, facts: PrintFacts, language: str) -> dict[str, Any]:
    adopted = facts.adopted
    if adopted is None:
        return {}
    prefix = "" if language == "en" else f"/{language}"
    url = facts.public_url.rstrip("/")
    return {
        "statements": tuple(_statements(adopted, language)),
        "alignment": _alignment(adopted, language),
        "record": tuple(record.rows(adopted, body.original, language, facts.zone)),
        "code": adopted.code,
        "address": f"{url}{prefix}/verify/{adopted.code}",
        "address_shown": f"{url.partition('://')[2]}/verify",
    }


def _statements(adopted: Adopted, language: str) -> Iterable[Statements]:
    for kind in ("reservation", "explanation", "disassociation"):
        each = tuple(_statement(one, language) for one in adopted.declared if one.kind == kind)
        if each:
            yield Statements(word(f"{kind}s", language), each)


def _statement(one: Declared, language: str) -> Statement:
    place = f" ({fill('paragraph', language, n=one.place).striptags()})" if one.place else ""
    paragraphs = [line.strip() for line in one.text.splitlines() if line.strip()]
    return Statement(
        one.state.within(language) + place, tuple((line, base_direction(line, language)) for line in paragraphs)
    )


def _alignment(adopted: Adopted, language: str) -> Alignment | None:
    if not adopted.checked:
        return None
    head = (
        word("alignment_paragraph", language),
        word("alignment_provision", language),
        word("alignment_finding", language),
    )
    rows = tuple((number, provision, word(f"grade_{grade}", language)) for number, provision, grade in adopted.checked)
    notice = word("alignment_notice", language)
    if adopted.guidance:
        notice = word("alignment_notice_other", language).replace("{title}", adopted.guidance)
    return Alignment(word("alignment", language), notice, head, rows)
