"""Who sees a comment: the whole council, the drafting group, the chair, or the delegation of a State until it is released.

One rule for every page, file and message. Pure.

The roles are read from the procedure. The drafting group are those who write the text or give dispositions at some
stage. The chair are those who lead the file on from a stage where comments are written or answered, or who make a move
that needs several approvals. The author of a comment always sees it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from council_flow.discussion.words import CHAIR, COUNCIL, DELEGATION, GROUP
from council_flow.language import Titles
from council_flow.recommendations.holders import leading
from council_flow.workflow import Workflow

DISCUSSED = frozenset({"comment", "suggest", "dispose"})
DRAFTED = frozenset({"edit", "dispose"})


@dataclass(frozen=True)
class Reader:
    """Who reads comments: made once for a page, asked for by every query."""

    account: int | None
    audiences: frozenset[str] = frozenset({COUNCIL})
    """Those to which the person belongs."""

    def sees(self, audience: str, author: int | None) -> bool:
        """Answer whether the person sees a comment written to this audience by this account."""
        return audience in self.audiences or (author is not None and author == self.account)


_OF_STATE = "@"


def delegation_of(state: str) -> str:
    """Return the audience that is the delegation of a State: everybody whom this State has named."""
    return f"{_OF_STATE}{state}"


def state_of(audience: str) -> str | None:
    """Return the State whose delegation an audience is; ``None`` for any other audience."""
    return audience.removeprefix(_OF_STATE) if audience.startswith(_OF_STATE) else None


def held(workflow: Workflow, stage: str) -> bool:
    """Answer whether what a State's people write at a stage stays in their delegation until it is released."""
    return any(
        use.name == "consultation" and use.params.get("delegations") == "held" for use in workflow.stages[stage].holds
    )


def members(workflow: Workflow, audience: str) -> frozenset[str]:
    """Return the roles of a limited audience in a procedure; none where it has no such audience."""
    return _group(workflow) if audience == GROUP else _chair(workflow) if audience == CHAIR else frozenset()


@lru_cache(maxsize=256)
def _group(workflow: Workflow) -> frozenset[str]:
    stages = workflow.stages.values()
    return frozenset(role for stage in stages for word in DRAFTED for role in stage.allows.get(word, frozenset()))


@lru_cache(maxsize=256)
def _chair(workflow: Workflow) -> frozenset[str]:
    discussed = [name for name, stage in workflow.stages.items() if DISCUSSED & {*stage.allows}]
    found = {role for name in discussed for role in leading(workflow, name)}
    return frozenset(found.union(*(move.by for move in workflow.transitions.values() if move.approvals > 1)))


def reader(workflow: Workflow, roles: Collection[str], account: int | None, state: str | None) -> Reader:
    """Return how somebody who holds these roles in a case, has this account, and was named by this State, reads its comments."""
    found = [audience for audience in (GROUP, CHAIR) if members(workflow, audience).intersection(roles)]
    own = [delegation_of(state)] if state else []
    return Reader(account, frozenset({COUNCIL, *found, *own}))


def reader_at(workflow: Workflow, there: Any, actor: Any) -> Reader:
    """Return how a person (``access/actor.py``) reads comments at a place (``access/place.py``)."""
    return reader(workflow, there.roles, actor.id if actor else None, actor.state if actor else None)


def reader_of(file: Any, actor: Any) -> Reader:
    """Return how a person reads the comments of a file (``recommendations/file.py``)."""
    return reader_at(file.workflow, file.place, actor)


def offered(workflow: Workflow, state: str | None) -> list[tuple[str, Sequence[Titles]]]:
    """Return the audiences that a person of a State may write a comment to, each with the roles that it has."""
    named = [(audience, members(workflow, audience)) for audience in (GROUP, CHAIR)]
    titles = [
        (audience, [role.title for name, role in workflow.roles.items() if name in roles])
        for audience, roles in named
        if roles
    ]
    own: list[tuple[str, Sequence[Titles]]] = [(DELEGATION, [])] if state else []
    return [(COUNCIL, []), *titles, *own]


LIMITED = "limited:"


def mark_of(audience: str, author: object) -> str:
    """Return the subject under which acts on a comment of a limited audience stand in the record."""
    return f"{LIMITED}{audience}:{author}"


def may_read(reader: Reader | None, subject: str | None) -> bool:
    """Answer whether a person may read an entry of the record, by its subject."""
    if subject is None or not subject.startswith(LIMITED):
        return True
    audience, _, author = subject.removeprefix(LIMITED).partition(":")
    return reader is not None and reader.sees(audience, int(author) if author.isdecimal() else None)
