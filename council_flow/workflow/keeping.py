"""Promises held against a way that a case really took: for records that are checked, and for files that change revision.

Pure. A definition proves its promises over all its own ways; a way that began under another definition may break them.
"""

from __future__ import annotations

from collections.abc import Sequence

from council_flow.workflow.definition import Promise, Workflow


def unkept(workflow: Workflow, stages: Sequence[str]) -> Promise | None:
    """Return the first promise that a way does not keep; ``None`` where it keeps all.

    ``stages`` are those visited, in order, the present one last. Promises that speak of moves or of the whole graph
    say nothing about a way.
    """
    return next((promise for promise in workflow.promises if not _kept(promise, stages)), None)


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
            return stages.count(stage) <= 1 if stage is not None else True
    return True
