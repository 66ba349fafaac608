"""The definitions that this process knows: those in force, by name, and all that files run on, by hash. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from threading import Lock

from council_flow.workflow import Workflow, WorkflowProblems


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
    unreadable: dict[str, WorkflowProblems] = field(default_factory=dict)
    """Stored definitions written with words that the product no longer has, by hash."""
    stored_hashes: frozenset[str] = frozenset()
    """Those that the database keeps: files run on no other."""
    stamp: object = None
    """What the database said when it was last asked whether there is anything new."""

    def __post_init__(self) -> None:
        self.known |= {workflow.hash: workflow for workflow in self.named.values()}

    _writing: Lock = field(default_factory=Lock, repr=False)

    def stored(self, digest: str, source: Callable[[], str]) -> Workflow:
        """Return the definition with this hash; ``source`` fetches its text the first time.

        Raises:
            WorkflowProblems: the product can no longer read it. It is not read a second time.
        """
        if digest not in self.known:
            self.take(digest, source)
        return self.known[digest]

    def take(self, digest: str, source: Callable[[], str]) -> None:
        """Know one more definition.

        Raises:
            WorkflowProblems: the product can no longer read it.
        """
        if digest in self.unreadable:
            raise self.unreadable[digest]
        try:
            workflow = self.read(source())
        except WorkflowProblems as error:
            self.unreadable[digest] = error
            raise
        with self._writing:
            self.known = {**self.known, digest: workflow}

    def activate(self, digests: Iterable[str]) -> None:
        """Bring known definitions into force, each unless a higher revision of its name is."""
        with self._writing:
            named = dict(self.named)
            for workflow in (self.known[digest] for digest in digests if digest in self.known):
                if workflow.name not in named or workflow.revision > named[workflow.name].revision:
                    named[workflow.name] = workflow
            self.named = named
