"""What each person may do at each stage: worked out from the council's files, without any code of the product."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
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

WRITING = ("edit", "comment", "suggest", "dispose")
"""Words of a stage for those who write something there."""

HOLDS = {
    "open_consultation": True,
    "open_review": False,
    "conclude_review": False,
    "open_adoption": False,
    "adopt": False,
    "publish": False,
}
"""Whether the conditions of a move hold in the file as the tests leave it at each stage."""


FOLDER = shared_folder("workflows")
SHIPPED = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.yaml") if path.name != "council.yaml")
"""Every procedure that the product brings, by its path."""


@cache
def _file(name: str) -> Any:
    return YAML(typ="safe").load((FOLDER / name).read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Procedure:
    """One file, read as plain mappings and lists."""

    path: str

    def roles(self) -> dict[str, Any]:
        return dict(_file(self.path)["roles"])

    def stages(self) -> dict[str, Any]:
        return dict(_file(self.path)["stages"])

    def transitions(self) -> dict[str, Any]:
        return dict(_file(self.path)["transitions"])

    def begins(self) -> frozenset[str]:
        council = (name for name, role in self.roles().items() if role["assigned"] == "council")
        return frozenset(_file(self.path).get("begins", council))

    def allowed(self, stage: str, word: str) -> frozenset[str]:
        """Return the roles to which a stage allows a word; whoever does anything there also sees."""
        words = self.stages()[stage].get("allows", {})
        return frozenset().union(*words.values()) if word == "see" else frozenset(words.get(word, ()))

    def answering(self, stage: str, activity: str) -> frozenset[str]:
        """Return the roles that answer in an activity which a stage holds."""
        use = self.stages()[stage].get("holds", {}).get(activity, {})
        return frozenset(use[name] for name in ("invite", "guests", "by") if name in use)

    def leaves(self, stage: str, transition: str) -> bool:
        source = self.transitions()[transition]["from"]
        if source == "any":
            return not self.stages()[stage].get("final", False)
        return stage == source or (isinstance(source, list) and stage in source)

    def deciding(self, stage: str) -> frozenset[str]:
        """Return the roles that make a move from a stage."""
        moves = self.transitions()
        return frozenset().union(*(moves[name].get("by", ()) for name in moves if self.leaves(stage, name)))

    def leading(self, stage: str) -> frozenset[str]:
        """Return the roles that make the next move of the main path."""
        way = self.way(_file(self.path)["initial"]) or []
        steps = list(pairwise(way))
        ahead = [
            move["by"]
            for name, move in self.transitions().items()
            if "by" in move and "reason" not in move and self.leaves(stage, name) and (stage, move["to"]) in steps
        ]
        return frozenset().union(*ahead)

    def way(self, stage: str, passed: tuple[str, ...] = ()) -> list[str] | None:
        """Return the main path: the first way to an end, in the order of the file, by moves that ask for no reason."""
        if self.stages()[stage].get("final", False):
            return [stage]
        for name, move in self.transitions().items():
            if (
                self.leaves(stage, name)
                and "by" in move
                and "reason" not in move
                and move["to"] not in (*passed, stage)
            ):
                rest = self.way(move["to"], (*passed, stage)) if move["to"] != "same" else None
                if rest:
                    return [stage, *rest]
        return None


RECOMMENDATION = Procedure("recommendation.yaml")
"""The procedure through which the tests of pages lead a file."""

stages, transitions, begins = RECOMMENDATION.stages, RECOMMENDATION.transitions, RECOMMENDATION.begins
allowed, answering, leaves = RECOMMENDATION.allowed, RECOMMENDATION.answering, RECOMMENDATION.leaves


def granted(permission: str) -> frozenset[str]:
    return frozenset(_file("council.yaml")["permissions"][permission])


NOBODY = frozenset({"nobody"})
"""Stands for those who do a thing at a stage where nobody does and where that is no matter of the stage."""


def leading(stage: str) -> frozenset[str]:
    return RECOMMENDATION.leading(stage)


def contributing(stage: str) -> frozenset[str]:
    """Return the roles that write anything at a stage, lead the file on from there, or add documents to every file."""
    return granted("document.add").union(*(allowed(stage, word) for word in WRITING), leading(stage))


def sees(stage: str, person: Person) -> bool:
    """Who sees the file at a stage, or saw it at an earlier one."""
    passed = WALK[: WALK.index(stage) + 1] if stage in WALK else ("draft", stage)
    return any(person.roles & allowed(one, "see") for one in passed)


def locked(stage: str) -> int:
    """Return the status of a lock: there is one where the text, or a suggestion for it, is written."""
    return 303 if allowed(stage, "edit") | allowed(stage, "suggest") else 409


def answer(stage: str, person: Person, holders: Iterable[str], done: int | Callable[[str], int]) -> int:
    """Return the status of an act: unseen, done by nobody here, not this person's, or done."""
    holders = frozenset(holders)
    if not sees(stage, person):
        return 404
    if not holders:
        return 409
    if holders != EVERYBODY and not holders & person.roles:
        return 403
    return done(stage) if callable(done) else done


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
