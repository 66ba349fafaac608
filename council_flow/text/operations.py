"""Writing texts: the first version of a case, every further one, and sealing one as an issued revision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from council_flow import access
from council_flow.access import Actor, Permission
from council_flow.audit.operations import record
from council_flow.database import db
from council_flow.discussion import operations as discussion
from council_flow.errors import Expected, Invalid, NotNow, Stale
from council_flow.language import say
from council_flow.recommendations import addresses_queries as addresses
from council_flow.recommendations import approving_operations
from council_flow.recommendations import queries as cases
from council_flow.recommendations.file import revision_symbol
from council_flow.recommendations.models import Case
from council_flow.recommendations.situation import Situation
from council_flow.text import locking, queries
from council_flow.text.blocks import Body, check, share
from council_flow.text.brackets import open_blocks
from council_flow.text.checking import reason_given
from council_flow.text.compare import compare
from council_flow.text.hashing import content_hash, language_hash
from council_flow.text.models import Version
from council_flow.text.origins import Source, origins
from council_flow.text.references import documents, renewed, resolved


def write_first(case: Case, body: Body, *, reason: str, actor: Actor, now: datetime) -> Version:
    """Write the first version of a case that is being opened in this transaction."""
    return _write(case, settled(body), parent=None, reason=_reason(reason), actor=actor, now=now)


def save(
    case_id: int,
    body: Body,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
    expected: Expected,
    taken: Sequence[Source] = (),
    restores: int | None = None,
) -> Version:
    """Save a text as a new version on the current one, and carry the comments' anchors over.

    Args:
        taken: the suggestions that it takes in, whom its changes come from.
        restores: number of the earlier version whose text it brings back.

    Raises:
        Missing, Refused: the person may not write here.
        Stale: another version was saved meanwhile; the text is not lost, the form shows both.
        Invalid: the text breaks a limit, nothing changed, or the reason is missing.
    """
    case = cases.lock(case_id)
    access.require(actor, Permission.TEXT_EDIT, cases.place(case, actor))
    reason = _reason(reason)
    parent = queries.current(case.id, case.version)
    if expected.version is not None and expected.version != case.version:
        raise Stale(
            say("The text has changed since you opened it: v%(n)s was saved. What you wrote is kept.", n=case.version),
            link=f"{case.path}/compare?a=v{expected.version}&b=v{case.version}",
        )
    locking.refuse_locked(case)
    body = settled(body)
    if body == parent.body:
        raise Invalid(say("Nothing has changed since v%(n)s.", n=case.version))
    version = _write(case, body, parent=parent, reason=reason, actor=actor, now=now, taken=taken)
    version.restores = restores
    approving_operations.fall_with_text(case, actor=actor, now=now)
    _tell_activities(Situation(case, cases.workflow_of(case), actor, now))
    return version


def settled(body: Body) -> Body:
    """Return a text whose typed references point at what they name, and whose numbers in references are those of now."""
    body = resolved(body, addresses.address_of)
    return renewed(body, addresses.symbols_at(documents(body)))


def _tell_activities(at: Situation) -> None:
    """Let what the stage holds look again at what was given on the text before."""
    for use in at.workflow.stages[at.case.stage].holds:
        cases.vocabulary().activity(use.name).written(at)


def _reason(reason: str) -> str:
    return reason_given(reason, say("Write the reason for this version: it stands in the list of versions."))


def _write(
    case: Case, body: Body, *, parent: Version | None, reason: str, actor: Actor, now: datetime,
    taken: Sequence[Source] = (),
) -> Version:  # fmt: skip
    if problems := check(body):
        raise Invalid({f"block-{key}" if key else "text": sentence for key, sentence in problems})
    version = Version(
        case_id=case.id,
        number=case.version + 1,
        parent=parent.number if parent else None,
        body_data=body.to_data(),
        content_hash=content_hash(body),
        language_hashes={language: language_hash(body, language) for language in body.languages()},
        shares={language: _share(body, language) for language in body.languages()},
        reason=reason,
        changed=_changed(parent, body),
        sources=[source.to_data() for source in taken],
        origins=origins(parent, body, case.version + 1, taken),
        author_id=actor.id,
        author_label=dict(actor.label),
        at=now,
    )
    db.session.add(version)
    db.session.flush()
    _take_over(case, version, body, now)
    if parent is not None:
        discussion.carry_anchors(case, parent.body, body, from_version=parent.number, to_version=version.number)
    record(
        "text.version.saved", actor=actor, now=now, case_id=case.id, version=version.number, reason=reason,
        content_hash=version.content_hash, changed=version.changed,
    )  # fmt: skip
    return version


def _share(body: Body, language: str) -> list[int]:
    found = share(body, language)
    return [found.follows, found.behind, found.missing]


def _changed(parent: Version | None, body: Body) -> int:
    if parent is None:
        return len(body.blocks)
    rows = compare(parent.body, body, body.original).rows
    return sum(row.status != "same" for row in rows)


def _take_over(case: Case, version: Version, body: Body, now: datetime) -> None:
    case.version, case.version_id = version.number, version.id
    case.content_hash = version.content_hash
    case.bracketed = len(open_blocks(body))
    case.titles = {language: title for language in body.languages() if (title := body.title(language))}
    case.search = " ".join([cases.working_symbol(case), *case.titles.values()]).casefold()
    case.updated_at = now


def issue(case: Case, *, actor: Actor, now: datetime) -> Version:
    """Seal the current version as the next issued revision: L.7, L.7/Rev.1, …

    A version that is sealed already stays what it is.
    """
    version = db.session.get_one(Version, case.version_id)
    if version.issued is not None:
        return version
    version.issued = 0 if case.issued is None else case.issued + 1
    version.issued_at = now
    case.issued, case.issued_version = version.issued, version.number
    record(
        "text.revision.issued", actor=actor, now=now, case_id=case.id, version=version.number,
        symbol=revision_symbol(cases.working_symbol(case), version.issued), content_hash=version.content_hash,
    )  # fmt: skip
    return version


def require_editing(case: Case, actor: Actor) -> None:
    """Raise unless the text may be written here and now by this person."""
    place = cases.visible(case, actor)
    if not place.allows.get("edit"):
        raise NotNow(say("The text is not written at the stage %(stage)s.", stage=place.stage_title), link=case.path)
    access.require(actor, Permission.TEXT_EDIT, place)
