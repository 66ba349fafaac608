"""What a file promises about its graph of stages, proven over all paths, or refuted by the shortest one."""

from __future__ import annotations

import re

from council_flow.language import Sentence, say
from council_flow.workflow.definition import Promise, Workflow
from council_flow.workflow.graph import Path, ending, shortest
from council_flow.workflow.loading import Scalar
from council_flow.workflow.problems import quoted
from council_flow.workflow.reading import Reader

KINDS = {
    "through": re.compile(r"(\S+) only through (\S+)"),
    "after": re.compile(r"(\S+) only after (.+)"),
    "final": re.compile(r"(\S+) is final"),
    "never": re.compile(r"(\S+) never after (\S+)"),
    "end": re.compile(r"every stage can end"),
}
"""How each kind of promise is written."""


def parse(reader: Reader, text: str, line: int) -> Promise | None:
    """Read one promise; note a sentence or a stage that is not known."""
    words = " ".join(text.split())
    for kind, form in KINDS.items():
        found = form.fullmatch(words)
        if found:
            names = [found[1], *re.split(r", and |, | and ", found[2])] if found.re.groups > 1 else list(found.groups())
            stages = [reader.stage_name(Scalar(name, line), "promises") for name in names]
            if any(stage is None for stage in stages):
                return None
            known = [stage for stage in stages if stage is not None]
            return Promise(words, kind, known[0] if known else None, tuple(known[1:]), line)
    message = say(
        "“%(text)s” is not a promise that can be proven. Known: X only through Y; X only after Y and Z; X is final; "
        "X never after Y; every stage can end.",
        text=quoted(words),
    )
    reader.note(line, "W050", message)
    return None


def spoken(workflow: Workflow, promise: Promise) -> Sentence:
    """Return a promise as it is read on a page, with the shown names of the stages."""
    stage = workflow.stages[promise.stage].title if promise.stage else None
    others = [workflow.stages[name].title for name in promise.others]
    match promise.kind:
        case "through":
            return say("No way leads to the stage %(stage)s past the stage %(others)s.", stage=stage, others=others)
        case "after":
            return say("The stage %(stage)s comes only after: %(others)s.", stage=stage, others=others)
        case "never":
            return say("The stage %(stage)s never comes after the stage %(others)s.", stage=stage, others=others)
        case "final":
            return say("The stage %(stage)s is final: nothing leads out of it.", stage=stage)
    return say("From every stage a way leads to an end.")


def broken(workflow: Workflow, promise: Promise) -> Sentence | None:
    """Return why a promise does not hold; ``None`` where it holds."""
    counter = counter_example(workflow, promise)
    if counter is None:
        return None
    names = [name for name, _ in counter]
    if promise.kind == "end":
        stage = counter[-1][1] if counter else workflow.initial
        reason = say("from “%(stage)s” no way leads to a final stage", stage=stage)
    elif promise.kind == "final" and not names:
        reason = say("the stage is not marked final")
    elif not names:
        reason = say("every case begins there")
    else:
        reason = say("%(path)s", path=" → ".join(names))
    return say("The promise “%(promise)s” does not hold: %(reason)s.", promise=promise.text, reason=reason)


def counter_example(workflow: Workflow, promise: Promise) -> Path | None:
    """Return the shortest path from the initial stage that breaks a promise; ``None`` where it holds."""
    stage = promise.stage or ""
    match promise.kind:
        case "through" | "after":
            found = [_around(workflow, stage, other) for other in promise.others]
            return min((path for path in found if path is not None), key=len, default=None)
        case "never":
            return _again(workflow, promise.others[0], stage)
        case "final":
            return _onward(workflow, stage)
    return _stuck(workflow)


def _around(workflow: Workflow, stage: str, other: str) -> Path | None:
    if stage == other:
        return None
    return shortest(workflow, workflow.initial, lambda name: name == stage, avoiding=[other])


def _again(workflow: Workflow, earlier: str, later: str) -> Path | None:
    there = shortest(workflow, workflow.initial, lambda name: name == earlier)
    on = shortest(workflow, earlier, lambda name: name == later, steps=True)
    return None if there is None or on is None else there + on


def _onward(workflow: Workflow, stage: str) -> Path | None:
    leaving = workflow.leaving(stage)
    if leaving:
        return [(leaving[0].name, leaving[0].to or stage)]
    return None if workflow.stages[stage].final else []


def _stuck(workflow: Workflow) -> Path | None:
    over = ending(workflow)
    return shortest(workflow, workflow.initial, lambda name: name not in over)
