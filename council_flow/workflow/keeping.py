"""Promises held against a way that a case really took: for records that are checked, and for files that change revision.

Pure. A definition proves its promises over all its own ways; a way that began under another definition may break them,
behind it or ahead.
"""

from __future__ import annotations

from collections.abc import Sequence

from council_flow.workflow.definition import Promise, Workflow
from council_flow.workflow.graph import shortest
from council_flow.workflow.proving import Prover

OF_ENTERING = frozenset({"by", "reason", "when", "clock"})
"""Kinds that speak of every move into a stage."""


def unkept(workflow: Workflow, stages: Sequence[str]) -> Promise | None:
    """Return the first promise that a way does not keep; ``None`` where it keeps all.

    ``stages`` are those visited, in order, the present one last. Promises that speak of moves or of the whole graph
    say nothing about a way.
    """
    return next((promise for promise in workflow.promises if not _kept(promise, stages)), None)


def endangered(workflow: Workflow, passed: Sequence[str], here: str, *, brought: bool) -> Promise | None:
    """Return the first promise that a case breaks, or could break later, if it goes on under ``workflow``.

    ``passed`` are the stages behind it, under whatever definition; ``here`` is where it would stand. ``brought``: it
    would be set there by no move of the procedure.
    """
    way = _Way(workflow, passed, here, brought)
    return next((promise for promise in workflow.promises if not way.keeps(promise)), None)


def _kept(promise: Promise, stages: Sequence[str]) -> bool:
    stage = promise.stage
    match promise.kind:
        case "through" | "after":
            return all(
                set(promise.others) - {stage} <= set(stages[:at]) for at, name in enumerate(stages) if name == stage
            )
        case "never":
            return all(promise.others[0] not in stages[:at] for at, name in enumerate(stages) if name == stage)
        case "once":
            return stage is None or stages.count(stage) <= 1
    return True


class _Way:
    """A way that was taken, and all that can follow."""

    def __init__(self, workflow: Workflow, passed: Sequence[str], here: str, brought: bool) -> None:
        self.workflow, self.here, self.brought = workflow, here, brought
        self.stages = [*passed, here]
        self.seen, self.behind = set(self.stages), set(passed)

    def keeps(self, promise: Promise) -> bool:
        """Answer whether the promise is kept behind, and on every way ahead."""
        if not _kept(promise, self.stages):
            return False
        stage = promise.stage or ""
        match promise.kind:
            case "through" | "after":
                return not any(
                    self._comes_to(stage, avoiding=other) for other in set(promise.others) - {stage} - self.seen
                )
            case "never":
                return promise.others[0] not in self.seen or not self._comes_to(stage)
            case "once":
                return stage not in self.seen or not self._comes_to(stage)
            case "edits":
                return stage not in self.seen or not self._edited_ahead()
            case "alone":
                return promise.others[0] not in self.behind or not self._alone_to(stage)
        return not (self.brought and promise.kind in OF_ENTERING and stage == self.here)

    def _comes_to(self, stage: str, avoiding: str | None = None) -> bool:
        closed = [] if avoiding is None else [avoiding]
        return shortest(self.workflow, self.here, stage.__eq__, avoiding=closed, steps=True) is not None

    def _edited_ahead(self) -> bool:
        stages = self.workflow.stages
        return shortest(self.workflow, self.here, lambda name: bool(stages[name].allows.get("edit"))) is not None

    def _alone_to(self, stage: str) -> bool:
        """Answer whether one person can have brought the case to a stage from where the promise begins, or still can."""
        if stage == self.here:
            return self.brought
        return Prover(self.workflow).alone(self.here, stage)[0] is not None
