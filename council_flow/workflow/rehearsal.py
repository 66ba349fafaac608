"""Plays cases through a workflow with a clock that is set and people who act at random, yet the same for one seed.

Nothing here knows the database or the running time. What people do is chance; what they can do is the file alone, so
that a stage nobody ever reaches, or a condition that never holds, is a finding about the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from council_flow.workflow.council import Council
from council_flow.workflow.definition import Transition, Use, Workflow
from council_flow.workflow.durations import closes
from council_flow.workflow.played import Cast, Played, Stay, by_chance, spelled
from council_flow.workflow.vocabulary import Vocabulary

FROM = datetime(2026, 1, 5, 4, 0, tzinfo=UTC)
"""When the cases of a rehearsal are opened unless told otherwise: a Monday, 9 o'clock in Tashkent."""

MOVES = 400
"""A case that has made so many moves without an end, or four for each stage of a large file, is left unfinished."""

LONGEST = timedelta(days=3653)
"""So is one that has taken so long: ten years."""

AHEAD, BESIDE, SAME, GRAVE, OVERDUE = 0.5, 0.15, 0.05, 0.002, 0.08
"""How likely somebody makes a move that is open when looking at a case: along the main path, beside it, a decision
that leaves the stage as it is, with a reason, and with a reason once the stay has lasted longer than it should."""

ENDS = 0.25
"""How much less likely a move with a reason is that ends the case."""

NEGLECT = 0.04
"""How likely a case is left lying in a stage out of which the clock moves it."""

EDIT = 0.2
"""How likely the text is changed where somebody may. Each change in a stay makes the next half as likely."""


@dataclass(frozen=True)
class Made:
    """One move of a played case. ``by`` names who approved it; empty where the clock made it."""

    at: datetime
    stage: str
    transition: str
    to: str
    by: tuple[str, ...]
    stays: bool = False
    """A decision that left the stage as it was."""


@dataclass
class Run:
    """What became of one case: the moves it made, where and when it stopped, which conditions were asked and held."""

    start: datetime
    stage: str
    at: datetime
    moves: list[Made] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Option:
    """A move out of a stage, with who can make it and how likely somebody does."""

    transition: Transition
    people: tuple[str, ...]
    chance: float
    late: float
    needs: tuple[tuple[str, Use], ...]


def play(
    workflow: Workflow, vocabulary: Vocabulary, council: Council, *, seed: int, cases: int, start: datetime
) -> Iterator[Run]:
    """Play cases one after the other, each opened at ``start``. A case is the same however many are played after it."""
    book = _Book(workflow, vocabulary, council)
    for number in range(cases):
        yield _Case(book, Random(f"{seed}:{number}"), start).play()  # noqa: S311 - chance that can be repeated


class _Book:
    """What is the same for every case: who there is, and the options at each stage."""

    def __init__(self, workflow: Workflow, vocabulary: Vocabulary, council: Council) -> None:
        self.workflow, self.vocabulary, self.council = workflow, vocabulary, council
        self.cast = Cast.of(workflow, council)
        self.moves = max(MOVES, 4 * len(workflow.stages))
        self._options: dict[str, tuple[Option, ...]] = {}

    def options(self, stage: str) -> tuple[Option, ...]:
        """Return the moves out of a stage, in the order of the file."""
        if stage not in self._options:
            self._options[stage] = tuple(self._option(one, stage) for one in self.workflow.leaving(stage))
        return self._options[stage]

    def _option(self, transition: Transition, stage: str) -> Option:
        chance, late = _chances(self.workflow, transition, stage)
        return Option(
            transition=transition,
            people=self.cast.holding(transition.by),
            chance=chance,
            late=late,
            needs=tuple((spelled(use), use) for use in transition.needs),
        )


def _chances(workflow: Workflow, transition: Transition, stage: str) -> tuple[float, float]:
    """Return how likely a move is, and how likely once the stay has lasted longer than it should."""
    if transition.reason_required:
        less = ENDS if transition.to is not None and workflow.stages[transition.to].final else 1
        return GRAVE * less, OVERDUE * less
    if transition.to is None:
        return SAME, SAME
    return (AHEAD, AHEAD) if workflow.ahead(transition, stage) else (BESIDE, BESIDE)


