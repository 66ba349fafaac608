"""Reading what the comment matrix needs beside the comments: names of versions, the PDF that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from sqlalchemy import bindparam, select
from sqlalchemy.orm import undefer

from council_flow.database import db
from council_flow.discussion import queries
from council_flow.discussion.audience import Reader
from council_flow.discussion.citing import citations, parents
from council_flow.discussion.filtering import Filter, Listing, asked, listing
from council_flow.discussion.matrix.models import MatrixPdf
from council_flow.discussion.matrix.table import Entry, Ground, entries, named, names
from council_flow.recommendations.models import Case
from council_flow.text import queries as texts
from council_flow.text.models import Version

_NAMED = select(Version.number, Version.issued, Version.name).where(
    Version.case_id == bindparam("case"), Version.issued.is_not(None) | (Version.name != "")
)


def version_names(case_id: int) -> dict[int, str]:
    """Return what versions are called beside their number: the issued revision, else the name that people gave it."""
    rows = db.session.execute(_NAMED, {"case": case_id})
    return {number: f"Rev.{issued}" if issued else name for number, issued, name in rows if issued or name}


def prepared(case_id: int, account_id: int | None) -> MatrixPdf | None:
    """Return the matrix that a person asked for as PDF, if any."""
    return db.session.execute(
        select(MatrixPdf)
        .where(MatrixPdf.case_id == case_id, MatrixPdf.account_id == account_id)
        .options(undefer(MatrixPdf.pdf))
    ).scalar_one_or_none()


@dataclass(frozen=True)
class Found:
    """The matrix of a case as one person sees it, for some filters."""

    asked: Filter
    listing: Listing
    entries: list[Entry]
    version: str
    """How the current version is called."""


def matrix(case: Case, reader: Reader, args: Mapping[str, str]) -> Found:
    """Return the comments asked for as rows of the matrix: four statements.

    Args:
        args: filters, by their names in an address.
    """
    body, wanted = texts.current(case.id, case.version).body, asked(args, reader.account)
    above, versions = parents(body), version_names(case.id)
    found = listing(queries.all_of(case.id, reader), wanted, [block.key for block in body.blocks], above)
    cited = citations(body)
    places = names(cited, {block.key: block.kind for block in body.blocks})
    rows = entries(found.comments, Ground(versions, places, cited, above))
    return Found(wanted, found, rows, named(case.version, versions))


def as_asked(query: str, reader: Reader) -> str:
    """Return what a PDF was asked for: filters, and what its reader sees. Where either differs, it is another PDF."""
    return f"{query}#{'+'.join(sorted(reader.audiences))}"


def was_asked(asked: str) -> tuple[dict[str, str], frozenset[str]]:
    """Return filters and audiences that :func:`as_asked` wrote down."""
    query, _, audiences = asked.partition("#")
    return dict(parse_qsl(query)), frozenset(audiences.split("+"))
