"""One file as its pages show it: heading, thread of stages, tabs, moves. Pure: made from plain values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from council_flow.access import Place
from council_flow.errors import NotNow
from council_flow.language import Sentence, Titles, say, say_n
from council_flow.recommendations.approving import Approved


@dataclass(frozen=True)
class StageMark:
    """One knot on the thread of stages. ``state``: done, current, ahead or returned."""

    name: str
    title: Titles
    state: str
    when: Sentence | None


@dataclass(frozen=True)
class Tab:
    """One part of a file. ``path`` has no language prefix."""

    key: str
    label: Sentence
    path: str
    count: Sentence | None = None


@dataclass(frozen=True)
class Stay:
    """One stay in a stage, from the rows of visits; its instants in the council's zone, so that their dates are those of the seat."""

    stage: str
    entered: datetime
    left: datetime | None
    closes: datetime | None
    reason: str | None


def thread(path: list[str], titles: dict[str, Titles], stays: list[Stay], current: str) -> list[StageMark]:
    """Return the thread of stages: the main path, with what is behind and where the case is.

    A stage off the main path (withdrawn, say) is shown at the end, as the current one.
    """
    last = {stay.stage: stay for stay in stays}
    at = path.index(current) if current in path else len(path)
    marks = [_mark(name, titles[name], last.get(name), index, at) for index, name in enumerate(path)]
    if current not in path:
        marks = [mark for mark in marks if mark.state == "done"]
        marks.append(StageMark(current, titles[current], "current", _since(last.get(current))))
    return marks


def _mark(name: str, title: Titles, stay: Stay | None, index: int, at: int) -> StageMark:
    if index == at:
        return StageMark(name, title, "current", _since(stay))
    if index < at:
        return StageMark(name, title, "done", _closed(stay))
    if stay is not None and stay.left is not None:
        return StageMark(name, title, "returned", say("returned %(day)s", day=stay.left.date()))
    return StageMark(name, title, "ahead", None)


def _closed(stay: Stay | None) -> Sentence | None:
    return say("closed %(day)s", day=stay.left.date()) if stay and stay.left else None


def _since(stay: Stay | None) -> Sentence | None:
    if stay is None:
        return None
    if stay.closes:
        return say("since %(day)s, until %(end)s", day=stay.entered.date(), end=stay.closes.date())
    return say("since %(day)s", day=stay.entered.date())


def revision_symbol(symbol: str, issued: int | None) -> str:
    """Return the symbol of an issued revision: ``REC/2026/L.7/Rev.3``; revision 0 is the symbol itself."""
    return f"{symbol}/Rev.{issued}" if issued else symbol


@dataclass(frozen=True)
class Counts:
    """What the tabs of a file count, from the row of the case."""

    versions: int
    comments: int
    open_comments: int
    invited: int
    answers: int
    reviewers: int
    opinions: int
    gaps: int | None
    documents: int

    @classmethod
    def of(cls, case: Any) -> Counts:
        """Return them from the row of a case, which keeps each under the same name."""
        named = {field.name: getattr(case, field.name) for field in fields(cls) if field.name != "versions"}
        return cls(versions=case.version, **named)


def tabs(path: str, counts: Counts, rooms: Collection[str]) -> list[Tab]:
    """Return the parts of a file with what each counts. ``rooms`` are those that its procedure leads through."""
    of = say("%(done)s of %(all)s", done=counts.answers, all=counts.invited) if counts.invited else None
    reviews = say("%(done)s of %(all)s", done=counts.opinions, all=counts.reviewers) if counts.reviewers else None
    gaps = say_n("%(n)s gap", "%(n)s gaps", counts.gaps) if counts.gaps else None
    parts = [
        Tab("text", say("Text"), path),
        Tab("versions", say("Versions"), f"{path}/versions", say("%(n)s", n=counts.versions)),
        Tab("comments", say("Comments"), f"{path}/comments", _open(counts)),
        Tab("documents", say("Documents"), f"{path}/documents", _number(counts.documents)),
        Tab("consultation", say("Consultation"), f"{path}/consultation", of),
        Tab("review", say("Reviews"), f"{path}/review", reviews),
        Tab("alignment", say("Alignment"), f"{path}/alignment", gaps),
        Tab("adoption", say("Adoption"), f"{path}/adoption"),
        Tab("history", say("History"), f"{path}/history"),
    ]
    return [tab for tab in parts if tab.key in ALWAYS or tab.key in rooms]


ALWAYS = frozenset({"text", "versions", "comments", "documents", "history"})
"""Parts that every file has."""


def _open(counts: Counts) -> Sentence | None:
    if not counts.comments:
        return None
    if counts.open_comments:
        return say("%(open)s open", open=counts.open_comments)
    return say("%(n)s", n=counts.comments)


def _number(n: int) -> Sentence | None:
    return say("%(n)s", n=n) if n else None


@dataclass(frozen=True)
class File:
    """One file as one person sees it now: what every tab's heading and panel need."""

    case: Any
    place: Place
    workflow: Any
    symbol: str
    issued_symbol: str
    path: str
    title: Titles
    original: str
    date: datetime
    version: int
    version_label: Sentence
    stage: str
    stage_title: Titles
    stages: list[StageMark]
    tabs: list[Tab]
    choices: list[Any]
    approvals: list[Approved]
    """Approvals given in the present stay, also those that no longer count."""
    followed: bool
    corrects: Any | None
    """The publication that the file corrects (``publication.models.Publication``)."""

    def opened(self) -> None:
        """Do nothing where the person may read the text.

        Raises:
            NotNow: the person reviews it, and has not declared interests yet.
        """
        if self.place.undeclared:
            raise NotNow(say("Declare your interests first; the text opens then."), link=f"{self.path}/review")

    @property
    def stem(self) -> str:
        """Its symbol as the beginning of a file's name: ``REC-2026-L.7``."""
        return self.symbol.replace("/", "-")

    @property
    def next(self) -> Any | None:
        """The move along the main path, if there is one from here."""
        ahead = [choice for choice in self.choices if not choice.grave and not choice.clock]
        return ahead[0] if ahead else None

    @property
    def others(self) -> list[Any]:
        """The other moves that this person's roles may make."""
        return [choice for choice in self.choices if choice is not self.next and choice.holder and not choice.clock]

    @property
    def expected(self) -> dict[str, int]:
        """What a form on this page is drawn from."""
        return {"version": self.version, "visit": self.case.visit}


def version_label(version: int, issued: int | None, is_issued: bool) -> Sentence:
    """Return how a version is called: "Rev.3" when sealed, else "v12, after Rev.3"."""
    if is_issued and issued:
        return say("Rev.%(n)s", n=issued)
    if issued:
        return say("v%(version)s, after Rev.%(n)s", version=version, n=issued)
    return say("v%(version)s", version=version)