class _Case:
    """One case being played."""

    def __init__(self, book: _Book, random: Random, start: datetime) -> None:
        self.book, self.random = book, random
        self.run = Run(start, book.workflow.initial, start)
        self.played = Played(
            workflow=book.workflow, council=book.council, cast=book.cast, random=random, now=start, stays=[],
            text_at=start,
        )  # fmt: skip
        self.ripe: list[tuple[datetime, Option]] = []
        self.given: dict[str, list[str]] = {}
        self.edits = 0
        self.idle_until = start
        self._enter(book.workflow.initial)

    def play(self) -> Run:
        """Let people and the clock act until the case is at an end, or has taken too long."""
        played, run = self.played, self.run
        while self._goes_on():
            played.now = self._next()
            self._look()
        run.stage, run.at = played.stage, played.now
        return run

    def _goes_on(self) -> bool:
        played, run = self.played, self.run
        return not played.stay.stage.final and len(run.moves) < self.book.moves and played.now - run.start < LONGEST

    def _next(self) -> datetime:
        """Return when somebody looks at the case next: the longer it lies, the more rarely. The clock is punctual."""
        played = self.played
        most = max(timedelta(days=1), (played.now - played.entered) / 6)
        later = played.now + timedelta(minutes=self.random.randint(60, int(most.total_seconds() / 60)))
        due = [at for at, _ in self.ripe] + ([played.closes_at] if played.closes_at else [])
        return min([later, *(at for at in due if at > played.now)])

    def _look(self) -> None:
        """Let one thing happen at this instant, or nothing: the clock comes before people."""
        verdicts: dict[str, bool] = {}
        for at, option in self.ripe:
            if at <= self.played.now and self._holds(option, verdicts):
                self._make(option, ())
                return
        if self.played.now < self.idle_until:
            return
        self._edit()
        open_now = [one for one in self.book.options(self.played.stage) if not one.transition.after]
        for option, holds in [(one, self._holds(one, verdicts)) for one in open_now]:
            if holds and self._somebody(option):
                return

    def _holds(self, option: Option, verdicts: dict[str, bool]) -> bool:
        """Answer whether every condition of a move holds. All are asked, as on a page; equal ones once."""
        for key, use in option.needs:
            if key not in verdicts:
                verdicts[key] = self._ask(use)
                self.run.asked[key] += 1
                self.run.held[key] += verdicts[key]
        return all(verdicts[key] for key, _ in option.needs)

    def _ask(self, use: Use) -> bool:
        model = self.book.vocabulary.rehearsals.get(use.name)
        return by_chance(self.played, use) if model is None else bool(model(self.played, **use.params))

    def _edit(self) -> None:
        """Change the text, perhaps. Approvals stood on the text as it was."""
        played = self.played
        if played.lets("edit", played.stay) and self.random.random() < EDIT / 2**self.edits:
            self.edits += 1
            played.edits += 1
            played.text_at = played.now
            self.given.clear()

    def _somebody(self, option: Option) -> bool:
        """Let somebody who has not done so yet approve a move, perhaps. The last approval makes it."""
        given = self.given.get(option.transition.name, [])
        free = [person for person in option.people if person not in given]
        overdue = self.played.now >= self.played.entered + self.played.stay.length
        if not free or self.random.random() >= (option.late if overdue else option.chance):
            return False
        given = self.given[option.transition.name] = [*given, self.random.choice(free)]
        if len(given) >= option.transition.approvals:
            self._make(option, tuple(given))
        return True

    def _make(self, option: Option, by: tuple[str, ...]) -> None:
        played, transition = self.played, option.transition
        to = transition.to or played.stage
        self.run.moves.append(Made(played.now, played.stage, transition.name, to, by, transition.to is None))
        played.done |= {use.name: played.now for use in transition.does}
        if transition.to is None:
            del self.given[transition.name]
            return
        played.stay.left = played.now
        self._enter(to)

    def _enter(self, stage: str) -> None:
        """Begin a stay: activities open, the clock is set, approvals count from none."""
        played, calendar = self.played, self.book.council.calendar
        found = played.workflow.stages[stage]
        ends = [closes(use.params["lasts"], played.now, calendar) for use in found.holds if use.params.get("lasts")]
        played.stays.append(Stay(len(played.stays) + 1, found, played.now, max(ends, default=None)))
        self.ripe = [
            (closes(option.transition.after, played.now, calendar), option)
            for option in self.book.options(stage)
            if option.transition.after
        ]
        neglected = bool(self.ripe) and self.random.random() < NEGLECT
        self.idle_until = max(at for at, _ in self.ripe) if neglected else played.now
        self.edits = 0
        self.given.clear()
