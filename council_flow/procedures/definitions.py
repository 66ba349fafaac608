"""The definitions that this process knows: those in force, by name, and all that files run on, by hash. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from council_flow.workflow import Workflow


@dataclass
class Definitions:
    """Definitions by name (in force, for new files) and by hash (those that files run on).

    In force is the highest revision among the council's folder and what was activated; of equal ones the folder's.
    The two mappings are replaced, never changed: threads read them at any time.
    """

    named: dict[str, Workflow]
    read: Callable[[str], Workflow]
    """Makes a definition of a stored source text."""
    known: dict[str, Workflow] = field(default_factory=dict)
    stamp: object = None
    """What the database said when it was last asked whether there is anything new."""

    def __post_init__(self) -> None:
        self.known |= {workflow.hash: workflow for workflow in self.named.values()}

    def stored(self, digest: str, source: Callable[[], str]) -> Workflow:
        """Return the definition with this hash; ``source`` fetches its text the first time."""
        if digest not in self.known:
            self.known = {**self.known, digest: self.read(source())}
        return self.known[digest]

    def take(self, workflow: Workflow) -> None:
        """Know one more definition."""
        self.known = {**self.known, workflow.hash: workflow}

    def activate(self, digests: Iterable[str]) -> None:
        """Bring known definitions into force, each unless a higher revision of its name is."""
        named = dict(self.named)
        for workflow in (self.known[digest] for digest in digests if digest in self.known):
            if workflow.name not in named or workflow.revision > named[workflow.name].revision:
                named[workflow.name] = workflow
        self.named = named
