"""Kinds of publication: what each is called, which procedure gives it, what its page says of its adoption. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from council_flow.language import Sentence, mark, say
from council_flow.workflow import Workflow

Kind = Literal["recommendation", "corrigendum", "practice"]
"""What a symbol can be given to. A corrigendum names another publication; the others have numbers of their own."""

KINDS: Mapping[str, Sentence] = {
    "recommendation": say("Recommendation"),
    "corrigendum": say("Corrigendum"),
    "practice": say("Good practice"),
}
"""Each kind as readers meet it, in the order in which lists offer them."""

_GIVING = "publication.assign_symbol"
_DECIDING = "adoption"


def kind_of(workflow: Workflow) -> Kind:
    """Return the kind of what a procedure publishes; a recommendation where it gives no symbol."""
    given = {
        use.params.get("kind") for move in workflow.transitions.values() for use in move.does if use.name == _GIVING
    }
    return next((kind for kind in ("corrigendum", "practice") if kind in given), "recommendation")


def corrects(workflow: Workflow) -> bool:
    """Answer whether files of a procedure name a publication that they correct."""
    return kind_of(workflow) == "corrigendum"


def decided_by_states(workflow: Workflow) -> bool:
    """Answer whether States take positions in a procedure; else whoever gives the symbol decides."""
    return any(use.name == _DECIDING for stage in workflow.stages.values() for use in stage.holds)


def procedure_of(workflow: Workflow) -> str | None:
    """Return the kind of procedure in which States adopt; ``None`` where they take no positions."""
    return next(
        (
            str(use.params["procedure"])
            for stage in workflow.stages.values()
            for use in stage.holds
            if use.name == _DECIDING
        ),
        None,
    )


_BY = {
    "consensus": mark("Recommendation adopted by consensus on %(day)s"),
    "roll_call": mark("Recommendation adopted by roll call on %(day)s"),
    "written": mark("Recommendation adopted by written procedure on %(day)s"),
}


def act(kind: str, day: date, *, procedure: str | None, corrected: str = "") -> Sentence:
    """Return the line under the title: what the text is, how and when it was adopted."""
    silence = procedure == "silence"
    if kind == "recommendation" and procedure in _BY:
        return Sentence(_BY[procedure], {"day": day})
    match kind:
        case "corrigendum" if silence:
            return say(
                "Corrigendum to %(symbol)s, adopted under the silence procedure on %(day)s", symbol=corrected, day=day
            )
        case "corrigendum":
            return say("Corrigendum to %(symbol)s, adopted on %(day)s", symbol=corrected, day=day)
        case "practice" if silence:
            return say("Good practice adopted under the silence procedure on %(day)s", day=day)
        case "practice":
            return say("Good practice adopted on %(day)s", day=day)
    if silence:
        return say("Recommendation adopted under the silence procedure on %(day)s", day=day)
    return say("Recommendation adopted on %(day)s", day=day)
