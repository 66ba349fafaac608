"""What the worker does for publication: rendering the PDFs of an adopted text, and drafts that somebody asked for.

Each reads first, renders outside of any transaction, then stores: a slow page holds up no writer.
"""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from sqlalchemy import select

from council_flow.access import CLOCK
from council_flow.adoption import queries as adoption
from council_flow.adoption.queries import Adoption
from council_flow.alignment import queries as alignment
from council_flow.audit import queries as audit
from council_flow.database import db, transaction
from council_flow.language import Titles
from council_flow.notifications.work import Hopeless, Payload, job
from council_flow.publication import adapters, operations, queries
from council_flow.publication.kinds import decided_by_states, kind_of
from council_flow.publication.models import DraftPdf, Publication
from council_flow.publication.printing import Draft, Printed, PrintFacts, printed
from council_flow.publication.record_of_adoption import Adopted, Declared
from council_flow.recommendations import queries as cases
from council_flow.recommendations.file import revision_symbol
from council_flow.recommendations.models import Approval, Case
from council_flow.settings import Settings
from council_flow.text import queries as text
from council_flow.text.blocks import Body
from council_flow.text.hashing import content_hash, language_hash
from council_flow.text.models import Version

Head = tuple[int, str]

ASSIGNED = "publication.symbol.assigned"
"""Tag of the entry that says who gave a text its symbol."""

ILLUSTRATIVE = "demo-council.txt"
"""File in the instance folder that marks a database of invented content."""

TRIES = 3
"""How often a page is set anew because another worker printed another head of the record first."""


@job("publication.render")
def render(payload: Payload, now: datetime) -> None:
    """Render and keep one language of a publication. All its PDFs print the same head of the record.

    Raises:
        Hopeless: the text is not the one that was adopted.
    """
    publication_id, language = payload["publication"], payload["language"]
    for _ in range(TRIES):
        made = _publication_page(publication_id, language)
        db.session.rollback()
        if made is None:
            return
        page, head = made
        pdf, signed = _pdf(page)
        with transaction():
            if _keep(publication_id, language, pdf, signed, head, now):
                return
    raise RuntimeError("another worker keeps printing another head of the record")


def _keep(publication_id: int, language: str, pdf: bytes, signed: bool, head: Head, now: datetime) -> bool:
    publication = _publication(publication_id)
    cases.lock(publication.case_id)
    db.session.refresh(publication)
    if publication.head_number is not None and (publication.head_number, publication.head_hash) != head:
        return False
    operations.keep_pdf(publication_id, language, pdf, signed=signed, head=head, actor=CLOCK, now=now)
    return True


def _publication_page(publication_id: int, language: str) -> tuple[Printed, Head] | None:
    """Return the page with the head it prints; ``None`` where the PDF is kept already."""
    publication = _publication(publication_id)
    if any(issue.language == language for issue in queries.issues(publication_id)):
        return None
    case = cases.get(publication.case_id)
    version = text.current(case.id, publication.version)
    body = version.body
    if (content_hash(body), language_hash(body, language)) != (
        publication.content_hash,
        publication.language_hashes.get(language),
    ):
        raise Hopeless(f"the text of {publication.symbol} is not the one that was adopted")
    head = _head(publication)
    facts = _facts(
        publication.symbol, publication.prepared_at, trial=publication.trial, kind=publication.kind,
        corrects=publication.corrected, adopted=_adopted(publication, case, version, language, head),
    )  # fmt: skip
    return printed(body, language, facts), head


def _publication(publication_id: int) -> Publication:
    found = db.session.get(Publication, publication_id)
    if found is None:
        raise Hopeless(f"there is no publication {publication_id}")
    return found


def _head(publication: Publication) -> Head:
    if publication.head_number is not None:
        return publication.head_number, publication.head_hash or ""
    held = audit.head()
    if held is None:
        raise Hopeless("the record is empty")
    return held.seq, held.hash


def _adopted(publication: Publication, case: Case, version: Version, language: str, head: Head) -> Adopted:
    carried = _carried(publication, case)
    corrected = queries.in_register(publication.corrects_id)
    return Adopted(
        at=publication.adopted_at,
        opened_at=carried.opened_at if carried else None,
        kind=carried.kind if carried else "",
        text_symbol=_symbol(case, version),
        content_hash=publication.content_hash,
        language_hash=publication.language_hashes[language],
        head=head,
        code=publication.code,
        declared=_declared(carried),
        checked=tuple(alignment.printed(case)),
        guidance=alignment.other_guidance(case),
        approvals=_approvals(case.id, publication),
        corrects=(corrected.symbol, corrected.code) if corrected else None,
    )


