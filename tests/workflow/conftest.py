"""A vocabulary with the words of the shipped workflow, and a small sound file to change in one place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, Field, model_validator

from council_flow.language import say
from council_flow.workflow import Duration, RoleName, Verdict, Vocabulary, Workflow, check

ROOT = Path(__file__).resolve().parents[2]


class Round(BaseModel):
    invite: RoleName
    guests: RoleName | None = None
    lasts: Duration
    remind: list[Duration] = []
    delegations: str = "open"


class Reviewing(BaseModel):
    by: RoleName
    reviewers: int = Field(default=1, ge=1)
    lasts: Duration | None = None
    criteria: list[str] = Field(default_factory=list)
    blind: str = "open"

    @model_validator(mode="after")
    def few(self) -> Reviewing:
        """Refuse more reviewers than there is time for."""
        if self.reviewers > 8:
            raise ValueError("too many")
        return self


class Aligning(BaseModel):
    by: RoleName
    second: RoleName | None = None
    catalogue: str


class Adopting(BaseModel):
    by: RoleName
    procedure: Literal["silence", "consensus", "roll_call", "written"]
    quorum: str | None = None
    majority: str | None = None
    base: str | None = None
    tie: str | None = None
    lasts: Duration | None = None


class Room:
    """An activity that does nothing."""

    def entered(self, situation: Any, settings: Mapping[str, Any], closes_at: Any) -> None: ...

    def left(self, situation: Any) -> None: ...

    def due(self, situation: Any, settings: Mapping[str, Any]) -> None: ...


def yes(situation: Any) -> Verdict:
    return Verdict(True, say("It holds."))


def at_least(situation: Any, *, at_least: int = 1) -> Verdict:
    return Verdict(at_least < 3, say("%(n)s of them.", n=at_least), "/somewhere")


def answered(situation: Any, *, answers: int) -> Verdict:
    return Verdict(False, say("Replies from 2 States; %(n)s are needed.", n=answers), "/consultation")


def nothing(situation: Any) -> None: ...


def assign_symbol(
    situation: Any, *, kind: Literal["recommendation", "corrigendum", "practice"] = "recommendation"
) -> None:
    """Do nothing, with the parameter of the room's own effect."""


def make() -> Vocabulary:
    """Return the words that the shipped procedures use."""
    words = Vocabulary()
    for name in ("text.has_operative_paragraphs", "text.no_brackets", "discussion.all_disposed",
                 "discussion.accepted_taken_in", "alignment.complete",
                 "adoption.carried", "publication.names_corrected", "publication.ready"):  # fmt: skip
        words.condition(name, title=say("A condition"))(yes)
    words.condition("consultation.closed", title=say("%(answers)s answers have arrived"))(answered)
    words.condition("review.completed", title=say("Reviews are in"))(at_least)
    for name in ("text.issue", "publication.render", "publication.issue"):
        words.effect(name)(nothing)
    words.effect("publication.assign_symbol")(assign_symbol)
    words.activity("consultation", settings=Round)(Room)
    words.activity("review", settings=Reviewing)(Room())
    words.activity("alignment", settings=Aligning)(Room())
    words.activity("adoption", settings=Adopting)(Room())
    return words


@pytest.fixture(scope="session")
def words() -> Vocabulary:
    return make()


@pytest.fixture(scope="session")
def recommendation(words: Vocabulary) -> Workflow:
    workflow, problems = check(ROOT / "workflows" / "recommendation.yaml", words)
    assert problems == []
    assert workflow is not None
    return workflow
