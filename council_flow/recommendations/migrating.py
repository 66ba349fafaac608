"""What becomes of running files when their procedure has a new revision: a plan, made before anything changes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from council_flow.language import Sentence, say, say_n
from council_flow.workflow import Workflow, endangered

STAYS, ANEW, KEPT, LOST = "stays", "anew", "kept", "lost"
"""What happens to a file: its stay goes on; the stay ends and a new one begins; it keeps its revision; it has no way."""


@dataclass(frozen=True)
class Running:
    """A file that runs on an earlier definition, with the stages it has passed, the present one last."""

    case_id: int
    symbol: str
    workflow: Workflow | None
    """The definition that it runs on; ``None`` where the product can no longer read it."""
    stage: str
    passed: tuple[str, ...]


@dataclass(frozen=True)
class Planned:
    """What becomes of one file. ``to`` is the stage in the new revision, ``None`` where it does not get there."""

    file: Running
    to: str | None
    fate: str
    why: Sentence


@dataclass(frozen=True)
class Plan:
    """What becomes of all running files of a procedure. ``refusals``: why it cannot be carried out, if it cannot."""

    target: Workflow
    rows: tuple[Planned, ...]
    orphans: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Stages that the new revision lacks, each with the files that stand there."""
    refusals: tuple[Sentence, ...] = ()

    @property
    def moving(self) -> tuple[Planned, ...]:
        """The files that come to the new revision."""
        return tuple(row for row in self.rows if row.fate in (STAYS, ANEW))


def plan(target: Workflow, running: Iterable[Running], mapping: Mapping[str, str]) -> Plan:
    """Say what becomes of each file. ``mapping`` names a stage of ``target`` for each stage that it lacks."""
    files = list(running)
    rows = tuple(_row(target, file, mapping) for file in files)
    orphans: dict[str, list[str]] = {}
    for row in rows:
        if row.fate == LOST:
            orphans.setdefault(row.file.stage, []).append(row.file.symbol)
    refusals = [*_bad(target, files, mapping), *(_orphaned(target, stage, found) for stage, found in orphans.items())]
    return Plan(target, rows, {stage: tuple(found) for stage, found in orphans.items()}, tuple(refusals))


def _row(target: Workflow, file: Running, mapping: Mapping[str, str]) -> Planned:
    """Say what becomes of one file. What it passed keeps the names it had: a mapping does not rewrite a way."""
    to = file.stage if file.stage in target.stages else mapping.get(file.stage, "")
    if to not in target.stages:
        return Planned(file, None, LOST, say("The new revision has no such stage."))
    if target.stages[to].final:
        return Planned(file, None, KEPT, say("It keeps its revision: in the new one this stage is final."))
    broken = endangered(target, file.passed[:-1], to, brought=to != file.stage)
    if broken is not None:
        sentence = say(
            "It keeps its revision: the new one promises “%(promise)s”, and the way of this file does not keep it.",
            promise=broken.text,
        )
        return Planned(file, None, KEPT, sentence)
    return _going(target, file, to)


def _going(target: Workflow, file: Running, to: str) -> Planned:
    if to != file.stage:
        return Planned(file, to, ANEW, say("The stage is replaced. The stay there begins anew."))
    if file.workflow is None or _held(file.workflow, to) != _held(target, to):
        return Planned(file, to, ANEW, say("What the stage holds has changed. The stay begins anew, with new limits."))
    return Planned(file, to, STAYS, say("The stay goes on. Limits that are set do not move."))


def _held(workflow: Workflow, stage: str) -> list[tuple[str, str]]:
    return [(use.name, repr(dict(use.params))) for use in workflow.stages[stage].holds]


def _bad(target: Workflow, files: Sequence[Running], mapping: Mapping[str, str]) -> list[Sentence]:
    """Return what is wrong with the mapping itself: it may not be used to skip the procedure."""
    standing = {file.stage for file in files}
    found = []
    for old, new in mapping.items():
        if old not in standing:
            found.append(say("No running file stands at “%(old)s”.", old=old))
        elif old in target.stages:
            found.append(say("The new revision has the stage “%(old)s”: files there stay there.", old=old))
        elif new not in target.stages:
            found.append(say("“%(new)s” is no stage of the new revision.", new=new))
        elif target.stages[new].final:
            found.append(say("“%(new)s” is a final stage: a file comes there by a move only.", new=new))
    return found


def _orphaned(target: Workflow, stage: str, symbols: Sequence[str]) -> Sentence:
    return say_n(
        "Revision %(revision)s has no stage “%(stage)s”, where %(n)s file stands: %(files)s. Say where it goes: %(stage)s=STAGE.",
        "Revision %(revision)s has no stage “%(stage)s”, where %(n)s files stand: %(files)s. Say where they go: %(stage)s=STAGE.",
        len(symbols),
        revision=target.revision,
        stage=stage,
        files=", ".join(symbols[:20]),
    )