def _declared(carried: Adoption | None) -> tuple[Declared, ...]:
    return tuple(Declared(one.state, one.kind, one.place, one.text) for one in (carried.declared if carried else ()))


def _carried(publication: Publication, case: Case) -> Adoption | None:
    """Return how States adopted the text; ``None`` where the procedure does not ask them."""
    if not decided_by_states(cases.workflow_of(case)):
        return None
    carried = adoption.adoption(case)
    if carried is None or carried.content_hash != publication.content_hash:
        raise Hopeless(f"the text of {publication.symbol} was not carried")
    return carried


def _symbol(case: Case, version: Version) -> str:
    """Return the symbol under which a version was issued, or the working symbol with the version's number."""
    symbol = cases.working_symbol(case)
    return f"{symbol}/v{version.number}" if version.issued is None else revision_symbol(symbol, version.issued)


def _approvals(case_id: int, publication: Publication) -> tuple[Titles, ...]:
    """Return who approved exactly this text, up to the instant at which it received its symbol.

    Where one person decides, there are no approvals: it is then whoever gave the symbol.
    """
    given = select(Approval.label).where(
        Approval.case_id == case_id, Approval.content_hash == publication.content_hash,
        Approval.taken_back_at.is_(None), Approval.fell_at.is_(None), Approval.at <= publication.prepared_at,
    )  # fmt: skip
    found = tuple(Titles(label) for label in db.session.execute(given.order_by(Approval.at)).scalars())
    return found or _giver(case_id)


def _giver(case_id: int) -> tuple[Titles, ...]:
    lines = (line for line in audit.all_lines(case_id) if line.entry.tag == ASSIGNED)
    return tuple(line.actor for line in lines if line.entry.actor_id is not None)


@job("publication.draft")
def draft(payload: Payload, now: datetime) -> None:
    """Render a version of a draft that somebody asked for."""
    page = _draft_page(payload["draft"])
    db.session.rollback()
    if page is None:
        return
    pdf = adapters.render(page)
    with transaction():
        row = db.session.get(DraftPdf, payload["draft"])
        if row is not None and row.rendered_at is None:
            row.pdf, row.rendered_at = pdf, now


def _draft_page(draft_id: int) -> Printed | None:
    """Return the page of a draft; ``None`` where it is rendered already or no longer asked for."""
    row = db.session.get(DraftPdf, draft_id)
    if row is None or row.rendered_at is not None:
        return None
    case = cases.get(row.case_id)
    version = text.current(case.id, row.version)
    body: Body = version.body
    sealed = version.issued is not None
    before = [one.issued for one in text.issued(case.id) if one.number <= version.number]
    revision = f"Rev.{before[-1]}" if before and before[-1] else ""
    corrected = queries.in_register(case.corrects_id)
    facts = _facts(
        revision_symbol(cases.working_symbol(case), version.issued), version.issued_at or version.at,
        draft=Draft(version.number, revision, sealed), kind=kind_of(cases.workflow_of(case)),
        corrects=corrected.symbol if corrected else "",
    )  # fmt: skip
    return printed(body, row.language, facts)


def _facts(
    symbol: str, at: datetime, *, kind: str, corrects: str, adopted: Adopted | None = None, draft: Draft | None = None,
    trial: bool = False,
) -> PrintFacts:  # fmt: skip
    council, settings = current_app.extensions["council"], _settings()
    return PrintFacts(
        symbol=symbol, council=council.name, short=council.short, zone=str(council.zone), at=at, kind=kind, corrects=corrects,
        public_url=settings.public_url, adopted=adopted, draft=draft, trial=trial, illustrative=_illustrative(settings),
    )  # fmt: skip


def _settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def _illustrative(settings: Settings) -> bool:
    return settings.illustrative or (settings.instance / ILLUSTRATIVE).is_file()


def _pdf(page: Printed) -> tuple[bytes, bool]:
    """Return the PDF, signed where a certificate is set."""
    settings = _settings()
    pdf = adapters.render(page)
    return (adapters.sign(pdf, settings), True) if adapters.signs(settings) else (pdf, False)
