"""Finding documents by the symbols and addresses that texts name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flask import current_app
from sqlalchemy import and_, or_, select

from council_flow.database import db
from council_flow.publication import queries as publications
from council_flow.publication.symbols import working
from council_flow.recommendations.models import Case
from council_flow.recommendations.symbols import typed as read_symbol

_DRAFT = re.compile(r"/drafts/(?P<year>[0-9]{4})/L\.(?P<number>[0-9]{1,9})")


def address_of(symbol: str) -> str | None:
    """Return the address of a draft or of a published text by its symbol; ``None`` where there is none."""
    found = read_symbol(symbol, _council())
    if found is not None:
        address = f"/drafts/{found.year}/L.{found.number}"
        return address if address in _drafts([address]) else None
    published = publications.with_symbols([symbol])
    return published[symbol].path if symbol in published else None


def symbols_at(addresses: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return for addresses of drafts the symbol and the address that stand for them now: of what was published."""
    return _drafts(list(addresses))


def _drafts(addresses: list[str]) -> dict[str, tuple[str, str]]:
    asked = {address: match for address in addresses if (match := _DRAFT.fullmatch(address))}
    if not asked:
        return {}
    wanted = [and_(Case.year == int(one["year"]), Case.number == int(one["number"])) for one in asked.values()]
    rows = db.session.execute(select(Case.id, Case.year, Case.number).where(or_(*wanted))).all()
    issued = publications.of_cases([row.id for row in rows])
    found: dict[str, tuple[str, str]] = {}
    for row in rows:
        address = f"/drafts/{row.year}/L.{row.number}"
        publication = issued.get(row.id)
        symbol = publication.symbol if publication else working(_council(), row.year, row.number)
        found[address] = (symbol, publication.path if publication else address)
    return found


def _council() -> str:
    symbol: str = current_app.extensions["council"].symbol
    return symbol
