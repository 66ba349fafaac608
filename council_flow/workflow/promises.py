"""What a file promises about its graph of stages, read on a page, and told why it does not hold."""

from __future__ import annotations

from council_flow.language import Sentence, Titles, say
from council_flow.workflow.definition import Promise, Workflow
from council_flow.workflow.graph import Path
from council_flow.workflow.proving import Prover


def spoken(workflow: Workflow, promise: Promise) -> Sentence:
    """Return a promise as it is read on a page, with the shown names of stages, roles and conditions."""
    stage = workflow.stages[promise.stage].title if promise.stage else None
    others = [workflow.stages[name].title for name in promise.others]
    match promise.kind:
        case "through":
            return say("No way leads to the stage %(stage)s past the stage %(others)s.", stage=stage, others=others)
        case "after":
            return say("The stage %(stage)s comes only after: %(others)s.", stage=stage, others=others)
        case "never":
            return say("The stage %(stage)s never comes after the stage %(others)s.", stage=stage, others=others)
        case "once":
            return say("A file comes to the stage %(stage)s at most once.", stage=stage)
        case "final":
            return say("The stage %(stage)s is final: nothing leads out of it.", stage=stage)
        case "edits":
            return say("From the stage %(stage)s on, nobody can edit the text.", stage=stage)
        case "end":
            return say("From every stage a way leads to an end.")
    return _spoken_of_moves(workflow, promise, stage, others)


def _spoken_of_moves(workflow: Workflow, promise: Promise, stage: Titles | None, others: list[Titles]) -> Sentence:
    match promise.kind:
        case "by":
            role = workflow.roles[promise.role or ""].title
            return say("A file comes to the stage %(stage)s only by this role: %(role)s.", stage=stage, role=role)
        case "reason":
            return say("A file comes to the stage %(stage)s only with a written reason.", stage=stage)
        case "when":
            condition = _condition(workflow, promise)
            return say(
                "A file comes to the stage %(stage)s only when this holds: %(what)s.", stage=stage, what=condition
            )
        case "alone":
            return say(
                "Nobody alone brings a file from the stage %(others)s to the stage %(stage)s.",
                stage=stage,
                others=others,
            )
    return say("A file comes to the stage %(stage)s only by people, never by the clock.", stage=stage)


def _condition(workflow: Workflow, promise: Promise) -> Sentence | str:
    """Return the short sentence of a condition as the first move into the stage has it."""
    uses = (use for move in workflow.transitions.values() if move.to == promise.stage for use in move.needs)
    titles = (use.title for use in uses if use.name == promise.condition and use.title is not None)
    return next(titles, None) or promise.condition or ""


def broken(workflow: Workflow, promise: Promise) -> Sentence | None:
    """Return why a promise does not hold; ``None`` where it holds."""
    return why_broken(Prover(workflow), promise)


def counter_example(workflow: Workflow, promise: Promise) -> Path | None:
    """Return the shortest path that breaks a promise, see :meth:`Prover.counter_example`; ``None`` where it holds."""
    return Prover(workflow).counter_example(promise)


def why_broken(prover: Prover, promise: Promise) -> Sentence | None:
    """Return why a promise does not hold; ``None`` where it holds. For many promises of one workflow."""
    counter = prover.counter_example(promise)
    if counter is None:
        return None
    reason = _reason(prover, promise, counter)
    return say("The promise “%(promise)s” does not hold: %(reason)s.", promise=promise.text, reason=reason)


def _reason(prover: Prover, promise: Promise, counter: Path) -> Sentence:
    path = " → ".join(name for name, _ in counter)
    stage = counter[-1][1] if counter else prover.workflow.initial
    match promise.kind:
        case "end" if path:
            return say("%(path)s, and from “%(stage)s” no way leads to a final stage", path=path, stage=stage)
        case "end":
            return say("from “%(stage)s” no way leads to a final stage", stage=stage)
        case "edits":
            roles = ", ".join(sorted(prover.workflow.stages[stage].allows["edit"]))
            if path:
                return say("%(path)s, and in “%(stage)s” edits: %(roles)s", path=path, stage=stage, roles=roles)
            return say("every case begins in “%(stage)s”, and there edits: %(roles)s", stage=stage, roles=roles)
        case "alone":
            role = prover.alone(promise.others[0], promise.stage or "")[1]
            if role is None:
                return say("%(path)s, all by the clock", path=path)
            return say("%(path)s, with nobody but “%(role)s”", path=path, role=role)
        case "final" if not path:
            return say("the stage is not marked final")
    return say("%(path)s", path=path) if path else say("every case begins there")
