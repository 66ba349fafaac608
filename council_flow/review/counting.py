"""Which opinions count, and whose are awaited. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from council_flow.language import Titles


@dataclass(frozen=True)
class Reviewer:
    """One assigned reviewer with what he or she has done so far. ``declared``: nothing yet, free, or concerned."""

    account_id: int
    label: Titles
    declared: str | None
    interest: str = ""
    opinion: str | None = None
    reasons: str = ""
    version: int | None = None
    at: datetime | None = None
    current: bool = False
    """The opinion was given on the text as it now is."""
    grades: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    accepted: bool | None = None
    """Whether the reviewer took the task on; ``None`` where nothing was answered."""
    by_day: date | None = None
    declined_because: str = ""

    @property
    def stepped_aside(self) -> bool:
        """The reviewer declared an interest and does not count."""
        return self.declared == "concerned"

    @property
    def counts(self) -> bool:
        """The reviewer is in the base: has neither stepped aside nor declined."""
        return not self.stepped_aside and self.accepted is not False


def reviewers(
    assigned: Sequence[tuple[int, Titles]],
    interests: Mapping[int, tuple[bool, str]],
    opinions: Mapping[int, tuple[str, str, int, datetime, str]],
    content_hash: str,
    grades: Mapping[int, Mapping[str, Mapping[str, str]]] | None = None,
    replies: Mapping[int, tuple[bool, date | None, str]] | None = None,
) -> list[Reviewer]:
    """Return each assigned reviewer; ``opinions`` hold opinion, reasons, version, instant and hash by account."""
    found = []
    for account, label in assigned:
        concerned, text = interests.get(account, (None, ""))
        declared = None if concerned is None else ("concerned" if concerned else "free")
        if account in opinions:
            opinion, reasons, version, at, digest = opinions[account]
            current = digest == content_hash
            found.append(Reviewer(account, label, declared, text, opinion, reasons, version, at, current))
        else:
            found.append(Reviewer(account, label, declared, text))
    return [_with(one, grades or {}, replies or {}) for one in found]


def _with(
    one: Reviewer,
    grades: Mapping[int, Mapping[str, Mapping[str, str]]],
    replies: Mapping[int, tuple[bool, date | None, str]],
) -> Reviewer:
    accepted, by_day, because = replies.get(one.account_id, (None, None, ""))
    return replace(
        one, grades=grades.get(one.account_id) or {}, accepted=accepted, by_day=by_day, declined_because=because
    )


def counted(all_reviewers: Sequence[Reviewer]) -> tuple[int, int, list[Titles]]:
    """Return how many opinions stand on the present text, of how many reviewers, and whose are missing."""
    base = [reviewer for reviewer in all_reviewers if reviewer.counts]
    missing = [reviewer.label for reviewer in base if not reviewer.current]
    return len(base) - len(missing), len(base), missing
