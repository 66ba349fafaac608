"""What each person may do at each stage: worked out from the council's files, without any code of the product."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from council_flow.settings import shared_folder

EVERYBODY = frozenset({"everybody"})
"""Stands for whoever sees the file."""


@dataclass(frozen=True)
class Person:
    """One person with the roles held in the council and in the file."""

    key: str
    council: frozenset[str]
    case: frozenset[str] = frozenset()

    @property
    def roles(self) -> frozenset[str]:
        return self.council | self.case


PEOPLE = {
    "the drafter": Person("expert.kz", frozenset({"expert"}), frozenset({"drafter"})),
    "an expert": Person("expert.kg", frozenset({"expert"})),
    "a reviewer": Person("reviewer.kg", frozenset({"expert"}), frozenset({"reviewer"})),
    "a focal point": Person("focal.kz", frozenset({"focal_point"})),
    "the chair": Person("chair", frozenset({"chair"})),
    "the secretariat": Person("secretariat", frozenset({"secretariat"})),
}

WALK = ("draft", "consultation", "review", "alignment", "adoption", "adopted", "published")
"""The way of the file before each stage but the last, which it reaches from its draft."""

HOLDS = {
    "open_consultation": True,
    "open_review": False,
    "conclude_review": False,
    "open_adoption": False,
    "adopt": False,
    "publish": False,
}
"""Whether the conditions of a move hold in the file as the tests leave it at each stage."""


@cache
def _file(name: str) -> Any:
    return YAML(typ="safe").load((shared_folder("workflows") / name).read_text(encoding="utf-8"))


def stages() -> dict[str, Any]:
    return dict(_file("recommendation.yaml")["stages"])


def transitions() -> dict[str, Any]:
    return dict(_file("recommendation.yaml")["transitions"])


def begins() -> frozenset[str]:
    return frozenset(_file("recommendation.yaml")["begins"])


def granted(permission: str) -> frozenset[str]:
    return frozenset(_file("council.yaml")["permissions"][permission])


def allowed(stage: str, word: str) -> frozenset[str]:
    """Return the roles to which a stage allows a word."""
    return frozenset(stages()[stage].get("allows", {}).get(word, ()))


def answering(stage: str, activity: str) -> frozenset[str]:
    """Return the roles that answer in an activity which a stage holds."""
    use = stages()[stage].get("holds", {}).get(activity, {})
    return frozenset(use[name] for name in ("invite", "by") if name in use)


def sees(stage: str, person: Person) -> bool:
    """Who sees the file at a stage, or saw it at an earlier one."""
    passed = WALK[: WALK.index(stage) + 1] if stage in WALK else ("draft", stage)
    return any(person.roles & allowed(one, "see") for one in passed)


def answer(stage: str, person: Person, holders: Iterable[str], done: int) -> int:
    """Return the status of an act: unseen, done by nobody here, not this person's, or done."""
    holders = frozenset(holders)
    if not sees(stage, person):
        return 404
    if not holders:
        return 409
    return done if holders == EVERYBODY or holders & person.roles else 403


def leaves(stage: str, transition: str) -> bool:
    source = transitions()[transition]["from"]
    if source == "any":
        return not stages()[stage].get("final", False)
    return stage == source or (isinstance(source, list) and stage in source)


def moved(stage: str, person: Person, transition: str) -> int:
    """Return the status of a move that is asked for without a reason."""
    move = transitions()[transition]
    if not sees(stage, person):
        return 404
    if not leaves(stage, transition):
        return 409
    if not person.roles & frozenset(move["by"]):
        return 403
    if move.get("needs") and not HOLDS[transition]:
        return 409
    return 422 if move.get("reason") == "required" else 303
