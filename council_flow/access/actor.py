"""Who acts."""

from __future__ import annotations

from dataclasses import dataclass, field

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
    label: Titles = field(default_factory=Titles)
    """Role and State as shown everywhere: "Expert, Jordan"."""
    grants: frozenset[str] = frozenset()
    """Permissions that concern no case, from ``council.yaml``."""
    zone: str | None = None
    language: str | None = None

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
