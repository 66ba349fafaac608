"""Where a person acts: a case at its stage, as far as permission needs to know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from council_flow.language import Titles


@dataclass(frozen=True)
class Place:
    """A case seen by one person.

    ``allows`` maps each word of the workflow file (see, edit, comment, suggest, dispose) to roles; ``answers`` maps
    each activity of the stage to the roles that answer in it; ``roles`` are the person's, in council and case.
    """

    roles: frozenset[str]
    allows: Mapping[str, frozenset[str]] = field(default_factory=dict)
    answers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    leads: frozenset[str] = frozenset()
    """Roles that lead the case on from this stage."""
    decides: frozenset[str] = frozenset()
    """Roles that make a move from this stage, whichever."""
    begins: frozenset[str] = frozenset()
    stage_title: Titles = field(default_factory=Titles)
    role_titles: Mapping[str, Titles] = field(default_factory=dict)
    seen_before: bool = False
    """The person could see an earlier version, or contributed."""
    own: bool = False
    """The thing concerned (a comment, a reply) is the person's own."""
    recused: bool = False
    """The person declared an interest in this case."""
    undeclared: bool = False
    """The person reviews this case here and has not said yet whether there is an interest: the text is still closed."""

    def holders(self, roles: frozenset[str]) -> list[Titles]:
        """Return the shown names of roles, in the order of the workflow file."""
        return [title for name, title in self.role_titles.items() if name in roles]
