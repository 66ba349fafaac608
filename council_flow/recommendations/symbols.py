"""Working symbols as people type them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TYPED = re.compile(
    r"(?:(?P<council>[^/]+)/)?(?P<year>[0-9]{4})/L\.(?P<number>[1-9][0-9]{0,8})(?:/Rev\.(?P<issued>[1-9][0-9]{0,8}))?",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True)
class Typed:
    """The file that a symbol names, and its issued revision where one is named."""

    year: int
    number: int
    issued: int = 0


def typed(symbol: str, council: str) -> Typed | None:
    """Read ``REC/2026/L.7``, ``REC/2026/L.7/Rev.2`` or ``2026/L.7``; ``None`` for anything else.

    ``council`` is the first part of every symbol; a symbol that begins otherwise is another council's.
    """
    found = _TYPED.fullmatch(symbol.strip())
    if found is None or (found["council"] or council).casefold() != council.casefold():
        return None
    return Typed(int(found["year"]), int(found["number"]), int(found["issued"] or 0))
