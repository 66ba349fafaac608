"""The workflow definitions in force: those of the files, and those stored with running cases. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from council_flow.workflow import Workflow


@dataclass
class Definitions:
    """Definitions by name (the newest, for new cases) and by hash (those that cases run on)."""

    named: dict[str, Workflow]
    read: Callable[[str], Workflow]
    """Makes a definition of a stored source text."""
    known: dict[str, Workflow] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known |= {workflow.hash: workflow for workflow in self.named.values()}

    def stored(self, digest: str, source: Callable[[], str]) -> Workflow:
        """Return the definition with this hash; ``source`` fetches its text the first time."""
        if digest not in self.known:
            self.known[digest] = self.read(source())
        return self.known[digest]
