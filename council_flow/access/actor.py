"""Who acts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from council_flow.language import Titles


@dataclass(frozen=True)
class Actor:
    """A person at a moment: the roles held in the council then, acting terms included."""

    id: int | None
    """Number of the account; ``None`` for the clock."""
    name: str
    roles: frozenset[str] = frozenset()
    state: str | None = None
    """Code of the State that named this person, ``None`` for institutions and the secretariat."""
    states: Mapping[str, str] = field(default_factory=dict)
    """The State for which each role is held: who acts for another's focal point holds that role for the other's State."""
    label: Titles = field(default_factory=Titles)
    """Role and State as shown everywhere: "Expert, Jordan"."""
    grants: frozenset[str] = frozenset()
    """Permissions that concern no case, from ``council.yaml``."""
    zone: str | None = None
    language: str | None = None

    terms: frozenset[tuple[str, int]] = frozenset()
    """Roles with the terms through which they are held; who acts for somebody absent holds that one's term."""
    office: Actor | None = None
    """Of who acts under an alias: the person, as whom acts of office are done."""
    hidden: bool = False
    """The label hides who it is."""

    def speaks_for(self, roles: Collection[str]) -> str | None:
        """Return the State for which the person holds one of these roles."""
        held = sorted(self.roles & frozenset(roles))
        if not self.states:
            return self.state if held else None
        return next((self.states[role] for role in held if role in self.states), None)

    def in_office(self, roles: Collection[str] = ()) -> Actor:
        """Return the person as who acts in an office: under the own label, for the State for which one of the roles is held."""
        named = self.office or self
        return replace(named, state=named.speaks_for(roles)) if roles else named

    def leading(self, roles: Collection[str]) -> Actor:
        """Return the person as who leads or moves a file: in office, unless that is done with a role in the file alone."""
        return self.in_office() if self.roles & frozenset(roles) else self

    def __hash__(self) -> int:
        return hash(self.id)


CLOCK = Actor(
    id=None,
    name="clock",
    label=Titles({"en": "Clock of the procedure", "ru": "Часы процедуры", "uz": "Tartib soati", "ar": "ساعة الإجراء"}),
)
"""Acts when a deadline has passed; holds no role."""

CONSOLE = Actor(
    id=None,
    name="console",
    label=Titles(
        {"en": "Console of the server", "ru": "Консоль сервера", "uz": "Server konsoli", "ar": "وحدة تحكم الخادم"}
    ),
)
"""Whoever has the server itself and invites the first member of the secretariat from its command line."""
